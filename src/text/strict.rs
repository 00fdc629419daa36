//! The fast path for certificates in the strict form of RFC 7468 §3: lines of equal length, read
//! without a search for damage.
//!
//! It never reads a text differently from the general path. A block is accepted only if every
//! byte is exact; then [`Sections::next`] and [`Section::decode_public`] give the same result:
//! base64 has no character that begins a boundary, so the next boundary is the END line found here;
//! it is exact, so nothing is glued to it; there are no blanks, so there is no prefix, header or
//! repair. Everything else is left to the general path.
//!
//! [`Section::decode_public`]: super::section::Section::decode_public

use super::{
    around::has_line_of_nul,
    base64::{self, Invalid, Lines},
    boundary::{Side, next_boundary},
    label::Label,
    lines::line_ends,
    sections::{Sections, State},
};
use crate::{budget::Budget, error::Step};
use alloc::vec::Vec;

const LABEL: &str = "CERTIFICATE";
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const END: &[u8] = b"-----END CERTIFICATE-----";

/// A CERTIFICATE section in lines of equal length, not yet known to be base64.
pub(crate) struct StrictBlock<'a> {
    number: usize,
    /// Lines of BEGIN and of END, from 1.
    begin_line: usize,
    end_line: usize,
    /// Offsets after the last dash of BEGIN and of END.
    start: usize,
    end: usize,
    /// There is text between the previous section and this one.
    text_before: bool,
    lines: Lines<'a>,
}

impl StrictBlock<'_> {
    pub(crate) fn step(&self) -> Step {
        debug_assert_eq!(Label::of(LABEL.as_bytes()), (Label::Certificate, Some(LABEL)));
        Step::Block { number: self.number, line: self.begin_line, label: Some(LABEL) }
    }

    /// Decodes the body and appends it to `out`, if it is base64 and within the budget.
    pub(crate) fn decode(
        &self,
        compact: &mut Vec<u8>,
        out: &mut Vec<u8>,
        budget: &mut Budget,
    ) -> Result<(), Invalid> {
        let room = self.length().saturating_sub(compact.capacity());
        budget.pem_section(self.number).map_err(|_| Invalid)?;
        budget.memory(room).map_err(|_| Invalid)?;
        base64::decode_lines(&self.lines, compact, out)
    }

    /// Returns the length of the text between the boundaries.
    pub(crate) fn length(&self) -> usize {
        self.end.saturating_sub(END.len()).saturating_sub(self.start)
    }
}

impl<'a> Sections<'a> {
    /// Returns the next section if it looks like a certificate in the strict form. It counts as read
    /// only after [`take`](Self::take).
    pub(crate) fn strict_block(&mut self) -> Option<StrictBlock<'a>> {
        // Bytes examined in vain add up to at most the text, so the time stays linear.
        if self.rescanned_bytes > self.text.len() {
            return None;
        }
        let begin = self.strict_begin()?;
        let start = begin.checked_add(BEGIN.len())?;
        let (lines, end) = strict_body(self.text.get(start..)?)?;
        let Some(end) = end else {
            self.rescanned_bytes = self.rescanned_bytes.saturating_add(lines.length());
            return None;
        };
        let before = self.text.get(self.at..begin)?;
        if has_line_of_nul(before, self.at == 0) {
            return None;
        }
        let begin_line = self.line.checked_add(line_ends(before))?;
        Some(StrictBlock {
            number: self.count.checked_add(1)?,
            begin_line,
            end_line: begin_line.checked_add(lines.count())?.checked_add(1)?,
            start,
            end: start.checked_add(end)?,
            text_before: !before.iter().all(u8::is_ascii_whitespace),
            lines,
        })
    }

    /// Marks the section as read.
    pub(crate) fn take(&mut self, block: &StrictBlock<'_>) {
        if block.text_before {
            let before = self.text.get(self.at..block.start).unwrap_or_default();
            self.pass_over(before);
            self.find_stray(before);
        }
        self.state = State::Section;
        (self.count, self.at, self.line) = (block.number, block.end, block.end_line);
    }

    /// Leaves the section to the general path, [`next`](Self::next).
    pub(crate) fn doubt(&mut self, block: &StrictBlock<'_>) {
        self.rescanned_bytes = self.rescanned_bytes.saturating_add(block.length());
    }

    /// Returns the offset of the next boundary if it is the exact BEGIN of a certificate: mostly on
    /// the line after the last END.
    #[inline(always)]
    fn strict_begin(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let next = match rest {
            [b'-', ..] if self.at == 0 => rest,
            [b'\n', next @ ..] | [b'\r', b'\n', next @ ..] => next,
            _ => &[],
        };
        if matches!(next.strip_prefix(BEGIN), Some([b'\n' | b'\r', ..])) {
            return self.text.len().checked_sub(next.len());
        }
        let found = next_boundary(self.text, self.at)?;
        let is_strict =
            found.side == Side::Begin && found.is_seen() && found.disputed(self.text).is_none();
        (is_strict && found.label == LABEL.as_bytes()).then_some(found.start)
    }
}

