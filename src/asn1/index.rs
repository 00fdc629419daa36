//! The ends of values of indefinite length in BER (X.690 §8.1.3.6).

use crate::error::{
    ErrorText,
    asn1::{INDEFINITE_LENGTH, UNCLOSED},
};
use alloc::vec::Vec;

/// The extent of every value of indefinite length in some bytes, sorted by its start.
#[derive(Default)]
pub(crate) struct Index {
    pub(super) values: Vec<Extent>,
    /// Whether the bytes were searched.
    pub(super) complete: bool,
}

/// Accepts no indefinite length.
pub(super) static NO_INDEX: Index = Index { values: Vec::new(), complete: false };

/// A value from its first octet to the end of its end-of-contents octets; `end` is 0 if those are
/// missing.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Index {
    /// Content length of the value of indefinite length at `offset`, after a header of `header`
    /// octets.
    pub(super) fn content_length(
        &self,
        offset: usize,
        header: u8,
    ) -> Result<usize, &'static ErrorText> {
        let missing = if self.complete { &UNCLOSED } else { &INDEFINITE_LENGTH };
        let found = u32::try_from(offset)
            .ok()
            .and_then(|start| self.values.binary_search_by_key(&start, |value| value.start).ok())
            .and_then(|at| self.values.get(at))
            .and_then(|value| usize::try_from(value.end).ok())
            .ok_or(missing)?;
        let around = offset.saturating_add(usize::from(header)).saturating_add(2);
        found.checked_sub(around).ok_or(missing)
    }
}
