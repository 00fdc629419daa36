//! Object identifiers, as the content octets of their encoding (X.690 §8.19).
//!
//! A constant comes from `const-oid`'s database; one that the database lacks is written in dotted
//! decimal. Families whose members differ in the last arc are tables beside the code that reads
//! them.

use der::oid::{
    ObjectIdentifier,
    db::{
        fips202, rfc2985, rfc4519, rfc5280, rfc5753, rfc5911, rfc5912, rfc6962, rfc7292, rfc7693,
        rfc8410, rfc9688,
    },
};

// Extensions of certificates (RFC 5280 §4.2.2.1, RFC 6962 §3.3).
pub(crate) const AUTHORITY_INFO_ACCESS: &[u8] = rfc5280::ID_PE_AUTHORITY_INFO_ACCESS.as_bytes();
pub(crate) const SIGNED_CERTIFICATE_TIMESTAMPS: &[u8] = rfc6962::CT_PRECERT_SCTS.as_bytes();

// Content types (RFC 5652 §4, §14; RFC 2315 §14).
/// `pkcs-7`, the arc of the content types of PKCS #7.
pub(crate) const PKCS_7: &[u8] = oid("1.2.840.113549.1.7").as_bytes();
pub(crate) const DATA: &[u8] = rfc5911::ID_DATA.as_bytes();
pub(crate) const SIGNED_DATA: &[u8] = rfc5911::ID_SIGNED_DATA.as_bytes();
pub(crate) const ENVELOPED_DATA: &[u8] = rfc5911::ID_ENVELOPED_DATA.as_bytes();
pub(crate) const ENCRYPTED_DATA: &[u8] = rfc5911::ID_ENCRYPTED_DATA.as_bytes();
/// `id-ct`, the arc of the content types of S/MIME.
pub(crate) const SMIME_CONTENT_TYPES: &[u8] = rfc5912::ID_CT.as_bytes();
/// id-cct-PKIResponse (RFC 5272 §4.2)
pub(crate) const CMC_PKI_RESPONSE: &[u8] = oid("1.3.6.1.5.5.7.12.3").as_bytes();
/// The arc of the content types of GM/T 0010, the SignedData of Chinese software.
pub(crate) const GMT_0010: &[u8] = oid("1.2.156.10197.6.1.4.2").as_bytes();
pub(crate) const GMT_0010_SIGNED_DATA: &[u8] = oid("1.2.156.10197.6.1.4.2.2").as_bytes();
pub(crate) const GMT_0010_ENVELOPED_DATA: &[u8] = oid("1.2.156.10197.6.1.4.2.3").as_bytes();
pub(crate) const GMT_0010_SIGNED_AND_ENVELOPED_DATA: &[u8] =
    oid("1.2.156.10197.6.1.4.2.4").as_bytes();
/// The content type of a CscaMasterList (ICAO 9303-12).
pub(crate) const MASTER_LIST: &[u8] = oid("2.23.136.1.1.2").as_bytes();
pub(crate) const AUTHENTICATED_DATA: &[u8] = oid("1.2.840.113549.1.9.16.1.2").as_bytes();
pub(crate) const AUTH_ENVELOPED_DATA: &[u8] = oid("1.2.840.113549.1.9.16.1.23").as_bytes();
/// signedAndEnvelopedData (RFC 2315 §14)
pub(crate) const SIGNED_AND_ENVELOPED_DATA: &[u8] = oid("1.2.840.113549.1.7.4").as_bytes();
/// `netscape-cert-sequence`, written by `openssl nseq` and old browsers; no RFC has it.
pub(crate) const NETSCAPE_CERT_SEQUENCE: &[u8] = oid("2.16.840.1.113730.2.5").as_bytes();

