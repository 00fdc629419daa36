//! Members of a JSON object (RFC 8259 §4) that were copied without the object.

use super::{
    literal::literal,
    names::Name,
    spans::{offset_of, span, split_span},
    value::{Encoding, Value},
};

/// Parses members with strings, arrays of strings, numbers and words as values, or strings alone,
/// separated by commas; a trailing comma is accepted. JSON web keys are not supported: their private
/// part is not base64 of a certificate or key.
pub(super) fn json_members<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    let text = text.trim_ascii_end();
    let mut rest = text.trim_ascii_start();
    while !rest.is_empty() {
        let (string, after) = json_string(rest)?;
        let after_string = after.trim_ascii_start();
        let after = match after_string.strip_prefix(b":") {
            Some(_) if string == b"kty" => return None,
            Some(value) => {
                let name = Name { scope: 0, text: string, offset: offset_of(text, rest) };
                let mut visit = |value: Value<'a>| visit(Value { name: Some(name), ..value });
                member_value(text, value.trim_ascii_start(), &mut visit)?
            }
            None => {
                visit(value_of(text, rest, string));
                after
            }
        };
        rest = match after.trim_ascii_start() {
            [] => break,
            [b',', next @ ..] => next.trim_ascii_start(),
            _ => return None,
        };
    }
    Some(())
}

/// Reads the value of a member. Returns what follows it.
fn member_value<'a>(
    text: &[u8],
    value: &'a [u8],
    visit: &mut dyn FnMut(Value<'a>),
) -> Option<&'a [u8]> {
    match value {
        [b'"', ..] => {
            let (string, after) = json_string(value)?;
            visit(value_of(text, value, string));
            Some(after)
        }
        [b'[', elements @ ..] => array(text, elements, visit),
        _ => {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
            let (word, after) = split_span(value, is_plain);
            visit(Value::nameless(Encoding::Base64, &[], offset_of(text, value)));
            (!word.is_empty()).then_some(after)
        }
    }
}

/// Reads the strings of an array. Returns what follows it.
fn array<'a>(
    text: &[u8],
    elements: &'a [u8],
    visit: &mut dyn FnMut(Value<'a>),
) -> Option<&'a [u8]> {
    let mut rest = elements.trim_ascii_start();
    loop {
        let (string, after) = json_string(rest)?;
        visit(value_of(text, rest, string));
        rest = match after.trim_ascii_start() {
            [b']', after @ ..] => return Some(after),
            [b',', next @ ..] => next.trim_ascii_start(),
            _ => return None,
        };
    }
}

fn value_of<'a>(text: &[u8], from: &[u8], string: &'a [u8]) -> Value<'a> {
    let offset = offset_of(text, from).saturating_add(1);
    Value::nameless(Encoding::Base64, string, offset)
}

/// Returns a string on one line, and what follows it.
fn json_string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (string, after) = text.starts_with(b"\"").then(|| literal(text, b'"'))??;
    let is_one_line = span(string, |byte| !byte.is_ascii_control()) == string.len();
    is_one_line.then_some((string, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn values(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        json_members(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text));
            found.push(String::from_utf8(value.text.to_vec()).unwrap());
        })?;
        found.retain(|text| !text.is_empty());
        Some(found)
    }

    #[test]
    fn members_and_elements() {
        assert_eq!(values("  \"cer\": \"MII\",\r\n").unwrap(), ["MII"]);
        assert_eq!(values("\"x5c\":[\"MIIA\" , \"MIIB\"]").unwrap(), ["MIIA", "MIIB"]);
        assert_eq!(
            values("\"a\": \"x\\\"y\",\n\"b\": true, \"c\": -1.5e+3, \"d\": \"MII\\/\"").unwrap(),
            ["x\\\"y", "MII\\/"]
        );
        assert_eq!(values("\"MIIA\",\n\"MIIB\"").unwrap(), ["MIIA", "MIIB"]);
        for text in [
            "\"cer\": \"MII",
            "\"cer\" \"MII\"",
            "\"cer\": \"MII\" x",
            "\"cer\": \"M\nII\"",
            "\"x5c\": [\"MII\"",
            "\"x5c\": []",
            "\"a\": {\"cer\": \"MII\"}",
            "\"kty\": \"RSA\", \"x5c\": [\"MII\"]",
            "cer: \"MII\"",
            "\"cer\": ,",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
