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

/// Bytes that are equal for equal public keys, however they were encoded, and different for different
/// ones. They are not secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity(Vec<u8>);

impl Identity {
    /// Modulus and exponent, which a key has under any of RSA's object identifiers.
    pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        Identity::of([oid::RSA_ENCRYPTION, without_zeroes(modulus), without_zeroes(exponent)])
    }

    /// y only: a certificate may inherit p, q and g from its issuer (RFC 3279 §2.3.2).
    pub(crate) fn dsa(y: &[u8]) -> Self {
        Identity::of([oid::DSA, without_zeroes(y), &[]])
    }

    /// y only: PKCS #3 and X9.42 have different parameters.
    pub(crate) fn dh(y: &[u8]) -> Self {
        Identity::of([b"DH", without_zeroes(y), &[]])
    }

    /// The encoded public key.
    pub(crate) fn octets(oid: &[u8], public_key: &[u8]) -> Self {
        Identity::of([oid, public_key, &[]])
    }

    /// The octets only, for the keys of RFC 8410: some software wrote one object identifier for
    /// another, and different keys do not have the same octets by chance.
    pub(crate) fn curve_octets(public_key: &[u8]) -> Self {
        Identity::octets(b"RFC 8410", public_key)
    }

    /// The ρ of an encoded ML-DSA or ML-KEM public key.
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

    /// ρ of ML-DSA and ML-KEM: 32 octets derived from the seed, which the public key and every form of
    /// the private key contain. The rest of the public key would have to be computed. Different keys
    /// do not have the same ρ by chance.
    pub(crate) fn rho(oid: &[u8], rho: &[u8; 32]) -> Self {
        Identity::of([oid, rho, &[]])
    }

    /// The number of octets it occupies.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The parts, each after its length, so that different parts give different bytes.
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
