//! Certificate (RFC 5280 §4.1) and what it is made of, one function for each production.
// They are in one module because calls between modules cost 44 instructions for each certificate.

use super::outline::{Outline, Remarks, SIGNATURE_ALGORITHM, Scanned, Span, to_usize};
use crate::{
    asn1::{
        error::{InField, ReadError},
        tlv::{Reader, Tlv},
    },
    error::x509::{BAD_BIT_STRING, CUT_OID, EMPTY_INTEGER, EMPTY_OID},
    note::NoteCode,
    tag::Tag,
    x509::time,
};
use core::str;

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (§4.1).
#[inline(always)]
pub(super) fn certificate<F: ReadError>(mut reader: Reader<'_, F>) -> Result<Scanned, F> {
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
    let remarks = Remarks {
        unusual_names: unusual_issuer || unusual_subject,
        notes: [
            None,
            is_odd_version(version, extensions).then_some(NoteCode::CertificateVersion),
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

/// Whether a certificate with these extensions cannot have this version (§4.1.2.1): version 3
/// introduced extensions.
#[inline(always)]
fn is_odd_version(version: Option<&[u8]>, extensions: Span) -> bool {
    match version {
        Some(V3) => false,
        None | Some(V2) => extensions.end > 0,
        Some(_) => true,
    }
}

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
pub(super) fn subject_public_key_info<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    algorithm_identifier(&mut inner)?;
    bit_string(&mut inner)?;
    inner.finish()?;
    Span::new(tlv.offset, tlv.end())
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
pub(super) fn extension_list<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let list = fields.expect(Tag::SEQUENCE)?;
    let mut extensions = list.reader();
    while !extensions.is_empty() {
        extensions.expect(Tag::SEQUENCE)?;
    }
    Span::new(list.offset, list.end())
}

/// Name ::= SEQUENCE OF SET OF AttributeTypeAndValue (§4.1.2.4), down to the tags of the values, and
/// whether it may need a note.
// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
pub(crate) fn name<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(Span, bool), F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    // Usually the whole name is ASCII, including tags and lengths.
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

#[inline(always)]
fn integer<'a, F: ReadError>(fields: &mut Reader<'a, F>) -> Result<Tlv<'a, F>, F> {
    let tlv = fields.expect(Tag::INTEGER)?;
    if tlv.value().is_empty() {
        return Err(F::of(&EMPTY_INTEGER, tlv.offset));
    }
    Ok(tlv)
}

/// AlgorithmIdentifier ::= SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL } (§4.1.1.2).
// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
pub(super) fn algorithm_identifier<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
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

// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
fn bit_string<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    let tlv = fields.expect(Tag::BIT_STRING)?;
    match tlv.value() {
        [0] | [0..=7, _, ..] => Ok(()),
        _ => Err(F::of(&BAD_BIT_STRING, tlv.offset)),
    }
}

#[cfg(test)]
mod tests;
