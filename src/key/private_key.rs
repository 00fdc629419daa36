//! A private key as the caller gets it.

use super::locked_form::{LockedForm, pem};
use crate::{
    integrity::Integrity,
    secret::Scratch,
    x509::{BagAttributes, KeyAlgorithm, spki::Identity},
};
use alloc::string::String;
#[cfg(feature = "rustls-pki-types")]
use alloc::vec::Vec;
use core::fmt;
use zeroize::Zeroizing;

/// A private key found in the input.
///
/// It cannot be cloned, its `Debug` output contains no key material, and its bytes are zeroized
/// when it is dropped.
///
/// ```
/// let pfx = std::fs::read("testdata/pkcs12/example.pfx")?;
/// let bundle = anycert::Parser::new().passphrase("correct horse 7F").parse(&pfx)?;
/// if let Some(key) = bundle.leaf_key() {
///     // PKCS#8 for every format of the key. A locked key keeps its original format.
///     let pem = key.secret_pkcs8_pem().or_else(|| key.locked_pem());
///     # assert!(pem.is_some_and(|pem| pem.starts_with("-----BEGIN PRIVATE KEY-----")));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PrivateKey {
    state: KeyState,
    algorithm: Option<KeyAlgorithm>,
    pkcs8: Option<Scratch>,
    /// The encrypted form of a locked key, as it was in the input.
    encrypted: Option<LockedForm>,
    public: Option<Identity>,
    attributes: BagAttributes,
    /// The position of its certificate, which a Java key store keeps with it.
    own_certificate: Option<usize>,
    integrity: Integrity,
}

/// Whether the key material is available.
///
/// ```
/// use anycert::KeyState;
///
/// let pem = std::fs::read("testdata/pem/example-certificate-and-key.pem")?;
/// for key in anycert::parse(&pem)?.private_keys() {
///     match key.state() {
///         KeyState::Clear => println!("not encrypted"),
///         KeyState::Decrypted => println!("decrypted"),
///         KeyState::Locked(reason) => println!("locked: {reason}"),
///         _ => {}
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyState {
    /// The key was not encrypted.
    Clear,
    /// The key was encrypted and has been decrypted.
    Decrypted,
    /// The key is encrypted and was not decrypted.
    Locked(LockReason),
}

impl KeyState {
    /// A stable `snake_case` word, without the reason of `locked`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyState::Clear => "clear",
            KeyState::Decrypted => "decrypted",
            KeyState::Locked(_) => "locked",
        }
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a private key was not decrypted.
///
/// ```
/// use anycert::{KeyState, LockReason};
///
/// let pfx = std::fs::read("testdata/pkcs12/openssl3-clear-certificates.p12")?;
/// let bundle = anycert::parse(&pfx)?;
/// assert_eq!(bundle.private_keys()[0].state(), KeyState::Locked(LockReason::NoPassphrase));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LockReason {
    /// No passphrase was given.
    NoPassphrase,
    /// The passphrase is wrong for this key.
    IncorrectPassphrase,
    /// This build does not support its encryption.
    Unsupported,
    /// [`decrypt_keys(false)`](crate::Parser::decrypt_keys) was set.
    NotRequested,
}

impl LockReason {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            LockReason::NoPassphrase => "no_passphrase",
            LockReason::IncorrectPassphrase => "incorrect_passphrase",
            LockReason::Unsupported => "unsupported",
            LockReason::NotRequested => "not_requested",
        }
    }
}

impl fmt::Display for LockReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PrivateKey {
    /// A key that was not encrypted or was decrypted.
    pub(super) fn opened(
        state: KeyState,
        algorithm: KeyAlgorithm,
        pkcs8: Scratch,
        public: Option<Identity>,
    ) -> Self {
        PrivateKey {
            state,
            algorithm: Some(algorithm),
            pkcs8: Some(pkcs8),
            encrypted: None,
            public,
            attributes: BagAttributes::default(),
            own_certificate: None,
            integrity: Integrity::None,
        }
    }

    /// An encrypted key without any other known property.
    pub(super) fn locked(reason: LockReason) -> Self {
        PrivateKey {
            state: KeyState::Locked(reason),
            algorithm: None,
            pkcs8: None,
            encrypted: None,
            public: None,
            attributes: BagAttributes::default(),
            own_certificate: None,
            integrity: Integrity::None,
        }
    }

    /// Adds the encrypted form of a locked key.
    pub(super) fn keep_encrypted(&mut self, encrypted: LockedForm) {
        self.encrypted = Some(encrypted);
    }

