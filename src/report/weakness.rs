//! Properties of a certificate that no longer protect.

use crate::x509::{Certificate, KeyAlgorithm};
use alloc::vec::Vec;
use core::fmt;

/// A property of a certificate that no longer protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Weakness {
    /// The certificate is signed with MD2, MD4, MD5 or SHA-1.
    SignatureHash,
    /// The RSA key is shorter than 2048 bits.
    RsaSize,
}

impl Weakness {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Weakness::SignatureHash => "signature_hash",
            Weakness::RsaSize => "rsa_size",
        }
    }
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

pub(super) fn weaknesses(certificate: &Certificate, key: &KeyAlgorithm) -> Vec<Weakness> {
    let mut found = Vec::new();
    if certificate.signature_algorithm().is_weak() {
        found.push(Weakness::SignatureHash);
    }
    if let KeyAlgorithm::Rsa(..2048) | KeyAlgorithm::RsaPss(..2048) = key {
        found.push(Weakness::RsaSize);
    }
    found
}
