//! YAML: the block mappings and sequences that configuration files consist of (YAML 1.2 §8.2).

use super::{
    literal::literal,
    names::Name,
    spans::{offset_of, span, split_span},
};
use crate::text::{boundary::has_begin, lines::split_line};
use alloc::vec::Vec;

/// How a scalar is written (YAML 1.2 §7.3, §8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// A scalar: what is between its quotes, its lines with their indentation, or the plain text.
#[derive(Clone, Copy)]
pub(super) struct Scalar<'a> {
    pub(super) style: Style,
    pub(super) text: &'a [u8],
    pub(super) offset: usize,
    /// The key that it is the value of, unless it is an item of a sequence.
    pub(super) name: Option<Name<'a>>,
}

/// Calls the function for every scalar that is a value, or returns `None` if the text is not YAML of
/// this kind: block mappings and sequences with keys and plain values on one line each. Flow
/// collections are accepted on one line; aliases and complex keys are not accepted.
pub(super) fn scalars<'a>(text: &'a [u8], visit: &mut dyn FnMut(Scalar<'a>)) -> Option<()> {
    let mut rest = text;
    let mut mappings = Mappings::default();
    while let Some((line, after)) = split_line(rest) {
        let (blanks, content) = split_span(line, |byte| byte == b' ');
        if is_empty(content) || blanks.is_empty() && is_marker(line) {
            if !content.starts_with(b"#") && !content.is_empty() {
                mappings.open.clear();
            }
            rest = after;
            continue;
        }
        let entry = entry(content, blanks.len())?;
        let offset = offset_of(text, rest);
        let name = entry.key.map(|key| Name {
            scope: mappings.enter(blanks.len(), &entry),
            text: key,
            offset,
        });
        let from = rest.get(offset_of(line, entry.value)..)?;
        let mut visit = |scalar: Scalar<'a>| visit(Scalar { name, ..scalar });
        rest = value(text, from, &entry, after, &mut visit)?;
    }
    Some(())
}

/// The mappings around a line, numbered in the order in which they begin.
#[derive(Default)]
struct Mappings {
    /// The column and the number of each, outermost first.
    open: Vec<(usize, usize)>,
    count: usize,
}

impl Mappings {
    /// Returns the number of the mapping that the key of a line belongs to; the line begins in
    /// `column`. Each item of a sequence is a mapping of its own.
    fn enter(&mut self, column: usize, entry: &Entry<'_>) -> usize {
        while self.open.last().is_some_and(|(open, _)| *open > column) {
            self.open.pop();
        }
        match self.open.last() {
            Some((open, number)) if *open == entry.parent => *number,
            _ => {
                self.count = self.count.saturating_add(1);
                self.open.push((entry.parent, self.count));
                self.count
            }
        }
    }
}

/// Whether only blanks or a comment are left. A comment with a block in it would be dropped.
fn is_empty(text: &[u8]) -> bool {
    match text.trim_ascii() {
        [] => true,
        [b'#', comment @ ..] => memchr::memmem::find(comment, b"-----").is_none(),
        _ => false,
    }
}

/// The start or the end of a document, or a directive.
fn is_marker(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    matches!(line, b"---" | b"...") || line.starts_with(b"%YAML")
}

/// What a line has before its value.
struct Entry<'a> {
    key: Option<&'a [u8]>,
    value: &'a [u8],
    /// The column of the parent: lines of a block scalar are indented more than this.
    parent: usize,
}

/// The indicators of sequence entries and the key of a line.
fn entry(content: &[u8], column: usize) -> Option<Entry<'_>> {
    let (mut content, mut column, mut parent) = (content, column, column);
    let mut is_item = false;
    while let [b'-', b' ', ..] | [b'-'] = content {
        parent = column;
        let next = content.get(1..)?;
        let blanks = span(next, |byte| byte == b' ');
        column = column.checked_add(blanks)?.checked_add(1)?;
        content = next.get(blanks..)?;
        is_item = true;
    }
    match after_key(content) {
        Some((key, value)) => {
            Some(Entry { key: Some(key), value: without_properties(value), parent: column })
        }
        None if is_item => Some(Entry { key: None, value: without_properties(content), parent }),
        None => None,
    }
}

