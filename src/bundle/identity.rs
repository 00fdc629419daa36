//! A certificate chain and its key, in the types that rustls takes.

use super::{Bundle, KeyMatch};
use crate::{
    key::{KeyState, PrivateKey},
    x509::Certificate,
};
use alloc::vec::Vec;
use core::fmt;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// What a TLS server or client needs to show who it is.
///
/// `Debug` does not print the key.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The leaf, then its issuers as far as the input has them, a self-issued root included.
    pub certificate_chain: Vec<CertificateDer<'static>>,
    /// The leaf's private key in PKCS#8. It is no longer zeroized by this crate.
    pub private_key: PrivateKeyDer<'static>,
}

/// Why a [`Bundle`] is no [`Identity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdentityError {
    /// The private key stays encrypted.
    Locked,
    /// The private key belongs to another certificate.
    Mismatch,
    /// There is no private key.
    NoKey,
    /// There is no certificate.
    NoCertificate,
}

impl IdentityError {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            IdentityError::Locked => "locked",
            IdentityError::Mismatch => "mismatch",
            IdentityError::NoKey => "no_key",
            IdentityError::NoCertificate => "no_certificate",
        }
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdentityError::Locked => "the private key is encrypted: give its passphrase",
            IdentityError::Mismatch => "the private key does not belong to the certificate",
            IdentityError::NoKey => "there is no private key with the certificate",
            IdentityError::NoCertificate => "there is no certificate with the private key",
        })
    }
}

impl core::error::Error for IdentityError {}

impl Bundle {
    /// The leaf's chain and its private key, for `rustls`' `with_single_cert` and
    /// `with_client_auth_cert`.
    ///
    /// Where [`key_match`](Bundle::key_match) cannot tell whether a key belongs to the leaf (see
    /// the feature `public-key-derivation`), the first open key of the leaf's algorithm is taken;
    /// rustls then compares the public keys itself.
    ///
    /// # Errors
    /// [`IdentityError`], with the first of its reasons that holds: no certificate, no key, a key
    /// of another certificate, a key that stays encrypted.
    pub fn into_identity(self) -> Result<Identity, IdentityError> {
        let Some(leaf) = self.leaf() else { return Err(IdentityError::NoCertificate) };
        let position = match self.key_match() {
            KeyMatch::NoCertificate => return Err(IdentityError::NoCertificate),
            KeyMatch::NoKey => return Err(IdentityError::NoKey),
            KeyMatch::Mismatch => return Err(IdentityError::Mismatch),
            KeyMatch::Matches => self.key_position(leaf),
            KeyMatch::Unknown(_) => open_key_of(leaf, &self.keys),
        };
        let certificate_chain = self.chain().map(CertificateDer::from).collect();
        let key = position.and_then(|position| self.keys.into_iter().nth(position));
        let pkcs8 = key.and_then(PrivateKey::into_secret_pkcs8_der).ok_or(IdentityError::Locked)?;
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
        Ok(Identity { certificate_chain, private_key })
    }
}

fn open_key_of(leaf: &Certificate, keys: &[PrivateKey]) -> Option<usize> {
    let wanted = leaf.public_key();
    keys.iter().position(|key| {
        !matches!(key.state(), KeyState::Locked(_))
            && key.algorithm().as_ref() == Some(wanted.algorithm())
    })
}
