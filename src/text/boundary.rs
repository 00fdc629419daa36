//! Encapsulation boundaries (RFC 7468 §3), exact and damaged.

use super::{dashes::Run, label::Label};
use crate::text::chars::NO_BREAK_SPACE;

/// Whether a boundary opens or closes a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Begin,
    End,
}

/// How a boundary differs from RFC 7468 §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Alone on its line, from the first column; blanks may follow.
    Exact,
    /// Exact, but with something else on its line.
    Displaced,
    /// Other dashes, small letters or other blanks, with a known label.
    Damaged,
}

/// What precedes a boundary on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before<'a> {
    LineStart,
    /// Blanks or quote marks, which the other lines of the block may share.
    Prefix(&'a [u8]),
    /// `#`, `//`, `;` or `<!--`: the line is a comment.
    Comment(&'a [u8]),
    Text,
}

/// One boundary in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Boundary<'a> {
    pub(crate) side: Side,
    pub(crate) form: Form,
    /// Offset of its first dash, and the one after its last dash.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: &'a [u8],
}

/// What of a section strict readers differ on. Two sections that differ in this are read by different
/// readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Disputed(u8);

impl Disputed {
    /// A lone CR beside a boundary.
    pub(super) const LONE_RETURN: Disputed = Disputed(1);
    /// VT or FF.
    pub(super) const FORM_FEED: Disputed = Disputed(1 << 1);
    pub(super) const HEADERS: Disputed = Disputed(1 << 2);
    pub(super) const BLANK_LINES: Disputed = Disputed(1 << 3);
    /// Only a piece of a line is the boundary.
    pub(super) const PIECE: Disputed = Disputed(1 << 4);
    /// A line that begins with NUL before it: OpenSSL reads no further there.
    pub(crate) const AFTER_NUL: Disputed = Disputed(1 << 5);
    /// Padding is missing: only rustls accepts that.
    pub(super) const PADDING: Disputed = Disputed(1 << 6);

    pub(super) fn add(&mut self, other: Disputed) {
        self.0 |= other.0;
    }

    pub(super) fn add_if(&mut self, yes: bool, other: Disputed) {
        if yes {
            self.add(other);
        }
    }

    pub(super) fn is_none(self) -> bool {
        self == Disputed::default()
    }
}

/// How many bytes before a boundary are examined. With more before it a boundary is not commented
/// out: OpenSSL reads a line in pieces of 254 bytes and sees a boundary at the start of each.
const MOST_BEFORE: usize = 253;
/// The length of the pieces in which OpenSSL reads a line.
const PIECE: usize = 254;
/// Maximum length of the label of a damaged or displaced boundary, with the blanks around it.
const MOST_LABEL: usize = 80;

/// Returns the first boundary at or after `from`, in one pass over the bytes before it.
pub(crate) fn next_boundary(text: &[u8], from: usize) -> Option<Boundary<'_>> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let hit = at.saturating_add(memchr::memchr3(b'-', 0xe2, 0xef, rest)?);
        if let Some(boundary) = usual(text, hit) {
            debug_assert_eq!(
                read(text, hit, Run::read(text.get(hit..)?, usize::MAX)),
                Some(boundary)
            );
            return Some(boundary);
        }
        let run = Run::read(text.get(hit..)?, usize::MAX);
        if let Some(boundary) = read(text, hit, run) {
            return Some(boundary);
        }
        at = hit.saturating_add(run.length.max(1));
    }
}

/// Which boundaries a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boundaries {
    /// An exact BEGIN.
    ExactBegin,
    /// A BEGIN of another form.
    Begin,
    /// END lines and no BEGIN.
    End,
    /// All of them are commented out.
    CommentedOut,
}

/// Returns which boundaries `text` has, or `None` if it has none.
pub(crate) fn boundaries(text: &[u8]) -> Option<Boundaries> {
    let mut at = 0;
    let (mut has_begin, mut counts, mut has_any) = (false, false, false);
    while let Some(boundary) = next_boundary(text, at) {
        at = boundary.end;
        if boundary.side == Side::Begin && boundary.form == Form::Exact {
            return Some(Boundaries::ExactBegin);
        }
        has_any = true;
        has_begin |= boundary.side == Side::Begin;
        counts = counts || !boundary.is_commented_out(text);
    }
    match (has_any, counts, has_begin) {
        (false, ..) => None,
        (true, false, _) => Some(Boundaries::CommentedOut),
        (true, true, true) => Some(Boundaries::Begin),
        (true, true, false) => Some(Boundaries::End),
    }
}

