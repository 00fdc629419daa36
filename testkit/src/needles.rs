//! The secrets of a case, as the byte strings that must not be found anywhere else.

use crate::{fixture::Case, tlv};
use anycert::Bundle;
use base64ct::{Base64, Encoding};
use hmac::Hmac;
use std::ops::Range;

/// What is searched for in one stretch of a secret.
const WINDOW: usize = 18;
/// A shorter passphrase would be found by chance.
const SHORTEST_PASSPHRASE: usize = 8;

/// One byte string and what it is.
pub struct Needle {
    pub what: String,
    pub bytes: Vec<u8>,
}

fn needle(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Needle {
    Needle { what: what.into(), bytes: bytes.into() }
}

/// The passphrases of a case in the encodings that the formats use.
pub fn passphrases(case: &Case<'_>) -> Vec<Needle> {
    let mut needles = Vec::new();
    for key in ["passphrase", "integrity_passphrase"] {
        let Some(passphrase) = case.text(key) else { continue };
        if passphrase.len() < SHORTEST_PASSPHRASE {
            continue;
        }
        let units: Vec<u8> = passphrase.encode_utf16().flat_map(u16::to_be_bytes).collect();
        needles.push(needle(format!("{key} in UTF-16"), units));
        needles.push(needle(format!("{key} in UTF-8"), passphrase));
    }
    needles
}

/// The numbers of every private key that the case opens: windows of them, and those in base64.
pub fn private_keys(bundle: &Bundle) -> Vec<Needle> {
    let mut needles = Vec::new();
    for (number, key) in bundle.private_keys().iter().enumerate() {
        let Some(pkcs8) = key.secret_pkcs8_der() else { continue };
        let what = format!("key {}", number + 1);
        let algorithm = key.algorithm();
        let algorithm = algorithm.as_ref().map_or("", |algorithm| algorithm.name());
        for value in secret_values(pkcs8) {
            for secret in secret_parts(algorithm, &pkcs8[value]) {
                for window in windows(secret) {
                    let base64 = format!("{what} in base64");
                    needles.extend(in_base64(&window).map(|text| needle(&*base64, text)));
                    needles.push(needle(&*what, window));
                }
            }
        }
    }
    needles
}

/// Expanded keys of lattice and hash-based schemes contain their public half too.
fn secret_parts<'a>(algorithm: &str, value: &'a [u8]) -> Vec<&'a [u8]> {
    match value.len() {
        // sk = SK.seed, SK.prf, PK.seed, PK.root, of one length (FIPS 205 §9.1).
        length if algorithm.starts_with("SLH-DSA") => vec![&value[..length / 2]],
        // sk = ρ, K, ... with ρ public (FIPS 204 §7.2); shorter is the seed.
        65.. if algorithm.starts_with("ML-DSA") => vec![&value[32..64], &value[128..]],
        // dk = dk of the scheme below, ek, hash of ek, z (FIPS 203 §7.1); shorter is the seed.
        65.. if algorithm.starts_with("ML-KEM") => {
            vec![&value[..64], &value[value.len() - 32..]]
        }
        _ => vec![value],
    }
}

/// The ranges of the secret numbers in a PKCS#8 PrivateKeyInfo (RFC 5958 §2).
fn secret_values(pkcs8: &[u8]) -> Vec<Range<usize>> {
    let fields = tlv::children(pkcs8, 0..pkcs8.len()).expect("our PKCS#8 is DER");
    let fields = tlv::children(pkcs8, fields[0].content.clone()).expect("our PKCS#8 is DER");
    let key = &fields[2];
    assert_eq!(key.tag, 0x04, "privateKey is an OCTET STRING");
    let content = key.content.clone();
    let Some(inner) = tlv::children(pkcs8, content.clone()).filter(|inner| inner.len() == 1) else {
        return vec![content];
    };
    if !inner[0].is_constructed() {
        return vec![inner[0].content.clone()];
    }
    let parts = tlv::children(pkcs8, inner[0].content.clone()).expect("a key structure is DER");
    // RSAPrivateKey (RFC 8017 §A.1.2): version, modulus and publicExponent are public.
    let public = if parts.len() >= 9 { 3 } else { 0 };
    let is_number = |part: &&tlv::Tlv| matches!(part.tag, 0x02 | 0x04) && part.content.len() >= 16;
    parts[public..].iter().filter(is_number).map(|part| part.content.clone()).collect()
}

