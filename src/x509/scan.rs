//! Certificate (RFC 5280 §4.1): one pass that checks the outline and remembers where things are.

use super::time;
use crate::{
    asn1::{
        ber::Gate,
        tlv::{INDEFINITE_LENGTH, NON_MINIMAL_LENGTH, Reader, Tag},
    },
    error::{Cause, Error, Fault, InPart, Path},
    limits::Budget,
    note::NoteCode,
};
use ::time::OffsetDateTime;

static EMPTY_INTEGER: Cause = Cause::malformed(
    "a number without a digit",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
static EMPTY_OID: Cause = Cause::malformed(
    "an empty object identifier",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
static BAD_BIT_STRING: Cause = Cause::malformed(
    "a bit string without its count of unused bits",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
static TOO_LONG: Cause = Cause::malformed(
    "a certificate of four gigabytes or more",
    "this is no certificate: ask its sender for the right file",
);

/// Where the parts of one certificate lie, counted from its first byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// Length of the whole certificate.
    pub(super) length: u32,
    /// Content octets of the serial number, tag and length left out.
    pub(super) serial: Span,
    /// The signature algorithm inside the TBSCertificate, with tag and length like all below.
    pub(super) signature_algorithm: Span,
    pub(super) issuer: Span,
    pub(super) subject: Span,
    pub(super) spki: Span,
    /// The SEQUENCE OF Extension; empty where the certificate has none.
    pub(super) extensions: Span,
    /// Whether a string in a name is not in the ASCII of the usual types: it may need a note.
    pub(super) unusual_names: bool,
    pub(super) not_before: OffsetDateTime,
    pub(super) not_after: OffsetDateTime,
    /// What was forgiven, in the order it was met: length form, then the two dates.
    pub(super) notes: [Option<NoteCode>; 3],
}

/// Bytes from `start` to before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Result<Span, Fault> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Ok(Span { start, end }),
            _ => Err(Fault::new(&TOO_LONG, 0)),
        }
    }
}

