//! LDIF: entries of a directory (RFC 2849).

use super::{
    spans::{offset_of, split_span},
    value::{Encoding, Value},
};
use crate::text::lines::split_line;

/// Parses `attribute: value` and `attribute:: base64`, continuation lines that begin with a blank,
/// comments, empty lines and the hyphens between changes. An attribute may have several values.
pub(super) fn ldif<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    let mut rest = text;
    while let Some((first, after)) = split_line(rest) {
        let logical = folded(rest, after);
        let start = rest;
        rest = rest.get(logical.len()..)?;
        match first {
            [b'#', ..] | b"-" => continue,
            [b' ', ..] => return None,
            _ if first.trim_ascii().is_empty() => continue,
            _ => {}
        }
        let is_description =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b';');
        let (attribute, value) = split_span(logical, is_description);
        if attribute.is_empty() {
            return None;
        }
        if let Some(value) = value.strip_prefix(b"::") {
            let at = logical.len().checked_sub(value.len())?;
            let offset = offset_of(text, start).checked_add(at)?;
            visit(Value::nameless(Encoding::Base64, value, offset));
        } else if value.first() != Some(&b':') {
            return None;
        }
    }
    Some(())
}

/// Returns the first line of `text` with the lines that continue it; `after` is what follows that line.
fn folded<'a>(text: &'a [u8], mut after: &'a [u8]) -> &'a [u8] {
    while let Some((line, next)) = split_line(after).filter(|(line, _)| line.starts_with(b" ")) {
        debug_assert!(!line.is_empty());
        after = next;
    }
    text.get(..offset_of(text, after)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn values(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        ldif(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text));
            let text: String = String::from_utf8(value.text.to_vec()).unwrap();
            found.push(text.split_whitespace().collect());
        })?;
        Some(found)
    }

    #[test]
    fn entries() {
        let text = "# c\r\nversion: 1\r\n\r\ndn: cn=a,\r\n dc=b\r\ncn:: w7w=\r\n\
                    userCertificate;binary:: AA\r\n EC\r\n AA\r\n-\r\nmail: a@b\r\n";
        assert_eq!(values(text).unwrap(), ["w7w=", "AAECAA"]);
        assert_eq!(values("cACertificate;binary::AAEC").unwrap(), ["AAEC"]);
        for text in [
            " dn: a\ncACertificate:: AAEC",
            "dn: a\nbroken line\ncACertificate:: AAEC",
            "dn: a\ncA Certificate:: AAEC",
            ":: AAEC",
            "dn: a\n\tcACertificate:: AAEC",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
