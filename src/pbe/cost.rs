//! The prices of key derivation, in calls of a hash's compression function.

use super::{
    hash::Hash,
    hashes::{MD5, SHA1, SHA512},
};
use crate::budget::to_u64;

/// The work and the memory of one attempt with one passphrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Compressions, in units of [`Limits::kdf_work`](crate::Limits::kdf_work); saturates.
    pub(crate) work: u64,
    /// Bytes, in addition to what every attempt uses.
    pub(crate) memory: usize,
}

impl Cost {
    /// The cost of both in sequence: work adds up, memory is the maximum.
    pub(super) fn then(self, other: Cost) -> Cost {
        Cost { work: self.work.saturating_add(other.work), memory: self.memory.max(other.memory) }
    }
}

/// The number of blocks that a passphrase or salt fills completely, each of them one compression: zero
/// for the usual lengths.
fn absorbed(hash: &Hash, octets: usize) -> u64 {
    to_u64(octets.checked_div(hash.block).unwrap_or(0))
}

fn outputs(hash: &Hash, length: usize) -> u64 {
    to_u64(length.div_ceil(hash.output.max(1)))
}

/// PBKDF2: 2·c·⌈dkLen/hLen⌉ (RFC 8018 §5.2).
pub(super) fn pbkdf2(
    prf: &Hash,
    password: usize,
    salt: usize,
    iterations: u64,
    key: usize,
) -> Cost {
    let outputs = outputs(prf, key);
    let rounds = iterations.saturating_mul(2).saturating_mul(outputs);
    let absorbed =
        absorbed(prf, salt).saturating_mul(outputs).saturating_add(absorbed(prf, password));
    Cost { work: rounds.saturating_add(absorbed).saturating_mul(prf.price), memory: 0 }
}

/// PBKDF1: one compression an iteration (RFC 8018 §5.1).
pub(super) fn pbkdf1(hash: &Hash, password: usize, salt: usize, iterations: u64) -> Cost {
    let absorbed = absorbed(hash, password.saturating_add(salt));
    Cost { work: iterations.saturating_add(absorbed).saturating_mul(hash.price), memory: 0 }
}

/// PKCS#12's KDF for one ID: iterations·⌈n/u⌉ (RFC 7292 §B.2). Each block of passphrase and salt is
/// copied, hashed and added to for every output, octet by octet.
pub(super) fn pkcs12(
    hash: &Hash,
    password: usize,
    salt: usize,
    iterations: u64,
    key: usize,
) -> Cost {
    let iterated = iterations.saturating_mul(hash.price);
    let blocks = absorbed(hash, password).saturating_add(absorbed(hash, salt));
    let addition = to_u64(hash.block / 64).saturating_mul(PKCS12_ADDITION);
    let absorbed = blocks.saturating_mul(hash.price.saturating_add(addition));
    let work = iterated.saturating_add(absorbed).saturating_mul(outputs(hash, key));
    Cost { work, memory: password.saturating_add(salt) }
}

/// scrypt: 4·N·r·p, and 128·r·(N + p) octets plus two blocks of work space (RFC 7914 §6). With r
/// below 3, access to memory takes longer than computing; both PBKDF2 runs matter only for tiny N.
/// The first computes 4·r·p outputs, each from the whole salt.
pub(super) fn scrypt(password: usize, salt: usize, n: u64, r: u64, p: u64) -> Cost {
    let block = r.saturating_mul(128);
    let memory = n.saturating_add(p).saturating_add(2).saturating_mul(block);
    let mixed = n.max(5).saturating_mul(r.max(3)).saturating_mul(p).saturating_mul(4);
    let outputs = r.saturating_mul(p).saturating_mul(4);
    let absorbed = outputs.saturating_mul(to_u64(salt / 64)).saturating_add(to_u64(password / 64));
    Cost {
        work: mixed.saturating_add(absorbed),
        memory: usize::try_from(memory).unwrap_or(usize::MAX),
    }
}

