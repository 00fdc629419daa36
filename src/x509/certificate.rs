//! One certificate.

use crate::{
    error::Error,
    integrity::Integrity,
    x509::{
        bag_attributes::BagAttributes,
        name::Name,
        octets::{Octets, mark},
        scan::{Outline, Span, to_usize},
        spki::{Identity, PublicKeyInfo, SubjectPublicKeyInfo, has_roca_fingerprint},
    },
};
use ::time::OffsetDateTime;
use alloc::sync::Arc;
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

/// One X.509 certificate: its original bytes and the offsets of its parts.
///
/// | question | answer |
/// |---|---|
/// | Who does it belong to? | [`subject`](Self::subject), [`subject_alt_names`](Self::subject_alt_names), [`display_name`](Self::display_name), [`matches_name`](Self::matches_name) |
/// | Who issued it? | [`issuer`](Self::issuer), [`serial_number`](Self::serial_number) |
/// | When does it expire? | [`not_before`](Self::not_before), [`not_after`](Self::not_after), [`is_valid_at`](Self::is_valid_at) |
/// | Which key is it for? | [`public_key`](Self::public_key), [`spki_sha256`](Self::spki_sha256) |
///
/// The outline was checked when the certificate was read (RFC 5280 §4.1): order and tags of all
/// fields, both names, both dates. Extensions are read on request, each with its own result.
/// No signature is checked.
///
/// Two certificates are equal, ordered and hashed by their DER. A clone shares the bytes.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
///
/// println!("{}", certificate.subject()); // CN=example.com, O=Example Inc, C=US
/// println!("{}", certificate.not_after()); // 2026-03-15 12:00:00.0 +00:00:00
/// println!("{}", certificate.matches_name("www.example.com")); // true
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Certificate {
    /// `None` only while its input is being read.
    pub(super) octets: Option<Octets>,
    pub(super) start: usize,
    pub(super) outline: Outline,
    pub(super) attributes: Option<Arc<BagAttributes>>,
    pub(super) integrity: Integrity,
}

impl Certificate {
    /// Reads one certificate in DER (RFC 5280 §4.1), without trailing data.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the outline violates RFC 5280, with the field
    /// and the offset; [`Empty`](crate::ErrorKind::Empty) for empty input.
    pub fn from_der(der: &[u8]) -> Result<Certificate, Error> {
        Outline::read(der).map(|outline| Certificate::alone(der, outline))
    }

    /// The certificate that all of `der` is, with an allocation of its own.
    pub(super) fn alone(der: &[u8], outline: Outline) -> Certificate {
        let octets = Some(Octets::Alone(Arc::from(der)));
        Certificate { octets, start: 0, outline, attributes: None, integrity: Integrity::None }
    }

