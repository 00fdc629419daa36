//! A reader of tag-length-value triples (X.690) on borrowed bytes.

use crate::{
    asn1::{
        error::{ParseError, ReadError, Rejected},
        header::{Header, usual_long_form},
        index::{Index, NO_INDEX},
    },
    error::asn1::{INDEFINITE_LENGTH, LEFT_OVER, LENGTH_TOO_LARGE, NON_MINIMAL_LENGTH, TRUNCATED},
    tag::{Tag, is_short},
};
use core::marker::PhantomData;

/// One value with its tag and length.
#[derive(Clone, Copy)]
pub(crate) struct Tlv<'a, F = ParseError> {
    bytes: &'a [u8],
    header: u8,
    /// Length of the end-of-contents octets: 2 for an indefinite length, else 0.
    trailer: u8,
    /// Offset of `bytes` in the data of the outermost reader.
    pub(crate) offset: usize,
    ber: Option<&'a Index>,
    failure: PhantomData<F>,
}

impl<'a, F: ReadError> Tlv<'a, F> {
    pub(crate) fn tag(&self) -> Tag {
        Tag(self.bytes.first().copied().unwrap_or(0))
    }

    /// Tag, length and content, and end-of-contents octets if the length is indefinite.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The content octets.
    #[inline]
    pub(crate) fn value(&self) -> &'a [u8] {
        let value = self.bytes.get(usize::from(self.header)..).unwrap_or_default();
        if self.trailer == 0 { value } else { without_trailer(value) }
    }

    /// Offset of the content.
    pub(crate) fn value_offset(&self) -> usize {
        // The header lies within the data, so the sum does not wrap; the same holds for `end`.
        self.offset.wrapping_add(usize::from(self.header))
    }

    /// Offset of the first byte after the value.
    pub(crate) fn end(&self) -> usize {
        self.offset.wrapping_add(self.bytes.len())
    }

    /// The error for this value if tag `expected` is required.
    pub(crate) fn unexpected(&self, expected: Tag) -> F {
        F::of_tag(expected, Some(self.tag()), self.offset)
    }

    /// A reader of the content; its offsets continue those of this value.
    #[inline]
    pub(crate) fn reader(&self) -> Reader<'a, F> {
        let end = self.end().wrapping_sub(usize::from(self.trailer));
        Reader { rest: self.value(), end, ber: self.ber, failure: PhantomData }
    }
}

/// The content without the end-of-contents octets. A separate function, because DER never needs it.
#[cold]
fn without_trailer(value: &[u8]) -> &[u8] {
    value.get(..value.len().saturating_sub(2)).unwrap_or_default()
}

/// The rest of some bytes. `F` is the type of its errors.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a, F = ParseError> {
    rest: &'a [u8],
    /// Offset of the end of `rest` in the data of the outermost reader: reading does not change it.
    end: usize,
    /// The ends of values of indefinite length; `None` if only DER is accepted.
    ber: Option<&'a Index>,
    failure: PhantomData<F>,
}

impl<'a> Reader<'a, Rejected> {
    /// Accepts DER with tags of one octet and lengths below 64 KiB; its errors have no details. Several
    /// times as fast as [`new`](Reader::new).
    pub(crate) const fn without_details(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, end: bytes.len(), ber: None, failure: PhantomData }
    }
}

impl<'a> Reader<'a> {
    /// Accepts DER.
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, end: bytes.len(), ber: None, failure: PhantomData }
    }

    /// Accepts lengths in more octets than needed, as BER does, but no indefinite ones.
    pub(crate) const fn allow_long_lengths(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, end: bytes.len(), ber: Some(&NO_INDEX), failure: PhantomData }
    }

    /// Accepts BER; `index` belongs to the same `bytes`.
    pub(super) const fn ber(bytes: &'a [u8], index: &'a Index) -> Self {
        Reader { rest: bytes, end: bytes.len(), ber: Some(index), failure: PhantomData }
    }
}

impl<'a, F: ReadError> Reader<'a, F> {
    /// Offset of the rest.
    pub(crate) const fn offset(&self) -> usize {
        // The rest is never longer than the data up to its end.
        self.end.wrapping_sub(self.rest.len())
    }

    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips `length` bytes, which the caller knows to be whole values.
    #[inline]
    pub(crate) fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// The tag of the next value.
    pub(crate) fn peek(&self) -> Option<Tag> {
        self.rest.first().copied().map(Tag)
    }

