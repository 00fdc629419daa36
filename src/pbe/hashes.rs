//! The hash functions.

use super::{hash::Hash, pbkdf2_sha256::pbkdf2_sha256};
use crate::oid;

impl Hash {
    /// The hash of a digestAlgorithm, by the content octets of its OID.
    pub(super) fn by_oid(oid: &[u8]) -> Option<&'static Hash> {
        ALL.iter().copied().find(|hash| hash.oid == oid)
    }

    /// The hash of the HMAC of a PRF or messageAuthScheme (RFC 8018 §B.1.2), by its OID.
    pub(super) fn by_hmac_oid(oid: &[u8]) -> Option<&'static Hash> {
        ALL.iter().copied().find(|hash| hash.hmac_oids.contains(&oid))
    }
}

/// The arc of RSA (RFC 8018 §B.1.2) and the arc of IPsec, which some PKCS#5 writers use (RFC 2202).
const HMAC_MD5: &[&[u8]] = &[oid::HMAC_MD5, oid::IPSEC_HMAC_MD5];
const HMAC_SHA1: &[&[u8]] = &[oid::HMAC_SHA1, oid::IPSEC_HMAC_SHA1];

pub(super) static MD5: Hash = Hash::of::<md5::Md5>("MD5", oid::MD5, HMAC_MD5, [16, 64], 2);
pub(super) static SHA1: Hash = Hash::of::<sha1::Sha1>("SHA-1", oid::SHA1, HMAC_SHA1, [20, 64], 1);
pub(super) static SHA224: Hash =
    Hash::of::<sha2::Sha224>("SHA-224", oid::SHA224, &[oid::HMAC_SHA224], [28, 64], 1);
pub(super) static SHA256: Hash =
    Hash::of::<sha2::Sha256>("SHA-256", oid::SHA256, &[oid::HMAC_SHA256], [32, 64], 1)
        .with_pbkdf2(pbkdf2_sha256);
pub(super) static SHA384: Hash =
    Hash::of::<sha2::Sha384>("SHA-384", oid::SHA384, &[oid::HMAC_SHA384], [48, 128], 4);
pub(super) static SHA512: Hash =
    Hash::of::<sha2::Sha512>("SHA-512", oid::SHA512, &[oid::HMAC_SHA512], [64, 128], 4);
pub(super) static SHA512_224: Hash = Hash::of::<sha2::Sha512_224>(
    "SHA-512/224",
    oid::SHA512_224,
    &[oid::HMAC_SHA512_224],
    [28, 128],
    4,
);
pub(super) static SHA512_256: Hash = Hash::of::<sha2::Sha512_256>(
    "SHA-512/256",
    oid::SHA512_256,
    &[oid::HMAC_SHA512_256],
    [32, 128],
    4,
);

static ALL: &[&Hash] = &[
    &MD5,
    &SHA1,
    &SHA224,
    &SHA256,
    &SHA384,
    &SHA512,
    &SHA512_224,
    &SHA512_256,
    #[cfg(feature = "rare-ciphers")]
    &MD4,
    #[cfg(feature = "rare-ciphers")]
    &SM3,
    #[cfg(feature = "rare-ciphers")]
    &GOST_94,
    #[cfg(feature = "rare-ciphers")]
    &STREEBOG_256,
    #[cfg(feature = "rare-ciphers")]
    &STREEBOG_512,
    #[cfg(feature = "rare-ciphers")]
    &SHA3_224,
    #[cfg(feature = "rare-ciphers")]
    &SHA3_256,
    #[cfg(feature = "rare-ciphers")]
    &SHA3_384,
    #[cfg(feature = "rare-ciphers")]
    &SHA3_512,
];

/// Used by PBES1 only: no software writes a MAC or a PRF with it. The price is that of three
/// compressions, which an iteration takes: RFC 1319 appends padding and a checksum of one block each.
#[cfg(feature = "rare-ciphers")]
pub(super) static MD2: Hash = Hash::of::<md2::Md2>("MD2", oid::MD2, &[], [16, 16], 77);
#[cfg(feature = "rare-ciphers")]
static MD4: Hash = Hash::of::<md4::Md4>("MD4", oid::MD4, &[], [16, 64], 1);
/// Its HMAC has one OID in OpenSSL and another in GmSSL.
#[cfg(feature = "rare-ciphers")]
static SM3: Hash =
    Hash::of::<sm3::Sm3>("SM3", oid::SM3, &[oid::HMAC_SM3_OPENSSL, oid::HMAC_SM3], [32, 64], 5);
/// The GOST hash functions add a length and a checksum, of one compression each, to every hash; their
/// prices are those of three compressions.
#[cfg(feature = "rare-ciphers")]
static GOST_94: Hash = Hash::of::<gost94::Gost94CryptoPro>(
    "GOST R 34.11-94",
    oid::GOST_94,
    &[oid::HMAC_GOST_94],
    [32, 32],
    62,
)
.gost();
#[cfg(feature = "rare-ciphers")]
static STREEBOG_256: Hash = Hash::of::<streebog::Streebog256>(
    "Streebog-256",
    oid::STREEBOG_256,
    &[oid::HMAC_STREEBOG_256],
    [32, 64],
    20,
)
.gost();
#[cfg(feature = "rare-ciphers")]
static STREEBOG_512: Hash = Hash::of::<streebog::Streebog512>(
    "Streebog-512",
    oid::STREEBOG_512,
    &[oid::HMAC_STREEBOG_512],
    [64, 64],
    27,
)
.gost();
#[cfg(feature = "rare-ciphers")]
static SHA3_224: Hash =
    Hash::sponge::<sha3::Sha3_224>("SHA3-224", oid::SHA3_224, &[oid::HMAC_SHA3_224], [28, 144]);
#[cfg(feature = "rare-ciphers")]
static SHA3_256: Hash =
    Hash::sponge::<sha3::Sha3_256>("SHA3-256", oid::SHA3_256, &[oid::HMAC_SHA3_256], [32, 136]);
#[cfg(feature = "rare-ciphers")]
static SHA3_384: Hash =
    Hash::sponge::<sha3::Sha3_384>("SHA3-384", oid::SHA3_384, &[oid::HMAC_SHA3_384], [48, 104]);
#[cfg(feature = "rare-ciphers")]
static SHA3_512: Hash =
    Hash::sponge::<sha3::Sha3_512>("SHA3-512", oid::SHA3_512, &[oid::HMAC_SHA3_512], [64, 72]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lengths_are_those_of_the_functions() {
        for hash in ALL {
            assert_eq!(hash.hmac(b"", &[]).len(), hash.output, "{}", hash.name);
            let sponge = hash.name.starts_with("SHA3");
            let block = if sponge { 200 - 2 * hash.output } else { hash.block & (32 | 64 | 128) };
            assert_eq!(hash.block, block, "{}", hash.name);
        }
    }

    /// The measured prices, relative to SHA-256 with the instructions for it: `benches/prices.rs`.
    #[test]
    fn every_hash_has_its_measured_price() {
        for hash in ALL {
            let price = match (hash.name, hash.block) {
                ("SHA-1" | "SHA-224" | "SHA-256" | "MD4", _) => 1,
                ("MD5", _) => 2,
                ("SM3", _) => 5,
                ("GOST R 34.11-94", _) => 62,
                ("Streebog-256", _) => 20,
                ("Streebog-512", _) => 27,
                (_, 128) => 4,
                _ => 7,
            };
            assert_eq!(hash.price, price, "{}", hash.name);
        }
    }
}
