//! Certificate (RFC 5280 §4.1): one pass that checks the outline and records the offsets of its parts.

use crate::{
    asn1::{
        ber::BerOrDer,
        error::{InField, ReadError, Rejected},
        tlv::{Reader, Tlv},
    },
    budget::Budget,
    error::{
        Error, Path,
        asn1::{INDEFINITE_LENGTH, NON_MINIMAL_LENGTH},
        x509::{BAD_BIT_STRING, CUT_OID, EMPTY_INTEGER, EMPTY_OID, TOO_LONG},
    },
    note::NoteCode,
    tag::Tag,
    x509::time,
};
use ::time::PrimitiveDateTime;
use core::str;

/// The offsets of the parts of one certificate, from its first byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    /// Length of the whole certificate.
    pub(super) length: u32,
    /// The content octets of the serial number, without tag and length.
    pub(super) serial: Span,
    /// The signature algorithm in the TBSCertificate, with tag and length, as all fields below.
    pub(super) signature_algorithm: Span,
    pub(super) issuer: Span,
    pub(super) subject: Span,
    pub(super) spki: Span,
    /// The SEQUENCE OF Extension; empty if the certificate has none.
    pub(super) extensions: Span,
    /// In UTC.
    pub(super) not_before: PrimitiveDateTime,
    /// In UTC.
    pub(super) not_after: PrimitiveDateTime,
}

/// The leniencies in a certificate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remarks {
    /// Whether a name has a string that is neither ASCII of a usual type nor UTF-8 in a UTF8String, or
    /// an empty RDN. It may need a note.
    pub(super) unusual_names: bool,
    /// The note for each part in [`NOTED`].
    pub(super) notes: [Option<NoteCode>; 6],
}

/// The parts of a certificate that can have a note; `None` is the whole certificate.
pub(super) const NOTED: [Option<&str>; 6] = [
    None,
    Some("version"),
    Some("serialNumber"),
    Some("notBefore"),
    Some("notAfter"),
    Some("signatureAlgorithm"),
];
const WHOLE: usize = 0;
const SIGNATURE_ALGORITHM: usize = 5;

impl Remarks {
    /// Whether a note may be needed.
    #[inline]
    pub(super) fn is_any(&self) -> bool {
        self.unusual_names || self.notes.iter().any(Option::is_some)
    }

    /// The remarks about a certificate with lengths that DER forbids. With those, the octets of two
    /// equal algorithms may differ, so their note is dropped.
    fn of_lengths(mut self, code: NoteCode) -> Self {
        self.notes[WHOLE] = Some(code);
        self.notes[SIGNATURE_ALGORITHM] = None;
        self
    }
}

/// The result of a scan.
pub(super) type Scanned = (Outline, Remarks);

/// The bytes from `start` to before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    fn new<F: ReadError>(start: usize, end: usize) -> Result<Span, F> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Ok(Span { start, end }),
            _ => Err(F::of(&TOO_LONG, 0)),
        }
    }
}

