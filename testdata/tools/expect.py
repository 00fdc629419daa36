#!/usr/bin/env python3
"""Writes the .expect sidecar of each fixture from what independent tools read in it.

Usage: expect.py RECORDS, where RECORDS is what generate.sh's `fx` recorded: path, command, options.

Options (key=value), for what the file does not say:
  right=P             the passphrase that opens it: makes the cases right, none, wrong
  also=P              a further passphrase that opens it as well as `right` does
  integrity=P         the passphrase of the MAC, where it has its own
  kind=K              refused with this ErrorKind in every case; mentions=a|b what the text must contain
  unsupported=a|b     nothing of what is shut can be opened: Unsupported, mentioning these
  unchecked=yes       the MAC is of an unsupported kind: readable, integrity unchecked
  pubs=no             its EC and Ed keys come without their public half
  feature=F           needs that Cargo feature; mac_feature=F: its MAC does
  spki=NAME           material/NAME.key is the key inside (no independent reader can open it)
  certs=A,B           material certificates inside, in file order (likewise); signer=A the one that signed
  dear=key            the key costs more than is tried where no passphrase was given: it stays locked
  dear=certificates   so do the certificates
  as=FORMAT           the format, where an encoding hides it; peel=base64|hex|utf16|lines|... how to take the encoding off
  reader=TOOL         certtool or python instead of openssl
  witness=TEXT        what the maker's own tool said, where no other reads it
  type=T              certificate_type, for every case
  with=PATH           the private_key input, for every case
  case={...}          one more case, as JSON; keys `passphrase`, `private_key`, `certificate_type`,
                      `kind`, `mentions` (the latter two state the intended refusal)
"""
import base64, hashlib, json, os, re, subprocess, sys, tempfile, warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from asn1crypto import cms, core, x509 as ax, keys as akeys, parser as aparser
from cryptography import x509
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.serialization import pkcs12

warnings.simplefilter("ignore")
HERE = Path(os.environ["HERE"])
MATERIAL = Path(os.environ["M"])
WRONG = "wrong horse 00"
LEGACY = ["-provider", "legacy", "-provider", "default"]
OPENSSL = "openssl35"
NAMEOPT = "esc_2253,esc_ctrl,utf8,sep_multiline,sname,dump_der,dump_nostr"


def run(*command, stdin=b"", timeout=240):
    """(exit code, stdout, stderr)"""
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=timeout)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


_versions = {}


def version(tool):
    ask = {
        "openssl": ["openssl", "version"], "openssl35": ["openssl35", "version"],
        "certtool": ["certtool", "--version"], "botan": ["botan", "version"],
        "java": ["java", "--version"], "keytool": ["java", "--version"],
        "ssh-keygen": ["ssh", "-V"], "puttygen": ["puttygen", "--version"], "gpg": ["gpg", "--version"],
        "easyrsa": ["dpkg-query", "-W", "-f=Easy-RSA ${Version}", "easy-rsa"],
        "cert2spc": ["dpkg-query", "-W", "-f=mono ${Version}", "mono-devel"],
        "makecert": ["dpkg-query", "-W", "-f=mono ${Version}", "mono-devel"],
        "pk12util": ["dpkg-query", "-W", "-f=NSS ${Version}", "libnss3-tools"],
        "certutil": ["dpkg-query", "-W", "-f=NSS ${Version}", "libnss3-tools"],
        "cmsutil": ["dpkg-query", "-W", "-f=NSS ${Version}", "libnss3-tools"],
        "osslsigncode": ["dpkg-query", "-W", "-f=osslsigncode ${Version}", "osslsigncode"],
        "ca-certificates": ["dpkg-query", "-W", "-f=ca-certificates ${Version}", "ca-certificates"],
        "wolfssl": ["dpkg-query", "-W", "-f=wolfSSL ${Version}", "libwolfssl-dev"],
        "node-forge": ["node", "-p", "'node-forge ' + require('node-forge/package.json').version"],
        "pkijs": ["node", "-p", "'PKI.js ' + JSON.parse(fs.readFileSync(require.resolve('pkijs').replace(/pkijs.build.*/, 'pkijs/package.json'))).version"],
        "bouncycastle": ["dpkg-query", "-W", "-f=Bouncy Castle ${Version}", "libbcprov-java"],
        "python3": [sys.executable, "-c", "import cryptography,sys;from cryptography.hazmat.backends.openssl import backend as b;"
                    "print('Python cryptography',cryptography.__version__,'with',b.openssl_version_text())"],
    }.get(tool)
    if ask is None:
        return tool
    if tool not in _versions:
        _, out, err = run(*ask)
        text = (out.decode("utf-8", "replace") or err).strip().splitlines()[0]
        text = re.sub(r"OpenSSL (\d\S*).*", r"openssl \1", text) if "with" not in text else text.rsplit(" ", 3)[0]
        _versions[tool] = text
    return _versions[tool]


