#!/usr/bin/env python3
"""Makes text/ and reject/text-*: sound fixtures as they arrive after other software had them.

Each row is a name, the fixture it is made of, and the command, which reads $IN and writes $OUT. The sidecar is that of
the sound fixture, whose witness has read it; the twin in reject/ is the same with one character of the base64 wrong, and
states the line on which that stands once the encodings are off.
"""
import json, os, re, subprocess, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CERTIFICATE, CHAIN = "certificate/example.pem", "pem/example-chain.pem"
BOTH, DER = "pem/example-certificate-and-key.pem", "certificate/example.der"
NODE = "const t = require('fs').readFileSync(process.env.IN, 'utf8'); process.stdout.write"
PYTHON = "import os, sys; t = open(os.environ['IN']).read(); sys.stdout.write"
JAVA = """cat > $OUT.java <<'EOF'
class Store { public static void main(String[] a) throws Exception {
  var p = new java.util.Properties();
  p.setProperty("tls.pem", java.nio.file.Files.readString(java.nio.file.Path.of(System.getenv("IN"))));
  p.store(System.out, null);
} }
EOF
java $OUT.java > $OUT"""

# name, source, command, whether the lines of the text as it arrives are counted, what differs in the answer
ROWS = [
    ("byte-order-mark.pem", CERTIFICATE, r"{ printf '\xef\xbb\xbf'; cat $IN; } > $OUT", True),
    ("utf16-powershell.pem", CERTIFICATE, r"{ printf '\xff\xfe'; sed 's/$/\r/' $IN | iconv -f UTF-8 -t UTF-16LE; } > $OUT", False),
    ("utf16-big-endian.pem", CHAIN, r"{ printf '\xfe\xff'; iconv -f UTF-8 -t UTF-16BE $IN; } > $OUT", False),
    ("escaped-by-awk.txt", CHAIN, r"""awk 'NF {sub(/\r/, ""); printf "%s\\n",$0;}' $IN > $OUT""", False),
    ("json-string-by-jq.json", BOTH, "jq -R -s . $IN > $OUT", False),
    ("json-string-in-json-string.json", CERTIFICATE, "jq -R -s tojson $IN > $OUT", False),
    ("bash-quoted.sh", CHAIN, "t=$(cat $IN; echo x); printf 'export CERT=%q\\n' \"${t%x}\" > $OUT", False),
    ("yaml-block.yaml", CHAIN, "{ echo 'certificate: |'; sed 's/^/  /' $IN; } > $OUT", True),
    ("yaml-double-quoted.yaml", CERTIFICATE, f'python3 -c "{PYTHON}(__import__(\'yaml\').dump(dict(certificate=t), default_style=chr(34), width=1<<20))" > $OUT', False),
    ("environment-file.env", CERTIFICATE, "{ printf 'TLS_CERT=\"'; head -c -1 $IN; printf '\"\\n'; } > $OUT", False),
    ("environment-file-several.env", CHAIN, r"""{ printf 'TLS_CHAIN="'; awk '{printf "%s\\n",$0;}' $IN; printf '"\nTLS_PORT=443\n'; } > $OUT""", False),
    ("python-repr.py", BOTH, f'python3 -c "{PYTHON}(\'PEM = \' + repr(t))" > $OUT', False),
    ("c-string.h", CHAIN, r"""{ echo 'static const char pem[] ='; sed 's/.*/  "&\\n"/' $IN; echo ';'; } > $OUT""", False),
    ("percent-by-node.txt", BOTH, f'node -e "{NODE}(encodeURIComponent(t))" > $OUT', False),
    ("percent-by-python.txt", CERTIFICATE, f'python3 -c "import urllib.parse; {PYTHON}(urllib.parse.quote(t, safe=str()))" > $OUT', False),
    ("data-uri.txt", CERTIFICATE, "{ printf 'data:application/x-x509-ca-cert;base64,'; base64 -w 0 $IN; } > $OUT", False),
    ("base64-of-pem.txt", BOTH, "base64 $IN > $OUT", False),
    ("base64-of-base64.txt", CERTIFICATE, "base64 -w 0 $IN | base64 > $OUT", False),
    ("base64-of-utf16.txt", CERTIFICATE, r"{ printf '\xff\xfe'; sed 's/$/\r/' $IN | iconv -f UTF-8 -t UTF-16LE; } | base64 -w 0 > $OUT", False),
    ("hexadecimal-by-xxd.txt", DER, "xxd -p $IN > $OUT", None),
    ("hexadecimal-with-colons.txt", DER, "xxd -p -c 1 $IN | paste -s -d : > $OUT", None),
    ("c-array-by-xxd.txt", DER, "xxd -i < $IN > $OUT", None),
    ("base64url-by-node.txt", DER, "node -e \"process.stdout.write(require('fs').readFileSync(process.env.IN).toString('base64url'))\" > $OUT", None),
    ("one-line-by-tr.pem", CERTIFICATE, "tr -d '\\n' < $IN > $OUT", True),
    ("spaces-for-newlines-by-paste.pem", BOTH, "paste -s -d ' ' $IN > $OUT", True),
    ("glued.pem", CHAIN, "perl -0pe 's/-----\\n-----/----------/g' $IN > $OUT", True),
    ("mail-quoted.eml", CHAIN, "{ echo 'On Monday, A. wrote:'; sed 's/^/> /' $IN; } > $OUT", True),
    ("smart-dashes.txt", CERTIFICATE, "perl -pe 's/-----/\\xe2\\x80\\x94\\xe2\\x80\\x94-/g' $IN > $OUT", True),
    ("four-dashes.pem", CERTIFICATE, "sed 's/-----/----/g' $IN > $OUT", True),
    ("small-letters.pem", CERTIFICATE, "sed '/^-----/s/.*/\\L&/' $IN > $OUT", True),
    ("cdata.xml", CERTIFICATE, "{ printf '<certificate><![CDATA['; head -c -1 $IN; echo ']]></certificate>'; } > $OUT", True),
    ("csv-cell.csv", CERTIFICATE, "{ printf 'name,certificate\\nexample,\"'; head -c -1 $IN; echo '\",2026'; } > $OUT", True),
    ("html-entities.txt", CERTIFICATE, "sed 's/+/\\&#43;/g; s/=/\\&#61;/g' $IN > $OUT", True),
    ("html-breaks.txt", CHAIN, "sed 's/$/<br>/' $IN > $OUT", True),
    ("no-break-spaces.txt", CHAIN, "perl -pe 's/$/\\xc2\\xa0/ unless /^-----/' $IN > $OUT", True),
    ("zero-width-spaces.txt", CERTIFICATE, "perl -pe 's/(.{32})/$1\\xe2\\x80\\x8b/ unless /^-----/' $IN > $OUT", True),
    ("line-continuation.txt", CERTIFICATE, "sed '/^-----/!s/$/\\\\/' $IN > $OUT", True),
    ("no-padding.pem", CHAIN, "tr -d '=' < $IN > $OUT", True),
    ("leftover-bits.pem", CHAIN, "perl -pe 's/(.)(=+)$/chr(ord($1) + 1).$2/e' $IN > $OUT", True),
    ("headers.pem", CERTIFICATE, "perl -pe '$_ .= \"Friendly-Name: example\\n\\n\" if /BEGIN/' $IN > $OUT", True),
    ("blank-lines.pem", CERTIFICATE, "sed G $IN > $OUT", True),
    ("base64url.pem", CHAIN, "sed '/^-----/!y,+/,-_,' $IN > $OUT", True),
    ("end-without-begin.pem", CHAIN, "{ cat $IN; sed 's/-BEGIN/-ABEGIN/' $IN; } > $OUT", True),
    ("missing-end.pem", CERTIFICATE, "sed '$d' $IN > $OUT", True),
    ("missing-begin.pem", CERTIFICATE, "sed 1d $IN > $OUT", True),
    ("markdown-fence.md", BOTH, "{ echo '```pem'; cat $IN; echo '```'; } > $OUT", True),
    ("here-document.sh", CERTIFICATE, "{ echo \"cat > /etc/ssl/example.pem <<'EOF'\"; cat $IN; echo EOF; } > $OUT", True),
    ("commented-out-second.pem", CERTIFICATE, "{ cat $IN; sed 's/^/# /' $IN; } > $OUT", True),
    ("hexadecimal-with-dashes.txt", DER, "xxd -p -u -c 1 $IN | paste -s -d - > $OUT", None),
    ("newline-before-der.cer", DER, r"{ printf '\r\n'; cat $IN; } > $OUT", None),
    ("quoted-printable.eml", CERTIFICATE, "{ printf 'Content-Type: text/plain\\nContent-Transfer-Encoding: quoted-printable\\n\\n'; python3 -m quopri < $IN; } > $OUT", True),
    ("base64-before-prompt.txt", BOTH, "{ base64 -w 0 $IN; printf '%%'; } > $OUT", False),
    ("yaml-dump.yml", BOTH, f'python3 -c "{PYTHON}(__import__(\'yaml\').dump(dict(haproxy=dict(pem=t), port=443)))" > $OUT', False),
    ("yaml-dump-double-quoted.yml", CHAIN, f'python3 -c "{PYTHON}(__import__(\'yaml\').dump(dict(chain=t), default_style=chr(34)))" > $OUT', False),
    ("yaml-binary.yml", DER, "python3 -c \"import os, sys, yaml; sys.stdout.write(yaml.dump(dict(certificate=open(os.environ['IN'], 'rb').read(), port=443)))\" > $OUT", None),
    ("kubernetes-secret.yaml", BOTH, r"{ printf 'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nstringData:\n'; awk '/BEGIN/ {print n++ ? \"  tls.key: |-\" : \"  tls.crt: |\"} {print \"    \" $0}' $IN; } > $OUT".replace('\\"', '"'), False),
    ("java-store.properties", BOTH, JAVA, False),
    ("c-constants.h", BOTH, r"""awk '/BEGIN/ {print "static const char pem_" n++ "[] ="} {print "  \"" $0 "\\n\""} /END/ {print ";"}' $IN > $OUT""", False),
    ("c-array-with-name-by-xxd.h", DER, "cd $(dirname $IN) && xxd -i $(basename $IN) > $OUT", None),
    ("json-member.txt", BOTH, "jq -R -s '{certificate: @base64, version: 1}' $IN | sed '1d;$d' > $OUT", False),
    ("json-x5c.txt", DER, "printf '\"x5c\": [\"%s\"],\\n' $(base64 -w 0 $IN) > $OUT", None),
    ("directory-entry.ldif", DER, "{ echo 'dn: cn=example,dc=com'; { printf 'userCertificate;binary:: '; base64 -w 0 $IN; echo; } | fold -w 75 | sed '2,$s/^/ /'; } > $OUT", None),
    ("client-cert.txt", DER, "printf 'Client-Cert: :%s:\\r\\n' $(base64 -w 0 $IN) > $OUT", None),
    ("forwarded-client-cert.txt", CHAIN, "printf 'By=spiffe://example/a;Hash=00;Cert=\"%s\";Subject=\"CN=example.com,O=Example\"' $(node -e \"" + NODE + "(encodeURIComponent(t))\") > $OUT", False),
    ("comma-joined-base64.txt", CHAIN, r"""awk '/BEGIN/ {if (n++) printf ","} !/-----/ {printf "%s", $0}' $IN > $OUT""", True, {"format": "Certificate"}),
    ("base64-values.txt", BOTH, r"""perl -MMIME::Base64 -0ne 'print encode_base64($_, "") . "\n" for /-----BEGIN.*?-----END[^\n]*\n/sg' $IN > $OUT""", False),
    ("environment-file-base64.env", DER, "{ printf 'export TLS_CERT_BASE64='; base64 -w 0 $IN; printf '\\nTLS_PORT=443\\n'; } > $OUT", None),
    ("outlook.html", CERTIFICATE, "sed 's,.*,<p class=MsoNormal>&<o:p></o:p></p>,' $IN > $OUT", False),
    ("apple-mail.html", CHAIN, "{ printf '<div class=\"\">'; perl -pe 's/\\n/<br class=\"\">/' $IN; printf '</div>'; } > $OUT", False),
]

