//! One certificate.

use crate::{
    budget::Budget,
    error::{
        Error, Path,
        x509::{BEHIND_CERTIFICATE, EMPTY_INPUT},
    },
    limits::Limits,
    x509::{
        bag_attributes::BagAttributes,
        name::Name,
        octets::Octets,
        scan::{self, Outline, Span, to_usize},
        spki::{Identity, PublicKeyInfo, SubjectPublicKeyInfo},
    },
};
use ::time::OffsetDateTime;
use alloc::sync::Arc;
use core::{
    fmt,
    hash::{Hash, Hasher},
};

/// One X.509 certificate: its bytes exactly as they came, and an index over them.
///
/// Cheap to clone (the bytes are shared). Two are equal when their DER is.
#[derive(Clone)]
pub struct Certificate {
    /// Nothing only while its input is being read.
    pub(super) octets: Option<Octets>,
    pub(super) start: usize,
    pub(super) outline: Outline,
    pub(super) attributes: Option<Arc<BagAttributes>>,
}

impl Certificate {
    /// Reads one DER certificate and nothing behind it (RFC 5280 §4.1).
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) where the outline breaks RFC 5280, with the
    /// field and the byte; [`Empty`](crate::ErrorKind::Empty) for no bytes at all.
    pub fn from_der(der: &[u8]) -> Result<Certificate, Error> {
        let path = Path::ROOT;
        if der.is_empty() {
            return Err(EMPTY_INPUT.at(&path));
        }
        let (outline, _) = scan::scan(der, &mut Budget::new(Limits::DEFAULT), &path)?;
        let length = to_usize(outline.length);
        if length != der.len() {
            return Err(BEHIND_CERTIFICATE.at(&path).with_byte(length));
        }
        let octets = Some(Octets::Alone(Arc::from(der)));
        Ok(Certificate { octets, start: 0, outline, attributes: None })
    }

    /// The whole certificate, tag and length included, byte for byte as it stood in the input.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        self.span(Span { start: 0, end: self.outline.length })
    }

    /// The subject Name (RFC 5280 §4.1.2.6), tag and length included.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        self.span(self.outline.subject)
    }

    /// The issuer Name (RFC 5280 §4.1.2.4), tag and length included.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.span(self.outline.issuer)
    }

    /// The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), tag and length included.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.span(self.outline.spki)
    }

    /// What key it certifies: algorithm, size, curve. Never fails: an unknown algorithm is named by
    /// its object identifier, and nothing is computed with the key.
    #[must_use]
    pub fn public_key(&self) -> PublicKeyInfo {
        PublicKeyInfo::of(self.spki_der())
    }

    /// What tells its public key from others; nothing where that cannot be read.
    pub(crate) fn identity(&self) -> Option<Identity> {
        SubjectPublicKeyInfo::read(self.spki_der()).ok()?.identity()
    }

    /// Content octets of the serial number (RFC 5280 §4.1.2.2): big-endian two's complement
    /// without tag and length, a leading zero octet kept. Never empty, of any length.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.span(self.outline.serial)
    }

    /// Whose it is.
    #[must_use]
    pub fn subject(&self) -> Name<'_> {
        Name::new(self.subject_der())
    }

    /// Who issued it, as it says; no signature is checked.
    #[must_use]
    pub fn issuer(&self) -> Name<'_> {
        Name::new(self.issuer_der())
    }

    /// The first second at which it is valid (RFC 5280 §4.1.2.5), in UTC.
    #[must_use]
    pub fn not_before(&self) -> OffsetDateTime {
        self.outline.not_before.assume_utc()
    }

    /// The last second at which it is valid (RFC 5280 §4.1.2.5), in UTC. A year of 9999 is kept.
    #[must_use]
    pub fn not_after(&self) -> OffsetDateTime {
        self.outline.not_after.assume_utc()
    }

    /// Whether `moment` lies within the validity, both ends included, to the second. Only the
    /// dates are looked at: not the signature, the chain or revocation.
    #[must_use]
    pub fn is_valid_at(&self, moment: OffsetDateTime) -> bool {
        let last = self.not_after().unix_timestamp();
        self.not_before() <= moment && moment.unix_timestamp() <= last
    }

    /// Whether subject and issuer are the same bytes (RFC 5280 §3.2). Says nothing of who signed.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject_der() == self.issuer_der()
    }

    /// The friendlyName of its PKCS#12 bag (RFC 2985 §5.5.1).
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.as_ref()?.friendly_name.as_deref()
    }

    /// The localKeyId of its PKCS#12 bag (RFC 2985 §5.5.2). It only hints at which key belongs to
    /// the certificate: [`Bundle::key_of`](crate::Bundle::key_of) compares public keys instead.
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.attributes.as_ref()?.local_key_id.as_deref()
    }

    pub(crate) fn signature_algorithm_der(&self) -> &[u8] {
        self.span(self.outline.signature_algorithm)
    }

    /// The SEQUENCE OF Extension, tag and length included; empty where there is none.
    pub(crate) fn extensions_der(&self) -> &[u8] {
        self.span(self.outline.extensions)
    }

    fn span(&self, span: Span) -> &[u8] {
        let start = self.start.saturating_add(to_usize(span.start));
        let end = self.start.saturating_add(to_usize(span.end));
        self.octets.as_ref().and_then(|octets| octets.all().get(start..end)).unwrap_or_default()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.as_der() == other.as_der()
    }
}

impl Eq for Certificate {}

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