    /// Adds what the container of a locked key says about it.
    pub(super) fn set_public(&mut self, algorithm: KeyAlgorithm, public: Identity) {
        self.algorithm = Some(algorithm);
        self.public = Some(public);
    }

    /// The algorithm, with its size or curve. `None` for a locked key, unless its container gives
    /// the algorithm outside of the encryption.
    #[must_use]
    pub fn algorithm(&self) -> Option<KeyAlgorithm> {
        self.algorithm.clone()
    }

    /// Whether the key material is available, and if not, why.
    #[must_use]
    pub fn state(&self) -> KeyState {
        self.state
    }

    /// The unencrypted key, re-encoded from any input encoding: a PrivateKeyInfo (RFC 5958 §2) in
    /// DER, of version 0 and without attributes, tag and length included. `None` for a locked key.
    ///
    /// An EC key has its curve by name and its public point, if the input contains the point or it
    /// was derived (feature `public-key-derivation`). ML-DSA and ML-KEM keys keep the form they
    /// came in. A key of an unknown algorithm is the input's own PKCS#8.
    #[must_use]
    pub fn secret_pkcs8_der(&self) -> Option<&[u8]> {
        self.pkcs8.as_deref()
    }

    /// The same bytes without a copy. The caller must zeroize them.
    #[cfg(feature = "rustls-pki-types")]
    pub(crate) fn into_secret_pkcs8_der(self) -> Option<Vec<u8>> {
        self.pkcs8.map(|pkcs8| core::mem::take(&mut *pkcs8.into_zeroizing()))
    }

    /// [`secret_pkcs8_der`](PrivateKey::secret_pkcs8_der) as a `PRIVATE KEY` block (RFC 7468 §10).
    /// Lines end with `\n`.
    #[must_use]
    pub fn secret_pkcs8_pem(&self) -> Option<Zeroizing<String>> {
        pem("PRIVATE KEY", self.secret_pkcs8_der()?)
    }

    /// The encrypted form of a locked key: the input's own EncryptedPrivateKeyInfo (RFC 5958 §3),
    /// tag and length included, in DER or BER. It can be parsed again with the passphrase.
    ///
    /// `None` for a key that is not locked, and for the encrypted formats of OpenSSL and OpenSSH,
    /// which are not PKCS#8: see [`locked_pem`](PrivateKey::locked_pem). It is not secret itself,
    /// but allows guessing the passphrase.
    #[must_use]
    pub fn encrypted_pkcs8(&self) -> Option<&[u8]> {
        self.encrypted.as_ref()?.pkcs8()
    }

    /// [`encrypted_pkcs8`](PrivateKey::encrypted_pkcs8) as an `ENCRYPTED PRIVATE KEY` block
    /// (RFC 7468 §11). Lines end with `\n`.
    #[must_use]
    pub fn encrypted_pkcs8_pem(&self) -> Option<Zeroizing<String>> {
        pem("ENCRYPTED PRIVATE KEY", self.encrypted_pkcs8()?)
    }

    /// Any locked key unchanged, as one PEM block that can be parsed again with the passphrase:
    /// [`encrypted_pkcs8_pem`](PrivateKey::encrypted_pkcs8_pem), an `OPENSSH PRIVATE KEY` block, or
    /// a traditional key with its `Proc-Type` and `DEK-Info` headers (RFC 1421 §4.6.1). `None` for
    /// a key that is not locked.
    #[must_use]
    pub fn locked_pem(&self) -> Option<Zeroizing<String>> {
        self.encrypted.as_ref()?.to_pem()
    }

    /// The friendlyName of its PKCS#12 bag (RFC 2985 §5.5.1), or its alias in a Java key store.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.friendly_name.as_deref()
    }

    /// The localKeyId of its PKCS#12 bag (RFC 2985 §5.5.2).
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.attributes.local_key_id.as_deref()
    }

    /// Whether a verified MAC of a PKCS#12 file, or digest of a Java key store, covers this key.
    #[must_use]
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    pub(crate) fn set_integrity(&mut self, integrity: Integrity) {
        self.integrity = integrity;
    }

    /// Adds the attributes of its PKCS#12 bag, or its alias.
    pub(crate) fn attach(&mut self, attributes: BagAttributes) {
        self.attributes = attributes;
    }

    pub(crate) fn own_certificate(&self) -> Option<usize> {
        self.own_certificate
    }

    pub(crate) fn set_own_certificate(&mut self, position: Option<usize>) {
        self.own_certificate = position;
    }

    /// The identity of its public key, if it is known.
    pub(crate) fn public(&self) -> Option<&Identity> {
        self.public.as_ref()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("state", &self.state)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