/// Returns whether `text` has an exact BEGIN, as a strict reader finds one.
pub(crate) fn has_exact_begin(text: &[u8]) -> bool {
    boundaries(text) == Some(Boundaries::ExactBegin)
}

/// Returns whether `text` has a BEGIN of any form, commented out or not.
pub(crate) fn has_begin(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(boundary) = next_boundary(text, at) {
        if boundary.side == Side::Begin {
            return true;
        }
        at = boundary.end;
    }
    false
}

impl<'a> Boundary<'a> {
    pub(crate) fn before(&self, text: &'a [u8]) -> Before<'a> {
        before_on_line(text, self.start)
    }

    pub(crate) fn is_commented_out(&self, text: &'a [u8]) -> bool {
        self.form != Form::Exact && matches!(self.before(text), Before::Comment(_))
    }

    /// Returns whether strict readers see it: it is alone on its line, its label in capitals with
    /// single spaces.
    pub(crate) fn is_seen(&self) -> bool {
        Label::is_as_written(self.label) && self.form == Form::Exact
    }

    /// Returns whether readers that find boundaries anywhere in a line, as GnuTLS and Python's
    /// cryptography do, see it and may read the lines after it.
    pub(crate) fn is_found(&self, text: &[u8]) -> bool {
        let may_be_read = || match self.before(text) {
            Before::Prefix(prefix) => prefix.iter().all(u8::is_ascii_whitespace),
            _ => true,
        };
        let is_written = self.form != Form::Damaged || self.is_written(text);
        // Nothing is before an exact one.
        is_written
            && Label::is_as_written(self.label)
            && (self.form == Form::Exact || may_be_read())
    }

    /// Returns whether five dashes are around it if those of the boundary that it is glued to count too.
    fn is_written(&self, text: &[u8]) -> bool {
        let is_glued = self.start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'-');
        let word: &[u8] = match self.side {
            Side::Begin => b"-----BEGIN ",
            Side::End => b"-----END ",
        };
        let dashes = Run::read(text.get(self.start..).unwrap_or_default(), usize::MAX).length;
        let start = self.start.saturating_add(dashes).saturating_sub(5);
        let written = text.get(start..).and_then(|written| written.strip_prefix(word));
        let after = written.and_then(|written| written.strip_prefix(self.label));
        is_glued && after.is_some_and(|after| after.starts_with(b"-----"))
    }

    /// Returns what strict readers differ on although it is exact. OpenSSL and Go take a lone CR
    /// for no line end, GnuTLS, Java, rustls and Python's cryptography do; Go accepts neither VT nor
    /// FF after the dashes.
    pub(crate) fn disputed(&self, text: &[u8]) -> Disputed {
        let before = self.start.checked_sub(1).and_then(|at| text.get(at));
        let rest = text.get(self.end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| is_line_blank(**byte)).count();
        let (blanks, after) = rest.split_at_checked(blanks).unwrap_or((rest, &[]));
        let is_lone_return = matches!(after, [b'\r', next, ..] if *next != b'\n');
        let mut disputed = Disputed::default();
        disputed.add_if(before == Some(&b'\r') || is_lone_return, Disputed::LONE_RETURN);
        let has_form_feed = blanks.iter().any(|byte| matches!(byte, 0x0b | 0x0c));
        disputed.add_if(has_form_feed, Disputed::FORM_FEED);
        disputed
    }

