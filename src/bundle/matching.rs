//! Which private key belongs to which certificate, by their public keys.

use crate::{key::PrivateKey, note::Notes, x509::Certificate};

/// Whether a private key and the leaf belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyMatch {
    /// A private key has the leaf's public key.
    Matches,
    /// Every private key has another public key.
    Mismatch,
    /// It cannot be told.
    Unknown(UnknownReason),
    /// There are certificates and no private key.
    NoKey,
    /// There is a private key and no certificate.
    NoCertificate,
}

/// Why it cannot be told whether a key and a certificate belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The key stays encrypted.
    KeyLocked,
    /// The key does not hold its public part, and this build does not derive it: see the feature
    /// `public-key-derivation`.
    PublicKeyNotDerived,
    /// The key is of an algorithm that is not known here.
    UnknownAlgorithm,
}

/// Keys and certificates, matched once.
#[derive(Default)]
pub(super) struct Matching {}

impl Matching {
    pub(super) fn of(certificates: &[Certificate], keys: &[PrivateKey], notes: &mut Notes) -> Self {
        let _ = (certificates, keys, notes);
        Matching {}
    }

    /// The certificate that the first matching key belongs to.
    pub(super) fn first_matched(&self) -> Option<usize> {
        None
    }

    pub(super) fn certificate_of(&self, key: usize) -> Option<usize> {
        let _ = key;
        None
    }

    pub(super) fn key_of(&self, certificate: &Certificate) -> Option<usize> {
        let _ = certificate;
        None
    }

    pub(super) fn verdict(
        &self,
        leaf: Option<usize>,
        certificates: &[Certificate],
        keys: &[PrivateKey],
    ) -> KeyMatch {
        let _ = (leaf, certificates);
        if keys.is_empty() { KeyMatch::NoKey } else { KeyMatch::NoCertificate }
    }
}
