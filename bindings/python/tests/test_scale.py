"""The maker of certificates for `scale`, and what a log of certificates contains."""

import sys
import tempfile
import unittest
from pathlib import Path

import anycert
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scale"))
import make  # noqa: E402

POISON = bytes.fromhex("2b06010401d679020403")


class Made(unittest.TestCase):
    def test_every_row_is_read_as_it_was_made(self) -> None:
        rows = [make.make(row) for row in range(2000)]
        facts = pa.table(anycert.facts(pa.array([row[1] for row in rows], pa.binary())))
        for name, at in (("subject", 2), ("not_after", 3)):
            self.assertEqual(facts[name].to_pylist(), [row[at] for row in rows])
        formats = facts["format"].value_counts().to_pylist()
        found = {one["values"] for one in formats}
        self.assertEqual(found, {"certificate", "pem", "pkcs7", "pkcs12", None})
        self.assertEqual(len(facts["sha256"].unique()), 1900 + 1)

    def test_parquet_and_files_have_the_same_rows(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            make.write_parquet(60, Path(folder, "rows.parquet"), batch=7)
            make.write_files(60, Path(folder, "files"))
            rows = pq.read_table(Path(folder, "rows.parquet")).to_pylist()
            files = [path for path in Path(folder, "files").rglob("*") if path.is_file()]
            found = {int(path.name): path.read_bytes() for path in files}
        self.assertEqual([row["id"] for row in rows], list(range(60)))
        made = {row["id"]: row["certificate"] for row in rows}
        self.assertEqual({key: row for key, row in made.items() if row is not None}, found)


class Logs(unittest.TestCase):
    """RFC 6962 §3.4, as scale/README.md describes it."""

    def precertificate(self) -> bytes:
        tbs, algorithm, signature = make.values(make.content(make.TEMPLATE.make(1)[0]))
        *fields, extensions = make.values(make.content(tbs))
        listed = make.content(make.content(extensions))
        critical, null = make.der(0x01, b"\xff"), make.der(0x04, make.der(0x05))
        poison = make.der(0x30, make.der(0x06, POISON), critical, null)
        extensions = make.der(0xA3, make.der(0x30, listed, poison))
        return make.der(0x30, make.der(0x30, *fields, extensions), algorithm, signature)

    def test_a_precertificate_is_read_and_its_tbs_certificate_is_not(self) -> None:
        whole = self.precertificate()
        tbs = make.values(make.content(whole))[0]
        facts = pa.table(anycert.facts(pa.array([whole, tbs])))
        self.assertEqual(facts["subject"].to_pylist(), [make.TEMPLATE.make(1)[1], None])
        self.assertEqual(facts["error_kind"].to_pylist(), [None, "unrecognized_format"])

    def test_the_cuts_of_the_page(self) -> None:
        certificate = make.TEMPLATE.make(1)[0]
        length = len(certificate).to_bytes(3, "big")
        leaf_input = b"\0\0" + bytes(8) + b"\0\0" + length + certificate + b"\0\0"
        self.assertEqual(leaf_input[15:-2], certificate)


if __name__ == "__main__":
    unittest.main()
