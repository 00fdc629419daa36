//! Texts that are no certificate material: named, with what to send instead.

use super::{body::DAMAGED_BOUNDARY, boundary::next_boundary};
use crate::{
    asn1::tlv::{Reader, Tag},
    error::ErrorText,
    format::left_out::{SIGNED_PUBLIC_KEY, SSH_PUBLIC_KEY, unrecognized},
};
use memchr::memmem;

const SEND_CERTIFICATE: &str = "send the file of a certificate or key (.pem, .crt, .cer, .key, .p7b, .pfx, .p12) or the text of it from BEGIN to END";

static UNRECOGNIZED: ErrorText = unrecognized(
    "this does not look like a certificate or key (neither PEM nor DER nor base64 of it)",
    SEND_CERTIFICATE,
);
static OTHER_DER: ErrorText = unrecognized(
    "this is a structure in DER, and not a certificate, key or bundle that is known",
    SEND_CERTIFICATE,
);
static SSH_CERTIFICATE: ErrorText = ErrorText::nothing(
    "this is an SSH certificate, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
static PUTTY: ErrorText = ErrorText::unsupported(
    "this is a PuTTY private key (.ppk)",
    "convert it in PuTTYgen: Conversions, Export OpenSSH key",
);
static JWK: ErrorText = ErrorText::unsupported(
    "this is a JSON web key (JWK)",
    "convert the key to PEM; if it has x5c, send the first of its strings, which is the certificate",
);
static JSON: ErrorText = unrecognized(
    "this is a JSON document",
    "send the certificate that stands in it, and nothing else: the string from BEGIN to END",
);
static SAML: ErrorText = unrecognized(
    "this is SAML metadata or another XML document with certificates for different uses",
    "send the certificate that is wanted: the text inside one X509Certificate element",
);
static XML: ErrorText = unrecognized(
    "this is an XML document",
    "send the certificate that stands in it, and nothing else",
);
static HTML: ErrorText = unrecognized(
    "this is a web page (HTML), perhaps an error message in place of a download",
    "open the address in a browser, see what it says, and send the certificate file itself",
);
static RICH_TEXT: ErrorText = unrecognized(
    "this is a document of a word processor (RTF)",
    "paste the certificate into a plain text file, from BEGIN to END, and send that",
);
static KUBERNETES: ErrorText = unrecognized(
    "this is a kubeconfig file or another Kubernetes document",
    "send one value of it: the base64 behind certificate-authority-data, client-certificate-data or tls.crt",
);
static URL: ErrorText = unrecognized(
    "this is a URL, not what lies behind it",
    "download the file and send it, or paste what is in it",
);
static FILE_PATH: ErrorText = unrecognized(
    "this is the path of a file, not what is in the file",
    "open the file and paste what is in it, or upload the file itself",
);
static FINGERPRINT: ErrorText = unrecognized(
    "this is a fingerprint or a serial number, not the certificate itself",
    "send the certificate that it belongs to",
);
static DUMP: ErrorText = unrecognized(
    "this is a printed description of a certificate, not the certificate itself",
    "send the file that the description was made of, or the text from BEGIN to END below it",
);
static MAIL: ErrorText = unrecognized(
    "this is a mail message, or a part of one as mail carries it (MIME)",
    "save its attachment (.p7m, .p7s, .p12) and send that file, or the base64 behind the empty line alone",
);
static AGE_KEY: ErrorText = unrecognized("this is a key of the age encryption tool", SEND_CERTIFICATE);
static VAULT: ErrorText =
    unrecognized("this is encrypted by Ansible Vault", "decrypt it first: ansible-vault view FILE");
static FORM_ENCODED: ErrorText = ErrorText::malformed(
    "+ stands where spaces should be",
    "the text was encoded for a web form and not decoded again: send it as it was made",
);
static COMMENTED_OUT: ErrorText = ErrorText::nothing(
    "every block in this text is commented out",
    "remove the comment signs from the lines of the block, and send it again",
);

/// A document that holds certificates in roles: it is not searched. Or a form that was not decoded.
pub(super) fn document(text: &[u8]) -> Option<&'static ErrorText> {
    let text = text.trim_ascii_start();
    let contains = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    match text {
        [b'{', b'\\', b'r', b't', b'f', ..] => Some(&RICH_TEXT),
        [b'{', b'"' | b'}' | b' ' | b'\t' | b'\n' | b'\r', ..]
        | [b'[', b'{' | b'"' | b' ' | b'\n' | b'\r', ..] => {
            Some(if contains("\"kty\"") { &JWK } else { &JSON })
        }
        [b'<', ..] if contains("X509Certificate") || contains("EntityDescriptor") => Some(&SAML),
        _ if contains("-----BEGIN+") => Some(&FORM_ENCODED),
        _ if contains("certificate-authority-data:")
            || contains("client-certificate-data:")
            || contains("tls.crt:") =>
        {
            Some(&KUBERNETES)
        }
        _ => None,
    }
}