def temp(data, suffix=""):
    handle = tempfile.NamedTemporaryFile(suffix=suffix, delete=False, dir=os.environ["WORK"])
    handle.write(data)
    handle.close()
    return handle.name


# ---------------------------------------------------------------- one certificate

def describe(der):
    """subject, issuer, expires_at of one certificate, as OpenSSL prints them."""
    code, out, err = run(OPENSSL, "x509", "-inform", "DER", "-noout", "-subject", "-issuer", "-enddate",
                         "-dateopt", "iso_8601", "-nameopt", NAMEOPT, stdin=der)
    if code:  # OpenSSL refuses VisibleString and bad UTF-8 in names; GnuTLS gives them as they are
        code, out, _ = run("certtool", "--certificate-info", "--inder", stdin=der)
        found = re.search(r"Issuer: (.*)\n.*\n.*\n\t\tNot After: \w+ (.*)\n\tSubject: (.*)\n", escaped(out))
        when = datetime.strptime(found[2], "%b %d %H:%M:%S UTC %Y")
        plain = lambda text: re.sub(r"#1a..([0-9a-f]+)", lambda hexed: bytes.fromhex(hexed[1]).decode(), text).replace(",", ", ")
        return plain(found[3]), found[1].replace(",", ", "), when.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    subject, issuer, end = [], [], None
    into = None
    for line in out.decode("utf-8").split("\n"):
        if line.startswith("subject="):
            into = subject
        elif line.startswith("issuer="):
            into = issuer
        elif line.startswith("notAfter="):
            end = line[len("notAfter="):]
        elif line.startswith("    "):
            into.append(line[4:])
    expires = re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)Z", end)
    if not expires:
        raise ValueError("end date " + repr(end))
    expires = f"{expires[1]}T{expires[2]}.000Z"
    try:
        other = x509.load_der_x509_certificate(der).not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        if other != expires:
            raise SystemExit(f"two witnesses disagree on the end date: {expires} {other}")
    except ValueError:
        pass
    return one_line(subject), one_line(issuer), expires


def escaped(out):
    """Text in which bytes that are no UTF-8 stand as RFC 4514 has them."""
    return re.sub(r"\\x(..)", lambda byte: "\\" + byte[1].upper(), out.decode("utf-8", "backslashreplace"))


def one_line(rdns):
    """Most specific RDN first. The AVAs of one RDN keep their order; an unescaped ' + ' is OpenSSL's separator."""
    text = ", ".join(re.sub(r"(?<!\\) \+ ", "+", rdn) for rdn in reversed(rdns))
    return "".join(c if visible(c) else "".join(f"\\{b:02X}" for b in c.encode()) for c in text)


def visible(c):
    return not (c in "\u2028\u2029\ufeff\u200b\u200c\u200d\u200e\u200f\u061c\u2060" or "\u202a" <= c <= "\u202e"
                or "\u2066" <= c <= "\u2069" or "\x80" <= c <= "\x9f")


def is_ca(der):
    code, out, _ = run(OPENSSL, "x509", "-inform", "DER", "-noout", "-ext", "basicConstraints", stdin=der)
    return b"CA:TRUE" in out


def outline(der):
    cert = ax.Certificate.load(der)["tbs_certificate"]
    return cert["subject"].dump(), cert["issuer"].dump(), cert["serial_number"].native, spki_of(der)


def children(der):
    """(tlv, tag) of each child of the TLV der."""
    info = aparser.parse(der, strict=False)
    body = info[4]
    while body:
        size = len(body)
        part = aparser.parse(body, strict=False)
        length = len(part[3]) + len(part[4]) + len(part[5])
        yield body[:length], (part[0], part[2])
        body = body[length:]
        assert len(body) < size


def spki_of(der):
    """The SubjectPublicKeyInfo TLV, found by counting fields."""
    tbs = next(children(der))[0]
    fields = [tlv for tlv, tag in children(tbs) if tag != (2, 0)]
    return fields[5]


def comparable(spki):
    """The public key as parameters-and-bits that survive a change of encoding (EC compression, explicit curves, PSS)."""
    try:
        key = ser.load_der_public_key(spki)
        return key.public_bytes(ser.Encoding.DER, ser.PublicFormat.SubjectPublicKeyInfo)
    except Exception:
        return spki


# ---------------------------------------------------------------- facts of one input

class Facts:
    def __init__(self, form):
        self.format = form
        self.certs, self.keys = [], []          # keys: dict(shut=bool, spki=bytes|None, pub=bool)
        self.certs_shut = self.mac = False
        self.signer = None
        self.witness = []
        self.structure = None


PEM = re.compile(rb"-----BEGIN ([^-]+)-----[^\S\n]*\r?\n(.*?)-----END \1-----", re.S)


def pem_blocks(data):
    for found in PEM.finditer(data):
        label, body = found[1].decode(), found[2].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        headers = b""
        if b":" in body:
            headers, body = re.split(rb"\n\s*\n", body, maxsplit=1)
        try:
            decoded = base64.b64decode(b"".join(body.split()))
        except Exception:
            decoded = b""
        yield label, headers, decoded, found[0].replace(b"\r\n", b"\n").replace(b"\r", b"\n") + b"\n"


