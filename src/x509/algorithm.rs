//! signatureAlgorithm (RFC 5280 §4.1.1.2).

use crate::{
    asn1::{oid::Oid, tlv::Reader},
    oid,
    tag::Tag,
};
use core::fmt;

/// The algorithm with which the issuer signed a certificate. The signature is not checked.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// let algorithm = certificate.signature_algorithm();
/// println!("{algorithm} {}", algorithm.is_weak()); // sha256WithRSAEncryption false
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SignatureAlgorithm<'a> {
    oid: Oid<'a>,
    name: Option<&'static str>,
    hash: Option<HashAlgorithm>,
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are those of the functions")]
pub enum HashAlgorithm {
    Md2,
    Md4,
    Md5,
    Sha1,
    Ripemd160,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Shake128,
    Shake256,
    Sm3,
    /// GOST R 34.11-94
    Gost94,
    /// GOST R 34.11-2012, 256 bits
    Streebog256,
    /// GOST R 34.11-2012, 512 bits
    Streebog512,
}

impl HashAlgorithm {
    /// A stable `snake_case` code: `sha256`, `sha512_256`, `sha3_256`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            HashAlgorithm::Md2 => "md2",
            HashAlgorithm::Md4 => "md4",
            HashAlgorithm::Md5 => "md5",
            HashAlgorithm::Sha1 => "sha1",
            HashAlgorithm::Ripemd160 => "ripemd160",
            HashAlgorithm::Sha224 => "sha224",
            HashAlgorithm::Sha256 => "sha256",
            HashAlgorithm::Sha384 => "sha384",
            HashAlgorithm::Sha512 => "sha512",
            HashAlgorithm::Sha512_224 => "sha512_224",
            HashAlgorithm::Sha512_256 => "sha512_256",
            HashAlgorithm::Sha3_224 => "sha3_224",
            HashAlgorithm::Sha3_256 => "sha3_256",
            HashAlgorithm::Sha3_384 => "sha3_384",
            HashAlgorithm::Sha3_512 => "sha3_512",
            HashAlgorithm::Shake128 => "shake128",
            HashAlgorithm::Shake256 => "shake256",
            HashAlgorithm::Sm3 => "sm3",
            HashAlgorithm::Gost94 => "gost94",
            HashAlgorithm::Streebog256 => "streebog256",
            HashAlgorithm::Streebog512 => "streebog512",
        }
    }

    /// Whether collisions can be made, so that a signature over it proves nothing: MD2, MD4, MD5 and
    /// SHA-1.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        use HashAlgorithm::{Md2, Md4, Md5, Sha1};
        matches!(self, Md2 | Md4 | Md5 | Sha1)
    }

    /// The hash function with this object identifier.
    fn by_oid(oid: &[u8]) -> Option<Self> {
        Some(match oid {
            oid::MD2 => HashAlgorithm::Md2,
            oid::MD4 => HashAlgorithm::Md4,
            oid::MD5 => HashAlgorithm::Md5,
            oid::SHA1 => HashAlgorithm::Sha1,
            oid::SHA224 => HashAlgorithm::Sha224,
            oid::SHA256 => HashAlgorithm::Sha256,
            oid::SHA384 => HashAlgorithm::Sha384,
            oid::SHA512 => HashAlgorithm::Sha512,
            oid::SHA512_224 => HashAlgorithm::Sha512_224,
            oid::SHA512_256 => HashAlgorithm::Sha512_256,
            oid::SHA3_224 => HashAlgorithm::Sha3_224,
            oid::SHA3_256 => HashAlgorithm::Sha3_256,
            oid::SHA3_384 => HashAlgorithm::Sha3_384,
            oid::SHA3_512 => HashAlgorithm::Sha3_512,
            oid::SHAKE128 => HashAlgorithm::Shake128,
            oid::SHAKE256 => HashAlgorithm::Shake256,
            _ => return None,
        })
    }
}

impl fmt::Display for HashAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'a> SignatureAlgorithm<'a> {
    /// AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL } (§4.1.1.2), which was
    /// checked when the certificate was scanned.
    pub(super) fn read(der: &'a [u8]) -> Self {
        let mut fields = Reader::allow_long_lengths(der).sequence().unwrap_or(Reader::new(&[]));
        let oid = fields.expect(Tag::OID).map(|tlv| tlv.value()).unwrap_or_default();
        let (name, hash) = known(oid).unzip();
        let hash = match name {
            Some(PSS) => pss_hash(fields),
            _ => hash.flatten(),
        };
        SignatureAlgorithm { oid: Oid(oid), name, hash }
    }

