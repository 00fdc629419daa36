//! Private keys, in every encoding.

pub(crate) mod legacy_pem;

use crate::{
    error::{Cause, Error, Path},
    format::Shape,
    secret::Scratch,
    session::Session,
    x509::BagAttributes,
};
use core::fmt;

/// A private key that was found.
pub struct PrivateKey {
    state: KeyState,
    pkcs8: Option<Scratch>,
    attributes: BagAttributes,
}

/// Whether a private key's numbers are at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyState {
    /// It was not encrypted.
    Clear,
    /// It was encrypted and has been opened.
    Decrypted,
    /// It is encrypted and stays so.
    Locked(LockReason),
}

/// Why a private key stays encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LockReason {
    /// No passphrase was given.
    NoPassphrase,
    /// The passphrase that opened other things did not open this one.
    IncorrectPassphrase,
    /// It is encrypted in a way that this build does not read.
    Unsupported,
    /// [`decrypt_keys(false)`](crate::Parser::decrypt_keys) was asked for.
    NotRequested,
}

static NOT_READ: Cause = Cause::unsupported("this key is not read", "");

/// Reads the one key that `bytes` are, in the encoding that `kind` says.
pub(crate) fn read(
    kind: Shape,
    bytes: &[u8],
    session: &mut Session<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let _ = (kind, bytes, session);
    Err(NOT_READ.at(path))
}

impl PrivateKey {
    /// Whether its numbers are at hand, and if not, why.
    #[must_use]
    pub fn state(&self) -> KeyState {
        self.state
    }

    /// The friendlyName of its PKCS#12 bag (RFC 2985 §5.5.1).
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.friendly_name.as_deref()
    }

    /// The localKeyId of its PKCS#12 bag (RFC 2985 §5.5.2).
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.attributes.local_key_id.as_deref()
    }

    /// The key as PKCS#8 in DER.
    #[must_use]
    pub fn secret_pkcs8_der(&self) -> Option<&[u8]> {
        self.pkcs8.as_deref()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey").field("state", &self.state).finish_non_exhaustive()
    }
}
