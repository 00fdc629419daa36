"""Every fixture through the shared library against its sidecar; every variant of the crate against the
numbers in the header."""

import ctypes
import hashlib
import json
import re
import sys
from ctypes import POINTER, byref, c_bool, c_char_p, c_int64, c_size_t, c_ssize_t, c_uint8, c_uint32, c_uint64, c_void_p
from datetime import datetime, timezone
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
TESTDATA = ROOT / "testdata"


class Limits(ctypes.Structure):
    _fields_ = [(name, c_uint64) for name in (
        "input_bytes", "certificates", "private_keys", "pem_sections", "bags", "kdf_work",
        "unasked_kdf_work", "memory_bytes", "nesting", "text_layers")]


class Options(ctypes.Structure):
    _fields_ = [
        ("size", c_size_t),
        ("passphrase", c_char_p), ("passphrase_len", c_size_t),
        ("integrity_passphrase", c_char_p), ("integrity_passphrase_len", c_size_t),
        ("private_key", c_char_p), ("private_key_len", c_size_t),
        ("certificate_type", c_char_p),
        ("strict", c_uint8), ("skip_broken", c_uint8), ("leave_keys_locked", c_uint8),
        ("limits", Limits)]


class Bytes(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("len", c_size_t)]

    def value(self):
        return ctypes.string_at(self.data, self.len) if self.data else None


class Library:
    """The functions of the header, with texts as `str` and octets as `bytes`."""

    def __init__(self, path):
        self.library = ctypes.CDLL(str(path))
        # Without these types, ctypes would cut pointers and sizes to the width of an int.
        for name, result, arguments in (
            ("parse", c_uint32, (c_char_p, c_size_t, POINTER(Options), POINTER(c_void_p), POINTER(c_void_p))),
            ("detect", c_uint32, (c_char_p, c_size_t)),
            ("text_free", None, (c_void_p,)),
            ("bundle_free", None, (c_void_p,)),
            ("error_free", None, (c_void_p,)),
            ("bundle_has_private_key", c_bool, (c_void_p,)),
            *((f"bundle_{fact}", c_uint32, (c_void_p,)) for fact in ("format", "integrity", "key_match")),
            *((f"bundle_{fact}", c_size_t, (c_void_p,)) for fact in ("certificate_count", "private_key_count")),
            *((f"bundle_{fact}", c_ssize_t, (c_void_p,)) for fact in ("leaf", "leaf_key")),
            *((f"bundle_{fact}", c_void_p, (c_void_p,)) for fact in ("chain_pem", "to_pem", "report_json")),
            *((f"certificate_{fact}", Bytes, (c_void_p, c_size_t)) for fact in ("der", "serial")),
            *((f"certificate_{fact}", c_void_p, (c_void_p, c_size_t))
              for fact in ("subject", "issuer", "display_name", "not_before_text", "not_after_text")),
            *((f"certificate_{fact}", c_bool, (c_void_p, c_size_t, POINTER(c_int64)))
              for fact in ("not_before", "not_after")),
            ("private_key_state", c_uint32, (c_void_p, c_size_t)),
            ("private_key_pkcs8_der", Bytes, (c_void_p, c_size_t)),
            ("private_key_pkcs8_pem", c_void_p, (c_void_p, c_size_t)),
            ("private_key_algorithm", c_void_p, (c_void_p, c_size_t)),
            *((f"error_{fact}", c_char_p, (c_void_p,)) for fact in ("word", "message", "help", "place")),
            *((f"error_{fact}", c_ssize_t, (c_void_p,)) for fact in ("line", "byte")),
            ("error_kind", c_uint32, (c_void_p,)),
        ):
            function = getattr(self.library, f"anycert_{name}")
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    def text(self, name, *arguments):
        pointer = getattr(self, name)(*arguments)
        if pointer is None:
            return None
        try:
            return ctypes.string_at(pointer).decode()
        finally:
            self.text_free(pointer)


def constants():
    """{"ANYCERT_KIND_OK": 0, …}, from the header."""
    header = (PACKAGE / "include/anycert.h").read_text()
    return {name: int(number) for name, number in re.findall(r"^  (ANYCERT_\w+) = (\d+),$", header, re.M)}


