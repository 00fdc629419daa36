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
    /// Any other type: the content octets of its OID.
    Other(&'a [u8]),
}

/// The parts of a SignedData that are used (RFC 5652 §5.1).
pub(super) struct SignedData<'a> {
    pub(super) certificates: Option<Reader<'a>>,
    pub(super) has_revocation_lists: bool,
    pub(super) signer: Option<SignerIdentifier<'a>>,
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
    let is_signed = info.content_type == oid::SIGNED_DATA;
    if !is_signed && info.content_type != oid::NETSCAPE_CERT_SEQUENCE {
        return Ok(Contents::Other(info.content_type));
    }
    let missing = ParseError::new(&NO_CONTENT, info.content_offset()).in_field("ContentInfo");
    let mut content = info.content().in_field("ContentInfo")?.ok_or(missing)?;
    let contents = if is_signed {
        Contents::Signed(signed_data(&mut content)?)
    } else {
        Contents::List(list(&mut content).in_field("CertificateSequence")?)
    };
    content.finish().in_field("ContentInfo")?;
    Ok(contents)
}

/// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0]
/// OPTIONAL, crls [1] OPTIONAL, signerInfos } (RFC 5652 §5.1, RFC 2315 §9.1). Any version is
/// accepted: nothing depends on it.
fn signed_data<'a>(reader: &mut Reader<'a>) -> Result<SignedData<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("SignedData")?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    fields.expect(Tag::SET).in_field("digestAlgorithms")?;
    encapsulated_content_info(&mut fields).in_field("encapContentInfo")?;
    let certificates = fields.optional(Tag::context(0)).in_field("certificates")?;
    let certificates =
        certificates.map(|set| elements(&set)).transpose().in_field("certificates")?;
    let lists = fields.optional(Tag::context(1)).in_field("crls")?;
    let signer = signer_infos(&mut fields).in_field("signerInfos")?;
    fields.finish().in_field("SignedData")?;
    let has_revocation_lists = lists.is_some_and(|lists| !lists.value().is_empty());
    Ok(SignedData { certificates, has_revocation_lists, signer })
}

/// EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OPTIONAL }
/// (RFC 5652 §5.2). The content is an OCTET STRING in CMS and of any type in PKCS#7.
fn encapsulated_content_info(fields: &mut Reader<'_>) -> Result<(), ParseError> {
    let mut inner = fields.sequence()?;
    inner.expect(Tag::OID)?;
    inner.optional(Tag::context(0))?;
    inner.finish()
}

/// SEQUENCE OF Certificate.
fn list<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, ParseError> {
    elements(&reader.expect(Tag::SEQUENCE)?)
}

/// A reader of the values in `holder`, all of which were read once.
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
