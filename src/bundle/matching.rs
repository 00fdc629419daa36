//! Which private key belongs to which certificate, by their public keys.

use super::{
    algorithms::{Algorithms, Spelling},
    index::Index,
    key_match::{KeyMatch, UnknownReason},
};
use crate::{
    budget::Budget,
    context::Context,
    error::{Path, Step},
    key::{KeyState, PrivateKey},
    limits::Exceeded,
    note::NoteCode,
    notes::Notes,
    x509::{Certificate, spki::Identity},
};
use alloc::vec::Vec;

/// Keys and certificates, matched once by their public keys.
#[derive(Default)]
pub(super) struct Matching {
    /// For every key in file order, the first certificate with its public key.
    certificate_of: Vec<Option<usize>>,
    /// The certificates that a key belongs to, in ascending order.
    owned: Vec<usize>,
    /// The certificates that a container names for a key without a known public key, in ascending order,
    /// each with the position of the key.
    named: Vec<(usize, usize)>,
    /// The keys with a known public key, sorted by it.
    keys: Index<Identity>,
    without_public: KeysWithoutPublic,
}

/// The keys without a known public key; empty if no other key belongs to a certificate.
#[derive(Default)]
struct KeysWithoutPublic {
    algorithms: Algorithms,
    /// Whether the algorithm of one is unknown, because it is encrypted.
    has_unknown_algorithm: bool,
}

impl KeysWithoutPublic {
    fn of(keys: &[PrivateKey], budget: &mut Budget) -> Result<Self, Exceeded> {
        let without = || keys.iter().filter(|key| key.public().is_none());
        let algorithms = Algorithms::new(without().filter_map(PrivateKey::algorithm), budget)?;
        let has_unknown_algorithm = without().any(|key| key.algorithm().is_none());
        Ok(KeysWithoutPublic { algorithms, has_unknown_algorithm })
    }
}

impl Matching {
    /// Takes O(n log n) in certificates and keys together.
    #[inline]
    pub(super) fn of(
        certificates: &[Certificate],
        keys: &[PrivateKey],
        context: &mut Context,
    ) -> Result<Self, Exceeded> {
        if keys.is_empty() {
            return Ok(Matching::default());
        }
        Matching::of_some(certificates, keys, context)
    }

    fn of_some(
        certificates: &[Certificate],
        keys: &[PrivateKey],
        Context { budget, notes }: &mut Context,
    ) -> Result<Self, Exceeded> {
        let publics = keys.iter().filter_map(PrivateKey::public);
        let publics = publics.map(Identity::len).fold(0, usize::saturating_add);
        Index::<Identity>::charge(keys.len(), budget)?;
        budget.memory(publics)?;
        let by_public = Index::new(keys, |key| key.public().cloned());
        note_repeated(keys, &by_public, budget, notes)?;

        // An identity is at most a little longer than the key that it is made of.
        const OVERHEAD: usize = 64;
        let spkis = certificates.iter().map(|one| one.spki_der().len().saturating_add(OVERHEAD));
        let spkis = spkis.fold(0, usize::saturating_add);
        Index::<Identity>::charge(certificates.len(), budget)?;
        budget.memory(spkis)?;
        let certificates_by_public = Index::new(certificates, Certificate::identity);
        budget.room::<Option<usize>>(keys.len())?;
        let owner = |key: &PrivateKey| certificates_by_public.first(key.public()?);
        let certificate_of: Vec<Option<usize>> = keys.iter().map(owner).collect();
        let owners = || by_public.keys().flat_map(|key| certificates_by_public.positions(key));
        let count = owners().count();
        budget.room::<usize>(count)?;
        let mut owned = Vec::with_capacity(count);
        owned.extend(owners());
        owned.sort_unstable();

        let named = named(certificates, keys, budget)?;
        let without_public = match (&*owned, &*named) {
            ([], []) => KeysWithoutPublic::default(),
            _ => KeysWithoutPublic::of(keys, budget)?,
        };
        if owned.is_empty() && !certificates.is_empty() {
            let algorithms = certificates.iter().map(|one| one.public_key().algorithm().clone());
            let algorithms = Algorithms::new(algorithms, budget)?;
            if keys.iter().all(|key| belongs_to_none(key, &algorithms)) {
                notes.add(NoteCode::KeyMismatch, &Path::ROOT);
            }
        }
        Ok(Matching { certificate_of, owned, named, keys: by_public, without_public })
    }

    /// Whether no certificate is known to have a key.
    pub(super) fn is_empty(&self) -> bool {
        self.owned.is_empty() && self.named.is_empty()
    }

    /// Whether a private key belongs to the certificate at this position, or a container says so of a key
    /// without a known public key.
    pub(super) fn is_owned(&self, position: usize) -> bool {
        self.owned.binary_search(&position).is_ok() || self.key_named_for(position).is_some()
    }

    /// The key without a known public key whose container names the certificate at this position.
    fn key_named_for(&self, position: usize) -> Option<usize> {
        let at = self.named.binary_search_by_key(&position, |(named, _)| *named).ok()?;
        self.named.get(at).map(|(_, key)| *key)
    }

    /// Whether a key without a known public key may belong to this certificate, while another certificate is
    /// known to have a key.
    pub(super) fn may_be_owned(&self, certificate: &Certificate) -> bool {
        let KeysWithoutPublic { algorithms, has_unknown_algorithm } = &self.without_public;
        *has_unknown_algorithm
            || algorithms.any_can_be(Spelling::of(certificate.public_key().algorithm()))
    }

    pub(super) fn certificate_of(&self, key: usize) -> Option<usize> {
        self.certificate_of.get(key).copied().flatten()
    }

