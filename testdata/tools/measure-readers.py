#!/usr/bin/env python3
"""Measures what other software reads in small texts that deviate from RFC 7468 in one way each.

    testdata/tools/measure-readers.py                    writes tests/text/strict_readers/measured.jsonl anew
    testdata/tools/measure-readers.py --random 5000 7 F  writes to F that many random texts, from seed 7

Debian bookworm, with gcc, libssl-dev, libgnutls28-dev, gnutls-bin, golang-go, a JDK 17, cargo, and cryptography from PyPI
(PYTHON names the interpreter that has it). Newer versions are unpacked from newer releases of Debian.

Each line of the table is a text and what each reader found in it: the certificates in order, a slash, and the private
keys. In a text each character is one octet, and ⟨A⟩, ⟨A:76⟩ and ⟨A:one⟩ stand for the base64 of the object A in lines of
64 characters, in lines of 76, and in one line. ? stands for an object that is in none of the texts.
"""
import base64, hashlib, json, os, random, re, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "tests" / "text" / "strict_readers" / "measured.jsonl"
SOURCES = HERE / "readers"
RUST = {"rustls-pki-types": '{ version = "=1.16.0", features = ["std"] }', "pem-rfc7468": '{ version = "=1.0.0", features = ["alloc"] }'}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


# The objects. Three certificates, whose base64 ends with two, one and no padding character; one certificate with the
# PEM of another in an extension; two private keys in PKCS#8, one of RFC 5915; the first and the last of them encrypted; a
# PKCS#7 with B; C with trust settings; a public key, a request, the name of a curve.
VECTOR = bytes(range(16))


def make_material(work):
    def openssl(*arguments):
        return run("openssl", *arguments, cwd=work)

    def certificate(name, length, *extensions):
        openssl("genpkey", "-algorithm", "ed25519", "-out", f"{name}.key")
        for width in range(1, 12):
            der = openssl("req", "-x509", "-key", f"{name}.key", "-subj", "/CN=" + name * width, "-days", "36500",
                          "-config", "minimal.cnf", "-outform", "DER", *extensions)
            if length is None or len(der) % 3 == length:
                return der
        raise SystemExit("no name has the right length")

    Path(work, "minimal.cnf").write_text("[req]\ndistinguished_name=name\nprompt=no\n[name]\nCN=unused\n")
    material = {"A": certificate("a", 1), "B": certificate("b", 2), "C": certificate("c", 0)}
    inner = b"\n" + block(b"CERTIFICATE", material["B"])
    material["D"] = certificate("d", None, "-addext", "1.2.3.4=DER:0c82%04x%s" % (len(inner), inner.hex()))
    for name, source in (("KA", "a"), ("KB", "b")):
        material[name] = openssl("pkey", "-in", f"{source}.key", "-outform", "DER")
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "e.key")
    material["KE"] = openssl("ec", "-in", "e.key", "-outform", "DER")
    Path(work, "e.der").write_bytes(material["KE"])
    Path(work, "b.pem").write_bytes(inner[1:])
    Path(work, "c.pem").write_bytes(block(b"CERTIFICATE", material["C"]))
    material["P"] = openssl("crl2pkcs7", "-nocrl", "-certfile", "b.pem", "-outform", "DER")
    material["EA"] = openssl("pkcs8", "-topk8", "-in", "a.key", "-passout", "pass:secret", "-iter", "1", "-outform", "DER")
    # In PEM with headers: AES-128-CBC under the MD5 of passphrase and salt, which is the start of the vector.
    key = hashlib.md5(b"secret" + VECTOR[:8]).hexdigest()
    material["EE"] = openssl("enc", "-aes-128-cbc", "-K", key, "-iv", VECTOR.hex(), "-in", "e.der")
    material["U"] = openssl("pkey", "-in", "a.key", "-pubout", "-outform", "DER")
    material["R"] = openssl("req", "-new", "-key", "a.key", "-subj", "/CN=a", "-config", "minimal.cnf", "-outform", "DER")
    material["N"] = openssl("ecparam", "-name", "prime256v1", "-outform", "DER")
    trusted = openssl("x509", "-in", "c.pem", "-addtrust", "serverAuth", "-trustout")
    material["T"] = base64.b64decode(b"".join(trusted.splitlines()[1:-1]))
    return material


def lines(der, width=64):
    text = base64.b64encode(der)
    width = width or len(text)
    return b"\n".join(text[at:at + width] for at in range(0, len(text), width))


def block(label, der, body=None):
    body = lines(der) if body is None else body
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, body, label)


OCTETS = {
    "blank": b" ", "tab": b"\t", "vertical tab": b"\x0b", "form feed": b"\x0c", "lone CR": b"\r", "NUL": b"\0",
    "backspace": b"\x08", "FS": b"\x1c", "US": b"\x1f", "ESC": b"\x1b", "DEL": b"\x7f", "octet 80": b"\x80",
    "octet FF": b"\xff", "NBSP": "\u00a0".encode(), "NBSP in Latin-1": b"\xa0", "U+0085": "\u0085".encode(),
    "octet 85": b"\x85", "U+2028": "\u2028".encode(), "ZWSP": "\u200b".encode(), "BOM": "\ufeff".encode(),
    "letter e acute": "\u00e9".encode(), "letter": b"x", "dash": b"-", "full stop": b".", "comma": b",",
    "quote": b'"', "backslash": b"\\", "hash": b"#", "equals sign": b"=", "plus": b"+", "two blanks": b"  ",
}


