//! Whether a private key and a certificate belong together.

use core::fmt;

/// Whether a private key and the leaf belong together.
///
/// ```
/// use anycert::{KeyMatch, Parser};
/// let certificate = std::fs::read("testdata/certificate/p256.pem")?;
/// let key = std::fs::read("testdata/key/rsa-pkcs8.pem")?;
/// let bundle = Parser::new().private_key(&key).parse(&certificate)?;
/// assert_eq!(bundle.key_match(), KeyMatch::Mismatch);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyMatch {
    /// A private key has the public key of the leaf. The key may still be locked, if its container
    /// gives the public key outside of the encryption: see [`PrivateKey::state`](crate::PrivateKey::state).
    Matches,
    /// No private key belongs to the leaf: each has another public key, or an algorithm that
    /// cannot be the leaf's.
    Mismatch,
    /// It cannot be determined. Do not treat this as a match: ask.
    Unknown(UnknownReason),
    /// There is a certificate and no private key.
    NoKey,
    /// There is a private key and no certificate.
    NoCertificate,
}

impl KeyMatch {
    /// A stable `snake_case` word. The reason of `unknown` has its own.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyMatch::Matches => "matches",
            KeyMatch::Mismatch => "mismatch",
            KeyMatch::Unknown(_) => "unknown",
            KeyMatch::NoKey => "no_key",
            KeyMatch::NoCertificate => "no_certificate",
        }
    }
}

impl fmt::Display for KeyMatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why it cannot be determined whether a key and a certificate belong together.
///
/// ```
/// use anycert::{KeyMatch, UnknownReason};
///
/// let pfx = std::fs::read("testdata/pkcs12/openssl3-clear-certificates.p12")?;
/// let bundle = anycert::parse(&pfx)?;
/// assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::KeyLocked));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The private key stays encrypted.
    KeyLocked,
    /// The private key does not include its public key, or only as a compressed point on a binary
    /// curve, and this build does not derive it: see the feature `public-key-derivation`.
    PublicKeyNotDerived,
    /// The algorithm of the key or of the certificate is unknown, so equal keys may have different
    /// encodings.
    UnknownAlgorithm,
}

impl UnknownReason {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            UnknownReason::KeyLocked => "key_locked",
            UnknownReason::PublicKeyNotDerived => "public_key_not_derived",
            UnknownReason::UnknownAlgorithm => "unknown_algorithm",
        }
    }
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
