#!/usr/bin/env python3
"""What Python's cryptography writes, and what no tool of today writes any more: oddities.py KIND ARGUMENTS... OUT."""
import base64, hashlib, os, re, subprocess, sys
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
    mode = args[2].upper()
    if mode == "CBC":
        pad = padding.PKCS7(64).padder()
        der = pad.update(der) + pad.finalize()
    cipher = Cipher(IDEA(key), getattr(modes, mode)(iv))
    run = cipher.encryptor()
    shut = run.update(der) + run.finalize()
    run = cipher.decryptor()
    assert (run.update(shut) + run.finalize()).startswith(der)
    write_block("EC PRIVATE KEY", shut, f"Proc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-{mode},{iv.hex().upper()}\n\n")
elif kind == "ecb":
    # Under a DEK-Info header of OpenSSL up to 0.9.8: an IV as long as a block, whose start is the salt.
    private_key, word, name = load(args[0]), args[1].encode(), args[2]
    der = private_key.private_bytes(S.Encoding.DER, S.PrivateFormat.TraditionalOpenSSL, S.NoEncryption())
    bits = re.search(r"\d{3}", name)
    length = int(bits[0]) // 8 if bits else {"des-ecb": 8, "des-ede3": 24}.get(name, 16)
    iv = os.urandom(16 if bits or name == "seed-ecb" else 8)
    key = last = b""
    while len(key) < length:
        last = hashlib.md5(last + word + iv[:8]).digest()
        key += last
    if name == "idea-ecb":
        # OpenSSL has it in no package of Debian.
        from cryptography.hazmat.decrepit.ciphers.algorithms import IDEA
        from cryptography.hazmat.primitives import ciphers
        idea = ciphers.Cipher(IDEA(key[:16]), ciphers.modes.ECB())
        crypt = lambda run, data: run.update(data) + run.finalize()
        clear = der + bytes([8 - len(der) % 8]) * (8 - len(der) % 8)
        shut = crypt(idea.encryptor(), clear)
        assert crypt(idea.decryptor(), shut) == clear
        write_block("RSA PRIVATE KEY", shut, f"Proc-Type: 4,ENCRYPTED\nDEK-Info: {name.upper()},{iv.hex().upper()}\n\n")
        sys.exit()
    run = ["openssl", "enc", "-" + name, "-K", key[:length].hex(), "-provider", "legacy", "-provider", "default"]
    shut = subprocess.run(run, input=der, capture_output=True, check=True).stdout
    assert subprocess.run(run + ["-d"], input=shut, capture_output=True, check=True).stdout == der
    label = "DSA PRIVATE KEY" if "dsa" in args[0] else "RSA PRIVATE KEY"
    write_block(label, shut, f"Proc-Type: 4,ENCRYPTED\nDEK-Info: {name.upper()},{iv.hex().upper()}\n\n")
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
elif kind == "npki":
    # signPri.key of Korea's NPKI by pypinksign, which reads it back beside the certificate.
    from pypinksign import pypinksign as npki

    der = load(args[0]).private_bytes(S.Encoding.DER, S.PrivateFormat.PKCS8, S.NoEncryption())
    write(base64.b64decode(npki.encrypt_decrypted_prikey(base64.b64encode(der).decode(), args[1].encode())))
    certificate = subprocess.run(["openssl", "x509", "-in", args[0].replace(".key", ".pem"), "-outform", "DER"], capture_output=True).stdout
    back = npki.PinkSign(pubkey_data=certificate)
    back.load_prikey(prikey_data=open(out, "rb").read(), prikey_password=args[1].encode())
    assert back.prikey.private_numbers() == load(args[0]).private_numbers()
else:
    sys.exit("unknown kind " + kind)
