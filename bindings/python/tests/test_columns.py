"""Columns: every input type, every consumer, and rows that cannot be read."""

import datetime
import threading
import unittest

import anycert
import pyarrow as pa

from . import fixtures

UTC = datetime.timezone.utc
DER = fixtures.read("certificate/example.der")
PEM = fixtures.read("certificate/example.pem").decode()
END = datetime.datetime(2026, 3, 15, 12, tzinfo=UTC)
BROKEN = DER[:-1]
SINGLE = {
    "subject": anycert.subject,
    "issuer": anycert.issuer,
    "serial": anycert.serial,
    "not_before": anycert.not_before,
    "not_after": anycert.not_after,
    "sha256": anycert.sha256,
    "dns_names": anycert.dns_names,
    "public_key": anycert.public_key,
    "is_ca": anycert.is_ca,
    "has_private_key": anycert.has_private_key,
    "error": anycert.errors,
}


def values(column: anycert.Column) -> list:
    return pa.array(column).to_pylist()


def with_year_zero() -> bytes:
    """The example with notBefore in the year 0: `time` reads it, and `datetime` cannot."""
    start = DER.index(b"\x30\x1e\x17\x0d")
    end = DER[start + 17 : start + 32]
    validity = b"\x18\x0f00000101000000Z" + end
    changed = DER[:start] + b"\x30" + bytes([len(validity)]) + validity + DER[start + 32 :]
    longer = len(changed) - len(DER)
    # The certificate and its TBSCertificate both have lengths of two octets.
    octets = bytearray(changed)
    for at in (2, 6):
        length = int.from_bytes(octets[at : at + 2], "big") + longer
        octets[at : at + 2] = length.to_bytes(2, "big")
    return bytes(octets)


class Types(unittest.TestCase):
    def test_every_type_of_octets_and_text(self) -> None:
        for kind in (pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(len(DER))):
            with self.subTest(str(kind)):
                column = pa.array([DER, None, DER], kind)
                self.assertEqual(values(anycert.not_after(column)), [END, None, END])
        for kind in (pa.string(), pa.large_string(), pa.string_view()):
            with self.subTest(str(kind)):
                column = pa.array([PEM, None, "hello", ""], kind)
                self.assertEqual(values(anycert.not_after(column)), [END, None, None, None])
                self.assertEqual(
                    pa.table(anycert.facts(column))["error_kind"].to_pylist(),
                    [None, None, "unrecognized_format", "empty"],
                )

    def test_a_dictionary(self) -> None:
        column = pa.array([PEM, None, "x", PEM]).dictionary_encode()
        self.assertEqual(values(anycert.not_after(column)), [END, None, None, END])

    def test_nulls_alone(self) -> None:
        self.assertEqual(values(anycert.not_after(pa.nulls(3))), [None] * 3)
        self.assertEqual(values(anycert.errors(pa.nulls(3))), [None] * 3)

    def test_slices_and_offsets(self) -> None:
        for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
            column = pa.array([None, DER, BROKEN, DER, None, DER], kind)
            for start in range(6):
                for stop in range(start, 7):
                    part = column[start:stop]
                    expected = [END if row == DER else None for row in part.to_pylist()]
                    self.assertEqual(values(anycert.not_after(part)), expected)

    def test_chunks(self) -> None:
        column = pa.chunked_array([[DER, None], [], [BROKEN, DER]], pa.binary())
        facts = pa.chunked_array(anycert.not_after(column))
        self.assertEqual([len(chunk) for chunk in facts.chunks], [2, 0, 2])
        self.assertEqual(facts.to_pylist(), [END, None, None, END])
        self.assertEqual(values(anycert.not_after(column)), facts.to_pylist())

    def test_empty(self) -> None:
        for column in (pa.array([], pa.binary()), pa.chunked_array([], pa.binary())):
            self.assertEqual(values(anycert.not_after(column)), [])
            self.assertEqual(pa.table(anycert.facts(column)).num_rows, 0)
            self.assertEqual(pa.array(anycert.not_after(column)).type, pa.timestamp("us", "UTC"))

    def test_tables_of_one_column(self) -> None:
        table = pa.table({"certificate": [DER, BROKEN]})
        reader = table.to_reader(max_chunksize=1)
        for source in (table, table.to_batches()[0], reader):
            self.assertEqual(values(anycert.not_after(source)), [END, None])
        with self.assertRaisesRegex(TypeError, "table of a, b"):
            anycert.not_after(pa.table({"a": [DER], "b": [1]}))

    def test_others_are_refused(self) -> None:
        for other in (pa.array([1, 2]), pa.array([[DER]]), [DER], DER, None):
            with self.assertRaises(TypeError):
                anycert.not_after(other)
        for wrong in ({"threads": 0}, {"limits": {"no": 1}}):
            with self.assertRaises(ValueError):
                anycert.not_after(pa.array([DER]), **wrong)
        with self.assertRaisesRegex(ValueError, "known are subject"):
            anycert.facts(pa.array([DER]), ["subjects"])
        with self.assertRaises(ValueError):
            anycert.facts(pa.array([DER]), [])

    def test_an_error_of_a_stream_is_raised(self) -> None:
        def batches():
            yield pa.record_batch({"a": [DER]})
            raise RuntimeError("the disk is gone")

        schema = pa.schema([("a", pa.binary())])
        with self.assertRaisesRegex(ValueError, "the disk is gone"):
            anycert.not_after(pa.RecordBatchReader.from_batches(schema, batches()))

    def test_offsets_that_point_elsewhere_are_refused(self) -> None:
        offsets = pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 4, 2)))
        column = pa.Array.from_buffers(pa.binary(), 2, [None, offsets, pa.py_buffer(b"abcd")])
        with self.assertRaises(ValueError):
            anycert.not_after(column)