def read(data, password, options):
    if b"-----BEGIN " in data and options.get("as") in (None, "Pem"):
        facts = Facts("Pem")
        for label, headers, der, block in pem_blocks(data):
            if label in ("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"):
                info = aparser.parse(der, strict=False)
                first = next(children(der), (b"", None))
                if first[1] == (0, 6):  # a ContentInfo under the label of a certificate
                    inner = read_pkcs7(der)
                    facts.certs += inner.certs
                    facts.witness += inner.witness
                    continue
                facts.certs.append(der[:len(info[3]) + len(info[4]) + len(info[5])])
            elif label in ("PKCS7", "CMS", "PKCS #7 SIGNED DATA"):
                inner = read_pkcs7(der)
                facts.certs += inner.certs
                facts.signer = facts.signer or inner.signer
                facts.witness += inner.witness
            elif label == "PKCS12":
                inner = read_pkcs12(der, password, options)
                facts.certs += inner.certs
                facts.keys += inner.keys
                facts.certs_shut, facts.mac, facts.structure = inner.certs_shut, inner.mac, inner.structure
                facts.witness += inner.witness
            elif label.endswith("PRIVATE KEY"):
                shut = label == "ENCRYPTED PRIVATE KEY" or b"ENCRYPTED" in headers
                if label.startswith("OPENSSH"):
                    shut = der[15 + 4:15 + 8] != b"none"
                facts.keys.append(read_key(block, "PEM", label, shut, password, options))
                facts.witness.append(facts.keys[-1]["witness"])
        if facts.certs:
            try:
                count = len(x509.load_pem_x509_certificates(b"\n".join(
                    b for l, h, d, b in pem_blocks(data) if l == "CERTIFICATE")))
                facts.witness.append(f"{version('python3')}: load_pem_x509_certificates finds {count}")
            except ValueError:
                pass
        return facts
    form = options.get("as") or sniff(data)
    if form == "Certificate":
        facts = Facts(form)
        rest = data
        while rest[:1] == b"\x30":
            info = aparser.parse(rest, strict=False)
            length = len(info[3]) + len(info[4]) + len(info[5])
            facts.certs.append(rest[:length])
            rest = rest[length:]
        return facts
    if form == "Pkcs7":
        return read_pkcs7(data, options)
    if form == "Pkcs12":
        return read_pkcs12(data, password, options)
    if form == "JavaKeyStore":
        return read_java(data, password, options)
    facts = Facts("PrivateKey")
    facts.keys.append(read_key(data, "DER", "", sniff_shut(data), password, options))
    facts.witness.append(facts.keys[-1]["witness"])
    return facts


def sniff(der):
    """Which tool reads it."""
    if der[:15] == b"openssh-key-v1\0":
        return "PrivateKey"
    if der[:4] in JAVA_STORES:
        return "JavaKeyStore"
    kids = [tag for _, tag in children(der)]
    if kids[:2] == [(0, 2), (0, 16)] and len(kids) in (2, 3) and 0 <= der.find(bytes.fromhex("06092a864886f70d010701")) < 60:
        return "Pkcs12"
    for form, command in (("Certificate", ["x509", "-inform", "DER", "-noout"]),
                          ("Pkcs7", ["pkcs7", "-inform", "DER", "-noout"])):
        if run(OPENSSL, *command, stdin=der)[0] == 0:
            return form
    return "PrivateKey"


def sniff_shut(der):
    kids = list(children(der))
    return len(kids) == 2 and kids[0][1] == (0, 16) and kids[1][1] == (0, 4)


