//! Values of which the software of a text reads one and not the other: both sides of a diff, of a
//! merge conflict or of a branch, values in comments, and names that are assigned twice. Which one is
//! meant cannot be decided here, so such a text is refused. What strict readers find in a text is not
//! examined: they find it in comments too.

use super::{
    begins::{Begin, Begins, is_escaped},
    decoded::Broken,
    literal::skip,
    scopes::repeated_name,
    spans::{before, offset_of, split_span, trim_end},
};
use crate::{
    error::{
        ErrorText,
        damaged_text::CONFLICT,
        text::{COMMENTED_VALUE, CONDITIONAL, DIFF_OF_VALUES, SAME_NAME},
    },
    text::{boundary::next_boundary, lines::split_line},
};
use alloc::vec::Vec;
use core::mem::replace;
use memchr::memmem;

/// How many nested branches are told apart.
const MOST_OPEN: usize = 64;

/// Fails if other software would read only some of the blocks of `text`. The caller has paid for four
/// times its length.
pub(crate) fn check_blocks(text: &[u8], has_scopes: bool) -> Result<(), Broken> {
    let mut begins = Vec::with_capacity(Begins::of(text).count());
    begins.extend(Begins::of(text).map(|begin| Begin::of(text, &begin)));
    check_places(text, &begins)?;
    if has_scopes && let Some(offset) = repeated_name(text, &begins) {
        return Err(Broken { cause: &SAME_NAME, offset });
    }
    Ok(())
}

/// Fails if the places of the blocks, or the lines around them, say so.
fn check_places(text: &[u8], begins: &[Begin]) -> Result<(), Broken> {
    if begins.len() < 2 && !begins.iter().any(|begin| begin.is_escaped) {
        return Ok(());
    }
    let mut starts = Vec::with_capacity(begins.len());
    starts.extend(begins.iter().filter(|begin| begin.is_escaped).map(|begin| begin.start));
    check_comments(text, &starts)?;
    starts.clear();
    starts.extend(begins.iter().map(|begin| begin.start));
    check_document(text, &starts)
}

/// Fails if other software would read only some of the values at these offsets.
pub(super) fn check_values(text: &[u8], offsets: &[usize]) -> Result<(), Broken> {
    check_comments(text, offsets)?;
    check_document(text, offsets)
}

/// Fails if the BEGIN of a percent-encoded text is in a comment.
pub(super) fn check_encoded(text: &[u8]) -> Result<(), Broken> {
    match memmem::find(text, b"-----BEGIN%") {
        Some(at) => check_values(text, &[at]),
        None => Ok(()),
    }
}

/// Fails if one of these values is after a comment mark.
fn check_comments(text: &[u8], offsets: &[usize]) -> Result<(), Broken> {
    match offsets.iter().find(|offset| is_commented_out(text, **offset)) {
        Some(offset) => Err(Broken { cause: &COMMENTED_VALUE, offset: *offset }),
        None => Ok(()),
    }
}

/// Fails if the lines of a text say that not all of it is meant.
fn check_document(text: &[u8], starts: &[usize]) -> Result<(), Broken> {
    let comment = commented_block(text, starts).map(|offset| (&COMMENTED_VALUE, offset));
    match comment.or_else(|| Lines::new().read(text, starts)) {
        Some((cause, offset)) => Err(Broken { cause, offset }),
        None => Ok(()),
    }
}

/// Returns whether a value is after a comment mark on its line, of any language that has strings.
fn is_commented_out(text: &[u8], at: usize) -> bool {
    const MARKS: [&[u8]; 9] = [b"#", b"//", b";", b"!", b"::", b"-- ", b"% ", b"rem ", b"dnl "];
    let Some(before) = before(text, at) else { return false };
    // Where the line ends are escapes, the line begins after the last one.
    let ends = before.windows(2).rposition(|pair| pair == b"\\n");
    let from = ends.map_or(0, |at| at.saturating_add(2));
    let line = before.get(from..).unwrap_or_default().trim_ascii_start();
    let is_mark =
        |mark: &&[u8]| line.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    let is_basic = || {
        let inside = line.strip_prefix(b"'").unwrap_or_default();
        memchr::memchr(b'"', inside).is_some() && memchr::memchr(b'\'', inside).is_none()
    };
    MARKS.iter().any(is_mark) && !is_directive(line) || is_basic()
}