def shouted(word):
    """`JavaKeyStore` and `java_key_store` as `JAVA_KEY_STORE`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).upper()


NUMBERS = constants()


def number(prefix, word):
    return NUMBERS[f"ANYCERT_{prefix}_{shouted(word)}"]


def cases():
    for sidecar in sorted(TESTDATA.rglob("*.expect")):
        whole = json.loads(sidecar.read_text())
        for at, case in enumerate(whole.pop("cases", [{}])):
            path = sidecar.with_suffix("")
            yield f"{path.relative_to(TESTDATA)}, case {at + 1}", path.read_bytes(), whole | case


def options_of(expect):
    options = Options(size=ctypes.sizeof(Options))
    for name in ("passphrase", "integrity_passphrase"):
        if name in expect:
            octets = expect[name].encode()
            setattr(options, name, octets)
            setattr(options, f"{name}_len", len(octets))
    if "private_key" in expect:
        options.private_key = (TESTDATA / expect["private_key"]).read_bytes()
        options.private_key_len = (TESTDATA / expect["private_key"]).stat().st_size
    if "certificate_type" in expect:
        options.certificate_type = expect["certificate_type"].encode()
    return options


def seconds(text):
    """Seconds since 1970 of RFC 3339; None for a year that Python does not have."""
    if not "0001" <= text[:4]:
        return None
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc).timestamp())


def facts(library, bundle):
    """The facts of a bundle that sidecars state, in the numbers of the header."""
    count = library.bundle_certificate_count(bundle)
    keys = range(library.bundle_private_key_count(bundle))
    leaf = library.bundle_leaf(bundle)
    end = library.text("certificate_not_after_text", bundle, leaf) if leaf >= 0 else None
    found = {
        "format": library.bundle_format(bundle),
        "integrity": library.bundle_integrity(bundle),
        "key_match": library.bundle_key_match(bundle),
        "has_private_key": library.bundle_has_private_key(bundle),
        "subject": library.text("certificate_subject", bundle, leaf) if leaf >= 0 else None,
        "issuer": library.text("certificate_issuer", bundle, leaf) if leaf >= 0 else None,
        "expires_at": end,
        "certificates": [hashlib.sha256(library.certificate_der(bundle, at).value()).hexdigest()
                         for at in range(count)],
        "private_keys": len(keys),
        "key_states": [library.private_key_state(bundle, at) for at in keys],
    }
    consistent(library, bundle, leaf, end, keys)
    return found


def consistent(library, bundle, leaf, end, keys):
    """Asserts that facts with two forms agree with each other and with the report."""
    report = json.loads(library.text("bundle_report_json", bundle))
    for at, one in enumerate(report["certificates"]):
        der = library.certificate_der(bundle, at).value()
        assert hashlib.sha256(der).hexdigest() == one["fingerprint_sha256"]
        assert library.certificate_serial(bundle, at).value().hex() == one["serial"]
        assert library.text("certificate_subject", bundle, at) == one["subject"]
        assert library.text("certificate_issuer", bundle, at) == one["issuer"]
        assert library.text("certificate_display_name", bundle, at)
        for fact in ("not_before", "not_after"):
            text = library.text(f"certificate_{fact}_text", bundle, at)
            value = c_int64()
            assert getattr(library, f"certificate_{fact}")(bundle, at, byref(value))
            assert text == one[fact] and seconds(text) in (None, value.value), (text, value.value)
    for at in keys:
        der = library.private_key_pkcs8_der(bundle, at).value()
        pem = library.text("private_key_pkcs8_pem", bundle, at)
        assert (der is None) == (pem is None)
        assert der is None or pem.startswith("-----BEGIN PRIVATE KEY-----") and der[0] == 0x30
        assert der is None or library.private_key_state(bundle, at) != number("KEY_STATE", "locked")
    key = library.bundle_leaf_key(bundle)
    is_of_leaf = report["key_match"] in ("matches", "unknown")
    assert (key >= 0) == (is_of_leaf or leaf < 0 and bool(keys)), (key, report["key_match"])
    assert report["key_match"] != "matches" or report["certificates"][leaf]["private_key"] == key
    pem = library.text("bundle_chain_pem", bundle)
    assert pem.count("-----BEGIN CERTIFICATE-----") <= len(report["certificates"])
    assert bool(pem) == (leaf >= 0) == (end is not None)


def check(library, octets, expect):
    """Parses a fixture and returns the differences from its sidecar."""
    options = options_of(expect)
    bundle, error = c_void_p(), c_void_p()
    kind = library.parse(octets, len(octets), byref(options), byref(bundle), byref(error))
    try:
        if kind != NUMBERS["ANYCERT_KIND_OK"]:
            said = f"{library.error_message(error).decode()} {library.error_help(error).decode()}".lower()
            assert library.error_kind(error) == kind and not bundle
            assert number("KIND", library.error_word(error).decode()) == kind
            missing = [piece for piece in expect.get("mentions", []) if piece not in said]
            expected = number("KIND", expect["kind"]) if "kind" in expect else 0
            return [(kind, expected)] if kind != expected else missing
        assert expect["result"] == "ok", f"read, although it is {expect.get('kind')}"
        assert bundle and not error
        expected = expect | {
            "format": number("FORMAT", expect["format"]),
            "integrity": number("INTEGRITY", expect["integrity"]),
            "key_match": number("KEY_MATCH", expect["key_match"]),
            "key_states": [number("KEY_STATE", state) for state in expect["key_states"]],
        }
        found = facts(library, bundle)
        return [(name, value, expected[name]) for name, value in found.items() if value != expected[name]]
    finally:
        library.bundle_free(bundle)
        library.error_free(error)


def parsed(library, name, **given):
    """(kind, message, key states, number of certificates) of a file of testdata."""
    options = options_of({key: value for key, value in given.items() if isinstance(value, str)})
    for key, value in given.items():
        if not isinstance(value, str):
            setattr(options.limits if hasattr(options.limits, key) else options, key, value)
    octets = (TESTDATA / name).read_bytes()
    bundle, error = c_void_p(), c_void_p()
    kind = library.parse(octets, len(octets), byref(options), byref(bundle), byref(error))
    message = (library.error_message(error) or b"").decode()
    keys = range(library.bundle_private_key_count(bundle))
    states = [library.private_key_state(bundle, at) for at in keys]
    count = library.bundle_certificate_count(bundle)
    library.bundle_free(bundle)
    library.error_free(error)
    return kind, message, states, count


def ineffective(library):
    """Yields the options and limits that do not have their effect."""
    passphrase = "correct horse 7F"
    pfx, text = "pkcs12/openssl3-default.p12", "pem/crlf.pem"
    repaired, broken = "text/base64url.pem", "reject/cut-second-certificate.pem"
    unasked = "pkcs12/openssl3-empty-passphrase.p12"
    locked = [number("KEY_STATE", "locked")]
    for what, holds in {
        "no option": lambda: parsed(library, text)[0] == number("KIND", "ok"),
        "strict": lambda: parsed(library, repaired, strict=1)[0] == number("KIND", "refused"),
        "not strict": lambda: parsed(library, repaired, strict=0)[0] == number("KIND", "ok"),
        "leave_keys_locked": lambda: parsed(
            library, pfx, passphrase=passphrase, leave_keys_locked=1)[2] == locked,
        "no passphrase": lambda: parsed(library, pfx)[0] == number("KIND", "passphrase_required"),
        "empty passphrase": lambda: parsed(
            library, pfx, passphrase="")[0] == number("KIND", "incorrect_passphrase"),
        "skip_broken": lambda: parsed(library, broken, skip_broken=1)[3] > 0,
        "no skip_broken": lambda: parsed(library, broken, skip_broken=0)[3] == 0,
    }.items():
        if not holds():
            yield what
    for limit, name in {
        "input_bytes": text, "certificates": "pem/leaf-chain-key.pem", "private_keys": "pem/two-keys.pem",
        "pem_sections": "pem/leaf-chain-key.pem", "bags": pfx, "kdf_work": pfx, "memory_bytes": text,
        "nesting": "pkcs12/nss-default.p12", "text_layers": "text/base64-of-base64.txt",
    }.items():
        kind, message, _, _ = parsed(library, name, passphrase=passphrase, **{limit: 1})
        if kind != number("KIND", "limit_exceeded") or f"{limit} is 1, " not in message:
            yield f"{limit}: {kind}: {message}"
    # Without a passphrase, "no password" is tried within its own limit.
    if parsed(library, unasked)[0] == parsed(library, unasked, unasked_kdf_work=1)[0]:
        yield "unasked_kdf_work"


def unnumbered():
    """Yields the variants of the crate that have no number in the header."""
    listed = (ROOT / "tests/public-api.txt").read_text()
    prefixes = {"ErrorKind": "KIND", "Format": "FORMAT", "Integrity": "INTEGRITY",
                "KeyMatch": "KEY_MATCH", "KeyState": "KEY_STATE"}
    for name, prefix in prefixes.items():
        variants = re.findall(rf"^pub anycert::{name}::(\w+)", listed, re.M)
        assert len(variants) >= 3, name
        yield from (f"{name}::{one}" for one in variants
                    if f"ANYCERT_{prefix}_{shouted(one)}" not in NUMBERS)


def main():
    library = Library(sys.argv[1])
    failures = [f"no number: {name}" for name in unnumbered()]
    failures += [f"option: {wrong}" for wrong in ineffective(library)]
    count = 0
    for name, octets, expect in cases():
        try:
            different = check(library, octets, expect)
        except AssertionError as wrong:
            different = [str(wrong) or repr(wrong.__traceback__.tb_lineno)]
        failures.extend(f"{name}: {one}" for one in different)
        count += 1
    print(f"{count} cases, {len(failures)} differences")
    for failure in failures[:30]:
        print(failure)
    sys.exit(1 if failures or count < 1000 else 0)


main()