// Bags, certificate types and attributes of PKCS #12 (RFC 7292 §4.2, RFC 2985 §5.5).
pub(crate) const KEY_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.1").as_bytes();
pub(crate) const SHROUDED_KEY_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.2").as_bytes();
pub(crate) const CERT_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.3").as_bytes();
pub(crate) const CRL_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.4").as_bytes();
pub(crate) const SECRET_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.5").as_bytes();
pub(crate) const SAFE_CONTENTS_BAG: &[u8] = oid("1.2.840.113549.1.12.10.1.6").as_bytes();
pub(crate) const X509_CERTIFICATE: &[u8] = oid("1.2.840.113549.1.9.22.1").as_bytes();
pub(crate) const SDSI_CERTIFICATE: &[u8] = oid("1.2.840.113549.1.9.22.2").as_bytes();
/// The secretTypeId of a key that Windows encrypted to a user or group of a domain.
pub(crate) const MICROSOFT_GROUP_PROTECTOR: &[u8] = oid("1.3.6.1.4.1.311.17.4").as_bytes();
pub(crate) const FRIENDLY_NAME: &[u8] = rfc2985::PKCS_9_AT_FRIENDLY_NAME.as_bytes();
/// `trustedKeyUsage` of Oracle, which marks trusted certificates for Java.
pub(crate) const JAVA_TRUSTED_KEY_USAGE: &[u8] = oid("2.16.840.1.113894.746875.1.1").as_bytes();
pub(crate) const LOCAL_KEY_ID: &[u8] = rfc2985::PKCS_9_AT_LOCAL_KEY_ID.as_bytes();

// Password-based encryption: PBES1 and PBES2 (RFC 8018 §A, §B), PKCS #12 (RFC 7292 §C), SEED (RFC
// 4010), CAST5 (RFC 2984), scrypt (RFC 7914).
pub(crate) const PBE_MD2_DES_CBC: &[u8] = oid("1.2.840.113549.1.5.1").as_bytes();
pub(crate) const PBE_MD5_DES_CBC: &[u8] = oid("1.2.840.113549.1.5.3").as_bytes();
pub(crate) const PBE_MD2_RC2_CBC: &[u8] = oid("1.2.840.113549.1.5.4").as_bytes();
pub(crate) const PBE_MD5_RC2_CBC: &[u8] = oid("1.2.840.113549.1.5.6").as_bytes();
pub(crate) const PBE_SHA1_DES_CBC: &[u8] = oid("1.2.840.113549.1.5.10").as_bytes();
pub(crate) const PBE_SHA1_RC2_CBC: &[u8] = oid("1.2.840.113549.1.5.11").as_bytes();
pub(crate) const PBKDF2: &[u8] = rfc5911::ID_PBKDF_2.as_bytes();
pub(crate) const PBES2: &[u8] = oid("1.2.840.113549.1.5.13").as_bytes();
pub(crate) const PBMAC1: &[u8] = oid("1.2.840.113549.1.5.14").as_bytes();
pub(crate) const SCRYPT: &[u8] = oid("1.3.6.1.4.1.11591.4.11").as_bytes();
pub(crate) const PKCS12_RC4_128: &[u8] = rfc7292::PBE_WITH_SHA_AND_128_BIT_RC_4.as_bytes();
pub(crate) const PKCS12_RC4_40: &[u8] = rfc7292::PBE_WITH_SHA_AND_40_BIT_RC_4.as_bytes();
pub(crate) const PKCS12_DES_EDE3_CBC: &[u8] =
    rfc7292::PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC.as_bytes();
pub(crate) const PKCS12_DES_EDE2_CBC: &[u8] =
    rfc7292::PBE_WITH_SHA_AND_2_KEY_TRIPLE_DES_CBC.as_bytes();
pub(crate) const PKCS12_RC2_128_CBC: &[u8] = rfc7292::PBE_WITH_SHA_AND_128_BIT_RC_2_CBC.as_bytes();
pub(crate) const PKCS12_RC2_40_CBC: &[u8] = rfc7292::PBEWITH_SHA_AND_40_BIT_RC_2_CBC.as_bytes();
pub(crate) const PBE_SHA1_SEED_CBC: &[u8] = oid("1.2.410.200004.1.15").as_bytes();
pub(crate) const PBE_MD5_CAST5_CBC: &[u8] = oid("1.2.840.113533.7.66.12").as_bytes();