def read_key(data, inform, label, shut, password, options):
    key = dict(shut=shut, spki=None, pub=options.get("pubs") != "no", openssh="OPENSSH" in label, witness="")
    if options.get("spki"):
        _, key["spki"], _ = run(OPENSSL, "pkey", "-in", str(MATERIAL / (options["spki"] + ".key")), "-pubout", "-outform", "DER")
        # A GOST key, which only OpenSSL with an engine reads.
        key["spki"] = key["spki"] or ax.Certificate.load(material_der(options["spki"]))["tbs_certificate"]["subject_public_key_info"].dump()
        key["witness"] = options.get("witness", "")
        key["alg"] = algorithm(key["spki"])
    elif key["openssh"]:
        path = temp(data)
        os.chmod(path, 0o600)
        code, out, err = run("ssh-keygen", "-y", "-P", (password or "") if shut else "", "-f", path)
        os.unlink(path)
        if code:
            raise ValueError("ssh-keygen: " + err)
        key["spki"] = ser.load_ssh_public_key(out).public_bytes(ser.Encoding.DER, ser.PublicFormat.SubjectPublicKeyInfo)
        key["witness"] = f"{version('ssh-keygen')} ssh-keygen -y: {out.split()[0].decode()}, comment {b' '.join(out.split()[2:]).decode()!r}"
    else:
        path = temp(data)
        arguments = ["-passin", "pass:" + (password or "")] if shut else []
        code, out, err = run(OPENSSL, "pkey", *LEGACY, "-in", path, "-inform", inform, *arguments, "-pubout", "-outform", "DER")
        if code:
            load = ser.load_pem_private_key if inform == "PEM" else ser.load_der_private_key
            try:
                loaded = load(data, password.encode() if shut and password is not None else None)
                out = loaded.public_key().public_bytes(ser.Encoding.DER, ser.PublicFormat.SubjectPublicKeyInfo)
                key["witness"] = f"{version('python3')}: {type(loaded).__name__}"
            except Exception as problem:
                raise ValueError(f"no witness reads the key: openssl: {err.strip().splitlines()[-1:]}; python: {problem}")
        else:
            _, text, _ = run(OPENSSL, "pkey", "-pubin", "-inform", "DER", "-noout", "-text_pub", stdin=out)
            key["witness"] = f"{version(OPENSSL)}: {text.decode('utf-8', 'replace').splitlines()[0].rstrip(':')}"
        os.unlink(path)
        key["spki"] = out
    key.setdefault("alg", algorithm(key["spki"]))
    if key["alg"] in ("ed25519", "ed448", "x25519", "x448", "dsa", "dh") and "OPENSSH" not in label and label != "DSA PRIVATE KEY" \
            and options.get("pubs") != "yes":
        key["pub"] = False
    return key


NAMES = {"1.3.101.112": "ed25519", "1.3.101.113": "ed448", "1.3.101.110": "x25519", "1.3.101.111": "x448",
         "1.2.840.10040.4.1": "dsa", "1.2.840.113549.1.3.1": "dh", "1.2.840.10046.2.1": "dh", "1.2.840.10045.2.1": "ec"}


def algorithm(spki):
    first = next(children(spki))[0]
    kids = list(children(first))
    oid = core.ObjectIdentifier.load(kids[0][0]).dotted
    name = NAMES.get(oid, oid)
    if name == "ec":
        curve = core.ObjectIdentifier.load(kids[1][0]).dotted if kids[1][1] == (0, 6) else "explicit"
        name = "ec " + curve
    return name


DERIVABLE = ("ed25519", "ec 1.2.840.10045.3.1.7", "ec 1.3.132.0.34", "ec 1.3.132.0.35")


def read_pkcs7(data, options={}):
    facts = Facts("Pkcs7")
    if options.get("reader") == "none":
        facts.certs = [material_der(name) for name in options["certs"].split(",")]
        _, issuer, serial, _ = outline(material_der(options["signer"]))
        facts.signer = (issuer, serial)
        return facts
    path = temp(data)
    # -print_certs lists the certificates in file order.
    code, out, err = run(OPENSSL, "pkcs7", "-inform", "DER", "-in", path, "-print_certs")
    tool = version(OPENSSL) + " pkcs7"
    if code or b"BEGIN" not in out:
        code, out, err = run(OPENSSL, "cms", "-cmsout", "-inform", "DER", "-in", path, "-outform", "PEM", "-certsout", "/dev/stdout", "-noout")
        tool = version(OPENSSL) + " cms -certsout"
    if code or b"BEGIN CERT" not in out:
        code, out, err = run("certtool", "--p7-info", "--inder", "--infile", path)
        tool = version("certtool")
    if b"BEGIN CERT" not in out:
        # Outlines that no tool reads whole: every certificate TLV inside, in order, each judged by openssl.
        out = b"".join(run(OPENSSL, "x509", "-inform", "DER", stdin=der)[1] for der in search(data))
        tool = version(OPENSSL) + " x509, on each certificate cut out of the container"
    facts.certs = [d for l, h, d, b in pem_blocks(out) if l == "CERTIFICATE"]
    facts.witness.append(f"{tool}: {len(facts.certs)} certificates")
    code, again, _ = run(OPENSSL, "cms", "-cmsout", "-inform", "DER", "-in", path, "-outform", "DER")
    if code:
        code, again, _ = run(OPENSSL, "pkcs7", "-inform", "DER", "-in", path, "-outform", "DER")
    try:
        signers = cms.ContentInfo.load(again)["content"]["signer_infos"]
        if len(signers):
            sid = signers[0]["sid"].chosen
            facts.signer = (sid["issuer"].dump(), sid["serial_number"].native) if isinstance(sid, cms.IssuerAndSerialNumber) else sid.native
    except Exception:
        pass
    os.unlink(path)
    for der in facts.certs:
        if der not in data:
            raise SystemExit("a certificate of the container is not there byte for byte")
    return facts


