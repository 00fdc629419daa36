//! Decoding of YAML scalars, and the documents with such scalars.

use super::{
    decoded::{Attempt, LeftOut},
    names::Names,
    spans::{is_space, span},
    value::{Encoding, Heads, Value},
    yaml::{Scalar, Style, scalars},
};
use crate::{
    secret::Scratch,
    text::{boundary::has_begin, hexadecimal::hex_pair, lines::split_line},
};

/// How PEM text is in the scalars of a YAML document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YamlForm {
    /// In literal blocks or on one line. A reader of indented blocks sees the same.
    Verbatim,
    /// In a quoted scalar of several lines, where an empty line is a line end, or with escapes in one
    /// scalar and without in another.
    Folded,
}

/// Returns how PEM text is in the values of a YAML document; `None` if there is none, or if other
/// values are the base64 of certificates or keys.
pub(crate) fn yaml_of_pem(text: &[u8]) -> Option<YamlForm> {
    let (mut form, mut is_mixed) = (None, false);
    let (mut any_escaped, mut any_other) = (false, false);
    let mut heads = Heads::new();
    scalars(text, &mut |scalar| {
        if has_begin(scalar.text) {
            let is_quoted = matches!(scalar.style, Style::Single | Style::Double);
            let is_folded = is_quoted && memchr::memchr2(b'\n', b'\r', scalar.text).is_some();
            let is_escaped = scalar.text.contains(&b'\\');
            any_escaped |= is_escaped;
            any_other |= !is_escaped;
            // No decoder of a whole text reads both.
            let is_folded = is_folded || any_escaped && any_other;
            if form.is_none() || is_folded {
                form = Some(if is_folded { YamlForm::Folded } else { YamlForm::Verbatim });
            }
        } else {
            is_mixed |= heads.kind(value_of(scalar)).is_some();
        }
    })?;
    form.filter(|_| !is_mixed)
}

/// Returns the PEM text in the values of a YAML document.
pub(super) fn yaml(text: &[u8]) -> Attempt {
    let mut joined = Scratch::with_capacity(text.len().saturating_add(1));
    let mut left_out = LeftOut::default();
    let mut is_sound = true;
    let is_yaml = scalars(text, &mut |scalar| {
        if !has_begin(scalar.text) {
            left_out.add(scalar.text, scalar.offset);
        } else if is_sound {
            is_sound = append(scalar, &mut joined).is_some()
                && (joined.last() == Some(&b'\n') || joined.push(b'\n'));
        }
    });
    if is_yaml.is_none() || !is_sound { Ok(None) } else { left_out.check(joined) }
}

/// Returns the offset of a key that occurs twice in one mapping, and has PEM text as one of its values.
pub(crate) fn repeated_yaml_name(text: &[u8]) -> Option<usize> {
    let mut count: usize = 0;
    let may_hold = |scalar: &Scalar<'_>| scalar.text.is_empty() || has_begin(scalar.text);
    scalars(text, &mut |scalar| count = count.saturating_add(usize::from(may_hold(&scalar))))?;
    let mut names = Names::with_room(count);
    scalars(text, &mut |scalar| names.add(scalar.name.filter(|_| may_hold(&scalar))))?;
    names.sort();
    let mut repeated = None;
    scalars(text, &mut |scalar| {
        repeated = repeated.or_else(|| scalar.name.filter(|name| names.is_repeated(*name)));
    })?;
    repeated.map(|name| name.offset)
}

/// The values of a YAML document as base64.
pub(super) fn yaml_values<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    scalars(text, &mut |scalar| visit(value_of(scalar)))
}