// Bouncy Castle's AES under the key derivation of PKCS #12, with SHA-1 and with SHA-256.
pub(crate) const BC_SHA1_AES_128_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.1.2.1.2").as_bytes();
pub(crate) const BC_SHA1_AES_192_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.1.2.1.22").as_bytes();
pub(crate) const BC_SHA1_AES_256_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.1.2.1.42").as_bytes();
pub(crate) const BC_SHA256_AES_128_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.2.1.2.1.2").as_bytes();
pub(crate) const BC_SHA256_AES_192_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.2.1.2.1.22").as_bytes();
pub(crate) const BC_SHA256_AES_256_CBC: &[u8] = oid("1.3.6.1.4.1.22554.1.2.1.2.1.42").as_bytes();

// The key protectors of Java's JKS and JCEKS.
pub(crate) const JAVA_KEY_PROTECTOR: &[u8] = oid("1.3.6.1.4.1.42.2.17.1.1").as_bytes();
pub(crate) const JAVA_PBE_MD5_DES_EDE3_CBC: &[u8] = oid("1.3.6.1.4.1.42.2.19.1").as_bytes();

// Ciphers.
pub(crate) const AES_128_ECB: &[u8] = oid("2.16.840.1.101.3.4.1.1").as_bytes();
pub(crate) const AES_128_CBC: &[u8] = rfc5911::ID_AES_128_CBC.as_bytes();
pub(crate) const AES_128_OFB: &[u8] = oid("2.16.840.1.101.3.4.1.3").as_bytes();
pub(crate) const AES_128_CFB: &[u8] = oid("2.16.840.1.101.3.4.1.4").as_bytes();
pub(crate) const AES_128_GCM: &[u8] = rfc5911::ID_AES_128_GCM.as_bytes();
pub(crate) const AES_128_CCM: &[u8] = rfc5911::ID_AES_128_CCM.as_bytes();
pub(crate) const AES_192_ECB: &[u8] = oid("2.16.840.1.101.3.4.1.21").as_bytes();
pub(crate) const AES_192_CBC: &[u8] = rfc5911::ID_AES_192_CBC.as_bytes();
pub(crate) const AES_192_OFB: &[u8] = oid("2.16.840.1.101.3.4.1.23").as_bytes();
pub(crate) const AES_192_CFB: &[u8] = oid("2.16.840.1.101.3.4.1.24").as_bytes();
pub(crate) const AES_192_GCM: &[u8] = rfc5911::ID_AES_192_GCM.as_bytes();
pub(crate) const AES_192_CCM: &[u8] = rfc5911::ID_AES_192_CCM.as_bytes();
pub(crate) const AES_256_ECB: &[u8] = oid("2.16.840.1.101.3.4.1.41").as_bytes();
pub(crate) const AES_256_CBC: &[u8] = rfc5911::ID_AES_256_CBC.as_bytes();
pub(crate) const AES_256_OFB: &[u8] = oid("2.16.840.1.101.3.4.1.43").as_bytes();
pub(crate) const AES_256_CFB: &[u8] = oid("2.16.840.1.101.3.4.1.44").as_bytes();
pub(crate) const AES_256_GCM: &[u8] = rfc5911::ID_AES_256_GCM.as_bytes();
pub(crate) const AES_256_CCM: &[u8] = rfc5911::ID_AES_256_CCM.as_bytes();
pub(crate) const DES_ECB: &[u8] = oid("1.3.14.3.2.6").as_bytes();
pub(crate) const DES_CBC: &[u8] = oid("1.3.14.3.2.7").as_bytes();
pub(crate) const DES_OFB: &[u8] = oid("1.3.14.3.2.8").as_bytes();
pub(crate) const DES_CFB: &[u8] = oid("1.3.14.3.2.9").as_bytes();
pub(crate) const DES_EDE_ECB: &[u8] = oid("1.3.14.3.2.17").as_bytes();
pub(crate) const DES_EDE3_CBC: &[u8] = rfc5911::DES_EDE_3_CBC.as_bytes();
pub(crate) const RC2_CBC: &[u8] = rfc5911::RC_2_CBC.as_bytes();
pub(crate) const RC4: &[u8] = oid("1.2.840.113549.3.4").as_bytes();
pub(crate) const RC5_CBC: &[u8] = oid("1.2.840.113549.3.8").as_bytes();
pub(crate) const CHACHA20_POLY1305: &[u8] = oid("1.2.840.113549.1.9.16.3.18").as_bytes();
pub(crate) const CAMELLIA_128_CBC: &[u8] = oid("1.2.392.200011.61.1.1.1.2").as_bytes();
pub(crate) const CAMELLIA_192_CBC: &[u8] = oid("1.2.392.200011.61.1.1.1.3").as_bytes();
pub(crate) const CAMELLIA_256_CBC: &[u8] = oid("1.2.392.200011.61.1.1.1.4").as_bytes();
pub(crate) const ARIA_128_CBC: &[u8] = oid("1.2.410.200046.1.1.2").as_bytes();
pub(crate) const ARIA_192_CBC: &[u8] = oid("1.2.410.200046.1.1.7").as_bytes();
pub(crate) const ARIA_256_CBC: &[u8] = oid("1.2.410.200046.1.1.12").as_bytes();
pub(crate) const SEED_CBC: &[u8] = oid("1.2.410.200004.1.4").as_bytes();
pub(crate) const SM4_CBC: &[u8] = oid("1.2.156.10197.1.104.2").as_bytes();
pub(crate) const SM4_GCM: &[u8] = oid("1.2.156.10197.1.104.8").as_bytes();
pub(crate) const CAST5_CBC: &[u8] = oid("1.2.840.113533.7.66.10").as_bytes();
pub(crate) const BLOWFISH_CBC: &[u8] = oid("1.3.6.1.4.1.3029.1.2").as_bytes();
pub(crate) const IDEA_CBC: &[u8] = oid("1.3.6.1.4.1.188.7.1.1.2").as_bytes();
// Modes of the same ciphers, as `openssl pkcs8 -v2` writes them.
pub(crate) const ARIA_128_ECB: &[u8] = oid("1.2.410.200046.1.1.1").as_bytes();
pub(crate) const ARIA_128_CFB: &[u8] = oid("1.2.410.200046.1.1.3").as_bytes();
pub(crate) const ARIA_128_OFB: &[u8] = oid("1.2.410.200046.1.1.4").as_bytes();
pub(crate) const ARIA_128_CTR: &[u8] = oid("1.2.410.200046.1.1.5").as_bytes();
pub(crate) const ARIA_192_ECB: &[u8] = oid("1.2.410.200046.1.1.6").as_bytes();
pub(crate) const ARIA_192_CFB: &[u8] = oid("1.2.410.200046.1.1.8").as_bytes();
pub(crate) const ARIA_192_OFB: &[u8] = oid("1.2.410.200046.1.1.9").as_bytes();
pub(crate) const ARIA_192_CTR: &[u8] = oid("1.2.410.200046.1.1.10").as_bytes();
pub(crate) const ARIA_256_ECB: &[u8] = oid("1.2.410.200046.1.1.11").as_bytes();
pub(crate) const ARIA_256_CFB: &[u8] = oid("1.2.410.200046.1.1.13").as_bytes();
pub(crate) const ARIA_256_OFB: &[u8] = oid("1.2.410.200046.1.1.14").as_bytes();
pub(crate) const ARIA_256_CTR: &[u8] = oid("1.2.410.200046.1.1.15").as_bytes();
pub(crate) const CAMELLIA_128_ECB: &[u8] = oid("0.3.4401.5.3.1.9.1").as_bytes();
pub(crate) const CAMELLIA_128_OFB: &[u8] = oid("0.3.4401.5.3.1.9.3").as_bytes();
pub(crate) const CAMELLIA_128_CFB: &[u8] = oid("0.3.4401.5.3.1.9.4").as_bytes();
pub(crate) const CAMELLIA_128_CTR: &[u8] = oid("0.3.4401.5.3.1.9.9").as_bytes();
pub(crate) const CAMELLIA_192_ECB: &[u8] = oid("0.3.4401.5.3.1.9.21").as_bytes();
pub(crate) const CAMELLIA_192_OFB: &[u8] = oid("0.3.4401.5.3.1.9.23").as_bytes();
pub(crate) const CAMELLIA_192_CFB: &[u8] = oid("0.3.4401.5.3.1.9.24").as_bytes();
pub(crate) const CAMELLIA_192_CTR: &[u8] = oid("0.3.4401.5.3.1.9.29").as_bytes();
pub(crate) const CAMELLIA_256_ECB: &[u8] = oid("0.3.4401.5.3.1.9.41").as_bytes();
pub(crate) const CAMELLIA_256_OFB: &[u8] = oid("0.3.4401.5.3.1.9.43").as_bytes();
pub(crate) const CAMELLIA_256_CFB: &[u8] = oid("0.3.4401.5.3.1.9.44").as_bytes();
pub(crate) const CAMELLIA_256_CTR: &[u8] = oid("0.3.4401.5.3.1.9.49").as_bytes();
pub(crate) const SM4_ECB: &[u8] = oid("1.2.156.10197.1.104.1").as_bytes();
pub(crate) const SM4_OFB: &[u8] = oid("1.2.156.10197.1.104.3").as_bytes();
pub(crate) const SM4_CFB: &[u8] = oid("1.2.156.10197.1.104.4").as_bytes();
pub(crate) const SM4_CTR: &[u8] = oid("1.2.156.10197.1.104.7").as_bytes();
pub(crate) const SEED_ECB: &[u8] = oid("1.2.410.200004.1.3").as_bytes();
pub(crate) const SEED_CFB: &[u8] = oid("1.2.410.200004.1.5").as_bytes();
pub(crate) const SEED_OFB: &[u8] = oid("1.2.410.200004.1.6").as_bytes();
pub(crate) const AES_128_WRAP_PAD: &[u8] = oid("2.16.840.1.101.3.4.1.8").as_bytes();
pub(crate) const AES_192_WRAP_PAD: &[u8] = oid("2.16.840.1.101.3.4.1.28").as_bytes();
pub(crate) const AES_256_WRAP_PAD: &[u8] = oid("2.16.840.1.101.3.4.1.48").as_bytes();
pub(crate) const GOST_28147: &[u8] = oid("1.2.643.2.2.21").as_bytes();
/// The parameter sets of GOST 28147-89 (RFC 4357 §10.8, RFC 7836 §A).
#[cfg(feature = "rare-ciphers")]
pub(crate) const GOST_28147_CRYPTOPRO_A: &[u8] = oid("1.2.643.2.2.31.1").as_bytes();
#[cfg(feature = "rare-ciphers")]
pub(crate) const GOST_28147_CRYPTOPRO_B: &[u8] = oid("1.2.643.2.2.31.2").as_bytes();
#[cfg(feature = "rare-ciphers")]
pub(crate) const GOST_28147_CRYPTOPRO_C: &[u8] = oid("1.2.643.2.2.31.3").as_bytes();
#[cfg(feature = "rare-ciphers")]
pub(crate) const GOST_28147_CRYPTOPRO_D: &[u8] = oid("1.2.643.2.2.31.4").as_bytes();
#[cfg(feature = "rare-ciphers")]
pub(crate) const GOST_28147_TC26_Z: &[u8] = oid("1.2.643.7.1.2.5.1.1").as_bytes();
pub(crate) const MAGMA_CTR_ACPKM: &[u8] = oid("1.2.643.7.1.1.5.1.1").as_bytes();
pub(crate) const MAGMA_CTR_ACPKM_OMAC: &[u8] = oid("1.2.643.7.1.1.5.1.2").as_bytes();
pub(crate) const KUZNYECHIK_CTR_ACPKM: &[u8] = oid("1.2.643.7.1.1.5.2.1").as_bytes();
pub(crate) const KUZNYECHIK_CTR_ACPKM_OMAC: &[u8] = oid("1.2.643.7.1.1.5.2.2").as_bytes();
/// The PBE that CryptoPro CSP writes around a key, in the arc of RFC 7292 §C without being part of it.
pub(crate) const CRYPTOPRO_PBE: &[u8] = oid("1.2.840.113549.1.12.1.80").as_bytes();

