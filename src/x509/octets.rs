//! The octets of certificates, shared by those that were read together.

use alloc::{sync::Arc, vec::Vec};

/// The bytes that certificates and their clones share.
#[derive(Clone)]
pub(super) enum Octets {
    /// Those of one certificate that was not base64: one allocation instead of two.
    Alone(Arc<[u8]>),
    /// Those of several certificates that follow each other in an input.
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

/// The last eight octets as a number, or all if they are fewer.
pub(crate) fn last_octets(octets: &[u8]) -> u64 {
    match octets.last_chunk::<8>() {
        Some(end) => u64::from_be_bytes(*end),
        None => octets.iter().fold(0, |end, octet| (end << 8) | u64::from(*octet)),
    }
}

/// A number that differs for most pairs of certificates, from the end of one and its serial number.
pub(super) fn mark(der: &[u8], serial: &[u8]) -> u64 {
    last_octets(der) ^ last_octets(serial).rotate_left(32)
}
