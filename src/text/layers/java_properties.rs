//! Java properties files.

use super::{
    decoded::{Attempt, Broken, LeftOut},
    names::{Name, Names},
    spans::offset_of,
};
use crate::{
    error::text::SAME_NAME,
    secret::Scratch,
    text::{boundary::has_begin, hexadecimal::hex_pair},
};

/// Parses the format of `java.util.Properties`, as `store` writes it and `load` reads it: keys and
/// values separated by `=`, `:` or blanks, with escapes in both; lines continued by a backslash;
/// comments after `#` and `!`. Returns the values that contain PEM text. Of two properties with the same
/// key Java takes the last, so such a text is rejected.
pub(super) fn java_properties(text: &[u8]) -> Attempt {
    // A value with several lines has escapes.
    if memchr::memchr(b'\\', text).is_none() {
        return Ok(None);
    }
    let mut joined = Scratch::with_capacity(text.len().saturating_add(1));
    let mut names = Names::with_room(0);
    let mut left_out = LeftOut::default();
    let is_whole = properties(text, &mut joined, &mut |name, start, joined| {
        let value = joined.get(start..)?;
        if !has_begin(value) {
            left_out.add(value, name.offset);
            joined.truncate(start);
            return Some(());
        }
        names.add(Some(name));
        // Otherwise the block has raw lines, which are not properties.
        let has_lines = memchr::memchr(b'\n', value.trim_ascii_end()).is_some();
        (has_lines && (joined.last() == Some(&b'\n') || joined.push(b'\n'))).then_some(())
    });
    if is_whole.is_none() || joined.is_empty() {
        return Ok(None);
    }
    names.sort();
    let mut repeated = None;
    let mut values = Scratch::with_capacity(text.len());
    let _is_whole = properties(text, &mut values, &mut |name, start, values| {
        values.truncate(start);
        repeated = repeated.or(Some(name.offset).filter(|_| names.is_repeated(name)));
        Some(())
    });
    match repeated {
        Some(offset) => Err(Broken { cause: &SAME_NAME, offset }),
        None => left_out.check(joined),
    }
}

/// Appends each value to `values` and calls the function with its name and where it begins there. A block
/// in a comment or in a key would be dropped, so it is rejected.
fn properties<'a>(
    text: &'a [u8],
    values: &mut Scratch,
    visit: &mut dyn FnMut(Name<'a>, usize, &mut Scratch) -> Option<()>,
) -> Option<()> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let (dropped, after) = match rest {
            [] => return Some(()),
            [b'#' | b'!', ..] => rest.split_at_checked(line_end(rest))?,
            _ => rest.split_at_checked(offset_of(rest, after_key(rest)?))?,
        };
        if has_begin(dropped) {
            return None;
        }
        if matches!(rest, [b'#' | b'!', ..]) {
            rest = after;
            continue;
        }
        let name = Name { scope: 0, text: dropped, offset: offset_of(text, rest) };
        let start = values.len();
        rest = value(after_separator(after), values)?;
        visit(name, start, values)?;
    }
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
        let read = java_properties(text.as_bytes()).ok().flatten()?;
        Some(String::from_utf8(read.bytes.to_vec()).unwrap())
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
