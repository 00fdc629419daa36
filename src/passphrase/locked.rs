//! Parts that stayed locked.

use crate::error::{Location, Path};
use alloc::{
    boxed::Box,
    string::{String, ToString},
};
use core::fmt;

/// An encrypted or authenticated part that was not tried, or not opened, without a passphrase.
///
/// ```
/// use anycert::Parser;
///
/// let pfx = std::fs::read("testdata/pkcs12/openssl3-clear-certificates.p12")?;
/// let bundle = Parser::new().decrypt_keys(false).parse(&pfx)?;
/// for part in bundle.locked_parts() {
///     println!("{}: {}, {} compressions", part.location(), part.algorithm(), part.kdf_work());
/// }
/// # assert!(!bundle.locked_parts().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockedPart {
    location: Location,
    algorithm: Box<str>,
    kdf_work: u64,
    is_tried: bool,
}

impl LockedPart {
    /// `is_tried` says whether "no password" was tried.
    pub(crate) fn new(
        path: &Path<'_>,
        algorithm: &dyn fmt::Display,
        kdf_work: u64,
        is_tried: bool,
    ) -> Self {
        let algorithm: String = algorithm.to_string();
        LockedPart { location: Location::of(path), algorithm: algorithm.into(), kdf_work, is_tried }
    }

    /// The bytes on the heap.
    pub(crate) fn memory(&self) -> usize {
        self.location.memory().saturating_add(self.algorithm.len())
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

    /// Whether "no password" was tried in all its encodings. It is not tried if it would exceed
    /// [`Limits::unasked_kdf_work`](crate::Limits::unasked_kdf_work), if the format never encrypts
    /// under it, or if the key was not requested.
    #[must_use]
    pub fn is_tried(&self) -> bool {
        self.is_tried
    }
}