    /// The object identifier of the algorithm.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.oid
    }

    /// The name in its RFC: `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, `RSASSA-PSS`, `Ed25519`,
    /// `ML-DSA-65`. `None` if the algorithm is unknown.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// The hash function; for RSASSA-PSS the one in the parameters. `None` if the algorithm has its own
    /// hashing, as Ed25519 and ML-DSA have, or is unknown.
    #[must_use]
    pub fn hash(&self) -> Option<HashAlgorithm> {
        self.hash
    }

    /// Whether the hash function is MD2, MD4, MD5 or SHA-1. This does not matter for a self-signed
    /// root, whose signature is not relied on.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.hash.is_some_and(HashAlgorithm::is_weak)
    }
}

/// The name, followed by the hash function for RSASSA-PSS; the object identifier if the algorithm is
/// unknown.
impl fmt::Display for SignatureAlgorithm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name, self.hash) {
            (Some(PSS), Some(hash)) => write!(f, "{PSS} {hash}"),
            (Some(name), _) => f.write_str(name),
            (None, _) => write!(f, "{}", self.oid),
        }
    }
}

impl fmt::Debug for SignatureAlgorithm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignatureAlgorithm({self})")
    }
}

const PSS: &str = "RSASSA-PSS";

/// RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, ... } (RFC 4055 §3.1).
fn pss_hash(mut fields: Reader<'_>) -> Option<HashAlgorithm> {
    let mut parameters = fields.sequence().ok()?;
    let Some(hash) = parameters.optional(Tag::context(0)).ok()? else {
        return Some(HashAlgorithm::Sha1);
    };
    let oid = hash.reader().sequence().ok()?.expect(Tag::OID).ok()?;
    HashAlgorithm::by_oid(oid.value())
}

