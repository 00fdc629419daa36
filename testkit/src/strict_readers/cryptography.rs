//! pyca/cryptography: `load_pem_x509_certificates` and `load_pem_private_key`, with the crate pem.
//!
//! Measured: 50.0.2; 48.0.0 reads alike.

use super::reading::{Base64, Block, Found, KeyForm, key_form, whole_certificate};

const KEYS: &[(&str, KeyForm)] = &[
    ("PRIVATE KEY", KeyForm::Pkcs8),
    ("ENCRYPTED PRIVATE KEY", KeyForm::Encrypted),
    ("EC PRIVATE KEY", KeyForm::Ec),
    ("RSA PRIVATE KEY", KeyForm::Numbers),
    ("DSA PRIVATE KEY", KeyForm::Numbers),
];

/// One broken block of any label makes the whole text unreadable.
pub(super) fn read(text: &[u8]) -> Found {
    let Some(blocks) = blocks(text) else { return Found::default() };
    let certificates =
        blocks.iter().filter(|it| it.has_label(&["CERTIFICATE", "X509 CERTIFICATE"]));
    let certificates: Vec<_> = certificates.map(|it| whole_certificate(&it.der)).collect();
    // All, or the one that `load_pem_x509_certificate` reads.
    let count = if certificates.contains(&None) { 1 } else { certificates.len() };
    let certificates = certificates.into_iter().take(count).flatten().map(<[u8]>::to_vec).collect();
    let form_of = |block: &Block| {
        KEYS.iter().find(|(label, _)| label.as_bytes() == block.label).map(|(_, form)| *form)
    };
    let key = blocks.into_iter().find(|block| form_of(block).is_some());
    let has_form = |it: &Block| it.is_encrypted() || form_of(it) == key_form(&it.der);
    let is_sound = |it: &Block| has_form(it) && headers_are_taken(it);
    let keys = key.into_iter().filter(is_sound).collect();
    Found { certificates, keys, ..Found::default() }
}

fn headers_are_taken(block: &Block) -> bool {
    let is_encryption = |line: &&[u8]| line.starts_with(b"Proc-Type:");
    let mut lines = block.headers.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
    lines.find(is_encryption).is_none_or(|line| line.ends_with(b"4,ENCRYPTED"))
}

fn blocks(text: &[u8]) -> Option<Vec<Block>> {
    let (mut blocks, mut rest) = (Vec::new(), text);
    while let Some((block, behind)) = block(rest) {
        blocks.push(block?);
        rest = behind;
    }
    Some(blocks)
}

/// Returns the next block, and what follows it; `None` for an invalid block.
fn block(text: &[u8]) -> Option<(Option<Block>, &[u8])> {
    let (_, rest) = read_until(text, b"-----BEGIN ")?;
    let (label, rest) = read_until(rest, b"-----")?;
    let (payload, rest) = read_until(rest.trim_ascii_start(), b"-----END ")?;
    let (end, rest) = read_until(rest, b"-----")?;
    Some((decode(label, payload, end), rest))
}

fn decode(label: &[u8], payload: &[u8], end: &[u8]) -> Option<Block> {
    let (headers, data) = read_until(payload, b"\n\n")
        .or_else(|| read_until(payload, b"\r\n\r\n"))
        .unwrap_or((&payload[..0], payload));
    std::str::from_utf8(label).ok().filter(|_| !label.is_empty() && label == end)?;
    let lines = std::str::from_utf8(headers).ok()?.lines();
    if !lines.into_iter().all(|line| line.contains(':')) {
        return None;
    }
    let data: String =
        std::str::from_utf8(data).ok()?.chars().filter(|it| !it.is_whitespace()).collect();
    let rule = Base64 { padding_is_optional: false, allows_leftover_bits: false };
    let der = rule.decode(data.as_bytes())?;
    Some(Block { label: label.to_vec(), headers: headers.to_vec(), der })
}

/// Returns what is before and after the marker. It does not backtrack after half a marker: a dash
/// before a BEGIN hides it.
fn read_until<'a>(text: &'a [u8], marker: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let mut found = 0;
    for (at, octet) in text.iter().enumerate() {
        found = if *octet == marker[found] { found + 1 } else { 0 };
        if found == marker.len() {
            return Some((&text[..at + 1 - found], &text[at + 1..]));
        }
    }
    None
}
