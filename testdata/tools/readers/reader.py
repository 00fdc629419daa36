#!/usr/bin/env python3
"""What pyca/cryptography reads in each file that is named on standard input. Printed as by openssl.c."""
import sys
from cryptography import x509
from cryptography.hazmat.primitives import serialization as s

for path in sys.stdin.read().splitlines():
    text = open(path, "rb").read()
    try:
        certificates = ",".join(c.public_bytes(s.Encoding.DER).hex() for c in x509.load_pem_x509_certificates(text))
    except ValueError:
        try:
            certificates = x509.load_pem_x509_certificate(text).public_bytes(s.Encoding.DER).hex()
        except ValueError:
            certificates = ""
    key = ""
    for passphrase in (None, b"secret"):
        try:
            key = s.load_pem_private_key(text, passphrase).private_bytes(
                s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption()).hex()
            break
        except TypeError:
            continue
        except Exception:
            break
    print(path, certificates, key, sep="\t")
