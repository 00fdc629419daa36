//! Java properties files.

use super::decoded::hex_pair;
use crate::{secret::Scratch, text::boundary::has_begin};

/// Parses the format of `java.util.Properties`, as `store` writes it and `load` reads it: keys and
/// values separated by `=`, `:` or blanks, with escapes in both; lines continued by a backslash;
/// comments after `#` and `!`. Returns the values that contain PEM text.
pub(super) fn java_properties(text: &[u8]) -> Option<Scratch> {
    let mut joined = Scratch::with_capacity(text.len().saturating_add(1));
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        match rest {
            [] => break,
            [b'#' | b'!', ..] => rest = rest.get(line_end(rest)..)?,
            _ => {
                let start = joined.len();
                rest = value(after_separator(after_key(rest)?), &mut joined)?;
                let value = joined.get(start..)?;
                if !has_begin(value) {
                    joined.truncate(start);
                } else if memchr::memchr(b'\n', value.trim_ascii_end()).is_none() {
                    // The block has raw lines, which are not properties.
                    return None;
                } else if joined.last() != Some(&b'\n') && !joined.push(b'\n') {
                    return None;
                }
            }
        }
    }
    (!joined.is_empty()).then_some(joined)
}

fn line_end(text: &[u8]) -> usize {
    memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len())
}

/// Returns what follows the key. It may contain escapes but no line end.
fn after_key(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        rest = match rest {
            [b'\\', b'\n' | b'\r', ..] | [b'\\'] => return None,
            [b'\\', _, after @ ..] => after,
            [] | [b'=' | b':' | b' ' | b'\t' | 0x0c | b'\n' | b'\r', ..] => return Some(rest),
            [_, after @ ..] => after,
        };
    }
}

fn after_separator(text: &[u8]) -> &[u8] {
    let text = without_blanks(text);
    match text {
        [b'=' | b':', value @ ..] => without_blanks(value),
        _ => text,
    }
}

fn without_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0c)).count();
    text.get(blanks..).unwrap_or_default()
}

/// Appends the value to `joined` and returns what follows its line. Unknown escapes are rejected: Java
/// would drop the backslash, and no software writes them.
fn value<'a>(text: &'a [u8], joined: &mut Scratch) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let plain = memchr::memchr3(b'\\', b'\n', b'\r', rest).unwrap_or(rest.len());
        let (before, after) = rest.split_at_checked(plain)?;
        let [b'\\', escape @ ..] = after else {
            return joined.extend(before).then_some(after);
        };
        let mut buffer = [0; 4];
        let (replacement, tail): (&[u8], _) = match escape {
            [b'\r', b'\n', next @ ..] | [b'\n' | b'\r', next @ ..] => (b"", without_blanks(next)),
            [b'n', tail @ ..] => (b"\n", tail),
            [b'r', tail @ ..] => (b"\r", tail),
            [b't', tail @ ..] => (b"\t", tail),
            [b'f', tail @ ..] => (b"\x0c", tail),
            [b'u', a, b, c, d, tail @ ..] => {
                let unit = u16::from_be_bytes([hex_pair(*a, *b)?, hex_pair(*c, *d)?]);
                let character = char::from_u32(u32::from(unit))?;
                (character.encode_utf8(&mut buffer).as_bytes(), tail)
            }
            [b'=' | b':' | b'#' | b'!' | b'\\' | b' ' | b'"' | b'\'', tail @ ..] => {
                (escape.get(..1)?, tail)
            }
            _ => return None,
        };
        if !(joined.extend(before) && joined.extend(replacement)) {
            return None;
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    const BEGIN: &str = "-----BEGIN X-----";

    fn read(text: &str) -> Option<String> {
        java_properties(text.as_bytes()).map(|read| String::from_utf8(read.to_vec()).unwrap())
    }

    #[test]
    fn values_of_properties() {
        let one = format!("{BEGIN}\nAA==\n");
        for text in [
            format!("#c\ntls.key={BEGIN}\\nAA\\=\\=\\n\n"),
            format!("! c\r\na\\ b : {BEGIN}\\nAA\\u003d\\u003D\\n\r\nx=\r\n"),
            format!("a {BEGIN}\\n\\\n   AA\\=\\=\nb=\\:\\#\\!\n"),
        ] {
            assert_eq!(read(&text).as_deref(), Some(&*one), "{text}");
        }
        let two = format!("a={BEGIN}\\nAA\\=\\=\\n\nb=c\nd={BEGIN}\\nAA\\=\\=");
        assert_eq!(read(&two), Some(one.repeat(2)));
        for text in [
            "a=b\\=".into(),
            format!("a={BEGIN}\nAA==\n"),
            format!("a={BEGIN}\\n\nAA==\nb=\\=\n"),
            format!("a={BEGIN}\\nAA\\q\n"),
            format!("a={BEGIN}\\nAA\\u00"),
            format!("a={BEGIN}\\nAA\\ud800"),
            format!("a={BEGIN}\\nAA\\"),
            format!("a\\\nb={BEGIN}\\nAA"),
        ] {
            assert_eq!(read(&text), None, "{text}");
        }
    }
}