/// Scans the certificate that `bytes` begin with. The caller checks for trailing data.
#[inline(always)]
pub(super) fn scan(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Scanned, Error> {
    scan_der(bytes).or_else(|Rejected| scan_again(bytes, budget, path))
}

/// Scans a certificate in strict DER.
#[inline(always)]
pub(super) fn scan_der(bytes: &[u8]) -> Result<Scanned, Rejected> {
    certificate(Reader::without_details(bytes))
}

/// Scans again for the details of the error. A certificate that is not DER only because of its lengths
/// is accepted.
#[cold]
fn scan_again(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Scanned, Error> {
    let mut fault = match certificate(Reader::new(bytes)) {
        // A length in three octets or more, which only the slow reader accepts.
        Ok(scanned) => return Ok(scanned),
        Err(fault) => fault,
    };
    if core::ptr::eq(fault.cause, &raw const NON_MINIMAL_LENGTH) {
        match certificate(Reader::allow_long_lengths(bytes)) {
            Ok((outline, remarks)) => {
                return Ok((outline, remarks.of_lengths(NoteCode::NonMinimalLength)));
            }
            Err(other) => fault = other,
        }
    }
    if core::ptr::eq(fault.cause, &raw const INDEFINITE_LENGTH) {
        return scan_ber(bytes, budget, path);
    }
    Err(fault.at(path))
}

/// Scans a certificate with indefinite lengths (X.690 §8.1.3.6), where RFC 5280 §4.1 requires DER;
/// OpenSSL, Java and Botan accept it. The parts that are read separately later, which are names, keys
/// and the list of extensions, must have definite lengths.
///
/// Fixture: `certificate/indefinite-length.der`.
fn scan_ber(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Scanned, Error> {
    let mut gate = BerOrDer::default();
    let (outline, remarks) = gate.read_ber(bytes, budget, path, certificate)?;
    let part = |span: Span| {
        let bytes = bytes.get(to_usize(span.start)..to_usize(span.end)).unwrap_or_default();
        Reader::allow_long_lengths(bytes)
    };
    name(&mut part(outline.issuer))
        .in_field("issuer")
        .and(name(&mut part(outline.subject)).in_field("subject"))
        .and(subject_public_key_info(&mut part(outline.spki)).in_field("subjectPublicKeyInfo"))
        .and(algorithm_identifier(&mut part(outline.signature_algorithm)).in_field("signature"))
        .and_then(|_| match outline.extensions {
            Span { start: 0, end: 0 } => Ok(()),
            list => extension_list(&mut part(list)).in_field("extensions").map(|_| ()),
        })
        .map_err(|fault| fault.at(path))?;
    Ok((outline, remarks.of_lengths(NoteCode::BerCertificate)))
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (§4.1).
#[inline(always)]
fn certificate<F: ReadError>(mut reader: Reader<'_, F>) -> Result<Scanned, F> {
    let whole = reader.expect(Tag::SEQUENCE).in_field("Certificate")?;
    let mut fields = whole.reader();
    let tbs = fields.expect(Tag::SEQUENCE).in_field("tbsCertificate")?;
    let (mut outline, mut remarks) = tbs_certificate(tbs.reader())?;
    let signature = outline.signature_algorithm;
    match whole.bytes().get(to_usize(signature.start)..to_usize(signature.end)) {
        // Equal bytes are the same algorithm.
        Some(same) if fields.rest().starts_with(same) => fields.skip(same.len()),
        _ => {
            remarks.notes[SIGNATURE_ALGORITHM] = Some(NoteCode::SignatureAlgorithmMismatch);
            algorithm_identifier(&mut fields).in_field("signatureAlgorithm")?;
        }
    }
    bit_string(&mut fields).in_field("signatureValue")?;
    fields.finish().in_field("Certificate")?;
    outline.length = Span::new(0, whole.bytes().len())?.end;
    Ok((outline, remarks))
}

/// TBSCertificate (§4.1): order and tag of every field.
#[inline(always)]
fn tbs_certificate<F: ReadError>(mut fields: Reader<'_, F>) -> Result<Scanned, F> {
    let version = version(&mut fields).in_field("version")?;
    let (serial, padded) = serial_number(&mut fields).in_field("serialNumber")?;
    let signature_algorithm = algorithm_identifier(&mut fields).in_field("signature")?;
    let before = fields.rest();
    let (issuer, unusual_issuer) = name(&mut fields).in_field("issuer")?;
    let issuer_der = before.get(..before.len().saturating_sub(fields.rest().len()));
    let [not_before, not_after] = validity(&mut fields).in_field("validity")?;
    let (subject, unusual_subject) = match issuer_der {
        Some(same) if fields.rest().starts_with(same) => {
            // Self-issued: equal bytes are the same name.
            let start = fields.offset();
            fields.skip(same.len());
            (Span::new(start, fields.offset())?, unusual_issuer)
        }
        _ => name(&mut fields).in_field("subject")?,
    };
    let spki = subject_public_key_info(&mut fields).in_field("subjectPublicKeyInfo")?;
    unique_identifier(&mut fields, 1).in_field("issuerUniqueID")?;
    unique_identifier(&mut fields, 2).in_field("subjectUniqueID")?;
    let extensions = extensions(&mut fields).in_field("extensions")?;
    fields.finish().in_field("tbsCertificate")?;
    let odd_version = match version {
        Some(V3) => false,
        // Version 3 introduced extensions.
        None | Some(V2) => extensions.end > 0,
        Some(_) => true,
    };
    let remarks = Remarks {
        unusual_names: unusual_issuer || unusual_subject,
        notes: [
            None,
            odd_version.then_some(NoteCode::CertificateVersion),
            padded.then_some(NoteCode::NonMinimalNumber),
            not_before.note,
            not_after.note,
            None,
        ],
    };
    let outline = Outline {
        length: 0,
        serial,
        signature_algorithm,
        issuer,
        subject,
        spki,
        extensions,
        not_before: not_before.time,
        not_after: not_after.time,
    };
    Ok((outline, remarks))
}

/// version [0] EXPLICIT INTEGER DEFAULT v1 (§4.1.2.1): the content octets. Other numbers are accepted
/// with a note, because nothing depends on them.
#[inline(always)]
fn version<'a, F: ReadError>(fields: &mut Reader<'a, F>) -> Result<Option<&'a [u8]>, F> {
    let Some(version) = fields.optional(Tag::context(0))? else { return Ok(None) };
    let mut inner = version.reader();
    let number = integer(&mut inner)?;
    inner.finish()?;
    Ok(Some(number.value()))
}

const V2: &[u8] = &[1];
const V3: &[u8] = &[2];

/// CertificateSerialNumber ::= INTEGER (§4.1.2.2) of any length and sign, and whether it has redundant
/// leading octets (X.690 §8.3.2), which Java and GnuTLS accept.
///
/// Fixture: `certificate/serial-padded.der`.
#[inline(always)]
fn serial_number<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(Span, bool), F> {
    let serial = integer(fields)?;
    let padded = matches!(serial.value(), [0, ..=0x7f, ..] | [0xff, 0x80..=0xff, ..]);
    Ok((Span::new(serial.value_offset(), serial.end())?, padded))
}

#[inline(always)]
fn integer<'a, F: ReadError>(fields: &mut Reader<'a, F>) -> Result<Tlv<'a, F>, F> {
    let tlv = fields.expect(Tag::INTEGER)?;
    if tlv.value().is_empty() {
        return Err(F::of(&EMPTY_INTEGER, tlv.offset));
    }
    Ok(tlv)
}

