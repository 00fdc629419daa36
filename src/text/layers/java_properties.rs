//! Java properties files.

use super::{
    decoded::{Attempt, Broken, LeftOut},
    literal::{Escapes, unescape},
    names::{Name, Names},
    spans::offset_of,
    value::{Encoding, Value},
};
use crate::{
    error::text::SAME_NAME,
    secret::{Bytes, Scratch},
    text::boundary::has_begin,
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
    let is_whole = properties(text, &mut |name, value, _| {
        let value = property(value)?;
        if !has_begin(&value) {
            left_out.add(&value, name.offset);
            return Some(());
        }
        names.add(Some(name));
        // Otherwise the block has raw lines, which are not properties.
        let has_lines = memchr::memchr(b'\n', value.trim_ascii_end()).is_some();
        let fits = joined.extend(&value) && (joined.last() == Some(&b'\n') || joined.push(b'\n'));
        (has_lines && fits).then_some(())
    });
    if is_whole.is_none() || joined.is_empty() {
        return Ok(None);
    }
    names.sort();
    let mut repeated = None;
    let _is_whole = properties(text, &mut |name, _, _| {
        repeated = repeated.or(Some(name.offset).filter(|_| names.is_repeated(name)));
        Some(())
    });
    match repeated {
        Some(offset) => Err(Broken { cause: &SAME_NAME, offset }),
        None => left_out.check(joined),
    }
}

/// Parses properties in which base64 is continued on the next line, or has its padding escaped, as `store`
/// writes it. Without such values the text may be an environment file, in which a backslash is none.
pub(super) fn base64_properties<'a>(
    text: &'a [u8],
    visit: &mut dyn FnMut(Value<'a>),
) -> Option<()> {
    let is_mark = |at| matches!(text.get(at..), Some([_, b'=' | b'\n' | b'\r', ..]));
    memchr::memchr_iter(b'\\', text).find(|at| is_mark(*at))?;
    properties(text, &mut |name, value, offset| {
        // Otherwise any sentence is a key and its value.
        let after = text.get(name.offset.checked_add(name.text.len())?..)?;
        matches!(without_blanks(after), [b'=' | b':', ..]).then_some(())?;
        visit(Value { encoding: Encoding::Properties, text: value, offset, name: Some(name) });
        Some(())
    })
}

/// Calls the function with the name of each property, its value with its escapes, and where that begins. A
/// block in a comment or in a key would be dropped, so it is rejected.
fn properties<'a>(
    text: &'a [u8],
    visit: &mut dyn FnMut(Name<'a>, &'a [u8], usize) -> Option<()>,
) -> Option<()> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let is_comment = matches!(rest, [b'#' | b'!', ..]);
        let (dropped, after) = match rest {
            [] => return Some(()),
            _ if is_comment => rest.split_at_checked(line_end(rest))?,
            _ => rest.split_at_checked(offset_of(rest, after_key(rest)?))?,
        };
        if has_begin(dropped) {
            return None;
        }
        if is_comment {
            rest = after;
            continue;
        }
        let name = Name { scope: 0, text: dropped, offset: offset_of(text, rest) };
        let raw = after_separator(after);
        let (value, next) = raw.split_at_checked(logical_line(raw))?;
        visit(name, value, offset_of(text, raw))?;
        rest = next;
    }
}

/// Returns the length of a line with those that continue it.
fn logical_line(text: &[u8]) -> usize {
    let mut at: usize = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(hit) = memchr::memchr3(b'\\', b'\n', b'\r', rest) else { return text.len() };
        at = at.saturating_add(hit);
        match rest.get(hit..) {
            Some([b'\\', b'\r', b'\n', ..]) => at = at.saturating_add(3),
            Some([b'\\', _, ..]) => at = at.saturating_add(2),
            Some([b'\\']) => return text.len(),
            _ => return at,
        }
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

/// Returns the value of a property without its escapes.
pub(super) fn property(value: &[u8]) -> Option<Bytes<'_>> {
    if memchr::memchr(b'\\', value).is_none() {
        return Some(Bytes::Borrowed(value));
    }
    unescape(value, Escapes::Properties).map(|(plain, _)| Bytes::Owned(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    const BEGIN: &str = "-----BEGIN X-----";

    fn read(text: &str) -> Option<String> {
        let read = java_properties(text.as_bytes()).ok().flatten()?;
        Some(String::from_utf8(read.bytes.to_vec()).unwrap())
    }

    #[test]
    fn base64_of_properties() {
        let values = |text: &str| {
            let mut found = Vec::new();
            base64_properties(text.as_bytes(), &mut |value| {
                assert!(text.as_bytes()[value.offset..].starts_with(value.text));
                let plain = property(value.text).map(|plain| plain.to_vec());
                found.push((value.name.unwrap().text, String::from_utf8(plain.unwrap()).unwrap()));
            })?;
            Some(found.into_iter().map(|(_, value)| value).collect::<Vec<_>>())
        };
        let text = "# c \\=\n! d\r\na.b = AA\\=\\=\r\nc : AB\\\r\n  CD\\\n\tEF\\=\nd=\n";
        assert_eq!(values(text).unwrap(), ["AA==", "ABCDEF=", ""]);
        for text in ["a=AA==\n", "a=b\\n\n", "a b\\=\n", "a=AA\\=\nwords\n", "a\\\n=AA"] {
            assert_eq!(values(text), None, "{text}");
        }
        assert!(property(b"AA\\q").is_none());
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
