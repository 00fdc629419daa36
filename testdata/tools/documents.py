#!/usr/bin/env python3
"""Documents that hold certificates in roles, files that hold none, and small damages: documents.py KIND ARGUMENTS... OUT.
`patch OLD NEW OUT` and `flip POSITION OUT` work on standard input."""
import base64, json, struct, sys, zlib
from cryptography import x509
from cryptography.hazmat.primitives import serialization as ser

kind, *args, out = sys.argv[1:]
B64 = lambda data: base64.b64encode(data).decode()
URL = lambda n, size: base64.urlsafe_b64encode(n.to_bytes(size, "big")).rstrip(b"=").decode()


def leaf():
    return x509.load_pem_x509_certificate(open("leaf.pem", "rb").read()).public_bytes(ser.Encoding.DER)


def jwk():
    key = ser.load_pem_private_key(open("leaf.key", "rb").read(), None).private_numbers()
    point = key.public_numbers
    return {"kty": "EC", "crv": "P-256", "kid": "leaf", "x": URL(point.x, 32), "y": URL(point.y, 32), "d": URL(key.private_value, 32)}


def png():
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def kubeconfig():
    pem = lambda name: B64(open(name, "rb").read())
    return f"""apiVersion: v1
kind: Config
clusters:
- name: test
  cluster:
    certificate-authority-data: {pem("root.pem")}
    server: https://127.0.0.1:6443
users:
- name: admin
  user:
    client-certificate-data: {pem("leaf.pem")}
    client-key-data: {pem("leaf.key")}
contexts:
- name: test
  context: {{cluster: test, user: admin}}
current-context: test
"""


def saml():
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example.org">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{B64(leaf())}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
"""


if kind == "patch":
    old, new = (a.encode() for a in args)
    data = sys.stdin.buffer.read()
    assert data.count(old) >= 1 and len(old) == len(new)
    made = data.replace(old, new)
elif kind == "flip":
    made = bytearray(sys.stdin.buffer.read())
    made[int(args[0])] ^= 1
else:
    made = {
        "jwk": lambda: json.dumps(jwk(), indent=2),
        "jwks": lambda: json.dumps({"keys": [{k: v for k, v in jwk().items() if k != "d"} | {"use": "sig", "x5c": [B64(leaf())]}]}, indent=2),
        "saml": saml,
        "kubeconfig": kubeconfig,
        "service-account": lambda: json.dumps({"type": "service_account", "project_id": "test", "private_key_id": "0815",
                                               "private_key": open("rsa.key").read(), "client_email": "a@example.org"}, indent=2),
        "json": lambda: json.dumps({"error": "not found", "status": 404}),
        "html": lambda: "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>\n<body><h1>Not Found</h1></body></html>\n",
        "png": png,
    }[kind]()
open(out, "wb").write(made.encode() if isinstance(made, str) else made)
