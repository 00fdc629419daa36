//! A certificate chain and its key, in the types of rustls.

use super::{bundle::Bundle, key_match::KeyMatch};
use crate::key::{KeyState, LockReason, PrivateKey};
use alloc::vec::Vec;
use core::fmt;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// The certificate chain and the private key with which a TLS server or client authenticates.
///
/// `Debug` does not print the key.
///
/// ```
/// use anycert::{Identity, Parser};
/// let pfx = std::fs::read("testdata/pkcs12/example.pfx")?;
/// let bundle = Parser::new().passphrase("correct horse 7F").parse(&pfx)?;
/// let Identity { certificate_chain, private_key, .. } = bundle.into_identity()?;
/// # let _ = (certificate_chain, private_key);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The leaf, then its issuers as far as the input goes, a self-issued root included.
    pub certificate_chain: Vec<CertificateDer<'static>>,
    /// The private key of the leaf in PKCS#8. This crate no longer zeroizes it.
    pub private_key: PrivateKeyDer<'static>,
}

/// Why a [`Bundle`] cannot become an [`Identity`].
///
/// ```
/// use anycert::{IdentityError, LockReason};
///
/// let pfx = std::fs::read("testdata/pkcs12/openssl3-clear-certificates.p12")?;
/// let error = anycert::parse(&pfx)?.into_identity().unwrap_err();
/// assert_eq!(error, IdentityError::Locked(LockReason::NoPassphrase));
/// println!("{error}"); // the private key is encrypted: provide its passphrase
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdentityError {
    /// The private key of the leaf stays encrypted, for this reason.
    Locked(LockReason),
    /// No private key belongs to the leaf.
    Mismatch,
    /// There is no private key.
    NoKey,
    /// There is no certificate.
    NoCertificate,
}

impl IdentityError {
    /// A stable `snake_case` word. The reason of `locked` has its own.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            IdentityError::Locked(_) => "locked",
            IdentityError::Mismatch => "mismatch",
            IdentityError::NoKey => "no_key",
            IdentityError::NoCertificate => "no_certificate",
        }
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdentityError::Locked(LockReason::NoPassphrase) => {
                "the private key is encrypted: provide its passphrase"
            }
            IdentityError::Locked(LockReason::IncorrectPassphrase) => {
                "the private key is encrypted under a different passphrase: provide that one"
            }
            IdentityError::Locked(LockReason::Unsupported) => {
                "the private key uses unsupported encryption: export it again with AES"
            }
            IdentityError::Locked(LockReason::NotRequested) => {
                "the private key is encrypted, and decryption of keys was not requested"
            }
            IdentityError::Mismatch => "no private key belongs to the certificate",
            IdentityError::NoKey => "the private key of the certificate is missing",
            IdentityError::NoCertificate => "the certificate of the private key is missing",
        })
    }
}

impl core::error::Error for IdentityError {}

impl Bundle {
    /// The chain and the private key of the leaf, for `with_single_cert` and
    /// `with_client_auth_cert` of rustls.
    ///
    /// The key is [`leaf_key`](Bundle::leaf_key). If [`key_match`](Bundle::key_match) is unknown
    /// (see the feature `public-key-derivation`), it may be of another certificate; rustls compares
    /// the public keys itself.
    ///
    /// # Errors
    /// [`IdentityError`]: no certificate, no key, no key that belongs to the leaf, or a key that
    /// stays encrypted.
    pub fn into_identity(self) -> Result<Identity, IdentityError> {
        let (position, key_match) = self.leaf_key_position();
        let position = match (key_match, position) {
            (KeyMatch::NoCertificate, _) => return Err(IdentityError::NoCertificate),
            (KeyMatch::NoKey, _) => return Err(IdentityError::NoKey),
            (KeyMatch::Mismatch, _) | (_, None) => return Err(IdentityError::Mismatch),
            (KeyMatch::Matches | KeyMatch::Unknown(_), Some(position)) => position,
        };
        let certificate_chain = self.chain().map(CertificateDer::from).collect();
        let (_, keys) = self.into_parts();
        let key = keys.into_iter().nth(position).ok_or(IdentityError::NoKey)?;
        if let KeyState::Locked(reason) = key.state() {
            return Err(IdentityError::Locked(reason));
        }
        // A key that is not locked has its PKCS#8.
        let pkcs8 = PrivateKey::into_secret_pkcs8_der(key).ok_or(IdentityError::NoKey)?;
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
        Ok(Identity { certificate_chain, private_key })
    }
}
