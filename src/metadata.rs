//! The four facts.

use crate::rfc3339::Rfc3339;
use alloc::string::{String, ToString};
use time::OffsetDateTime;

/// Subject, issuer and expiry of the leaf, and whether a private key is included.
///
/// It will always have exactly these four fields, so it can be built and destructured; everything else is in
/// [`Report`](crate::Report). Without a certificate the first three are `None`.
///
/// ```
/// use anycert::Metadata;
/// let pem = std::fs::read("testdata/pem/example-certificate-and-key.pem")?;
/// let Metadata { subject, issuer, expires_at, has_private_key } = anycert::parse(&pem)?.metadata();
/// assert_eq!(subject.as_deref(), Some("CN=example.com, O=Example Inc, C=US"));
/// # let _ = (issuer, expires_at, has_private_key);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the feature `serde` it serializes as an object of exactly the four keys, in this order:
///
/// ```json
/// {"subject": "CN=example.com, O=Example Inc, C=US",
///  "issuer": "CN=Example CA, O=Example Inc, C=US",
///  "expires_at": "2026-03-15T12:00:00.000Z",
///  "has_private_key": true}
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Metadata {
    /// The subject of the leaf, most specific RDN first: `CN=example.com, O=Example Inc, C=US`. The
    /// empty string if it has none.
    pub subject: Option<String>,
    /// The issuer of the leaf, in the same form.
    pub issuer: Option<String>,
    /// The last second at which the leaf is valid, in UTC.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serialize::moment_or_null"))]
    pub expires_at: Option<OffsetDateTime>,
    /// Whether a private key is present in either input, locked or not. It does not mean that the
    /// key can be decrypted or belongs to the certificate.
    pub has_private_key: bool,
}

impl Metadata {
    /// [`expires_at`](Metadata::expires_at) in the format of RFC 3339, in UTC with three decimals:
    /// `2026-03-15T12:00:00.000Z`. See [`Rfc3339`] for other times.
    #[must_use]
    pub fn expires_at_rfc3339(&self) -> Option<String> {
        self.expires_at.map(|moment| Rfc3339(moment).to_string())
    }
}
