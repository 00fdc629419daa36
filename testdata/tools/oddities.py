#!/usr/bin/env python3
"""What Python's cryptography writes, and what no tool of today writes any more: oddities.py KIND ARGUMENTS... OUT."""
import base64, hashlib, os, sys
from cryptography.hazmat.primitives import padding, serialization as ser
from cryptography.hazmat.primitives.ciphers import Cipher, modes

kind, *args, out = sys.argv[1:]
S = ser


def load(path):
    return ser.load_pem_private_key(open(path, "rb").read(), None)


def write(data):
    open(out, "wb").write(data)


def write_block(label, body, headers=""):
    text = base64.b64encode(body).decode()
    lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    write(f"-----BEGIN {label}-----\n{headers}{lines}\n-----END {label}-----\n".encode())


if kind == "python-pkcs8":
    write(load(args[0]).private_bytes(S.Encoding.PEM, S.PrivateFormat.PKCS8, S.BestAvailableEncryption(args[1].encode())))
elif kind == "python-traditional":
    write(load(args[0]).private_bytes(S.Encoding.PEM, S.PrivateFormat.TraditionalOpenSSL, S.BestAvailableEncryption(args[1].encode())))
elif kind == "python-openssh":
    write(load(args[0]).private_bytes(S.Encoding.PEM, S.PrivateFormat.OpenSSH, S.BestAvailableEncryption(args[1].encode())))
elif kind == "python-ml-dsa":
    from cryptography.hazmat.primitives.asymmetric import mldsa
    write(mldsa.MLDSA65PrivateKey.generate().private_bytes(S.Encoding.PEM, S.PrivateFormat.PKCS8, S.NoEncryption()))
elif kind == "idea":
    from cryptography.hazmat.decrepit.ciphers.algorithms import IDEA
    der = load(args[0]).private_bytes(S.Encoding.DER, S.PrivateFormat.TraditionalOpenSSL, S.NoEncryption())
    iv = os.urandom(8)
    key = hashlib.md5(args[1].encode() + iv).digest()
    pad = padding.PKCS7(64).padder()
    cipher = Cipher(IDEA(key), modes.CBC(iv))
    run = cipher.encryptor()
    shut = run.update(pad.update(der) + pad.finalize()) + run.finalize()
    run = cipher.decryptor()
    assert (run.update(shut) + run.finalize()).startswith(der)
    write_block("EC PRIVATE KEY", shut, f"Proc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-CBC,{iv.hex().upper()}\n\n")
elif kind == "gmssl":
    # PBES2 as GmSSL 3 writes it: HMAC-SM3 by its number there, or by OpenSSL's, and SM4 in CBC.
    from asn1crypto import core
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    class Fields(core.SequenceOf):
        _child_spec = core.Any

    def sequence(*fields):
        return Fields([core.Any(field) for field in fields])

    def oid(dotted):
        return core.ObjectIdentifier(dotted)

    hmac_sm3, pbkdf2, pbes2, sm4_cbc = args[2], "1.2.840.113549.1.5.12", "1.2.840.113549.1.5.13", "1.2.156.10197.1.104.2"
    der = load(args[0]).private_bytes(S.Encoding.DER, S.PrivateFormat.PKCS8, S.NoEncryption())
    salt, iv = os.urandom(8), os.urandom(16)
    key = PBKDF2HMAC(hashes.SM3(), 16, salt, 65536).derive(args[1].encode())
    pad = padding.PKCS7(128).padder()
    run = Cipher(SM4(key), modes.CBC(iv)).encryptor()
    shut = run.update(pad.update(der) + pad.finalize()) + run.finalize()
    numbers = sequence(core.OctetString(salt), core.Integer(65536), core.Integer(16), sequence(oid(hmac_sm3)))
    scheme = sequence(sequence(oid(pbkdf2), numbers), sequence(oid(sm4_cbc), core.OctetString(iv)))
    write_block("ENCRYPTED PRIVATE KEY", sequence(sequence(oid(pbes2), scheme), core.OctetString(shut)).dump())
else:
    sys.exit("unknown kind " + kind)