class Facts(unittest.TestCase):
    def test_the_columns(self) -> None:
        table = pa.table(anycert.facts(pa.array([DER])))
        certificate = anycert.Certificate.from_der(DER)
        self.assertEqual(
            table.to_pylist(),
            [
                {
                    "subject": certificate.subject,
                    "issuer": certificate.issuer,
                    "serial": certificate.serial,
                    "not_before": certificate.not_before,
                    "not_after": certificate.not_after,
                    "sha256": certificate.fingerprint_sha256_hex,
                    "dns_names": certificate.dns_names,
                    "public_key": str(certificate.public_key),
                    "is_ca": certificate.is_ca,
                    "has_private_key": False,
                    "format": "certificate",
                    "error_kind": None,
                    "error": None,
                }
            ],
        )

    def test_one_fact_is_the_column_of_the_table(self) -> None:
        column = pa.array([DER, BROKEN, None, PEM.encode()])
        table = pa.table(anycert.facts(column))
        for name, function in SINGLE.items():
            with self.subTest(name):
                single = pa.array(function(column))
                self.assertEqual(single.to_pylist(), table[name].to_pylist())
                self.assertEqual(single.type, table[name].type)

    def test_chosen_columns_in_their_order(self) -> None:
        names = ["error", "not_after", "error_kind", "subject"]
        facts = anycert.facts(pa.array([DER]), names)
        self.assertEqual((facts.names, pa.table(facts).column_names), (names, names))

    def test_a_row_that_cannot_be_read_is_null_with_its_reason(self) -> None:
        table = pa.table(anycert.facts(pa.array([BROKEN, b"", b"hello", None])))
        rows = table.to_pylist()
        for row in rows:
            facts = {key: row[key] for key in row if not key.startswith("error")}
            self.assertEqual(set(facts.values()), {None})
        kinds = ["malformed", "empty", "unrecognized_format", None]
        self.assertEqual([row["error_kind"] for row in rows], kinds)
        with self.assertRaises(anycert.MalformedError) as caught:
            anycert.read(BROKEN)
        self.assertEqual(rows[0]["error"], str(caught.exception))

    def test_a_row_with_only_a_key_says_so(self) -> None:
        key = anycert.read(fixtures.read("pem/example-certificate-and-key.pem")).leaf_key
        (row,) = pa.table(anycert.facts(pa.array([key.secret_pkcs8_pem()]))).to_pylist()
        self.assertEqual((row["has_private_key"], row["format"]), (True, "pem"))
        self.assertEqual((row["subject"], row["error_kind"]), (None, "no_certificate"))

    def test_a_date_that_engines_cannot_hold_is_null_with_its_reason(self) -> None:
        odd = with_year_zero()
        with self.assertRaises(OverflowError):
            anycert.Certificate.from_der(odd).not_before
        for names in (["not_before", "not_after", "error_kind", "error"], ["error", "error_kind", "not_after", "not_before"]):
            (row,) = pa.table(anycert.facts(pa.array([odd]), names)).to_pylist()
            self.assertEqual((row["not_before"], row["not_after"]), (None, END))
            self.assertEqual(row["error_kind"], "out_of_range")
            self.assertIn("year 0", row["error"])

    def test_options(self) -> None:
        pfx = fixtures.read("pkcs12/openssl3-default.p12")
        column = pa.array([pfx, DER])
        facts = pa.table(anycert.facts(column)).to_pylist()
        self.assertEqual(facts[0]["error_kind"], "passphrase_required")
        facts = pa.table(anycert.facts(column, passphrase="correct horse 7F")).to_pylist()
        self.assertEqual([row["has_private_key"] for row in facts], [True, False])
        indented = PEM.replace("\n", "\n  ")
        strict = pa.table(anycert.facts(pa.array([indented, PEM]), strict=True))
        self.assertEqual(strict["error_kind"].to_pylist(), ["refused", None])
        small = pa.table(anycert.facts(pa.array([DER]), limits={"input_bytes": 10}))
        self.assertEqual(small["error_kind"].to_pylist(), ["limit_exceeded"])

    def test_every_fixture_as_a_row(self) -> None:
        """The cheap way of a single certificate gives the answer of a parse."""
        cases = [case for case in fixtures.cases() if not case.options]
        plain = [case for case in cases if not case.name.startswith(("pkcs12", "key"))]
        cases += [fixtures.Case(f"{c.name}, cut", c.data[:-1], {}) for c in plain]
        cases += [fixtures.Case(f"{c.name}, longer", c.data + b"\0", {}) for c in plain]
        rows = pa.table(anycert.facts(pa.array([case.data for case in cases], pa.binary())))
        self.assertGreater(len(rows), 1000)
        for case, row in zip(cases, rows.to_pylist()):
            with self.subTest(case.name):
                self.assertEqual(row, self.by_read(case.data))

    def test_the_facts_that_need_no_copy(self) -> None:
        """They are read where the certificate is, and are the same beside facts that need a copy."""
        rows = pa.array([case.data for case in fixtures.cases()], pa.binary())
        in_place = ["subject", "issuer", "serial", "not_before", "not_after", "format"]
        free = {"kdf_work": 0}
        whole = pa.table(anycert.facts(rows, limits=free))
        some = pa.table(anycert.facts(rows, in_place, limits=free))
        self.assertEqual(some, whole.select(in_place))

    def by_read(self, data: bytes) -> dict:
        names = pa.table(anycert.facts(pa.array([DER]))).column_names
        row = dict.fromkeys(names)
        try:
            bundle = anycert.read(data)
        except anycert.Error as error:
            return {**row, "error_kind": error.kind, "error": str(error)}
        row.update(has_private_key=bundle.has_private_key, format=bundle.format)
        leaf = bundle.leaf
        if leaf is None:
            row["error_kind"] = "no_certificate"
            row["error"] = "this row contains a private key and no certificate"
            return row
        row.update(
            subject=leaf.subject,
            issuer=leaf.issuer,
            serial=leaf.serial,
            not_before=leaf.not_before,
            not_after=leaf.not_after,
            sha256=leaf.fingerprint_sha256_hex,
            public_key=str(leaf.public_key),
            is_ca=leaf.is_ca,
        )
        try:
            row["dns_names"] = leaf.dns_names
        except anycert.Error as error:
            row.update(error_kind=error.kind, error=str(error))
        return row

    def test_text_inside_a_certificate_is_judged_by_the_parser(self) -> None:
        """A certificate with PEM in an extension: other programs would read that one."""
        text = b"-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUIiIi\n-----END CERTIFICATE-----\n"
        odd = DER[: -len(text)] + text
        self.assertEqual(anycert.Certificate.from_der(odd).not_after, END)
        with self.assertRaises(anycert.Error) as caught:
            anycert.read(odd)
        self.assertEqual(values(anycert.errors(pa.array([odd]))), [str(caught.exception)])


