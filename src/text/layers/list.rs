//! Lists of base64 values.

use super::{
    spans::{offset_of, span, split_span},
    value::{Encoding, Value},
};
use crate::text::base64::{is_blank, is_digit};

/// Parses two or more base64 values, separated by commas as in Traefik's client certificate header, or
/// concatenated, where padding ends each value but the last.
pub(super) fn base64_list<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    let text = text.trim_ascii_end();
    let mut rest = without_header_name(text.trim_ascii_start());
    let mut count: usize = 0;
    loop {
        let digits = span(rest, |byte| is_digit(byte) || is_blank(byte));
        let padding = span(rest.get(digits..)?, |byte| byte == b'=');
        let (value, after) = rest.split_at_checked(digits.checked_add(padding)?)?;
        if !value.iter().any(|byte| is_digit(*byte)) {
            return None;
        }
        visit(Value::nameless(Encoding::Base64, value, offset_of(text, rest)));
        count = count.checked_add(1)?;
        rest = match after.trim_ascii_start() {
            [] => break,
            [b',', next @ ..] => next.trim_ascii_start(),
            next @ [byte, ..] if padding > 0 && is_digit(*byte) => next,
            _ => return None,
        };
    }
    (count > 1).then_some(())
}

/// Returns the text without the name of a header, such as `X-Forwarded-Tls-Client-Cert:`.
fn without_header_name(text: &[u8]) -> &[u8] {
    let (name, after) = split_span(text, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match after {
        [b':', value @ ..] if !name.is_empty() => value.trim_ascii_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn values(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        base64_list(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text));
            found.push(String::from_utf8(value.text.to_vec()).unwrap());
        })?;
        Some(found)
    }

    #[test]
    fn values_end_at_commas_and_padding() {
        for text in ["AA==,AAE=", " AA== , AAE=\r\n", "AA==\nAAE=\n", "AA== AAE="] {
            let trimmed: Vec<String> =
                values(text).unwrap().iter().map(|value| value.trim().into()).collect();
            assert_eq!(trimmed, ["AA==", "AAE="], "{text}");
        }
        assert_eq!(values("X-Client-Cert: AA==,AAE=").unwrap(), ["AA==", "AAE="]);
        assert_eq!(values("AAEC,AAEC,AA==").unwrap(), ["AAEC", "AAEC", "AA=="]);
        assert_eq!(values("AA\nEC\nAA==\nAA\nEC").unwrap(), ["AA\nEC\nAA==", "AA\nEC"]);
        for text in ["", "AAEC", "AAEC\nAAEC", "AA==", "AA==,", ",AA==", "AA==;AA==", "AA=,=AA"] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
