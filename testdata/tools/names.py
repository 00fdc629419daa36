#!/usr/bin/env python3
"""Certificates whose names the openssl command line cannot write: names.py KIND KEY OUT."""
import datetime, sys
from asn1crypto import core, parser, pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.name import _ASN1Type as T
from cryptography.x509.oid import NameOID as N, ObjectIdentifier

kind, key_path, out = sys.argv[1:4]
key = ser.load_pem_private_key(open(key_path, "rb").read(), None)
A = x509.NameAttribute

if kind == "python":
    name = x509.Name([A(N.COUNTRY_NAME, "DE"), A(N.ORGANIZATION_NAME, "anycert"), A(N.COMMON_NAME, "python.example.org")])
elif kind == "forgery":
    name = x509.Name([A(N.COMMON_NAME, 'evil", O="Example Inc'), A(N.ORGANIZATION_NAME, "line\nbreak\x1b[31mred"),
                      A(N.ORGANIZATIONAL_UNIT_NAME, "right\u202eto left"), A(N.ORGANIZATIONAL_UNIT_NAME, "x, CN=example.com")])
elif kind == "unknown":
    name = x509.Name([A(ObjectIdentifier("1.3.6.1.4.1.99999.1.2"), "private arc"), A(N.COMMON_NAME, "unknown attribute")])
elif kind == "long":
    name = x509.Name([A(N.COMMON_NAME, "long")])
else:
    name = x509.Name([A(N.ORGANIZATION_NAME, "anycert"), A(N.COMMON_NAME, "anycert")])

builder = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
           .serial_number(x509.random_serial_number())
           .not_valid_before(datetime.datetime(2025, 1, 1)).not_valid_after(datetime.datetime(2040, 1, 1))
           .add_extension(x509.BasicConstraints(ca=False, path_length=None), True))
der = builder.sign(key, hashes.SHA256()).public_bytes(ser.Encoding.DER)


def children(der):
    body = parser.parse(der)[4]
    while body:
        part = parser.parse(body, strict=False)
        length = len(part[3]) + len(part[4]) + len(part[5])
        yield body[:length]
        body = body[length:]


def resign(fields):
    """The certificate over changed fields of its TBSCertificate, signed anew."""
    tbs = tlv(0x30, b"".join(fields))
    signature = key.sign(tbs, ec.ECDSA(hashes.SHA256()))
    return tlv(0x30, tbs + list(children(der))[1] + tlv(3, b"\0" + signature))


def tlv(tag, body):
    length = bytes([len(body)]) if len(body) < 128 else bytes([0x80 | (len(body).bit_length() + 7) // 8]) + \
        len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


STRINGS = {
    "BMPSTRING": (30, "Grüße Ελλάδα 株式".encode("utf-16-be")), "T61STRING": (20, "Grüße déjà".encode("latin-1")),
    "UNIVERSALSTRING": (28, "Grüße 🐴".encode("utf-32-be")), "PRINTABLESTRING": (19, b"Plain (text) 1+1=2?"),
    "IA5STRING": (22, b"someone@example.org"), "VISIBLESTRING": (26, b"visible text"), "NUMERICSTRING": (18, b"0815 4711"),
}
if kind in STRINGS or kind == "long":
    tag, value = STRINGS.get(kind, (12, b"a long name " * 300))
    attribute = lambda oid: tlv(0x31, tlv(0x30, core.ObjectIdentifier(oid).dump() + tlv(tag, value)))
    changed = tlv(0x30, attribute("2.5.4.10") + attribute("2.5.4.3")) if kind != "long" else tlv(0x30, attribute("2.5.4.3"))
    fields = list(children(list(children(der))[0]))
    fields[5] = changed  # version, serial number, signature, issuer, validity, subject
    der = resign(fields)
elif kind == "unique-ids":
    fields = list(children(list(children(der))[0]))
    fields[7:7] = [tlv(0x81, b"\0issuer id"), tlv(0x82, b"\0subject id")]
    der = resign(fields)

open(out, "wb").write(pem.armor("CERTIFICATE", der) if kind == "python" else der)