fn value_of(scalar: Scalar<'_>) -> Value<'_> {
    let Scalar { text, offset, name, .. } = scalar;
    Value { encoding: Encoding::Base64, text, offset, name }
}

/// Appends the decoded scalar.
fn append(scalar: Scalar<'_>, joined: &mut Scratch) -> Option<()> {
    match scalar.style {
        Style::Plain => joined.extend(scalar.text).then_some(()),
        Style::Single | Style::Double => quoted(scalar, joined),
        Style::Literal | Style::Folded => block(scalar, joined),
    }
}

/// A quoted scalar (YAML 1.2 §7.3): a line end is a blank, and so many empty lines after it are as many
/// line ends.
fn quoted(scalar: Scalar<'_>, joined: &mut Scratch) -> Option<()> {
    let is_double = scalar.style == Style::Double;
    let mut rest = Some(scalar.text);
    let mut is_first = true;
    // Empty lines before this one, and that the line end before was escaped.
    let (mut empty, mut is_escaped) = (0_usize, false);
    while let Some(text) = rest {
        let (line, after) = match memchr::memchr2(b'\n', b'\r', text) {
            None => (text, None),
            Some(_) => split_line(text).map(|(line, after)| (line, Some(after)))?,
        };
        rest = after;
        let line = if is_first { line } else { line.get(span(line, is_space)..)? };
        let content = if after.is_some() { trim_end(line) } else { line };
        if content.is_empty() && after.is_some() && !is_first {
            empty = empty.saturating_add(1);
            continue;
        }
        if !is_first {
            line_ends(empty, is_escaped, joined)?;
        }
        is_escaped = is_double && after.is_some() && ends_in_backslash(content);
        let length = content.len().checked_sub(usize::from(is_escaped))?;
        let content = content.get(..length)?;
        if is_double {
            unescape(content, joined)?;
        } else {
            unquote(content, joined)?;
        }
        (is_first, empty) = (false, 0);
    }
    Some(())
}

/// Appends the decoded line ends between two lines with text.
fn line_ends(empty: usize, is_escaped: bool, joined: &mut Scratch) -> Option<()> {
    if empty == 0 && !is_escaped && !joined.push(b' ') {
        return None;
    }
    (0..empty).all(|_| joined.push(b'\n')).then_some(())
}

fn trim_end(line: &[u8]) -> &[u8] {
    let blanks = line.iter().rev().take_while(|byte| is_space(**byte)).count();
    line.get(..line.len().saturating_sub(blanks)).unwrap_or(line)
}

/// Whether the last backslash is not itself escaped.
fn ends_in_backslash(line: &[u8]) -> bool {
    line.iter().rev().take_while(|byte| **byte == b'\\').count() & 1 == 1
}

/// Text between single quotes (YAML 1.2 §7.3.2).
fn unquote(text: &[u8], joined: &mut Scratch) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\'', rest) {
        let (before, after) = rest.split_at_checked(at.checked_add(1)?)?;
        if !joined.extend(before) {
            return None;
        }
        rest = after.strip_prefix(b"'")?;
    }
    joined.extend(rest).then_some(())
}

/// Text between double quotes with its escapes (YAML 1.2 §5.7), all of them known.
fn unescape(text: &[u8], joined: &mut Scratch) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, escape) = rest.split_at_checked(at)?;
        let (character, length) = match *escape.get(1)? {
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' | b'\t' => ('\t', 2),
            b'f' => ('\u{c}', 2),
            b'v' => ('\u{b}', 2),
            b'N' => ('\u{85}', 2),
            b'_' => ('\u{a0}', 2),
            b'L' => ('\u{2028}', 2),
            b'P' => ('\u{2029}', 2),
            same @ (b' ' | b'"' | b'/' | b'\\') => (char::from(same), 2),
            b'x' => (numbered(escape.get(2..4)?)?, 4),
            b'u' => (numbered(escape.get(2..6)?)?, 6),
            b'U' => (numbered(escape.get(2..10)?)?, 10),
            _ => return None,
        };
        // No escape is shorter than its character but `\L` and `\P`.
        if !joined.extend(before) || !joined.extend(character.encode_utf8(&mut [0; 4]).as_bytes()) {
            return None;
        }
        rest = escape.get(length..)?;
    }
    joined.extend(rest).then_some(())
}

