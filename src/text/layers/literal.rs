//! String literals from the source of a program or a configuration.

use super::{bytes, spans::span};
use crate::{
    secret::Scratch,
    shape::shape,
    text::{
        boundary::{Side, has_begin, next_boundary},
        hexadecimal::hex_pair,
        stray::stray_material,
    },
};
use memchr::memmem;

/// How far from the start of a text its string may begin.
const MOST_BEFORE: usize = 160;

/// Returns the content of one string literal, or of adjacent ones as C, Python and Java join them,
/// optionally after a name and `=` or `:`, and before punctuation. Escapes are not decoded here.
pub(super) fn quoted(text: &[u8]) -> Option<Scratch> {
    let text = text.trim_ascii();
    if let Some(inside) = typographic(text) {
        return Some(Scratch::copy_of(inside));
    }
    let window = text.get(..MOST_BEFORE).unwrap_or(text);
    let open = window.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let (before, mut rest) = text.split_at_checked(open)?;
    if !is_assignment(before) {
        return None;
    }
    let quote = *rest.first()?;
    let mut joined = Scratch::with_capacity(text.len());
    while rest.first() == Some(&quote) {
        let (inside, after) = literal(rest, quote)?;
        let _fits = joined.extend(inside);
        rest = skip(after, b" \t\r\n+.&_\\");
    }
    skip(rest, b" \t\r\n,;)}]").is_empty().then_some(joined)
}

/// Returns the content of a text in typographic quotation marks.
fn typographic(text: &[u8]) -> Option<&[u8]> {
    [("\u{201c}", "\u{201d}"), ("\u{2018}", "\u{2019}"), ("\u{201e}", "\u{201c}")]
        .into_iter()
        .find_map(|(open, close)| {
            text.strip_prefix(open.as_bytes())?.strip_suffix(close.as_bytes())
        })
}

/// Whether a string may follow this text: it is empty, a short name and a sign, or a string prefix
/// (`r"`, `b"`, `@"`, `$'`).
fn is_assignment(before: &[u8]) -> bool {
    let letters = |byte: &u8| b"bBrRuUfFL@$".contains(byte);
    let trimmed = before.trim_ascii_end();
    let is_apart = trimmed.len() < before.len();
    let name = match trimmed {
        [name @ .., letter] if !is_apart && letters(letter) => name.trim_ascii_end(),
        _ => trimmed,
    };
    let is_sign = |byte: &u8| b"=:([,".contains(byte);
    name.last().is_none_or(is_sign)
        && next_boundary(before, 0).is_none()
        && stray_material(before).is_none()
}

/// Returns the content of the literal at the start of `text`, and what follows its closing quotes.
pub(super) fn literal(text: &[u8], quote: u8) -> Option<(&[u8], &[u8])> {
    let three = [quote; 3];
    if let Some(inside) = text.strip_prefix(&three) {
        let end = memmem::find(inside, &three)?;
        return Some((inside.get(..end)?, inside.get(end.checked_add(3)?..)?));
    }
    let inside = text.get(1..)?;
    let mut at: usize = 0;
    loop {
        at = at.checked_add(memchr::memchr2(quote, b'\\', inside.get(at..)?)?)?;
        if inside.get(at) == Some(&quote) {
            return Some((inside.get(..at)?, inside.get(at.checked_add(1)?..)?));
        }
        at = at.checked_add(2)?;
    }
}

pub(super) fn skip<'a>(text: &'a [u8], bytes: &[u8]) -> &'a [u8] {
    let length = text.iter().take_while(|byte| bytes.contains(byte)).count();
    text.get(length..).unwrap_or_default()
}

/// Decodes the escapes of C, JSON, JavaScript and shells. Returns `None` if one is unknown, if there
/// are only backslashes at line ends, if the result is not supported content, or if only some of the
/// BEGIN lines have an escape for their end: readers that find them anywhere read the others.
pub(super) fn escaped(text: &[u8]) -> Option<Scratch> {
    memchr::memchr(b'\\', text)?;
    if has_both_line_ends(text) {
        return None;
    }
    let (decoded, any) = unescape(text, Escapes::Program)?;
    (any && is_promising(&decoded)).then_some(decoded)
}

/// Returns whether some BEGIN boundaries end their line and others do not.
fn has_both_line_ends(text: &[u8]) -> bool {
    let mut at = 0;
    let mut found = [false; 2];
    while let Some(boundary) = next_boundary(text, at) {
        if boundary.side == Side::Begin {
            let [ends, goes_on] = &mut found;
            *(if boundary.ends_its_line(text) { ends } else { goes_on }) = true;
        }
        at = boundary.end;
    }
    found == [true; 2]
}

/// What writes a string with escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Programs in C, JSON, JavaScript, and shells.
    Program,
    /// `java.util.Properties`.
    Properties,
}

