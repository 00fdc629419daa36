//! One certificate in memory of the caller.

use crate::{
    budget::Budget,
    error::{
        Error, Path,
        x509::{AFTER_CERTIFICATE, EMPTY_INPUT},
    },
    limits::Limits,
    x509::{
        certificate::Certificate,
        name::Name,
        scan::{Outline, Span, scan, scan_der, to_usize},
    },
};
use ::time::OffsetDateTime;
use core::fmt;

/// A certificate that was checked where it is, without a copy and without an allocation.
///
/// It is for loops over many certificates that need few facts of each. [`Certificate`] has the others:
/// [`to_certificate`](Self::to_certificate).
#[derive(Clone, Copy)]
pub struct CertificateRef<'a> {
    der: &'a [u8],
    outline: Outline,
}

impl<'a> CertificateRef<'a> {
    /// Reads one certificate in DER, without trailing data. Accepts the same as
    /// [`Certificate::from_der`].
    ///
    /// # Errors
    /// Those of [`Certificate::from_der`].
    pub fn from_der(der: &'a [u8]) -> Result<CertificateRef<'a>, Error> {
        Outline::read(der).map(|outline| CertificateRef { der, outline })
    }

    /// The certificate that all of `der` is, by its [`Outline::of`].
    #[inline]
    pub(crate) fn new(der: &'a [u8], outline: Outline) -> CertificateRef<'a> {
        CertificateRef { der, outline }
    }

    /// The whole certificate, with tag and length.
    #[must_use]
    pub fn as_der(&self) -> &'a [u8] {
        self.der
    }

    /// The name of the subject, as [`Certificate::subject`].
    #[must_use]
    pub fn subject(&self) -> Name<'a> {
        Name::new(self.span(self.outline.subject))
    }

    /// The name of the issuer, as [`Certificate::issuer`].
    #[must_use]
    pub fn issuer(&self) -> Name<'a> {
        Name::new(self.span(self.outline.issuer))
    }

    /// The content octets of the serial number, as [`Certificate::serial`].
    #[must_use]
    pub fn serial(&self) -> &'a [u8] {
        self.span(self.outline.serial)
    }

    /// The first second of the validity period, as [`Certificate::not_before`].
    #[must_use]
    pub fn not_before(&self) -> OffsetDateTime {
        self.outline.not_before.assume_utc()
    }

    /// The last second of the validity period, as [`Certificate::not_after`].
    #[must_use]
    pub fn not_after(&self) -> OffsetDateTime {
        self.outline.not_after.assume_utc()
    }

    /// A copy that owns its bytes.
    #[must_use]
    pub fn to_certificate(&self) -> Certificate {
        Certificate::alone(self.der, self.outline)
    }

    fn span(&self, span: Span) -> &'a [u8] {
        self.der.get(to_usize(span.start)..to_usize(span.end)).unwrap_or_default()
    }
}

/// The same certificate, without a check.
impl<'a> From<&'a Certificate> for CertificateRef<'a> {
    fn from(certificate: &'a Certificate) -> Self {
        CertificateRef { der: certificate.as_der(), outline: certificate.outline }
    }
}

impl Outline {
    /// The outline of one certificate without trailing data.
    #[inline]
    pub(super) fn read(der: &[u8]) -> Result<Outline, Error> {
        let path = Path::ROOT;
        if der.is_empty() {
            return Err(EMPTY_INPUT.at(&path));
        }
        let (outline, _) = scan(der, &mut Budget::new(Limits::DEFAULT), &path)?;
        if outline.length() != der.len() {
            return Err(AFTER_CERTIFICATE.at(&path).with_byte(outline.length()));
        }
        Ok(outline)
    }

    /// The outline of one certificate in strict DER without trailing data, and whether it may need notes.
    /// `None` for anything else, which may still be a certificate.
    #[inline(always)]
    pub(crate) fn of(der: &[u8]) -> Option<(Outline, bool)> {
        let (outline, remarks) = scan_der(der).ok()?;
        (outline.length() == der.len()).then_some((outline, remarks.is_any()))
    }

    /// Length of the whole certificate.
    #[inline]
    pub(crate) fn length(&self) -> usize {
        to_usize(self.length)
    }
}

impl fmt::Debug for CertificateRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateRef")
            .field("subject", &format_args!("{}", self.subject()))
            .field("issuer", &format_args!("{}", self.issuer()))
            .field("not_after", &self.not_after())
            .finish_non_exhaustive()
    }
}