fn numbered(digits: &[u8]) -> Option<char> {
    let (pairs, _) = digits.as_chunks::<2>();
    let mut number: u32 = 0;
    for [high, low] in pairs {
        number = number << 8 | u32::from(hex_pair(*high, *low)?);
    }
    char::from_u32(number)
}

/// A block scalar (YAML 1.2 §8.1): its lines without the indentation of the first one; if it is folded,
/// with a blank for the end of each line before another one.
fn block(scalar: Scalar<'_>, joined: &mut Scratch) -> Option<()> {
    let mut rest = scalar.text;
    let mut indentation = None;
    let mut has_line = false;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        let blanks = span(line, |byte| byte == b' ');
        let is_empty = blanks == line.len();
        if !is_empty {
            indentation.get_or_insert(blanks);
        }
        let content = match indentation {
            _ if is_empty => &[],
            Some(indentation) if indentation <= blanks => line.get(indentation..)?,
            _ => return None,
        };
        if scalar.style == Style::Literal || is_empty {
            if !(joined.extend(content) && joined.push(b'\n')) {
                return None;
            }
            has_line = false;
        } else {
            if has_line && !joined.push(b' ') {
                return None;
            }
            if !joined.extend(content) {
                return None;
            }
            has_line = true;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    const BEGIN: &str = "-----BEGIN X-----";

    fn read(text: &str) -> Option<String> {
        let read = yaml(text.as_bytes()).ok().flatten()?;
        Some(String::from_utf8(read.bytes.to_vec()).unwrap())
    }

    #[test]
    fn scalars_stand_for_what_yaml_says() {
        let two = format!("{BEGIN}\nAA==\n{BEGIN}\nAB==\n");
        for text in [
            format!("a: '{BEGIN}\n\n  AA==\n\n  {BEGIN}\n\n  AB==\n\n  '\n"),
            format!("a: '{BEGIN}\r\n\r\n  AA==\r\n\r\n  {BEGIN}\r\n\r\n  AB=='\r\nb: c\r\n"),
            format!("a: \"{BEGIN}\\nAA==\\n\\\n    {BEGIN}\\nAB==\\n\"\n"),
            format!(
                "a: \"-----BEGIN\\\n  \\ X-----\\x0aAA\\u003d=\\n{BEGIN}\n\n  AB=\\U0000003d\n\n  \""
            ),
            format!("a: '{BEGIN}\n\n  AA=='\nb:\n  - |\n    {BEGIN}\n    AB==\n"),
        ] {
            assert_eq!(read(&text).as_deref(), Some(&*two), "{text}");
        }
        assert_eq!(
            read(&format!("a: >\n  {BEGIN}\n  AA==\n\n  b\n")),
            Some(format!("{BEGIN} AA==\nb\n"))
        );
        for text in [
            format!("a: \"{BEGIN}\\qAA==\""),
            format!("a: \"{BEGIN}\\x4\""),
            format!("a: \"{BEGIN}\\ud800\""),
            format!("a: |\n    {BEGIN}\n  AA==\n"),
        ] {
            assert_eq!(read(&text), None, "{text}");
        }
    }

    #[test]
    fn folded_scalars_are_told_from_others() {
        let form = |text: String| yaml_of_pem(text.as_bytes());
        assert_eq!(form(format!("a: '{BEGIN}\n\n  AA=='")), Some(YamlForm::Folded));
        assert_eq!(form(format!("a: |\n {BEGIN}\nb: '{BEGIN}\n\n  AA=='")), Some(YamlForm::Folded));
        assert_eq!(form(format!("a: |\n  {BEGIN}\n  AA==")), Some(YamlForm::Verbatim));
        assert_eq!(form("a: b".into()), None);
        let other = "MAkCAQMwBAYCKgM=";
        assert_eq!(form(format!("a: '{BEGIN}\n\n  AA=='\nb: {other}")), None);
        assert_eq!(form(format!("a: '{BEGIN}\n\n  AA=='\nb: \"{other}\"")), None);
    }
}
