#!/usr/bin/env python3
"""PFX files that Python's cryptography writes (`python`), and PFX built bag by bag: pfx.py KIND ARGUMENTS... OUT.

The builder is for shapes that no tool of today writes any more; keys and certificates come from tools/material.
"""
import base64, hashlib, hmac, os, subprocess, sys
from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes, padding, serialization as ser
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import pkcs12

kind, *args, out = sys.argv[1:]
PKCS7_DATA, PKCS7_ENCRYPTED = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.6"
BAG = "1.2.840.113549.1.12.10.1."
PRF = {"sha1": 7, "sha224": 8, "sha256": 9, "sha384": 10, "sha512": 11, "sha512_224": 12, "sha512_256": 13}


def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


seq = lambda *parts: tlv(0x30, *parts)
octets = lambda body: tlv(4, body)
oid = lambda dotted: core.ObjectIdentifier(dotted).dump()
number = lambda n: core.Integer(n).dump()
null = b"\x05\x00"


def cert(name):
    return x509.load_pem_x509_certificate(open(name + ".pem", "rb").read())


def key(name):
    return ser.load_pem_private_key(open(name + ".key", "rb").read(), None)


def pkcs8(name):
    return key(name).private_bytes(ser.Encoding.DER, ser.PrivateFormat.PKCS8, ser.NoEncryption())


# ---- encryption

def pbes2(secret, clear, kdf="sha256", iterations=2048, gcm=False, old=None):
    """(AlgorithmIdentifier, ciphertext)"""
    salt, iv = os.urandom(16), os.urandom(12 if gcm else 16)
    if kdf == "scrypt":
        derived = Scrypt(salt, 32, 16384, 8, 1).derive(secret)
        function = seq(oid("1.3.6.1.4.1.11591.4.11"), seq(octets(salt), number(16384), number(8), number(1)))
    else:
        derived = hashlib.pbkdf2_hmac(kdf, secret, salt, iterations, 32)
        prf = b"" if kdf == "sha1" else seq(oid(f"1.2.840.113549.2.{PRF[kdf]}"), null)
        length = number(32) if old else b""
        function = seq(oid("1.2.840.113549.1.5.12"), seq(octets(salt), number(iterations), length, prf))
    if gcm:
        scheme = seq(oid("2.16.840.1.101.3.4.1.46"), seq(octets(iv), number(16)))
        shut = AESGCM(derived).encrypt(iv, clear, None)
    else:
        # Old NSS named AES-128 and used AES-256.
        scheme = seq(oid("2.16.840.1.101.3.4.1.2" if old in ("nss", "cut") else "2.16.840.1.101.3.4.1.42"), octets(iv))
        if old == "cut":  # a key of 32 octets, of which the cipher takes the first
            derived = derived[:16]
        pad = padding.PKCS7(128).padder()
        run = Cipher(algorithms.AES(derived), modes.CBC(iv)).encryptor()
        shut = run.update(pad.update(clear) + pad.finalize()) + run.finalize()
    parameters = seq(function, scheme)
    if old == "java":
        # Java 8 to 10 wrote the whole AlgorithmIdentifier where its parameters belong.
        parameters = seq(oid("1.2.840.113549.1.5.13"), parameters)
    return seq(oid("1.2.840.113549.1.5.13"), parameters), shut


