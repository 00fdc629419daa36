//! The BEGIN boundaries of a text that other encodings are around.

use crate::text::boundary::{Boundary, Side, next_boundary};

/// The BEGIN boundaries of a text in any form.
#[derive(Clone)]
pub(super) struct Begins<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Begins<'a> {
    pub(super) const fn of(text: &'a [u8]) -> Begins<'a> {
        Begins { text, at: 0 }
    }
}

impl<'a> Iterator for Begins<'a> {
    type Item = Boundary<'a>;

    fn next(&mut self) -> Option<Boundary<'a>> {
        loop {
            let boundary = next_boundary(self.text, self.at)?;
            self.at = boundary.end;
            if boundary.side == Side::Begin {
                return Some(boundary);
            }
        }
    }
}

/// Returns whether a block is written on one line of a program or a document: after its BEGIN is an
/// escape, or the end of a string.
pub(super) fn is_escaped(text: &[u8], begin: &Boundary<'_>) -> bool {
    matches!(text.get(begin.end), Some(b'\\' | b'"' | b'\'' | b'%'))
}

/// Where a block begins, and how it is written there.
pub(super) struct Begin {
    pub(super) start: usize,
    pub(super) is_escaped: bool,
    /// It may be a string that is assigned to a name.
    pub(super) is_string: bool,
}

impl Begin {
    pub(super) fn of(text: &[u8], begin: &Boundary<'_>) -> Begin {
        let is_escaped = is_escaped(text, begin);
        let last = begin.start.checked_sub(1).and_then(|at| text.get(at));
        let is_string = is_escaped || matches!(last, Some(b'"' | b'\'' | b'='));
        let is_string = is_string && !begin.is_commented_out(text);
        Begin { start: begin.start, is_escaped, is_string }
    }
}
