//! The strict grammar of RFC 7468 §3, as the crate pem-rfc7468 has it, which this crate uses.
//!
//! Measured: 1.0.0. It does not look into the DER, and reads one block: the text is split after each
//! END line.

use super::reading::{Block, Found};

pub(super) fn read(text: &[u8]) -> Found {
    let mut found = Found::default();
    for piece in blocks(text) {
        match pem_rfc7468::decode_vec(piece) {
            Ok(("CERTIFICATE", der)) => found.certificates.push(der),
            Ok((label, der)) if label.ends_with("PRIVATE KEY") => {
                found.keys.push(Block { label: label.into(), headers: Vec::new(), der });
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    found
}

/// From each line that begins with a BEGIN to the end of the next line that begins with an END.
fn blocks(text: &[u8]) -> Vec<&[u8]> {
    let (mut blocks, mut begin, mut at) = (Vec::new(), None, 0);
    for line in text.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
        if begin.is_none() && line.starts_with(b"-----BEGIN ") {
            begin = Some(at);
        }
        at += line.len();
        if let (Some(from), true) = (begin, line.starts_with(b"-----END ")) {
            blocks.push(&text[from..at]);
            begin = None;
        }
    }
    blocks.extend(begin.map(|from| &text[from..]));
    blocks
}
