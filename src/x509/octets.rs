//! The octets of certificates, shared by all that were read together.

use alloc::{sync::Arc, vec::Vec};

/// What certificates lie in, shared by them and their clones.
#[derive(Clone)]
pub(super) enum Octets {
    /// Of a certificate that came alone, and without base64: one allocation in place of two.
    Alone(Arc<[u8]>),
    /// Of all certificates of an input, which were decoded into it.
    Together(Arc<Vec<u8>>),
}

impl Octets {
    #[inline]
    pub(super) fn all(&self) -> &[u8] {
        match self {
            Octets::Alone(octets) => octets,
            Octets::Together(octets) => octets,
        }
    }
}
