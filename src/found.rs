//! What the stages have found so far, in file order.

use crate::{
    bundle::Integrity,
    error::{Error, Path},
    format::Format,
    key::PrivateKey,
    note::NoteCode,
    session::Session,
    x509::CertificateBuffer,
};
use alloc::{boxed::Box, vec::Vec};

/// Certificates, keys and failures of one input; [`crate::Bundle`] is made of it.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) certificates: CertificateBuffer,
    pub(crate) keys: Vec<PrivateKey>,
    /// Failures that `skip_broken` let pass.
    pub(crate) broken: Vec<Error>,
    /// Of the first PKCS#12 structure in the input.
    pub(crate) integrity: Integrity,
    /// The first PKCS#12 or PKCS#7 container among PEM blocks.
    pub(crate) in_pem: Option<Format>,
    /// What the first SignerInfo of a PKCS#7 names as the signer's certificate.
    pub(crate) signer: Option<Signer>,
    /// Why a section or value that is neither certificate nor key was left out, the first one:
    /// the answer if nothing else is found.
    pub(crate) left_out: Option<Error>,
}

/// SignerIdentifier (RFC 5652 §5.3).
#[derive(Debug)]
pub(crate) enum Signer {
    /// Issuer Name with tag and length; content octets of the serial number.
    IssuerAndSerial(Box<[u8]>, Box<[u8]>),
    SubjectKeyIdentifier(Box<[u8]>),
}

impl Found {
    pub(crate) fn is_empty(&self) -> bool {
        self.certificates.len() == 0 && self.keys.is_empty()
    }

    /// Lets one broken item pass if `skip_broken` says so; a limit is never passed over.
    pub(crate) fn broken(
        &mut self,
        error: Error,
        session: &mut Session<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        if !session.skip_broken || error.exceeded().is_some() {
            return Err(error);
        }
        session.notes.add(NoteCode::BrokenSkipped, path);
        self.broken.push(error);
        Ok(())
    }

    /// Leaves out what is neither certificate nor private key; `error` names it.
    pub(crate) fn leave_out(&mut self, error: Error, session: &mut Session<'_>, path: &Path<'_>) {
        session.notes.add(NoteCode::SectionSkipped, path);
        self.left_out.get_or_insert(error);
    }
}