class Threads(unittest.TestCase):
    def test_the_same_answers_in_the_same_order(self) -> None:
        rows = [DER, BROKEN, None, PEM.encode(), b"hello"] * 1000
        for column in (pa.array(rows), pa.chunked_array([rows[:7], rows[7:]])):
            expected = values(anycert.facts(column))
            for threads in (2, 3, 16):
                facts = anycert.facts(column, threads=threads)
                # Not assertEqual, which would look for the differences of 5,000 rows.
                self.assertTrue(values(facts) == expected)
                self.assertTrue(pa.chunked_array(facts).to_pylist() == expected)
                self.assertEqual(len(facts), len(rows))

    def test_threads_of_python(self) -> None:
        column, found = pa.array([DER, BROKEN, PEM.encode()] * 300), []

        def work() -> None:
            found.append(values(anycert.facts(column)))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(found == [found[0]] * 8)


class Column(unittest.TestCase):
    def test_it_can_be_used_more_than_once(self) -> None:
        facts = anycert.facts(pa.array([DER, BROKEN]))
        for _ in range(3):
            self.assertEqual(pa.table(facts).num_rows, 2)
            self.assertEqual(len(pa.array(facts)), 2)
            self.assertEqual(pa.chunked_array(facts).length(), 2)

    def test_it_outlives_its_input_and_itself(self) -> None:
        array = pa.array(anycert.subject(pa.array([DER])))
        self.assertEqual(array.to_pylist(), [anycert.Certificate.from_der(DER).subject])
        # A capsule that nobody takes frees what it holds.
        anycert.subject(pa.array([DER])).__arrow_c_stream__()
        anycert.subject(pa.array([DER])).__arrow_c_array__()

    def test_what_it_says(self) -> None:
        column = anycert.not_after(pa.array([DER, BROKEN]))
        self.assertEqual(
            repr(column), '<anycert.Column not_after: Timestamp(µs, "UTC"), 2 rows, 1 null>'
        )
        self.assertEqual((len(column), column.null_count, column.names), (2, 1, []))

    def test_a_result_is_an_input(self) -> None:
        pem = anycert.subject(pa.array([DER]))
        self.assertEqual(values(anycert.not_after(pem)), [None])


