//! Identifier and length octets of a value (X.690 §8.1).

use crate::{
    error::{
        ErrorText,
        asn1::{BAD_LENGTH, BAD_TAG, LENGTH_TOO_LARGE, TRUNCATED},
    },
    tag::is_short,
};

/// Identifier and length octets of one value, in any form (X.690 §8.1.2, §8.1.3).
pub(super) struct Head {
    pub(super) octets: u8,
    /// Of the content; nothing for an indefinite length.
    pub(super) length: Option<usize>,
    pub(super) minimal: bool,
}

impl Head {
    pub(super) fn read(bytes: &[u8]) -> Result<Head, &'static ErrorText> {
        let identifier = identifier_length(bytes)?;
        let first = *bytes.get(usize::from(identifier)).ok_or(&TRUNCATED)?;
        let octets = identifier.saturating_add(1);
        match first {
            0..=0x7f => Ok(Head { octets, length: Some(usize::from(first)), minimal: true }),
            0x80 => Ok(Head { octets, length: None, minimal: true }),
            0xff => Err(&BAD_LENGTH),
            _ => {
                let end = octets.saturating_add(first & 0x7f);
                let digits = bytes.get(usize::from(octets)..usize::from(end)).ok_or(&TRUNCATED)?;
                let length = big_endian(digits).ok_or(&LENGTH_TOO_LARGE)?;
                let minimal = length >= 0x80 && digits.first() != Some(&0);
                Ok(Head { octets: end, length: Some(length), minimal })
            }
        }
    }
}

/// Octets of the identifier (X.690 §8.1.2.4): one, or more for numbers above 30.
fn identifier_length(bytes: &[u8]) -> Result<u8, &'static ErrorText> {
    match bytes {
        [] => Err(&TRUNCATED),
        [first, rest @ ..] if !is_short(*first) => {
            let mut octets = rest.iter().zip(2_u8..=6);
            match octets.find(|(octet, _)| **octet & 0x80 == 0) {
                Some((_, length)) => Ok(length),
                None if rest.len() < 5 => Err(&TRUNCATED),
                None => Err(&BAD_TAG),
            }
        }
        _ => Ok(1),
    }
}

/// An unsigned number of at most `usize`'s width, leading zeroes allowed.
fn big_endian(digits: &[u8]) -> Option<usize> {
    digits.iter().try_fold(0_usize, |number, digit| {
        number.checked_mul(256)?.checked_add(usize::from(*digit))
    })
}
