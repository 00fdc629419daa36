//! What was done to the lines of a block that could not be read.

use super::{body_lines, line_prefix::begins_like};
use crate::{
    error::{
        Error, ErrorKind, ErrorText, Path,
        damaged_text::{
            ABBREVIATED, BACKSLASHES_LOST, CONTROL_CHARACTERS, DIFF, ESCAPES, HTML_TAGS,
            LINE_PREFIX, LINE_SUFFIX, NOT_ASCII, PADDING_INSIDE, PERCENT_ENCODED,
        },
        text::{
            CUT_BASE64, DAMAGED_BOUNDARY, EMPTY_BLOCK, MIXED_ALPHABETS, NO_BEGIN, NO_EMPTY_LINE,
            NO_END, NOT_A_CERTIFICATE, NOT_A_KEY, NOT_BASE64, NOT_PKCS7, NOT_PKCS12,
            SPACES_FOR_PLUS, STRING_LITERALS, UNEVEN_PREFIX, WRONG_END,
        },
    },
    text::{
        base64,
        boundary::{Boundary, Side, next_boundary},
        lines::{line_ends, split_line},
        prose::has_material,
        sections::Sections,
    },
};

/// Errors that describe a symptom in a block, not what was done to the block.
static SYMPTOMS: [&ErrorText; 23] = [
    &ABBREVIATED,
    &CONTROL_CHARACTERS,
    &CUT_BASE64,
    &DAMAGED_BOUNDARY,
    &EMPTY_BLOCK,
    &ESCAPES,
    &HTML_TAGS,
    &MIXED_ALPHABETS,
    &NO_BEGIN,
    &NO_EMPTY_LINE,
    &NO_END,
    &NOT_A_CERTIFICATE,
    &NOT_A_KEY,
    &NOT_ASCII,
    &NOT_BASE64,
    &NOT_PKCS7,
    &NOT_PKCS12,
    &PADDING_INSIDE,
    &PERCENT_ENCODED,
    &SPACES_FOR_PLUS,
    &STRING_LITERALS,
    &UNEVEN_PREFIX,
    &WRONG_END,
];

/// Those of them that one line may cause in which base64 was lost or other letters were put in.
static OF_ONE_LINE: [&ErrorText; 5] =
    [&CUT_BASE64, &NOT_A_CERTIFICATE, &NOT_A_KEY, &NOT_PKCS7, &NOT_PKCS12];

/// Maximum length of what follows each line.
const MOST_SUFFIX: usize = 16;
/// Minimum length of the base64 after a prompt.
const LEAST_DIGITS: usize = 32;
/// Maximum length of the examined part of the last boundary's line.
const LAST_LINE: usize = 256;

impl Sections<'_> {
    /// Returns the error for a block that begins at `from` and failed with `error`: what was done to
    /// all of its lines, or to one of them, if that can be determined. `path` leads to the block.
    pub(crate) fn explain(&self, error: Error, from: usize, path: &Path<'_>) -> Error {
        let is_inside = error.kind() == ErrorKind::Malformed && error.location().byte().is_some();
        if !is_inside && !SYMPTOMS.iter().any(|text| error.is(text)) {
            return error;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let rest = rest.get(..LAST_LINE).unwrap_or(rest);
        let end = self.at.saturating_add(memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()));
        let read = self.text.get(from..end).unwrap_or_default();
        let Some(Found { text, line }) = what_happened(read, &error) else { return error };
        // An error inside the data has a place there.
        let error = if is_inside { text.at(path) } else { error.with_text(text) };
        match line {
            Some(offset) => error.with_line(self.line_of(from.saturating_add(offset))),
            None => error,
        }
    }

    /// Returns the line of a byte that was read.
    fn line_of(&self, offset: usize) -> usize {
        let since = self.text.get(offset..self.at).unwrap_or_default();
        self.line.saturating_sub(line_ends(since))
    }

    /// Returns the length of the text already read.
    pub(crate) const fn position(&self) -> usize {
        self.at
    }
}

/// What was done to a block, and the offset of the line that shows it if not all do.
struct Found {
    text: &'static ErrorText,
    line: Option<usize>,
}

impl From<&'static ErrorText> for Found {
    fn from(text: &'static ErrorText) -> Self {
        Found { text, line: None }
    }
}