// Hash functions.
pub(crate) const MD2: &[u8] = rfc5912::ID_MD_2.as_bytes();
pub(crate) const MD4: &[u8] = oid("1.2.840.113549.2.4").as_bytes();
pub(crate) const MD5: &[u8] = rfc5912::ID_MD_5.as_bytes();
pub(crate) const SHA1: &[u8] = rfc5912::ID_SHA_1.as_bytes();
pub(crate) const SHA224: &[u8] = rfc5912::ID_SHA_224.as_bytes();
pub(crate) const SHA256: &[u8] = rfc5912::ID_SHA_256.as_bytes();
pub(crate) const SHA384: &[u8] = rfc5912::ID_SHA_384.as_bytes();
pub(crate) const SHA512: &[u8] = rfc5912::ID_SHA_512.as_bytes();
pub(crate) const SHA512_224: &[u8] = oid("2.16.840.1.101.3.4.2.5").as_bytes();
pub(crate) const SHA512_256: &[u8] = oid("2.16.840.1.101.3.4.2.6").as_bytes();
pub(crate) const SHA3_224: &[u8] = rfc9688::ID_SHA_3_224.as_bytes();
pub(crate) const SHA3_256: &[u8] = rfc9688::ID_SHA_3_256.as_bytes();
pub(crate) const SHA3_384: &[u8] = rfc9688::ID_SHA_3_384.as_bytes();
pub(crate) const SHA3_512: &[u8] = rfc9688::ID_SHA_3_512.as_bytes();
pub(crate) const SHAKE128: &[u8] = fips202::ID_SHAKE_128.as_bytes();
pub(crate) const SHAKE256: &[u8] = fips202::ID_SHAKE_256.as_bytes();
pub(crate) const SM3: &[u8] = oid("1.2.156.10197.1.401").as_bytes();
pub(crate) const RIPEMD160: &[u8] = oid("1.3.36.3.2.1").as_bytes();
pub(crate) const WHIRLPOOL: &[u8] = oid("1.0.10118.3.0.55").as_bytes();
pub(crate) const BLAKE2B_512: &[u8] = rfc7693::ID_BLAKE_2_B_512.as_bytes();
pub(crate) const BLAKE2S_256: &[u8] = rfc7693::ID_BLAKE_2_S_256.as_bytes();
pub(crate) const GOST_94: &[u8] = oid("1.2.643.2.2.9").as_bytes();
pub(crate) const STREEBOG_256: &[u8] = oid("1.2.643.7.1.1.2.2").as_bytes();
pub(crate) const STREEBOG_512: &[u8] = oid("1.2.643.7.1.1.2.3").as_bytes();

