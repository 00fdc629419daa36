"""The interface for one input."""

import copy
import datetime
import pickle
import re
import threading
import unittest

import anycert

from . import fixtures

PFX = "pkcs12/openssl3-default.p12"
PASSPHRASE = "correct horse 7F"
UTC = datetime.timezone.utc


def pfx() -> anycert.Bundle:
    return anycert.read(fixtures.read(PFX), PASSPHRASE)


class Read(unittest.TestCase):
    def test_the_four_facts(self) -> None:
        bundle = anycert.read(fixtures.read("pem/example-certificate-and-key.pem"))
        self.assertEqual(bundle.subject, "CN=example.com, O=Example Inc, C=US")
        self.assertEqual(bundle.issuer, "CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US")
        self.assertEqual(bundle.not_after, datetime.datetime(2026, 3, 15, 12, tzinfo=UTC))
        self.assertIs(bundle.not_after.tzinfo, UTC)
        self.assertTrue(bundle.has_private_key)
        self.assertEqual(
            bundle.metadata(),
            {
                "subject": bundle.subject,
                "issuer": bundle.issuer,
                "expires_at": "2026-03-15T12:00:00.000Z",
                "has_private_key": True,
            },
        )

    def test_a_pfx(self) -> None:
        bundle = pfx()
        self.assertEqual((bundle.format, bundle.integrity), ("pkcs12", "verified"))
        self.assertEqual(bundle.key_match, "matches")
        self.assertEqual(bundle.leaf.dns_names, ["leaf.example.org", "*.leaf.example.org"])
        self.assertTrue(bundle.leaf.matches_name("www.leaf.example.org"))
        self.assertEqual(bundle.chain[0], bundle.leaf)
        self.assertEqual(bundle.key_of(bundle.leaf).state, "decrypted")
        self.assertEqual(bundle.certificate_of(bundle.leaf_key), bundle.leaf)
        self.assertEqual(str(bundle.leaf.public_key), "EC P-256")
        self.assertEqual(bundle.leaf_key.curve, "P-256")

    def test_a_key_of_another_bundle_belongs_to_nothing(self) -> None:
        self.assertIsNone(pfx().certificate_of(pfx().leaf_key))

    def test_every_kind_of_octets(self) -> None:
        octets = fixtures.read(PFX)
        for data in (octets, bytearray(octets), memoryview(octets), memoryview(b"_" + octets)[1:]):
            for passphrase in (PASSPHRASE, PASSPHRASE.encode(), bytearray(PASSPHRASE.encode())):
                bundle = anycert.read(data, passphrase)
                self.assertEqual(bundle.leaf, pfx().leaf)
        text = fixtures.read("certificate/example.pem").decode()
        self.assertEqual(anycert.read(text).format, "pem")
        for other in (5, None, ["a"], object()):
            with self.assertRaises(TypeError):
                anycert.read(other)

    def test_options_have_their_effect(self) -> None:
        octets = fixtures.read(PFX)
        shown = anycert.read(octets, PASSPHRASE, decrypt_keys=False)
        self.assertEqual(shown.leaf_key.lock_reason, "not_requested")
        with self.assertRaises(anycert.LimitExceededError) as caught:
            anycert.read(octets, limits={"input_bytes": 10})
        self.assertEqual(caught.exception.exceeded, ("input_bytes", len(octets), 10))
        with self.assertRaises(ValueError):
            anycert.read(octets, limits={"bytes": 10})
        with self.assertRaises(ValueError):
            anycert.read(octets, certificate_type="exe")
        broken = fixtures.read("certificate/example.pem") + fixtures.read(
            "certificate/example.pem"
        ).replace(b"MII", b"MAA")
        self.assertIsNone(anycert.detect(b"hello"))
        with self.assertRaises(anycert.MalformedError):
            anycert.read(broken)
        bundle = anycert.read(broken, skip_broken=True)
        self.assertEqual(len(bundle.certificates), 1)
        self.assertEqual([error.block for error in bundle.broken], [2])
        self.assertIsInstance(bundle.broken[0], anycert.MalformedError)

    def test_strict_refuses_repairs(self) -> None:
        indented = fixtures.read("certificate/example.pem").replace(b"\n", b"\n  ")
        note = anycert.read(indented).notes[0]
        self.assertEqual((note.code, note.note_class), ("indented_block", "repaired"))
        with self.assertRaises(anycert.RefusedError) as caught:
            anycert.read(indented, strict=True)
        self.assertEqual(caught.exception.note_code, "indented_block")

    def test_a_separate_key(self) -> None:
        case = next(case for case in fixtures.cases() if "private_key" in case.options)
        bundle = anycert.read(case.data, **case.options)
        self.assertTrue(bundle.has_private_key)

    def test_certificates_are_values(self) -> None:
        certificate = pfx().leaf
        for again in (
            anycert.Certificate.from_der(certificate.der),
            anycert.Certificate.from_pem(certificate.to_pem()),
            pickle.loads(pickle.dumps(certificate)),
            copy.copy(certificate),
        ):
            self.assertEqual(again, certificate)
            self.assertEqual(hash(again), hash(certificate))
        self.assertEqual(sorted({certificate, *pfx().chain}), sorted(pfx().chain))
        self.assertEqual(bytes(certificate), certificate.der)
        self.assertEqual(
            certificate.serial_number, int.from_bytes(bytes.fromhex(certificate.serial), "big")
        )

    def test_moments_need_a_zone(self) -> None:
        certificate = pfx().leaf
        end = certificate.not_after
        self.assertTrue(certificate.is_valid_at(end))
        self.assertTrue(certificate.is_valid_at(end.astimezone(datetime.timezone(datetime.timedelta(hours=9)))))
        self.assertFalse(certificate.is_valid_at(end + datetime.timedelta(seconds=1)))
        with self.assertRaises(ValueError):
            certificate.is_valid_at(end.replace(tzinfo=None))

    def test_cryptography_objects(self) -> None:
        bundle = pfx()
        certificate = bundle.leaf.to_cryptography()
        self.assertEqual(certificate.serial_number, bundle.leaf.serial_number)
        self.assertEqual(certificate.not_valid_after_utc, bundle.leaf.not_after)
        key = bundle.leaf_key.to_cryptography()
        self.assertEqual(key.public_key(), certificate.public_key())
        locked = anycert.read(fixtures.read(PFX), PASSPHRASE, decrypt_keys=False)
        self.assertIsNone(locked.leaf_key.to_cryptography())

    def test_threads_run_while_one_parses(self) -> None:
        """Two derivations of keys take their time, in which another thread can count."""
        counted, stop = [0], threading.Event()

        def count() -> None:
            while not stop.is_set():
                counted[0] += 1

        counter = threading.Thread(target=count)
        counter.start()
        try:
            before = counted[0]
            octets = fixtures.read(PFX)
            bundles = [anycert.read(octets, PASSPHRASE) for _ in range(20)]
            self.assertGreater(counted[0], before)
        finally:
            stop.set()
            counter.join()
        self.assertEqual(len({bundle.leaf for bundle in bundles}), 1)

    def test_parallel_reads_agree(self) -> None:
        octets, found = fixtures.read(PFX), []

        def work() -> None:
            for _ in range(5):
                found.append(anycert.read(octets, PASSPHRASE).leaf_key.secret_pkcs8_der())

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(found), len(set(found))), (20, 1))