def search(data):
    """Certificate TLVs inside, in order (openssl is asked about each SEQUENCE of SEQUENCE)."""
    at = 0
    while (at := data.find(b"\x30\x82", at)) >= 0:
        length = 4 + int.from_bytes(data[at + 2:at + 4], "big")
        piece = data[at:at + length]
        if len(piece) == length and piece[4:6] == b"\x30\x82" and run(OPENSSL, "x509", "-inform", "DER", "-noout", stdin=piece)[0] == 0:
            yield piece
            at += length
        else:
            at += 1


def read_pkcs12(data, password, options):
    facts = Facts("Pkcs12")
    path = temp(data)
    shown = password if password is not None else ""
    reader = options.get("reader", "openssl")
    structure = ""
    if reader == "openssl":
        more = ["-nomacver"] if options.get("integrity") or options.get("unchecked") else []
        nokeys = int(options.get("nokeys", 0))
        if nokeys:
            more.append("-nokeys")
        code, out, err = run(OPENSSL, "pkcs12", *LEGACY, "-in", path, "-passin", "pass:" + shown, "-nodes", "-info", *more)
        facts.keys += [dict(shut=True, forever=True, spki=None, pub=False, openssh=False, alg="?", witness="")] * nokeys
        structure = err
        if code:
            raise ValueError("openssl pkcs12: " + " ".join(err.split())[-300:])
        facts.witness.append(version(OPENSSL) + " pkcs12 -info: " + "; ".join(
            l.strip() for l in re.sub(r"Bag Value: (?=PKCS7)", "", structure).splitlines() if re.match(r"(MAC|PKCS7|Shrouded|Keybag|Key bag|Certificate bag|CRL|Secret|Safe)", l.strip())))
        facts.mac = "MAC:" in structure or "MAC length" in structure
        part = None
        for line in structure.splitlines():
            if "PKCS7 Encrypted data" in line:  # may stand behind what a secret bag prints
                part = True
            elif line.startswith("PKCS7 Data"):
                part = False
            elif line.startswith("Certificate bag") and part:
                facts.certs_shut = True
        bags = [l for l in structure.splitlines() if re.match(r"\s*(Shrouded Keybag|Key ?bag)", l, re.I)]
        shut = [b.strip().startswith("Shrouded") for b in bags]
    elif reader == "certtool":
        code, out, err = run("certtool", "--p12-info", "--inder", "--infile", path,
                             *(["--null-password"] if password is None else ["--password", password]))
        if code:
            raise ValueError("certtool: " + err[-300:])
        text = (out.decode("utf-8", "replace") + "\n" + err).splitlines()
        facts.witness.append(version("certtool") + ": " + "; ".join(
            l.strip() for l in text if re.match(r"\s*(BAG|Type|Certificate count|MAC|Iteration|Hash|Cipher|Schema|Elements)", l.strip())))
        facts.mac = not options.get("nomac")
        facts.certs_shut = options.get("certs_clear") != "yes"
        shut = None
        # Encrypted key bags are shown encrypted or in clear, in order; openssl reads the clear ones.
    elif reader == "none":
        out, shut = b"", None
        facts.mac, facts.certs_shut = not options.get("nokeys"), options.get("certs_clear") != "yes"
        # With nokeys, no passphrase opens the key.
        facts.keys.append(dict(shut=True, forever=True, spki=None, pub=False, openssh=False, alg="?", witness="") if options.get("nokeys")
                          else read_key(b"", "", "", True, password, options))
    else:
        key, cert, more = pkcs12.load_key_and_certificates(data, password.encode() if password is not None else None)
        out = b"".join(c.public_bytes(ser.Encoding.PEM) for c in ([cert] if cert else []) + list(more))
        if key:
            out += key.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, ser.NoEncryption())
        facts.witness.append(f"{version('python3')}: {1 if cert else 0} + {len(more)} certificates, key {type(key).__name__}")
        facts.mac, facts.certs_shut, shut = not options.get("nomac"), options.get("certs_clear") != "yes", None
    facts.structure = structure
    os.unlink(path)
    number = 0
    for label, headers, der, block in pem_blocks(out):
        if label in ("CERTIFICATE", "TRUSTED CERTIFICATE"):
            facts.certs.append(der)
        elif label.endswith("PRIVATE KEY"):
            if label.startswith("ENCRYPTED"):
                key = read_key(block, "PEM", label, True, password, options)
            else:
                key = read_key(block, "PEM", label, False, password, options)
                key["shut"] = shut[number] if shut else options.get("keys_clear") != "yes"
            facts.keys.append(key)
            number += 1
    if options.get("certs"):
        facts.certs = [material_der(n) for n in options["certs"].split(",")]
    return facts


JAVA_STORES = {b"\xfe\xed\xfe\xed": "JKS", b"\xce\xce\xce\xce": "JCEKS"}


