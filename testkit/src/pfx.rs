//! PKCS#12 files built part by part (RFC 7292): encryption and MAC by code independent of the
//! library, with parameters that no tool writes.

use crate::{
    cms::{DATA, content_info},
    der::{context, integer, octet_string, oid, sequence, set, tlv},
};
use aes::Aes128;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use hmac::{Hmac, KeyInit, Mac};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use sha2::Sha256;

pub const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
pub const PBES2: &str = "1.2.840.113549.1.5.13";
pub const PBMAC1: &str = "1.2.840.113549.1.5.14";
pub const PBKDF2: &str = "1.2.840.113549.1.5.12";
pub const HMAC_SHA256: &str = "1.2.840.113549.2.9";
pub const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub const AES_128_CBC: &str = "2.16.840.1.101.3.4.1.2";
pub const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
pub const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
pub const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";

const SALT: &[u8] = b"eightoct";
const IV: [u8; 16] = *b"sixteen octets!!";

/// The bag types, by their last arc.
#[derive(Clone, Copy)]
pub enum Bag {
    Key = 1,
    ShroudedKey = 2,
    Certificate = 3,
    Crl = 4,
    Secret = 5,
    SafeContents = 6,
}

pub fn bag(kind: Bag, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    let id = oid(&format!("1.2.840.113549.1.12.10.1.{}", kind as u8));
    sequence(&[&id, &context(0, &[value]), attributes])
}

pub fn certificate_bag(certificate: &[u8]) -> Vec<u8> {
    bag(Bag::Certificate, &cert_bag(X509_CERTIFICATE, &octet_string(certificate)), &[])
}

pub fn cert_bag(id: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(id), &context(0, &[value])])
}

/// An attribute with the given values.
pub fn attribute(id: &str, values: &[&[u8]]) -> Vec<u8> {
    sequence(&[&oid(id), &set(values)])
}

pub fn bmp_string(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    tlv(0x1e, &[&units])
}

/// A ContentInfo of bags in clear.
pub fn clear(bags: &[&[u8]]) -> Vec<u8> {
    content_info(DATA, &octet_string(&sequence(bags)))
}

/// A ContentInfo of EncryptedData.
pub fn encrypted(algorithm: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let content = tlv(0x80, &[ciphertext]);
    let info = sequence(&[&oid(DATA), algorithm, &content]);
    content_info(ENCRYPTED_DATA, &sequence(&[&integer(&[0]), &info]))
}

/// AlgorithmIdentifier
pub fn algorithm(id: &str, parameters: &[u8]) -> Vec<u8> {
    sequence(&[&oid(id), parameters])
}

/// PBKDF2 with HMAC-SHA-256 and these content octets of the iteration count.
pub fn pbkdf2(iterations: &[u8], key_length: &[u8]) -> Vec<u8> {
    let prf = algorithm(HMAC_SHA256, &tlv(0x05, &[]));
    let salt = octet_string(SALT);
    algorithm(PBKDF2, &sequence(&[&salt, &integer(iterations), key_length, &prf]))
}

/// PBES2 of this derivation with AES-128-CBC and the IV.
pub fn pbes2(kdf: &[u8]) -> Vec<u8> {
    let cipher = algorithm(AES_128_CBC, &octet_string(&IV));
    algorithm(PBES2, &sequence(&[kdf, &cipher]))
}

/// As `pbes2(pbkdf2(iterations))` encrypts it under the octets of a passphrase.
pub fn encrypt(passphrase: &[u8], iterations: u32, plaintext: &[u8]) -> Vec<u8> {
    let mut key = [0; 16];
    ::pbkdf2::pbkdf2_hmac::<Sha256>(passphrase, SALT, iterations, &mut key);
    cbc::Encryptor::<Aes128>::new(&key.into(), &IV.into()).encrypt_padded_vec::<Pkcs7>(plaintext)
}

/// AuthenticatedSafe
pub fn authenticated_safe(safes: &[&[u8]]) -> Vec<u8> {
    sequence(safes)
}

/// PFX around an AuthenticatedSafe, with MacData or without.
pub fn pfx(authenticated_safe: &[u8], mac_data: &[u8]) -> Vec<u8> {
    let auth_safe = content_info(DATA, &octet_string(authenticated_safe));
    sequence(&[&integer(&[3]), &auth_safe, mac_data])
}

/// MacData of HMAC-SHA-256 with one iteration, which then is not written.
pub fn mac_data(passphrase: &str, authenticated_safe: &[u8]) -> Vec<u8> {
    let units = passphrase.encode_utf16().chain([0]);
    let password: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    let key = derive_key::<Sha256>(&password, SALT, Pkcs12KeyType::Mac, 1, 32);
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("any length");
    let digest = mac.chain_update(authenticated_safe).finalize().into_bytes();
    mac_data_of(&algorithm(SHA256, &tlv(0x05, &[])), &digest, &[])
}

/// MacData of any algorithm; `iterations` is a complete INTEGER or empty.
pub fn mac_data_of(algorithm: &[u8], digest: &[u8], iterations: &[u8]) -> Vec<u8> {
    let info = sequence(&[algorithm, &octet_string(digest)]);
    sequence(&[&info, &octet_string(SALT), iterations])
}