// HMAC with them. The IPsec arc (RFC 2202) is written by some PKCS #5 software.
pub(crate) const HMAC_MD5: &[u8] = oid("1.2.840.113549.2.6").as_bytes();
pub(crate) const HMAC_SHA1: &[u8] = oid("1.2.840.113549.2.7").as_bytes();
pub(crate) const HMAC_SHA224: &[u8] = rfc5753::ID_HMAC_WITH_SHA_224.as_bytes();
pub(crate) const HMAC_SHA256: &[u8] = rfc5753::ID_HMAC_WITH_SHA_256.as_bytes();
pub(crate) const HMAC_SHA384: &[u8] = rfc5753::ID_HMAC_WITH_SHA_384.as_bytes();
pub(crate) const HMAC_SHA512: &[u8] = rfc5753::ID_HMAC_WITH_SHA_512.as_bytes();
pub(crate) const HMAC_SHA512_224: &[u8] = oid("1.2.840.113549.2.12").as_bytes();
pub(crate) const HMAC_SHA512_256: &[u8] = oid("1.2.840.113549.2.13").as_bytes();
pub(crate) const HMAC_SHA3_224: &[u8] = rfc9688::ID_HMAC_WITH_SHA_3_224.as_bytes();
pub(crate) const HMAC_SHA3_256: &[u8] = rfc9688::ID_HMAC_WITH_SHA_3_256.as_bytes();
pub(crate) const HMAC_SHA3_384: &[u8] = rfc9688::ID_HMAC_WITH_SHA_3_384.as_bytes();
pub(crate) const HMAC_SHA3_512: &[u8] = rfc9688::ID_HMAC_WITH_SHA_3_512.as_bytes();
/// As GmSSL writes it; OpenSSL has [`HMAC_SM3_OPENSSL`].
pub(crate) const HMAC_SM3: &[u8] = oid("1.2.156.10197.1.401.2").as_bytes();
pub(crate) const HMAC_SM3_OPENSSL: &[u8] = oid("1.2.156.10197.1.401.3.1").as_bytes();
pub(crate) const IPSEC_HMAC_MD5: &[u8] = oid("1.3.6.1.5.5.8.1.1").as_bytes();
pub(crate) const IPSEC_HMAC_SHA1: &[u8] = rfc5911::HMAC_SHA_1.as_bytes();
pub(crate) const HMAC_TIGER: &[u8] = oid("1.3.6.1.5.5.8.1.3").as_bytes();
pub(crate) const HMAC_RIPEMD160: &[u8] = oid("1.3.6.1.5.5.8.1.4").as_bytes();
pub(crate) const HMAC_GOST_94: &[u8] = oid("1.2.643.2.2.10").as_bytes();
pub(crate) const HMAC_STREEBOG_256: &[u8] = oid("1.2.643.7.1.1.4.1").as_bytes();
pub(crate) const HMAC_STREEBOG_512: &[u8] = oid("1.2.643.7.1.1.4.2").as_bytes();