/// Stretches at the start, in the middle and at the end.
fn windows(secret: &[u8]) -> Vec<Vec<u8>> {
    // Zeroes at the start, as in small numbers, are not a secret.
    let start = secret.iter().position(|byte| *byte != 0).unwrap_or(0);
    let secret = &secret[start..];
    let length = WINDOW.min(secret.len());
    let starts = [0, (secret.len() - length) / 2, secret.len() - length];
    starts.map(|start| secret[start..start + length].to_vec()).to_vec()
}

/// The same at each of the three alignments, without what depends on the neighbours.
fn in_base64(window: &[u8]) -> impl Iterator<Item = String> {
    (0..3).map(|skip| {
        let whole = (window.len() - skip) / 3 * 3;
        Base64::encode_string(&window[skip..skip + whole])
    })
}

/// The keys that PBKDF2 and the PKCS#12 derivation derive from the passphrase with the parameters in
/// the file.
pub fn derived_keys(case: &Case<'_>) -> Vec<Needle> {
    let Some(passphrase) = case.passphrase() else { return Vec::new() };
    let decoded = pem_rfc7468::decode_vec(&case.fixture.bytes).map(|(_, der)| der);
    let bytes = decoded.as_deref().unwrap_or(&case.fixture.bytes);
    let mut needles = Vec::new();
    for tlv in tlv::all(bytes).iter().filter(|tlv| tlv.tag == 0x30) {
        let Some(fields) = tlv::children(bytes, tlv.content.clone()) else { continue };
        let [oid, parameters, ..] = &fields[..] else { continue };
        let Some(parameters) = tlv::children(bytes, parameters.content.clone()) else { continue };
        let [salt, iterations, ..] = &parameters[..] else { continue };
        if (oid.tag, salt.tag, iterations.tag) != (0x06, 0x04, 0x02) {
            continue;
        }
        let salt = &bytes[salt.content.clone()];
        let iterations = bytes[iterations.content.clone()]
            .iter()
            .fold(0_u32, |sum, octet| sum << 8 | u32::from(*octet));
        // Deriving takes as long here as there.
        if iterations > 10_000 {
            continue;
        }
        match &bytes[oid.content.clone()] {
            PBKDF2 => {
                let prf = parameters.last().map(|prf| &bytes[prf.content.clone()]);
                needles.push(needle("PBKDF2 key", pbkdf2(passphrase, salt, iterations, prf)));
            }
            oid if oid.starts_with(PKCS12_PBE) => {
                needles.push(needle("PKCS#12 key", pkcs12_key(passphrase, salt, iterations)));
            }
            _ => {}
        }
    }
    needles
}

/// 1.2.840.113549.1.5.12
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
/// 1.2.840.113549.1.12.1
const PKCS12_PBE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];
/// 1.2.840.113549.2.9, hmacWithSHA256
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09];

/// The first 16 bytes, which are the same for every length.
fn pbkdf2(passphrase: &str, salt: &[u8], iterations: u32, prf: Option<&[u8]>) -> Vec<u8> {
    let mut key = vec![0; 16];
    let is_sha256 =
        prf.is_some_and(|prf| prf.windows(HMAC_SHA256.len()).any(|at| at == HMAC_SHA256));
    let done = if is_sha256 {
        pbkdf2::pbkdf2::<Hmac<sha2::Sha256>>(passphrase.as_bytes(), salt, iterations, &mut key)
    } else {
        pbkdf2::pbkdf2::<Hmac<sha1::Sha1>>(passphrase.as_bytes(), salt, iterations, &mut key)
    };
    done.expect("HMAC takes any key");
    key
}

/// The first 16 bytes of the encryption key, for SHA-1 (RFC 7292 §B.2).
fn pkcs12_key(passphrase: &str, salt: &[u8], iterations: u32) -> Vec<u8> {
    let mut units: Vec<u8> = passphrase.encode_utf16().flat_map(u16::to_be_bytes).collect();
    units.extend([0, 0]);
    let rounds = i32::try_from(iterations).expect("few iterations");
    let purpose = pkcs12::kdf::Pkcs12KeyType::EncryptionKey;
    pkcs12::kdf::derive_key::<sha1::Sha1>(&units, salt, purpose, rounds, 16)
}