/// Scans the certificate that `bytes` begin with; what follows it is the caller's affair.
pub(super) fn scan(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Outline, Error> {
    scan_der(bytes).or_else(|fault| scan_again(bytes, fault, budget, path))
}

/// The same of strict DER: a length in too many bytes is a fault.
pub(super) fn scan_der(bytes: &[u8]) -> Result<Outline, Fault> {
    certificate(Reader::new(bytes))
}

/// What is no DER for its lengths alone is read all the same.
#[cold]
fn scan_again(
    bytes: &[u8],
    mut fault: Fault,
    budget: &mut Budget,
    path: &Path<'_>,
) -> Result<Outline, Error> {
    if core::ptr::eq(fault.cause, &raw const NON_MINIMAL_LENGTH) {
        match certificate(Reader::lax(bytes)) {
            Ok(mut outline) => {
                outline.notes[0] = Some(NoteCode::NonMinimalLength);
                return Ok(outline);
            }
            Err(other) => fault = other,
        }
    }
    if core::ptr::eq(fault.cause, &raw const INDEFINITE_LENGTH) {
        return scan_ber(bytes, budget, path);
    }
    Err(fault.at(path))
}

/// A certificate whose outline has indefinite lengths (X.690 §8.1.3.6), where RFC 5280 §4.1 wants
/// DER: OpenSSL, Java and Botan read it. What is read by itself later, names, keys and the list of
/// extensions, has definite ones all the same.
///
/// Fixture: `certificate/indefinite-length.der`.
fn scan_ber(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Outline, Error> {
    let mut gate = Gate::default();
    let mut outline = gate.read_ber(bytes, budget, path, certificate)?;
    let part = |span: Span| {
        let bytes = bytes.get(to_usize(span.start)..to_usize(span.end)).unwrap_or_default();
        Reader::lax(bytes)
    };
    name(&mut part(outline.issuer))
        .part("issuer")
        .and(name(&mut part(outline.subject)).part("subject"))
        .and(subject_public_key_info(&mut part(outline.spki)).part("subjectPublicKeyInfo"))
        .and(algorithm_identifier(&mut part(outline.signature_algorithm)).part("signature"))
        .and_then(|_| match outline.extensions {
            Span { start: 0, end: 0 } => Ok(()),
            list => extension_list(&mut part(list)).part("extensions").map(|_| ()),
        })
        .map_err(|fault| fault.at(path))?;
    outline.notes[0] = Some(NoteCode::BerCertificate);
    Ok(outline)
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (§4.1).
fn certificate(mut reader: Reader<'_>) -> Result<Outline, Fault> {
    let whole = reader.expect(Tag::SEQUENCE).part("Certificate")?;
    let mut fields = whole.reader();
    let tbs = fields.expect(Tag::SEQUENCE).part("tbsCertificate")?;
    let mut outline = tbs_certificate(tbs.reader())?;
    algorithm_identifier(&mut fields).part("signatureAlgorithm")?;
    bit_string(&mut fields).part("signatureValue")?;
    fields.finish().part("Certificate")?;
    outline.length = Span::new(0, whole.bytes().len())?.end;
    Ok(outline)
}

/// TBSCertificate (§4.1): order and tag of every field.
#[inline]
fn tbs_certificate(mut fields: Reader<'_>) -> Result<Outline, Fault> {
    version(&mut fields).part("version")?;
    let serial = serial_number(&mut fields).part("serialNumber")?;
    let signature_algorithm = algorithm_identifier(&mut fields).part("signature")?;
    let before = fields.rest();
    let (issuer, unusual_issuer) = name(&mut fields).part("issuer")?;
    let issuer_der = before.get(..before.len().saturating_sub(fields.rest().len()));
    let [not_before, not_after] = validity(&mut fields).part("validity")?;
    let (subject, unusual_subject) = match issuer_der {
        Some(same) if fields.rest().starts_with(same) => {
            // Self-issued: the same bytes are the same name.
            let start = fields.offset();
            fields.skip(same.len());
            (Span::new(start, fields.offset())?, unusual_issuer)
        }
        _ => name(&mut fields).part("subject")?,
    };
    let spki = subject_public_key_info(&mut fields).part("subjectPublicKeyInfo")?;
    unique_identifier(&mut fields, 1).part("issuerUniqueID")?;
    unique_identifier(&mut fields, 2).part("subjectUniqueID")?;
    let extensions = extensions(&mut fields).part("extensions")?;
    fields.finish().part("tbsCertificate")?;
    Ok(Outline {
        length: 0,
        serial,
        signature_algorithm,
        issuer,
        subject,
        spki,
        extensions,
        unusual_names: unusual_issuer || unusual_subject,
        not_before: not_before.time,
        not_after: not_after.time,
        notes: [None, not_before.note, not_after.note],
    })
}

/// version [0] EXPLICIT INTEGER DEFAULT v1 (§4.1.2.1). Any number passes: nothing depends on it.
#[inline]
fn version(fields: &mut Reader<'_>) -> Result<(), Fault> {
    let Some(version) = fields.optional(Tag::context(0))? else { return Ok(()) };
    let mut inner = version.reader();
    integer(&mut inner)?;
    inner.finish()
}

/// CertificateSerialNumber ::= INTEGER (§4.1.2.2), of any length and sign.
#[inline]
fn serial_number(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    integer(fields)
}

#[inline]
fn integer(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    let tlv = fields.expect(Tag::INTEGER)?;
    if tlv.value().is_empty() {
        return Err(Fault::new(&EMPTY_INTEGER, tlv.offset));
    }
    Span::new(tlv.value_offset(), tlv.end())
}

/// AlgorithmIdentifier ::= SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL } (§4.1.1.2).
#[inline]
fn algorithm_identifier(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    if let Some(length) = usual_algorithm(fields.rest()) {
        let start = fields.offset();
        fields.skip(length);
        return Span::new(start, fields.offset());
    }
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    object_identifier(&mut inner)?;
    if !inner.is_empty() {
        inner.any()?;
        inner.finish()?;
    }
    Span::new(tlv.offset, tlv.end())
}

/// The length of the AlgorithmIdentifier that `bytes` begin with, if it is short and has no
/// parameters or NULL for them. Each condition is one of those above.
#[inline]
fn usual_algorithm(bytes: &[u8]) -> Option<usize> {
    let [0x30, whole @ 0..=0x7f, 0x06, oid @ 1..=0x7f, rest @ ..] = bytes else { return None };
    let (whole, oid) = (usize::from(*whole), usize::from(*oid));
    let is_whole = match rest.get(oid..)? {
        _ if whole == oid.wrapping_add(2) => true,
        [0x05, 0x00, ..] => whole == oid.wrapping_add(4),
        _ => false,
    };
    is_whole.then_some(whole.wrapping_add(2))
}

#[inline]
fn object_identifier(fields: &mut Reader<'_>) -> Result<(), Fault> {
    let oid = fields.expect(Tag::OID)?;
    if oid.value().is_empty() {
        return Err(Fault::new(&EMPTY_OID, oid.offset));
    }
    Ok(())
}

/// Name ::= SEQUENCE OF SET OF AttributeTypeAndValue (§4.1.2.4), down to the tags; and whether a
/// string in it may need a note.
#[inline]
pub(super) fn name(fields: &mut Reader<'_>) -> Result<(Span, bool), Fault> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut rdns = tlv.reader();
    let mut unusual = false;
    while !rdns.is_empty() {
        if let Some(length) = usual_rdn(rdns.rest()) {
            rdns.skip(length);
            continue;
        }
        let mut attributes = rdns.expect(Tag::SET)?.reader();
        // An empty one breaks X.501 §9.2; it is noted as what is unusual in a name is.
        unusual |= attributes.is_empty();
        while !attributes.is_empty() {
            unusual |= attribute_type_and_value(&mut attributes)?;
        }
    }
    Ok((Span::new(tlv.offset, tlv.end())?, unusual))
}

/// The length of the RDN that `bytes` begin with, if it is what most are: one attribute, every
/// length in one octet, and nothing unusual in it. Each condition is one of those below.
#[inline]
fn usual_rdn(bytes: &[u8]) -> Option<usize> {
    let [0x31, set @ 0..=0x7f, 0x30, sequence, 0x06, oid @ 1..=0x7f, rest @ ..] = bytes else {
        return None;
    };
    let [0x0c | 0x13 | 0x16, value, content @ ..] = rest.get(usize::from(*oid)..)? else {
        return None;
    };
    // Each is at most 255, so no sum is too large.
    let value = usize::from(*value);
    let inner = usize::from(*oid).wrapping_add(value).wrapping_add(4);
    let length = usize::from(*set).wrapping_add(2);
    let is_whole = inner == usize::from(*sequence) && inner.wrapping_add(4) == length;
    (is_whole && is_ascii(content, value)?).then_some(length)
}

/// Whether the first `length` bytes are ASCII; nothing if there are fewer. Mostly they are few, and
/// more bytes follow: so that words can be looked at, the last one in part.
#[inline]
fn is_ascii(bytes: &[u8], length: usize) -> Option<bool> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (mut rest, mut left) = (bytes, length);
    while let (Some((word, behind)), 8..) = (rest.split_first_chunk(), left) {
        if u64::from_le_bytes(*word) & HIGH != 0 {
            return Some(false);
        }
        (rest, left) = (behind, left.wrapping_sub(8));
    }
    match rest.first_chunk() {
        Some(word) => {
            let counted = !(u64::MAX << (left.wrapping_mul(8) & 63));
            Some(u64::from_le_bytes(*word) & HIGH & counted == 0)
        }
        None => rest.get(..left).map(<[u8]>::is_ascii),
    }
}

/// AttributeTypeAndValue ::= SEQUENCE { OBJECT IDENTIFIER, ANY } (§4.1.2.4); whether its value is
/// something else than ASCII in one of the usual string types.
#[inline]
fn attribute_type_and_value(attributes: &mut Reader<'_>) -> Result<bool, Fault> {
    let mut parts = attributes.sequence()?;
    object_identifier(&mut parts)?;
    let value = parts.any()?;
    parts.finish()?;
    let usual = matches!(value.tag(), Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING);
    Ok(!usual || !value.value().is_ascii())
}

/// Validity ::= SEQUENCE { notBefore Time, notAfter Time } (§4.1.2.5).
#[inline]
fn validity(fields: &mut Reader<'_>) -> Result<[time::Read; 2], Fault> {
    let mut times = fields.sequence()?;
    let not_before = time::read(&mut times).part("notBefore")?;
    let not_after = time::read(&mut times).part("notAfter")?;
    times.finish()?;
    Ok([not_before, not_after])
}

/// SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING } (§4.1.2.7).
#[inline]
fn subject_public_key_info(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    algorithm_identifier(&mut inner)?;
    bit_string(&mut inner)?;
    inner.finish()?;
    Span::new(tlv.offset, tlv.end())
}

#[inline]
fn bit_string(fields: &mut Reader<'_>) -> Result<(), Fault> {
    let tlv = fields.expect(Tag::BIT_STRING)?;
    match tlv.value() {
        [0] | [0..=7, _, ..] => Ok(()),
        _ => Err(Fault::new(&BAD_BIT_STRING, tlv.offset)),
    }
}

/// UniqueIdentifier ::= [number] IMPLICIT BIT STRING (§4.1.2.8), in either encoding.
#[inline]
fn unique_identifier(fields: &mut Reader<'_>, number: u8) -> Result<(), Fault> {
    let tag = Tag::context_primitive(number);
    if let Some(found) = fields.peek().filter(|found| *found == tag || *found == tag.constructed())
    {
        fields.expect(found)?;
    }
    Ok(())
}

/// extensions [3] EXPLICIT SEQUENCE OF SEQUENCE (§4.1.2.9); what is in each is read on demand.
#[inline]
fn extensions(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    let Some(wrapper) = fields.optional(Tag::context(3))? else { return Ok(Span::default()) };
    let mut inner = wrapper.reader();
    let list = extension_list(&mut inner)?;
    inner.finish()?;
    Ok(list)
}

#[inline]
fn extension_list(fields: &mut Reader<'_>) -> Result<Span, Fault> {
    let list = fields.expect(Tag::SEQUENCE)?;
    let mut extensions = list.reader();
    while !extensions.is_empty() {
        match extensions.rest() {
            [0x30, length @ 0..=0x7f, value @ ..] if value.len() >= usize::from(*length) => {
                extensions.skip(usize::from(*length).wrapping_add(2));
            }
            _ => drop(extensions.expect(Tag::SEQUENCE)?),
        }
    }
    Span::new(list.offset, list.end())
}

/// A certificate is under 4 GiB, and `u32` fits `usize` on
/// the platforms with room for one.
pub(super) fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