// Key algorithms (RFC 3279 §2.3, RFC 4055, RFC 5480 §2.1, RFC 8410 §3; GOST: RFC 4491 §2.3, RFC
// 9215 §4.1).
pub(crate) const RSA_ENCRYPTION: &[u8] = rfc5912::RSA_ENCRYPTION.as_bytes();
/// `id-ea-rsa` of X.509 (1988), still written for RSA keys.
pub(crate) const EA_RSA: &[u8] = oid("2.5.8.1.1").as_bytes();
pub(crate) const RSAES_OAEP: &[u8] = rfc5912::ID_RSAES_OAEP.as_bytes();
pub(crate) const RSASSA_PSS: &[u8] = rfc5912::ID_RSASSA_PSS.as_bytes();
pub(crate) const DSA: &[u8] = rfc5912::ID_DSA.as_bytes();
/// DSA in the arc of OIW, as old software wrote it.
pub(crate) const OIW_DSA: &[u8] = oid("1.3.14.3.2.12").as_bytes();
pub(crate) const PKCS3_DH: &[u8] = oid("1.2.840.113549.1.3.1").as_bytes();
pub(crate) const X942_DH: &[u8] = rfc5912::DHPUBLICNUMBER.as_bytes();
pub(crate) const EC_PUBLIC_KEY: &[u8] = rfc5753::ID_EC_PUBLIC_KEY.as_bytes();
pub(crate) const EC_DH: &[u8] = rfc5912::ID_EC_DH.as_bytes();
pub(crate) const EC_MQV: &[u8] = rfc5912::ID_EC_MQV.as_bytes();
/// SM2 as an algorithm, and its uses; the first is also the OID of the curve (GM/T 0006).
pub(crate) const SM2: &[u8] = oid("1.2.156.10197.1.301").as_bytes();
pub(crate) const SM2_SIGN: &[u8] = oid("1.2.156.10197.1.301.1").as_bytes();
pub(crate) const SM2_EXCHANGE: &[u8] = oid("1.2.156.10197.1.301.2").as_bytes();
pub(crate) const SM2_ENCRYPT: &[u8] = oid("1.2.156.10197.1.301.3").as_bytes();
pub(crate) const X25519: &[u8] = rfc8410::ID_X_25519.as_bytes();
pub(crate) const X448: &[u8] = rfc8410::ID_X_448.as_bytes();
pub(crate) const ED25519: &[u8] = rfc8410::ID_ED_25519.as_bytes();
pub(crate) const ED448: &[u8] = rfc8410::ID_ED_448.as_bytes();
pub(crate) const GOST_R3410_94: &[u8] = oid("1.2.643.2.2.20").as_bytes();
pub(crate) const GOST_R3410_2001: &[u8] = oid("1.2.643.2.2.19").as_bytes();
pub(crate) const GOST_R3410_2012_256: &[u8] = oid("1.2.643.7.1.1.1.1").as_bytes();
pub(crate) const GOST_R3410_2012_512: &[u8] = oid("1.2.643.7.1.1.1.2").as_bytes();
/// The same GOST keys for Diffie-Hellman (RFC 4357 §10.2, RFC 7836 §A).
pub(crate) const GOST_R3410_94_DH: &[u8] = oid("1.2.643.2.2.99").as_bytes();
pub(crate) const GOST_R3410_2001_DH: &[u8] = oid("1.2.643.2.2.98").as_bytes();
pub(crate) const GOST_R3410_2012_256_DH: &[u8] = oid("1.2.643.7.1.1.6.1").as_bytes();
pub(crate) const GOST_R3410_2012_512_DH: &[u8] = oid("1.2.643.7.1.1.6.2").as_bytes();
/// `nistAlgorithms`: ML-DSA and SLH-DSA are under its arc 3, ML-KEM under its arc 4.
pub(crate) const NIST_ALGORITHMS: &[u8] = fips202::NIST_ALGORITHMS.as_bytes();

