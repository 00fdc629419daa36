//! What the stages have found so far, in file order.

use crate::{
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

/// What a failure that is kept takes with its note and both their places, or more.
const BROKEN_BYTES: usize = 512;

/// Certificates, keys and failures of one input; [`crate::Bundle`] is made of it.
#[derive(Default)]
pub(crate) struct Collected {
    pub(crate) certificates: CertificateBuffer,
    pub(crate) keys: Vec<PrivateKey>,
    /// Failures that `skip_broken` let pass.
    pub(crate) broken: Vec<Error>,
    /// Of the PKCS#12 structures in the input: verified only if that of each was.
    pub(crate) integrity: Option<Integrity>,
    /// The first PKCS#12 or PKCS#7 container among PEM blocks.
    pub(crate) in_pem: Option<Format>,
    /// What the first SignerInfo of a PKCS#7 names as the signer's certificate.
    pub(crate) signer: Option<Signer>,
    /// What was not opened for want of a passphrase.
    pub(crate) locked_parts: Vec<LockedPart>,
    /// Why a section or value that is neither certificate nor key was left out, the first one:
    /// the answer if nothing else is collected.
    pub(crate) left_out: Option<Error>,
}

/// Certificates and private keys found so far.
#[derive(Clone, Copy)]
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

    /// Adds what the MAC of one PKCS#12 structure proved.
    pub(crate) fn pfx(&mut self, integrity: Integrity) {
        self.integrity = Some(match self.integrity {
            Some(before) if before != integrity => match (before, integrity) {
                (Integrity::Unchecked, _) | (_, Integrity::Unchecked) => Integrity::Unchecked,
                _ => Integrity::None,
            },
            _ => integrity,
        });
    }

    /// Lets one broken item pass if `skip_broken` says so; a limit is never passed over.
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

    /// Leaves out what is neither certificate nor private key; `error` names it.
    pub(crate) fn leave_out(&mut self, error: Error, parse: &mut Parse<'_>, path: &Path<'_>) {
        parse.context.notes.add(NoteCode::SectionSkipped, path);
        self.left_out.get_or_insert(error);
    }
}