/// OpenSSH's bcrypt_pbkdf: one bcrypt hash per round and per 32 octets of key, each worth
/// [`BCRYPT_HASH`] compressions. The passphrase is hashed with SHA-512 once, the salt once per 32
/// octets; both count from the second block on.
pub(super) fn bcrypt_pbkdf(password: usize, salt: usize, rounds: u64, key: usize) -> Cost {
    let parts = to_u64(key.div_ceil(32));
    let hashes = rounds.saturating_mul(parts).saturating_mul(BCRYPT_HASH);
    let absorbed = parts.saturating_mul(to_u64(salt / 128)).saturating_add(to_u64(password / 128));
    Cost { work: hashes.saturating_add(absorbed.saturating_mul(SHA512.price)), memory: 0 }
}

/// OpenSSL's EVP_BytesToKey with MD5 and one iteration: per 16 octets of key one hash of the previous
/// digest, the passphrase and 8 octets of salt.
pub(super) fn bytes_to_key(password: usize, key: usize) -> Cost {
    let hashed = to_u64(password.saturating_add(24) / 64).saturating_add(1);
    Cost {
        work: hashed.saturating_mul(to_u64(key.div_ceil(16))).saturating_mul(MD5.price),
        memory: 0,
    }
}

/// SHA-1 or MD5 of this many octets, with the padding of the hash (RFC 1321 §3.1, RFC 3174 §4).
fn hashed(octets: usize) -> u64 {
    to_u64(octets.saturating_add(9).div_ceil(64))
}

/// The key protector of JKS: for each 20 octets one hash of the passphrase and 20 octets, and one of
/// the passphrase and the plaintext.
pub(super) fn java_key_protector(password: usize, ciphertext: usize) -> Cost {
    let blocks = to_u64(ciphertext.div_ceil(20));
    let stream = hashed(password.saturating_add(20)).saturating_mul(blocks);
    let check = hashed(password.saturating_add(ciphertext));
    Cost { work: stream.saturating_add(check).saturating_mul(SHA1.price), memory: password }
}

/// The key derivation of JCEKS: for each half of the salt, `iterations` hashes of at most 16 octets
/// and the passphrase.
pub(super) fn java_pbe(password: usize, iterations: u64) -> Cost {
    let hash = hashed(password.saturating_add(16)).saturating_mul(MD5.price);
    Cost { work: iterations.saturating_mul(2).saturating_mul(hash), memory: 0 }
}

/// The digest of a Java key store: one hash of the passphrase, 16 octets and the content.
pub(super) fn java_store_digest(password: usize, content: usize) -> Cost {
    let hash = hashed(password.saturating_add(16).saturating_add(content));
    Cost { work: hash.saturating_mul(SHA1.price), memory: 0 }
}

/// HMAC of this many octets. Content below 4 KiB is free.
pub(super) fn hmac(hash: &Hash, content: usize) -> Cost {
    let pages = to_u64(content / 4096);
    let blocks = to_u64(4096_usize.checked_div(hash.block).unwrap_or(0));
    Cost { work: pages.saturating_mul(blocks).saturating_mul(hash.price), memory: 0 }
}

/// Decryption of this many octets by a cipher of this price. A ciphertext below 256 octets, such as
/// that of an EC key, is free.
pub(super) fn decryption(price: u64, ciphertext: usize) -> Cost {
    Cost { work: to_u64(ciphertext / 256).saturating_mul(price), memory: 0 }
}

// The prices of ciphers per 256 octets, all measured: `benches/prices.rs` checks them.
pub(super) const AES_CBC: u64 = 1;
pub(super) const AES_GCM: u64 = 6;
/// A mode of operation that cannot decrypt blocks in parallel.
pub(super) const AES_SERIAL: u64 = 8;
pub(super) const DES: u64 = 244;
pub(super) const TRIPLE_DES: u64 = 730;
pub(super) const RC2: u64 = 64;
pub(super) const RC4: u64 = 14;
#[cfg(feature = "rare-ciphers")]
pub(super) const CAMELLIA: u64 = 64;
#[cfg(feature = "rare-ciphers")]
pub(super) const ARIA: u64 = 90;
#[cfg(feature = "rare-ciphers")]
pub(super) const SM4: u64 = 80;
/// Includes deriving a new key after each section.
#[cfg(feature = "rare-ciphers")]
pub(super) const GOST_28147: u64 = 75;
#[cfg(feature = "rare-ciphers")]
pub(super) const KUZNYECHIK: u64 = 30;
#[cfg(feature = "rare-ciphers")]
pub(super) const IDEA: u64 = 60;
#[cfg(feature = "rare-ciphers")]
pub(super) const CAST5: u64 = 44;
#[cfg(feature = "rare-ciphers")]
pub(super) const BLOWFISH: u64 = 50;