/// Returns what was done to the lines of the first block in `text`, which failed with `error`.
fn what_happened(text: &[u8], error: &Error) -> Option<Found> {
    let block = Block::first(text)?;
    let (content, offset) = block.content(text);
    if is_in_brackets(content.trim_ascii()) {
        return Some(Found::from(&ABBREVIATED));
    }
    let seems_headers = error.is(&NO_EMPTY_LINE);
    // A name in chat programs looks like a tag, and headers without an end may be HTML.
    if (seems_headers || error.is(&HTML_TAGS)) && block.has_markup() {
        return Some(Found::from(&HTML_TAGS));
    }
    if error.is(&STRING_LITERALS) {
        return block.has_prompts().then_some(Found::from(&LINE_PREFIX));
    }
    if let Some(text) = block.all_lines_say() {
        return Some(Found::from(text));
    }
    if block.head() == b"- " {
        // In a signed message of OpenPGP (RFC 9580 §7.2).
        return Some(Found::from(&DAMAGED_BOUNDARY));
    }
    if seems_headers && block.has_tags() {
        return Some(Found::from(&HTML_TAGS));
    }
    let is_escape = [&ESCAPES, &PERCENT_ENCODED].iter().any(|text| error.is(text));
    let lines = body_lines::replaced_line_ends(content).filter(|_| !is_escape);
    if let Some(text) = lines.or_else(|| body_lines::other_lines(content)) {
        return Some(Found { text, line: Some(offset) });
    }
    let is_of_one_line =
        error.location().byte().is_some() || OF_ONE_LINE.iter().any(|text| error.is(text));
    let (text, line) = body_lines::unlike_line(content).filter(|_| is_of_one_line)?;
    Some(Found { text, line: Some(offset.saturating_add(line)) })
}

/// Returns whether this is one line in brackets, as templates have it in place of the base64.
fn is_in_brackets(content: &[u8]) -> bool {
    let is_pair = matches!(
        content,
        [b'(', .., b')'] | [b'[', .., b']'] | [b'<', .., b'>'] | [b'{', .., b'}']
    );
    is_pair && line_ends(content) == 0 && !has_material(content)
}

/// A block, from the start of the line of its first boundary on.
struct Block<'a> {
    text: &'a [u8],
    boundary: Boundary<'a>,
}

