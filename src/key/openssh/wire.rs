//! The data types of SSH (RFC 4251 §5).

use crate::{
    asn1::error::ParseError,
    error::key::{BAD_FIELD, CUT_SHORT},
};

/// A cursor over the unread bytes.
pub(super) struct Wire<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Wire<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Wire { rest: bytes, offset: 0 }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
        self.offset = self.offset.saturating_add(length);
    }

    /// uint32
    pub(super) fn number(&mut self) -> Result<u32, ParseError> {
        let digits =
            self.rest.first_chunk::<4>().ok_or(ParseError::new(&CUT_SHORT, self.offset))?;
        self.skip(4);
        Ok(u32::from_be_bytes(*digits))
    }

    /// string: a uint32 length, then that many octets.
    pub(super) fn string(&mut self) -> Result<&'a [u8], ParseError> {
        let cut_short = ParseError::new(&CUT_SHORT, self.offset);
        let length = usize::try_from(self.number()?).map_err(|_| cut_short)?;
        let octets = self.rest.get(..length).ok_or(cut_short)?;
        self.skip(length);
        Ok(octets)
    }

    /// mpint: two's complement. Negative numbers are rejected.
    pub(super) fn integer(&mut self) -> Result<&'a [u8], ParseError> {
        let offset = self.offset;
        match self.string()? {
            [first, ..] if first & 0x80 != 0 => Err(ParseError::new(&BAD_FIELD, offset)),
            digits => Ok(digits),
        }
    }
}
