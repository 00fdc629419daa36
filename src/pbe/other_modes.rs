//! Modes of operation, and RC4, for which no standard defines PBES2 parameters: `openssl pkcs8 -v2`
//! writes the IV as it does for CBC, and an empty OCTET STRING if the mode has none.

use super::cipher::{self, Cipher};
use crate::oid;

/// The cipher with this OID, given by its content octets; `None` if this build does not support it.
pub(super) fn cipher(oid: &[u8]) -> Option<&'static Cipher> {
    if oid == oid::RC4 {
        return Some(&cipher::RC4_128);
    }
    name(&MODES, oid).or_else(|| rare(oid)).and_then(Cipher::by_openssl_name)
}

/// The name of a cipher that needs the feature `rare-ciphers`.
pub(super) fn rare(oid: &[u8]) -> Option<&'static str> {
    name(&RARE, oid)
}

/// The name in the row of this OID.
pub(super) fn name(rows: &[(&[u8], &'static str)], oid: &[u8]) -> Option<&'static str> {
    rows.iter().find(|(own, _)| *own == oid).map(|(_, name)| *name)
}

static MODES: [(&[u8], &str); 13] = [
    (oid::AES_128_ECB, "AES-128-ECB"),
    (oid::AES_128_OFB, "AES-128-OFB"),
    (oid::AES_128_CFB, "AES-128-CFB"),
    (oid::AES_192_ECB, "AES-192-ECB"),
    (oid::AES_192_OFB, "AES-192-OFB"),
    (oid::AES_192_CFB, "AES-192-CFB"),
    (oid::AES_256_ECB, "AES-256-ECB"),
    (oid::AES_256_OFB, "AES-256-OFB"),
    (oid::AES_256_CFB, "AES-256-CFB"),
    (oid::DES_ECB, "DES-ECB"),
    (oid::DES_OFB, "DES-OFB"),
    (oid::DES_CFB, "DES-CFB"),
    (oid::DES_EDE_ECB, "DES-EDE-ECB"),
];

static RARE: [(&[u8], &str); 28] = [
    (oid::ARIA_128_ECB, "ARIA-128-ECB"),
    (oid::ARIA_128_CFB, "ARIA-128-CFB"),
    (oid::ARIA_128_OFB, "ARIA-128-OFB"),
    (oid::ARIA_128_CTR, "ARIA-128-CTR"),
    (oid::ARIA_192_ECB, "ARIA-192-ECB"),
    (oid::ARIA_192_CFB, "ARIA-192-CFB"),
    (oid::ARIA_192_OFB, "ARIA-192-OFB"),
    (oid::ARIA_192_CTR, "ARIA-192-CTR"),
    (oid::ARIA_256_ECB, "ARIA-256-ECB"),
    (oid::ARIA_256_CFB, "ARIA-256-CFB"),
    (oid::ARIA_256_OFB, "ARIA-256-OFB"),
    (oid::ARIA_256_CTR, "ARIA-256-CTR"),
    (oid::CAMELLIA_128_ECB, "CAMELLIA-128-ECB"),
    (oid::CAMELLIA_128_OFB, "CAMELLIA-128-OFB"),
    (oid::CAMELLIA_128_CFB, "CAMELLIA-128-CFB"),
    (oid::CAMELLIA_128_CTR, "CAMELLIA-128-CTR"),
    (oid::CAMELLIA_192_ECB, "CAMELLIA-192-ECB"),
    (oid::CAMELLIA_192_OFB, "CAMELLIA-192-OFB"),
    (oid::CAMELLIA_192_CFB, "CAMELLIA-192-CFB"),
    (oid::CAMELLIA_192_CTR, "CAMELLIA-192-CTR"),
    (oid::CAMELLIA_256_ECB, "CAMELLIA-256-ECB"),
    (oid::CAMELLIA_256_OFB, "CAMELLIA-256-OFB"),
    (oid::CAMELLIA_256_CFB, "CAMELLIA-256-CFB"),
    (oid::CAMELLIA_256_CTR, "CAMELLIA-256-CTR"),
    (oid::SM4_ECB, "SM4-ECB"),
    (oid::SM4_OFB, "SM4-OFB"),
    (oid::SM4_CFB, "SM4-CFB"),
    (oid::SM4_CTR, "SM4-CTR"),
];
