"""Every fixture of the repository against its sidecar."""

import hashlib
import unittest
from concurrent.futures import ThreadPoolExecutor

import anycert

from . import fixtures

STAMP = "%Y-%m-%dT%H:%M:%S.000Z"
KEYS = (
    "format",
    "subject",
    "issuer",
    "expires_at",
    "has_private_key",
    "certificates",
    "private_keys",
    "key_states",
    "key_match",
    "integrity",
)


def read(case: fixtures.Case) -> anycert.Bundle | anycert.Error:
    try:
        return anycert.read(case.data, **case.options)
    except anycert.Error as error:
        return error


def answer(bundle: anycert.Bundle) -> dict:
    end = bundle.not_after
    return {
        "format": bundle.format,
        "subject": bundle.subject,
        "issuer": bundle.issuer,
        "expires_at": end and end.strftime(STAMP),
        "has_private_key": bundle.has_private_key,
        "certificates": [hashlib.sha256(one.der).hexdigest() for one in bundle.certificates],
        "private_keys": len(bundle.private_keys),
        "key_states": [key.state for key in bundle.private_keys],
        "key_match": bundle.key_match,
        "integrity": bundle.integrity,
    }


def expected(expect: dict) -> dict:
    answer = {key: expect[key] for key in KEYS}
    return {**answer, "format": fixtures.words(answer["format"])}


class Fixtures(unittest.TestCase):
    """Each fixture is read once, on the threads of Python."""

    @classmethod
    def setUpClass(cls) -> None:
        cases = fixtures.cases()
        with ThreadPoolExecutor() as threads:
            cls.answers = list(zip(cases, threads.map(read, cases)))

    def test_every_fixture_is_read_as_its_sidecar_says(self) -> None:
        self.assertGreater(len(self.answers), 1000)
        for case, got in self.answers:
            with self.subTest(case.name):
                if case.is_ok:
                    self.assertIsInstance(got, anycert.Bundle, got)
                    self.assertEqual(answer(got), expected(case.expect))
                else:
                    self.refused(case, got)

    def refused(self, case: fixtures.Case, got: anycert.Bundle | anycert.Error) -> None:
        self.assertIsInstance(got, anycert.Error)
        self.assertEqual(got.kind, fixtures.words(case.expect["kind"]))
        text = f"{got} {got.help}".lower()
        for piece in case.expect.get("mentions", []):
            self.assertIn(piece, text)

    def test_the_report_agrees_with_the_bundle(self) -> None:
        for case, got in self.answers:
            if not isinstance(got, anycert.Bundle):
                continue
            with self.subTest(case.name):
                report = got.report()
                four = {key: report[key] for key in got.metadata()}
                self.assertEqual(four, got.metadata())
                self.assertEqual(len(report["certificates"]), len(got.certificates))
                for own, said in zip(got.certificates, report["certificates"]):
                    self.assertEqual(own.subject, said["subject"])
                    self.assertEqual(own.serial, said["serial"])
                    self.assertEqual(own.fingerprint_sha256_hex, said["fingerprint_sha256"])
                    self.assertEqual(own.is_ca, said["ca"])
                self.assertEqual(len(report["notes"]), len(got.notes))

    def test_no_text_has_a_secret(self) -> None:
        seen = 0
        for case, got in self.answers:
            with self.subTest(case.name):
                text = printed(got)
                passphrase = case.options.get("passphrase") or ""
                if len(passphrase) > 8:
                    self.assertNotIn(passphrase, text)
                for secret in secrets(got):
                    seen += 1
                    self.assertNotIn(secret.hex(), text.lower())
                    self.assertNotIn(repr(secret)[2:-1], text)
        self.assertGreater(seen, 300)


def printed(got: anycert.Bundle | anycert.Error) -> str:
    if isinstance(got, anycert.Error):
        return f"{got} {got!r} {got.help} {vars(got)}"
    objects = [got, *got.private_keys, *got.certificates, *got.notes]
    return "".join(repr(one) + str(one) for one in objects) + str(got.report())


def secrets(got: anycert.Bundle | anycert.Error) -> list[bytes]:
    """Twelve octets of the private part of each key. The private part of an EC key follows its
    algorithm, that of an RSA key its public numbers; both are before the last third.
    """
    if isinstance(got, anycert.Error):
        return []
    keys = [key.secret_pkcs8_der() for key in got.private_keys]
    middles = [key[len(key) // 2 - 16 : len(key) // 2 - 4] for key in keys if key]
    return [one for one in middles if len(set(one)) > 4]


if __name__ == "__main__":
    unittest.main()
