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
    text = base64.b64encode(shut).decode()
    lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    write(f"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-CBC,{iv.hex().upper()}\n\n{lines}\n-----END EC PRIVATE KEY-----\n".encode())
else:
    sys.exit("unknown kind " + kind)
