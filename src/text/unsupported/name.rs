//! The kind of a text without certificate material.

use super::{
    base64_inside::base64_inside,
    binary_as_text::{is_base64_of_decoded, is_decoded_as_text},
    description::{is_description, is_structure},
    dump::{is_decimal_list, is_dump},
    fingerprint::is_fingerprint,
    one_line::one_line,
};
use crate::{
    asn1::tlv::Reader,
    error::{
        ErrorText,
        text::DAMAGED_BOUNDARY,
        unsupported_binary::{SIGNED_PUBLIC_KEY, SSH_PUBLIC_KEY},
        unsupported_text::{
            AGE, AGE_KEY, BASE64_INSIDE, BINARY_AS_TEXT, BYTE_LIST, COMMENTED_OUT, DESCRIPTION,
            DUMP, ENCRYPTED_VALUE, FILE_PATH, FINGERPRINT, HTML, LFS_POINTER, MAIL, OTHER_DER,
            PUTTY, SSH_CERTIFICATE, STRUCTURE, UNRECOGNIZED, URL, VAULT, XML, XML_WITH_BASE64,
        },
    },
    tag::Tag,
    text::{boundary::next_boundary, stray::stray_material},
};
use memchr::memmem;

/// Returns the error for a text that is neither PEM nor an encoding of certificate material.
pub(crate) fn name(text: &[u8]) -> &'static ErrorText {
    if is_der(text) {
        return &OTHER_DER;
    }
    if is_decoded_as_text(text) {
        return &BINARY_AS_TEXT;
    }
    let text = text.trim_ascii();
    let named = by_head(text).or_else(|| by_content(text)).or_else(|| by_form(text));
    named.unwrap_or(&UNRECOGNIZED)
}

/// Returns whether this is one SEQUENCE from the first byte to the last.
fn is_der(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    reader.expect(Tag::SEQUENCE).is_ok() && reader.is_empty()
}

/// First words, in letters of any case.
static HEADS: [(&str, &ErrorText); 28] = [
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
    ("http://", &URL),
    ("https://", &URL),
    ("ftp://", &URL),
    ("ldap://", &URL),
    ("file://", &FILE_PATH),
    ("SPKAC=", &SIGNED_PUBLIC_KEY),
    ("MIME-Version:", &MAIL),
    ("Content-Type:", &MAIL),
    ("Return-Path:", &MAIL),
    ("Received:", &MAIL),
    ("AGE-SECRET-KEY-", &AGE_KEY),
    ("age-encryption.org/", &AGE),
    ("$ANSIBLE_VAULT;", &VAULT),
    ("ENC[", &ENCRYPTED_VALUE),
    ("version https://git-lfs.github.com/", &LFS_POINTER),
];

fn by_head(text: &[u8]) -> Option<&'static ErrorText> {
    let starts_with = |word: &str| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    if starts_with("<?xml") {
        return Some(if base64_inside(text) { &XML_WITH_BASE64 } else { &XML });
    }
    HEADS.iter().find(|(word, _)| starts_with(word)).map(|(_, text)| *text)
}

fn by_content(text: &[u8]) -> Option<&'static ErrorText> {
    let contains = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    if contains("-cert-v01@openssh.com ") {
        return Some(&SSH_CERTIFICATE);
    }
    // After options, host names or a comment line. This is the base64 of its first length.
    if contains("ssh-") && contains(" AAAA") {
        return Some(&SSH_PUBLIC_KEY);
    }
    if contains("\nMIME-Version:") || contains("\nContent-Transfer-Encoding:") {
        return Some(&MAIL);
    }
    if contains("$ANSIBLE_VAULT;") {
        return Some(&VAULT);
    }
    // SOPS and hiera-eyaml, a value or a document.
    if contains("ENC[AES256_GCM,") || contains("ENC[PKCS7,") {
        return Some(&ENCRYPTED_VALUE);
    }
    if next_boundary(text, 0).is_some() {
        return Some(&COMMENTED_OUT);
    }
    let is_boundary = contains("BEGIN") && (contains("CERTIFICATE") || contains("PRIVATE"));
    (is_boundary && contains("--")).then_some(&DAMAGED_BOUNDARY)
}

/// Kinds that are recognized by their form, not by a word.
fn by_form(text: &[u8]) -> Option<&'static ErrorText> {
    if is_fingerprint(text) {
        Some(&FINGERPRINT)
    } else if let Some(named) = one_line(text) {
        Some(named)
    } else if is_base64_of_decoded(text) {
        Some(&BINARY_AS_TEXT)
    } else if is_description(text) {
        // keytool prints key identifiers as a dump.
        Some(&DESCRIPTION)
    } else if is_dump(text) {
        Some(&DUMP)
    } else if is_decimal_list(text) {
        Some(&BYTE_LIST)
    } else if base64_inside(text) {
        Some(&BASE64_INSIDE)
    } else if stray_material(text).is_some() {
        Some(&BYTE_LIST)
    } else {
        is_structure(text).then_some(&STRUCTURE)
    }
}
