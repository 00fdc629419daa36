//! The data types of Java's DataInput, on borrowed bytes.

use crate::{asn1::error::ParseError, error::asn1::TRUNCATED};

/// A cursor over the unread bytes. Copies read independently.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Input { rest: bytes, offset: 0 }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Offset of the unread bytes in the key store.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The error of a value that begins here.
    pub(super) fn truncated(&self) -> ParseError {
        ParseError::new(&TRUNCATED, self.offset)
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], ParseError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(self.truncated())?;
        self.rest = rest;
        self.offset = self.offset.saturating_add(length);
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], ParseError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(self.truncated())?;
        self.rest = rest;
        self.offset = self.offset.saturating_add(N);
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, ParseError> {
        self.array().map(|[octet]| *octet)
    }

    pub(super) fn u16(&mut self) -> Result<u16, ParseError> {
        self.array().map(|octets| u16::from_be_bytes(*octets))
    }

    pub(super) fn u32(&mut self) -> Result<u32, ParseError> {
        self.array().map(|octets| u32::from_be_bytes(*octets))
    }

    /// A string with its length in 16 bits, in modified UTF-8, undecoded.
    pub(super) fn utf(&mut self) -> Result<&'a [u8], ParseError> {
        let mut next = *self;
        let length = usize::from(next.u16()?);
        let octets = next.take(length).map_err(|_| self.truncated())?;
        *self = next;
        Ok(octets)
    }

    /// Octets with their length in 32 bits.
    pub(super) fn octets(&mut self) -> Result<&'a [u8], ParseError> {
        let mut next = *self;
        let length = usize::try_from(next.u32()?).map_err(|_| self.truncated())?;
        let octets = next.take(length).map_err(|_| self.truncated())?;
        *self = next;
        Ok(octets)
    }
}
