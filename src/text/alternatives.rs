//! Whether the values of a document are of one role, as far as its text shows without its grammar.
//!
//! Documents in which no strict reader sees a block are read by what their values look like. If several
//! certificates could be the leaf, one of them may be commented out, in a branch that is not taken, the
//! removed line of a diff, or assigned first and then replaced. In a text whose statements are alike and
//! have different names, and which has nothing else in it, none is.

use super::{
    boundary::{Side, next_boundary},
    lines::split_line,
    stray::base64_material,
};

/// Maximum number of values that are compared.
const MOST: usize = 64;
/// How far before a value the line is looked for that its line is indented under.
const WINDOW: usize = 1 << 16;
/// What begins a comment, outside of which no value is looked for.
const COMMENTS: [&[u8]; 4] = [b"# ", b"//", b"; ", b"!"];
/// Minimum length of base64 in a comment that is taken for a value.
const LEAST_IN_COMMENT: usize = 64;
/// Minimum length of a line that continues base64.
const LEAST: usize = 16;

/// Returns whether one value may have been written in place of another, or may not be meant.
pub(crate) fn may_be_alternatives(text: &[u8]) -> bool {
    let mut statements: [Option<Statement<'_>>; MOST] = [None; MOST];
    let mut slots = statements.iter_mut();
    let (mut at, mut first) = (0, None);
    let mut values = Values::of(text);
    while let Some((start, end)) = values.next() {
        let Some(between) = text.get(at..start) else { return false };
        let statement = Statement::new(text, between, start);
        if has_commented_value(between) || has_escaped_letters(statement.head) {
            return true;
        }
        if first.is_none() || !is_joined(between) {
            let first = *first.get_or_insert(statement);
            let is_plain = lines_are_plain(between, statement.head, at > 0);
            let is_alike = tokens(first.head).eq(tokens(statement.head))
                && begins_with_quote(first.head) == begins_with_quote(statement.head);
            if !is_plain || !is_alike {
                return at > 0 || values.next().is_some();
            }
            let Some(slot) = slots.next() else { return false };
            *slot = Some(statement);
        }
        at = end;
    }
    let rest = text.get(at..).unwrap_or_default();
    if has_commented_value(rest) {
        return true;
    }
    let count = statements.iter().flatten().count();
    count > 1 && (!lines_are_plain(rest, &[], true) || has_repeated(&statements))
}

/// What is before a value: its name and what the name is in.
#[derive(Clone, Copy)]
struct Statement<'a> {
    head: &'a [u8],
    name: &'a [u8],
    /// The line that its line is indented under, the section of a configuration, or the entry of a
    /// directory.
    parent: &'a [u8],
}

impl<'a> Statement<'a> {
    /// The statement of the value at `start`; `between` is what precedes it up to the last value.
    fn new(text: &'a [u8], between: &'a [u8], start: usize) -> Statement<'a> {
        let head = head(between);
        let at = start.saturating_sub(head.len());
        let before = text.get(at.saturating_sub(WINDOW)..at).unwrap_or_default();
        Statement { head, name: name(head), parent: parent(before, indentation(head)) }
    }
}

/// Returns whether two values have one name in one place. Items of a list may have, and the values of
/// an attribute in a directory.
fn has_repeated(statements: &[Option<Statement<'_>>; MOST]) -> bool {
    statements.iter().flatten().enumerate().any(|(at, one)| {
        // The line of the item begins a block or a quoted value.
        let is_in_item = one.parent.starts_with(b"- ")
            && (one.parent.ends_with(b"|") || next_boundary(one.parent, 0).is_some());
        let is_item = is_in_item
            || one.head.trim_ascii_start().starts_with(b"- ")
            || one.parent.starts_with(b"dn:");
        statements.iter().flatten().skip(at.saturating_add(1)).any(|other| {
            // The same entry of a directory occurs a second time.
            let is_elsewhere = one.parent.as_ptr() != other.parent.as_ptr();
            let may_repeat = is_item && !(is_elsewhere && one.parent.starts_with(b"dn:"));
            one.parent == other.parent
                && (!may_repeat && one.name.eq_ignore_ascii_case(other.name)
                    || are_versions(one.name, other.name))
        })
    })
}

/// Returns whether two names differ in a word that says that one value took the place of the other.
fn are_versions(one: &[u8], other: &[u8]) -> bool {
    const PAIRS: [(&[u8], &[u8]); 4] =
        [(b"old", b"new"), (b"before", b"after"), (b"previous", b"current"), (b"from", b"to")];
    let is_pair = |one, other| {
        PAIRS.iter().any(|(first, second)| {
            let rests = after_word(one, first).zip(after_word(other, second));
            rests.is_some_and(|(first, second)| first.eq_ignore_ascii_case(second))
        })
    };
    is_pair(one, other) || is_pair(other, one)
}

fn after_word<'a>(name: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = name.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}

/// Start and end of a value.
type Place = (usize, usize);

/// The blocks, base64 and arrays of octets of a text, in their order. What was found after the next
/// value is kept, so that no part of the text is searched again for each value.
struct Values<'a> {
    text: &'a [u8],
    at: usize,
    block: Next,
    base64: Next,
    array: Next,
}

