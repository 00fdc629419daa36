//! The structure of PKCS#7 and CMS down to the certificates, which are not read here.

use crate::{
    asn1::{
        ber,
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    cms::ContentInfo,
    error::pkcs7::NO_CONTENT,
    oid,
    shape::Shape,
    tag::Tag,
};

/// The content of a ContentInfo, or of a value without one.
pub(super) enum Contents<'a> {
    Signed(SignedData<'a>),
    /// Concatenated certificates.
    List(Reader<'a>),
    /// Any other type: the content octets of its OID, and the certificates of its originatorInfo.
    Other(&'a [u8], Option<Reader<'a>>),
}

/// The parts of a SignedData that are used (RFC 5652 §5.1).
pub(super) struct SignedData<'a> {
    pub(super) content: Option<SignedContent<'a>>,
    pub(super) certificates: Option<Reader<'a>>,
    pub(super) has_revocation_lists: bool,
    pub(super) signer: Option<SignerIdentifier<'a>>,
}

/// EncapsulatedContentInfo (RFC 5652 §5.2)
pub(super) struct SignedContent<'a> {
    /// The content octets of eContentType.
    pub(super) content_type: &'a [u8],
    /// `[0] EXPLICIT` around the content: an OCTET STRING in CMS, any type in PKCS#7.
    pub(super) explicit: Tlv<'a>,
}

/// SignerIdentifier (RFC 5652 §5.3)
pub(super) enum SignerIdentifier<'a> {
    IssuerAndSerial(&'a [u8], &'a [u8]),
    SubjectKeyIdentifier(Tlv<'a>),
}

/// Reads the value of this shape.
pub(super) fn contents<'a>(
    shape: Shape,
    reader: &mut Reader<'a>,
) -> Result<Contents<'a>, ParseError> {
    match shape {
        Shape::SignedData => signed_data(reader).map(Contents::Signed),
        Shape::PkiPath => list(reader).in_field("PkiPath").map(Contents::List),
        _ => content_info(reader),
    }
}

fn content_info<'a>(reader: &mut Reader<'a>) -> Result<Contents<'a>, ParseError> {
    let info = ContentInfo::read(reader).in_field("ContentInfo")?;
    let kind = Kind::of(info.content_type);
    let content = match kind {
        Kind::Other => return Ok(Contents::Other(info.content_type, None)),
        _ => info.content().in_field("ContentInfo")?,
    };
    let Some(mut content) = content else {
        if kind == Kind::Enveloped {
            return Ok(Contents::Other(info.content_type, None));
        }
        return Err(ParseError::new(&NO_CONTENT, info.content_offset()).in_field("ContentInfo"));
    };
    let contents = match kind {
        Kind::Signed => Contents::Signed(signed_data(&mut content)?),
        Kind::SignedAndEnveloped => Contents::Signed(signed_and_enveloped_data(&mut content)?),
        Kind::Enveloped => {
            let originators = originator_info(content).in_field("originatorInfo")?;
            return Ok(Contents::Other(info.content_type, originators));
        }
        Kind::CertificateSequence | Kind::Other => {
            Contents::List(list(&mut content).in_field("CertificateSequence")?)
        }
    };
    content.finish().in_field("ContentInfo")?;
    Ok(contents)
}

/// The structure of a content type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    SignedAndEnveloped,
    /// EnvelopedData and what starts like it.
    Enveloped,
    CertificateSequence,
    Other,
}

impl Kind {
    fn of(content_type: &[u8]) -> Kind {
        match content_type {
            oid::SIGNED_DATA | oid::GMT_0010_SIGNED_DATA => Kind::Signed,
            oid::SIGNED_AND_ENVELOPED_DATA | oid::GMT_0010_SIGNED_AND_ENVELOPED_DATA => {
                Kind::SignedAndEnveloped
            }
            oid::ENVELOPED_DATA
            | oid::GMT_0010_ENVELOPED_DATA
            | oid::AUTHENTICATED_DATA
            | oid::AUTH_ENVELOPED_DATA => Kind::Enveloped,
            oid::NETSCAPE_CERT_SEQUENCE => Kind::CertificateSequence,
            _ => Kind::Other,
        }
    }
}

/// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0]
/// OPTIONAL, crls [1] OPTIONAL, signerInfos } (RFC 5652 §5.1, RFC 2315 §9.1). Any version is
/// accepted: nothing depends on it.
fn signed_data<'a>(reader: &mut Reader<'a>) -> Result<SignedData<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("SignedData")?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    fields.expect(Tag::SET).in_field("digestAlgorithms")?;
    let content = encapsulated_content_info(&mut fields).in_field("encapContentInfo")?;
    let signed = certificates_and_signers(&mut fields).in_field("SignedData")?;
    Ok(SignedData { content, ..signed })
}