def read_java(data, password, options):
    """keytool verifies the digest, lists the certificates and decrypts each key; positions in the file give the order."""
    facts = Facts("JavaKeyStore")
    facts.mac = True
    path, kind = temp(data), JAVA_STORES[data[:4]]
    store = ["-storetype", kind, "-keystore", path, "-storepass", options.get("integrity", password)]
    code, out, err = run("keytool", "-list", "-rfc", *store)
    if code:
        raise ValueError("keytool: " + out.decode("utf-8", "replace")[-300:])
    text = out.decode("utf-8")
    entries = re.findall(r"Alias name: (.*)\nCreation date: .*\nEntry type: (\w+)", text)
    facts.witness.append(f"{version('keytool')} keytool -list: " + (", ".join(f"{alias!r} {entry}" for alias, entry in entries) or "no entries"))
    found = [d for l, h, d, b in pem_blocks(out) if l == "CERTIFICATE"]
    places = sorted((at.start(), der) for der in set(found) for at in re.finditer(re.escape(der), data))
    facts.certs = [der for _, der in places]
    if sorted(facts.certs) != sorted(found):
        raise SystemExit("other certificates than keytool lists")
    for alias, entry in sorted(entries, key=lambda one: data.find(one[0].encode("utf-8", "surrogatepass"))):
        if entry != "PrivateKeyEntry":
            continue
        if options.get("spki"):
            facts.keys.append(read_key(b"", "", "", True, password, options))
            continue
        p12 = path + ".p12"
        code, out, _ = run("keytool", "-importkeystore", "-noprompt", "-srcstoretype", kind, "-srckeystore", path, "-srcstorepass",
                           options.get("integrity", password), "-srcalias", alias, "-srckeypass", password,
                           "-destkeystore", p12, "-deststoretype", "PKCS12", "-deststorepass", "sourcepass", "-destkeypass", "sourcepass")
        if code and options.get("nokeys"):
            facts.keys.append(dict(shut=True, forever=True, spki=None, pub=False, openssh=False, alg="?", witness=""))
            continue
        code, out, err = run(OPENSSL, "pkcs12", "-in", p12, "-passin", "pass:sourcepass", "-nodes", "-nocerts")
        os.unlink(p12)
        if code:
            raise ValueError("keytool does not open the key: " + err[-300:])
        for label, headers, der, block in pem_blocks(out):
            key = read_key(block, "PEM", label, False, None, options)
            key["shut"] = True
            facts.keys.append(key)
            facts.witness.append("its key: " + key["witness"])
    os.unlink(path)
    return facts


def material_der(name):
    return run(OPENSSL, "x509", "-in", str(MATERIAL / (name + ".pem")), "-outform", "DER")[1]


def on_lines(data):
    """A traditional key whose lines were joined, with or without a blank."""
    begin, info, iv, body, end = re.match(rb"(-----BEGIN [^-]*-----)(.*?DEK-Info: [^,]*,)([0-9A-F]{32}) ?(.*)(-----END .*)", data.strip()).groups()
    return begin + b"\n" + info.strip().replace(b"ENCRYPTED ", b"ENCRYPTED").replace(b"DEK", b"\nDEK") + iv + b"\n\n" + body.strip().replace(b" ", b"\n") + b"\n" + end + b"\n"


PEEL = {"lines": on_lines, 
    "base64": lambda d: base64.b64decode(d),
    "utf16": lambda d: d.decode("utf-16").encode(),
    "hex": lambda d: bytes.fromhex(d.decode()),
    "trim": lambda d: trim(d),
}


def trim(data):
    info = aparser.parse(data, strict=False)
    return data[:len(info[3]) + len(info[4]) + len(info[5])]


# ---------------------------------------------------------------- the answer

def leaf_of(certs, known, signer):
    """As the design defines it: key match, first signer, first non-CA that issued no other, first."""
    distinct = list(dict.fromkeys(certs))
    pubs = {der: comparable(spki_of(der)) for der in distinct} if known else {}
    for spki in known:
        for der in distinct:
            if pubs[der] == spki:
                return der
    if signer is not None:
        for der in distinct:
            subject, issuer, serial, _ = outline(der)
            ski = None
            try:
                ski = ax.Certificate.load(der).key_identifier
            except Exception:
                pass
            if (issuer, serial) == signer or (ski is not None and ski == signer):
                return der
    if len(distinct) == 1:
        return distinct[0]
    issuers = {}
    for der in distinct:
        issuers.setdefault(names(der)[1], set()).add(der)
    for der in distinct:
        if issuers.get(names(der)[0], set()) - {der}:
            continue
        if not is_ca(der):
            return der
    return distinct[0]


def names(der):
    tbs = next(children(der))[0]
    fields = [tlv for tlv, tag in children(tbs) if tag != (2, 0)]
    return fields[4], fields[2]


