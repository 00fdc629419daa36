#!/usr/bin/env python3
"""Writes the seeds of each fuzz target, made of testdata and its sidecars.

Usage: seeds.py FOLDER        writes FOLDER/TARGET/NAME; then `cargo fuzz cmin`, see README.md
"""
import json
import re
import sys
from base64 import b64decode, b64encode
from pathlib import Path

TESTDATA = Path(__file__).resolve().parent.parent / "testdata"
TYPES = ["pem", "pfx", "p12", "crt", "cer", "key", "pkcs7", "p7b", "p7c"]
# Long inputs are slow to mutate, and their parts stand in short ones.
LONGEST = 8192


def cases():
    """(name, input, options of one case) of every fixture."""
    for sidecar in sorted(TESTDATA.rglob("*.expect")):
        whole = json.loads(sidecar.read_text())
        fixture = sidecar.with_suffix("")
        name = str(fixture.relative_to(TESTDATA)).replace("/", "-")
        listed = whole.pop("cases", [{}])
        for number, case in enumerate(listed, 1):
            yield f"{name}-{number}", fixture.read_bytes(), {**whole, **case}


def parse(content, case):
    """The layout that testkit/src/properties/parse.rs reads."""
    flags, values = 0, b""
    if "passphrase" in case:
        passphrase = case["passphrase"].encode()
        flags |= 0x01
        values += bytes([len(passphrase)]) + passphrase
    if "private_key" in case:
        key = (TESTDATA / case["private_key"]).read_bytes()
        flags |= 0x02
        values += len(key).to_bytes(2, "big") + key
    if "certificate_type" in case:
        flags |= 0x04
        values += bytes([TYPES.index(case["certificate_type"])])
    if "integrity_passphrase" in case:
        passphrase = case["integrity_passphrase"].encode()
        flags |= 0x20
        values += bytes([len(passphrase)]) + passphrase
    return bytes([flags]) + values + content


def certificates(content):
    """The DER of the certificates that stand in the clear."""
    if content[:2] == b"\x30\x82":
        yield content
    # More padding than needed is not an error, less is.
    for body in re.findall(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END", content):
        yield b64decode(body + b"==")


def keys(content):
    """The binary of the private keys that stand in the clear, and of the encrypted PKCS#8."""
    if content[:1] == b"\x30":
        yield content
    for body in re.findall(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END", content):
        yield b64decode(body + b"==")


def tlv(data):
    """Content of the TLV that data begins with, and what follows; nothing for BER."""
    length, start = data[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    return data[start:start + length], data[start + length:]


def authenticated_safe(content):
    """The octets in the authSafe of a PFX in DER."""
    fields, rest = tlv(content)
    version, fields = tlv(fields)
    if version != b"\x03" or not fields or rest.strip(b"\0\r\n"):
        return None
    content_info, _ = tlv(fields)
    explicit, _ = tlv(tlv(content_info)[1])
    return tlv(explicit)[0] if explicit[:1] == b"\x04" else None


def main(folder):
    written = {}

    def write(target, name, data):
        if len(data) <= LONGEST:
            path = folder / target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written[target] = written.get(target, 0) + 1

    for name, content, case in cases():
        write("parse", name, parse(content, case))
        if case.get("result") == "ok" and not {"passphrase", "private_key"} & set(case):
            write("write", name, content)
        if name.startswith("pkcs12-") and content[:2] == b"\x30\x82":
            passphrase = case.get("passphrase", "").encode()
            write("pkcs12_passphrase", name, bytes([len(passphrase)]) + passphrase + content)
            if safe := authenticated_safe(content):
                write("pkcs12_plain", name, safe)
        if name.endswith("-1"):
            if name.startswith("java-keystore-") and content[:4] in (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce"):
                write("java_keystore", name, content[:-20])
            if name.startswith("pkcs7-") and content[:1] == b"\x30":
                write("pkcs7", name, content)
            if content.startswith(b"-----BEGIN CERTIFICATE-----") and content.count(b"-----BEGIN") == 1:
                write("differential", name, content)
            if re.match("certificate-|pem-|text-|reject-text-", name) and content[:1] != b"\x30":
                write("text", name, content)
            for number, der in enumerate(certificates(content)):
                write("certificate", f"{name}-{number}", der)
                write("differential", f"{name}-{number}", der)
            if name.startswith("key-"):
                for number, der in enumerate(keys(content)):
                    write("key", f"{name}-{number}", der)
    # Inputs that are not among the fixtures: DER followed by other data, two certificates in a block.
    def read(name):
        return (TESTDATA / name).read_bytes()

    certificate, key = read("certificate/example.der"), read("key/p256-pkcs8.der")
    pem, pem_key = read("certificate/example.pem"), read("key/p256-pkcs8.pem")
    two = b64encode(certificate * 2)
    for name, data in {
        "pem-behind-der": certificate + pem,
        "key-behind-der": certificate * 2 + key,
        "pem-behind-key": key + pem_key,
        "two-in-a-block": b"-----BEGIN CERTIFICATE-----\n" + two + b"\n-----END CERTIFICATE-----\n",
        "wrong-end": pem.replace(b"-----END CERTIFICATE", b"-----END PRIVATE KEY"),
    }.items():
        write("parse", name, b"\0" + data)
        write("text", name, data)
    # Chains and circles of up to 24 certificates.
    for flags in range(8):
        up = b"".join(bytes([number << 4 | number + 1, 0x10]) for number in range(1, 15))
        write("bundle", f"up-{flags}", bytes([flags]) + up)
        write("bundle", f"down-{flags}", bytes([flags]) + up[::-1][1:] + b"\x12\x20")
        leaves = b"".join(bytes([number << 4 | 1, 0x40 * (number % 4)]) for number in range(2, 14))
        write("bundle", f"leaves-{flags}", bytes([flags]) + leaves + b"\x11\x10\x12\x14\x21\x31")
    print(written)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
