//! Which private key belongs to which certificate, by their public keys.

use crate::{
    error::{Path, Step},
    key::{KeyState, PrivateKey},
    note::NoteCode,
    notes::Notes,
    x509::{Certificate, KeyAlgorithm, spki::Identity},
};
use alloc::vec::Vec;
use core::fmt;

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

impl KeyMatch {
    /// A stable `snake_case` word; the reason of `unknown` is another one.
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

/// Keys and certificates, matched once by what tells public keys apart. The localKeyId of PKCS#12
/// plays no part: it is only what somebody wrote there.
#[derive(Default)]
pub(super) struct Matching {
    /// Of every key in file order: the first certificate with its public key.
    certificate_of: Vec<Option<usize>>,
    /// The keys whose public part is known, sorted by it, then in file order.
    keys: Vec<(Identity, usize)>,
}

impl Matching {
    /// O(n log n) in certificates and keys together.
    #[inline]
    pub(super) fn of(certificates: &[Certificate], keys: &[PrivateKey], notes: &mut Notes) -> Self {
        if keys.is_empty() {
            return Matching::default();
        }
        Matching::of_some(certificates, keys, notes)
    }

    fn of_some(certificates: &[Certificate], keys: &[PrivateKey], notes: &mut Notes) -> Self {
        let sorted_keys = sorted(keys.iter().map(|key| key.public().cloned()));
        note_repeated(keys, &sorted_keys, notes);
        let sorted_certificates =
            sorted(certificates.iter().map(|certificate| certificate.identity()));
        let certificate_of: Vec<Option<usize>> = keys
            .iter()
            .map(|key| key.public().and_then(|public| first(&sorted_certificates, public)))
            .collect();
        let matched = certificate_of.iter().any(Option::is_some);
        if !matched && !certificates.is_empty() && all_are_foreign(keys, certificates) {
            notes.add(NoteCode::KeyMismatch, &Path::ROOT);
        }
        Matching { certificate_of, keys: sorted_keys }
    }

    /// The certificate that the first matching key belongs to.
    pub(super) fn first_matched(&self) -> Option<usize> {
        self.certificate_of.iter().flatten().next().copied()
    }

    pub(super) fn certificate_of(&self, key: usize) -> Option<usize> {
        self.certificate_of.get(key).copied().flatten()
    }

    pub(super) fn key_of(&self, certificate: &Certificate) -> Option<usize> {
        first(&self.keys, &certificate.identity()?)
    }