/// The next value of one kind.
#[derive(Clone, Copy)]
enum Next {
    Unknown,
    None,
    At(Place),
}

impl Next {
    /// Returns the place, which `find` finds if it is not known to be at or after `at`.
    fn from(&mut self, at: usize, find: impl FnOnce() -> Option<Place>) -> Option<Place> {
        if matches!(self, Next::Unknown) || matches!(self, Next::At((start, _)) if *start < at) {
            *self = find().map_or(Next::None, Next::At);
        }
        match self {
            Next::At(place) => Some(*place),
            _ => None,
        }
    }
}

impl<'a> Values<'a> {
    const fn of(text: &'a [u8]) -> Values<'a> {
        Values { text, at: 0, block: Next::Unknown, base64: Next::Unknown, array: Next::Unknown }
    }
}

impl Iterator for Values<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        let (text, at) = (self.text, self.at);
        let block = self.block.from(at, || next_block(text, at));
        // Base64 in a block is not another value.
        let before = text.get(..block.map_or(text.len(), |(start, _)| start))?;
        let base64 = self.base64.from(at, || next_base64(before, at));
        let array = self.array.from(at, || next_array(before, at));
        let next = [block, base64, array].into_iter().flatten().min()?;
        self.at = next.1;
        if block == Some(next) {
            (self.base64, self.array) = (Next::Unknown, Next::Unknown);
        }
        Some(next)
    }
}

fn next_block(text: &[u8], from: usize) -> Option<Place> {
    let mut begin = next_boundary(text, from)?;
    while begin.side == Side::End {
        begin = next_boundary(text, begin.end)?;
    }
    let end = next_boundary(text, begin.end).map_or(text.len(), |end| end.end);
    Some((begin.start, end))
}

fn next_base64(text: &[u8], from: usize) -> Option<Place> {
    let start = from.checked_add(base64_material(text.get(from..)?)?)?;
    Some((start, end_of_base64(text, start)))
}

fn next_array(text: &[u8], from: usize) -> Option<Place> {
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let mut braces = memchr::memchr_iter(b'{', rest(from)).map(|at| from.saturating_add(at));
    let start =
        braces.find(|open| rest(open.saturating_add(1)).trim_ascii_start().starts_with(b"0x"))?;
    let length = memchr::memchr(b'}', rest(start)).unwrap_or_else(|| rest(start).len());
    Some((start, start.saturating_add(length)))
}

/// Returns where base64 at `start` ends: lines that have nothing else continue it.
fn end_of_base64(text: &[u8], start: usize) -> usize {
    let is_part = |byte: &u8| super::base64::is_digit(*byte) || *byte == b'=';
    let mut end = start;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        end = end.saturating_add(rest.iter().take_while(|byte| is_part(byte)).count());
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_ascii_start();
        let (line, _) = split_line(next).unwrap_or_default();
        let is_next_line = next.len() < rest.len() && line.len() >= LEAST;
        // A name and `=` are before the next value.
        let padding = line.trim_ascii_end().iter().position(|byte| *byte == b'=');
        let digits = padding.and_then(|at| line.get(..at)).unwrap_or(line).trim_ascii_end();
        let is_base64 = digits.len() >= LEAST && digits.iter().all(is_part);
        if !is_next_line || !is_base64 {
            return end;
        }
        end = text.len().saturating_sub(next.len());
    }
}

/// Calls `of` for each byte of a text but the escapes in it.
fn without_escapes(text: &[u8]) -> impl Iterator<Item = u8> {
    let mut is_escape = false;
    text.iter().copied().filter(move |byte| {
        let was_escape = core::mem::replace(&mut is_escape, *byte == b'\\');
        !was_escape && !is_escape
    })
}

fn has_words(text: &[u8]) -> bool {
    without_escapes(text).any(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80)
}

/// Returns whether what is between two blocks leaves them in one value.
fn is_joined(between: &[u8]) -> bool {
    let has_arrow = between.windows(2).any(|pair| matches!(pair, b"->" | b"=>"));
    !has_words(between)
        && !has_arrow
        && !without_escapes(between).any(|byte| b":?<=".contains(&byte))
}

/// Returns whether base64 of some length is in a comment.
fn has_commented_value(text: &[u8]) -> bool {
    text.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| {
        let is_comment = COMMENTS.iter().any(|mark| line.trim_ascii_start().starts_with(mark));
        is_comment
            && line
                .split(|byte| !super::base64::is_digit(*byte))
                .any(|word| word.len() >= LEAST_IN_COMMENT)
    })
}

