#!/usr/bin/env python3
"""The first N certificates of a bundle with the comments that curl's cacert.pem has: commented.py BUNDLE N."""
import sys
from cryptography import x509
from cryptography.hazmat.primitives import serialization as ser

certs = x509.load_pem_x509_certificates(open(sys.argv[1], "rb").read())[:int(sys.argv[2])]
print("""##
## Bundle of CA Root Certificates
##
## Certificate data from Mozilla as of: Tue Feb 25 04:12:03 2025 GMT
##
## It contains the certificates in PEM format and therefore
## can be directly used with curl / libcurl / php_curl, or with
## an Apache+mod_ssl webserver for SSL client authentication.
##
## SHA256: 0000000000000000000000000000000000000000000000000000000000000000
##

""")
for cert in certs:
    title = (cert.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
             or cert.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATIONAL_UNIT_NAME))[0].value
    print(title)
    print("=" * len(title))
    print(cert.public_bytes(ser.Encoding.PEM).decode())
