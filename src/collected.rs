//! What the stages have collected so far, in file order.

use crate::{
    budget::Budget,
    context::Parse,
    error::{Error, ErrorKind, Path},
    format::Format,
    integrity::Integrity,
    key::PrivateKey,
    note::NoteCode,
    passphrase::LockedPart,
    x509::{CertificateBuffer, Signer},
};
use alloc::vec::Vec;

/// At least the memory of a failure that is kept, with its note and both locations.
const BROKEN_BYTES: usize = 512;

/// The certificates, keys and failures of one input, from which a [`crate::Bundle`] is made.
#[derive(Default)]
pub(crate) struct Collected {
    pub(crate) certificates: CertificateBuffer,
    pub(crate) keys: Vec<PrivateKey>,
    /// The failures that `skip_broken` skipped.
    pub(crate) broken: Vec<Error>,
    /// The weakest result of the PKCS#12 structures and Java key stores.
    integrity: Option<Integrity>,
    /// The first PKCS#12 or PKCS#7 container among PEM blocks.
    pub(crate) in_pem: Option<Format>,
    /// The certificate that the first SignerInfo of a PKCS#7 names.
    pub(crate) signer: Option<Signer>,
    /// The parts that stay encrypted.
    pub(crate) locked_parts: Vec<LockedPart>,
    /// Why the first section or value that is neither a certificate nor a key was skipped: the error of
    /// the parse if nothing else is found.
    pub(crate) left_out: Option<Error>,
}

/// Certificates and private keys found so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) certificates: usize,
    pub(crate) keys: usize,
}

impl Collected {
    pub(crate) fn is_empty(&self) -> bool {
        self.certificates.len() == 0 && self.keys.is_empty()
    }

    pub(crate) fn count(&self) -> Count {
        Count { certificates: self.certificates.len(), keys: self.keys.len() }
    }

    /// Adds a private key.
    pub(crate) fn push_key(
        &mut self,
        key: PrivateKey,
        budget: &mut Budget,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        if self.keys.len() == self.keys.capacity() {
            let more = self.keys.len().max(1);
            let capacity = self.keys.len().saturating_add(more);
            budget.room::<PrivateKey>(capacity).map_err(|exceeded| exceeded.at(path))?;
            self.keys.reserve_exact(more);
        }
        self.keys.push(key);
        Ok(())
    }

    /// Adds the result of checking the MAC of one PKCS#12 structure or the digest of one Java key
    /// store that added its certificates and keys after `before`.
    pub(crate) fn add_integrity(&mut self, integrity: Integrity, before: Count) {
        self.certificates.set_integrity(before.certificates, integrity);
        for key in self.keys.iter_mut().skip(before.keys) {
            key.set_integrity(integrity);
        }
        self.weaken(integrity);
    }

    /// Keeps the weakest result: unchecked, then none, then verified.
    fn weaken(&mut self, integrity: Integrity) {
        self.integrity = Some(match (self.integrity, integrity) {
            (Some(Integrity::Unchecked), _) | (_, Integrity::Unchecked) => Integrity::Unchecked,
            (Some(Integrity::None), _) | (_, Integrity::None) => Integrity::None,
            _ => Integrity::Verified,
        });
    }

    /// Adds the keys of the second input, and its failures.
    pub(crate) fn add_keys_of(&mut self, second: Collected) {
        if let Some(integrity) = second.integrity {
            self.weaken(integrity);
        }
        // Their certificates are not taken.
        self.keys.extend(second.keys.into_iter().map(|mut key| {
            key.set_own_certificate(None);
            key
        }));
        self.broken.extend(second.broken);
    }

    /// The integrity of everything collected: `Verified` only if verified MACs cover every certificate
    /// and every key.
    pub(crate) fn integrity(&self) -> Integrity {
        match self.integrity {
            Some(Integrity::Verified) if !self.are_verified() => Integrity::None,
            integrity => integrity.unwrap_or_default(),
        }
    }

    fn are_verified(&self) -> bool {
        let mut keys = self.keys.iter();
        self.certificates.are_verified() && keys.all(|key| key.integrity() == Integrity::Verified)
    }

    /// Skips one broken item if `skip_broken` is set. An exceeded limit is never skipped.
    pub(crate) fn broken(
        &mut self,
        error: Error,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        if !parse.skip_broken || error.kind() == ErrorKind::LimitExceeded {
            return Err(error);
        }
        parse.context.budget.memory(BROKEN_BYTES).map_err(|exceeded| exceeded.at(path))?;
        parse.context.notes.add(NoteCode::BrokenSkipped, path);
        self.broken.push(error);
        Ok(())
    }

    /// Leaves out an item that is neither a certificate nor a private key; `error` names it.
    pub(crate) fn leave_out(&mut self, error: Error, parse: &mut Parse<'_>, path: &Path<'_>) {
        parse.context.notes.add(NoteCode::SectionSkipped, path);
        self.left_out.get_or_insert(error);
    }
}
