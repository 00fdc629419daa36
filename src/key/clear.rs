//! An unencrypted private key in any encoding.

use super::private_key::{KeyState, PrivateKey};
use crate::{
    context::Parse,
    error::Path,
    note::NoteCode,
    secret::Scratch,
    x509::{KeyAlgorithm, spki::Identity},
};
use alloc::vec::Vec;

/// A private key in clear, re-encoded as PKCS#8.
pub(super) struct Clear {
    pub(super) algorithm: KeyAlgorithm,
    /// PrivateKeyInfo in DER.
    pub(super) pkcs8: Scratch,
    /// Identity of the public key, if the encoding includes it or it could be derived.
    pub(super) public: Option<Identity>,
}

/// Deviations that were accepted while a key was read; they become notes.
pub(super) type Leniencies = Vec<NoteCode>;

impl Clear {
    /// Adds a note for each leniency.
    pub(super) fn into_key(
        self,
        state: KeyState,
        mut leniencies: Leniencies,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> PrivateKey {
        leniencies.sort_unstable();
        leniencies.dedup();
        for code in leniencies {
            parse.context.notes.add(code, path);
        }
        PrivateKey::opened(state, self.algorithm, self.pkcs8, self.public)
    }
}
