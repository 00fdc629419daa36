//! Base64 into bytes: as it is, or after repair. The one way for bodies of sections and for texts
//! without boundaries.

use super::{
    base64::Invalid,
    repair::{Codes, Problem, repair},
};
use crate::{
    error::{
        ErrorText,
        text::{CUT_BASE64, MIXED_ALPHABETS, NOT_BASE64},
    },
    limits::Exceeded,
};

/// Why base64 was not decoded.
pub(super) enum DecodeError {
    Problem(Problem),
    Exceeded(Exceeded),
}

/// Decodes `text` with `decoder`. If it is not valid base64, it is decoded again after repair, for which
/// `pay` charges a number of bytes. Also returns the repairs.
pub(super) fn decode<T>(
    text: &[u8],
    mut decoder: impl FnMut(&[u8]) -> Result<T, Invalid>,
    pay: impl FnOnce(usize) -> Result<(), Exceeded>,
) -> Result<(T, Codes), DecodeError> {
    if let Ok(decoded) = decoder(text) {
        return Ok((decoded, Codes::default()));
    }
    pay(text.len()).map_err(DecodeError::Exceeded)?;
    let repaired = repair(text).map_err(DecodeError::Problem)?;
    match decoder(&repaired.text) {
        Ok(decoded) => Ok((decoded, repaired.codes)),
        Err(Invalid) => Err(DecodeError::Problem(Problem::Length)),
    }
}

impl Problem {
    /// Returns the error text, and the offset in `text` that it is about.
    pub(super) fn explain(self, text: &[u8]) -> (&'static ErrorText, usize) {
        match self {
            Problem::Character { offset } => (&NOT_BASE64, offset),
            Problem::MixedAlphabets { offset } => (&MIXED_ALPHABETS, offset),
            Problem::Length => (&CUT_BASE64, text.trim_ascii_end().len()),
        }
    }
}