/// Returns whether a line is a directive of a preprocessor, or an attribute, and no comment.
fn is_directive(line: &[u8]) -> bool {
    let after = line.strip_prefix(b"#").unwrap_or_default().trim_ascii_start();
    [&b"define"[..], b"include", b"pragma", b"["].iter().any(|word| after.starts_with(word))
}

/// Returns the offset of a value in a comment of several lines: one on one line, or one beside another
/// value that is not in it.
fn commented_block(text: &[u8], starts: &[usize]) -> Option<usize> {
    const COMMENTS: [(&[u8], &[u8]); 7] = [
        (b"/*", b"*/"),
        (b"<!--", b"-->"),
        (b"(*", b"*)"),
        (b"{#", b"#}"),
        (b"{-", b"-}"),
        (b"<#", b"#>"),
        (b"--[[", b"]]"),
    ];
    // Every opening mark has one of these.
    memchr::memchr3(b'*', b'#', b'!', text).or_else(|| memchr::memchr2(b'{', b'[', text))?;
    COMMENTS.iter().find_map(|(open, close)| {
        let mut starts = starts.iter().copied();
        let mut next = starts.next();
        let (mut inside, mut outside) = (None, false);
        let mut rest = text;
        while let Some(from) = memmem::find(rest, open) {
            let from = offset_of(text, rest).checked_add(from)?;
            let Some(length) = memmem::find(text.get(from..)?, close) else { break };
            let to = from.checked_add(length)?;
            rest = text.get(to..)?;
            while let Some(start) = next.filter(|start| *start < to) {
                outside |= start < from;
                inside = inside.or(Some(start).filter(|start| *start > from));
                next = starts.next();
            }
        }
        outside |= next.is_some();
        inside.filter(|at| outside || is_on_one_line(text, *at))
    })
}

/// Returns whether the block that begins at `at` is on one line.
fn is_on_one_line(text: &[u8], at: usize) -> bool {
    next_boundary(text, at).is_none_or(|begin| is_escaped(text, &begin))
}

/// What the lines of a text say about its values.
struct Lines {
    /// Whether `#if` may be a directive, and no sentence in a comment. `None`: not yet asked.
    has_directives: Option<bool>,
    /// Whether this may be a change record of LDIF (RFC 2849). `None`: not yet asked.
    has_changes: Option<bool>,
    /// The branches around a line: the number of each, and whether it is never taken.
    open: Vec<(usize, bool)>,
    count: usize,
    /// Where the last branch began or ended.
    directive: usize,
    /// The branch of the first value.
    branch: Option<usize>,
    /// Whether a value was on a line that begins with `-`, and with `+`.
    removed: bool,
    added: bool,
    /// The line before names the old file of a diff.
    old_file: bool,
    /// A line was the head of a hunk or of the files of a diff.
    is_diff: bool,
}

