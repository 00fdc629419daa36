//! PKCS#7 and CMS (RFC 5652): the certificates of a SignedData, as they stand, in file order.
//!
//! No signature is checked: what a SignedData says of its own origin is worth nothing here.

use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::{InField, ParseError},
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    collected::Collected,
    context::Parse,
    error::{
        Error, Path, Step,
        pkcs7::{
            EMPTY_SEQUENCE, ENCRYPTED, MESSAGE, NO_CERTIFICATES, NO_CONTENT,
            ONLY_OTHER_CERTIFICATES, ONLY_REVOCATION_LISTS, OTHER_CONTENT,
        },
    },
    note::NoteCode,
    oid,
    shape::Shape,
    tag::Tag,
    x509::Signer,
};
use alloc::{boxed::Box, string::ToString};

/// Reads what `shape` says `bytes` are, and nothing but blanks behind it.
pub(crate) fn read(
    shape: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut gate = BerOrDer::default();
    let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
    let (contents, rest) = gate.read(bytes, budget, notes, path, |mut reader| {
        let contents = match shape {
            Shape::SignedData => Contents::Signed(signed_data(&mut reader)?),
            Shape::PkiPath => Contents::List(list(&mut reader).in_field("PkiPath")?),
            _ => content_info(&mut reader)?,
        };
        Ok((contents, reader))
    })?;
    ber::only_blanks(&rest, notes, path)?;
    match contents {
        Contents::Signed(signed) => read_signed(&signed, collected, parse, path),
        Contents::List(certificates) => {
            if read_certificates(certificates, collected, parse, path)? == Counts::default() {
                collected.leave_out(EMPTY_SEQUENCE.at(path), parse, path);
            }
            Ok(())
        }
        Contents::Other(kind) => {
            collected.leave_out(not_signed(kind, path), parse, path);
            Ok(())
        }
    }
}

/// What a ContentInfo, or what stands for one, holds.
enum Contents<'a> {
    Signed(SignedData<'a>),
    /// Certificates one behind the other.
    List(Reader<'a>),
    /// Something else: the content octets of its type's OID.
    Other(&'a [u8]),
}

/// The parts of a SignedData that are looked at (RFC 5652 §5.1).
struct SignedData<'a> {
    certificates: Option<Reader<'a>>,
    has_revocation_lists: bool,
    signer: Option<SignerIdentifier<'a>>,
}

/// SignerIdentifier (RFC 5652 §5.3), as it stands.
enum SignerIdentifier<'a> {
    IssuerAndSerial(&'a [u8], &'a [u8]),
    SubjectKeyIdentifier(Tlv<'a>),
}

/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT } (RFC 5652 §3); the content is
/// optional in RFC 2315 §7.
fn content_info<'a>(reader: &mut Reader<'a>) -> Result<Contents<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("ContentInfo")?;
    let content_type = fields.expect(Tag::OID).in_field("contentType")?.value();
    let is_signed = content_type == oid::SIGNED_DATA;
    if !is_signed && content_type != oid::NETSCAPE_CERT_SEQUENCE {
        return Ok(Contents::Other(content_type));
    }
    if fields.is_empty() {
        return Err(ParseError::new(&NO_CONTENT, fields.offset())).in_field("ContentInfo");
    }
    let mut content = fields.expect(Tag::context(0)).in_field("ContentInfo")?.reader();
    let contents = if is_signed {
        Contents::Signed(signed_data(&mut content)?)
    } else {
        Contents::List(list(&mut content).in_field("CertificateSequence")?)
    };
    content.finish().in_field("ContentInfo")?;
    fields.finish().in_field("ContentInfo")?;
    Ok(contents)
}

/// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0]
/// OPTIONAL, crls [1] OPTIONAL, signerInfos } (RFC 5652 §5.1, RFC 2315 §9.1). Any version passes:
/// nothing depends on it.
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
/// (RFC 5652 §5.2). The content is of any type: an OCTET STRING in CMS, anything in PKCS#7.
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

/// The values in `holder`, each whole.
fn elements<'a>(holder: &Tlv<'a>) -> Result<Reader<'a>, ParseError> {
    let mut reader = holder.reader();
    while !reader.is_empty() {
        reader.any()?;
    }
    Ok(holder.reader())
}

/// SignerInfos ::= SET OF SignerInfo (RFC 5652 §5.1): whom the first one names.
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

/// SignerInfo ::= SEQUENCE { version, sid, .. } (RFC 5652 §5.3); what follows is not looked at.
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

