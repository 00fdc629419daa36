//! GnuTLS: `gnutls_x509_crt_list_import2`, as certtool and servers call it, where that fails
//! `gnutls_x509_crt_import`, and `gnutls_x509_privkey_import2`.
//!
//! Measured: 3.7.9 and 3.8.9, with the same results. A BEGIN may be anywhere in a line.

use super::reading::{
    Base64, Block, Found, KeyForm, cut, find, key_form, whole_certificate, without,
};

const CERTIFICATE: &[u8] = b"CERTIFICATE";
const OLD_CERTIFICATE: &[u8] = b"X509 CERTIFICATE";

pub(super) fn read(text: &[u8]) -> Found {
    let certificates = list(text).unwrap_or_else(|| certificate(text).into_iter().collect());
    Found { certificates, keys: key(text).into_iter().collect(), ..Found::default() }
}

/// All certificates, or none if one is invalid.
fn list(text: &[u8]) -> Option<Vec<Vec<u8>>> {
    let next = |from| begin(text, CERTIFICATE, from).or_else(|| begin(text, OLD_CERTIFICATE, from));
    let mut found = Vec::new();
    let mut at = next(0)?;
    loop {
        found.push(certificate(&text[at..])?);
        match next(at + 1) {
            Some(place) => at = place,
            None => return Some(found),
        }
    }
}

/// The first certificate, under its usual label if there is one.
fn certificate(text: &[u8]) -> Option<Vec<u8>> {
    let der = decode(text, CERTIFICATE).or_else(|| decode(text, OLD_CERTIFICATE))?;
    whole_certificate(&der).map(<[u8]>::to_vec)
}

/// Offset of a label with this prefix: `CERTIFICATE` finds `CERTIFICATE REQUEST`.
fn begin(text: &[u8], label: &[u8], from: usize) -> Option<usize> {
    find(text, &[b"-----BEGIN ", label].concat(), from)
}

/// The body of the first block with this prefix in its label.
fn decode(text: &[u8], label: &[u8]) -> Option<Vec<u8>> {
    let block = &text[begin(text, label, 0)?..];
    let (_, rest) = cut(&block[1..], b"-----")?;
    let (body, _) = cut(rest, b"-----END ")?;
    // The base64 ends at a dash.
    let body = body.split(|octet| *octet == b'-').next().unwrap_or_default();
    let rule = Base64 { padding_is_optional: false, allows_leftover_bits: false };
    rule.decode(&without(body, b"\t\n\x0b\x0c\r ")).filter(|der| !der.is_empty())
}

/// The first label that ends with `PRIVATE KEY-----` decides. If it is of RFC 8017, RFC 5915 or DSA
/// and its block is not read, those of RFC 5958 are tried, as where it is another one.
fn key(text: &[u8]) -> Option<Block> {
    const TRADITIONAL: &[(&[u8], KeyForm)] = &[
        (b"RSA PRIVATE KEY", KeyForm::Numbers),
        (b"EC PRIVATE KEY", KeyForm::Ec),
        (b"DSA PRIVATE KEY", KeyForm::Numbers),
    ];
    const PKCS8: &[(&[u8], KeyForm)] =
        &[(b"PRIVATE KEY", KeyForm::Pkcs8), (b"ENCRYPTED PRIVATE KEY", KeyForm::Encrypted)];
    /// Distance before the end of the label in which its BEGIN is searched.
    const BACK: usize = 15;
    let block = |text, (label, form): &(&[u8], KeyForm)| {
        let der = decode(text, label).filter(|der| key_form(der) == Some(*form))?;
        Some(Block { label: label.to_vec(), headers: Vec::new(), der })
    };
    let label = find(text, b"PRIVATE KEY-----", 0);
    let first = label.and_then(|at| begin(text, b"", at.saturating_sub(BACK)));
    let first = first.map(|at| &text[at..]);
    let traditional = first.and_then(|rest| {
        TRADITIONAL.iter().find(|(label, _)| begin(rest, label, 0) == Some(0)).map(|it| (rest, it))
    });
    traditional
        .and_then(|(rest, it)| block(rest, it))
        .or_else(|| PKCS8.iter().find_map(|it| block(text, it)))
        .or_else(|| encrypted(first?))
}

/// A key of the old forms that is encrypted as its headers say.
fn encrypted(block: &[u8]) -> Option<Block> {
    let (label, rest) = cut(block.strip_prefix(b"-----BEGIN ")?, b"-----")?;
    let rest = rest.trim_ascii_start();
    let (body, _) = cut(rest, b"-----END ")?;
    let (headers, base64) = cut(body, b"\n\n").or_else(|| cut(body, b"\r\n\r\n"))?;
    let rule = Base64 { padding_is_optional: false, allows_leftover_bits: false };
    let der = rule.decode(&without(base64, b"\t\n\x0b\x0c\r "))?;
    let headers = [headers, b"\n"].concat();
    Some(Block { label: label.to_vec(), headers, der }).filter(Block::is_encrypted)
}