/// Returns the body of a text that is one CERTIFICATE section in the strict form and nothing else but the
/// end of its last line.
pub(crate) fn only_block(text: &[u8]) -> Option<Lines<'_>> {
    let tail = text.strip_prefix(BEGIN)?;
    let (lines, end) = strict_body(tail)?;
    matches!(tail.get(end?..)?, b"" | b"\n" | b"\r\n").then_some(lines)
}

/// Returns the lines of the body after a BEGIN, and the offset after its END line if that is exact.
fn strict_body(text: &[u8]) -> Option<(Lines<'_>, Option<usize>)> {
    let (returns, text_after) = match text {
        [b'\n', rest @ ..] => (false, rest),
        [b'\r', b'\n', rest @ ..] => (true, rest),
        _ => return None,
    };
    let (lines, rest) = Lines::split(text_after, returns)?;
    let tail = rest.strip_prefix(END);
    let ends_line = |rest: &[u8]| match rest {
        [] => true,
        [b'\n', ..] => !returns,
        [b'\r', b'\n', ..] => returns,
        _ => false,
    };
    let end = tail.filter(|rest| ends_line(rest)).map(|rest| text.len().saturating_sub(rest.len()));
    Some((lines, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{limits::Limits, text::recognize::Form};
    use alloc::{format, string::String};

    /// A certificate in name alone: two lines of base64, in `end` ended lines.
    fn block(end: &str) -> String {
        let (line, last) = ("QUJD".repeat(16), "REVG");
        format!("-----BEGIN CERTIFICATE-----{end}{line}{end}{last}{end}-----END CERTIFICATE-----")
    }

    fn sections(text: &str) -> Sections<'_> {
        Sections::new(text.as_bytes(), Form::Exact, false)
    }

    fn decoded(block: &StrictBlock<'_>) -> Vec<u8> {
        let (mut compact, mut out) = (Vec::new(), Vec::new());
        block.decode(&mut compact, &mut out, &mut Budget::new(Limits::DEFAULT)).unwrap();
        out
    }

    #[test]
    fn the_strict_form_is_read() {
        let body = [b"ABC".repeat(16), b"DEF".to_vec()].concat();
        for end in ["\n", "\r\n"] {
            let text =
                [&block(end), end, &block(end), end, "words", end, end, &block(end)].concat();
            let mut sections = sections(&text);
            for (number, line, text_before) in [(1, 1, false), (2, 5, false), (3, 11, true)] {
                let found = sections.strict_block().unwrap();
                assert_eq!(
                    (found.number, found.begin_line, found.end_line),
                    (number, line, line + 3)
                );
                assert_eq!((found.text_before, decoded(&found)), (text_before, body.clone()));
                sections.take(&found);
                assert_eq!(sections.text_around, number == 3);
            }
            assert!(sections.strict_block().is_none());
            assert_eq!(sections.at, text.len());
        }
    }

    #[test]
    fn blanks_before_a_block_are_not_text() {
        let text = format!("\n \t\n{}\n", block("\n"));
        let found = sections(&text).strict_block().unwrap();
        assert_eq!((found.begin_line, found.text_before), (3, false));
    }

    #[test]
    fn other_forms_are_left_to_the_general_path() {
        let (text, returns) = (block("\n"), block("\r\n"));
        for other in [
            format!("{text} "),
            format!("{text}x"),
            format!("{text}\r\n"),
            format!("{returns}\n"),
            format!("x{text}\n"),
            format!(" {text}\n"),
            text.replace("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE----- \n"),
            text.replace("CERTIFICATE", "X509 CERTIFICATE"),
            text.replace("END CERTIFICATE", "END CRL"),
            text.replace("BEGIN", "END"),
            text.replace("-----END", "----END"),
        ] {
            assert!(sections(&other).strict_block().is_none(), "{other}");
        }
    }

    #[test]
    fn doubts_are_counted() {
        let text = block("\n");
        let mut sections = sections(&text);
        for _ in 0..2 {
            let found = sections.strict_block().unwrap();
            assert_eq!(found.length(), 1 + 65 + 5);
            sections.doubt(&found);
        }
        assert!(sections.rescanned_bytes > text.len());
        assert!(sections.strict_block().is_none());
    }
}
