#!/usr/bin/env python3
"""Rare outlines of SignedData, cut from what OpenSSL wrote: cms.py KIND IN OUT."""
import sys
from asn1crypto import core, parser

kind, source, out = sys.argv[1:]
der = open(source, "rb").read()


def children(tlv):
    body = parser.parse(tlv)[4]
    while body:
        part = parser.parse(body, strict=False)
        size = len(part[3]) + len(part[4]) + len(part[5])
        yield body[:size]
        body = body[size:]


def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


def indefinite(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


oid, content = children(der)
signed = next(children(content))
version, digests, encap, certs, *rest = children(signed)
bodies = list(children(certs))
if kind == "bare":
    made = signed
elif kind == "reversed":
    made = tlv(0x30, oid, tlv(0xA0, tlv(0x30, version, digests, encap, tlv(0xA0, *sorted(bodies, reverse=True)), *rest)))
elif kind == "attribute-certificate":
    # [2] AttributeCertificateV2 between the certificates: its own fields are not looked at.
    attribute = tlv(0xA2, tlv(0x30, core.Integer(1).dump(), tlv(0x30)), tlv(0x30, core.ObjectIdentifier("1.2.840.113549.1.1.11").dump()), tlv(3, b"\0x"))
    made = tlv(0x30, oid, tlv(0xA0, tlv(0x30, core.Integer(4).dump(), digests, encap, tlv(0xA0, bodies[0], attribute, *bodies[1:]), *rest)))
elif kind == "indefinite":
    made = indefinite(0x30, oid, indefinite(0xA0, indefinite(0x30, version, digests, encap, indefinite(0xA0, *bodies), *rest)))
elif kind == "gmt-0010":
    # The same structure under the numbers of GM/T 0010.
    arc = "1.2.156.10197.6.1.4.2."
    encap = tlv(0x30, core.ObjectIdentifier(arc + "1").dump())
    made = tlv(0x30, core.ObjectIdentifier(arc + "2").dump(), tlv(0xA0, tlv(0x30, version, digests, encap, certs, *rest)))
else:
    sys.exit("unknown kind " + kind)
open(out, "wb").write(made)