def texts(m):
    """Yields name and text. Where nothing else is said, the first block is changed and the second is sound."""
    A, B, C, KA, KB, KE = (block(label, m[name]) for label, name in (
        (b"CERTIFICATE", "A"), (b"CERTIFICATE", "B"), (b"CERTIFICATE", "C"),
        (b"PRIVATE KEY", "KA"), (b"PRIVATE KEY", "KB"), (b"EC PRIVATE KEY", "KE")))
    yield "one certificate", A
    yield "two certificates", A + B
    yield "three certificates", A + B + C
    yield "certificate and key", A + KA
    yield "key and certificate", KA + A
    yield "two keys", KA + KB
    yield "key of RFC 5915", KE + A
    yield "no final line end", A[:-1]
    yield "empty", b""
    yield "no PEM", b"nothing\n"
    for name, octet in OCTETS.items():
        for kind, one, other in (("certificate", A, B), ("key", KA + A, KB + B)):
            begin, rest = one.split(b"\n", 1)
            yield f"{kind}: {name} before BEGIN", octet + one + other
            yield f"{kind}: {name} before BEGIN in the second line", b"text\n" + octet + one + other
            yield f"{kind}: {name} after BEGIN", begin + octet + b"\n" + rest + other
            yield f"{kind}: {name} before END", one.replace(b"-----END", octet + b"-----END", 1) + other
            yield f"{kind}: {name} after END", re.sub(rb"(END[^\n]*)", lambda it: it[1] + octet, one, count=1) + other
        body = lines(m["A"]).split(b"\n")
        for place, changed in (
            ("before a body line", body[0] + b"\n" + octet + body[1]), ("after a body line", body[0] + octet + b"\n" + body[1]),
            ("within a body line", body[0][:20] + octet + body[0][20:] + b"\n" + body[1]),
            ("after the last body line", None),
        ):
            new = b"\n".join([changed] + body[2:]) if changed else b"\n".join(body) + octet
            yield f"certificate: {name} {place}", block(b"CERTIFICATE", b"", new) + B
        yield f"certificate: {name} after BEGIN and a blank", A.replace(b"-----\n", b"----- " + octet + b"\n", 1) + B
        yield f"certificate: {name} before the label", A.replace(b"BEGIN ", b"BEGIN" + octet, 1) + B
        yield f"certificate: {name} after both labels", A.replace(b"CERTIFICATE", b"CERTIFICATE" + octet) + B
        yield f"certificate: {name} alone on the line after BEGIN", A.replace(b"-----\n", b"-----\n" + octet + b"\n", 1) + B
        yield f"certificate: {name} alone on the line before END", A.replace(b"-----END", octet + b"\n-----END", 1) + B

    for name, end in (("CR LF", b"\r\n"), ("CR", b"\r"), ("CR CR LF", b"\r\r\n"), ("LF CR", b"\n\r"), ("CR LF LF", b"\r\n\n")):
        yield f"line ends: {name}", (A + B).replace(b"\n", end)
        yield f"line ends: {name} in the first block", A.replace(b"\n", end) + B
        yield f"line ends: {name}, keys", (KA + KB).replace(b"\n", end)
    yield "line ends: CR text, then a block", b"text\r" + A + B
    yield "line ends: CR between blocks", A[:-1] + b"\r" + B
    yield "line ends: CR after BEGIN alone", A.replace(b"-----\n", b"-----\r", 1) + B
    yield "line ends: CR before END alone", A.replace(b"\n-----END", b"\r-----END", 1) + B

    for name, prefix in (
        ("one blank", b" "), ("four blanks", b"    "), ("tab", b"\t"), ("quoted", b"> "), ("quoted without blank", b">"),
        ("hash", b"# "), ("hash without blank", b"#"), ("slashes", b"// "), ("semicolon", b"; "), ("dashes", b"-- "),
        ("asterisk", b" * "), ("plus", b"+"), ("percent", b"% "), ("line number", b"12: "), ("quote", b'"'), ("REM", b"REM "),
        ("exclamation mark", b"! "),
    ):
        def all_lines(text):
            return b"".join(prefix + line + b"\n" for line in text.splitlines())
        yield f"prefix {name}: every line", all_lines(A) + B
        yield f"prefix {name}: every line of the second block", A + all_lines(B)
        yield f"prefix {name}: BEGIN", prefix + A + B
        yield f"prefix {name}: END", A.replace(b"-----END", prefix + b"-----END") + B
        yield f"prefix {name}: BEGIN and END", prefix + A.replace(b"-----END", prefix + b"-----END") + B
        yield f"prefix {name}: body", block(b"CERTIFICATE", b"", all_lines(lines(m["A"]))[:-1]) + B
        yield f"prefix {name}: every line of a key", all_lines(KA) + KB

    body = lines(m["A"])
    for name, new in (
        ("after BEGIN", b"\n" + body), ("two after BEGIN", b"\n\n" + body), ("before END", body + b"\n"),
        ("two before END", body + b"\n\n"), ("in the middle", body.replace(b"\n", b"\n\n", 1)),
        ("two in the middle", body.replace(b"\n", b"\n\n\n", 1)), ("after each line", body.replace(b"\n", b"\n\n")),
        ("after BEGIN and before END", b"\n" + body + b"\n"), ("with blanks after BEGIN", b"  \n" + body),
        ("with a tab in the middle", body.replace(b"\n", b"\n\t\n", 1)),
        ("before the last line", b"\n\n".join(body.rsplit(b"\n", 1))),
        ("CR LF after BEGIN", b"\r\n" + body), ("nothing else", b""), ("none at all", None),
    ):
        yield f"empty lines: {name}", (block(b"CERTIFICATE", b"", new) if new is not None
                                       else b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n") + B

    wide, one = lines(m["A"], 76), lines(m["A"], 0)
    for name, new in (
        ("one", b"Key: value\n\n" + body), ("two", b"Key: value\nOther: value\n\n" + body), ("no empty line", b"Key: value\n" + body),
        ("no blank", b"Key:value\n\n" + body), ("folded", b"Key: value\n  goes on\n\n" + body), ("colon alone", b":\n\n" + body),
        ("Proc-Type", b"Proc-Type: 4,CLEAR\n\n" + body), ("no colon", b"Comment\n\n" + body), ("after the body", body + b"\nKey: value"),
        ("in the middle", body.replace(b"\n", b"\nKey: value\n", 1)), ("CR LF", b"Key: value\r\n\r\n" + body),
        ("line of 76", b"Key: value\n\n" + wide), ("one line", b"Key: value\n\n" + one), ("lines of 60", b"Key: value\n\n" + lines(m["A"], 60)),
        ("two empty lines", b"Key: value\n\n\n" + body), ("dashes", b"Key: -----\n\n" + body), ("empty line at the end", b"Key: value\n\n" + body + b"\n"),
        ("BEGIN in the value", b"Key: -----BEGIN CERTIFICATE-----\n\n" + body), ("END in the value", b"Key: -----END CERTIFICATE-----\n\n" + body),
    ):
        yield f"headers: {name}", block(b"CERTIFICATE", b"", new) + B
        yield f"headers of a key: {name}", block(b"PRIVATE KEY", b"", new.replace(body, lines(m["KA"])).replace(wide, lines(m["KA"], 76)).replace(one, lines(m["KA"], 0)).replace(lines(m["A"], 60), lines(m["KA"], 60))) + KB
        yield f"headers of an EC key: {name}", block(b"EC PRIVATE KEY", b"", new.replace(body, lines(m["KE"])).replace(wide, lines(m["KE"], 76)).replace(one, lines(m["KE"], 0)).replace(lines(m["A"], 60), lines(m["KE"], 60))) + KB

    for name, between in (("nothing", b""), ("a blank", b" "), ("a tab", b"\t"), ("blanks", b"  "), ("a CR", b"\r"), ("text", b" and "),
                          ("backslash n", b"\\n"), ("NBSP", "\u00a0".encode()), ("dashes", b"-----")):
        yield f"glued: {name}", A[:-1] + between + B
        yield f"glued: {name}, then sound", A[:-1] + between + B + C
        yield f"glued: {name}, after sound", C + A[:-1] + between + B
        yield f"glued: {name}, key and certificate", KA[:-1] + between + A + B
        yield f"glued: {name}, certificate and key", A[:-1] + between + KA + B
        yield f"glued: {name}, three", A[:-1] + between + B[:-1] + between + C
    yield "glued: BEGIN and body", A.replace(b"-----\n", b"-----", 1) + B
    yield "glued: BEGIN and body with a blank", A.replace(b"-----\n", b"----- ", 1) + B
    yield "glued: body and END", A.replace(b"\n-----END", b"-----END") + B
    yield "glued: body and END with a blank", A.replace(b"\n-----END", b" -----END") + B
    yield "glued: all on one line", A.replace(b"\n", b"") + b"\n" + B
    yield "glued: all on one line with blanks", A.replace(b"\n", b" ") + b"\n" + B
    yield "glued: everything on one line", (A + B).replace(b"\n", b"") + b"\n"
    yield "glued: everything on one line with blanks", (A + B).replace(b"\n", b" ") + b"\n"
    yield "glued: body and END of a key", KA.replace(b"\n-----END", b"-----END") + KB
    yield "glued: all of a key on one line", KA.replace(b"\n", b"") + b"\n" + KB

    for name, text in (("text", b" text"), ("text without blank", b"text"), ("comment", b" # text"), ("backslash n", b"\\n"), ("break", b"<br>"),
                       ("line break in HTML", b"&#10;"), ("quote and plus", b'" +'), ("backtick n", b"`n"), ("backslash", b" \\")):
        yield f"text after BEGIN: {name}", A.replace(b"-----\n", b"-----" + text + b"\n", 1) + B
        yield f"text after END: {name}", A[:-1] + text + b"\n" + B
        yield f"text after BEGIN and END: {name}", A.replace(b"-----\n", b"-----" + text + b"\n") + B
        yield f"text after every line: {name}", A.replace(b"\n", text + b"\n") + B
        yield f"text after BEGIN of a key: {name}", KA.replace(b"-----\n", b"-----" + text + b"\n", 1) + KB
        yield f"text before BEGIN: {name}", text + A + B

    for label in (
        b"X509 CERTIFICATE", b"X.509 CERTIFICATE", b"TRUSTED CERTIFICATE", b"certificate", b"Certificate", b"CERTIFICATE ", b" CERTIFICATE",
        b"", b"CERT", b"CERTIFICATE REQUEST", b"CERTIFICATE CHAIN", b"CERTIFICATE1", b"SERVER CERTIFICATE", b"PKCS7", b"CMS", b"PUBLIC KEY",
        b"PRIVATE KEY", b"X509 CRL", b"OLD CERTIFICATE", b"CERTIFICATE-CHAIN", b"ATTRIBUTE CERTIFICATE", b"X509  CERTIFICATE", b"CERTIFICATE\t",
    ):
        named = label.decode()
        yield f"label {named!r}", block(label, m["A"]) + B
        yield f"label {named!r} after another", B + block(label, m["A"])
        yield f"label {named!r} alone", block(label, m["A"])
        yield f"label {named!r}, PKCS#7 in it", block(label, m["P"]) + A
        yield f"label {named!r}, key in it", block(label, m["KA"]) + B + KB
    for label in (b"PKCS7", b"PKCS #7 SIGNED DATA", b"CMS", b"CERTIFICATE"):
        yield f"PKCS#7 alone under {label.decode()}", block(label, m["P"])
        yield f"PKCS#7 after a certificate under {label.decode()}", A + block(label, m["P"])
    yield "trust settings", block(b"TRUSTED CERTIFICATE", m["T"]) + B
    yield "trust settings after another", B + block(b"TRUSTED CERTIFICATE", m["T"])
    yield "trust settings under CERTIFICATE", block(b"CERTIFICATE", m["T"]) + B
    for label in (
        b"RSA PRIVATE KEY", b"EC PRIVATE KEY", b"DSA PRIVATE KEY", b"ANY PRIVATE KEY", b"ED25519 PRIVATE KEY", b"SSL PRIVATE KEY", b"X PRIVATE KEY",
        b"private key", b"ENCRYPTED PRIVATE KEY", b"OPENSSH PRIVATE KEY", b"KEY", b"RSA KEY", b"PRIVATE", b"PUBLIC KEY", b"PRIVATE KEY ", b"",
        b"EC PARAMETERS", b"CERTIFICATE REQUEST", b"id-ecPublicKey PRIVATE KEY", b"PRIVATE KEYS",
    ):
        named = label.decode()
        yield f"key label {named!r}", block(label, m["KA"]) + KB + B
        yield f"key label {named!r}, RFC 5915 in it", block(label, m["KE"]) + KB + B
        yield f"key label {named!r} alone", block(label, m["KE"])
        yield f"key label {named!r} alone, PKCS#8 in it", block(label, m["KA"])

    begin, end = b"-----BEGIN CERTIFICATE-----\n", b"-----END CERTIFICATE-----\n"
    open_a = A[:-len(end)]
    for name, text in (
        ("no END", open_a + B), ("no END at the end", B + open_a), ("no END, key after it", open_a + KA + B), ("key without END", KA.split(b"-----END")[0] + A + KB),
        ("no BEGIN", A[len(begin):] + B), ("no BEGIN at the end", B + A[len(begin):]), ("BEGIN twice", begin + A + B), ("END twice", A + end + B),
        ("BEGIN alone before", begin + b"\n" + A), ("BEGIN of a key alone before", b"-----BEGIN PRIVATE KEY-----\n" + A + KA),
        ("END of another label", open_a + b"-----END X509 CERTIFICATE-----\n" + B), ("END of another label, then both", open_a + b"-----END CERT-----\n" + B + C),
        ("END without label", open_a + b"-----END-----\n" + B), ("END without label but blank", open_a + b"-----END -----\n" + B),
        ("END in small letters", open_a + end.lower() + B), ("BEGIN in small letters", begin.lower() + A[len(begin):] + B),
        ("both in small letters", begin.lower() + open_a[len(begin):] + end.lower() + B), ("END with a longer label", open_a + b"-----END CERTIFICATE CHAIN-----\n" + B),
        ("END with a shorter label", open_a.replace(b"CERTIFICATE", b"CERTIFICATE CHAIN", 1) + end + B), ("END of a key", open_a + b"-----END PRIVATE KEY-----\n" + B),
        ("END alone first", end + A + B), ("BEGIN in prose", b"Send it from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.\n" + A + B),
        ("BEGIN in prose at a line start", b"-----BEGIN CERTIFICATE----- is the first line and -----END CERTIFICATE----- the last\n" + A + B),
        ("BEGIN and END in two lines of prose", b"-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n" + A + B),
        ("BEGIN and END on one line", b"-----BEGIN CERTIFICATE----------END CERTIFICATE-----\n" + A + B),
        ("block within a block", begin + body + b"\n" + B + end + C), ("END without line end before another", A[:-1] + B),
        ("BEGIN ends the text", A + begin), ("BEGIN without line end ends the text", A + begin[:-1]), ("BEGIN without dashes ends the text", A + b"-----BEGIN CERTIFICATE\n"),
        ("BEGIN without its last dashes", A.replace(b"-----\n", b"\n", 1) + B), ("END without its last dashes", open_a + b"-----END CERTIFICATE\n" + B),
        ("BEGIN without its first dashes", A[5:] + B), ("END without its first dashes", open_a + end[5:] + B), ("no blank after BEGIN", A.replace(b"BEGIN ", b"BEGIN", 1) + B),
        ("a text that begins with a zero", b"0 text\n" + A + B), ("zero between blocks", A + b"0 text\n" + B), ("two blanks after BEGIN", A.replace(b"BEGIN ", b"BEGIN  ", 1) + B),
    ):
        yield f"boundaries: {name}", text
    for left in (b"-" * 3, b"-" * 4, b"-" * 6, b"-" * 10, "\u2014\u2014-".encode(), "\u2010".encode() * 5):
        name = f"{len(left)} octets"
        yield f"dashes: {name} before BEGIN", left + A[5:] + B
        yield f"dashes: {name} after BEGIN", A.replace(b"-----\n", left + b"\n", 1) + B
        yield f"dashes: {name} before END", open_a + left + end[5:] + B
        yield f"dashes: {name} after END", open_a + end[:-6] + left + b"\n" + B
        yield f"dashes: {name} everywhere", A.replace(b"-----", left) + B
        yield f"dashes: {name} everywhere in a key", KA.replace(b"-----", left) + KB

    for object_, text in (("A", m["A"]), ("B", m["B"])):
        plain = lines(text)
        other = B if object_ == "A" else A
        last = plain.rstrip(b"=")[-1:]
        alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for name, new in (
            ("no padding", plain.rstrip(b"=")), ("one padding character less", plain[:-1]), ("one padding character more", plain + b"="),
            ("four padding characters more", plain + b"===="), ("padding on a line of its own", plain.rstrip(b"=") + b"\n" + b"=" * plain.count(b"=")),
            ("leftover bits", plain.rstrip(b"=")[:-1] + alphabet[alphabet.index(last) + 1:][:1] + b"=" * plain.count(b"=")),
            ("URL alphabet", plain.translate(bytes.maketrans(b"+/", b"-_"))), ("blank after padding", plain + b" "), ("letters after padding", plain + b"\nAAAA"),
            ("letters after padding on its line", plain + b"AAAA"), ("blanks within lines", re.sub(rb"(.{16})", rb"\1 ", plain)),
            ("tabs within lines", re.sub(rb"(.{16})", rb"\1\t", plain)), ("a letter too many", plain[:10] + b"A" + plain[10:]), ("a letter missing", plain[:10] + plain[11:]),
            ("asterisk", plain[:10] + b"*" + plain[11:]), ("padding in the middle", plain[:12] + b"=" + plain[13:]), ("dash in the middle", plain[:12] + b"-" + plain[12:]),
            ("dash after the body", plain + b"-"), ("dashes in a line of their own", plain.replace(b"\n", b"\n-----\n", 1)), ("group of four more", plain.rstrip(b"=") + b"=" * plain.count(b"=") + b"\n"),
            ("four letters more before padding", lines(text + b"abc")), ("NULs after the DER", lines(text + b"\0\0\0")), ("one NUL after the DER", lines(text + b"\0")),
            ("another certificate after the DER", lines(text + m["C"])), ("blanks after the DER", lines(text + b"   ")), ("last octet missing", lines(text[:-1])),
            ("checksum of OpenPGP", plain + b"\n=abcd"), ("dash begins a line", plain.replace(b"\n", b"\n-", 1)),
            ("dash after four letters", plain[:4] + b"-" + plain[4:]), ("dash after a line", plain.replace(b"\n", b"-\n", 1)),
        ):
            yield f"base64 of {object_}: {name}", block(b"CERTIFICATE", b"", new) + other

    for width in (1, 2, 3, 4, 5, 32, 60, 63, 65, 66, 72, 76, 77, 100, 128, 200, 0):
        yield f"lines of {width or 'all'}", block(b"CERTIFICATE", b"", lines(m["A"], width)) + B
        yield f"lines of {width or 'all'} in a key", block(b"PRIVATE KEY", b"", lines(m["KA"], width)) + KB
    for width in (252, 253, 254, 255, 256, 257, 508, 510, 600, 1023, 1024, 1025):
        yield f"lines of {width} in a long certificate", block(b"CERTIFICATE", b"", lines(m["D"], width)) + B
    yield "short line first", block(b"CERTIFICATE", b"", one[:10] + b"\n" + one[10:]) + B
    yield "lines of different lengths", block(b"CERTIFICATE", b"", one[:64] + b"\n" + one[64:74] + b"\n" + one[74:138] + b"\n" + one[138:]) + B
    for at in (250, 252, 253, 254, 255, 256, 507, 508, 509, 510):
        yield f"BEGIN at octet {at} of a line", b"x" * at + A + B
        yield f"BEGIN at octet {at} of a line of blanks", b" " * at + A + B
        yield f"BEGIN with {at} blanks after it", A.replace(b"-----\n", b"-----" + b" " * at + b"\n", 1) + B
        yield f"END with {at} blanks before it", A.replace(b"-----END", b" " * at + b"-----END", 1) + B
        yield f"END with {at} blanks after it", A[:-1] + b" " * at + b"\n" + B
        yield f"label of {at} letters", block(b"X" * at, m["A"]) + B

    yield "DER with PEM in an extension", m["D"]
    yield "DER with PEM in an extension, in PEM", block(b"CERTIFICATE", m["D"]) + A
    yield "DER, then PEM", m["A"] + B
    yield "DER and a line end, then PEM", m["A"] + b"\n" + B
    yield "PEM, then DER", A + m["B"]
    yield "DER alone", m["A"]
    yield "DER twice", m["A"] + m["B"]
    yield "line end, then DER", b"\n" + m["A"]
    yield "PEM between DER", m["A"] + b"\n" + C + m["B"]
    yield "key in DER, then PEM", m["KA"] + b"\n" + B + KB
    yield "PKCS#7 in DER, then PEM", m["P"] + b"\n" + A
    yield "binary, then PEM", bytes(range(128, 256)) + b"\n" + A + B
    yield "PEM, NULs, PEM", A + b"\0" * 20 + B
    yield "PEM, NULs and a line end, PEM", A + b"\0" * 20 + b"\n" + B
    for name, encoding in (("UTF-16LE", "utf-16-le"), ("UTF-16BE", "utf-16-be")):
        text = A.decode().encode(encoding)
        yield f"{name}", text
        yield f"{name}, then ASCII", text + B
        yield f"ASCII, then {name}", B + text
    encrypted = block(b"ENCRYPTED PRIVATE KEY", m["EA"])
    headers = b"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,%s\n\n" % VECTOR.hex().upper().encode()
    in_headers = block(b"EC PRIVATE KEY", b"", headers + lines(m["EE"]))
    for name, key in (("in PKCS#8", encrypted), ("in headers", in_headers)):
        yield f"encrypted key: {name}", key
        yield f"encrypted key: {name}, certificate", A + key
        yield f"encrypted key: {name}, then a key in clear", key + KB
        yield f"encrypted key: {name}, after a key in clear", KB + key
        yield f"encrypted key: {name}, blank before BEGIN, then another", b" " + key + KB
        yield f"encrypted key: {name}, vertical tab after BEGIN, then another", key.replace(b"-----\n", b"-----\x0b\n", 1) + KB
        yield f"encrypted key: {name}, glued to another", key[:-1] + KB
    yield "encrypted key: lines of 76", block(b"EC PRIVATE KEY", b"", headers + lines(m["EE"], 76)) + KB
    yield "encrypted key: no empty line behind the headers", in_headers.replace(b"\n\n", b"\n") + KB
    yield "encrypted key: short line in the body", in_headers.replace(lines(m["EE"])[:10], lines(m["EE"])[:10] + b"\n") + KB
    for label, name in ((b"PUBLIC KEY", "U"), (b"CERTIFICATE REQUEST", "R"), (b"EC PARAMETERS", "N")):
        other = block(label, m[name])
        yield f"{label.decode()} first", other + A + KA
        yield f"{label.decode()} between", A + other + KE + B
        yield f"{label.decode()} with a blank before BEGIN", b" " + other + A + KA
    yield "request between", A + b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n" + B
    yield "block of nothing known between", A + b"-----BEGIN SOMETHING-----\nAAAA\n-----END SOMETHING-----\n" + B
    yield "broken block of nothing known between", A + b"-----BEGIN SOMETHING-----\n***\n-----END SOMETHING-----\n" + B
    yield "broken block of nothing known first", b"-----BEGIN SOMETHING-----\n***\n-----END SOMETHING-----\n" + A + B
    yield "unclosed block of nothing known first", b"-----BEGIN SOMETHING-----\nAAAA\n" + A + B
    yield "no certificate in the first block", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + A + B
    yield "no certificate in the second block", A + b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + B
    yield "no base64 in the first block", b"-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----\n" + A + B
    yield "no base64 in a key, then a key", b"-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----\n" + KA + A


def random_texts(m, count, seed):
    """Sound texts with one to four changes, of the kinds above and of no kind."""
    rng = random.Random(seed)
    names = [("CERTIFICATE", "A"), ("CERTIFICATE", "B"), ("CERTIFICATE", "C"), ("PRIVATE KEY", "KA"), ("PRIVATE KEY", "KB"), ("EC PRIVATE KEY", "KE"),
             ("X509 CERTIFICATE", "A"), ("TRUSTED CERTIFICATE", "T"), ("TRUSTED CERTIFICATE", "B"), ("PKCS7", "P"), ("SOMETHING", "A"), ("CERTIFICATE", "D")]
    pieces = list(OCTETS.values()) + [
        b"\n", b"\n\n", b"\r\n", b"-----", b"-----BEGIN ", b"-----END ", b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----", b"\n-----BEGIN CERTIFICATE-----\n",
        b"\n-----END CERTIFICATE-----\n", b"\n-----BEGIN PRIVATE KEY-----\n", b"Key: value\n", b"Key: value\n\n", b":", b"# ", b"> ", b"AAAA", b"=", b"==", b" " * 250, b"x" * 254, b"\x30\x03\x02\x01\x00", b"0"]
    for number in range(count):
        blocks = []
        for label, name in rng.choices(names, k=rng.randint(1, 4)):
            width = rng.choice([64] * 8 + [76, 60, 0, 1, 250])
            blocks.append(block(label.encode(), m[name], lines(m[name], width)))
        text = b"".join(blocks)
        places = [it.start() for it in re.finditer(rb"-----|\n|CERT|END|BEGIN|=", text)]
        for _ in range(rng.randint(1, 4)):
            at = min(len(text), rng.choice(places) + rng.choice([0, 0, 0, 1, 5])) if rng.random() < 0.85 else rng.randrange(len(text) + 1)
            change = rng.randrange(5)
            if change < 2:
                text = text[:at] + rng.choice(pieces) + text[at:]
            elif change == 2:
                text = text[:at] + text[at + rng.choice([1, 1, 1, 5, 26, 64]):]
            elif change == 3:
                to = min(len(text), at + rng.choice([1, 5, 30]))
                text = text[:at] + rng.choice(pieces) + text[to:]
            else:
                end = text.find(b"\n", at)
                if end >= 0:
                    text = text[:end] + rng.choice([b"", b" ", b"\r", b"\r\n", b"\n\n", rng.choice(pieces)]) + text[end + 1:]
        if rng.random() < 0.1:
            text = text.replace(b"\n", rng.choice([b"\r\n", b"\r"]))
        yield f"random {seed}/{number}", text


def unpack(folder, release, packages):
    """Unpacks packages of a newer Debian into a folder of their own, as install.sh does."""
    folder = Path(folder, release)
    for part in ("lists/partial", "cache/archives/partial", "unpacked"):
        (folder / part).mkdir(parents=True)
    mirror = re.search(r"https?://\S+/debian(?=/?\s)", "".join(it.read_text() + " " for it in [
        *Path("/etc/apt").glob("sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]).replace("snapshot", ""))[0]
    (folder / "sources.list").write_text(
        f"deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror} {release} main\n")
    options = [f"-oDir::Etc::sourcelist={folder}/sources.list", "-oDir::Etc::sourceparts=-", f"-oDir::State::lists={folder}/lists",
               f"-oDir::Cache={folder}/cache", "-oDir::State::status=/dev/null"]
    run("apt-get", *options, "update")
    run("apt-get", *options, "download", *packages, cwd=folder)
    for package in folder.glob("*.deb"):
        run("dpkg-deb", "-x", package, folder / "unpacked")
    # Links to absolute paths lead out of the folder.
    for link in (folder / "unpacked").rglob("*"):
        if link.is_symlink() and os.readlink(link).startswith("/"):
            target = str(folder / "unpacked") + os.readlink(link)
            link.unlink()
            link.symlink_to(target)
    return folder / "unpacked"


def build(folder):
    """Compiles the readers; returns the command of each and its version."""
    run("gcc", "-O1", "-o", f"{folder}/openssl", SOURCES / "openssl.c", "-lcrypto")
    run("gcc", "-O1", "-o", f"{folder}/gnutls", SOURCES / "gnutls.c", "-lgnutls")
    run("go", "build", "-o", f"{folder}/go", SOURCES / "reader.go")
    run("javac", "-d", folder, SOURCES / "Reader.java")
    rust = Path(folder, "rust")
    (rust / "src").mkdir(parents=True)
    (rust / "src" / "main.rs").write_bytes((SOURCES / "reader.rs").read_bytes())
    dependencies = "".join(f"{name} = {what}\n" for name, what in RUST.items())
    (rust / "Cargo.toml").write_text(f'[package]\nname = "reader"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n{dependencies}')
    run("cargo", "build", "--quiet", "--target-dir", rust / "target", cwd=rust)
    reader = rust / "target" / "debug" / "reader"
    python = os.environ.get("PYTHON", "python3")

    trixie = unpack(folder, "trixie", ["libc6", "libgcc-s1", "zlib1g", "libzstd1", "libssl3t64", "libgnutls30t64", "libnettle8t64", "libhogweed6t64",
                                       "libp11-kit0", "libidn2-0", "libtasn1-6", "libunistring5", "libgmp10", "libffi8", "libbrotli1",
                                       "openssl", "gnutls-bin", "openjdk-25-jre-headless"])
    java_25 = trixie / "usr/lib/jvm/java-25-openjdk-amd64"
    libraries = f"{trixie}/usr/lib/x86_64-linux-gnu:{java_25}/lib:{java_25}/lib/server"
    newer = [f"{trixie}/usr/lib64/ld-linux-x86-64.so.2", "--library-path", libraries]
    sid = unpack(folder, "sid", ["golang-1.26-go", "golang-1.26-src"])
    go_root = sid / "usr/lib/go-1.26"
    for link in [*go_root.iterdir(), go_root / "pkg" / "include"]:
        if link.is_symlink():
            link.unlink()
            link.symlink_to(sid / "usr/share/go-1.26" / link.relative_to(go_root))
    environment = {**os.environ, "GOROOT": str(go_root), "GOTOOLCHAIN": "local", "GOCACHE": f"{folder}/go-cache"}
    run(go_root / "bin/go", "build", "-o", f"{folder}/go_1_26", SOURCES / "reader.go", env=environment)

    def version(*command, **options):
        return re.sub(r" \(Library.*", "", run(*command, **options).decode().strip().splitlines()[0])

    openssl, java = f"{folder}/openssl", ["-cp", folder, "Reader"]
    openssl_version, java_version, java_25_version = version("openssl", "version"), version("java", "--version"), version(*newer, java_25 / "bin/java", "--version")
    openssl_35_version = version(*newer, trixie / "usr/bin/openssl", "version")
    gnutls_calls = ", gnutls_x509_crt_list_import2 and gnutls_x509_privkey_import2"
    return {
        "openssl": ([openssl], openssl_version + ", PEM_read_bio_X509 and PEM_read_bio_PrivateKey"),
        "openssl_memory": ([openssl, "memory"], openssl_version + ", the same from memory"),
        "openssl_store": ([openssl, "store"], openssl_version + ", OSSL_STORE"),
        "openssl_3_5": ([*newer, openssl], openssl_35_version + ", as openssl"),
        "openssl_3_5_memory": ([*newer, openssl, "memory"], openssl_35_version + ", as openssl_memory"),
        "openssl_3_5_store": ([*newer, openssl, "store"], openssl_35_version + ", as openssl_store"),
        "go": ([f"{folder}/go"], version("go", "version") + ", encoding/pem"),
        "go_1_26": ([f"{folder}/go_1_26"], version(go_root / "bin/go", "version", env=environment) + ", encoding/pem"),
        "gnutls": ([f"{folder}/gnutls"], version("certtool", "--version") + gnutls_calls),
        "gnutls_3_8": ([*newer, f"{folder}/gnutls"], version(*newer, trixie / "usr/bin/certtool", "--version") + gnutls_calls),
        "java": (["java", *java], java_version + ", CertificateFactory.generateCertificates"),
        "java_one": (["java", *java, "one"], java_version + ", CertificateFactory.generateCertificate"),
        "java_25": ([*newer, java_25 / "bin/java", *java], java_25_version + ", CertificateFactory.generateCertificates"),
        "java_25_one": ([*newer, java_25 / "bin/java", *java, "one"], java_25_version + ", CertificateFactory.generateCertificate"),
        "cryptography": ([python, str(SOURCES / "reader.py")], version(python, "-c", "import cryptography; print('cryptography', cryptography.__version__)")),
        "rustls": ([str(reader)], "rustls-pki-types " + re.search(r"[0-9.]+", RUST["rustls-pki-types"])[0]),
        "rfc7468": ([str(reader), "rfc7468"], "pem-rfc7468 " + re.search(r"[0-9.]+", RUST["pem-rfc7468"])[0] + ", block by block"),
    }


# Versions that have to read as the older one does, so that one column stands for both.
SAME = {"openssl_3_5": "openssl", "openssl_3_5_memory": "openssl_memory", "openssl_3_5_store": "openssl_store", "gnutls_3_8": "gnutls"}


def names_of(material):
    """Tells an object by its DER, and a private key by its secret octets in whatever form it is written."""
    plain = {"EA": "KA", "EE": "KE"}
    whole = {der.hex(): plain.get(name, name) for name, der in material.items()}
    secret = {"KA": material["KA"][-32:].hex(), "KB": material["KB"][-32:].hex(), "KE": material["KE"][7:39].hex()}

    def name(text):
        if text in whole:
            return whole[text]
        return next((key for key, octets in secret.items() if octets in text), "?")
    return name


def measure(material, rows):
    name = names_of(material)

    def shown(field):
        return " ".join(name(it) for it in field.split(",") if it)

    with tempfile.TemporaryDirectory() as folder:
        readers = build(folder)
        paths = []
        for number, (_, text) in enumerate(rows):
            path = Path(folder, f"{number}.txt")
            path.write_bytes(text)
            paths.append(str(path))
        answers = {}
        for reader, (command, version) in readers.items():
            out = subprocess.run(command, input="\n".join(paths) + "\n", capture_output=True, text=True, check=True).stdout
            found = dict(line.split("\t", 1) for line in out.splitlines())
            assert len(found) == len(paths), reader
            for number, path in enumerate(paths):
                certificates, keys = found[path].split("\t")
                answer = f"{shown(certificates)} / {shown(keys)}".strip()
                answers.setdefault(number, {}).setdefault(answer, []).append(reader)
    versions = {reader: version for reader, (_, version) in readers.items()}
    for newer, older in SAME.items():
        versions[older] += "; " + versions.pop(newer)
        for number, found in answers.items():
            answer, = (it for it, readers in found.items() if newer in readers)
            assert older in found[answer], (rows[number], newer, found)
            found[answer].remove(newer)
    return versions, answers


def folded(material, text):
    """The text with each octet as one character and the base64 of the objects by name."""
    forms = [(lines(der, width), f"\u27e8{name}{suffix}\u27e9") for name, der in material.items() for width, suffix in ((64, ""), (76, ":76"), (0, ":one"))]
    out = text.decode("latin-1")
    for form, short in sorted(forms, key=lambda it: -len(it[0])):
        out = out.replace(form.decode(), short)
    return out


def main():
    if TABLE.exists():
        material = {name: bytes.fromhex(der) for name, der in json.loads(TABLE.open().readline())["material"].items()}
    else:
        with tempfile.TemporaryDirectory() as work:
            material = make_material(work)
    target = TABLE
    if sys.argv[1:2] == ["--random"]:
        rows = list(random_texts(material, int(sys.argv[2]), int(sys.argv[3])))
        target = Path(sys.argv[4])
    else:
        seen, rows = set(), []
        for name, text in texts(material):
            if text not in seen:
                seen.add(text)
                rows.append((name, text))
    versions, answers = measure(material, rows)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w") as out:
        out.write(json.dumps({"material": {name: der.hex() for name, der in material.items()}, "versions": versions}) + "\n")
        for number, (name, text) in enumerate(rows):
            out.write(json.dumps({"name": name, "text": folded(material, text), "read": {answer: " ".join(readers) for answer, readers in answers[number].items()}}, ensure_ascii=False) + "\n")
    print(f"{target}: {len(rows)} texts, {len(versions)} readers")


main()
