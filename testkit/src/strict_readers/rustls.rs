//! rustls-pki-types: `CertificateDer::pem_slice_iter` and `PrivateKeyDer::from_pem_slice`.
//!
//! Measured: 1.16.0. It does not look into the DER; objects of no octet are left out here.

use super::reading::{Base64, Block, Found, without};

/// Labels of blocks that are decoded; other blocks are skipped without reading them.
const KNOWN: &[&str] = &[
    "CERTIFICATE",
    "PUBLIC KEY",
    "RSA PRIVATE KEY",
    "PRIVATE KEY",
    "EC PRIVATE KEY",
    "X509 CRL",
    "CERTIFICATE REQUEST",
    "ECHCONFIG",
];

pub(super) fn read(text: &[u8]) -> Found {
    let blocks = blocks(text);
    let certificates = blocks.iter().map_while(Option::as_ref);
    let certificates = certificates.filter(|block| block.has_label(&["CERTIFICATE"]));
    let certificates = certificates.map(|block| block.der.clone()).collect();
    let is_key =
        |block: &Block| block.has_label(&["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY"]);
    let keys = blocks.into_iter().map_while(|block| block).filter(is_key).take(1).collect();
    Found { certificates, keys, ..Found::default() }
}

/// The blocks of known labels, with `None` for an invalid block, after which reading ends.
fn blocks(text: &[u8]) -> Vec<Option<Block>> {
    let mut blocks = Vec::new();
    let mut label: Option<Vec<u8>> = None;
    let mut base64 = Vec::new();
    for line in text.split(|octet| matches!(octet, b'\n' | b'\r')) {
        if let Some(rest) = line.strip_prefix(b"-----BEGIN ") {
            let Some(new) = label_of(line, rest) else {
                blocks.push(None);
                return blocks;
            };
            // What stood in a block without END stays.
            label = Some(new.to_vec());
            continue;
        }
        let Some(open) = &label else { continue };
        let is_end = line
            .strip_prefix(b"-----END ")
            .and_then(|rest| rest.strip_prefix(open.as_slice()))
            .is_some_and(|rest| rest.starts_with(b"-----"));
        if !is_end {
            base64.extend_from_slice(line);
            continue;
        }
        if KNOWN.iter().any(|known| known.as_bytes() == open) {
            let rule = Base64 { padding_is_optional: true, allows_leftover_bits: true };
            let Some(der) = rule.decode(&without(&base64, b"\t\n\x0b\x0c\r ")) else {
                blocks.push(None);
                return blocks;
            };
            if !der.is_empty() {
                blocks.push(Some(Block { label: open.clone(), headers: Vec::new(), der }));
            }
        }
        label = None;
        base64.clear();
    }
    if label.is_some() {
        blocks.push(None);
    }
    blocks
}

/// Returns what is before the last five dashes, which may have blanks between and after them.
fn label_of<'a>(line: &[u8], rest: &'a [u8]) -> Option<&'a [u8]> {
    let (mut dashes, mut at) = (0, line.len());
    for (place, octet) in line.iter().enumerate().rev() {
        match octet {
            b'-' => (dashes, at) = (dashes + 1, place),
            b' ' => {}
            _ => break,
        }
    }
    let before = line.len() - rest.len();
    (dashes == 5 && at >= before).then(|| &rest[..at - before])
}
