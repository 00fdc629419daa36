//! Key algorithms with their sizes and curves.

use crate::{asn1::oid::Oid, x509::spki::curves::NamedCurve};
use alloc::{boxed::Box, string::ToString};
use core::fmt;

/// The algorithm of a public or private key, with its size or curve.
///
/// [`Display`](fmt::Display) prints `RSA 2048`, `EC P-256`, `ML-DSA-65`. It does not judge strength.
///
/// ```
/// use anycert::KeyAlgorithm;
///
/// let pem = std::fs::read("testdata/certificate/p256.pem")?;
/// let algorithm = anycert::Certificate::from_pem(&pem)?.public_key().algorithm().clone();
/// assert_eq!(algorithm.to_string(), "EC P-256");
/// assert!(matches!(algorithm, KeyAlgorithm::Ec(curve) if curve.name() == "P-256"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA (RFC 8017), with the size of the modulus in bits.
    Rsa(u32),
    /// RSA for PSS signatures only (RFC 4055 §3.1), with the size of the modulus in bits.
    RsaPss(u32),
    /// DSA (RFC 3279 §2.3.2), with the size of p in bits; 0 if p is inherited from the issuer.
    Dsa(u32),
    /// Diffie-Hellman, PKCS #3 or X9.42 (RFC 3279 §2.3.3), with the size of p in bits.
    Dh(u32),
    /// An elliptic curve key for ECDSA or ECDH (RFC 5480).
    Ec(Curve),
    /// RFC 8410
    Ed25519,
    /// RFC 8410
    Ed448,
    /// RFC 8410
    X25519,
    /// RFC 8410
    X448,
    /// RFC 9881
    MlDsa44,
    /// RFC 9881
    MlDsa65,
    /// RFC 9881
    MlDsa87,
    /// RFC 9935
    MlKem512,
    /// RFC 9935
    MlKem768,
    /// RFC 9935
    MlKem1024,
    /// SLH-DSA (RFC 9909), with its parameter set.
    SlhDsa(SlhDsa),
    /// GOST R 34.10 of 1994, 2001 or 2012 (RFC 4491, RFC 9215).
    Gost(Gost),
    /// Any other algorithm, including composite ones: its object identifier in dotted decimal.
    Other(Box<str>),
}

/// The curve of an EC key.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Curve(Inner);

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Inner {
    /// The name, and the size of a field element in bits.
    Named(&'static str, u32),
    Unknown(Box<str>),
    Explicit,
    Implicit,
}

/// A parameter set of SLH-DSA (FIPS 205 §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are those of FIPS 205")]
pub enum SlhDsa {
    Sha2_128s,
    Sha2_128f,
    Sha2_192s,
    Sha2_192f,
    Sha2_256s,
    Sha2_256f,
    Shake128s,
    Shake128f,
    Shake192s,
    Shake192f,
    Shake256s,
    Shake256f,
}

/// A version of GOST R 34.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Gost {
    /// GOST R 34.10-94
    R1994,
    /// GOST R 34.10-2001
    R2001,
    /// GOST R 34.10-2012, 256 bits
    R2012Bits256,
    /// GOST R 34.10-2012, 512 bits
    R2012Bits512,
}

impl KeyAlgorithm {
    pub(crate) fn other(oid: &[u8]) -> Self {
        KeyAlgorithm::Other(Oid(oid).to_string().into_boxed_str())
    }

    /// The name without size or curve: `RSA`, `EC`, `ML-DSA-65`. For other algorithms the object
    /// identifier.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            KeyAlgorithm::Rsa(_) => "RSA",
            KeyAlgorithm::RsaPss(_) => "RSA-PSS",
            KeyAlgorithm::Dsa(_) => "DSA",
            KeyAlgorithm::Dh(_) => "DH",
            KeyAlgorithm::Ec(_) => "EC",
            KeyAlgorithm::Ed25519 => "Ed25519",
            KeyAlgorithm::Ed448 => "Ed448",
            KeyAlgorithm::X25519 => "X25519",
            KeyAlgorithm::X448 => "X448",
            KeyAlgorithm::MlDsa44 => "ML-DSA-44",
            KeyAlgorithm::MlDsa65 => "ML-DSA-65",
            KeyAlgorithm::MlDsa87 => "ML-DSA-87",
            KeyAlgorithm::MlKem512 => "ML-KEM-512",
            KeyAlgorithm::MlKem768 => "ML-KEM-768",
            KeyAlgorithm::MlKem1024 => "ML-KEM-1024",
            KeyAlgorithm::SlhDsa(set) => set.name(),
            KeyAlgorithm::Gost(version) => version.name(),
            KeyAlgorithm::Other(oid) => oid,
        }
    }

    /// The size of the key in bits: of the modulus for RSA, of p for DSA and DH, of a field element
    /// for curves. `None` if the size is unknown or not usual for the algorithm.
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        match self {
            KeyAlgorithm::Rsa(bits)
            | KeyAlgorithm::RsaPss(bits)
            | KeyAlgorithm::Dsa(bits)
            | KeyAlgorithm::Dh(bits) => (*bits > 0).then_some(*bits),
            KeyAlgorithm::Ec(curve) => curve.bits(),
            KeyAlgorithm::Ed25519 | KeyAlgorithm::X25519 => Some(256),
            KeyAlgorithm::Ed448 => Some(456),
            KeyAlgorithm::X448 => Some(448),
            KeyAlgorithm::Gost(Gost::R2001 | Gost::R2012Bits256) => Some(256),
            KeyAlgorithm::Gost(Gost::R2012Bits512) => Some(512),
            _ => None,
        }
    }

    /// The curve of an [`Ec`](KeyAlgorithm::Ec) key.
    #[must_use]
    pub fn curve(&self) -> Option<&Curve> {
        match self {
            KeyAlgorithm::Ec(curve) => Some(curve),
            _ => None,
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyAlgorithm::Rsa(bits)
            | KeyAlgorithm::RsaPss(bits)
            | KeyAlgorithm::Dsa(bits)
            | KeyAlgorithm::Dh(bits)
                if *bits > 0 =>
            {
                write!(f, "{} {bits}", self.name())
            }
            KeyAlgorithm::Ec(curve) => write!(f, "EC {curve}"),
            _ => f.write_str(self.name()),
        }
    }
}

