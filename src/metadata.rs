//! The four facts.

use crate::rfc3339::Rfc3339;
use alloc::string::{String, ToString};
use time::OffsetDateTime;

/// Whose it is, who issued it, until when, and whether a private key is with it.
///
/// Exactly these four, for ever; all else is in [`Report`](crate::Report). Of an input without a
/// certificate the first three are `None`.
///
/// With the feature `serde` it serializes as an object of exactly the four keys, in this order:
///
/// ```json
/// {"subject": "CN=example.com, O=Example Inc, C=US",
///  "issuer": "CN=Example CA, O=Example Inc, C=US",
///  "expires_at": "2026-03-15T12:00:00.000Z",
///  "has_private_key": true}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Metadata {
    /// The leaf's subject, most specific RDN first: `CN=example.com, O=Example Inc, C=US`. Empty
    /// for a certificate without one.
    pub subject: Option<String>,
    /// The leaf's issuer, in the same form.
    pub issuer: Option<String>,
    /// The last second at which the leaf is valid, in UTC.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serialize::moment_or_null"))]
    pub expires_at: Option<OffsetDateTime>,
    /// Whether a private key object is in either input, locked or not. It does not say that the
    /// key opens or belongs to the certificate.
    pub has_private_key: bool,
}

impl Metadata {
    /// [`expires_at`](Metadata::expires_at) as RFC 3339 writes it, in UTC, always with three
    /// decimals: `2026-03-15T12:00:00.000Z`.
    #[must_use]
    pub fn expires_at_rfc3339(&self) -> Option<String> {
        self.expires_at.map(|moment| Rfc3339(moment).to_string())
    }
}
