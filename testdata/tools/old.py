#!/usr/bin/env python3
"""What older software wrote and no tool of today does: a key or certificate of tools/material with one thing put
as it used to be. old.py KIND IN OUT."""
import sys
from asn1crypto import core, parser
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec

kind, source, out = sys.argv[1:4]


def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


def children(der):
    body = parser.parse(der)[4]
    while body:
        part = parser.parse(body, strict=False)
        length = len(part[3]) + len(part[4]) + len(part[5])
        yield body[:length]
        body = body[length:]


octets = lambda body: tlv(4, body)
number = lambda n: core.Integer(n).dump()
load = lambda: ser.load_pem_private_key(open(source, "rb").read(), None)
clear = lambda key, form: key.private_bytes(ser.Encoding.DER, form, ser.NoEncryption())


def pkcs8(change):
    """The PKCS#8 of the key, its fields through `change`."""
    return tlv(0x30, *change(*children(clear(load(), ser.PrivateFormat.PKCS8))))


def traditional(change):
    return tlv(0x30, *change(*children(clear(load(), ser.PrivateFormat.TraditionalOpenSSL))))


# ---- certificates: field 4 is the validity, field 5 the subject

def certificate(change):
    """The certificate in `source` with changed fields of its TBSCertificate; its signature does not fit any more."""
    der = x509.load_pem_x509_certificate(open(source, "rb").read()).public_bytes(ser.Encoding.DER)
    tbs, algorithm, signature = children(der)
    fields = list(children(tbs))
    change(fields)
    return tlv(0x30, tlv(0x30, *fields), algorithm, signature)


def not_before(tag, text):
    def change(fields):
        _, not_after = children(fields[4])
        fields[4] = tlv(0x30, tlv(tag, text), not_after)
    return certificate(change)


def latin_1_as_utf8(fields):
    attribute = tlv(0x30, core.ObjectIdentifier("2.5.4.3").dump(), tlv(12, "Grüße".encode("latin-1")))
    fields[5] = tlv(0x30, tlv(0x31, attribute))


def long_length(fields):
    """The length of the validity in two octets where one does."""
    body = b"".join(children(fields[4]))
    fields[4] = b"\x30\x81" + bytes([len(body)]) + body


def empty_rdn(fields):
    fields[5] = tlv(0x30, *children(fields[5]), tlv(0x31))


def padded_serial(fields):
    fields[1] = tlv(2, b"\0\0", parser.parse(fields[1])[4])


def without_version(fields):
    del fields[0]


def other_signature(fields):
    fields[2] = tlv(0x30, core.ObjectIdentifier("1.2.840.10045.4.3.3").dump())


def indefinite(fields):
    """The version and the extensions; the certificate itself and its TBSCertificate are done by the caller."""
    for at in (0, -1):
        fields[at] = endless(fields[at][0], *children(fields[at]))


def endless(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def indefinite_certificate():
    tbs, *others = children(certificate(indefinite))
    return endless(0x30, endless(0x30, parser.parse(tbs)[4]), *others)


# ---- keys

def negative(version, *numbers):
    """Without the zero octet before a high bit."""
    plain = [n if parser.parse(n)[4][:1] != b"\0" else tlv(2, parser.parse(n)[4][1:]) for n in numbers]
    return [version, *plain]


def zero_before_scalar(version, scalar, *others):
    return [version, octets(b"\0" + parser.parse(scalar)[4]), *others]


def other_curve_inside(version, algorithm, private):
    version_1, scalar, *point = children(parser.parse(private)[4])
    secp384r1 = tlv(0xA0, core.ObjectIdentifier("1.3.132.0.34").dump())
    return [version, algorithm, octets(tlv(0x30, version_1, scalar, secp384r1, *point))]


def above_the_prime(version, algorithm, private):
    """x plus so many times q that it is above p: the public key is the same."""
    p, _, q, *_ = [core.Integer.load(n).native for n in children(list(children(algorithm))[1])]
    x = core.Integer.load(parser.parse(private)[4]).native
    return [version, algorithm, octets(number(x + q * ((p - x) // q + 1)))]


MAKE = {
    "utctime-without-seconds": lambda: not_before(23, b"9901020304Z"),
    "utctime-with-offset": lambda: not_before(23, b"990102030405+0100"),
    "utctime-four-digit-year": lambda: not_before(23, b"19990102030405Z"),
    "generalized-time-with-fraction": lambda: not_before(24, b"19990102030405.123Z"),
    "latin-1-as-utf8": lambda: certificate(latin_1_as_utf8),
    "non-minimal-length": lambda: certificate(long_length),
    "indefinite-length": indefinite_certificate,
    "name-empty-rdn": lambda: certificate(empty_rdn),
    "serial-padded": lambda: certificate(padded_serial),
    "v1-with-extensions": lambda: certificate(without_version),
    "two-signature-algorithms": lambda: certificate(other_signature),
    # RFC 5958 has version 1 only with a public key.
    "version-1": lambda: pkcs8(lambda version, *fields: [number(1), *fields]),
    "no-null": lambda: pkcs8(lambda version, algorithm, private: [version, tlv(0x30, list(children(algorithm))[0]), private]),
    "bare-sequence": lambda: pkcs8(lambda version, algorithm, private: [version, algorithm, parser.parse(private)[4]]),
    "bare-octets": lambda: pkcs8(lambda version, algorithm, private: [version, algorithm, octets(parser.parse(parser.parse(private)[4])[4])]),
    "negative": lambda: traditional(negative),
    "long-scalar": lambda: traditional(zero_before_scalar),
    "above-the-prime": lambda: pkcs8(above_the_prime),
    "two-curves": lambda: pkcs8(other_curve_inside),
}
open(out, "wb").write(MAKE[kind]())
