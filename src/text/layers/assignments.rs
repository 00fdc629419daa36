//! Assignments of an environment or an INI file.

use super::{
    names::Name,
    spans::{is_space, offset_of, span, split_span},
    value::{Encoding, Value, is_base64_byte},
};
use crate::text::lines::split_line;

/// How many characters of base64 a value begins with that is examined although it has others too.
const MATERIAL: usize = 16;

/// Lines of `NAME=VALUE`, with `export` before them, comments, empty lines and the names of sections. A
/// value is everything up to the end of its line, in quotes or not.
pub(super) fn assignments<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    let mut rest = text;
    let mut section: usize = 0;
    while let Some((line, after)) = split_line(rest) {
        let start = offset_of(text, rest);
        rest = after;
        let trimmed = line.trim_ascii();
        match trimmed {
            [b'[', .., b']'] => {
                section = section.saturating_add(1);
                continue;
            }
            [] | [b'#' | b';', ..] => continue,
            _ => {}
        }
        let (name, value) = name_and_value(trimmed, section > 0)?;
        // Trailing blanks are not in `value`, so it is found from the front.
        let before = offset_of(line, line.trim_ascii_start());
        let at = before.checked_add(offset_of(trimmed, value))?;
        let name = Name { scope: section, text: name, offset: start };
        visit(Value { name: Some(name), ..unquoted(value, start.checked_add(at)?)? });
    }
    Some(())
}

/// Returns the name, and what follows it and the equals sign, or the colon of an INI file.
fn name_and_value(line: &[u8], is_ini: bool) -> Option<(&[u8], &[u8])> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let named = line.strip_prefix(b"export ").unwrap_or(line).trim_ascii_start();
    let (name, after) = split_span(named, is_name);
    let (_, after) = split_span(after, is_space);
    let colon = || after.strip_prefix(b":").filter(|_| is_ini);
    let value = after.strip_prefix(b"=").or_else(colon)?;
    // A hyphen marks a removed line.
    let is_name = name.first().is_some_and(|first| *first != b'-');
    is_name.then(|| (name, value.trim_ascii_start()))
}

/// Returns the value without its quotes and without a comment or a command after it, or `None` if the
/// closing quote is missing.
fn unquoted(value: &[u8], offset: usize) -> Option<Value<'_>> {
    let (text, offset) = match value {
        [quote @ (b'"' | b'\''), inside @ .., last] if last == quote => {
            (inside, offset.checked_add(1)?)
        }
        [quote @ (b'"' | b'\''), inside @ ..] => {
            let (text, after) = inside.split_at_checked(memchr::memchr(*quote, inside)?)?;
            ends_value(after.get(1..)?).then_some(())?;
            (text, offset.checked_add(1)?)
        }
        _ => (value, offset),
    };
    // A value with blanks or other characters in it is no base64 and is left out, unless it begins with
    // more of it than a word has: then it may be a certificate that was changed.
    let digits = span(text, is_base64_byte);
    let (base64, after) = text.split_at_checked(digits)?;
    let text = match digits {
        _ if after.is_empty() => text,
        MATERIAL.. if ends_value(after) => base64,
        MATERIAL.. => text,
        _ => &[],
    };
    Some(Value::nameless(Encoding::Base64, text, offset))
}

/// Returns whether a comment or another command follows a value.
fn ends_value(after: &[u8]) -> bool {
    let rest = after.trim_ascii_start();
    rest.starts_with(b";") || rest.len() < after.len() && rest.starts_with(b"#")
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
        let text = "A=MIIDazCCAlOgAwIBAgI x\nB=\"MIIDazCCAlOgAwIBAgI \"\nC=C:\\x\n";
        assert_eq!(values(text).unwrap(), ["MIIDazCCAlOgAwIBAgI x", "MIIDazCCAlOgAwIBAgI "]);
        let text = "A=MIIDazCCAlOgAwIBAgI # x\nB='MIIB' # y\nC=MIIDazCCAlOgAwIBAgI; export C\n\
                    [x]\nD: MIID\nE=\"MIIE\";\n";
        let twice = "MIIDazCCAlOgAwIBAgI";
        assert_eq!(values(text).unwrap(), [twice, "MIIB", twice, "MIID", "MIIE"]);
        assert_eq!(values("A=MIIDazCCAlOgAwIBAgI#x").unwrap(), ["MIIDazCCAlOgAwIBAgI#x"]);
        for text in [
            "A='MIIA' b\n",
            "A='MIIA'#b\n",
            "-A=MIIA\n",
            "A=MIIA\nsentence\n",
            "A=\"MIIA\nB=c\"",
            "=MIIA",
            "A: MIIA",
            "A B=MIIA",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
    }
}