/// Returns whether letters are written as escapes, so that one name may be written in two ways.
fn has_escaped_letters(head: &[u8]) -> bool {
    head.windows(2).any(|pair| matches!(pair, b"\\u" | b"\\x"))
}

/// Returns whether a quote and a blank begin the line, as a comment in Visual Basic and in Vim does.
fn begins_with_quote(head: &[u8]) -> bool {
    matches!(head.trim_ascii_start(), [b'\'' | b'"', b' ', ..])
}

/// Returns the last lines of a text with a word in them.
fn head(between: &[u8]) -> &[u8] {
    let mut end = between.len();
    loop {
        let before = between.get(..end).unwrap_or_default();
        let at = memchr::memrchr2(b'\n', b'\r', before);
        let start = at.map_or(0, |at| at.saturating_add(1));
        if start == 0 || has_words(before.get(start..).unwrap_or_default()) {
            return between.get(start..).unwrap_or_default();
        }
        end = at.unwrap_or(0);
    }
}

/// Returns the tokens of a head, one `w` for each word, without quotes and without the end of the
/// statement before.
fn tokens(head: &[u8]) -> impl Iterator<Item = u8> {
    let mut in_word = false;
    // A diff has no blank, or more than one, after its hyphen.
    let head = head.trim_ascii_start();
    let item = head.strip_prefix(b"- ").filter(|item| !item.starts_with(b" "));
    without_escapes(item.unwrap_or(head))
        .filter(|byte| !b"\"'`{[()]}".contains(byte))
        .skip_while(|byte| byte.is_ascii_whitespace() || b",;".contains(byte))
        .filter_map(move |byte| {
            let is_word = byte.is_ascii_alphanumeric() || b"_.".contains(&byte) || byte >= 0x80;
            let was_word = core::mem::replace(&mut in_word, is_word);
            let token = if is_word { b'w' } else { byte };
            let is_skipped = byte.is_ascii_whitespace() || is_word && was_word;
            (!is_skipped).then_some(token)
        })
}

/// Returns the name that a head assigns to, or all of a head with several.
fn name(head: &[u8]) -> &[u8] {
    if memchr::memchr_iter(b':', head).count() > 1 {
        return head.trim_ascii();
    }
    let sign = memchr::memrchr2(b'=', b':', head);
    let before = sign.and_then(|at| head.get(..at)).unwrap_or(head);
    let is_part =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte) || *byte >= 0x80;
    let after = before.iter().rev().take_while(|byte| !is_part(byte)).count();
    let before = before.get(..before.len().saturating_sub(after)).unwrap_or_default();
    let length = before.iter().rev().take_while(|byte| is_part(byte)).count();
    before.get(before.len().saturating_sub(length)..).unwrap_or_default()
}

/// Returns whether a line is the name of a section in brackets.
fn is_section(line: &[u8]) -> bool {
    line.starts_with(b"[") && line.ends_with(b"]") && !line.contains(&b'"')
}

fn indentation(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Returns the last line that is indented less, the last name of a section, or the last entry of a
/// directory.
fn parent(before: &[u8], most: usize) -> &[u8] {
    let lines = before.rsplit(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let is_parent = |line: &&[u8]| {
        indentation(line) < most || line.starts_with(b"dn:") || is_section(line.trim_ascii())
    };
    lines.into_iter().find(is_parent).unwrap_or_default().trim_ascii()
}

/// Returns whether all lines before a head are entries, comments or blank; without the first one if it
/// ends the statement before.
fn lines_are_plain(between: &[u8], head: &[u8], ends_statement: bool) -> bool {
    let lines = between.get(..between.len().saturating_sub(head.len())).unwrap_or_default();
    lines
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .skip(usize::from(ends_statement))
        .all(|line| is_plain(line.trim_ascii()))
}

fn is_plain(line: &[u8]) -> bool {
    const DIRECTIVES: [&[u8]; 3] = [b"#include", b"#pragma", b"#define"];
    // Words of conditions, of comments, and of the changes of a directory.
    const BRANCHES: [&str; 16] = [
        "if", "else", "elif", "elsif", "elseif", "unless", "case", "when", "default", "switch",
        "then", "fi", "rem", "dnl", "delete", "replace",
    ];
    if !has_words(line) {
        return line == b"#" || !line.iter().any(|byte| b"=*<>%#/|".contains(byte));
    }
    let length = line.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = line.get(..length).unwrap_or_default();
    let is_branch = BRANCHES.iter().any(|branch| word.eq_ignore_ascii_case(branch.as_bytes()));
    let begins = line.first().is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || *byte >= 0x80 || b"\"'$@-&_".contains(byte)
    });
    let is_comment = COMMENTS.iter().any(|mark| line.starts_with(mark)) && !line.ends_with(b"\\");
    is_comment
        || is_section(line)
        || DIRECTIVES.iter().any(|word| line.starts_with(word))
        || begins && !is_branch && line.iter().any(|byte| matches!(byte, b'=' | b':' | b','))
}

#[cfg(test)]
mod tests;
