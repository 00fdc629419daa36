//! Identities of public keys, for comparison.

use crate::{
    budget::to_u64,
    oid,
    x509::spki::{
        family::{Lattice, Scheme},
        numbers::without_zeroes,
    },
};
use alloc::vec::Vec;

/// What tells one public key from all others, in bytes that are equal for equal keys however
/// they were encoded. Nothing secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity(Vec<u8>);

impl Identity {
    /// Modulus and exponent: a key has these under any of RSA's object identifiers.
    pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        Identity::of([oid::RSA_ENCRYPTION, without_zeroes(modulus), without_zeroes(exponent)])
    }

    /// y alone: a certificate may leave p, q and g to its issuer's (RFC 3279 §2.3.2).
    pub(crate) fn dsa(y: &[u8]) -> Self {
        Identity::of([oid::DSA, without_zeroes(y), &[]])
    }

    /// y alone: PKCS#3 and X9.42 write different parameters.
    pub(crate) fn dh(y: &[u8]) -> Self {
        Identity::of([b"DH", without_zeroes(y), &[]])
    }

    /// The public key as it is encoded.
    pub(crate) fn octets(oid: &[u8], public_key: &[u8]) -> Self {
        Identity::of([oid, public_key, &[]])
    }

    /// The octets alone, for the keys of RFC 8410: software has written one object identifier for
    /// the other, and no two keys have the same octets by chance.
    pub(crate) fn curve_octets(public_key: &[u8]) -> Self {
        Identity::octets(b"RFC 8410", public_key)
    }

    /// Of an encoded ML-DSA or ML-KEM public key: its ρ.
    pub(crate) fn lattice(oid: &[u8], lattice: &Lattice, public_key: &[u8]) -> Option<Self> {
        if public_key.len() != lattice.public {
            return None;
        }
        let rho = match lattice.scheme {
            // pk = ρ ‖ t1 (FIPS 204 §7.2, algorithm 22)
            Scheme::MlDsa => public_key.first_chunk::<32>(),
            // ek = t̂ ‖ ρ (FIPS 203 §5.1, algorithm 13)
            Scheme::MlKem => public_key.last_chunk::<32>(),
        };
        rho.map(|rho| Identity::rho(oid, rho))
    }

    /// Of ML-DSA and ML-KEM: ρ, 32 octets that hashing the seed gives and that stand in the
    /// public key and in every form of the private one. The rest of the public key would have to
    /// be computed; two keys with one ρ do not come about by chance.
    pub(crate) fn rho(oid: &[u8], rho: &[u8; 32]) -> Self {
        Identity::of([oid, rho, &[]])
    }

    /// The parts, each behind its length, so that no two sets of parts give the same bytes.
    pub(super) fn of(parts: [&[u8]; 3]) -> Self {
        let length = parts.iter().map(|part| part.len()).fold(24_usize, usize::saturating_add);
        let mut bytes = Vec::with_capacity(length);
        for part in parts {
            bytes.extend_from_slice(&to_u64(part.len()).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        Identity(bytes)
    }
}