type Cause = (&'static ErrorText, usize);

impl Lines {
    const fn new() -> Lines {
        Lines {
            has_directives: None,
            has_changes: None,
            open: Vec::new(),
            count: 0,
            directive: 0,
            branch: None,
            removed: false,
            added: false,
            old_file: false,
            is_diff: false,
        }
    }

    /// Reads all lines and the values that begin in them.
    fn read(mut self, text: &[u8], starts: &[usize]) -> Option<Cause> {
        let mut starts = starts.iter().copied();
        let mut next = starts.next();
        let mut rest = text;
        while let Some((line, after)) = split_line(rest) {
            let at = offset_of(text, rest);
            rest = after;
            let end = offset_of(text, rest);
            if let Some(found) = self.line(text, line, at) {
                return Some(found);
            }
            while let Some(start) = next.filter(|start| *start < end) {
                if let Some(found) = self.value(text, line, start) {
                    return Some(found);
                }
                next = starts.next();
            }
        }
        None
    }

    /// Reads what a line at `at` begins with.
    fn line(&mut self, text: &[u8], line: &[u8], at: usize) -> Option<Cause> {
        let was_old_file = replace(&mut self.old_file, line.starts_with(b"--- "));
        if line.starts_with(b"<<<<<<< ") {
            return Some((&CONFLICT, at));
        }
        self.is_diff |= line.starts_with(b"@@ -") || was_old_file && line.starts_with(b"+++ ");
        let has = |word| memmem::find(text, word).is_some();
        let is_change = || has(&b"\nchangetype: modify"[..]);
        if line.starts_with(b"delete: ") && *self.has_changes.get_or_insert_with(is_change) {
            return Some((&DIFF_OF_VALUES, at));
        }
        let branch = branch(line, || *self.has_directives.get_or_insert_with(|| has(b"endif")))?;
        (self.directive, self.count) = (at, self.count.saturating_add(1));
        if matches!(branch, Branch::Else | Branch::End) {
            self.open.pop();
        }
        let is_never = branch == Branch::Never;
        // Deeper ones are not told apart.
        if branch != Branch::End && self.open.len() < MOST_OPEN {
            self.open.push((self.count, is_never));
        }
        None
    }

    /// Reads a value that begins at `start` in `line`.
    fn value(&mut self, text: &[u8], line: &[u8], start: usize) -> Option<Cause> {
        self.removed |= line.starts_with(b"-") && !line.starts_with(b"--");
        self.added |= line.starts_with(b"+");
        if self.removed && self.added || self.is_diff && (self.removed || self.added) {
            return Some((&DIFF_OF_VALUES, start));
        }
        if before(text, start).is_some_and(is_choice) {
            return Some((&CONDITIONAL, start));
        }
        let here = self.open.last().map_or(0, |(number, _)| *number);
        let is_never = self.open.iter().any(|(_, is_never)| *is_never);
        let is_other = *self.branch.get_or_insert(here) != here;
        (is_never || is_other).then_some((&CONDITIONAL, self.directive))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Branch {
    If,
    /// `#if 0`.
    Never,
    Else,
    End,
}

/// Lines of programs that begin another branch.
const ELSE: [&[u8]; 5] = [b"else", b"else:", b"else {", b"} else {", b"}else{"];

/// The words of preprocessors (C11 §6.10.1) and templates, and what they do to the branches.
const DIRECTIVES: [(&[u8], Branch); 15] = [
    (b"if", Branch::If),
    (b"ifdef", Branch::If),
    (b"ifndef", Branch::If),
    (b"unless", Branch::If),
    (b"with", Branch::If),
    (b"range", Branch::If),
    (b"else", Branch::Else),
    (b"elif", Branch::Else),
    (b"elsif", Branch::Else),
    (b"elseif", Branch::Else),
    (b"endif", Branch::End),
    (b"end", Branch::End),
    (b"endunless", Branch::End),
    (b"/if", Branch::End),
    (b"/unless", Branch::End),
];

/// Returns what a line does to the branches of a preprocessor, of a template or of a program.
fn branch(line: &[u8], mut has_directives: impl FnMut() -> bool) -> Option<Branch> {
    let line = line.trim_ascii();
    if ELSE.contains(&line) {
        return Some(Branch::Else);
    }
    let directive = match line {
        [b'#' | b'`', after @ ..] if has_directives() => after,
        [b'{', b'%' | b'{', after @ ..] => skip(after, b"-~#"),
        _ => return None,
    };
    let (word, after) =
        split_span(directive.trim_ascii_start(), |byte| byte == b'/' || byte.is_ascii_alphabetic());
    if word == b"if" && is_never(after.trim_ascii()) {
        return Some(Branch::Never);
    }
    DIRECTIVES.iter().find(|(known, _)| *known == word).map(|(_, branch)| *branch)
}

/// Whether the condition of a directive is false whatever is defined.
fn is_never(condition: &[u8]) -> bool {
    matches!(condition, [b'0'] | [b'0', b' ' | b'\t' | b'/', ..] | b"(0)" | b"false" | b"FALSE")
}

/// Returns whether a string after this is one side of the operator `?`, or of a condition of m4.
fn is_choice(before: &[u8]) -> bool {
    let has = |word: &[u8]| before.windows(word.len()).any(|start| start == word);
    let is_side = trim_end(before, b"\"'`").trim_ascii_end().ends_with(b"?");
    is_side || has(b"ifdef(`") || has(b"ifelse(`")
}

#[cfg(test)]
mod tests;
