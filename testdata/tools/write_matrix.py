#!/usr/bin/env python3
"""Gives the files of testdata/written, which this crate wrote, to other readers.

Usage: write_matrix.py            prints the table of testdata/README.md
       write_matrix.py --check    also fails if a result is another one than KNOWN says

Each reader must find the same certificates, the same private keys and, where it shows them, the same
friendly names. A reader that is not there is left out, with the reason on standard error.
OPENSSL35 names an OpenSSL 3.5 or later (openssl35.sh gets one); GO_PKCS12 a GOPATH that has software.sslmate.com/src/go-pkcs12
(default: that of Debian's package golang-sslmate-src-go-pkcs12-dev).
"""
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTDATA = Path(__file__).resolve().parent.parent
WRITTEN = TESTDATA / "written"
TOOLS = TESTDATA / "tools"
PASSPHRASE, NON_ASCII = "correct horse 7F", "Grüße \U0001f511 証明書"
WORK = Path(tempfile.mkdtemp())

# (reader, what is in the name of a file) -> why it does not read that. An unexpected success fails too.
KNOWN = {
    ("openssl 3.0", "pbmac1"): "no PBMAC1",
    ("java", "pbmac1"): "no PBMAC1",
    ("certtool", "pbmac1"): "no PBMAC1",
    ("nss", "pbmac1"): "no PBMAC1",
    ("go", "pbmac1"): "no PBMAC1",
    ("java", "non-ascii"): "ASCII only",
    ("java", "no-passphrase-identity"): "no clear keys",
    ("java", "no-passphrase-two"): "no clear keys",
    ("java", "no-passphrase-key"): "no clear keys",
    ("java", "no-passphrase-ed25519"): "no clear keys",
    ("java", "scrypt"): "no scrypt",
    ("certtool", "no-passphrase"): "needs a MAC",
    ("certtool", "scrypt"): "no scrypt",
    ("nss", "ed25519"): "no Ed25519",
    ("nss", "key-only"): "needs a certificate",
    ("nss", "no-passphrase"): "needs a MAC",
    ("python", "two-identities"): "one identity",
    ("go", "two-identities"): "one identity",
    ("go", "key-only"): "needs a certificate",
    ("go", "non-ascii"): "UCS-2 only",
    ("go", "no-passphrase"): "needs a MAC",
}


class NotRead(Exception):
    pass


def run(*command, binary=False, **options):
    done = subprocess.run([str(one) for one in command], capture_output=True, timeout=120, **options)
    if done.returncode != 0:
        text = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise NotRead(text.splitlines()[0] if text else f"exit code {done.returncode}")
    return done.stdout if binary else done.stdout.decode(errors="replace")


def blocks(text, label):
    """The DER of every block with this label."""
    found = re.findall(f"-----BEGIN {label}-----(.*?)-----END {label}-----", text, re.S)
    return [base64.b64decode(body) for body in found]


def public(pkcs8):
    """The SubjectPublicKeyInfo of a private key, by which keys are compared."""
    return run("openssl", "pkey", "-inform", "DER", "-pubout", "-outform", "DER", input=pkcs8, binary=True)


def answer(certificates, keys, names):
    digest = lambda der: hashlib.sha256(der).hexdigest()
    return {
        "certificates": {digest(der) for der in certificates},
        "keys": None if keys is None else {digest(public(key)) for key in keys},
        # Without regard to case, as in Java.
        "names": None if names is None else {name.lower() for name in names},
    }


def source(name):
    text = (TESTDATA / name).read_text()
    return blocks(text, "CERTIFICATE"), blocks(text, "PRIVATE KEY")


