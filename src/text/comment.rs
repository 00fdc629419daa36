//! Comments around blocks: a block is skipped if every line of it is a comment.

use super::{
    boundary::{Before, Boundary, Form, Side, before_on_line, next_boundary},
    label::Label,
    prose::has_material,
};

/// How much is commented out from a boundary on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    None,
    /// Up to this offset: the whole block, or only a boundary that a comment mentions.
    UpTo(usize),
    /// A whole block on one line, which readers that find boundaries anywhere read all the same.
    OnOneLine,
    /// The BEGIN line, but not every line up to its END: the block may be meant to be read.
    Partly,
}

/// Returns how much is commented out from this boundary on.
pub(super) fn comment<'a>(text: &'a [u8], boundary: &Boundary<'a>) -> Comment {
    let mark = match boundary.before(text) {
        Before::Comment(mark) if boundary.form != Form::Exact => mark,
        _ => return Comment::None,
    };
    let Some((content, end)) = content(text, boundary) else {
        return Comment::UpTo(boundary.end);
    };
    let has_lines = memchr::memchr2(b'\n', b'\r', content).is_some();
    if !has_lines && boundary.is_found(text) && has_material(content) {
        return Comment::OnOneLine;
    }
    if all_lines_begin_with(mark, content) {
        Comment::UpTo(end)
    } else if has_material(content) {
        Comment::Partly
    } else {
        Comment::UpTo(boundary.end)
    }
}

/// Returns whether the line up to `at` is a comment so far.
pub(super) fn is_comment(text: &[u8], at: usize) -> bool {
    matches!(before_on_line(text, at), Before::Comment(_))
}

/// Returns whether each line of the block at `begin` begins with a mark of a language whose comments are
/// not skipped: it is meant to be dead.
pub(super) fn is_other_comment(text: &[u8], begin: &Boundary<'_>) -> bool {
    const MARKS: [&[u8]; 10] = [b"--", b"rem", b"::", b"%", b"!", b"'", b"\"", b"dnl", b"*", b"/*"];
    let before = text.get(..begin.start).unwrap_or_default();
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at.saturating_add(1));
    let here = before.get(start..).unwrap_or_default();
    // A string literal begins with a quote too.
    if !here.last().is_some_and(u8::is_ascii_whitespace) {
        return false;
    }
    let here = here.trim_ascii();
    let Some((content, _)) = content(text, begin) else { return false };
    MARKS.iter().any(|mark| here.eq_ignore_ascii_case(mark) && all_lines_begin_with(here, content))
}

/// Returns what is between a BEGIN and its END if that is the next boundary, and where it ends.
pub(super) fn content<'a>(text: &'a [u8], begin: &Boundary<'_>) -> Option<(&'a [u8], usize)> {
    let end = next_boundary(text, begin.end)?;
    let is_own =
        begin.side == Side::Begin && end.side == Side::End && Label::same(end.label, begin.label);
    let content = text.get(begin.end..end.start).filter(|_| is_own)?;
    Some((content, end.end))
}

/// Returns the first boundary at or after `from` that is not commented out.
pub(super) fn next_uncommented(text: &[u8], from: usize) -> Option<Boundary<'_>> {
    let mut at = from;
    loop {
        let boundary = next_boundary(text, at)?;
        if !boundary.is_commented_out(text) {
            return Some(boundary);
        }
        at = boundary.end;
    }
}

/// Returns whether every line of a block begins with a comment mark: those in `content`, from the
/// one after BEGIN to the one of END, on which `content` ends.
fn all_lines_begin_with(mark: &[u8], content: &[u8]) -> bool {
    let mut lines = content.split(|byte| matches!(byte, b'\n' | b'\r')).skip(1).peekable();
    while let Some(line) = lines.next() {
        // A mail may quote it.
        let is_quote = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
        let quotes = line.iter().take_while(|byte| is_quote(byte)).count();
        let line = line.get(quotes..).unwrap_or_default();
        let may_be_blank = lines.peek().is_some();
        if !(line.starts_with(mark) || may_be_blank && line.is_empty()) {
            return false;
        }
    }
    true
}
