//! The structure of a PFX down to its safes (RFC 7292 §4, §4.1), without decryption.

use crate::{
    asn1::{
        ber,
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    cms,
    error::pkcs12::{BAD_VERSION, NO_CONTENT},
    oid,
    tag::Tag,
};

/// PFX ::= SEQUENCE { version, authSafe ContentInfo, macData OPTIONAL } (§4)
pub(super) struct Pfx<'a> {
    pub(super) auth_safe: ContentInfo<'a>,
    pub(super) mac_data: Option<MacData<'a>>,
}

/// ContentInfo (RFC 5652 §3)
pub(super) struct ContentInfo<'a> {
    /// The content octets of contentType.
    pub(super) content_type: &'a [u8],
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    /// id-data: an OCTET STRING, possibly constructed.
    Data(Tlv<'a>),
    /// EncryptedData (RFC 5652 §8)
    Encrypted(EncryptedContentInfo<'a>),
    /// A content type without bags, or one that is not encrypted under a passphrase.
    Other,
}

/// EncryptedContentInfo (RFC 5652 §6.1)
pub(super) struct EncryptedContentInfo<'a> {
    pub(super) algorithm: Tlv<'a>,
    /// `[0] IMPLICIT OCTET STRING`, possibly constructed.
    pub(super) content: Tlv<'a>,
}

/// MacData (RFC 7292 §4)
pub(super) struct MacData<'a> {
    pub(super) algorithm: Tlv<'a>,
    pub(super) digest: &'a [u8],
    pub(super) salt: &'a [u8],
    /// A reader at the INTEGER; `None` if it is absent, as in old files: DEFAULT 1.
    pub(super) iterations: Option<Reader<'a>>,
}

/// Reads the PFX at the start of `reader`.
pub(super) fn pfx<'a>(reader: &mut Reader<'a>) -> Result<Pfx<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("PFX")?;
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    if version.value() != [3] {
        return Err(ParseError::new(&BAD_VERSION, version.offset));
    }
    let auth_safe = content_info(&mut fields).in_field("authSafe")?;
    let mac_data = match fields.optional(Tag::SEQUENCE).in_field("macData")? {
        Some(mac_data) => Some(self::mac_data(mac_data.reader()).in_field("macData")?),
        None => None,
    };
    fields.finish().in_field("PFX")?;
    Ok(Pfx { auth_safe, mac_data })
}

/// MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 }
fn mac_data(mut fields: Reader<'_>) -> Result<MacData<'_>, ParseError> {
    let mut digest_info = fields.sequence().in_field("mac")?;
    let algorithm = whole(digest_info.expect(Tag::SEQUENCE).in_field("digestAlgorithm")?)?;
    let digest = digest_info.expect(Tag::OCTET_STRING).in_field("digest")?.value();
    digest_info.finish().in_field("mac")?;
    let salt = fields.expect(Tag::OCTET_STRING).in_field("macSalt")?.value();
    let at_iterations = fields;
    let iterations = fields.optional(Tag::INTEGER).in_field("iterations")?.map(|_| at_iterations);
    fields.finish()?;
    Ok(MacData { algorithm, digest, salt, iterations })
}

/// AuthenticatedSafe ::= SEQUENCE OF ContentInfo (§4.1): a reader of the safes, their number, and a
/// reader of what follows. At most `most` + 1 are read, of which the budget rejects the last.
pub(super) fn authenticated_safe(
    mut reader: Reader<'_>,
    most: usize,
) -> Result<(Reader<'_>, usize, Reader<'_>), ParseError> {
    let contents = reader.sequence().in_field("AuthenticatedSafe")?;
    let (mut safes, mut number) = (contents, 0_usize);
    while !safes.is_empty() && number <= most {
        content_info(&mut safes).in_field("ContentInfo")?;
        number = number.saturating_add(1);
    }
    Ok((contents, number, reader))
}

/// ContentInfo (RFC 5652 §3)
pub(super) fn content_info<'a>(reader: &mut Reader<'a>) -> Result<ContentInfo<'a>, ParseError> {
    let info = cms::ContentInfo::read(reader)?;
    let content_type = info.content_type;
    let explicit = info.content()?;
    let missing = ParseError::new(&NO_CONTENT, info.content_offset());
    let content = if content_type == oid::DATA {
        let mut content = explicit.ok_or(missing)?;
        let data = ber::string(&mut content, Tag::OCTET_STRING).in_field("content")?;
        content.finish().in_field("content")?;
        Content::Data(data)
    } else if content_type == oid::ENCRYPTED_DATA {
        let mut content = explicit.ok_or(missing)?;
        let encrypted = encrypted_data(&mut content).in_field("EncryptedData")?;
        content.finish().in_field("content")?;
        Content::Encrypted(encrypted)
    } else {
        Content::Other
    };
    Ok(ContentInfo { content_type, content })
}

/// EncryptedData ::= SEQUENCE { version, encryptedContentInfo, unprotectedAttrs OPTIONAL }
/// (RFC 5652 §8)
fn encrypted_data<'a>(reader: &mut Reader<'a>) -> Result<EncryptedContentInfo<'a>, ParseError> {
    let mut fields = reader.sequence()?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    let mut info = fields.sequence().in_field("encryptedContentInfo")?;
    info.expect(Tag::OID).in_field("contentType")?;
    let algorithm = whole(info.expect(Tag::SEQUENCE).in_field("contentEncryptionAlgorithm")?)?;
    // `a0 80 04 ..` is read as this string in constructed form, as the schema has it, although an
    // EXPLICIT tag would look the same.
    let content = match info.peek() {
        None => {
            return Err(ParseError::new(&NO_CONTENT, info.offset()).in_field("encryptedContent"));
        }
        Some(_) => {
            ber::string(&mut info, Tag::context_primitive(0)).in_field("encryptedContent")?
        }
    };
    info.finish().in_field("encryptedContentInfo")?;
    fields.optional(Tag::context(1)).in_field("unprotectedAttrs")?;
    fields.finish()?;
    Ok(EncryptedContentInfo { algorithm, content })
}

/// Returns `value` after reading it down to its leaves, so that BER inside it is detected while the
/// outline is read. AlgorithmIdentifiers and attributes nest at most 8 levels.
pub(super) fn whole(value: Tlv<'_>) -> Result<Tlv<'_>, ParseError> {
    fn walk(value: &Tlv<'_>, levels: usize) -> Result<(), ParseError> {
        let Some(levels) = levels.checked_sub(1).filter(|_| value.tag().is_constructed()) else {
            return Ok(());
        };
        let mut reader = value.reader();
        while !reader.is_empty() {
            walk(&reader.any()?, levels)?;
        }
        Ok(())
    }
    walk(&value, 8)?;
    Ok(value)
}