/// Returns the key, and what follows it and its colon, which a blank or the end of the line follows. A
/// block in a key would be dropped.
fn after_key(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let after = match content {
        [quote @ (b'"' | b'\''), ..] => literal(content, *quote)?.1,
        [
            b'\t' | b'!' | b'&' | b'*' | b'[' | b'{' | b'|' | b'>' | b'?' | b'@' | b'%' | b'`'
            | b'#',
            ..,
        ] => {
            return None;
        }
        _ => {
            let end = memchr::memmem::find(content, b": ");
            let end = end.or_else(|| content.trim_ascii_end().strip_suffix(b":").map(<[u8]>::len));
            content.get(end?..)?
        }
    };
    let key = content.get(..offset_of(content, after))?;
    let value = after.trim_ascii_start().strip_prefix(b":")?;
    let is_key = matches!(value.first(), None | Some(b' ' | b'\t')) && !has_begin(key);
    is_key.then(|| (without_quotes(key.trim_ascii_end()), value.trim_ascii_start()))
}

/// Returns the same key as it is without quotes, unless it has escapes.
fn without_quotes(key: &[u8]) -> &[u8] {
    match key {
        [quote @ (b'"' | b'\''), inside @ .., last] if quote == last => inside,
        _ => key,
    }
}

/// Returns a value without its tag and anchor (YAML 1.2 §6.9): `!!binary |`.
fn without_properties(value: &[u8]) -> &[u8] {
    let mut value = value;
    while let [b'!' | b'&', ..] = value {
        value = split_span(value, |byte| !byte.is_ascii_whitespace()).1.trim_ascii_start();
    }
    value
}

/// Reads the value at the start of `from`; `after` is what follows its first line. Returns what follows
/// the value.
fn value<'a>(
    text: &[u8],
    from: &'a [u8],
    entry: &Entry<'_>,
    after: &'a [u8],
    visit: &mut dyn FnMut(Scalar<'a>),
) -> Option<&'a [u8]> {
    let line = from.get(..entry.value.len())?;
    let mut scalar = |style, at: &'a [u8], text_of: &'a [u8]| {
        visit(Scalar { style, text: text_of, offset: offset_of(text, at), name: None });
    };
    match line {
        _ if is_empty(line) => {
            scalar(Style::Plain, from, &[]);
            Some(after)
        }
        [b'\'', ..] => {
            let inside = from.get(1..)?;
            let end = end_of_single(inside)?;
            quoted(inside, end, Style::Single, &mut scalar)
        }
        [b'"', ..] => {
            let (inside, _) = literal(from, b'"').filter(|_| !from.starts_with(b"\"\"\""))?;
            quoted(from.get(1..)?, inside.len(), Style::Double, &mut scalar)
        }
        [b'|', header @ ..] => block(header, after, entry.parent, Style::Literal, &mut scalar),
        [b'>', header @ ..] => block(header, after, entry.parent, Style::Folded, &mut scalar),
        [b'[' | b'{', ..] => {
            let is_closed = matches!(line.trim_ascii_end().last(), Some(b']' | b'}'));
            let is_separator = |byte: &u8| b"[]{}, '\"".contains(byte);
            let mut at = from;
            for part in line.split(is_separator) {
                if !part.is_empty() {
                    scalar(Style::Plain, at, part);
                }
                at = at.get(part.len().saturating_add(1)..).unwrap_or_default();
            }
            is_closed.then_some(after)
        }
        [b'*' | b'?' | b'@' | b'`' | b'%', ..] => None,
        _ => {
            let comment = memchr::memmem::find(line, b" #").unwrap_or(line.len());
            scalar(Style::Plain, from, line.get(..comment)?.trim_ascii_end());
            Some(after)
        }
    }
}

/// Reads a quoted scalar of this length. Its further lines are indented, and only a comment may
/// follow its closing quote on the line. Returns the lines after it.
fn quoted<'a>(
    from: &'a [u8],
    length: usize,
    style: Style,
    scalar: &mut dyn FnMut(Style, &'a [u8], &'a [u8]),
) -> Option<&'a [u8]> {
    let (inside, rest) = from.split_at_checked(length)?;
    let mut further = inside;
    let mut is_first = true;
    while let Some((line, next)) = split_line(further) {
        if !is_first && !matches!(line, [] | [b' ' | b'\t', ..]) {
            return None;
        }
        (is_first, further) = (false, next);
    }
    scalar(style, from, inside);
    let (line, rest) = split_line(rest.get(1..)?).unwrap_or_default();
    is_empty(line).then_some(rest)
}

/// Returns the length of a scalar up to its closing quote; two quotes are one in it.
fn end_of_single(inside: &[u8]) -> Option<usize> {
    let mut at: usize = 0;
    loop {
        at = at.checked_add(memchr::memchr(b'\'', inside.get(at..)?)?)?;
        if inside.get(at.checked_add(1)?) != Some(&b'\'') {
            return Some(at);
        }
        at = at.checked_add(2)?;
    }
}