    pub(super) fn verdict(
        &self,
        leaf: Option<usize>,
        certificates: &[Certificate],
        keys: &[PrivateKey],
    ) -> KeyMatch {
        if keys.is_empty() {
            return KeyMatch::NoKey;
        }
        let Some(leaf) = leaf.and_then(|leaf| certificates.get(leaf)) else {
            return KeyMatch::NoCertificate;
        };
        if self.key_of(leaf).is_some() {
            return KeyMatch::Matches;
        }
        let algorithm = leaf.public_key().algorithm().clone();
        let comparable = leaf.identity().is_some() && has_one_encoding(&algorithm);
        let doubt = keys.iter().find_map(|key| match comparable && is_comparable(key) {
            true => None,
            false => why_unknown(key, &algorithm),
        });
        doubt.map_or(KeyMatch::Mismatch, KeyMatch::Unknown)
    }
}

/// Public keys, or what else tells entries apart, sorted, each with its position; those that are not
/// known left out.
pub(super) fn sorted<T: Ord>(publics: impl Iterator<Item = Option<T>>) -> Vec<(T, usize)> {
    let known = publics.enumerate().filter_map(|(position, public)| Some((public?, position)));
    let mut sorted: Vec<_> = known.collect();
    sorted.sort_unstable();
    sorted
}

/// The first position, in file order, of this public key.
fn first<T: Ord>(sorted: &[(T, usize)], public: &T) -> Option<usize> {
    let at = sorted.partition_point(|(other, _)| other < public);
    sorted.get(at).filter(|(other, _)| other == public).map(|(_, position)| *position)
}

/// Why it cannot be told whether the key belongs to a certificate of this algorithm; nothing if
/// it cannot belong, being of another.
fn why_unknown(key: &PrivateKey, algorithm: &KeyAlgorithm) -> Option<UnknownReason> {
    let other = key.algorithm().is_some_and(|own| !may_be_same(&own, algorithm));
    match (key.state(), key.algorithm()) {
        _ if other => None,
        (KeyState::Locked(_), _) => Some(UnknownReason::KeyLocked),
        (_, Some(KeyAlgorithm::Other(_))) => Some(UnknownReason::UnknownAlgorithm),
        (_, Some(own)) if !has_one_encoding(&own) || !has_one_encoding(algorithm) => {
            Some(UnknownReason::UnknownAlgorithm)
        }
        _ => Some(UnknownReason::PublicKeyNotDerived),
    }
}

/// Whether another public key of the key shows that it does not belong to a certificate.
fn is_comparable(key: &PrivateKey) -> bool {
    key.public().is_some() && key.algorithm().is_some_and(|own| has_one_encoding(&own))
}

/// Whether equal public keys of this algorithm are equal bytes. A curve in no list may be given by an
/// object identifier or by numbers, and a point on it with or without its y.
fn has_one_encoding(algorithm: &KeyAlgorithm) -> bool {
    !matches!(algorithm, KeyAlgorithm::Ec(curve) if curve.bits().is_none())
}

/// DSA parameters that a certificate inherits leave its size open, and a key of RSA may be meant for
/// one scheme or for all.
fn may_be_same(key: &KeyAlgorithm, certificate: &KeyAlgorithm) -> bool {
    match (key, certificate) {
        (KeyAlgorithm::Dsa(_), KeyAlgorithm::Dsa(0)) => true,
        (KeyAlgorithm::Rsa(one), KeyAlgorithm::RsaPss(other))
        | (KeyAlgorithm::RsaPss(one), KeyAlgorithm::Rsa(other)) => one == other,
        (KeyAlgorithm::Ec(_), KeyAlgorithm::Ec(_))
            if !has_one_encoding(key) || !has_one_encoding(certificate) =>
        {
            true
        }
        _ => key == certificate,
    }
}

/// Whether none of the keys, which match no certificate, can belong to one.
fn all_are_foreign(keys: &[PrivateKey], certificates: &[Certificate]) -> bool {
    let algorithms = certificates.iter().map(|one| one.public_key().algorithm().clone());
    let mut algorithms: Vec<KeyAlgorithm> = algorithms.collect();
    algorithms.sort_unstable();
    algorithms.dedup();
    let comparable = algorithms.iter().all(has_one_encoding);
    let mut unknown = keys.iter().filter(|key| !comparable || !is_comparable(key));
    unknown.all(|key| algorithms.iter().all(|algorithm| why_unknown(key, algorithm).is_none()))
}

/// Notes keys that were there before: of the same public key or, where that is not known, of the
/// same encoding.
fn note_repeated(keys: &[PrivateKey], sorted: &[(Identity, usize)], notes: &mut Notes) {
    let unknown = keys.iter().enumerate().filter(|(_, key)| key.public().is_none());
    let mut encodings: Vec<(&[u8], usize)> =
        unknown.filter_map(|(position, key)| Some((key.secret_pkcs8_der()?, position))).collect();
    encodings.sort_unstable();
    let mut again: Vec<usize> = repeats(sorted).chain(repeats(&encodings)).collect();
    again.sort_unstable();
    for position in again {
        notes.add(NoteCode::DuplicateKey, &Path::ROOT.then(Step::Key(position.saturating_add(1))));
    }
}

/// The positions of what equals the entry before it.
pub(super) fn repeats<T: PartialEq>(sorted: &[(T, usize)]) -> impl Iterator<Item = usize> {
    sorted.windows(2).filter_map(|pair| match pair {
        [(a, _), (b, position)] if a == b => Some(*position),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::{cell::Cell, cmp::Ordering};

    /// A public key that counts what it is compared with.
    #[derive(Clone)]
    struct Counting<'a>(usize, &'a Cell<usize>);

    impl Ord for Counting<'_> {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }

    impl PartialOrd for Counting<'_> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    impl PartialEq for Counting<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other) == Ordering::Equal
        }
    }

    impl Eq for Counting<'_> {}

    #[test]
    fn a_thousand_certificates_and_a_hundred_keys_are_not_compared_in_pairs() {
        let compared = Cell::new(0);
        let certificates = (0..1000).map(|n| Some(Counting(n * 7919 % 1000, &compared)));
        let sorted = sorted(certificates);
        let found: Vec<Option<usize>> =
            (0..100).map(|n| first(&sorted, &Counting(n, &compared))).collect();
        assert!(found.iter().zip(0..).all(|(at, n)| at.is_some_and(|at| at * 7919 % 1000 == n)));
        // 2¹⁰ is more than the thousand.
        let most = 1100 * 10 * 2;
        assert!(compared.get() < most, "{} comparisons", compared.get());
    }
}