def kdf12(secret, salt, purpose, rounds, size, digest):
    """RFC 7292, appendix B.2."""
    v = hashlib.new(digest).block_size
    u = hashlib.new(digest).digest_size
    fill = lambda text: (text * (v * -(-len(text) // v) // max(len(text), 1) + 1))[:v * -(-len(text) // v)] if text else b""
    block, i, made = bytes([purpose]) * v, bytearray(fill(salt) + fill(secret)), b""
    while len(made) < size:
        a = block + bytes(i)
        for _ in range(rounds):
            a = hashlib.new(digest, a).digest()
        made += a
        b = int.from_bytes((a * (v // u + 1))[:v], "big") + 1
        for at in range(0, len(i), v):
            i[at:at + v] = ((int.from_bytes(i[at:at + v], "big") + b) % (1 << 8 * v)).to_bytes(v, "big")
    return made[:size]


def bmp(text):
    return text.encode("utf-16-be") + b"\0\0"


# ---- bags and safes

def bag(number_, value, attributes=b""):
    return seq(oid(BAG + str(number_)), tlv(0xA0, value), attributes)


def cert_bag(name, attributes=b""):
    return bag(3, seq(oid("1.2.840.113549.1.9.22.1"), tlv(0xA0, octets(cert(name).public_bytes(ser.Encoding.DER)))), attributes)


def key_bag(name, secret, attributes=b"", behind=b"", **how):
    algorithm, shut = pbes2(secret, pkcs8(name) + behind, **how)
    return bag(2, seq(algorithm, octets(shut)), attributes)


def data(body):
    return seq(oid(PKCS7_DATA), tlv(0xA0, octets(body)))


def encrypted(secret, body, **how):
    algorithm, shut = pbes2(secret, body, **how)
    return seq(oid(PKCS7_ENCRYPTED), tlv(0xA0, seq(number(0), seq(oid(PKCS7_DATA), algorithm, tlv(0x80, shut)))))


def pfx(safes, passphrase, iterations=2048, salt=None, state_iterations=True, digest="sha256"):
    body = seq(*safes)
    salt = os.urandom(8) if salt is None else salt
    mac_key = kdf12(bmp(passphrase), salt, 3, iterations, hashlib.new(digest).digest_size, digest)
    mac = hmac.new(mac_key, body, digest).digest()
    algorithm = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1"}[digest]
    mac_data = seq(seq(seq(oid(algorithm), null), octets(mac)), octets(salt), number(iterations) if state_iterations else b"")
    return seq(number(3), data(body), mac_data)


def usual(passphrase, certs=("leaf", "inter"), keys=("leaf",), **how):
    secret = passphrase.encode()
    return [encrypted(secret, seq(*[cert_bag(c) for c in certs]), **how), data(seq(*[key_bag(k, secret, **how) for k in keys]))]


def crl():
    text = subprocess.run(["openssl", "ca", "-gencrl", "-keyfile", "inter.key", "-cert", "inter.pem", "-crldays", "3650", "-md", "sha256",
                           "-config", os.path.dirname(os.path.abspath(__file__)) + "/ca.cnf"], capture_output=True, check=True).stdout
    return x509.load_pem_x509_crl(text).public_bytes(ser.Encoding.DER)


def python(which, passphrase):
    secret = passphrase.encode()
    build = ser.PrivateFormat.PKCS12.encryption_builder()
    sha1, sha256, sha512 = hashes.SHA1(), hashes.SHA256(), hashes.SHA512()
    how = {
        "no-encryption": lambda: ser.NoEncryption(),
        "pbesv2": lambda: build.kdf_rounds(5000).key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).hmac_hash(sha256).build(secret),
        "pbesv2-sha512": lambda: build.kdf_rounds(5000).key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).hmac_hash(sha512).build(secret),
        "pbesv1": lambda: build.kdf_rounds(5000).key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC).hmac_hash(sha1).build(secret),
    }.get(which, lambda: ser.BestAvailableEncryption(secret))()
    if which == "truststore":
        return pkcs12.serialize_java_truststore([pkcs12.PKCS12Certificate(cert("root"), b"root"), pkcs12.PKCS12Certificate(cert("inter"), b"inter")], how)
    name = "Grüße leaf".encode() if which == "named" else None
    return pkcs12.serialize_key_and_certificates(name, key("leaf"), cert("leaf"), [cert("inter")], how)


def main():
    if kind == "python":
        return python(*args)
    passphrase = args[-1]
    secret = passphrase.encode()
    if kind == "order":
        return pfx(usual(passphrase, args[0].split(","), (args[1],)), passphrase)
    if kind == "two-keys":
        rounds = int(args[0])
        return pfx(usual(passphrase, ("leaf", "other"), ("leaf", "other"), iterations=rounds), passphrase, rounds)
    if kind == "scrypt":
        return pfx(usual(passphrase, kdf="scrypt"), passphrase)
    if kind == "prf":
        return pfx(usual(passphrase, kdf=args[0]), passphrase)
    if kind == "gcm":
        return pfx(usual(passphrase, gcm=True), passphrase)
    if kind == "old-parameters":
        # NSS imports no key without these.
        names = tlv(0x31, seq(oid("1.2.840.113549.1.9.20"), tlv(0x31, tlv(30, "leaf".encode("utf-16-be")))),
                    seq(oid("1.2.840.113549.1.9.21"), tlv(0x31, octets(b"\1"))))
        certs = encrypted(secret, seq(cert_bag("leaf", names), cert_bag("inter")))
        return pfx([certs, data(seq(key_bag("leaf", secret, names, old=args[0], kdf=args[1])))], passphrase, digest="sha1")
    if kind == "mac-iterations-absent":
        return pfx(usual(passphrase), passphrase, 1, state_iterations=False, digest="sha1")
    if kind == "mac-salt-empty":
        return pfx(usual(passphrase), passphrase, salt=b"")
    if kind == "nested":
        inner = bag(6, seq(cert_bag("inter"), bag(6, seq(cert_bag("root")))))
        return pfx([encrypted(secret, seq(cert_bag("leaf"), inner)), data(seq(bag(6, seq(key_bag("leaf", secret)))))], passphrase)
    if kind == "crl-bag":
        crl_bag = bag(4, seq(oid("1.2.840.113549.1.9.23.1"), tlv(0xA0, octets(crl()))))
        return pfx([encrypted(secret, seq(cert_bag("leaf"), crl_bag, cert_bag("inter"))), data(seq(key_bag("leaf", secret)))], passphrase)
    if kind == "utf8-friendly-name":
        # RFC 2985 has BMPString.
        name = tlv(0x31, seq(oid("1.2.840.113549.1.9.20"), tlv(0x31, tlv(12, "Grüße".encode()))))
        return pfx([encrypted(secret, seq(cert_bag("leaf", name))), data(seq(key_bag("leaf", secret)))], passphrase)
    if kind == "add-secret-bag":
        secret_bag = bag(5, seq(oid("1.3.6.1.4.1.99999.7"), tlv(0xA0, octets(b"a secret of another kind"))))
        return pfx([encrypted(secret, seq(cert_bag("leaf"), cert_bag("inter"))), data(seq(key_bag("leaf", secret), secret_bag))], passphrase)
    if kind == "group":
        # Windows protects a PFX to a group of a domain: the passphrase is random, and encrypted in a SecretBag.
        protector = bag(5, seq(oid("1.3.6.1.4.1.311.17.4"), tlv(0xA0, octets(b"a random passphrase, encrypted to a group"))))
        return pfx([data(seq(protector)), encrypted(secret, seq(cert_bag("leaf"), cert_bag("inter"))), data(seq(key_bag("leaf", secret)))], passphrase)
    if kind == "cfca":
        # CFCA's file for an SM2 key: its encrypted scalar, and the certificate.
        gmt_data, sm4_cbc = oid("1.2.156.10197.6.1.4.2.1"), oid("1.2.156.10197.1.104")
        return seq(number(1), seq(gmt_data, sm4_cbc, octets(os.urandom(48))), seq(gmt_data, octets(cert("leaf").public_bytes(ser.Encoding.DER))))
    if kind == "master-list":
        # CscaMasterList of ICAO 9303-12: the content that is signed.
        return seq(number(0), tlv(0x31, *(cert(name).public_bytes(ser.Encoding.DER) for name in args[:-1])))
    if kind == "nss321":
        # NSS up to 3.21 fed the UTF-16 form, with its two zero bytes, to PBES2 too.
        wide = bmp(passphrase)
        return pfx([encrypted(wide, seq(cert_bag("leaf"), cert_bag("inter"))), data(seq(key_bag("leaf", wide)))], passphrase, digest="sha1")
    if kind == "behind":
        # wolfSSL pads what it encrypts with RC4, Logstash its whole key store; others end with a line feed.
        safe, shut, after = [part.encode().decode("unicode_escape").encode("latin-1") for part in args[:3]]
        safes = [encrypted(secret, seq(cert_bag("leaf"), cert_bag("inter")) + safe), data(seq(key_bag("leaf", secret, behind=shut)))]
        return pfx(safes, passphrase) + after
    if kind == "empty":
        return pfx([data(seq())], passphrase)
    if kind == "many":
        certs = ["leaf", "inter", "root", "other", "rsa", "example", "letsencrypt"]
        return pfx([encrypted(secret, seq(cert_bag(c))) for c in certs] + [data(seq(key_bag(k, secret))) for k in ("leaf", "rsa", "example")], passphrase)
    if kind == "unknown-cipher":
        made = pfx(usual(passphrase), passphrase)
        return relabel(made, "2.16.840.1.101.3.4.1.42", "2.16.840.1.101.3.4.1.126", passphrase)
    if kind == "unknown-scheme":
        return pem(seq(seq(oid("1.3.6.1.4.1.99999.13"), null), octets(os.urandom(144))))
    if kind == "iterations":
        algorithm = seq(oid("1.2.840.113549.1.5.13"), seq(
            seq(oid("1.2.840.113549.1.5.12"), seq(octets(os.urandom(16)), number(int(args[0])), seq(oid("1.2.840.113549.2.9"), null))),
            seq(oid("2.16.840.1.101.3.4.1.42"), octets(os.urandom(16)))))
        return pem(seq(algorithm, octets(os.urandom(144))))
    if kind == "scrypt-cost":
        algorithm = seq(oid("1.2.840.113549.1.5.13"), seq(
            seq(oid("1.3.6.1.4.1.11591.4.11"), seq(octets(os.urandom(16)), number(int(args[0])), number(8), number(1))),
            seq(oid("2.16.840.1.101.3.4.1.42"), octets(os.urandom(16)))))
        return pem(seq(algorithm, octets(os.urandom(144))))
    if kind == "signed":
        # The public-key integrity mode: authSafe is SignedData, made by `openssl cms` over the safes.
        made = subprocess.run(["openssl", "cms", "-sign", "-signer", "leaf.pem", "-inkey", "leaf.key", "-binary", "-nodetach", "-outform", "DER"],
                              input=seq(*usual(passphrase)), capture_output=True, check=True).stdout
        return seq(number(3), made)
    sys.exit("unknown kind " + kind)


def pem(der):
    text = base64.encodebytes(der).decode().replace("\n", "")
    lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{lines}\n-----END ENCRYPTED PRIVATE KEY-----\n".encode()


def relabel(made, old, new, passphrase):
    """Another OID of the same length inside, and the MAC made anew."""
    assert len(oid(old)) == len(oid(new))
    from asn1crypto import pkcs12 as shape
    body = shape.Pfx.load(made)["auth_safe"]["content"].native.replace(oid(old), oid(new))
    salt = os.urandom(8)
    mac = hmac.new(kdf12(bmp(passphrase), salt, 3, 2048, 32, "sha256"), body, "sha256").digest()
    return seq(number(3), data(body), seq(seq(seq(oid("2.16.840.1.101.3.4.2.1"), null), octets(mac)), octets(salt), number(2048)))


open(out, "wb").write(main())
