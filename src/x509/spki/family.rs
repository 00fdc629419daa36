//! The object identifiers of key algorithms, as content octets.

use super::algorithm::{Gost, KeyAlgorithm, SlhDsa};

pub(crate) const RSA_ENCRYPTION: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
pub(crate) const DSA: &[u8] = b"\x2a\x86\x48\xce\x38\x04\x01";
pub(crate) const EC_PUBLIC_KEY: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
pub(crate) const ED25519: &[u8] = b"\x2b\x65\x70";

/// How the keys of an algorithm are built; what differs within is read from the parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Rsa,
    RsaPss,
    Dsa,
    /// PKCS#3 and X9.42.
    Dh,
    Ec,
    /// RFC 8410: the key is so many octets.
    Octets(KeyAlgorithm, usize),
    /// RFC 9881, RFC 9935, RFC 9909.
    Lattice(KeyAlgorithm, Lattice),
    SlhDsa(SlhDsa),
    Gost(Gost),
    Other,
}

/// Lengths of the keys of one ML-DSA or ML-KEM set in octets (FIPS 204 §4, FIPS 203 §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lattice {
    pub(crate) scheme: Scheme,
    pub(crate) expanded: usize,
    pub(crate) public: usize,
    /// k, and for ML-DSA l: what the seed is hashed with.
    pub(crate) dimensions: &'static [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    MlDsa,
    MlKem,
}

impl Scheme {
    pub(crate) const fn seed_length(self) -> usize {
        match self {
            Scheme::MlDsa => 32,
            Scheme::MlKem => 64,
        }
    }
}

impl Family {
    pub(crate) fn of(oid: &[u8]) -> Family {
        /// 2.16.840.1.101.3.4: NIST's algorithms, then group and number.
        const NIST: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04";
        match oid {
            RSA_ENCRYPTION => Family::Rsa,
            // RSAES-OAEP (RFC 4055 §4.1) keys are RSA keys.
            b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07" => Family::Rsa,
            b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a" => Family::RsaPss,
            // id-dsa, and the one of OIW that old software wrote.
            DSA | b"\x2b\x0e\x03\x02\x0c" => Family::Dsa,
            b"\x2a\x86\x48\x86\xf7\x0d\x01\x03\x01" | b"\x2a\x86\x48\xce\x3e\x02\x01" => Family::Dh,
            // id-ecPublicKey, id-ecDH, id-ecMQV (RFC 5480 §2.1).
            EC_PUBLIC_KEY | b"\x2b\x81\x04\x01\x0c" | b"\x2b\x81\x04\x01\x0d" => Family::Ec,
            b"\x2b\x65\x6e" => Family::Octets(KeyAlgorithm::X25519, 32),
            b"\x2b\x65\x6f" => Family::Octets(KeyAlgorithm::X448, 56),
            ED25519 => Family::Octets(KeyAlgorithm::Ed25519, 32),
            b"\x2b\x65\x71" => Family::Octets(KeyAlgorithm::Ed448, 57),
            b"\x2a\x85\x03\x02\x02\x14" => Family::Gost(Gost::R1994),
            b"\x2a\x85\x03\x02\x02\x13" => Family::Gost(Gost::R2001),
            b"\x2a\x85\x03\x07\x01\x01\x01\x01" => Family::Gost(Gost::R2012Bits256),
            b"\x2a\x85\x03\x07\x01\x01\x01\x02" => Family::Gost(Gost::R2012Bits512),
            _ => match oid.strip_prefix(NIST) {
                Some([3, number]) => signature(*number),
                Some([4, number]) => encapsulation(*number),
                _ => Family::Other,
            },
        }
    }
}

/// 2.16.840.1.101.3.4.3.number: ML-DSA 17 to 19, SLH-DSA 20 to 31.
fn signature(number: u8) -> Family {
    let ml_dsa = |algorithm, expanded, public, dimensions| {
        let scheme = Scheme::MlDsa;
        Family::Lattice(algorithm, Lattice { scheme, expanded, public, dimensions })
    };
    Family::SlhDsa(match number {
        17 => return ml_dsa(KeyAlgorithm::MlDsa44, 2560, 1312, &[4, 4]),
        18 => return ml_dsa(KeyAlgorithm::MlDsa65, 4032, 1952, &[6, 5]),
        19 => return ml_dsa(KeyAlgorithm::MlDsa87, 4896, 2592, &[8, 7]),
        20 => SlhDsa::Sha2_128s,
        21 => SlhDsa::Sha2_128f,
        22 => SlhDsa::Sha2_192s,
        23 => SlhDsa::Sha2_192f,
        24 => SlhDsa::Sha2_256s,
        25 => SlhDsa::Sha2_256f,
        26 => SlhDsa::Shake128s,
        27 => SlhDsa::Shake128f,
        28 => SlhDsa::Shake192s,
        29 => SlhDsa::Shake192f,
        30 => SlhDsa::Shake256s,
        31 => SlhDsa::Shake256f,
        _ => return Family::Other,
    })
}

/// 2.16.840.1.101.3.4.4.number: ML-KEM 1 to 3.
fn encapsulation(number: u8) -> Family {
    let ml_kem = |algorithm, expanded, public, dimensions| {
        let scheme = Scheme::MlKem;
        Family::Lattice(algorithm, Lattice { scheme, expanded, public, dimensions })
    };
    match number {
        1 => ml_kem(KeyAlgorithm::MlKem512, 1632, 800, &[2]),
        2 => ml_kem(KeyAlgorithm::MlKem768, 2400, 1184, &[3]),
        3 => ml_kem(KeyAlgorithm::MlKem1024, 3168, 1568, &[4]),
        _ => Family::Other,
    }
}