class Errors(unittest.TestCase):
    def error_of(self, data: bytes | str, **options: object) -> anycert.Error:
        with self.assertRaises(anycert.Error) as caught:
            anycert.read(data, **options)
        return caught.exception

    def test_every_kind_has_its_class(self) -> None:
        pfx = fixtures.read(PFX)
        request = next(case for case in fixtures.cases() if case.expect.get("kind") == "NoCertificateOrKey")
        pem = fixtures.read("certificate/example.pem").replace(b"\n", b"\n  ")
        for cls, kind, data, options in (
            (anycert.EmptyError, "empty", b" \n", {}),
            (anycert.UnrecognizedFormatError, "unrecognized_format", "hello", {}),
            (anycert.MalformedError, "malformed", fixtures.read("certificate/example.der")[:-1], {}),
            (anycert.PassphraseRequiredError, "passphrase_required", pfx, {}),
            (anycert.IncorrectPassphraseError, "incorrect_passphrase", pfx, {"passphrase": "no"}),
            (anycert.NoCertificateOrKeyError, "no_certificate_or_key", request.data, request.options),
            (anycert.LimitExceededError, "limit_exceeded", pfx, {"limits": {"input_bytes": 1}}),
            (anycert.RefusedError, "refused", pem, {"strict": True}),
        ):
            with self.subTest(kind):
                error = self.error_of(data, **options)
                self.assertIs(type(error), cls)
                self.assertEqual(error.kind, kind)
                self.assertTrue(error.help)
                self.assertIsInstance(error, ValueError)

    def test_a_passphrase_error_can_be_caught_as_one(self) -> None:
        for options in ({}, {"passphrase": "no"}):
            self.assertIsInstance(self.error_of(fixtures.read(PFX), **options), anycert.PassphraseError)

    def test_places(self) -> None:
        error = self.error_of("-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n")
        self.assertEqual((error.block, error.line), (1, 2))
        self.assertEqual(error.place, "block 1 (CERTIFICATE, line 1) at line 2")
        self.assertFalse(error.in_private_key_input)
        error = self.error_of(fixtures.read("certificate/example.der")[:-1])
        self.assertIsNone(error.line)

    def test_an_unsupported_algorithm_is_named(self) -> None:
        error = self.error_of(
            fixtures.read("pkcs12/openssl3-seed-cbc.p12"), passphrase=PASSPHRASE
        )
        self.assertIs(type(error), anycert.UnsupportedError)
        self.assertIn(error.oid, str(error))

    def test_errors_pass_between_processes(self) -> None:
        error = self.error_of(fixtures.read(PFX), passphrase="no")
        again = pickle.loads(pickle.dumps(error))
        self.assertIs(type(again), type(error))
        self.assertEqual((str(again), again.help, again.kind), (str(error), error.help, error.kind))

    def test_the_help_is_a_note_of_the_exception(self) -> None:
        error = self.error_of("hello")
        if hasattr(error, "add_note"):
            self.assertEqual(error.__notes__, [error.help])


class Secrets(unittest.TestCase):
    """No secret octet is in anything that is printed."""

    def test_a_wrong_passphrase_is_in_no_exception(self) -> None:
        wrong = "swordfish 1234567"
        with self.assertRaises(anycert.IncorrectPassphraseError) as caught:
            anycert.read(fixtures.read(PFX), wrong)
        error = caught.exception
        self.assertNotIn(wrong, f"{error} {error!r} {vars(error)} {error.args}")

    def test_keys_are_printed_by_algorithm_and_state(self) -> None:
        self.assertEqual(repr(pfx().leaf_key), "<anycert.PrivateKey EC P-256, decrypted>")
        self.assertTrue(re.fullmatch(r"<anycert\.Bundle pkcs12: .*, key: matches>", repr(pfx())))
        with self.assertRaises(TypeError):
            pickle.dumps(pfx().leaf_key)


if __name__ == "__main__":
    unittest.main()