# Texts that no reading could do justice: name, source, command, pieces of the error.
REFUSED = [
    ("pem-then-der.pem", CERTIFICATE, "cat $IN ${IN%.pem}.der > $OUT", ["encodings"]),
    ("utf16-then-ascii.pem", CERTIFICATE, r"{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE $IN; cat $IN; } > $OUT", ["encodings"]),
    ("ascii-then-utf16.pem", CERTIFICATE, r"{ cat $IN; printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE $IN; } > $OUT", ["encodings"]),
    ("json-members-of-several-formats.txt", CERTIFICATE, "printf '\"a\": \"%s\", \"b\": \"%s\"' $(base64 -w 0 $IN) $(base64 -w 0 ${IN%.pem}.der) > $OUT", ["read together"]),
    ("json-member-cut-off.txt", DER, "printf '\"cer\": \"%s\"' $(base64 -w 0 $IN | head -c 401) > $OUT", ["invalid base64", "line 1"]),
]

TOOLS = ["iconv", "awk", "jq", "python3", "node", "xxd", "base64", "perl", "paste", "tr", "sed", "java", "bash"]
VERSIONS = {tool: subprocess.run([tool, "-W", "version"] if tool == "awk" else [tool, "--version"], capture_output=True, text=True)
            for tool in TOOLS}