def answer(facts, opened, options):
    """The `ok` part of a sidecar; opened = was the passphrase right (or nothing shut)."""
    keys, known, doubt, derived = [], [], False, False
    for key in facts.keys:
        state = "clear" if not key["shut"] else "decrypted" if opened and not key.get("forever") else "locked"
        keys.append(state)
        visible_half = key["openssh"] or (state != "locked" and key["pub"])
        if visible_half:
            known.append(comparable(key["spki"]))
        elif state != "locked" and key["alg"] in DERIVABLE:
            known.append(comparable(key["spki"]))
            derived = True
        else:
            doubt = True
    certs = facts.certs
    pubs = {comparable(spki_of(der)) for der in dict.fromkeys(certs)} if known else set()
    if not certs:
        match = "no_certificate"
    elif not keys:
        match = "no_key"
    elif any(spki in pubs for spki in known):
        match = "matches"
    else:
        match = "unknown" if doubt else "mismatch"
    out = {"result": "ok", "format": facts.format}
    if certs:
        # An entry of a Java key store holds the key and its chain, so a locked key names its certificate too.
        named = [comparable(key["spki"]) for key in facts.keys if key["spki"]] if facts.format == "JavaKeyStore" else known
        leaf = leaf_of(certs, named, facts.signer)
        out["subject"], out["issuer"], out["expires_at"] = describe(leaf)
        if derived and leaf_of(certs, [], facts.signer) != leaf:
            print("leaf depends on public-key-derivation")
    else:
        out["subject"] = out["issuer"] = out["expires_at"] = None
    integrity = "none" if not facts.mac else "unchecked" if options.get("unchecked") or not opened else "verified"
    out |= {"has_private_key": bool(keys), "certificates": [hashlib.sha256(c).hexdigest() for c in certs],
            "private_keys": len(keys), "key_match": match, "key_states": keys, "integrity": integrity}
    if derived and match == "matches":
        out["key_match_underived"] = "unknown"
    return out


def refused(kind, mentions=()):
    return {"result": "refused", "kind": kind} | ({"mentions": [m for m in mentions if m]} if any(mentions) else {})


def sidecar(path, command, options, extra):
    data = (HERE / path).read_bytes()
    shared = {}
    if options.get("type"):
        shared["certificate_type"] = options["type"]
    if options.get("feature"):
        shared["feature"] = options["feature"]
    if options.get("mac_feature"):  # without the feature it is read all the same, the MAC unchecked
        shared["feature"], shared["integrity_without_feature"] = options["mac_feature"], "unchecked"
    made = f"{version(maker(command))}: {shown(command, path)}"
    if options.get("kind"):
        shared |= refused(options["kind"], options.get("mentions", "").split("|"))
        if options.get("with"):
            shared["private_key"] = options["with"]
        shared["witness"] = options.get("witness") or why_not(data, options)
        shared["made_by"] = made
        if "right" in options:
            shared["passphrase"] = options["right"]
        cases = [dict(c) for c in extra]
        if cases:
            return {"cases": [{}] + [settle(c) for c in cases], **shared} if "right" not in options else \
                   {"cases": [{}] + [settle(c) for c in cases], **shared}
        return shared
    right = options.get("right")
    peel = options.get("peel")
    raw = PEEL[peel](data) if peel else data
    if path.startswith("pkcs7/") and b"-----BEGIN" not in raw:
        options.setdefault("as", "Pkcs7")
    facts = read(raw, right, options)
    second = None
    if options.get("with"):
        shared["private_key"] = options["with"]
        second = read((HERE / options["with"]).read_bytes(), right, {k: v for k, v in options.items() if k in ("pubs",)})
        facts.keys += second.keys
    witness = list(dict.fromkeys(w for w in facts.witness if w))
    shut = facts.certs_shut or any(k["shut"] for k in facts.keys)
    anything = shut or facts.mac
    if options.get("integrity"):
        cases = [{"passphrase": right, "integrity_passphrase": options["integrity"], **answer(facts, True, options)},
                 {"passphrase": right, **refused("IncorrectPassphrase")},
                 {"passphrase": options["integrity"], **only_integrity(facts, options)},
                 {"passphrase": WRONG, "integrity_passphrase": options["integrity"], **refused("IncorrectPassphrase")},
                 {**(refused("PassphraseRequired") if facts.certs_shut else answer(facts, False, options))}]
    elif "unsupported" in options:
        mentions = options["unsupported"].split("|")
        cases = [{"passphrase": right, **refused("Unsupported", mentions)},
                 {**(refused("Unsupported", mentions) if facts.certs_shut else answer(facts, False, options))}]
    elif right is not None or options.get("null"):
        cases = [{"passphrase": right, **answer(facts, True, options)}] if right is not None else []
        for also in [options["also"]] if options.get("also") else []:
            cases.append({"passphrase": also, **answer(facts, True, options)})
        if right == "" or options.get("null"):
            # A MAC under "no password", which everybody knows, proves nothing.
            for key in facts.keys:
                key["forever"] = options.get("dear") == "key"
            unasked = answer(facts, True, options | ({"unchecked": "yes"} if facts.mac else {}))
            cases.append(refused("PassphraseRequired") if options.get("dear") == "certificates" else unasked)
        elif facts.certs_shut:
            cases.append(refused("PassphraseRequired"))
        else:
            cases.append(answer(facts, not shut and not facts.mac, options))
        if anything and not (options.get("unchecked") and not shut):
            cases.append({"passphrase": WRONG, **refused("IncorrectPassphrase")})
        else:
            cases.append({"passphrase": WRONG, **answer(facts, True, options)})
    else:
        if anything and not options.get("nokeys"):
            raise ValueError("something is shut in it and no passphrase was recorded")
        cases = [answer(facts, True, options)]
    base = {k: v for k, v in cases[0].items() if k != "passphrase"}
    for case in extra:
        if case.get("kind"):
            cases.append(settle(case))
            continue
        more = read(raw, case.get("passphrase", right), options)
        if case.get("private_key"):
            second = read((HERE / case["private_key"]).read_bytes(), case.get("passphrase"), {"pubs": case.pop("pubs", "")})
            more.keys += second.keys
        opened = not (more.mac or more.certs_shut or any(k["shut"] for k in more.keys)) or case.get("passphrase") is not None
        cases.append(case | answer(more, opened, options))
    first = describe_all(facts)
    shared["witness"] = "; ".join(filter(None, [options.get("witness"), first] + [w for w in witness if w != options.get("witness")]))
    shared["made_by"] = made
    shared["witness"] = "".join(c if visible(c) else " " for c in shared["witness"][:1500])
    if len(cases) == 1:
        return cases[0] | shared
    common = {k: v for k, v in cases[0].items() if all(k in c and c[k] == v for c in cases)}
    return {"cases": [{k: v for k, v in c.items() if k not in common} for c in cases]} | common | shared


