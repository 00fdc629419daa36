//! The numbers of private keys: the readers of all encodings produce them, and `write` alone
//! encodes them.
//!
//! Numbers are big-endian. A number that the key does not have is empty.

use crate::x509::spki::EcParameters;
use alloc::vec::Vec;

/// The numbers of RSAPrivateKey (RFC 8017 §A.1.2).
pub(super) struct RsaNumbers<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) public_exponent: &'a [u8],
    pub(super) private_exponent: &'a [u8],
    /// prime1, prime2.
    pub(super) primes: [&'a [u8]; 2],
    /// exponent1, exponent2.
    pub(super) exponents: [&'a [u8]; 2],
    pub(super) coefficient: &'a [u8],
    /// Prime, exponent and coefficient of each prime after the second. Usually empty.
    pub(super) other_primes: Vec<[&'a [u8]; 3]>,
}

/// The numbers of ECPrivateKey (RFC 5915 §3) and its curve.
pub(super) struct EcNumbers<'a> {
    pub(super) parameters: &'a EcParameters<'a>,
    /// Padded or shortened to the length of the order of the curve, if the curve is known.
    pub(super) scalar: &'a [u8],
    pub(super) point: Option<&'a [u8]>,
}

/// The numbers of a DSA key (RFC 3279 §2.3.2).
pub(super) struct DsaNumbers<'a> {
    pub(super) p: &'a [u8],
    pub(super) q: &'a [u8],
    pub(super) g: &'a [u8],
    /// The public number, which PKCS#8 leaves out.
    pub(super) y: Option<&'a [u8]>,
    pub(super) x: &'a [u8],
}

/// The octets of an ML-DSA or ML-KEM key, in one of the forms in use (RFC 9881 §6, RFC 9935 §6).
pub(super) enum MlOctets<'a> {
    /// A seed, or an expanded key and the public key after it, without a tag.
    Bare(&'a [u8], &'a [u8]),
    /// `[0] IMPLICIT OCTET STRING`
    Seed(&'a [u8]),
    /// OCTET STRING with an expanded key and, in old software, the public key after it.
    Expanded(&'a [u8], &'a [u8]),
    /// SEQUENCE of seed and expanded key.
    Both(&'a [u8], &'a [u8]),
}
