//! Assignments of an environment or an INI file.

use super::values::{Encoding, Value, is_base64_byte, is_space, offset_of, split_span};
use crate::text::lines::split_line;

/// Parses lines of `NAME=VALUE`, optionally after `export`, with comments, empty lines and section
/// names between them. A value extends to the end of its line and may be in quotes.
pub(super) fn assignments(text: &[u8], visit: &mut dyn FnMut(Value<'_>)) -> Option<()> {
    let mut rest = text;
    while let Some((line, after)) = split_line(rest) {
        let start = offset_of(text, rest);
        rest = after;
        let trimmed = line.trim_ascii();
        match trimmed {
            [] | [b'#' | b';', ..] | [b'[', .., b']'] => continue,
            _ => {}
        }
        let value = value_of(trimmed)?;
        // Trailing blanks are not in `value`, so it is found from the front.
        let before = offset_of(line, line.trim_ascii_start());
        let at = before.checked_add(offset_of(trimmed, value))?;
        visit(unquoted(value, start.checked_add(at)?)?);
    }
    Some(())
}

/// Returns what follows the name and the equals sign.
fn value_of(line: &[u8]) -> Option<&[u8]> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let named = line.strip_prefix(b"export ").unwrap_or(line).trim_ascii_start();
    let (name, after) = split_span(named, is_name);
    let (_, after) = split_span(after, is_space);
    let value = after.strip_prefix(b"=")?;
    (!name.is_empty()).then(|| value.trim_ascii_start())
}

/// Returns the value without its quotes, or `None` if the closing quote is missing.
fn unquoted(value: &[u8], offset: usize) -> Option<Value<'_>> {
    let (text, offset) = match value {
        [quote @ (b'"' | b'\''), inside @ .., last] if last == quote => {
            (inside, offset.checked_add(1)?)
        }
        [b'"' | b'\'', ..] => return None,
        _ => (value, offset),
    };
    // A value with blanks or other characters is not base64. It is skipped.
    let is_base64 = text.iter().all(|byte| is_base64_byte(*byte));
    let text = if is_base64 { text } else { &[] };
    Some(Value { encoding: Encoding::Base64, text, offset })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    fn values(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        assignments(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text), "{}", value.offset);
            found.push(String::from_utf8(value.text.to_vec()).unwrap());
        })?;
        found.retain(|value| !value.is_empty());
        Some(found)
    }

    #[test]
    fn lines_of_names_and_values() {
        let text =
            "# c\r\n[tls]\r\nexport A=MIIA\r\n  b.c-d = \"MIIB\"  \r\nE='MIIC'\r\nF=x y\r\nG=\r\n";
        assert_eq!(values(text).unwrap(), ["MIIA", "MIIB", "MIIC"]);
        for text in ["A=MIIA\nsentence\n", "A=\"MIIA\nB=c\"", "=MIIA", "A: MIIA", "A B=MIIA"] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