type Known = (&'static str, Option<HashAlgorithm>);

/// Name and hash function, by the arc in which the algorithm is registered.
fn known(oid: &[u8]) -> Option<Known> {
    match oid {
        oid::ED25519 => return Some(("Ed25519", None)),
        oid::ED448 => return Some(("Ed448", None)),
        oid::DSA_WITH_SHA1 => return Some(("dsa-with-sha1", Some(HashAlgorithm::Sha1))),
        oid::RIPEMD160_WITH_RSA => {
            return Some(("ripemd160WithRSA", Some(HashAlgorithm::Ripemd160)));
        }
        oid::HSS_LMS => return Some(("HSS/LMS", None)),
        _ => {}
    }
    let (arc, rest) = ARCS.iter().find_map(|(arc, read)| Some((read, oid.strip_prefix(*arc)?)))?;
    arc(rest)
}

/// Returns the algorithm for the arcs after a known prefix.
type ReadArc = fn(&[u8]) -> Option<Known>;

/// The arcs that hold several algorithms.
const ARCS: [(&[u8], ReadArc); 7] = [
    (oid::PKCS_1, pkcs1),
    (oid::ANSI_X962_SIGNATURES, ansi_x962),
    (oid::NIST_SIGNATURES, nist),
    (oid::PKIX_ALGORITHMS, pkix),
    (oid::OIW_ALGORITHMS, oiw),
    (oid::RUSSIA, gost),
    (oid::CHINESE_ALGORITHMS, chinese),
];

/// 1.2.840.113549.1.1 (RFC 8017 §A.2).
fn pkcs1(rest: &[u8]) -> Option<Known> {
    let [last] = rest else { return None };
    Some(match last {
        2 => ("md2WithRSAEncryption", Some(HashAlgorithm::Md2)),
        3 => ("md4WithRSAEncryption", Some(HashAlgorithm::Md4)),
        4 => ("md5WithRSAEncryption", Some(HashAlgorithm::Md5)),
        5 => ("sha1WithRSAEncryption", Some(HashAlgorithm::Sha1)),
        10 => (PSS, None),
        11 => ("sha256WithRSAEncryption", Some(HashAlgorithm::Sha256)),
        12 => ("sha384WithRSAEncryption", Some(HashAlgorithm::Sha384)),
        13 => ("sha512WithRSAEncryption", Some(HashAlgorithm::Sha512)),
        14 => ("sha224WithRSAEncryption", Some(HashAlgorithm::Sha224)),
        15 => ("sha512-224WithRSAEncryption", Some(HashAlgorithm::Sha512_224)),
        16 => ("sha512-256WithRSAEncryption", Some(HashAlgorithm::Sha512_256)),
        _ => return None,
    })
}

/// 1.2.840.10045.4 (RFC 3279 §2.2.3, RFC 5758 §3.2).
fn ansi_x962(rest: &[u8]) -> Option<Known> {
    Some(match *rest {
        [1] => ("ecdsa-with-SHA1", Some(HashAlgorithm::Sha1)),
        [3, 1] => ("ecdsa-with-SHA224", Some(HashAlgorithm::Sha224)),
        [3, 2] => ("ecdsa-with-SHA256", Some(HashAlgorithm::Sha256)),
        [3, 3] => ("ecdsa-with-SHA384", Some(HashAlgorithm::Sha384)),
        [3, 4] => ("ecdsa-with-SHA512", Some(HashAlgorithm::Sha512)),
        _ => return None,
    })
}

/// 2.16.840.1.101.3.4.3 (RFC 5758 §3.1, RFC 9688, RFC 9881, RFC 9909).
fn nist(rest: &[u8]) -> Option<Known> {
    let [last] = rest else { return None };
    Some(match last {
        1 => ("dsa-with-sha224", Some(HashAlgorithm::Sha224)),
        2 => ("dsa-with-sha256", Some(HashAlgorithm::Sha256)),
        3 => ("dsa-with-sha384", Some(HashAlgorithm::Sha384)),
        4 => ("dsa-with-sha512", Some(HashAlgorithm::Sha512)),
        5 => ("dsa-with-sha3-224", Some(HashAlgorithm::Sha3_224)),
        6 => ("dsa-with-sha3-256", Some(HashAlgorithm::Sha3_256)),
        7 => ("dsa-with-sha3-384", Some(HashAlgorithm::Sha3_384)),
        8 => ("dsa-with-sha3-512", Some(HashAlgorithm::Sha3_512)),
        9 => ("ecdsa-with-sha3-224", Some(HashAlgorithm::Sha3_224)),
        10 => ("ecdsa-with-sha3-256", Some(HashAlgorithm::Sha3_256)),
        11 => ("ecdsa-with-sha3-384", Some(HashAlgorithm::Sha3_384)),
        12 => ("ecdsa-with-sha3-512", Some(HashAlgorithm::Sha3_512)),
        13 => ("rsassa-pkcs1-v1_5-with-sha3-224", Some(HashAlgorithm::Sha3_224)),
        14 => ("rsassa-pkcs1-v1_5-with-sha3-256", Some(HashAlgorithm::Sha3_256)),
        15 => ("rsassa-pkcs1-v1_5-with-sha3-384", Some(HashAlgorithm::Sha3_384)),
        16 => ("rsassa-pkcs1-v1_5-with-sha3-512", Some(HashAlgorithm::Sha3_512)),
        17 => ("ML-DSA-44", None),
        18 => ("ML-DSA-65", None),
        19 => ("ML-DSA-87", None),
        20 => ("SLH-DSA-SHA2-128s", None),
        21 => ("SLH-DSA-SHA2-128f", None),
        22 => ("SLH-DSA-SHA2-192s", None),
        23 => ("SLH-DSA-SHA2-192f", None),
        24 => ("SLH-DSA-SHA2-256s", None),
        25 => ("SLH-DSA-SHA2-256f", None),
        26 => ("SLH-DSA-SHAKE-128s", None),
        27 => ("SLH-DSA-SHAKE-128f", None),
        28 => ("SLH-DSA-SHAKE-192s", None),
        29 => ("SLH-DSA-SHAKE-192f", None),
        30 => ("SLH-DSA-SHAKE-256s", None),
        31 => ("SLH-DSA-SHAKE-256f", None),
        _ => return None,
    })
}

/// 1.3.6.1.5.5.7.6 (RFC 8702, RFC 9802).
fn pkix(rest: &[u8]) -> Option<Known> {
    let [last] = rest else { return None };
    Some(match last {
        30 => ("RSASSA-PSS-SHAKE128", Some(HashAlgorithm::Shake128)),
        31 => ("RSASSA-PSS-SHAKE256", Some(HashAlgorithm::Shake256)),
        32 => ("ecdsa-with-shake128", Some(HashAlgorithm::Shake128)),
        33 => ("ecdsa-with-shake256", Some(HashAlgorithm::Shake256)),
        34 => ("XMSS", None),
        35 => ("XMSSMT", None),
        _ => return None,
    })
}

/// 1.3.14.3.2: the arc of OIW, which old Microsoft software wrote.
fn oiw(rest: &[u8]) -> Option<Known> {
    let [last] = rest else { return None };
    Some(match last {
        3 => ("md5WithRSA", Some(HashAlgorithm::Md5)),
        27 => ("dsaWithSHA1", Some(HashAlgorithm::Sha1)),
        29 => ("sha1WithRSA", Some(HashAlgorithm::Sha1)),
        _ => return None,
    })
}

/// 1.2.643 (RFC 4491, RFC 9215).
fn gost(rest: &[u8]) -> Option<Known> {
    Some(match *rest {
        [2, 2, 3] => ("GOST R 34.11-94 with GOST R 34.10-2001", Some(HashAlgorithm::Gost94)),
        [2, 2, 4] => ("GOST R 34.11-94 with GOST R 34.10-94", Some(HashAlgorithm::Gost94)),
        [7, 1, 1, 3, 2] => ("GOST R 34.10-2012 (256)", Some(HashAlgorithm::Streebog256)),
        [7, 1, 1, 3, 3] => ("GOST R 34.10-2012 (512)", Some(HashAlgorithm::Streebog512)),
        _ => return None,
    })
}

/// 1.2.156.10197.1 (GB/T 33560).
fn chinese(rest: &[u8]) -> Option<Known> {
    Some(match rest {
        // 501
        [0x83, 0x75] => ("SM2-with-SM3", Some(HashAlgorithm::Sm3)),
        // 504
        [0x83, 0x78] => ("sm3WithRSAEncryption", Some(HashAlgorithm::Sm3)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn read(der: &[u8]) -> (alloc::string::String, Option<HashAlgorithm>, bool) {
        let algorithm = SignatureAlgorithm::read(der);
        (algorithm.to_string(), algorithm.hash(), algorithm.is_weak())
    }

    #[test]
    fn names_and_weakness() {
        let rsa = |last| [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, last, 5, 0];
        assert_eq!(
            read(&rsa(11)),
            ("sha256WithRSAEncryption".into(), Some(HashAlgorithm::Sha256), false)
        );
        for weak in [2, 3, 4, 5] {
            assert!(read(&rsa(weak)).2, "{weak}");
        }
        assert_eq!(read(&[0x30, 5, 6, 3, 0x2b, 0x65, 112]), ("Ed25519".into(), None, false));
        assert_eq!(read(&[0x30, 4, 6, 2, 0x2a, 3]), ("1.2.3".into(), None, false));
        let sm2 = [0x30, 10, 6, 8, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75];
        assert_eq!(SignatureAlgorithm::read(&sm2).oid().to_string(), "1.2.156.10197.1.501");
        assert_eq!(read(&sm2), ("SM2-with-SM3".into(), Some(HashAlgorithm::Sm3), false));
    }

    #[test]
    fn pss_takes_its_hash_from_the_parameters() {
        let pss = |parameters: &[u8]| {
            let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
            let content = [&oid[..], parameters].concat();
            read(&[&[0x30, content.len() as u8][..], &content].concat())
        };
        let sha256 = [0x30, 15, 0xa0, 13, 0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
        assert_eq!(pss(&sha256), ("RSASSA-PSS sha256".into(), Some(HashAlgorithm::Sha256), false));
        assert_eq!(pss(&[0x30, 0]), ("RSASSA-PSS sha1".into(), Some(HashAlgorithm::Sha1), true));
        assert_eq!(pss(&[]), ("RSASSA-PSS".into(), None, false));
        assert_eq!(pss(&[0x30, 2, 0xa0, 0]), ("RSASSA-PSS".into(), None, false));
    }
}
