//! What is in a text outside its sections.

use super::{
    chars::has_utf16_begin,
    lines::{is_blank, line_ends},
    sections::Sections,
    stray::stray_material,
};
use crate::shape::shape;

impl Sections<'_> {
    /// Takes note of text outside the sections.
    pub(super) fn pass_over(&mut self, text: &[u8]) {
        if !is_blank(text) {
            self.text_around = true;
            self.joined_encodings |= is_other_encoding(text);
            self.after_nul |= has_line_of_nul(text, self.at == 0);
        }
    }

    /// Takes note of certificate material in another encoding outside the sections.
    pub(super) fn find_stray(&mut self, text: &[u8]) {
        if self.stray_line.is_none() {
            let lines = |at| line_ends(text.get(..at).unwrap_or(text));
            self.stray_line = stray_material(text).map(|at| self.line.saturating_add(lines(at)));
        }
    }
}

/// Returns whether a line in `text` begins with NUL; `begins_line` says whether `text` begins one.
pub(super) fn has_line_of_nul(text: &[u8], begins_line: bool) -> bool {
    memchr::memchr_iter(0, text).any(|at| match at.checked_sub(1) {
        Some(before) => text.get(before) == Some(&b'\n'),
        None => begins_line,
    })
}

/// Returns whether text between blocks is a binary certificate, key or container, or has blocks in
/// UTF-16: a file in another encoding was joined to the text.
///
/// Fixture: `reject/text-pem-then-der.pem`.
fn is_other_encoding(text: &[u8]) -> bool {
    let data = text.trim_ascii_start();
    matches!(data, [0x30, 0x80..=0xff, ..] | [0xfe, 0xed, ..] | [0xce, 0xce, ..])
        && shape(data).is_some_and(|shape| shape.format().is_some())
        || has_utf16_begin(text)
}
