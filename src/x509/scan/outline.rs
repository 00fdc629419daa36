//! The result of a scan: the offsets of the parts of a certificate, and what may need a note.

use crate::{asn1::error::ReadError, error::x509::TOO_LONG, note::NoteCode};
use time::PrimitiveDateTime;

/// The offsets of the parts of one certificate, from its first byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    /// Length of the whole certificate.
    pub(crate) length: u32,
    /// The content octets of the serial number, without tag and length.
    pub(crate) serial: Span,
    /// The signature algorithm in the TBSCertificate, with tag and length, like the spans below.
    pub(crate) signature_algorithm: Span,
    pub(crate) issuer: Span,
    pub(crate) subject: Span,
    pub(crate) spki: Span,
    /// The SEQUENCE OF Extension; empty if the certificate has none.
    pub(crate) extensions: Span,
    /// In UTC.
    pub(crate) not_before: PrimitiveDateTime,
    /// In UTC.
    pub(crate) not_after: PrimitiveDateTime,
}

/// The leniencies in a certificate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Remarks {
    /// Whether a name has a string that is neither ASCII of a usual type nor UTF-8 in a UTF8String, or
    /// an empty RDN. It may need a note.
    pub(crate) unusual_names: bool,
    /// The note for each part in [`NOTED`].
    pub(crate) notes: [Option<NoteCode>; 6],
}

/// The parts of a certificate that can have a note; `None` is the whole certificate.
pub(crate) const NOTED: [Option<&str>; 6] = [
    None,
    Some("version"),
    Some("serialNumber"),
    Some("notBefore"),
    Some("notAfter"),
    Some("signatureAlgorithm"),
];
const WHOLE: usize = 0;
pub(super) const SIGNATURE_ALGORITHM: usize = 5;

impl Remarks {
    /// Whether a note may be needed.
    #[inline]
    pub(crate) fn is_any(&self) -> bool {
        self.unusual_names || self.notes.iter().any(Option::is_some)
    }

    /// The remarks about a certificate with lengths that DER forbids. With those, the octets of two
    /// equal algorithms may differ, so their note is dropped.
    pub(super) fn of_lengths(mut self, code: NoteCode) -> Self {
        self.notes[WHOLE] = Some(code);
        self.notes[SIGNATURE_ALGORITHM] = None;
        self
    }
}

/// The result of a scan.
pub(crate) type Scanned = (Outline, Remarks);

/// The bytes from `start` to before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(super) fn new<F: ReadError>(start: usize, end: usize) -> Result<Span, F> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Ok(Span { start, end }),
            _ => Err(F::of(&TOO_LONG, 0)),
        }
    }
}

/// Offsets are below 4 GiB, and a platform that can hold the certificate has a `usize` for them.
pub(crate) fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
