//! AlgorithmIdentifier (RFC 5280 §4.1.1.2).

use crate::{
    asn1::{
        error::ParseError,
        tlv::{Reader, Tlv},
    },
    tag::Tag,
};

/// AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }
#[derive(Clone, Copy)]
pub(crate) struct AlgorithmIdentifier<'a> {
    pub(crate) whole: Tlv<'a>,
    /// Content octets.
    pub(crate) oid: &'a [u8],
    pub(crate) parameters: Option<Tlv<'a>>,
}

impl<'a> AlgorithmIdentifier<'a> {
    pub(crate) fn read(fields: &mut Reader<'a>) -> Result<Self, ParseError> {
        AlgorithmIdentifier::of(fields.expect(Tag::SEQUENCE)?)
    }

    /// Reads a value that was taken from its reader before.
    pub(crate) fn of(whole: Tlv<'a>) -> Result<Self, ParseError> {
        if whole.tag() != Tag::SEQUENCE {
            return Err(whole.unexpected(Tag::SEQUENCE));
        }
        let mut fields = whole.reader();
        let oid = fields.expect(Tag::OID)?.value();
        let parameters = if fields.is_empty() { None } else { Some(fields.any()?) };
        fields.finish()?;
        Ok(AlgorithmIdentifier { whole, oid, parameters })
    }
}