def expected(file):
    """What is in a file, from the inputs of tests/write.rs."""
    (server, key), (example, example_key) = source("pem/leaf-chain-key.pem"), source("pem/example-certificate-and-key.pem")
    ed25519 = source("pem/certificate-and-ed25519-key.pem")
    what = re.sub("^(modern|pbmac1|legacy|no-passphrase)-", "", file.stem)
    root, other = (source(f"tools/material/{name}.pem")[0] for name in ("root", "other"))
    if file.suffix == ".p12":
        return {
            "java-store": lambda: answer(server + root + other, key, {"leaf", "root", "other"}),
            "own-twice": lambda: answer(server, key, {"server", "copy"}),
            "identity": lambda: answer(server, key, {"server"}),
            "two-identities": lambda: answer(server + example, key + example_key, {"server", "Grüße \U0001f511"}),
            "trusted": lambda: answer(server[1:], [], {"intermediate", "root"}),
            "key-only": lambda: answer([], key, {"server"}),
            "ed25519": lambda: answer(ed25519[0][:1], ed25519[1], {"ed25519"}),
            "non-ascii": lambda: answer(server, key, set()),
        }[what]()
    if file.stem == "chain":
        return answer(server, [], set())
    return answer([], key if what.startswith("p256") else example_key, set())


def passphrase(file):
    if file.stem.startswith("no-passphrase") or file.stem == "chain":
        return None
    return NON_ASCII if "non-ascii" in file.stem else PASSPHRASE


# The readers: each takes a file and returns what it found, or raises NotRead.

def openssl(program):
    def read(file):
        word = passphrase(file)
        given = ["-passin", f"pass:{word or ''}"]
        if file.suffix == ".p12":
            legacy = ["-legacy"] if file.stem.startswith("legacy") else []
            mac = ["-nomacver"] if word is None else []
            text = run(program, "pkcs12", "-in", file, *given, "-nodes", *legacy, *mac)
            names = re.findall(r"^ +friendlyName: (.*)$", text, re.M)
            found = answer(blocks(text, "CERTIFICATE"), blocks(text, "PRIVATE KEY"), names)
            found["ASCII names"] = True
            return found
        if file.stem == "chain":
            form = "DER" if file.suffix == ".p7b" else "PEM"
            text = run(program, "pkcs7", "-in", file, "-inform", form, "-print_certs")
            return answer(blocks(text, "CERTIFICATE"), [], [])
        form = "DER" if file.suffix == ".der" else "PEM"
        key = run(program, "pkcs8", "-in", file, "-inform", form, *given, "-outform", "DER", binary=True)
        return answer([], [key], [])

    return read


def java(file):
    """Java's own classes, which keytool uses: tools/WriteMatrix.java."""
    text = run("java", TOOLS / "WriteMatrix.java", file, *([passphrase(file)] if passphrase(file) else []))
    lines = [line.split(" ", 1) for line in text.splitlines()]
    of = lambda kind: [value for word, value in lines if word == kind]
    decode = lambda values: [base64.b64decode(value) for value in values]
    names = [name.decode() for name in decode(of("name"))]
    return answer(decode(of("certificate")), decode(of("key")), names)


def certtool(file):
    word = passphrase(file)
    form = ["--inder"] if file.suffix in (".p12", ".p7b", ".der") else []
    given = ["--password", word] if word is not None else ["--null-password"]
    if file.suffix == ".p12":
        text = run("certtool", "--p12-info", *form, "--infile", file, *given)
        names = re.findall(r"^\tFriendly name: (.*)$", text, re.M)
        # It shows them as they are in the file.
        keys = [
            run("openssl", "pkcs8", "-inform", "DER", "-passin", f"pass:{word}", "-outform", "DER",
                *(["-provider", "legacy", "-provider", "default"]), input=key, binary=True)
            for key in blocks(text, "ENCRYPTED PRIVATE KEY")
        ]
        return answer(blocks(text, "CERTIFICATE"), keys, names)
    if file.stem == "chain":
        text = run("certtool", "--p7-info", *form, "--infile", file)
        return answer(blocks(text, "CERTIFICATE"), [], [])
    text = run("certtool", "--key-info", *form, "--infile", file, *given)
    found = answer([], [], [])
    found["keys"] = set(re.findall(r"^\tsha256:(\w+)$", text, re.M))
    return found


