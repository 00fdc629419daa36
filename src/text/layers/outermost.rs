//! The outermost encoding of a text.

use super::{
    assignments::assignments,
    begins::Begins,
    bytes::{self, head},
    decoded::{Attempt, Broken, Decoded},
    exclusive::check_encoded,
    headers::{client_cert, forwarded_client_cert},
    html::html,
    java_properties::{base64_properties, java_properties},
    json::json_members,
    ldif::ldif,
    list::base64_list,
    literal,
    percent::percent,
    source::{byte_arrays, string_constants},
    utf16::utf16,
    value::{Kind, Walk},
    values,
    yaml_scalar::{yaml, yaml_values},
};
use crate::{format::Layer, note::NoteCode, text::hexadecimal::HEAD};
use zeroize::Zeroizing;

type Decoder = fn(&[u8]) -> Attempt;
type Taken = Result<Option<(Layer, Decoded)>, Broken>;

/// Removes an encoding of text as text.
pub(crate) fn of_text(text: &[u8]) -> Taken {
    let decoders: [(Layer, Decoder); 9] = [
        (Layer::Utf16, utf16),
        (Layer::DataUri, bytes::data_uri),
        (Layer::Quoted, |text| Ok(literal::quoted(text).map(Decoded::from))),
        (Layer::ForwardedClientCert, |text| Ok(forwarded_client_cert(text).map(Decoded::from))),
        (Layer::Percent, |text| Ok(percent(text).map(Decoded::from))),
        (Layer::SourceCode, |text| Ok(complete(text, string_constants(text)?))),
        (Layer::Escaped, |text| Ok(literal::escaped(text).map(Decoded::from))),
        (Layer::JavaProperties, |text| Ok(complete(text, java_properties(text)?))),
        (Layer::Html, |text| Ok(complete(text, html(text).map(Decoded::from)))),
    ];
    for (layer, decode) in decoders {
        if let Some(decoded) = decode(text)? {
            check_encoded(text)?;
            return Ok(Some((layer, decoded)));
        }
    }
    Ok(None)
}

/// Returns the blocks that were extracted from a document, unless one is missing.
fn complete(text: &[u8], decoded: Option<Decoded>) -> Option<Decoded> {
    decoded.filter(|decoded| {
        let found = Begins::of(&decoded.bytes).count();
        found > 0 && found >= Begins::of(text).count()
    })
}

/// Extracts the blocks from a YAML document in the same way.
pub(crate) fn of_yaml(text: &[u8]) -> Taken {
    Ok(complete(text, yaml(text)?).map(|decoded| (Layer::Yaml, decoded)))
}

/// Lists in which every value is certificate material.
const LISTS: [(Layer, Walk); 2] =
    [(Layer::ClientCert, client_cert), (Layer::Base64List, base64_list)];

/// Documents in which values may be surrounded by other data.
const DOCUMENTS: [(Layer, Walk); 6] = [
    (Layer::Json, json_members),
    (Layer::Ldif, ldif),
    (Layer::SourceCode, byte_arrays),
    (Layer::JavaProperties, base64_properties),
    (Layer::Assignments, assignments),
    (Layer::Yaml, yaml_values),
];

/// Removes an encoding of bytes as text.
pub(crate) fn of_bytes(text: &[u8]) -> Taken {
    let (text, is_marked) = without_prompt_mark(text);
    let mut taken = of_bytes_alone(text)?;
    if is_marked && let Some((_, decoded)) = &mut taken {
        decoded.codes.set(NoteCode::PromptMark);
    }
    Ok(taken)
}

fn of_bytes_alone(text: &[u8]) -> Taken {
    if let Some(bytes) = bytes::hex(text) {
        return Ok(Some((Layer::Hex, bytes.into())));
    }
    for (layer, walk) in LISTS {
        if let Some(decoded) = values::decode_list(text, walk)? {
            return Ok(Some((layer, decoded)));
        }
    }
    if let Some(decoded) = bytes::base64(text)? {
        return Ok(Some((Layer::Base64, decoded)));
    }
    for (layer, walk) in DOCUMENTS {
        if let Some(decoded) = values::decode(text, walk)? {
            return Ok(Some((layer, decoded)));
        }
    }
    Ok(None)
}

/// Returns a text without the `%` that zsh shows after output that does not end its last line, and
/// whether it was there. No encoding of bytes has that character.
///
/// Fixture: `text/base64-before-prompt.txt`.
fn without_prompt_mark(text: &[u8]) -> (&[u8], bool) {
    match text.trim_ascii_end() {
        [text @ .., b'%'] => (text, true),
        _ => (text, false),
    }
}

/// What a text that encodes bytes is, from the first bytes of it.
pub(crate) enum Encoded<T> {
    /// Base64 or hexadecimal digits of this.
    Head(T),
    /// The values of a list or of a document.
    Values(Kind),
}

/// Returns what a text encodes, in the order of [`of_bytes`] and without allocating. `of_head`
/// recognizes the first bytes.
pub(crate) fn encoded<T>(text: &[u8], of_head: impl Fn(&[u8]) -> Option<T>) -> Option<Encoded<T>> {
    let (text, _) = without_prompt_mark(text);
    let values_in = |walks: &[(Layer, Walk)]| {
        walks.iter().find_map(|(_, walk)| values::kind(text, *walk)).map(Encoded::Values)
    };
    let mut buffer = Zeroizing::new([0; HEAD]);
    values_in(&LISTS)
        .or_else(|| of_head(head(text, &mut buffer)).map(Encoded::Head))
        .or_else(|| values_in(&DOCUMENTS))
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
        let header = "X-SSL-Client-Cert: -----BEGIN%20A-----%0A";
        assert_eq!(decoded(header), Some((Layer::Percent, "-----BEGIN A-----\n".into())));
        assert_eq!(decoded("a: b%20c"), Some((Layer::Percent, "a: b c".into())));
        for text in ["a%2", "a%2Bb%", "a%2Gb", "100% of %2B", "%2B\n%2B"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
