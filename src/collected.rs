//! What the stages have collected so far, in file order.

use crate::{
    budget::Budget,
    context::Parse,
    error::{Error, ErrorKind, Path},
    format::Format,
    key::PrivateKey,
    note::NoteCode,
    passphrase::LockedPart,
    pbe::Integrity,
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
    /// The integrity of the PKCS#12 structures: verified only if that of each was.
    pub(crate) integrity: Option<Integrity>,
    /// How many certificates and keys came out of PKCS#12 structures. A MAC covers nothing else.
    pub(crate) covered: Count,
    /// The first PKCS#12 or PKCS#7 container among PEM blocks.
    pub(crate) in_pem: Option<Format>,
    /// The certificate that the first SignerInfo of a PKCS#7 names.
    pub(crate) signer: Option<Signer>,
    /// The parts that stay encrypted.
    pub(crate) locked_parts: Vec<LockedPart>,
    /// Why the first section or value that is neither a certificate nor a key was left out: the
    /// error of the parse if nothing is collected.
    pub(crate) left_out: Option<Error>,
}

/// Certificates and private keys found so far.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
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

    /// Adds the integrity of one PKCS#12 structure.
    pub(crate) fn pfx(&mut self, integrity: Integrity) {
        self.integrity = Some(match self.integrity {
            Some(before) if before != integrity => match (before, integrity) {
                (Integrity::Unchecked, _) | (_, Integrity::Unchecked) => Integrity::Unchecked,
                _ => Integrity::None,
            },
            _ => integrity,
        });
    }

    /// Records that everything collected since `before` came out of one PKCS#12 structure.
    pub(crate) fn cover(&mut self, before: Count) {
        let now = self.count();
        let certificates = now.certificates.saturating_sub(before.certificates);
        let keys = now.keys.saturating_sub(before.keys);
        self.covered.certificates = self.covered.certificates.saturating_add(certificates);
        self.covered.keys = self.covered.keys.saturating_add(keys);
    }

    /// The integrity of everything collected: verified only if MACs cover all of it.
    pub(crate) fn integrity(&self) -> Integrity {
        match self.integrity {
            Some(Integrity::Verified) if self.covered != self.count() => Integrity::None,
            integrity => integrity.unwrap_or_default(),
        }
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
