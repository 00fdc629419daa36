//! What tools print about certificates and keys.

use super::one_line::first_lines;
use crate::text::lines::split_line;

/// Beginnings of lines, without the blanks and marks before them. Two different ones identify a
/// description.
const MARKS: [&str; 73] = [
    // OpenSSL: x509, s_client, pkcs12, rsa and the like.
    "certificate:",
    "subject:",
    "subject=",
    "issuer:",
    "issuer=",
    "serial=",
    "serial number:",
    "notbefore=",
    "notafter=",
    "not before",
    "not after",
    "not valid before",
    "not valid after",
    "signature algorithm",
    "subject public key",
    "public key algorithm",
    "x509v3 ",
    "sha1 fingerprint",
    "sha256 fingerprint",
    "md5 fingerprint",
    "certificate chain",
    "server certificate",
    "depth=",
    "verify return",
    "connected(",
    "bag attributes",
    "friendlyname:",
    "localkeyid:",
    "private-key:",
    "public-key:",
    "modulus:",
    "modulus=",
    "publicexponent:",
    "asn1 oid:",
    "nist curve:",
    // keytool, in any language.
    "alias name:",
    "entry type:",
    "keystore type:",
    "owner:",
    "valid from:",
    "sha1:",
    "sha256:",
    "certificate fingerprint",
    // curl.
    "start date:",
    "expire date:",
    "ssl certificate verify",
    // certutil and PowerShell.
    "x509 certificate",
    "cert hash(",
    "certutil:",
    "psparentpath",
    "thumbprint",
    "issued to",
    "issued by",
    // certutil and keytool in German and French.
    "x.509-zertifikat",
    "seriennummer",
    "aussteller",
    "antragsteller",
    "nicht vor",
    "nicht nach",
    "propri\u{e9}taire",
    "emetteur",
    "num\u{e9}ro de s\u{e9}rie",
    "empreintes du certificat",
    // GnuTLS, nmap and browsers.
    "x.509 certificate information",
    "certificate[",
    "ssl-cert:",
    "common name",
    "fingerprint",
    "validity",
    // The program `anycert`.
    "subject  ",
    "issuer  ",
    "expires  ",
    "sha-256  ",
];

/// Beginnings of what one option of `openssl x509` prints, of names with slashes, and of the objects of
/// PowerShell, .NET, Python and PHP: at the start of a text, one suffices.
const FIRST: [&str; 15] = [
    "notbefore=",
    "notafter=",
    "modulus=",
    "subject=",
    "issuer=",
    "x509v3 ",
    "certificate purposes:",
    "/c=",
    "/cn=",
    "/o=",
    "subject  ",
    "[subject]",
    "<certificate(",
    "{'subject'",
    "array\n(\n    [name] => /",
];

/// Returns whether the text is what a tool prints about a certificate or key.
pub(super) fn is_description(text: &[u8]) -> bool {
    // `openssl verify` ends in this.
    if FIRST.iter().any(|mark| begins_with(text, mark)) || text.ends_with(b": OK") {
        return true;
    }
    let mut first: Option<&str> = None;
    let mut rest = first_lines(text);
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        let is_leading =
            |byte: &u8| byte.is_ascii_whitespace() || b"*|#-_0123456789".contains(byte);
        let length = line.iter().take_while(|byte| is_leading(byte)).count();
        let line = line.get(length..).unwrap_or_default();
        match (first, MARKS.iter().find(|mark| begins_with(line, mark))) {
            (Some(first), Some(mark)) if first != *mark => return true,
            (None, Some(mark)) => first = Some(mark),
            _ => {}
        }
    }
    false
}

/// Returns whether a line begins with these words, in letters of any case.
fn begins_with(line: &[u8], words: &str) -> bool {
    line.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words.as_bytes()))
}

/// Returns whether the text is the structure of DER as `openssl asn1parse` or `dumpasn1` prints it.
pub(super) fn is_structure(text: &[u8]) -> bool {
    let text = first_lines(text);
    let contains = |word: &str| memchr::memmem::find(text, word.as_bytes()).is_some();
    contains(":d=0 ") && contains("hl=") || contains(": SEQUENCE {")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_print() {
        for text in [
            "Certificate:\r\n    Data:\r\n        Serial Number: 1\r\n",
            "Owner: CN=a\nIssuer: CN=b\n",
            "Eigent\u{fc}mer: CN=a\nZertifikatsfingerprints:\n\t SHA1: AB:CD\n\t SHA256: AB:CD\n",
            "X.509-Zertifikat:\r\nVersion: 3\r\nSeriennummer: 35\r\n",
            "Propri\u{e9}taire : CN=a\nEmetteur : CN=b\nNum\u{e9}ro de s\u{e9}rie : 35\n",
            "* Server certificate:\n*  subject: CN=a\n*  start date: x\n",
            "subject=CN = a\nissuer=CN = b\n",
            "CONNECTED(00000003)\ndepth=1 CN = b\n",
            "| ssl-cert: Subject: commonName=a\n| Not valid before: 2026\n",
            "PSParentPath: x\n\nThumbprint   Subject\n----------   -------\n",
            "- Certificate[0] info:\n - subject: a\n",
            "Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:a7\n",
            "notAfter=Jan  2 03:04:05 2040 GMT",
            "X509v3 Subject Alternative Name: \n    DNS:leaf.example.org\n",
            "a.pem\n  subject      CN=a\n  issuer       CN=b\n",
            "/CN=a/O=b",
            "/certs/a.pem: OK",
            "Private-Key: (256 bit)\npriv:\n    de:58\nASN1 OID: prime256v1\nNIST CURVE: P-256\n",
            "{'subject': ((('commonName', 'a'),),)}",
            "Array\n(\n    [name] => /C=XX/CN=a\n",
            "Subject        Issuer    Thumbprint\n",
            "[Subject]\n  CN=a\n\n[Issuer]\n  CN=b\n",
        ] {
            assert!(is_description(text.as_bytes()), "{text}");
        }
        for text in ["", "Subject: hello\nFrom: me\n", "Subject: a\nSubject: b\n", "a\nsubject:"] {
            assert!(!is_description(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn printed_structures() {
        assert!(is_structure(b"    0:d=0  hl=4 l= 705 cons: SEQUENCE          \n"));
        assert!(is_structure(b"  0 705: SEQUENCE {\n  4 616:   SEQUENCE {\n"));
        assert!(!is_structure(b"SEQUENCE"));
    }
}
