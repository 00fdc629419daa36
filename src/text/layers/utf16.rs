//! UTF-16.

use super::decoded::{Attempt, Broken};
use crate::{
    error::text::{JOINED_ENCODINGS, NOT_UTF16, UTF32},
    secret::Scratch,
    text::chars::utf16_order,
};
use memchr::memmem;

/// The start of a BEGIN line in UTF-16 of the other byte order.
const OTHER_ORDER: &str = "\u{2d00}\u{2d00}\u{2d00}\u{2d00}\u{2d00}\u{4200}";

/// Converts UTF-16, as Windows writes it (PowerShell's `>`, Notepad's "Unicode"), to UTF-8.
pub(super) fn utf16(text: &[u8]) -> Attempt {
    if is_utf32(text) {
        return Err(Broken { cause: &UTF32, offset: 0 });
    }
    let Some(from_bytes) = utf16_order(text) else { return Ok(None) };
    if let Some(offset) = memmem::find(text, b"-----BEGIN ") {
        return Err(Broken { cause: &JOINED_ENCODINGS, offset });
    }
    let (pairs, odd) = text.as_chunks();
    let mut decoded = Scratch::with_capacity(text.len().saturating_mul(3).div_ceil(2));
    let mut at: usize = 0;
    let broken = |offset| Broken { cause: &NOT_UTF16, offset };
    for unit in char::decode_utf16(pairs.iter().map(|pair| from_bytes(*pair))) {
        let character = unit.map_err(|_| broken(at))?;
        if at > 0 || character != '\u{feff}' {
            let _fits = decoded.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        at = at.saturating_add(character.len_utf16().saturating_mul(2));
    }
    if memmem::find(&decoded, OTHER_ORDER.as_bytes()).is_some() {
        return Err(Broken { cause: &JOINED_ENCODINGS, offset: 0 });
    }
    if odd.is_empty() { Ok(Some(decoded.into())) } else { Err(broken(at)) }
}

/// Returns whether the text begins with an ASCII character in UTF-32, or with a byte order mark before one.
fn is_utf32(text: &[u8]) -> bool {
    let text = text
        .strip_prefix(&[0xff, 0xfe, 0, 0])
        .or_else(|| text.strip_prefix(&[0, 0, 0xfe, 0xff]))
        .unwrap_or(text);
    matches!(
        text,
        [1..=0x7f, 0, 0, 0, 1..=0x7f, 0, 0, 0, ..] | [0, 0, 0, 1..=0x7f, 0, 0, 0, 1..=0x7f, ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn utf32_is_named() {
        for order in [u32::to_le_bytes, u32::to_be_bytes] {
            for text in ["\u{feff}ab", "ab"] {
                let encoded: Vec<u8> =
                    text.chars().flat_map(|letter| order(u32::from(letter))).collect();
                assert!(utf16(&encoded).is_err_and(|broken| core::ptr::eq(broken.cause, &UTF32)));
            }
        }
        assert!(!is_utf32(b"a\0b\0"));
    }
}