    /// Returns whether OpenSSL sees it although other text precedes it on its line: it is the last of
    /// the pieces in which OpenSSL reads the line. No other reader does so.
    pub(crate) fn is_piece(&self, text: &[u8]) -> bool {
        let dashes = text.get(self.start..).unwrap_or_default();
        let dashes = dashes.iter().take_while(|byte| **byte == b'-').count();
        let start = self.start.saturating_add(dashes.saturating_sub(5));
        let word: &[u8] = match self.side {
            Side::Begin => b"-----BEGIN ",
            Side::End => b"-----END ",
        };
        let written = text.get(start..self.end).and_then(|written| written.strip_prefix(word));
        let label = written.and_then(|written| written.strip_suffix(b"-----"));
        let rest = text.get(self.end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| is_line_blank(**byte)).count();
        // Then each line is examined once: the time stays linear.
        let ends_line = matches!(rest.get(blanks..), Some([] | [b'\n', ..] | [b'\r', b'\n', ..]));
        if label != Some(self.label) || !ends_line || !Label::is_as_written(self.label) {
            return false;
        }
        let head = text.get(..start).unwrap_or_default();
        let line = memchr::memrchr(b'\n', head).map_or(0, |at| at.saturating_add(1));
        let before = start.saturating_sub(line);
        before > 0 && before.checked_rem(PIECE) == Some(0)
    }

    /// Returns whether the next boundary may be glued to it: only the line end is missing.
    pub(crate) fn may_be_glued(&self, text: &[u8]) -> bool {
        self.form == Form::Displaced && self.before(text) == Before::LineStart
    }

    /// Returns whether only blanks follow on its line.
    pub(crate) fn ends_its_line(&self, text: &[u8]) -> bool {
        ends_line(text, self.end)
    }
}

/// Returns what precedes the byte at `at` on its line.
pub(crate) fn before_on_line(text: &[u8], at: usize) -> Before<'_> {
    let head = text.get(..at).unwrap_or_default();
    let window = head.get(head.len().saturating_sub(MOST_BEFORE)..).unwrap_or(head);
    let prefix = match memchr::memrchr2(b'\n', b'\r', window) {
        Some(end) => window.get(end.saturating_add(1)..).unwrap_or_default(),
        None if head.len() <= MOST_BEFORE => window,
        None => return Before::Text,
    };
    let trimmed = prefix.trim_ascii();
    // Base64 may end in two slashes.
    let is_parted = |head: &[u8]| head.last().is_none_or(u8::is_ascii_whitespace);
    let is_comment = |mark: &[u8]| {
        trimmed.starts_with(mark) || trimmed.strip_suffix(mark).is_some_and(is_parted)
    };
    let marks: [&[u8]; 4] = [b"#", b"//", b";", b"<!--"];
    let mark = marks.into_iter().find(|mark| is_comment(mark));
    if prefix.is_empty() {
        Before::LineStart
    } else if prefix.iter().all(|byte| is_line_blank(*byte) || b">|*".contains(byte)) {
        Before::Prefix(prefix)
    } else {
        match mark.filter(|_| !is_macro_definition(trimmed)) {
            Some(mark) => Before::Comment(mark),
            None => Before::Text,
        }
    }
}

/// Returns whether a line begins with `#define`, as C and C++ define constants: it is not a comment.
fn is_macro_definition(line: &[u8]) -> bool {
    let word = line.strip_prefix(b"#").unwrap_or_default().trim_ascii_start();
    matches!(word.strip_prefix(b"define"), Some([b' ' | b'\t', ..]))
}

/// Returns the boundary at `start`, if it is exact and nothing but its line end follows it: what [`read`]
/// would return, found sooner.
#[inline]
fn usual(text: &[u8], start: usize) -> Option<Boundary<'_>> {
    let previous = start.checked_sub(1).and_then(|at| text.get(at));
    if !matches!(previous, None | Some(b'\n' | b'\r')) {
        return None;
    }
    let (side, rest) = match text.get(start..)?.strip_prefix(b"-----")? {
        [b'B', b'E', b'G', b'I', b'N', b' ', rest @ ..] => (Side::Begin, rest),
        [b'E', b'N', b'D', b' ', rest @ ..] => (Side::End, rest),
        _ => return None,
    };
    let length = rest.iter().position(|byte| !matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' '))?;
    let (label, trail) = rest.split_at_checked(length)?;
    let after = trail.strip_prefix(b"-----")?;
    let is_alone = matches!(after, [] | [b'\n' | b'\r', ..]);
    let is_trimmed = !matches!(label, [] | [b' ', ..] | [.., b' ']);
    let end = text.len().saturating_sub(after.len());
    (is_alone && is_trimmed).then_some(Boundary { side, form: Form::Exact, start, end, label })
}