impl<'a> Block<'a> {
    fn first(text: &'a [u8]) -> Option<Self> {
        let boundary = next_boundary(text, 0)?;
        let before = text.get(..boundary.start)?;
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at.saturating_add(1));
        let text = text.get(start..)?;
        Some(Block { text, boundary: next_boundary(text, 0)? })
    }

    /// Returns what is before the boundary on its line.
    fn head(&self) -> &'a [u8] {
        self.text.get(..self.boundary.start).unwrap_or_default()
    }

    /// Returns what is said of all lines of the block.
    fn all_lines_say(&self) -> Option<&'static ErrorText> {
        if self.is_diff() {
            Some(&DIFF)
        } else if self.has_lost_backslashes() {
            Some(&BACKSLASHES_LOST)
        } else if self.has_line_prefixes() {
            Some(&LINE_PREFIX)
        } else {
            self.has_line_suffixes().then_some(&LINE_SUFFIX)
        }
    }

    /// Returns what is between the boundary and the next one, and its offset in `text`, which the block
    /// ends.
    fn content(&self, text: &[u8]) -> (&'a [u8], usize) {
        let rest = self.rest();
        let end = next_boundary(rest, 0).map_or(rest.len(), |end| end.start);
        (rest.get(..end).unwrap_or(rest), text.len().saturating_sub(rest.len()))
    }

    /// Returns what follows the boundary.
    fn rest(&self) -> &'a [u8] {
        self.text.get(self.boundary.end..).unwrap_or_default()
    }

    /// Returns whether there are three lines or more that are not blank, and `is_like` holds for all
    /// but the first.
    fn all_lines(&self, is_like: impl Fn(&[u8]) -> bool) -> bool {
        let (mut rest, mut count): (_, usize) = (self.rest(), 0);
        let mut is_first = true;
        while let Some((line, after)) = split_line(rest) {
            rest = after;
            if core::mem::take(&mut is_first) || line.trim_ascii().is_empty() {
                continue;
            }
            if !is_like(line) {
                return false;
            }
            count = count.saturating_add(1);
        }
        count >= 2
    }

    /// Returns whether there are tags of HTML in the block.
    fn has_tags(&self) -> bool {
        let is_tag = |at: usize| {
            matches!(self.text.get(at.saturating_add(1)), Some(b'/' | b'a'..=b'z' | b'A'..=b'Z'))
        };
        memchr::memchr_iter(b'<', self.text).any(is_tag) && self.text.contains(&b'>')
    }

    /// Returns whether there are tags that only HTML has.
    fn has_markup(&self) -> bool {
        let is_tag = |at: usize| {
            let tag = self.text.get(at.saturating_add(1)..).unwrap_or_default();
            let tag = tag.get(..2).unwrap_or_default().to_ascii_lowercase();
            matches!(&*tag, b"br" | b"p>" | b"p " | [b'/', b'a'..=b'z'])
        };
        memchr::memchr_iter(b'<', self.text).any(is_tag)
    }

    /// Returns whether each line begins with `+`, `-` or a blank, as in a unified diff.
    fn is_diff(&self) -> bool {
        let hyphens = |line: &[u8]| line.iter().take_while(|byte| **byte == b'-').count();
        // The hyphen of a removed line joins those of the boundary.
        let removed = hyphens(self.text) == 6;
        let is_marked =
            |line: &[u8]| matches!(line.first(), Some(b'+' | b'-' | b' ')) && hyphens(line) != 5;
        let begins = removed || matches!(self.head(), b"+" | b"++" | b" ");
        let is_changed = |line: &[u8]| matches!(line.first(), Some(b'+' | b'-'));
        let any_changed = removed
            || self.head().starts_with(b"+")
            || self.rest().split(|byte| *byte == b'\n').skip(1).any(is_changed);
        begins && any_changed && self.all_lines(is_marked)
    }

    /// Returns whether the letter of each `\n` was kept and its backslash was lost, as shells do it
    /// outside quotes.
    fn has_lost_backslashes(&self) -> bool {
        let rest = self.rest();
        let after = rest.strip_prefix(b"r").unwrap_or(rest).strip_prefix(b"n");
        let end = next_boundary(rest, 0).filter(|end| end.side == Side::End);
        let before_end = end.and_then(|end| rest.get(..end.start)).unwrap_or_default();
        let begins_body = after.and_then(<[u8]>::first).is_some_and(|it| base64::is_digit(*it));
        begins_body && before_end.ends_with(b"n")
    }

    /// Returns whether each line begins with a number, a time or a name, as `grep -n`, `cat -n`,
    /// logs and `git blame` print them: the same but for digits.
    fn has_line_prefixes(&self) -> bool {
        let head = self.head().trim_ascii_start();
        !head.is_empty() && self.all_lines(|line| begins_like(head, line.trim_ascii_start()))
            || self.has_prompts()
            || self.has_numbers_between()
    }

    /// Returns whether each line but the first has something before its base64 that is the same but for
    /// digits, as the prompts of shells and of interpreters on continued lines.
    fn has_prompts(&self) -> bool {
        let Some((_, rest)) = split_line(self.rest()) else { return false };
        let Some((line, _)) = split_line(rest) else { return false };
        let line = line.trim_ascii_end();
        let digits = line.iter().rev().take_while(|byte| base64::is_digit(**byte)).count();
        let (prompt, _) =
            line.split_at_checked(line.len().saturating_sub(digits)).unwrap_or_default();
        // A quote opens a string literal.
        let is_prompt = prompt.iter().any(|byte| !byte.is_ascii_whitespace())
            && !matches!(prompt.last(), Some(b'"' | b'\''));
        is_prompt && digits >= LEAST_DIGITS && self.all_lines(|line| begins_like(prompt, line))
    }

    /// Returns whether the lines of the block alternate with lines of numbers that count up, as web
    /// pages give a listing that is copied.
    fn has_numbers_between(&self) -> bool {
        let (mut rest, mut last, mut count): (_, Option<u32>, usize) = (self.rest(), None, 0);
        while let Some((line, after)) = split_line(rest) {
            rest = after;
            let line = line.trim_ascii();
            let is_number = matches!(line.len(), 1..=6) && line.iter().all(u8::is_ascii_digit);
            let text = core::str::from_utf8(line).unwrap_or_default();
            let Some(number) = text.parse().ok().filter(|_| is_number) else { continue };
            if last.is_some_and(|last: u32| last.checked_add(1) != Some(number)) {
                return false;
            }
            (last, count) = (Some(number), count.saturating_add(1));
        }
        count >= 3
    }

    /// Returns whether each line ends with the same characters that are not base64, as the `$` of
    /// `cat -A`.
    fn has_line_suffixes(&self) -> bool {
        let Some((suffix, _)) = split_line(self.rest()) else { return false };
        let suffix = suffix.trim_ascii();
        // Also of base64, because the line of END has it too: psql puts `+` there, Excel `_x000D_`.
        let is_short = matches!(suffix.len(), 1..=MOST_SUFFIX) && !suffix.starts_with(b"=");
        is_short && self.all_lines(|line| line.trim_ascii_end().ends_with(suffix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    const LINES: [&str; 5] = [
        "-----BEGIN CERTIFICATE-----",
        "MIICwTCCAmigAwIBAgIINQyinZ8IkFgwCgYIKoZIzj0EAwIwQTELMAkGA1UEBhMC",
        "+FgxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1c3QxGjAYBgNVBAMMEUV4YW1wbGUgSXNz",
        "dWluZyAxMB4XDTI2MTEyOTE2MjYy",
        "-----END CERTIFICATE-----",
    ];

    fn each(change: impl Fn(usize, &str) -> String) -> String {
        LINES.iter().enumerate().map(|(at, line)| change(at, line)).collect::<Vec<_>>().join("\n")
    }

    fn found(text: &str) -> Option<&'static str> {
        let error = NOT_BASE64.at(&Path::ROOT);
        what_happened(text.as_bytes(), &error).map(|found| found.text.text)
    }

    #[test]
    fn prefixes_of_many_tools() {
        for text in [
            each(|at, line| format!("{}:{line}", at + 8)),
            each(|at, line| format!("{}{}{line}", at + 8, if at == 0 { ':' } else { '-' })),
            each(|at, line| format!("certs/a.pem:{}:{line}", at + 8)),
            each(|at, line| format!("{:6}\t{line}\r", at + 8)),
            each(|at, line| format!("{:3} {line}", at + 8)),
            each(|at, line| format!("{:4} | {line}", at + 8)),
            each(|at, line| format!("2026-01-02T03:04:{:02}.{at}Z stdout F {line}", at + 8)),
            each(|at, line| format!("Nov 29 16:00:{at:02} host app[12]: {line}")),
            each(|_, line| format!("web_1  | {line}")),
            each(|at, line| format!("a1b2c{at}d4 (A. U. Thor 2026-01-02 {at:3}) {line}")),
            each(|at, line| format!("{at}\n{line}")),
            each(|at, line| format!("{:7x} {line}", at * 28)),
        ] {
            assert_eq!(found(&text), Some(LINE_PREFIX.text), "{text}");
        }
    }

    #[test]
    fn suffixes_diffs_and_lost_backslashes() {
        for (text, expected) in [
            (each(|_, line| format!("{line}$")), LINE_SUFFIX.text),
            (each(|_, line| format!("{line}^M$\r")), LINE_SUFFIX.text),
            (each(|_, line| format!("+{line}")), DIFF.text),
            (each(|_, line| format!("-{line}\r")), DIFF.text),
            (each(|at, line| format!("{}{line}", [' ', '-', '+', ' ', ' '][at])), DIFF.text),
            (LINES.join("n"), BACKSLASHES_LOST.text),
            (LINES.join("rn"), BACKSLASHES_LOST.text),
        ] {
            assert_eq!(found(&text), Some(expected), "{text}");
        }
    }

    #[test]
    fn templates_and_dashes_of_signed_messages() {
        let begin = "-----BEGIN CERTIFICATE-----";
        for line in ["(Your certificate: a.crt)", "<paste it here>", "[certificate]", "{{ cert }}"]
        {
            let text = format!("{begin}\n{line}\n-----END CERTIFICATE-----\n");
            assert_eq!(found(&text), Some(ABBREVIATED.text), "{text}");
        }
        let escaped = format!("- {begin}\nMII\n- -----END CERTIFICATE-----\n");
        assert_eq!(found(&escaped), Some(DAMAGED_BOUNDARY.text));
    }

    #[test]
    fn sound_and_other_blocks_have_none() {
        for text in [
            LINES.join("\n"),
            LINES.join(""),
            each(|_, line| format!(" {line}")),
            each(|at, line| if at == 0 { format!("1: {line}") } else { line.into() }),
            each(|at, line| if at == 2 { format!("{line}$") } else { line.into() }),
            each(|at, line| if at < 4 { format!("+{line}") } else { line.into() }),
            "-----BEGIN CERTIFICATE-----".into(),
            String::new(),
        ] {
            assert_eq!(found(&text), None, "{text}");
        }
    }
}
