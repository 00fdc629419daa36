//! The encodings of a whole text: each is taken off as a whole or not at all.

mod bytes;
mod literal;

use super::{boundary::has_begin, repair::Codes};
use crate::{
    error::{ErrorText, text::NOT_UTF16},
    format::Layer,
    secret::Scratch,
    shape::shape,
};
pub(crate) use bytes::{HEAD, head, split_data_uri};

/// A text that is encoded for certain, and broken at this offset.
pub(crate) struct Broken {
    pub(crate) cause: &'static ErrorText,
    pub(crate) offset: usize,
}

/// A text with an encoding taken off, and what was wrong with that.
pub(crate) struct Decoded {
    pub(crate) bytes: Scratch,
    pub(crate) codes: Codes,
}

impl From<Scratch> for Decoded {
    fn from(bytes: Scratch) -> Self {
        Decoded { bytes, codes: Codes::default() }
    }
}

type Attempt = Result<Option<Decoded>, Broken>;
type Decoder = fn(&[u8]) -> Attempt;
type Taken = Result<Option<(Layer, Decoded)>, Broken>;

/// Takes off an encoding of text as text.
pub(crate) fn of_text(text: &[u8]) -> Taken {
    let decoders: [(Layer, Decoder); 5] = [
        (Layer::Utf16, utf16),
        (Layer::DataUri, bytes::data_uri),
        (Layer::Quoted, |text| Ok(literal::quoted(text).map(Decoded::from))),
        (Layer::Percent, |text| Ok(percent(text).map(Decoded::from))),
        (Layer::Escaped, |text| Ok(literal::escaped(text).map(Decoded::from))),
    ];
    first_of(&decoders, text)
}

/// Takes off an encoding of bytes as text.
pub(crate) fn of_bytes(text: &[u8]) -> Taken {
    let decoders: [(Layer, Decoder); 2] = [
        (Layer::Hex, |text| Ok(bytes::hex(text).map(Decoded::from))),
        (Layer::Base64, bytes::base64),
    ];
    first_of(&decoders, text)
}

fn first_of(decoders: &[(Layer, Decoder)], text: &[u8]) -> Taken {
    for (layer, decode) in decoders {
        if let Some(decoded) = decode(text)? {
            return Ok(Some((*layer, decoded)));
        }
    }
    Ok(None)
}

/// The order of the bytes, by a byte order mark or by the zeroes of two ASCII characters.
fn utf16_order(text: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match text {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(u16::from_le_bytes),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether this may be UTF-16.
pub(crate) fn is_utf16(text: &[u8]) -> bool {
    utf16_order(text).is_some()
}

/// UTF-16 as Windows writes it (PowerShell's `>`, Notepad's "Unicode"), into UTF-8.
fn utf16(text: &[u8]) -> Attempt {
    let Some(from_bytes) = utf16_order(text) else { return Ok(None) };
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
    if odd.is_empty() { Ok(Some(decoded.into())) } else { Err(broken(at)) }
}

/// Percent-encoding (RFC 3986 §2.1) on one line, as proxies hand client certificates on. A plus
/// is a plus.
fn percent(text: &[u8]) -> Option<Scratch> {
    let text = text.trim_ascii();
    if !text.contains(&b'%') || text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    unpercent(text)
}

/// Decodes every `%XX`; nothing if a percent sign is anything else.
fn unpercent(text: &[u8]) -> Option<Scratch> {
    let mut decoded = Scratch::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'%', rest) {
        let (before, after) = rest.split_at_checked(at)?;
        let [_, high, low, tail @ ..] = after else { return None };
        let fits = decoded.extend(before) && decoded.push(hex_pair(*high, *low)?);
        debug_assert!(fits);
        rest = tail;
    }
    decoded.extend(rest).then_some(decoded)
}

/// The byte that two hexadecimal digits stand for.
fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

/// Whether decoded bytes are something that can be read, or another encoding of it.
fn is_promising(decoded: &[u8]) -> bool {
    shape(decoded).is_some()
        || has_begin(decoded)
        || bytes::is_base64(decoded)
        || literal::quoted(decoded).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn peeled(text: &[u8]) -> Option<(Layer, String)> {
        let (layer, decoded) = of_text(text).ok().flatten()?;
        Some((layer, String::from_utf8(decoded.bytes.to_vec()).unwrap()))
    }

    #[test]
    fn utf16_of_both_orders_with_and_without_mark() {
        let text = "-----BEGIN Müller \u{1f512}";
        for mark in ["\u{feff}", ""] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let encode = |text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
                let mut bytes = encode(mark);
                bytes.extend(encode(text));
                assert_eq!(peeled(&bytes), Some((Layer::Utf16, text.into())));
                bytes.push(b'\n');
                assert!(of_text(&bytes).is_err(), "half a character");
                bytes.truncate(bytes.len() - 3);
                assert!(of_text(&bytes).is_err(), "half a surrogate pair");
            }
        }
    }

    #[test]
    fn percent_is_all_or_nothing() {
        let decoded = |text: &str| peeled(text.as_bytes());
        assert_eq!(decoded(" a%2Bb+%0a\n"), Some((Layer::Percent, "a+b+\n".into())));
        for text in ["a%2", "a%2Bb%", "a%2Gb", "100% of %2B", "%2B\n%2B"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