/// Returns the boundary with its first dashes, `lead`, at `start`.
fn read(text: &[u8], start: usize, lead: Run) -> Option<Boundary<'_>> {
    if !lead.may_lead() {
        return None;
    }
    let after = text.get(start.saturating_add(lead.length)..)?;
    let (side, word) = keyword(after.trim_ascii_start())?;
    let begins_line = match start.checked_sub(1) {
        Some(previous) => matches!(text.get(previous), Some(b'\n' | b'\r')),
        None => true,
    };
    let (label, blanks) = label_of(word, begins_line)?;
    let trail_at = text.len().saturating_sub(word.len()).saturating_add(blanks.length_to_dashes);
    let trail = trailing_run(text, trail_at);
    let end = trail_at.saturating_add(trail.length);
    let as_written = match side {
        Side::Begin => after.starts_with(b"BEGIN "),
        Side::End => after.starts_with(b"END "),
    };
    let sound = as_written && blanks.one_before_none_after && lead.is_exact() && trail.is_exact();
    let form = if sound && begins_line && ends_line(text, end) {
        Form::Exact
    } else if sound && !label.is_empty() && label.iter().all(|byte| is_label_byte(*byte)) {
        Form::Displaced
    } else if trail.is_likely() && Label::is_known(label) {
        Form::Damaged
    } else {
        return None;
    };
    Some(Boundary { side, form, start, end, label })
}

/// Returns the side named by `BEGIN` or `END` in any case, and the text after the word.
fn keyword(text: &[u8]) -> Option<(Side, &[u8])> {
    for (word, side) in [(b"BEGIN".as_slice(), Side::Begin), (b"END", Side::End)] {
        if let Some((head, rest)) = text.split_at_checked(word.len())
            && head.eq_ignore_ascii_case(word)
        {
            return Some((side, rest));
        }
    }
    None
}

struct Blanks {
    length_to_dashes: usize,
    one_before_none_after: bool,
}

/// Returns the label between the keyword and the next dashes on the line, and the blanks around it.
/// At the start of a line it may have any length, as in strict readers.
fn label_of(word: &[u8], begins_line: bool) -> Option<(&[u8], Blanks)> {
    let most = match begins_line {
        // Including the line end, which no label contains.
        true => memchr::memchr2(b'\n', b'\r', word).map_or(word.len(), |end| end.saturating_add(1)),
        false => MOST_LABEL,
    };
    let window = word.get(..most).unwrap_or(word);
    let mut at = 0;
    let dashes = loop {
        let rest = window.get(at..)?;
        let hit = at.saturating_add(memchr::memchr3(b'-', 0xe2, 0xef, rest)?);
        let run = Run::read(word.get(hit..)?, usize::MAX);
        if run.hyphens > 1 || run.others > 0 {
            break hit;
        }
        at = hit.saturating_add(1);
    };
    let padded = window.get(..dashes)?;
    let label = padded.trim_ascii();
    let is_one_line = !padded.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    let is_parted =
        [&b" "[..], b"\t", NO_BREAK_SPACE].iter().any(|blank| padded.starts_with(blank));
    // Java reads a block with an empty label.
    let is_label = !label.is_empty() || begins_line && padded == b" ";
    if !is_one_line || !is_label || !is_parted {
        return None;
    }
    let one_before_none_after = padded.strip_prefix(b" ") == Some(label);
    Some((label, Blanks { length_to_dashes: dashes, one_before_none_after }))
}

/// Returns the dashes that close a boundary. If the next boundary is glued on, half of the dashes
/// belong to that.
fn trailing_run(text: &[u8], at: usize) -> Run {
    let rest = text.get(at..).unwrap_or_default();
    let run = Run::read(rest, usize::MAX);
    let dashes = run.hyphens.saturating_add(run.others);
    let is_enough = if run.others == 0 { dashes >= 8 } else { dashes >= 2 };
    let is_glued = is_enough && rest.get(run.length..).and_then(keyword).is_some();
    if is_glued { Run::read(rest, dashes.div_ceil(2)) } else { run }
}

const fn is_label_byte(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'#' | b'.' | b'-' | b'_' | b'/')
}

fn ends_line(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    match rest.iter().find(|byte| !is_line_blank(**byte)) {
        None | Some(b'\n' | b'\r') => true,
        Some(_) => false,
    }
}

const fn is_line_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

#[cfg(test)]
mod tests;
