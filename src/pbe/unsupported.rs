//! Names of algorithms that are not read, so that an error can say more than a number.

use der::oid::ObjectIdentifier;

/// An algorithm that this build does not read.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    /// The Cargo feature that reads it.
    pub(crate) feature: Option<&'static str>,
}

/// What is known of the algorithm, by the content octets of its OID.
pub(crate) fn of(oid: &[u8]) -> Option<Known> {
    let name = |rows: &[(ObjectIdentifier, &'static str)]| {
        rows.iter().find(|(own, _)| own.as_bytes() == oid).map(|(_, name)| *name)
    };
    if let Some(name) = name(&RARE) {
        return Some(Known { name, feature: Some(FEATURE) });
    }
    name(&UNREAD).map(|name| Known { name, feature: None })
}

/// The feature that reads the cipher of this name, which is OpenSSL's, too.
pub(crate) fn feature_of(name: &str) -> Option<&'static str> {
    RARE.iter().any(|(_, own)| *own == name).then_some(FEATURE)
}

const FEATURE: &str = "rare-ciphers";

const fn row(oid: &'static str, name: &'static str) -> (ObjectIdentifier, &'static str) {
    (ObjectIdentifier::new_unwrap(oid), name)
}

/// Read with the feature `rare-ciphers`.
static RARE: [(ObjectIdentifier, &str); 22] = [
    row("1.2.840.113549.2.4", "MD4"),
    row("1.2.156.10197.1.401", "SM3"),
    row("1.2.156.10197.1.401.2", "HMAC-SM3"),
    row("1.2.156.10197.1.401.3.1", "HMAC-SM3"),
    row("2.16.840.1.101.3.4.2.7", "SHA3-224"),
    row("2.16.840.1.101.3.4.2.8", "SHA3-256"),
    row("2.16.840.1.101.3.4.2.9", "SHA3-384"),
    row("2.16.840.1.101.3.4.2.10", "SHA3-512"),
    row("2.16.840.1.101.3.4.2.13", "HMAC-SHA3-224"),
    row("2.16.840.1.101.3.4.2.14", "HMAC-SHA3-256"),
    row("2.16.840.1.101.3.4.2.15", "HMAC-SHA3-384"),
    row("2.16.840.1.101.3.4.2.16", "HMAC-SHA3-512"),
    row("1.2.392.200011.61.1.1.1.2", "CAMELLIA-128-CBC"),
    row("1.2.392.200011.61.1.1.1.3", "CAMELLIA-192-CBC"),
    row("1.2.392.200011.61.1.1.1.4", "CAMELLIA-256-CBC"),
    row("1.2.410.200046.1.1.2", "ARIA-128-CBC"),
    row("1.2.410.200046.1.1.7", "ARIA-192-CBC"),
    row("1.2.410.200046.1.1.12", "ARIA-256-CBC"),
    row("1.2.156.10197.1.104.2", "SM4-CBC"),
    row("1.2.840.113533.7.66.10", "CAST5-CBC"),
    row("1.3.6.1.4.1.3029.1.2", "BF-CBC"),
    row("1.3.6.1.4.1.188.7.1.1.2", "IDEA-CBC"),
];

/// Not read by any build: no well-kept crate has it (SEED), no tool writes it any more (MD2), or
/// it is at home outside of PKCS#12 files.
static UNREAD: [(ObjectIdentifier, &str); 30] = [
    row("1.2.840.113549.1.5.1", "pbeWithMD2AndDES-CBC"),
    row("1.2.840.113549.1.5.4", "pbeWithMD2AndRC2-CBC"),
    row("1.2.840.113549.2.2", "MD2"),
    row("1.2.410.200004.1.4", "SEED-CBC"),
    row("1.2.156.10197.1.104.8", "SM4-GCM"),
    row("1.3.36.3.2.1", "RIPEMD-160"),
    row("1.3.6.1.5.5.8.1.4", "HMAC-RIPEMD-160"),
    row("1.0.10118.3.0.55", "Whirlpool"),
    row("1.3.6.1.4.1.1722.12.2.1.16", "BLAKE2b-512"),
    row("1.3.6.1.4.1.1722.12.2.2.8", "BLAKE2s-256"),
    row("1.3.6.1.5.5.8.1.3", "HMAC-Tiger"),
    row("2.16.840.1.101.3.4.2.11", "SHAKE128"),
    row("2.16.840.1.101.3.4.2.12", "SHAKE256"),
    row("1.2.643.2.2.9", "GOST R 34.11-94"),
    row("1.2.643.2.2.10", "HMAC-GOST R 34.11-94"),
    row("1.2.643.2.2.21", "GOST 28147-89"),
    row("1.2.643.7.1.1.2.2", "Streebog-256"),
    row("1.2.643.7.1.1.2.3", "Streebog-512"),
    row("1.2.643.7.1.1.4.1", "HMAC-Streebog-256"),
    row("1.2.643.7.1.1.4.2", "HMAC-Streebog-512"),
    row("1.2.643.7.1.1.5.1.1", "Magma-CTR-ACPKM"),
    row("1.2.643.7.1.1.5.2.1", "Kuznyechik-CTR-ACPKM"),
    row("1.2.410.200004.1.15", "pbeWithSHA1AndSEED-CBC"),
    row("1.2.840.113533.7.66.12", "pbeWithMD5AndCAST5-CBC"),
    row("1.2.840.113549.1.5.14", "PBMAC1"),
    row("1.2.840.113549.1.9.16.3.18", "ChaCha20-Poly1305"),
    row("1.2.840.113549.3.8", "RC5-CBC"),
    row("2.16.840.1.101.3.4.1.7", "AES-128-CCM"),
    row("2.16.840.1.101.3.4.1.27", "AES-192-CCM"),
    row("2.16.840.1.101.3.4.1.47", "AES-256-CCM"),
];