/// AlgorithmIdentifier ::= SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL } (§4.1.1.2).
// Several times in a certificate: its code is there once, since a cache of instructions is small.
#[inline(never)]
fn algorithm_identifier<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    object_identifier(&mut inner)?;
    if !inner.is_empty() {
        inner.any()?;
        inner.finish()?;
    }
    Span::new(tlv.offset, tlv.end())
}

/// OBJECT IDENTIFIER (X.690 §8.19.2) with a complete last arc.
#[inline(always)]
fn object_identifier<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    let oid = fields.expect(Tag::OID)?;
    match oid.value() {
        [.., 0..=0x7f] => Ok(()),
        [] => Err(F::of(&EMPTY_OID, oid.offset)),
        _ => Err(F::of(&CUT_OID, oid.offset)),
    }
}

/// Name ::= SEQUENCE OF SET OF AttributeTypeAndValue (§4.1.2.4), down to the tags of the values, and
/// whether it may need a note.
// Several times in a certificate: its code is there once, since a cache of instructions is small.
#[inline(never)]
pub(super) fn name<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(Span, bool), F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    // Usually the whole name is, including tags and lengths.
    let is_ascii = is_ascii(tlv.value());
    let mut rdns = tlv.reader();
    let mut unusual = false;
    while !rdns.is_empty() {
        if let (Some(length), true) = (usual_rdn(rdns.rest()), is_ascii) {
            rdns.skip(length);
            continue;
        }
        let mut attributes = rdns.expect(Tag::SET)?.reader();
        // An empty RDN violates X.501 §9.2 and gets a note.
        unusual |= attributes.is_empty();
        while !attributes.is_empty() {
            let value = attribute_type_and_value(&mut attributes)?;
            unusual |= !is_usual_string(value.tag()) || !(is_ascii || is_sound(&value));
        }
    }
    Ok((Span::new(tlv.offset, tlv.end())?, unusual))
}

/// Whether all bytes are ASCII, tested sixteen at a time.
#[inline]
fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
    let Some(last) = bytes.last_chunk() else { return bytes.is_ascii() };
    let any = bytes
        .as_chunks()
        .0
        .iter()
        .fold(u128::from_ne_bytes(*last), |any, chunk| any | u128::from_ne_bytes(*chunk));
    any & HIGH == 0
}