def nss(file):
    """Imports into a new database, which fails without the MAC. Keys leave it encrypted only."""
    if file.suffix != ".p12":
        raise NotImplementedError
    folder = WORK / f"nss-{file.name}"
    folder.mkdir()
    database = ["-d", f"sql:{folder}"]
    run("certutil", "-N", *database, "--empty-password")
    run("pk12util", "-i", file, *database, "-W", passphrase(file) or "")
    listed = run("certutil", "-L", *database)
    names = re.findall(r"^(.*\S) +\w*,\w*,\w* *$", listed, re.M)
    certificates = [run("certutil", "-L", *database, "-n", name, "-r", binary=True) for name in names]
    keys = run("certutil", "-K", *database) if "no keys found" not in quiet("certutil", "-K", *database) else ""
    found = answer(certificates, None, None)
    found["key count"] = len(re.findall(r"^<", keys, re.M))
    return found


def quiet(*command):
    done = subprocess.run(command, capture_output=True)
    return (done.stdout + done.stderr).decode(errors="replace")


def python(file):
    from cryptography.hazmat.primitives.serialization import (
        Encoding, NoEncryption, PrivateFormat, load_der_private_key, load_pem_private_key, pkcs7, pkcs12)
    word = passphrase(file)
    given = None if word is None else word.encode()
    der = lambda certificate: certificate.public_bytes(Encoding.DER)
    pkcs8 = lambda key: key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    try:
        if file.suffix == ".p12":
            found = pkcs12.load_pkcs12(file.read_bytes(), given)
            all = [one for one in [found.cert, *found.additional_certs] if one]
            names = [one.friendly_name.decode() for one in all if one.friendly_name] if all else None
            return answer([der(one.certificate) for one in all], [pkcs8(found.key)] if found.key else [], names)
        if file.stem == "chain":
            load = pkcs7.load_der_pkcs7_certificates if file.suffix == ".p7b" else pkcs7.load_pem_pkcs7_certificates
            return answer([der(one) for one in load(file.read_bytes())], [], [])
        load = load_der_private_key if file.suffix == ".der" else load_pem_private_key
        return answer([], [pkcs8(load(file.read_bytes(), given))], [])
    except (ValueError, TypeError) as error:
        raise NotRead(str(error)) from error


def go(file):
    """go-pkcs12 decodes one identity, or a trust store."""
    if file.suffix != ".p12":
        raise NotImplementedError
    text = run(WORK / "go-reader", file, passphrase(file) or "", "trust" if "trusted" in file.stem else "chain")
    return answer(blocks(text, "CERTIFICATE"), blocks(text, "PRIVATE KEY"), None)


GO_READER = r"""
package main

import ("crypto/x509"; "encoding/pem"; "fmt"; "os"; "software.sslmate.com/src/go-pkcs12")

func check(err error) { if err != nil { fmt.Fprintln(os.Stderr, err); os.Exit(1) } }

func show(label string, der []byte) { check(pem.Encode(os.Stdout, &pem.Block{Type: label, Bytes: der})) }

func main() {
	data, err := os.ReadFile(os.Args[1])
	check(err)
	if os.Args[3] == "trust" {
		all, err := pkcs12.DecodeTrustStore(data, os.Args[2])
		check(err)
		for _, one := range all { show("CERTIFICATE", one.Raw) }
		return
	}
	key, leaf, others, err := pkcs12.DecodeChain(data, os.Args[2])
	check(err)
	show("CERTIFICATE", leaf.Raw)
	for _, one := range others { show("CERTIFICATE", one.Raw) }
	der, err := x509.MarshalPKCS8PrivateKey(key)
	check(err)
	show("PRIVATE KEY", der)
}
"""


