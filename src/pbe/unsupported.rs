//! Names of unsupported algorithms, so that an error shows more than an OID.

use super::other_modes::{self, name};
use crate::oid;

/// An algorithm that this build does not support.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) name: &'static str,
    /// The Cargo feature that supports it.
    pub(super) feature: Option<&'static str>,
}

/// The unsupported algorithm with this OID, given by its content octets.
pub(super) fn of(oid: &[u8]) -> Option<Known> {
    if let Some(name) = name(&RARE, oid).or_else(|| other_modes::rare(oid)) {
        return Some(Known { name, feature: Some(FEATURE) });
    }
    name(&UNREAD, oid).map(|name| Known { name, feature: None })
}

const FEATURE: &str = "rare-ciphers";

/// Supported by the feature `rare-ciphers`.
static RARE: [(&[u8], &str); 33] = [
    (oid::PBE_MD2_DES_CBC, "pbeWithMD2AndDES-CBC"),
    (oid::PBE_MD2_RC2_CBC, "pbeWithMD2AndRC2-CBC"),
    (oid::MD4, "MD4"),
    (oid::SM3, "SM3"),
    (oid::HMAC_SM3, "HMAC-SM3"),
    (oid::HMAC_SM3_OPENSSL, "HMAC-SM3"),
    (oid::SHA3_224, "SHA3-224"),
    (oid::SHA3_256, "SHA3-256"),
    (oid::SHA3_384, "SHA3-384"),
    (oid::SHA3_512, "SHA3-512"),
    (oid::HMAC_SHA3_224, "HMAC-SHA3-224"),
    (oid::HMAC_SHA3_256, "HMAC-SHA3-256"),
    (oid::HMAC_SHA3_384, "HMAC-SHA3-384"),
    (oid::HMAC_SHA3_512, "HMAC-SHA3-512"),
    (oid::CAMELLIA_128_CBC, "CAMELLIA-128-CBC"),
    (oid::CAMELLIA_192_CBC, "CAMELLIA-192-CBC"),
    (oid::CAMELLIA_256_CBC, "CAMELLIA-256-CBC"),
    (oid::ARIA_128_CBC, "ARIA-128-CBC"),
    (oid::ARIA_192_CBC, "ARIA-192-CBC"),
    (oid::ARIA_256_CBC, "ARIA-256-CBC"),
    (oid::SM4_CBC, "SM4-CBC"),
    (oid::CAST5_CBC, "CAST5-CBC"),
    (oid::BLOWFISH_CBC, "BF-CBC"),
    (oid::IDEA_CBC, "IDEA-CBC"),
    (oid::GOST_94, "GOST R 34.11-94"),
    (oid::HMAC_GOST_94, "HMAC-GOST R 34.11-94"),
    (oid::GOST_28147, "GOST 28147-89"),
    (oid::STREEBOG_256, "Streebog-256"),
    (oid::STREEBOG_512, "Streebog-512"),
    (oid::HMAC_STREEBOG_256, "HMAC-Streebog-256"),
    (oid::HMAC_STREEBOG_512, "HMAC-Streebog-512"),
    (oid::MAGMA_CTR_ACPKM, "Magma-CTR-ACPKM"),
    (oid::KUZNYECHIK_CTR_ACPKM, "Kuznyechik-CTR-ACPKM"),
];

/// Supported by no build: no maintained crate implements it, no current tool writes it, or it is not
/// used in key files.
static UNREAD: [(&[u8], &str); 28] = [
    (oid::MD2, "MD2"),
    (oid::SEED_CBC, "SEED-CBC"),
    (oid::SEED_ECB, "SEED-ECB"),
    (oid::SEED_CFB, "SEED-CFB"),
    (oid::SEED_OFB, "SEED-OFB"),
    (oid::AES_128_WRAP_PAD, "AES-128-WRAP-PAD"),
    (oid::AES_192_WRAP_PAD, "AES-192-WRAP-PAD"),
    (oid::AES_256_WRAP_PAD, "AES-256-WRAP-PAD"),
    (oid::SM4_GCM, "SM4-GCM"),
    (oid::RIPEMD160, "RIPEMD-160"),
    (oid::HMAC_RIPEMD160, "HMAC-RIPEMD-160"),
    (oid::WHIRLPOOL, "Whirlpool"),
    (oid::BLAKE2B_512, "BLAKE2b-512"),
    (oid::BLAKE2S_256, "BLAKE2s-256"),
    (oid::HMAC_TIGER, "HMAC-Tiger"),
    (oid::SHAKE128, "SHAKE128"),
    (oid::SHAKE256, "SHAKE256"),
    (oid::MAGMA_CTR_ACPKM_OMAC, "Magma-CTR-ACPKM-OMAC"),
    (oid::KUZNYECHIK_CTR_ACPKM_OMAC, "Kuznyechik-CTR-ACPKM-OMAC"),
    (oid::CRYPTOPRO_PBE, "PBE of CryptoPro CSP"),
    (oid::PBE_SHA1_SEED_CBC, "pbeWithSHA1AndSEED-CBC"),
    (oid::PBE_MD5_CAST5_CBC, "pbeWithMD5AndCAST5-CBC"),
    (oid::PBMAC1, "PBMAC1"),
    (oid::CHACHA20_POLY1305, "ChaCha20-Poly1305"),
    (oid::RC5_CBC, "RC5-CBC"),
    (oid::AES_128_CCM, "AES-128-CCM"),
    (oid::AES_192_CCM, "AES-192-CCM"),
    (oid::AES_256_CCM, "AES-256-CCM"),
];