/// The length of the RDN that `bytes` begin with, if it is a usual one: one attribute of a type in
/// X.520 with a value of a usual type, all lengths in one octet. It then meets the conditions in
/// [`name`] and [`attribute_type_and_value`].
#[inline]
fn usual_rdn(bytes: &[u8]) -> Option<usize> {
    /// SET, SEQUENCE, OBJECT IDENTIFIER of three octets; compared at once.
    const TAGS: u64 = u64::from_le_bytes([0x31, 0, 0x30, 0, 0x06, 3, 0, 0]);
    const MASK: u64 = u64::from_le_bytes([0xff, 0, 0xff, 0, 0xff, 0xff, 0, 0]);
    let (head, rest) = bytes.split_first_chunk::<8>()?;
    let [..=0x7f, 0x0c | 0x13 | 0x16, value, rest @ ..] = rest else { return None };
    if u64::from_le_bytes(*head) & MASK != TAGS {
        return None;
    }
    let [_, set, _, sequence, ..] = head;
    let fits = *set < 0x80 && *sequence == set.wrapping_sub(2) && *value == set.wrapping_sub(9);
    let length = usize::from(*set).wrapping_add(2);
    (fits && *set >= 9 && rest.len() >= usize::from(*value)).then_some(length)
}

/// AttributeTypeAndValue ::= SEQUENCE { OBJECT IDENTIFIER, ANY } (§4.1.2.4): the value.
#[inline(always)]
fn attribute_type_and_value<'a, F: ReadError>(
    attributes: &mut Reader<'a, F>,
) -> Result<Tlv<'a, F>, F> {
    let mut parts = attributes.sequence()?;
    object_identifier(&mut parts)?;
    let value = parts.any()?;
    parts.finish()?;
    Ok(value)
}

/// Whether this is one of the usual string types. The others may need a note.
#[inline]
fn is_usual_string(tag: Tag) -> bool {
    matches!(tag, Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING)
}

/// Whether this string of a usual type is ASCII, or UTF-8 in a UTF8String.
fn is_sound<F: ReadError>(value: &Tlv<'_, F>) -> bool {
    let content = value.value();
    content.is_ascii() || value.tag() == Tag::UTF8_STRING && str::from_utf8(content).is_ok()
}

/// Validity ::= SEQUENCE { notBefore Time, notAfter Time } (§4.1.2.5).
#[inline(always)]
fn validity<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<[time::Read; 2], F> {
    let mut times = fields.sequence()?;
    let not_before = time::read(&mut times).in_field("notBefore")?;
    let not_after = time::read(&mut times).in_field("notAfter")?;
    times.finish()?;
    Ok([not_before, not_after])
}

/// SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING } (§4.1.2.7).
#[inline(always)]
fn subject_public_key_info<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    algorithm_identifier(&mut inner)?;
    bit_string(&mut inner)?;
    inner.finish()?;
    Span::new(tlv.offset, tlv.end())
}

// Several times in a certificate: its code is there once, since a cache of instructions is small.
#[inline(never)]
fn bit_string<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    let tlv = fields.expect(Tag::BIT_STRING)?;
    match tlv.value() {
        [0] | [0..=7, _, ..] => Ok(()),
        _ => Err(F::of(&BAD_BIT_STRING, tlv.offset)),
    }
}

/// UniqueIdentifier ::= [number] IMPLICIT BIT STRING (§4.1.2.8), primitive or constructed.
#[inline(always)]
fn unique_identifier<F: ReadError>(fields: &mut Reader<'_, F>, number: u8) -> Result<(), F> {
    let tag = Tag::context_primitive(number);
    match fields.peek() {
        Some(found) if found == tag || found == tag.constructed() => skip_one(fields),
        _ => Ok(()),
    }
}

/// Skips a value that hardly any certificate has.
#[cold]
fn skip_one<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    fields.any().map(|_| ())
}

/// extensions [3] EXPLICIT SEQUENCE OF SEQUENCE (§4.1.2.9). Each extension is read on request.
#[inline(always)]
fn extensions<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let Some(wrapper) = fields.optional(Tag::context(3))? else { return Ok(Span::default()) };
    let mut inner = wrapper.reader();
    let list = extension_list(&mut inner)?;
    inner.finish()?;
    Ok(list)
}

#[inline(always)]
fn extension_list<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let list = fields.expect(Tag::SEQUENCE)?;
    let mut extensions = list.reader();
    while !extensions.is_empty() {
        extensions.expect(Tag::SEQUENCE)?;
    }
    Span::new(list.offset, list.end())
}

/// Offsets are below 4 GiB, and a platform that can hold the certificate has a `usize` for them.
pub(super) fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
