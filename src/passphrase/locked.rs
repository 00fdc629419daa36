//! Parts that stayed locked.

use crate::error::{Location, Path};
use alloc::{
    boxed::Box,
    string::{String, ToString},
};
use core::fmt;

/// An encrypted or authenticated part that was not tried, or not opened, without a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockedPart {
    location: Location,
    algorithm: Box<str>,
    kdf_work: u64,
}

impl LockedPart {
    pub(crate) fn new(path: &Path<'_>, algorithm: &dyn fmt::Display, kdf_work: u64) -> Self {
        let algorithm: String = algorithm.to_string();
        LockedPart { location: Location::of(path), algorithm: algorithm.into(), kdf_work }
    }

    /// The place in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The algorithm in words: `PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC`. For people to read;
    /// it may change between versions.
    #[must_use]
    pub fn algorithm(&self) -> &str {
        &self.algorithm
    }

    /// The work of one attempt with a passphrase of usual length, in units of
    /// [`Limits::kdf_work`](crate::Limits::kdf_work).
    #[must_use]
    pub fn kdf_work(&self) -> u64 {
        self.kdf_work
    }
}