    /// The first key with this public key.
    pub(super) fn key_with(&self, public: &Identity) -> Option<usize> {
        self.keys.first(public)
    }

    /// The first key that belongs to this certificate.
    pub(super) fn key_of(&self, certificate: &Certificate) -> Option<usize> {
        self.key_with(&certificate.identity()?)
    }

    /// The key of the leaf at this position, and whether it belongs: a key that belongs to the leaf; else one
    /// that may belong to it, preferably the one whose container says so, then one that is not locked;
    /// never one that does not.
    pub(super) fn leaf_key(
        &self,
        position: usize,
        leaf: &Certificate,
        keys: &[PrivateKey],
    ) -> (Option<usize>, KeyMatch) {
        if keys.is_empty() {
            return (None, KeyMatch::NoKey);
        }
        if let Some(key) = self.key_of(leaf) {
            return (Some(key), KeyMatch::Matches);
        }
        let possible = keys.iter().enumerate();
        let possible = possible.filter_map(|(at, key)| Some((at, why_unknown(key, leaf)?)));
        let named = self.key_named_for(position);
        let rank = |(key, reason): &(usize, UnknownReason)| {
            (named != Some(*key), *reason == UnknownReason::KeyLocked)
        };
        match possible.min_by_key(rank) {
            Some((at, reason)) => (Some(at), KeyMatch::Unknown(reason)),
            None => (None, KeyMatch::Mismatch),
        }
    }
}

/// The certificates that containers name for keys without a known public key: that of the same entry of a
/// Java key store, or the first with the localKeyId of PKCS#12. Where the public key is known the localKeyId
/// is not used, because software sets it arbitrarily.
fn named(
    certificates: &[Certificate],
    keys: &[PrivateKey],
    budget: &mut Budget,
) -> Result<Vec<(usize, usize)>, Exceeded> {
    let unknown = || keys.iter().enumerate().filter(|(_, key)| key.public().is_none());
    let count = unknown().count();
    if count == 0 {
        return Ok(Vec::new());
    }
    Index::<&[u8]>::charge(certificates.len(), budget)?;
    let by_id = Index::new(certificates, Certificate::local_key_id);
    budget.room::<(usize, usize)>(count)?;
    let mut named = Vec::with_capacity(count);
    named.extend(unknown().filter_map(|(position, key)| {
        let own = key.own_certificate();
        let certificate = own.or_else(|| by_id.first(&key.local_key_id()?))?;
        Some((certificate, position))
    }));
    named.sort_unstable();
    named.dedup_by_key(|(certificate, _)| *certificate);
    Ok(named)
}

/// Whether a key belongs to a certificate, or may belong to it because that cannot be determined.
#[cfg(feature = "write")]
pub(crate) fn may_belong(key: &PrivateKey, certificate: &Certificate) -> bool {
    let is_own = key.public().is_some_and(|own| certificate.identity().as_ref() == Some(own));
    is_own || why_unknown(key, certificate).is_some()
}

/// Why it cannot be determined whether a key belongs to a certificate with another encoded public key;
/// `None` if it does not belong.
fn why_unknown(key: &PrivateKey, certificate: &Certificate) -> Option<UnknownReason> {
    let info = certificate.public_key();
    let wanted = Spelling::of(info.algorithm());
    let is_known = certificate.identity().is_some();
    reason(key, wanted.has_one_encoding() && is_known, |own| wanted.can_be(own))
}

/// Whether a key belongs to none of the certificates, given that none has its encoded public key.
fn belongs_to_none(key: &PrivateKey, algorithms: &Algorithms) -> bool {
    let can_be = |own: Spelling<'_>| algorithms.any_can_be(own);
    reason(key, algorithms.have_one_encoding(), can_be).is_none()
}

/// Why a key may belong to a certificate with another public key: `is_comparable` is whether
/// the certificate's public key is known and has one encoding, `can_be` whether its algorithm can
/// be this one.
fn reason(
    key: &PrivateKey,
    is_comparable: bool,
    can_be: impl Fn(Spelling<'_>) -> bool,
) -> Option<UnknownReason> {
    let algorithm = key.algorithm();
    let spelling = algorithm.as_ref().map(Spelling::of);
    if spelling.is_some_and(|own| !can_be(own)) {
        return None;
    }
    let has_one_encoding = is_comparable && spelling.is_some_and(Spelling::has_one_encoding);
    match key.state() {
        _ if has_one_encoding && key.public().is_some() => None,
        KeyState::Locked(_) => Some(UnknownReason::KeyLocked),
        _ if has_one_encoding => Some(UnknownReason::PublicKeyNotDerived),
        _ => Some(UnknownReason::UnknownAlgorithm),
    }
}

/// Notes duplicate keys: those with the same public key or, if that is unknown, the same encoding.
fn note_repeated(
    keys: &[PrivateKey],
    by_public: &Index<Identity>,
    budget: &mut Budget,
    notes: &mut Notes,
) -> Result<(), Exceeded> {
    Index::<&[u8]>::charge(keys.len(), budget)?;
    let encodings = Index::new(keys, |key| match key.public() {
        Some(_) => None,
        None => key.secret_pkcs8_der(),
    });
    budget.room::<usize>(keys.len())?;
    let mut repeats = Vec::with_capacity(keys.len());
    repeats.extend(by_public.repeats().chain(encodings.repeats()));
    repeats.sort_unstable();
    for position in repeats {
        notes.add(NoteCode::DuplicateKey, &Path::ROOT.then(Step::Key(position.saturating_add(1))));
        notes.pay(budget)?;
    }
    Ok(())
}