fn read_signed(
    signed: &SignedData<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let counts = match signed.certificates {
        Some(certificates) => read_certificates(certificates, collected, parse, path)?,
        None => Counts::default(),
    };
    if signed.has_revocation_lists {
        parse.context.notes.add(NoteCode::RevocationListSkipped, path);
    }
    if counts.certificates == 0 {
        let cause = match counts.others {
            0 if signed.has_revocation_lists && signed.signer.is_none() => &ONLY_REVOCATION_LISTS,
            0 => &NO_CERTIFICATES,
            _ => &ONLY_OTHER_CERTIFICATES,
        };
        collected.leave_out(cause.at(path), parse, path);
        return Ok(());
    }
    if let (Some(signer), None) = (&signed.signer, &collected.signer) {
        collected.signer = Some(keep(signer, parse, path)?);
    }
    Ok(())
}

fn keep(
    signer: &SignerIdentifier<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Signer, Error> {
    let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
    match signer {
        SignerIdentifier::IssuerAndSerial(issuer, serial) => {
            let length = issuer.len().saturating_add(serial.len());
            budget.memory(length).map_err(|exceeded| exceeded.at(path))?;
            Ok(Signer::IssuerAndSerial(Box::from(*issuer), Box::from(*serial)))
        }
        SignerIdentifier::SubjectKeyIdentifier(string) => {
            let octets = ber::octets(string, budget, notes, path)?;
            budget.memory(octets.len()).map_err(|exceeded| exceeded.at(path))?;
            Ok(Signer::SubjectKeyIdentifier(Box::from(&*octets)))
        }
    }
}

/// How many of each kind there were, readable or not.
#[derive(Default, PartialEq, Eq)]
struct Counts {
    certificates: usize,
    others: usize,
}

/// CertificateSet ::= SET OF CertificateChoices (RFC 5652 §10.2.2, §10.2.3), in the order of the
/// file, which DER would have sorted.
fn read_certificates(
    mut choices: Reader<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Counts, Error> {
    let room = choices.rest().len();
    collected
        .certificates
        .reserve(room, &mut parse.context.budget)
        .map_err(|exceeded| exceeded.at(path))?;
    let mut counts = Counts::default();
    while !choices.is_empty() {
        let choice = choices.any().map_err(|fault| fault.at(path))?;
        if is_other_choice(choice.tag()) {
            counts.others = counts.others.saturating_add(1);
            continue;
        }
        counts.certificates = counts.certificates.saturating_add(1);
        let path = path.then(Step::Certificate(counts.certificates));
        let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
        if let Err(error) = collected.certificates.push(choice.bytes(), budget, notes, &path) {
            // What is remembered of it counts like a certificate.
            parse.context.budget.certificate().map_err(|exceeded| exceeded.at(&path))?;
            collected.broken(error, parse, &path)?;
        }
    }
    if counts.others > 0 {
        parse.context.notes.add(NoteCode::OtherCertificateSkipped, path);
    }
    Ok(counts)
}

/// ExtendedCertificate `[0]` of PKCS#6, attribute certificates `[1]` and `[2]`, OtherCertificateFormat
/// `[3]` (RFC 5652 §10.2.2).
fn is_other_choice(tag: Tag) -> bool {
    (0..=3).any(|number| tag == Tag::context(number))
}

/// What a ContentInfo of another type is.
fn not_signed(content_type: &[u8], path: &Path<'_>) -> Error {
    let (cause, name) = match content_type.split_last() {
        Some((arc, oid::PKCS_7)) => match arc {
            1 => (&MESSAGE, Some("Data")),
            3 => (&ENCRYPTED, Some("EnvelopedData")),
            4 => (&ENCRYPTED, Some("SignedAndEnvelopedData")),
            5 => (&MESSAGE, Some("DigestedData")),
            6 => (&ENCRYPTED, Some("EncryptedData")),
            _ => (&OTHER_CONTENT, None),
        },
        Some((arc, oid::SMIME_CONTENT_TYPES)) => match arc {
            1 => (&MESSAGE, Some("Receipt")),
            2 => (&MESSAGE, Some("AuthenticatedData")),
            4 => (&MESSAGE, Some("TSTInfo")),
            9 => (&MESSAGE, Some("CompressedData")),
            23 => (&ENCRYPTED, Some("AuthEnvelopedData")),
            _ => (&OTHER_CONTENT, None),
        },
        _ => (&OTHER_CONTENT, None),
    };
    cause.at(path).with_oid(&Oid(content_type).to_string(), name)
}