// Signature algorithms, and arcs that hold several of them (RFC 8017, RFC 3279 §2.2, RFC 5758,
// RFC 8702, RFC 9708).
pub(crate) const PKCS_1: &[u8] = oid("1.2.840.113549.1.1").as_bytes();
pub(crate) const ANSI_X962_SIGNATURES: &[u8] = oid("1.2.840.10045.4").as_bytes();
pub(crate) const NIST_SIGNATURES: &[u8] = oid("2.16.840.1.101.3.4.3").as_bytes();
pub(crate) const PKIX_ALGORITHMS: &[u8] = oid("1.3.6.1.5.5.7.6").as_bytes();
pub(crate) const OIW_ALGORITHMS: &[u8] = oid("1.3.14.3.2").as_bytes();
pub(crate) const RUSSIA: &[u8] = oid("1.2.643").as_bytes();
pub(crate) const CHINESE_ALGORITHMS: &[u8] = oid("1.2.156.10197.1").as_bytes();
pub(crate) const DSA_WITH_SHA1: &[u8] = rfc5912::DSA_WITH_SHA_1.as_bytes();
pub(crate) const RIPEMD160_WITH_RSA: &[u8] = oid("1.3.36.3.3.1.2").as_bytes();
pub(crate) const HSS_LMS: &[u8] = oid("1.2.840.113549.1.9.16.3.17").as_bytes();

