//! Values as text, for programs and for people.

use anycert::{Rfc3339, time::OffsetDateTime};
use std::{path::Path, time::SystemTime};

/// The library has no clock.
pub(crate) fn now() -> OffsetDateTime {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since_1970.map_or(0, |since| since.as_secs());
    OffsetDateTime::UNIX_EPOCH + core::time::Duration::from_secs(seconds)
}

/// RFC 3339 in UTC with three decimals.
pub(crate) fn rfc3339(moment: OffsetDateTime) -> String {
    Rfc3339(moment).to_string()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a file on one line: control and bidirectional characters are escaped.
pub(crate) fn file_name(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}

pub(crate) fn escaped(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        match character.is_control() || is_invisible(character) {
            true => line.extend(character.escape_default()),
            false => line.push(character),
        }
    }
    line
}

/// Bidirectional controls, line and paragraph separators, and zero-width characters.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(
            escaped("a\n\u{1b}[2Jb\u{202e}c\u{2028}d"),
            "a\\n\\u{1b}[2Jb\\u{202e}c\\u{2028}d"
        );
        assert_eq!(escaped("grün 証明書.pem"), "grün 証明書.pem");
    }
}
