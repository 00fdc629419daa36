//! A bundle in short: its name for people, and its certificates as text.

use super::Bundle;
use crate::x509::Certificate;
use alloc::string::String;

impl Bundle {
    /// What to call the leaf in a list: its [`display_name`](Certificate::display_name). `None`
    /// without a certificate.
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        self.leaf().map(Certificate::display_name)
    }

    /// The leaf, then the rest of its [`chain`](Bundle::chain), as PEM: what to store or to give
    /// to a server instead of what was pasted. Each is one block as
    /// [`Certificate::to_pem`] writes it, with nothing between them. Empty without a certificate;
    /// certificates outside the chain and keys are not in it.
    #[must_use]
    pub fn to_pem(&self) -> String {
        self.chain().map(Certificate::to_pem).collect()
    }
}

/// Positions in the lists of certificates and keys, from 0.
impl Bundle {
    pub(crate) fn chain_positions(&self) -> impl Iterator<Item = usize> {
        self.leaf.into_iter().chain(self.issuers())
    }

    pub(crate) fn key_position(&self, certificate: &Certificate) -> Option<usize> {
        self.matching.key_of(certificate)
    }

    pub(crate) fn certificate_position(&self, key: usize) -> Option<usize> {
        self.matching.certificate_of(key)
    }
}