    /// The whole certificate as it was in the input, with tag and length.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        self.span(Span { start: 0, end: self.outline.length })
    }

    /// The Name of the subject (RFC 5280 §4.1.2.6), with tag and length.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        self.span(self.outline.subject)
    }

    /// The Name of the issuer (RFC 5280 §4.1.2.4), with tag and length.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.span(self.outline.issuer)
    }

    /// The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), with tag and length.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.span(self.outline.spki)
    }

    /// The algorithm, size and curve of the public key (RFC 5280 §4.1.2.7). Never fails: an unknown
    /// algorithm is represented by its object identifier.
    #[must_use]
    pub fn public_key(&self) -> PublicKeyInfo {
        PublicKeyInfo::of(self.spki_der())
    }

    /// The identity of the public key, or `None` if the key is malformed.
    pub(crate) fn identity(&self) -> Option<Identity> {
        SubjectPublicKeyInfo::read(self.spki_der()).ok()?.identity()
    }

    /// Whether the public key is RSA with the structure of ROCA (CVE-2017-15361).
    pub(crate) fn has_roca_key(&self) -> bool {
        let key = SubjectPublicKeyInfo::read(self.spki_der());
        key.is_ok_and(|key| key.rsa_modulus().is_some_and(has_roca_fingerprint))
    }

    /// The content octets of the serial number (RFC 5280 §4.1.2.2), without tag and length:
    /// big-endian two's complement with its sign octet, never empty, of any length.
    ///
    /// [`serial_number`](Self::serial_number) prints it.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.span(self.outline.serial)
    }

    /// The name of the subject (RFC 5280 §4.1.2.6). It may be empty: then the subject alternative
    /// names identify the owner.
    #[must_use]
    pub fn subject(&self) -> Name<'_> {
        Name::new(self.subject_der())
    }

    /// The name of the issuer (RFC 5280 §4.1.2.4), as the certificate states it. No signature is
    /// checked.
    #[must_use]
    pub fn issuer(&self) -> Name<'_> {
        Name::new(self.issuer_der())
    }

    /// The first second of the validity period (RFC 5280 §4.1.2.5), in UTC.
    #[must_use]
    pub fn not_before(&self) -> OffsetDateTime {
        self.outline.not_before.assume_utc()
    }

    /// The last second of the validity period (RFC 5280 §4.1.2.5), in UTC. The year may be 9999,
    /// which means that the certificate does not expire.
    #[must_use]
    pub fn not_after(&self) -> OffsetDateTime {
        self.outline.not_after.assume_utc()
    }

    /// Whether `moment` is in the validity period, including its first and last second. Checks the
    /// dates only: not the signature, the chain or revocation.
    #[must_use]
    pub fn is_valid_at(&self, moment: OffsetDateTime) -> bool {
        let last = self.not_after().unix_timestamp();
        self.not_before() <= moment && moment.unix_timestamp() <= last
    }

    /// Whether subject and issuer are the same bytes (RFC 5280 §3.2). Does not tell who signed it.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject_der() == self.issuer_der()
    }

    /// The friendlyName of its PKCS #12 bag (RFC 2985 §5.5.1), or the alias of an OpenSSL `TRUSTED
    /// CERTIFICATE`.
    ///
    /// The text is unchanged from the file and may contain any character: line breaks, terminal escape
    /// sequences, bidirectional controls. Print it with [`escape`](crate::escape).
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.as_ref()?.friendly_name.as_deref()
    }

    /// The octets of the localKeyId of its PKCS #12 bag (RFC 2985 §5.5.2). It is a hint only:
    /// [`Bundle::key_of`](crate::Bundle::key_of) compares public keys instead.
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.attributes.as_ref()?.local_key_id.as_deref()
    }

    /// Whether the file states that Java trusts this certificate: it is a trusted certificate entry
    /// of a Java key store, or its PKCS #12 bag has the attribute `trustedKeyUsage` of Oracle
    /// (2.16.840.1.113894.746875.1.1). A certificate in the chain of a private key is not.
    #[must_use]
    pub fn is_trusted_entry(&self) -> bool {
        self.attributes.as_ref().is_some_and(|attributes| attributes.is_trusted_entry)
    }

    /// Whether a verified MAC of a PKCS#12 file, or digest of a Java key store, covers this
    /// certificate.
    #[must_use]
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    /// A number that differs for most pairs of certificates.
    pub(crate) fn mark(&self) -> u64 {
        mark(self.as_der(), self.serial())
    }

    pub(crate) fn signature_algorithm_der(&self) -> &[u8] {
        self.span(self.outline.signature_algorithm)
    }

    /// The SEQUENCE OF Extension with tag and length; empty if there is none.
    pub(crate) fn extensions_der(&self) -> &[u8] {
        self.span(self.outline.extensions)
    }

    fn span(&self, span: Span) -> &[u8] {
        let start = self.start.saturating_add(to_usize(span.start));
        let end = self.start.saturating_add(to_usize(span.end));
        self.octets.as_ref().and_then(|octets| octets.all().get(start..end)).unwrap_or_default()
    }
}

/// As [`Certificate::from_der`].
impl TryFrom<&[u8]> for Certificate {
    type Error = Error;

    fn try_from(der: &[u8]) -> Result<Self, Error> {
        Certificate::from_der(der)
    }
}

/// The DER, as [`Certificate::as_der`].
impl AsRef<[u8]> for Certificate {
    fn as_ref(&self) -> &[u8] {
        self.as_der()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.as_der() == other.as_der()
    }
}

impl Eq for Certificate {}

impl PartialOrd for Certificate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Certificate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_der().cmp(other.as_der())
    }
}

impl Hash for Certificate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_der().hash(state);
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &format_args!("{}", self.subject()))
            .field("issuer", &format_args!("{}", self.issuer()))
            .field("not_after", &self.not_after())
            .finish_non_exhaustive()
    }
}
