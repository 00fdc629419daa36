//! The result of removing one encoding.

use crate::{error::ErrorText, secret::Scratch, text::repair::Codes};

/// The error in a text that is certainly encoded, and its offset.
pub(crate) struct Broken {
    pub(crate) cause: &'static ErrorText,
    pub(crate) offset: usize,
}

/// A text without one encoding, and the deviations in that encoding.
pub(crate) struct Decoded {
    pub(crate) bytes: Scratch,
    pub(crate) codes: Codes,
}

impl From<Scratch> for Decoded {
    fn from(bytes: Scratch) -> Self {
        Decoded { bytes, codes: Codes::default() }
    }
}

pub(super) type Attempt = Result<Option<Decoded>, Broken>;
/// Returns the byte with these two hexadecimal digits.
pub(super) fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}