/// SignedAndEnvelopedData ::= SEQUENCE { version, recipientInfos, digestAlgorithms,
/// encryptedContentInfo, certificates [0] OPTIONAL, crls [1] OPTIONAL, signerInfos } (RFC 2315 §11.1).
fn signed_and_enveloped_data<'a>(reader: &mut Reader<'a>) -> Result<SignedData<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("SignedAndEnvelopedData")?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    fields.expect(Tag::SET).in_field("recipientInfos")?;
    fields.expect(Tag::SET).in_field("digestAlgorithms")?;
    fields.expect(Tag::SEQUENCE).in_field("encryptedContentInfo")?;
    certificates_and_signers(&mut fields).in_field("SignedAndEnvelopedData")
}

/// EnvelopedData, AuthenticatedData and AuthEnvelopedData ::= SEQUENCE { version, originatorInfo [0]
/// OPTIONAL, .. } (RFC 5652 §6.1, §9.1, RFC 5083 §2.1). The rest, and any other structure, is not
/// read. OriginatorInfo ::= SEQUENCE { certs [0] OPTIONAL, crls [1] OPTIONAL }, IMPLICIT.
fn originator_info(mut content: Reader<'_>) -> Result<Option<Reader<'_>>, ParseError> {
    if content.peek() != Some(Tag::SEQUENCE) {
        return Ok(None);
    }
    let mut fields = content.sequence()?;
    fields.optional(Tag::INTEGER)?;
    let Some(info) = fields.optional(Tag::context(0))? else {
        return Ok(None);
    };
    let certificates = info.reader().optional(Tag::context(0)).in_field("certs")?;
    certificates.map(|set| elements(&set)).transpose().in_field("certs")
}

/// The fields that SignedData and SignedAndEnvelopedData end with.
fn certificates_and_signers<'a>(fields: &mut Reader<'a>) -> Result<SignedData<'a>, ParseError> {
    let certificates = fields.optional(Tag::context(0)).in_field("certificates")?;
    let certificates =
        certificates.map(|set| elements(&set)).transpose().in_field("certificates")?;
    let lists = fields.optional(Tag::context(1)).in_field("crls")?;
    let signer = signer_infos(fields).in_field("signerInfos")?;
    fields.finish()?;
    let has_revocation_lists = lists.is_some_and(|lists| !lists.value().is_empty());
    Ok(SignedData { content: None, certificates, has_revocation_lists, signer })
}

/// EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OPTIONAL }
/// (RFC 5652 §5.2). The content is an OCTET STRING in CMS and of any type in PKCS#7.
fn encapsulated_content_info<'a>(
    fields: &mut Reader<'a>,
) -> Result<Option<SignedContent<'a>>, ParseError> {
    let mut inner = fields.sequence()?;
    let content_type = inner.expect(Tag::OID)?.value();
    let explicit = inner.optional(Tag::context(0))?;
    inner.finish()?;
    Ok(explicit.map(|explicit| SignedContent { content_type, explicit }))
}

/// CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate } (ICAO 9303-12
/// §9); returns the list.
pub(super) fn master_list<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, ParseError> {
    let mut fields = reader.sequence()?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    let certificates = fields.expect(Tag::SET).in_field("certList")?;
    fields.finish()?;
    elements(&certificates).in_field("certList")
}

/// SEQUENCE OF Certificate.
fn list<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, ParseError> {
    elements(&reader.expect(Tag::SEQUENCE)?)
}

/// A reader of the values in `holder`, after all of them were validated.
fn elements<'a>(holder: &Tlv<'a>) -> Result<Reader<'a>, ParseError> {
    let mut reader = holder.reader();
    while !reader.is_empty() {
        reader.any()?;
    }
    Ok(holder.reader())
}

/// SignerInfos ::= SET OF SignerInfo (RFC 5652 §5.1); returns the identifier in the first one.
fn signer_infos<'a>(fields: &mut Reader<'a>) -> Result<Option<SignerIdentifier<'a>>, ParseError> {
    let mut infos = fields.expect(Tag::SET)?.reader();
    let mut first = None;
    while !infos.is_empty() {
        let info = infos.sequence()?;
        if first.is_none() {
            first = Some(signer_identifier(info).in_field("SignerInfo")?);
        }
    }
    Ok(first)
}

/// SignerInfo ::= SEQUENCE { version, sid, .. } (RFC 5652 §5.3); the rest is not read.
fn signer_identifier(mut info: Reader<'_>) -> Result<SignerIdentifier<'_>, ParseError> {
    info.expect(Tag::INTEGER)?;
    if info.peek() != Some(Tag::SEQUENCE) {
        let key_identifier = ber::string(&mut info, Tag::context_primitive(0))?;
        return Ok(SignerIdentifier::SubjectKeyIdentifier(key_identifier));
    }
    let mut inner = info.sequence()?;
    let issuer = inner.expect(Tag::SEQUENCE)?.bytes();
    let serial = inner.expect(Tag::INTEGER)?.value();
    inner.finish()?;
    Ok(SignerIdentifier::IssuerAndSerial(issuer, serial))
}
