//! The four facts.

use alloc::string::String;
use time::OffsetDateTime;

/// Whose it is, who issued it, until when, and whether a private key is with it.
///
/// Exactly these four, for ever; all else is in [`Report`](crate::Report). Of an input without a
/// certificate the first three are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The leaf's subject, most specific RDN first: `CN=example.com, O=Example Inc, C=US`. Empty
    /// for a certificate without one.
    pub subject: Option<String>,
    /// The leaf's issuer, in the same form.
    pub issuer: Option<String>,
    /// The last second at which the leaf is valid, in UTC.
    pub expires_at: Option<OffsetDateTime>,
    /// Whether a private key object is in either input, locked or not. It does not say that the
    /// key opens or belongs to the certificate.
    pub has_private_key: bool,
}
