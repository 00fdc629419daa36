//! Key algorithms by object identifier.

use crate::{
    oid,
    x509::spki::algorithm::{Gost, KeyAlgorithm, SlhDsa},
};

/// Algorithms whose keys have the same structure. The parameters hold the differences within one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Rsa,
    RsaPss,
    Dsa,
    /// PKCS #3 and X9.42.
    Dh,
    Ec,
    /// RFC 8410: the key is a string of this length.
    Octets(KeyAlgorithm, usize),
    /// RFC 9881, RFC 9935, RFC 9909.
    Lattice(KeyAlgorithm, Lattice),
    SlhDsa(SlhDsa),
    Gost(Gost),
    Other,
}

/// The lengths in octets of the keys of one ML-DSA or ML-KEM parameter set (FIPS 204 §4, FIPS 203 §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lattice {
    pub(crate) scheme: Scheme,
    pub(crate) expanded: usize,
    pub(crate) public: usize,
    /// k, and l for ML-DSA: hashed together with the seed.
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
        match oid {
            // A key for RSAES-OAEP (RFC 4055 §4.1) is an RSA key.
            oid::RSA_ENCRYPTION | oid::EA_RSA | oid::RSAES_OAEP => Family::Rsa,
            oid::RSASSA_PSS => Family::RsaPss,
            oid::DSA | oid::OIW_DSA => Family::Dsa,
            oid::PKCS3_DH | oid::X942_DH => Family::Dh,
            oid::EC_PUBLIC_KEY | oid::EC_DH | oid::EC_MQV => Family::Ec,
            oid::SM2 | oid::SM2_SIGN | oid::SM2_EXCHANGE | oid::SM2_ENCRYPT => Family::Ec,
            oid::X25519 => Family::Octets(KeyAlgorithm::X25519, 32),
            oid::X448 => Family::Octets(KeyAlgorithm::X448, 56),
            oid::ED25519 => Family::Octets(KeyAlgorithm::Ed25519, 32),
            oid::ED448 => Family::Octets(KeyAlgorithm::Ed448, 57),
            oid::GOST_R3410_94 | oid::GOST_R3410_94_DH => Family::Gost(Gost::R1994),
            oid::GOST_R3410_2001 | oid::GOST_R3410_2001_DH => Family::Gost(Gost::R2001),
            oid::GOST_R3410_2012_256 | oid::GOST_R3410_2012_256_DH => {
                Family::Gost(Gost::R2012Bits256)
            }
            oid::GOST_R3410_2012_512 | oid::GOST_R3410_2012_512_DH => {
                Family::Gost(Gost::R2012Bits512)
            }
            _ => match oid.strip_prefix(oid::NIST_ALGORITHMS) {
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