/// Decodes the escapes if all of them are known. Also returns whether there were others than
/// backslashes at line ends.
pub(super) fn unescape(text: &[u8], of: Escapes) -> Option<(Scratch, bool)> {
    let mut decoded = Scratch::with_capacity(text.len());
    let mut rest = text;
    let mut any = false;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, after) = rest.split_at_checked(at)?;
        let (length, value) = escape(after, of)?;
        any |= !matches!(value, Value::JoinedLine);
        let fits = decoded.extend(before)
            && match value {
                Value::JoinedLine => true,
                Value::Byte(byte) => decoded.push(byte),
                Value::Character(character) => {
                    decoded.extend(character.encode_utf8(&mut [0; 4]).as_bytes())
                }
            };
        debug_assert!(fits);
        rest = after.get(length..)?;
    }
    decoded.extend(rest).then_some((decoded, any))
}

enum Value {
    JoinedLine,
    Byte(u8),
    Character(char),
}

/// Returns the length of one escape, and its decoded bytes.
fn escape(text: &[u8], of: Escapes) -> Option<(usize, Value)> {
    let byte = |byte| Some((2, Value::Byte(byte)));
    let is_property = of == Escapes::Properties;
    // The next line of a property may be indented.
    let joined = |length: usize| {
        let blanks = match is_property {
            true => span(text.get(length..)?, |byte| matches!(byte, b' ' | b'\t' | 0x0c)),
            false => 0,
        };
        Some((length.saturating_add(blanks), Value::JoinedLine))
    };
    match text {
        [_, same, ..] if is_property && b"=:#! ".contains(same) => byte(*same),
        // Java drops the backslash, and no software writes them.
        [_, b'v' | b'/' | b'`' | b'x', ..] if is_property => None,
        [_, b'n', ..] => byte(b'\n'),
        [_, b'r', ..] => byte(b'\r'),
        [_, b't', ..] => byte(b'\t'),
        [_, b'f', ..] => byte(0x0c),
        [_, b'v', ..] => byte(0x0b),
        [_, same @ (b'\\' | b'/' | b'"' | b'\'' | b'`'), ..] => byte(*same),
        [_, b'x', high, low, ..] => Some((4, Value::Byte(hex_pair(*high, *low)?))),
        [_, b'u', a, b, c, d, ..] => {
            let unit = u32::from(u16::from_be_bytes([hex_pair(*a, *b)?, hex_pair(*c, *d)?]));
            Some((6, Value::Character(char::from_u32(unit)?)))
        }
        [_, b'\r', b'\n', ..] => joined(3),
        [_, b'\n' | b'\r', ..] => joined(2),
        _ => None,
    }
}

/// Whether decoded bytes are supported content, or another encoding of it.
fn is_promising(decoded: &[u8]) -> bool {
    shape(decoded).is_some()
        || has_begin(decoded)
        || bytes::is_base64(decoded)
        || quoted(decoded).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn text(scratch: Option<Scratch>) -> Option<String> {
        scratch.map(|scratch| String::from_utf8(scratch.to_vec()).unwrap())
    }

    #[test]
    fn literals_of_many_languages() {
        for source in [
            "\"ab\"",
            " 'ab'\n",
            "`ab`",
            "\"\"\"ab\"\"\"",
            "\u{201c}ab\u{201d}",
            "CERT=\"ab\"\n",
            "export CERT=$'ab'",
            "cert: 'ab'",
            "const char cert[] =\n  \"a\"\n  \"b\";\n",
            "String cert = \"a\" +\n    \"b\";",
            "cert = (\n    b\"a\"\n    \"b\"\n)",
            "x = r'ab',",
        ] {
            assert_eq!(text(quoted(source.as_bytes())).as_deref(), Some("ab"), "{source}");
        }
        assert_eq!(text(quoted(br#""a\"b\\""#)).as_deref(), Some(r#"a\"b\\"#));
    }

    #[test]
    fn no_literal() {
        for source in ["\"ab", "it's 'ab'", "A=\"a\"\nB=\"b\"", "\"a\" b", "ab", "\"a\\\"", "\""] {
            assert_eq!(text(quoted(source.as_bytes())), None, "{source}");
        }
    }

    #[test]
    fn escapes_are_all_known_or_none_is_read() {
        let begin = "-----BEGIN CERTIFICATE-----";
        for (escapes, plain) in [
            (r"\n\r\t\\\/\x2b\u002B", "\n\r\t\\/++"),
            ("\\\n\\\r\n\\n", "\n"),
            (r#"\"\'\`"#, "\"'`"),
            (r"\u00fc", "\u{fc}"),
        ] {
            let source = [begin, escapes].concat();
            assert_eq!(text(escaped(source.as_bytes())), Some([begin, plain].concat()));
        }
        for source in [r"\", r"\q", r"\x2", r"\x2g", r"\ud800", r"\u12", "\\\n"] {
            assert_eq!(text(escaped([begin, source].concat().as_bytes())), None, "{source}");
        }
        assert_eq!(text(escaped(br"C:\new\table.pem")), None);
    }
}
