//! The octets of certificates, shared by all that were read together.

use alloc::{sync::Arc, vec::Vec};

/// The bytes that certificates and their clones share.
#[derive(Clone)]
pub(super) enum Octets {
    /// Those of the only certificate of an input that was not base64: one allocation instead of two.
    Alone(Arc<[u8]>),
    /// Those of all certificates of an input.
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
