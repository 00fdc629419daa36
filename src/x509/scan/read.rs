//! The scans of a certificate: first as strict DER, then with the leniencies in its lengths.

use super::{
    certificate::{
        algorithm_identifier, certificate, extension_list, name, subject_public_key_info,
    },
    outline::{Scanned, Span, to_usize},
};
use crate::{
    asn1::{
        ber::BerOrDer,
        error::{InField, Rejected},
        tlv::Reader,
    },
    budget::Budget,
    error::{
        Error, Path,
        asn1::{INDEFINITE_LENGTH, NON_MINIMAL_LENGTH},
    },
    note::NoteCode,
};

/// Scans the certificate at the start of `bytes`. The caller checks for trailing data.
#[inline(always)]
pub(crate) fn scan(bytes: &[u8], budget: &mut Budget, path: &Path<'_>) -> Result<Scanned, Error> {
    scan_der(bytes).or_else(|Rejected| scan_again(bytes, budget, path))
}

/// Scans a certificate in strict DER.
// Not inlined: one copy of the scan is in few lines of the instruction cache.
#[inline(never)]
pub(crate) fn scan_der(bytes: &[u8]) -> Result<Scanned, Rejected> {
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