    /// The next value, of any tag (X.690 §8.1).
    #[inline(always)]
    pub(crate) fn any(&mut self) -> Result<Tlv<'a, F>, F> {
        let (header, length, trailer) = match *self.rest {
            [tag, length, ..] if is_short(tag) && length < 0x80 => (2, usize::from(length), 0),
            _ if F::IS_SILENT => match usual_long_form(self.rest) {
                Some((header, length)) => (header, length, 0),
                None => return Err(self.too_short()),
            },
            _ => self.long_header()?,
        };
        self.take(header, length, trailer)
    }

    #[inline(always)]
    fn take(&mut self, header: u8, length: usize, trailer: u8) -> Result<Tlv<'a, F>, F> {
        // Header and end-of-contents have at most 135 octets together.
        let whole = length.saturating_add(usize::from(header.wrapping_add(trailer)));
        let Some((bytes, rest)) = self.rest.split_at_checked(whole) else {
            return Err(self.too_short());
        };
        let (offset, ber) = (self.offset(), self.ber);
        let tlv = Tlv { bytes, header, trailer, offset, ber, failure: PhantomData };
        self.rest = rest;
        Ok(tlv)
    }

    #[cold]
    fn too_short(&self) -> F {
        let outermost = self.offset() == 0;
        F::of(if outermost { &TRUNCATED } else { &LENGTH_TOO_LARGE }, self.offset())
    }

    /// Lengths of the header, the content and the end-of-contents octets.
    #[inline(never)]
    fn long_header(&self) -> Result<(u8, usize, u8), F> {
        match usual_long_form(self.rest) {
            Some((header, length)) => Ok((header, length, 0)),
            None => self.header_of_any_form(),
        }
    }

    #[cold]
    fn header_of_any_form(&self) -> Result<(u8, usize, u8), F> {
        let error = |cause| F::of(cause, self.offset());
        let header = Header::read(self.rest).map_err(error)?;
        let Some(length) = header.length else {
            let index = self.ber.ok_or(error(&INDEFINITE_LENGTH))?;
            let length = index.content_length(self.offset(), header.octets).map_err(error)?;
            return Ok((header.octets, length, 2));
        };
        if !header.minimal && self.ber.is_none() {
            return Err(error(&NON_MINIMAL_LENGTH));
        }
        Ok((header.octets, length, 0))
    }

    /// The next value, which must have this tag.
    #[inline(always)]
    pub(crate) fn expect(&mut self, tag: Tag) -> Result<Tlv<'a, F>, F> {
        if self.peek() != Some(tag) {
            return Err(self.unexpected(tag));
        }
        self.any()
    }

    /// The next value if it has this tag. Otherwise the reader does not move.
    #[inline(always)]
    pub(crate) fn optional(&mut self, tag: Tag) -> Result<Option<Tlv<'a, F>>, F> {
        if self.peek() != Some(tag) {
            return Ok(None);
        }
        self.any().map(Some)
    }

    /// A reader of the content of the next value, which must be a SEQUENCE.
    #[inline]
    pub(crate) fn sequence(&mut self) -> Result<Reader<'a, F>, F> {
        self.expect(Tag::SEQUENCE).map(|tlv| tlv.reader())
    }

    /// The error for a next value whose tag is not `tag`.
    #[cold]
    pub(crate) fn unexpected(&self, tag: Tag) -> F {
        F::of_tag(tag, self.peek(), self.offset())
    }

    /// Rejects trailing data.
    #[inline]
    pub(crate) fn finish(&self) -> Result<(), F> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(F::of(&LEFT_OVER, self.offset()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::asn1::{BAD_LENGTH, BAD_TAG};

    #[test]
    fn short_and_long_lengths() {
        let mut bytes = alloc::vec![0x30, 0x81, 0x80];
        bytes.resize(3 + 0x80, 0);
        let tlv = Reader::new(&bytes).any().unwrap();
        assert_eq!((tlv.value().len(), tlv.value_offset()), (0x80, 3));
        let tlv = Reader::new(&[0x04, 0x01, 0xaa, 0xbb]).any().unwrap();
        assert_eq!((tlv.value(), tlv.end()), (&[0xaa][..], 3));
    }

    #[test]
    fn lengths_that_der_forbids_are_rejected() {
        let cause = |bytes: &[u8]| Reader::new(bytes).any().err().map(|f| f.cause.text);
        assert_eq!(cause(&[0x04, 0x81, 0x01, 0xaa]), Some(NON_MINIMAL_LENGTH.text));
        assert_eq!(cause(&[0x04, 0x82, 0x00, 0x01, 0xaa]), Some(NON_MINIMAL_LENGTH.text));
        assert_eq!(cause(&[0x30, 0x80, 0, 0]), Some(INDEFINITE_LENGTH.text));
        assert_eq!(cause(&[0x30, 0xff, 0, 0]), Some(BAD_LENGTH.text));
        assert_eq!(cause(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]), Some(TRUNCATED.text));
        assert_eq!(cause(&[0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0]), Some(LENGTH_TOO_LARGE.text));
        assert_eq!(cause(&[0x1f, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]), Some(BAD_TAG.text));
        assert_eq!(cause(&[]), Some(TRUNCATED.text));
        assert!(Reader::allow_long_lengths(&[0x04, 0x82, 0x00, 0x01, 0xaa]).any().is_ok());
    }

    #[test]
    fn high_tag_numbers_are_skipped_whole() {
        let mut reader = Reader::new(&[0xbf, 0x87, 0x67, 0x01, 0xaa, 0x05, 0x00]);
        assert_eq!(reader.any().unwrap().value(), &[0xaa]);
        assert_eq!(reader.peek(), Some(Tag::NULL));
        // Tag numbers that look like the first octet of a length.
        assert_eq!(Reader::new(&[0x9f, 0x82, 0x01, 0x01, 0xaa]).any().unwrap().value(), &[0xaa]);
        assert_eq!(Reader::new(&[0x9f, 0x81, 0x01, 0x01, 0xaa]).any().unwrap().value(), &[0xaa]);
        let cause = |bytes: &[u8]| Reader::new(bytes).any().err().map(|f| f.cause.text);
        assert_eq!(cause(&[0x1f, 0x80, 0x80, 0x80, 0x80]), Some(TRUNCATED.text));
        assert_eq!(cause(&[0x1f, 0x80, 0x80, 0x80, 0x80, 0x80]), Some(BAD_TAG.text));
    }

    /// X.680 §8.4, table 1
    #[test]
    fn tags_are_named() {
        let names = [
            (0x00, "end-of-contents"),
            (0x01, "BOOLEAN"),
            (0x02, "INTEGER"),
            (0x03, "BIT STRING"),
            (0x04, "OCTET STRING"),
            (0x05, "NULL"),
            (0x06, "OBJECT IDENTIFIER"),
            (0x0a, "ENUMERATED"),
            (0x0c, "UTF8String"),
            (0x30, "SEQUENCE"),
            (0x31, "SET"),
            (0x12, "NumericString"),
            (0x13, "PrintableString"),
            (0x14, "T61String"),
            (0x16, "IA5String"),
            (0x17, "UTCTime"),
            (0x18, "GeneralizedTime"),
            (0x19, "GraphicString"),
            (0x1a, "VisibleString"),
            (0x1b, "GeneralString"),
            (0x1c, "UniversalString"),
            (0x1e, "BMPString"),
            (0x24, "constructed OCTET STRING"),
            (0x09, "[UNIVERSAL 9]"),
            (0x61, "[APPLICATION 1]"),
            (0xa3, "[3]"),
            (0x82, "[2]"),
            (0xe1, "[PRIVATE 1]"),
        ];
        for (tag, name) in names {
            assert_eq!(alloc::format!("{0} {0:?}", Tag(tag)), alloc::format!("{name} {name}"));
        }
    }

    #[test]
    fn context_tags_and_constructed_tags() {
        assert_eq!((Tag::context(3), Tag::context_primitive(3)), (Tag(0xa3), Tag(0x83)));
        for tag in [Tag::OCTET_STRING, Tag::OCTET_STRING.constructed()] {
            assert_eq!(tag.constructed(), Tag(0x24));
        }
    }

    #[test]
    fn trailing_data_is_rejected() {
        let mut reader = Reader::new(&[0x05, 0x00, 0x05, 0x00]);
        reader.expect(Tag::NULL).unwrap();
        let fault = reader.finish().unwrap_err();
        assert_eq!((fault.cause.text, fault.offset), (LEFT_OVER.text, 2));
    }
}
