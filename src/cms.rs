//! ContentInfo of PKCS#7 and CMS (RFC 5652 §3).

use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    tag::Tag,
};

/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT } (RFC 5652 §3); the content is
/// optional in RFC 2315 §7.
pub(crate) struct ContentInfo<'a> {
    /// The content octets of contentType.
    pub(crate) content_type: &'a [u8],
    fields: Reader<'a>,
}

impl<'a> ContentInfo<'a> {
    /// Reads the content type. The content is read later.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, ParseError> {
        let mut fields = reader.sequence()?;
        let content_type = fields.expect(Tag::OID).in_field("contentType")?.value();
        Ok(ContentInfo { content_type, fields })
    }

    /// A reader of the value inside `[0]`, or `None` if there is no content.
    pub(crate) fn content(&self) -> Result<Option<Reader<'a>>, ParseError> {
        let mut fields = self.fields;
        if fields.is_empty() {
            return Ok(None);
        }
        let explicit = fields.expect(Tag::context(0)).in_field("content")?.reader();
        fields.finish()?;
        Ok(Some(explicit))
    }

    /// The offset after contentType, for the error that the content is missing.
    pub(crate) fn content_offset(&self) -> usize {
        self.fields.offset()
    }
}
