//! The kind of a text without certificate material.

use super::{
    base64_inside::base64_inside,
    binary_as_text::{is_base64_of_decoded, is_decoded_as_text},
    description::{is_description, is_structure},
    dump::is_dump,
    fingerprint::is_fingerprint,
    one_line::one_line,
    stray_kind::stray_kind,
};
use crate::{
    asn1::tlv::Reader,
    error::{
        ErrorText,
        text::DAMAGED_BOUNDARY,
        unsupported_binary::{SIGNED_PUBLIC_KEY, SSH_PUBLIC_KEY},
        unsupported_text::{
            AGE, AGE_KEY, BASE64_INSIDE, BINARY_AS_TEXT, COMMENTED_OUT, DESCRIPTION, DUMP,
            ENCRYPTED_VALUE, FILE_PATH, FINGERPRINT, FORWARDED_WITHOUT_CERTIFICATE, HTML,
            LFS_POINTER, MAIL, OTHER_DER, PERCENT_ENCODED, PUTTY, SSH_CERTIFICATE, STRUCTURE,
            TERRAFORM_PLAN, UNRECOGNIZED, URL, VAULT, XML, XML_WITH_BASE64,
        },
    },
    tag::Tag,
    text::{boundary::next_boundary, layers::without_forwarded_name},
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
static HEADS: [(&str, &ErrorText); 29] = [
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
    ("<RSAKeyValue>", &XML),
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
    if contains("(known after apply)") || contains("(sensitive value)") {
        return Some(&TERRAFORM_PLAN);
    }
    // SOPS and hiera-eyaml, a value or a document.
    if contains("ENC[AES256_GCM,") || contains("ENC[PKCS7,") {
        return Some(&ENCRYPTED_VALUE);
    }
    // Of PEM text too. keytool prints key identifiers as a dump.
    if is_dump(text) {
        return Some(if is_description(text) { &DESCRIPTION } else { &DUMP });
    }
    if next_boundary(text, 0).is_some() {
        return Some(&COMMENTED_OUT);
    }
    if contains("-----BEGIN%20") {
        return Some(&PERCENT_ENCODED);
    }
    let is_boundary = contains("BEGIN") && (contains("CERTIFICATE") || contains("PRIVATE"));
    (is_boundary && contains("--")).then_some(&DAMAGED_BOUNDARY)
}

/// Returns whether this is X-Forwarded-Client-Cert of Envoy, with or without the header name; its
/// certificate would have been read.
fn is_forwarded_without_certificate(text: &[u8]) -> bool {
    let value = without_forwarded_name(text);
    let has = |key: &str| memmem::find(value, key.as_bytes()).is_some();
    (value.starts_with(b"By=") || value.starts_with(b"Hash=")) && has("Hash=") && !has("Cert=")
}

/// Kinds that are recognized by their form, not by a word.
fn by_form(text: &[u8]) -> Option<&'static ErrorText> {
    if is_fingerprint(text) {
        Some(&FINGERPRINT)
    } else if is_description(text) {
        Some(&DESCRIPTION)
    } else if let Some(named) = one_line(text) {
        Some(named)
    } else if is_forwarded_without_certificate(text) {
        Some(&FORWARDED_WITHOUT_CERTIFICATE)
    } else if is_base64_of_decoded(text) {
        Some(&BINARY_AS_TEXT)
    } else if base64_inside(text) {
        Some(&BASE64_INSIDE)
    } else {
        stray_kind(text).or_else(|| is_structure(text).then_some(&STRUCTURE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::unsupported_text::{BYTES_BEFORE, HEXADECIMAL_INSIDE, OTHER_ALPHABET};

    #[test]
    fn texts_that_do_not_show_what_they_are_about() {
        for (text, expected) in [
            (
                "00000000: 2d2d 2d2d 2d42 4547  -----BEG\n00000008: 494e 2043  IN CERTIFICATE--\n",
                &DUMP,
            ),
            ("cert = -----BEGIN%20CERTIFICATE-----%0AMIIB\nserial = 1\n", &PERCENT_ENCODED),
            ("By=spiffe://a;Hash=468ed33b;Subject=\"CN=a\"", &FORWARDED_WITHOUT_CERTIFICATE),
            ("X-Forwarded-Client-Cert: Hash=468ed33b;URI=a", &FORWARDED_WITHOUT_CERTIFICATE),
            ("+ private_key_pem = (sensitive value)\n", &TERRAFORM_PLAN),
            (
                "Owner: CN=a\nIssuer: CN=b\n0000: 3F 4F 8B E3  ?O..\n0010: 8A 14 10 31  ...1\n",
                &DESCRIPTION,
            ),
            ("/C=XX/O=a/CN=b", &DESCRIPTION),
            ("/certs/a.pem: OK", &DESCRIPTION),
            ("<Certificate(subject=<Name(CN=a)>, ...)>", &DESCRIPTION),
            ("<RSAKeyValue><Modulus>AA==</Modulus></RSAKeyValue>", &XML),
            ("cert: 308208d50201033082088b06092a864886f70d010701a0820877", &HEXADECIMAL_INSIDE),
            ("FUWS2LJNIJCUOSKOEBIFESKWIFKEKICLIVMS2LJNFUWQUTKJJFCX", &OTHER_ALPHABET),
            ("hello", &UNRECOGNIZED),
        ] {
            assert!(core::ptr::eq(name(text.as_bytes()), expected), "{text}");
        }
        let certificate = include_bytes!("../../../testdata/certificate/rsa-2048.der");
        assert!(core::ptr::eq(name(&[&[0; 5], &certificate[..]].concat()), &BYTES_BEFORE));
    }
}
