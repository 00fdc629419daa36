//! Attributes of a PKCS #12 bag (RFC 7292 §4.2).

use alloc::{boxed::Box, string::String};

/// The attributes of a certificate or key in a PKCS #12 bag (RFC 7292 §4.2), in an entry of a Java
/// key store, or in an OpenSSL `TRUSTED CERTIFICATE`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BagAttributes {
    pub(crate) friendly_name: Option<String>,
    pub(crate) local_key_id: Option<Box<[u8]>>,
    /// Whether this is a trusted certificate entry of Java.
    pub(crate) is_trusted_entry: bool,
}

impl BagAttributes {
    pub(crate) fn is_empty(&self) -> bool {
        *self == BagAttributes::default()
    }
}