def version(command):
    tool = next((tool for tool in TOOLS if re.search(rf"(^|[\s|{{;]){tool} ", command)), "bash")
    said = (VERSIONS[tool].stdout or VERSIONS[tool].stderr).strip().splitlines()
    return re.sub(r"\s+\(.*", "", next((line for line in said if re.search(r"\d", line)), tool)), tool


def run(command, source):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        subprocess.run(["bash", "-c", command], check=True, env={**os.environ, "IN": str(source), "OUT": str(out), "LC_ALL": "C.UTF-8"})
        return out.read_bytes()


def write(path, data, card):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    Path(f"{path}.expect").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")


def wrong(text):
    """A character near the end that base64 does not have, in the last whole line."""
    lines = text.split("\n")
    place = max(i for i, line in enumerate(lines) if len(line) == 64)
    lines[place] = lines[place][:7] + "~" + lines[place][8:]
    return "\n".join(lines), place + 1


def main():
    for name, source, command, arrives, *other in ROWS:
        card = json.loads((HERE / f"{source}.expect").read_text()) | (other[0] if other else {})
        said, tool = version(command)
        made_by = f"{said}: IN={source}; {command}"
        witness = f"of {source}, by {card['witness']}"
        write(HERE / "text" / name, run(command, HERE / source), {**card, "witness": witness, "made_by": made_by})
        if arrives is None:
            continue
        text, line = wrong((HERE / source).read_text())
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as twin:
            twin.write(text)
            twin.flush()
            data = run(command, twin.name)
        if arrives:
            line = data[:data.index(b"~")].count(b"\n") + 1
        mention = f"line {line}"
        write(HERE / "reject" / f"text-{name}", data, {
            "result": "refused", "kind": "Malformed", "mentions": [mention],
            "witness": f"openssl x509 reads no certificate in it, base64 -d stops at the character put wrong ({tool} took it as it was)",
            "made_by": f"{said}: a ~ in the last whole line of {source}, then {command}",
        })
    for name, source, command, mentions in REFUSED:
        said, _ = version(command)
        write(HERE / "reject" / f"text-{name}", run(command, HERE / source), {
            "result": "refused", "kind": "Malformed", "mentions": mentions,
            "witness": "made of two files that are each sound" if "encodings" in mentions else "no software reads it as one document of certificates",
            "made_by": f"{said}: IN={source}; {command}",
        })


main()