def only_integrity(facts, options):
    """With the passphrase of the MAC alone: a Java key store has its certificates in clear and its keys under their own."""
    if facts.format != "JavaKeyStore":
        return refused("IncorrectPassphrase")
    shut = Facts(facts.format)
    shut.certs, shut.mac, shut.keys = facts.certs, True, [{**key, "forever": True} for key in facts.keys]
    return answer(shut, True, options)


def settle(case):
    case = dict(case)
    kind = case.pop("kind")
    mentions = case.pop("mentions", [])
    return case | refused(kind, mentions)


def describe_all(facts):
    if not facts.certs:
        return ""
    _, out, _ = run(OPENSSL, "x509", "-inform", "DER", "-noout", "-subject", "-nameopt", "utf8,esc_ctrl,sep_comma_plus_space,sname", stdin=facts.certs[0])
    if not out:
        return ""
    count = len(facts.certs)
    return f"{version(OPENSSL)} x509: {out.decode('utf-8', 'replace').strip()}, {count} certificate{'s' if count > 1 else ''}"


def why_not(data, options):
    """What OpenSSL says of a file that is refused."""
    path = temp(data)
    _, out, err = run(OPENSSL, "storeutl", *LEGACY, "-noout", *(["-passin", "pass:" + options["right"]] if "right" in options else []), path, stdin=b"")
    os.unlink(path)
    err = err.replace(path, "FILE")
    lines = [re.sub(r"^[0-9A-F]{8,}:", "", l) for l in err.strip().splitlines() if l.strip()]
    total = out.decode("utf-8", "replace").strip().splitlines()
    return f"{version(OPENSSL)} storeutl: " + " / ".join((total + lines)[:3])[:300]


def maker(command):
    if "signed-and-enveloped.c" in command:
        return "openssl"
    if "TOOLS/Bouncy" in command:
        return "bouncycastle"
    library = re.search(r"; : (node-forge|pkijs|wolfssl)$", command)
    if library:
        return library[1]
    for word in re.findall(r"[A-Za-z0-9_.-]+", command):
        if word in ("openssl", "openssl35", "certtool", "keytool", "java", "ssh-keygen", "puttygen", "gpg", "easyrsa", "cert2spc",
                    "makecert", "pk12util", "certutil", "cmsutil", "osslsigncode", "python3", "botan"):
            return word
    if "cert x" in command:
        return "openssl35"
    return "ca-certificates" if "ca-certificates" in command else "bash"


def shown(command, path):
    text = command.replace("$OUT", Path(path).name).replace('"$P"', "'correct horse 7F'").replace("$TOOLS/", "tools/")
    for name in ("P2", "PU", "PE", "P"):
        text = text.replace(f"${name}", os.environ[name])
    return " ".join(text.split())


def main():
    records = Path(sys.argv[1]).read_bytes().decode().split("\x1e")
    bad = 0

    def one(record):
        path, command, *rest = record.split("\x1f")
        options, extra = {}, []
        for item in rest:
            key, value = item.split("=", 1)
            if key == "case":
                extra.append(json.loads(value))
            else:
                options[key] = value
        try:
            result = sidecar(path, command, options, extra)
        except Exception as problem:
            if os.environ.get("TRACE"):
                import traceback
                traceback.print_exc()
            return f"{path}: {type(problem).__name__} {problem}"
        (HERE / (path + ".expect")).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")

    with ThreadPoolExecutor(2) as pool:
        for problem in pool.map(one, [r for r in records if r]):
            if problem:
                bad += 1
                print(problem, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
