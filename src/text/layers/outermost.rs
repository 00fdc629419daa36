//! The outermost encoding of a text.

use super::{
    bytes,
    decoded::{Attempt, Broken, Decoded},
    literal,
    percent::percent,
    utf16::utf16,
};
use crate::format::Layer;

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