class Engines(unittest.TestCase):
    def test_polars(self) -> None:
        import polars as pl

        frame = pl.DataFrame({"pem": [PEM, None, "hello"], "der": [DER, None, BROKEN]})
        for name in ("pem", "der"):
            end = pl.Series(anycert.not_after(frame[name]))
            self.assertEqual(end.to_list(), [END, None, None])
        facts = pl.DataFrame(anycert.facts(frame["der"]))
        self.assertEqual(facts["error_kind"].to_list(), [None, None, "malformed"])
        self.assertEqual(facts.shape, (3, 13))

    def test_duckdb(self) -> None:
        import duckdb

        rows = pa.table({"der": [DER, None, BROKEN]})
        relation = duckdb.sql("select der from rows")
        self.assertEqual(values(anycert.not_after(relation)), [END, None, None])
        facts = pa.table(anycert.facts(rows))
        count = duckdb.sql("select count(*) from facts where error_kind = 'malformed'")
        self.assertEqual(count.fetchall(), [(1,)])

    def test_datafusion(self) -> None:
        import datafusion

        context = datafusion.SessionContext()
        context.from_arrow(pa.table({"der": [DER, None, BROKEN]}), "input")
        frame = context.sql("select der from input")
        self.assertEqual(values(anycert.not_after(frame)), [END, None, None])
        context.from_arrow(anycert.facts(frame), "facts")
        count = context.sql("select count(*) as n from facts where error_kind = 'malformed'")
        self.assertEqual(count.to_pydict(), {"n": [1]})


if __name__ == "__main__":
    unittest.main()
