//! A private key, as plain data without its secret.

use crate::hex::hex;
use crate::integrity::Integrity;
use crate::key::{KeyState, LockReason, PrivateKey};
#[cfg(feature = "serde")]
use crate::serialize;
use crate::x509::escape;
use alloc::string::{String, ToString};

/// One private key of a [`Report`](crate::Report), without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PrivateKeyReport {
    /// The name of the algorithm: `RSA`, `EC`, `Ed25519`, or an object identifier; `None` if it is
    /// unknown because it is encrypted together with the key.
    pub algorithm: Option<String>,
    /// The size of the key in bits, if there is such a number.
    pub bits: Option<u32>,
    /// The name of the curve of an EC key.
    pub curve: Option<String>,
    /// [`PrivateKey::state`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub state: KeyState,
    /// Why the key is `locked`.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text_or_null"))]
    pub lock_reason: Option<LockReason>,
    /// [`PrivateKey::friendly_name`] as [`escape`] prints it.
    pub friendly_name: Option<String>,
    /// [`PrivateKey::local_key_id`], in hexadecimal.
    pub local_key_id: Option<String>,
    /// [`PrivateKey::integrity`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub integrity: Integrity,
    /// The position, from 0, in the report's `certificates` of the certificate it belongs to; `None` if
    /// there is none or it is unknown.
    pub certificate: Option<usize>,
}

impl PrivateKeyReport {
    pub(super) fn of(key: &PrivateKey, certificate: Option<usize>) -> Self {
        let algorithm = key.algorithm();
        let algorithm = algorithm.as_ref();
        PrivateKeyReport {
            algorithm: algorithm.map(|algorithm| algorithm.name().to_string()),
            bits: algorithm.and_then(|algorithm| algorithm.bits()),
            curve: algorithm
                .and_then(|algorithm| algorithm.curve())
                .map(|curve| curve.name().to_string()),
            state: key.state(),
            lock_reason: match key.state() {
                KeyState::Locked(reason) => Some(reason),
                _ => None,
            },
            friendly_name: key.friendly_name().map(|name| escape(name).to_string()),
            local_key_id: key.local_key_id().map(hex),
            integrity: key.integrity(),
            certificate,
        }
    }
}
