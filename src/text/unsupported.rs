//! Texts that are no certificate material: named, with what to send instead.

use super::boundary::next_boundary;
use crate::{
    asn1::tlv::Reader,
    error::{
        ErrorText,
        text::DAMAGED_BOUNDARY,
        unsupported_binary::{SIGNED_PUBLIC_KEY, SSH_PUBLIC_KEY},
        unsupported_text::{
            AGE_KEY, COMMENTED_OUT, DUMP, FILE_PATH, FINGERPRINT, FORM_ENCODED, HTML, JSON, JWK,
            KUBERNETES, MAIL, OTHER_DER, PUTTY, RICH_TEXT, SAML, SSH_CERTIFICATE, UNRECOGNIZED,
            URL, VAULT, XML,
        },
    },
    tag::Tag,
};
use memchr::memmem;

/// A document that holds certificates in roles: it is not searched. Or a form that was not decoded.
pub(crate) fn document(text: &[u8]) -> Option<&'static ErrorText> {
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
