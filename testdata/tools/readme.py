#!/usr/bin/env python3
"""Writes README.md: the provenance lines and the matrices, from the sidecars."""
import json, re, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FOLDERS = ["certificate", "pem", "pkcs7", "pkcs12", "java-keystore", "key", "text", "reject"]
INTRO = (HERE / "tools" / "README.head.md").read_text()


PRODUCERS = {"openssl3": "OpenSSL 3.0", "openssl35": "OpenSSL 3.5", "openssl102": "as OpenSSL 1.0.2", "openssl": "OpenSSL 3.0", "gnutls": "GnuTLS",
             "certtool": "GnuTLS", "nss": "NSS", "keytool17": "Java 17", "java": "Java 17", "python": "Python", "bouncycastle": "Bouncy Castle", "nodeforge": "node-forge", "pkijs": "PKI.js", "wolfssl": "wolfSSL",
             "easyrsa": "Easy-RSA", "mono": "Mono", "osslsigncode": "osslsigncode", "built": "built (tools/pfx.py)", "example": "OpenSSL 3.0"}


def producer(name):
    """Names tell the producer; what has no producer in its name was cut or labelled from OpenSSL's output."""
    return PRODUCERS.get(re.split(r"[-.]", name)[0], "OpenSSL 3.0, edited")


def schemes(witness):
    found = []
    for item in re.findall(r"(?:PKCS7 Encrypted data|Shrouded Keybag): ([^;]+)", witness):
        item = re.sub(r", Iteration \d+", "", item.strip())
        found.append(re.sub(r"Block size:? ?\d+|, Parallelization.*", "", item).strip(", "))
    mac = re.search(r"MAC: ([A-Za-z0-9-]+)", witness)
    if mac:
        found.append("MAC " + mac[1].lower())
    return list(dict.fromkeys(found)) or ["in clear, no MAC"]


def table(title, rows):
    makers = sorted({m for row in rows.values() for m in row})
    out = [f"### {title}", "", "| |" + "|".join(makers) + "|", "|---|" + "---|" * len(makers)]
    for row in sorted(rows):
        out.append(f"|{row}|" + "|".join(str(rows[row].get(m, "")) for m in makers) + "|")
    return out + [""]


def check_intro():
    """Every file that the introduction names has to be there."""
    for name in re.findall(r"`((?:%s)/[^` ]+)`" % "|".join(FOLDERS), INTRO):
        alternatives = re.search(r"{(.*)}", name)
        for one in alternatives[1].split(",") if alternatives else [""]:
            pattern = re.sub(r"{.*}", one, name)
            if not any(HERE.glob(pattern)):
                sys.exit(f"README.head.md: no file {pattern}")


def main():
    check_intro()
    lines, pkcs12, pkcs7 = [], {}, {}
    for folder in FOLDERS:
        lines += [f"## {folder}/", ""]
        for path in sorted((HERE / folder).glob("*.expect")):
            name = path.name[:-len(".expect")]
            card = json.loads(path.read_text())
            made = card["made_by"].replace("`", "'")
            lines.append(f"- `{name}`: `{made}`")
            who = producer(name)
            if folder == "pkcs12":
                for scheme in schemes(card.get("witness", "")):
                    row = pkcs12.setdefault(scheme, {})
                    row[who] = row.get(who, 0) + 1
            elif folder == "pkcs7":
                row = pkcs7.setdefault(re.sub(r"^(openssl|certtool|java|nss|easyrsa|mono|osslsigncode)[-.]", "", name), {})
                row[who] = row.get(who, 0) + 1
        lines.append("")
    text = [INTRO] + table("PKCS#12: algorithm × producer (number of fixtures, by what OpenSSL's -info says)", pkcs12)
    text += table("PKCS#7: kind × producer", pkcs7) + lines
    text += [(HERE / "tools" / "write_matrix.md").read_text()]
    (HERE / "README.md").write_text("\n".join(text).rstrip() + "\n")


main()