/// Reads a block scalar: `header` is what follows its indicator, `after` the lines after that. Returns
/// the lines after the scalar.
fn block<'a>(
    header: &[u8],
    after: &'a [u8],
    parent: usize,
    style: Style,
    scalar: &mut dyn FnMut(Style, &'a [u8], &'a [u8]),
) -> Option<&'a [u8]> {
    let (_, header) = split_span(header, |byte| b"+-0123456789".contains(&byte));
    let (lines, rest) = after.split_at_checked(indented(after, parent))?;
    is_empty(header).then(|| scalar(style, after, lines))?;
    Some(rest)
}

/// Returns the length of the lines that are blank or indented by more than `parent`.
fn indented(text: &[u8], parent: usize) -> usize {
    let mut rest = text;
    while let Some((line, after)) = split_line(rest) {
        let (blanks, content) = split_span(line, |byte| byte == b' ');
        if !content.trim_ascii().is_empty() && blanks.len() <= parent {
            break;
        }
        rest = after;
    }
    offset_of(text, rest)
}

#[cfg(test)]
mod tests {
    use super::{Style::*, *};
    use alloc::{string::String, vec::Vec};

    fn found(text: &str) -> Option<Vec<(Style, String)>> {
        let mut found = Vec::new();
        scalars(text.as_bytes(), &mut |scalar| {
            assert!(text.as_bytes()[scalar.offset..].starts_with(scalar.text));
            found.push((scalar.style, String::from_utf8(scalar.text.to_vec()).unwrap()));
        })?;
        found.retain(|(_, text)| !text.is_empty());
        Some(found)
    }

    #[test]
    fn scalars_of_all_styles() {
        let text = "%YAML 1.2\n---\n# c\nkind: Secret # d\nmeta data:\n  \"a\": 'b''c\n\n    d'  # e\n  \
                    'f': \"g\\\"h\\\n    i\"\nlist:\n- a: x\n  b: |-\n    y\n\n    z\n- |\n  w\n- - q\n\
                    v: !!binary |\n  AAEC\ne: [a, 'b']\nk:\n  >2\nl: >\n  m\n  n\n...\n";
        let expected = [
            (Plain, "Secret"),
            (Single, "b''c\n\n    d"),
            (Double, "g\\\"h\\\n    i"),
            (Plain, "x"),
            (Literal, "    y\n\n    z\n"),
            (Literal, "  w\n"),
            (Plain, "q"),
            (Literal, "  AAEC\n"),
            (Plain, "a"),
            (Plain, "b"),
        ];
        assert!(found(text).is_none(), "a block scalar on a line of its own has no key");
        let text = text.replace("k:\n  >2\n", "");
        let found = found(&text).unwrap();
        let found: Vec<_> = found.iter().map(|(style, text)| (*style, text.as_str())).collect();
        assert_eq!(found[..10], expected);
        assert_eq!(found[10..], [(Folded, "  m\n  n\n")]);
    }

    #[test]
    fn keys_belong_to_their_mapping() {
        let text =
            "a: 1\nb:\n  a: 2\n  c:\n  - a: 3\n    d: 4\n  - a: 5\n  e: 6\nf:\n  a: 7\n---\na: 8\n";
        let mut scopes = Vec::new();
        scalars(text.as_bytes(), &mut |scalar| {
            let name = scalar.name.unwrap();
            if name.text == b"a" {
                scopes.push(name.scope);
            }
        })
        .unwrap();
        let mut distinct = scopes.clone();
        distinct.dedup();
        assert_eq!(scopes.len(), 6);
        assert_eq!(distinct.len(), 6);
        let same = "a: 1\nb:\n  x: 1\na: 2\nl:\n- y: 1\n  z: 1\n  y: 2\n";
        let mut names = Vec::new();
        scalars(same.as_bytes(), &mut |scalar| names.extend(scalar.name)).unwrap();
        let scope = |at: usize| names[at].scope;
        assert_eq!((scope(0), scope(1), scope(4)), (scope(3), scope(3), scope(3)));
        assert_eq!((scope(5), scope(6)), (scope(7), scope(7)));
    }

    #[test]
    fn not_this_kind_of_yaml() {
        for text in [
            "sentence",
            "a: 'b",
            "a: 'b' c",
            "a: \"b",
            "a: 'b\nc'",
            "a: b\n  c",
            "a: [b,\n  c]",
            "a: *b",
            "? a\n: b",
            "\ta: b",
            "a:b",
            "# -----BEGIN X-----\na: b",
            "a: | b\n  c",
        ] {
            assert!(found(text).is_none(), "{text}");
        }
    }
}