// Arcs of attribute types (X.520, RFC 4524, RFC 2985, RFC 3739, CA/Browser Forum).
pub(crate) const ATTRIBUTE_TYPES: &[u8] = oid("2.5.4").as_bytes();
pub(crate) const COMMON_NAME: &[u8] = rfc4519::CN.as_bytes();
pub(crate) const PILOT_ATTRIBUTES: &[u8] = oid("0.9.2342.19200300.100.1").as_bytes();
pub(crate) const PKCS_9: &[u8] = oid("1.2.840.113549.1.9").as_bytes();
pub(crate) const JURISDICTION: &[u8] = oid("1.3.6.1.4.1.311.60.2.1").as_bytes();
pub(crate) const PERSONAL_DATA: &[u8] = oid("1.3.6.1.5.5.7.9").as_bytes();

// Arcs of key purposes (RFC 5280 §4.2.1.12, RFC 4556 §3.2.4, Microsoft, Netscape).
pub(crate) const ANY_EXTENDED_KEY_USAGE: &[u8] = rfc5280::ANY_EXTENDED_KEY_USAGE.as_bytes();
pub(crate) const KEY_PURPOSES: &[u8] = rfc5280::ID_KP.as_bytes();
pub(crate) const KERBEROS_PURPOSES: &[u8] = oid("1.3.6.1.5.2.3").as_bytes();
pub(crate) const MICROSOFT: &[u8] = oid("1.3.6.1.4.1.311").as_bytes();
pub(crate) const NETSCAPE_SERVER_GATED_CRYPTO: &[u8] = oid("2.16.840.1.113730.4.1").as_bytes();

// Curves that OpenSSH names (RFC 5656 §10.1).
pub(crate) const NIST_P256: &[u8] = rfc5912::SECP_256_R_1.as_bytes();
pub(crate) const NIST_P384: &[u8] = rfc5912::SECP_384_R_1.as_bytes();
pub(crate) const NIST_P521: &[u8] = rfc5912::SECP_521_R_1.as_bytes();

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}
