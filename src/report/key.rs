//! One private key, as plain data without a secret.

use super::hex;
use crate::key::{KeyState, LockReason, PrivateKey};
#[cfg(feature = "serde")]
use crate::serialize;
use alloc::string::{String, ToString};

/// One private key of a [`Report`](crate::Report). Nothing secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PrivateKeyReport {
    /// The name of its algorithm: `RSA`, `EC`, `Ed25519`, or an object identifier; `None` where it
    /// is shut away with the key.
    pub algorithm: Option<String>,
    /// The size of the key in bits, where it has one.
    pub bits: Option<u32>,
    /// The name of the curve, of EC keys.
    pub curve: Option<String>,
    /// [`PrivateKey::state`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub state: KeyState,
    /// Why it is `locked`.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text_or_null"))]
    pub lock_reason: Option<LockReason>,
    /// [`PrivateKey::friendly_name`]
    pub friendly_name: Option<String>,
    /// [`PrivateKey::local_key_id`], in hexadecimal.
    pub local_key_id: Option<String>,
    /// Which of the report's `certificates` has its public key, from 0.
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
            friendly_name: key.friendly_name().map(String::from),
            local_key_id: key.local_key_id().map(hex),
            certificate,
        }
    }
}
