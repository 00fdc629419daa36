//! Identifier and length octets of a value (X.690 §8.1.2, §8.1.3).

use crate::{
    error::{
        ErrorText,
        asn1::{BAD_LENGTH, BAD_TAG, LENGTH_TOO_LARGE, TRUNCATED},
    },
    tag::is_short,
};

/// The identifier and length octets of one value, in any form that BER allows.
pub(crate) struct Header {
    /// The length of the header in octets.
    pub(crate) octets: u8,
    /// Length of the content; `None` for the indefinite form.
    pub(crate) length: Option<usize>,
    /// Whether the length has the form that DER requires (X.690 §10.1).
    pub(super) minimal: bool,
}

impl Header {
    /// Reads the header at the start of `bytes`; the content may be incomplete.
    #[inline]
    pub(crate) fn read(bytes: &[u8]) -> Result<Header, &'static ErrorText> {
        let usual = match *bytes {
            [tag, length @ 0..=0x7f, ..] if is_short(tag) => Some((2, usize::from(length))),
            _ => usual_long_form(bytes),
        };
        match usual {
            Some((octets, length)) => Ok(Header { octets, length: Some(length), minimal: true }),
            None => Header::read_any_form(bytes),
        }
    }

    fn read_any_form(bytes: &[u8]) -> Result<Header, &'static ErrorText> {
        let identifier = identifier_length(bytes)?;
        let first = *bytes.get(usize::from(identifier)).ok_or(&TRUNCATED)?;
        let octets = identifier.saturating_add(1);
        match first {
            0..=0x7f => Ok(Header { octets, length: Some(usize::from(first)), minimal: true }),
            0x80 => Ok(Header { octets, length: None, minimal: true }),
            0xff => Err(&BAD_LENGTH),
            _ => {
                let end = octets.saturating_add(first & 0x7f);
                let digits = bytes.get(usize::from(octets)..usize::from(end)).ok_or(&TRUNCATED)?;
                let length = big_endian(digits).ok_or(&LENGTH_TOO_LARGE)?;
                let minimal = length >= 0x80 && digits.first() != Some(&0);
                Ok(Header { octets: end, length: Some(length), minimal })
            }
        }
    }
}

/// Length of the header and of the content if the header has one identifier octet and a length in
/// one or two octets after `81` or `82`, minimal as in DER: the most frequent long form.
#[inline(always)]
pub(super) fn usual_long_form(bytes: &[u8]) -> Option<(u8, usize)> {
    match *bytes {
        [tag, 0x82, high, low, ..] if is_short(tag) && high > 0 => {
            Some((4, usize::from(u16::from_be_bytes([high, low]))))
        }
        [tag, 0x81, length, ..] if is_short(tag) && length >= 0x80 => {
            Some((3, usize::from(length)))
        }
        _ => None,
    }
}

/// Number of identifier octets (X.690 §8.1.2.4): one, or more for tag numbers above 30.
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