def go_reader():
    if not shutil.which("go"):
        return "no go"
    gopath = os.environ.get("GO_PKCS12", "/usr/share/gocode")
    if not Path(gopath, "src/software.sslmate.com/src/go-pkcs12").is_dir():
        return "no go-pkcs12"
    (WORK / "main.go").write_text(GO_READER)
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": gopath, "GOCACHE": str(WORK / "go-cache")}
    try:
        run("go", "build", "-o", WORK / "go-reader", WORK / "main.go", env=environment)
    except NotRead as error:
        return str(error)
    return None


def readers():
    """(name, version, function) of the readers that are there."""
    def version(*command):
        return re.search(r"\d+(\.\d+)+", quiet(*command)).group()

    missing = {}
    if shutil.which("openssl"):
        number = version("openssl", "version")
        yield "openssl " + ".".join(number.split(".")[:2]), number, openssl("openssl")
    else:
        missing["openssl"] = "not installed, and keys cannot be compared without"
    newer = os.environ.get("OPENSSL35") or shutil.which("openssl35")
    if newer:
        yield "openssl 3.5", version(newer, "version"), openssl(newer)
    else:
        missing["openssl 3.5"] = "OPENSSL35 is not set"
    for name, program, arguments, read in [
        ("java", "java", ["-version"], java),
        ("certtool", "certtool", ["--version"], certtool),
    ]:
        if shutil.which(program):
            yield name, version(program, *arguments), read
        else:
            missing[name] = "not installed"
    if shutil.which("pk12util"):
        package = quiet("dpkg-query", "-W", "-f", "${Version}", "libnss3-tools")
        yield "nss", (re.search(r"\d+\.\d+", package) or re.search("", "")).group(), nss
    else:
        missing["nss"] = "pk12util is not installed"
    try:
        import cryptography
        yield "python", cryptography.__version__, python
    except ImportError:
        missing["python"] = "cryptography is not installed"
    reason = go_reader()
    if reason:
        missing["go"] = reason
    else:
        package = quiet("dpkg-query", "-W", "-f", "${Version}", "golang-sslmate-src-go-pkcs12-dev")
        yield "go", (re.search(r"git\d+", package) or re.search("", "")).group(), go
    for name, reason in missing.items():
        print(f"skipped: {name}: {reason}", file=sys.stderr)


def difference(found, wanted):
    """What a reader found otherwise, in words; None if nothing."""
    for part in ("certificates", "keys", "names"):
        own, other = found[part], wanted[part]
        if part == "names" and "ASCII names" in found:
            # OpenSSL shows the low half of each character.
            own, other = ({name for name in names if name.isascii()} for names in (own, other))
        if own is not None and own != other:
            return f"other {part}"
    if "key count" in found and found["key count"] != len(wanted["keys"]):
        return "other keys"
    return None


def cell(read, file):
    try:
        return difference(read(file), expected(file)) or "yes"
    except NotImplementedError:
        return ""
    except NotRead as error:
        return f"no: {error}"


def known(name, file):
    reasons = [why for (reader, part), why in KNOWN.items() if reader == name and part in file.stem]
    return reasons[0] if reasons else None


def main():
    check = "--check" in sys.argv
    columns = list(readers())
    print("| |" + "|".join(f"{name.split(' ')[0]} {number}" for name, number, _ in columns) + "|")
    print("|---|" + "---|" * len(columns))
    wrong = []
    for file in sorted(WRITTEN.iterdir()):
        cells = []
        for name, _, read in columns:
            said, why = cell(read, file), known(name, file)
            if said and (said != "yes") != bool(why):
                wrong.append(f"{name}, {file.name}: {said}")
            cells.append(why if said != "yes" and why else said)
        print(f"|`{file.name}`|" + "|".join(cells) + "|")
    shutil.rmtree(WORK)
    if wrong:
        print("\n".join(["", f"{len(wrong)} unexpected:", *wrong]), file=sys.stderr)
    sys.exit(1 if check and wrong else 0)


main()