impl Curve {
    pub(crate) const EXPLICIT: Curve = Curve(Inner::Explicit);
    pub(crate) const IMPLICIT: Curve = Curve(Inner::Implicit);

    pub(crate) fn named(curve: &NamedCurve) -> Self {
        Curve(Inner::Named(curve.name, curve.bits))
    }

    pub(crate) fn unknown(oid: &[u8]) -> Self {
        Curve(Inner::Unknown(Oid(oid).to_string().into_boxed_str()))
    }

    /// The name in NIST SP 800-186, SEC 2 or RFC 5639: `P-256`, `secp256k1`, `brainpoolP384r1`. For
    /// an unknown curve its object identifier; `explicit parameters` if the curve is given by unknown
    /// values, `implicit` if it is inherited.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.0 {
            Inner::Named(name, _) => name,
            Inner::Unknown(oid) => oid,
            Inner::Explicit => "explicit parameters",
            Inner::Implicit => "implicit",
        }
    }

    /// The size of a field element in bits, if the curve is known.
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        match self.0 {
            Inner::Named(_, bits) => Some(bits),
            _ => None,
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Curve({})", self.name())
    }
}

impl fmt::Display for SlhDsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Gost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl SlhDsa {
    /// The name in FIPS 205: `SLH-DSA-SHA2-128s`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SlhDsa::Sha2_128s => "SLH-DSA-SHA2-128s",
            SlhDsa::Sha2_128f => "SLH-DSA-SHA2-128f",
            SlhDsa::Sha2_192s => "SLH-DSA-SHA2-192s",
            SlhDsa::Sha2_192f => "SLH-DSA-SHA2-192f",
            SlhDsa::Sha2_256s => "SLH-DSA-SHA2-256s",
            SlhDsa::Sha2_256f => "SLH-DSA-SHA2-256f",
            SlhDsa::Shake128s => "SLH-DSA-SHAKE-128s",
            SlhDsa::Shake128f => "SLH-DSA-SHAKE-128f",
            SlhDsa::Shake192s => "SLH-DSA-SHAKE-192s",
            SlhDsa::Shake192f => "SLH-DSA-SHAKE-192f",
            SlhDsa::Shake256s => "SLH-DSA-SHAKE-256s",
            SlhDsa::Shake256f => "SLH-DSA-SHAKE-256f",
        }
    }

    /// n of FIPS 205 §11: the length of each of the four parts of a private key, in octets.
    pub(crate) const fn n(self) -> usize {
        match self {
            SlhDsa::Sha2_128s | SlhDsa::Sha2_128f | SlhDsa::Shake128s | SlhDsa::Shake128f => 16,
            SlhDsa::Sha2_192s | SlhDsa::Sha2_192f | SlhDsa::Shake192s | SlhDsa::Shake192f => 24,
            SlhDsa::Sha2_256s | SlhDsa::Sha2_256f | SlhDsa::Shake256s | SlhDsa::Shake256f => 32,
        }
    }
}

impl Gost {
    /// The name, such as `GOST R 34.10-2012 (256)`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Gost::R1994 => "GOST R 34.10-94",
            Gost::R2001 => "GOST R 34.10-2001",
            Gost::R2012Bits256 => "GOST R 34.10-2012 (256)",
            Gost::R2012Bits512 => "GOST R 34.10-2012 (512)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_keys() {
        for (algorithm, bits) in [
            (KeyAlgorithm::Rsa(2048), Some(2048)),
            (KeyAlgorithm::RsaPss(3072), Some(3072)),
            (KeyAlgorithm::Dsa(1024), Some(1024)),
            (KeyAlgorithm::Dh(1), Some(1)),
            (KeyAlgorithm::Rsa(0), None),
            (KeyAlgorithm::Ed25519, Some(256)),
            (KeyAlgorithm::X25519, Some(256)),
            (KeyAlgorithm::Ed448, Some(456)),
            (KeyAlgorithm::X448, Some(448)),
            (KeyAlgorithm::Gost(Gost::R2001), Some(256)),
            (KeyAlgorithm::Gost(Gost::R2012Bits256), Some(256)),
            (KeyAlgorithm::Gost(Gost::R2012Bits512), Some(512)),
            (KeyAlgorithm::Gost(Gost::R1994), None),
            (KeyAlgorithm::SlhDsa(SlhDsa::Sha2_128s), None),
            (KeyAlgorithm::Ec(Curve::EXPLICIT), None),
        ] {
            assert_eq!(algorithm.bits(), bits, "{algorithm}");
            let is_curve = matches!(algorithm, KeyAlgorithm::Ec(_));
            assert_eq!(algorithm.curve().is_some(), is_curve, "{algorithm}");
        }
        assert_eq!(alloc::format!("{}", KeyAlgorithm::Dh(1)), "DH 1");
        assert_eq!(alloc::format!("{}", KeyAlgorithm::Rsa(0)), "RSA");
    }
}