/// The same with and without Poly1305.
#[cfg(feature = "rare-ciphers")]
pub(super) const CHACHA20: u64 = 6;

/// The price of a mode of operation that encrypts a block for each octet.
pub(super) const fn per_octet(price: u64, block: u64) -> u64 {
    price.saturating_mul(block)
}

/// The price of a mode of operation that encrypts a block for each bit.
pub(super) const fn per_bit(price: u64, block: u64) -> u64 {
    per_octet(price, block).saturating_mul(8)
}

/// The price of one bcrypt hash.
const BCRYPT_HASH: u64 = 53_000;
/// The price of the additions of PKCS#12's KDF to 64 octets.
const PKCS12_ADDITION: u64 = 3;

#[cfg(test)]
mod tests {
    use super::super::hashes::SHA256;
    use super::*;

    #[test]
    fn as_the_table_says() {
        assert_eq!(pbkdf2(&SHA256, 8, 8, 2048, 32).work, 4096);
        assert_eq!(pbkdf2(&SHA1, 8, 8, 2048, 32).work, 8192);
        assert_eq!(pbkdf2(&SHA512, 8, 8, 1000, 32).work, 8000);
        assert_eq!(pbkdf1(&MD5, 8, 8, 2048).work, 4096);
        assert_eq!(pkcs12(&SHA1, 20, 8, 2048, 24).work, 4096);
        let scrypt = scrypt(8, 16, 16384, 8, 1);
        assert_eq!(scrypt.work, 4 * 16384 * 8);
        assert!(scrypt.memory >= 16 << 20 && scrypt.memory < 17 << 20);
        assert_eq!(bcrypt_pbkdf(127, 127, 16, 48).work, 16 * 2 * BCRYPT_HASH);
        assert_eq!(bcrypt_pbkdf(1280, 256, 0, 48).work, 4 * (10 + 2 * 2));
        assert_eq!(bytes_to_key(8, 32).work, 4);
        assert_eq!(hmac(&SHA512, 10_000).work, 2 * 32 * 4);
        assert_eq!(hmac(&SHA256, 4095).work, 0);
        assert_eq!(java_key_protector(32, 1200).work, 60 + 20);
        assert_eq!(java_key_protector(36, 1200).work, 2 * 60 + 20);
        assert_eq!(java_pbe(16, 200_000).work, 2 * 200_000 * 2);
        assert_eq!(java_pbe(40, 1).work, 2 * 2 * 2);
        assert_eq!(java_store_digest(32, 1 << 20).work, (1 << 14) + 1);
        assert_eq!(decryption(TRIPLE_DES, 1 << 20).work, 4096 * TRIPLE_DES);
        assert_eq!(decryption(TRIPLE_DES, 255).work, 0);
    }

    #[test]
    fn long_passphrases_and_salts_are_paid_for() {
        assert_eq!(pbkdf2(&SHA256, 640, 128, 1, 64).work, 4 + 10 + 4);
        assert_eq!(pkcs12(&SHA1, 1 << 20, 0, 1, 20).work, 1 + 4 * (1 << 14));
        assert_eq!(pkcs12(&SHA512, 1 << 20, 0, 1, 65).work, 2 * (4 + 10 * (1 << 13)));
        assert_eq!(bytes_to_key(104, 32).work, 2 * 3 * 2);
        assert_eq!(scrypt(640, 128, 16, 1, 100).work, 3 * 4 * 16 * 100 + 400 * 2 + 10);
        assert_eq!(scrypt(8, 16, 2, 1, 1000).work, 60_000);
    }

    #[test]
    fn absurd_parameters_saturate() {
        assert_eq!(pbkdf2(&SHA512, 0, 0, u64::MAX, 64).work, u64::MAX);
        assert_eq!(java_pbe(0, u64::MAX).work, u64::MAX);
        assert_eq!(scrypt(0, 0, 1 << 40, u64::MAX, u64::MAX).work, u64::MAX);
        assert_eq!(scrypt(0, 0, u64::MAX, 8, 1).memory, usize::MAX);
    }
}