/// What a text is in which nothing else was found.
pub(super) fn name(text: &[u8]) -> &'static ErrorText {
    if is_der(text) {
        return &OTHER_DER;
    }
    let text = text.trim_ascii();
    let named = by_head(text).or_else(|| by_content(text)).or_else(|| by_line(text));
    named.unwrap_or(&UNRECOGNIZED)
}

/// Whether this is one SEQUENCE from the first byte to the last.
fn is_der(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    reader.expect(Tag::SEQUENCE).is_ok() && reader.is_empty()
}

/// First words, in letters of any case.
static HEADS: [(&str, &ErrorText); 27] = [
    ("ssh-rsa ", &SSH_PUBLIC_KEY),
    ("ssh-dss ", &SSH_PUBLIC_KEY),
    ("ssh-ed25519 ", &SSH_PUBLIC_KEY),
    ("ssh-ed448 ", &SSH_PUBLIC_KEY),
    ("ecdsa-sha2-nistp256 ", &SSH_PUBLIC_KEY),
    ("ecdsa-sha2-nistp384 ", &SSH_PUBLIC_KEY),
    ("ecdsa-sha2-nistp521 ", &SSH_PUBLIC_KEY),
    ("sk-ssh-ed25519@openssh.com ", &SSH_PUBLIC_KEY),
    ("sk-ecdsa-sha2-nistp256@openssh.com ", &SSH_PUBLIC_KEY),
    ("PuTTY-User-Key-File-", &PUTTY),
    ("<!doctype html", &HTML),
    ("<html", &HTML),
    ("<head", &HTML),
    ("<?xml", &XML),
    ("http://", &URL),
    ("https://", &URL),
    ("ftp://", &URL),
    ("ldap://", &URL),
    ("file://", &FILE_PATH),
    ("SPKAC=", &SIGNED_PUBLIC_KEY),
    ("Certificate:\n", &DUMP),
    ("MIME-Version:", &MAIL),
    ("Content-Type:", &MAIL),
    ("Return-Path:", &MAIL),
    ("Received:", &MAIL),
    ("AGE-SECRET-KEY-", &AGE_KEY),
    ("$ANSIBLE_VAULT;", &VAULT),
];

fn by_head(text: &[u8]) -> Option<&'static ErrorText> {
    let starts_with = |word: &str| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    HEADS.iter().find(|(word, _)| starts_with(word)).map(|(_, cause)| *cause)
}

fn by_content(text: &[u8]) -> Option<&'static ErrorText> {
    let contains = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    if contains("-cert-v01@openssh.com ") {
        return Some(&SSH_CERTIFICATE);
    }
    // Behind options, host names or a comment line. The base64 of its first length begins so.
    if contains("ssh-") && contains(" AAAA") {
        return Some(&SSH_PUBLIC_KEY);
    }
    if contains("\nMIME-Version:") || contains("\nContent-Transfer-Encoding:") {
        return Some(&MAIL);
    }
    if next_boundary(text, 0).is_some() {
        return Some(&COMMENTED_OUT);
    }
    if contains("BEGIN") && (contains("CERTIFICATE") || contains("PRIVATE")) && contains("--") {
        return Some(&DAMAGED_BOUNDARY);
    }
    (contains("Certificate:") && contains("Signature Algorithm:")).then_some(&DUMP)
}

/// One line without blanks inside, or a path with them.
fn by_line(text: &[u8]) -> Option<&'static ErrorText> {
    const ENDINGS: [&str; 11] =
        [".pem", ".crt", ".cer", ".der", ".key", ".p12", ".pfx", ".p7b", ".p7c", ".jks", ".txt"];
    if text.len() > 1024 || text.contains(&b'\n') || text.contains(&b'\r') {
        return None;
    }
    let is_path = match text {
        [b'/' | b'~', ..] | [b'.', b'/' | b'\\', ..] | [b'\\', b'\\', ..] => true,
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => true,
        _ => ENDINGS.iter().any(|ending| {
            let at = text.len().saturating_sub(ending.len());
            text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending.as_bytes()))
        }),
    };
    if is_path {
        return Some(&FILE_PATH);
    }
    let digits = text.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let is_hex = text.iter().all(|byte| byte.is_ascii_hexdigit() || b": ".contains(byte));
    (is_hex && (8..=128).contains(&digits)).then_some(&FINGERPRINT)
}
