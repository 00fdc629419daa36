//! Key derivation functions: from the octets of a passphrase to a key and an IV.

use super::{
    cost::{self, Cost},
    hash::Hash,
    java_pbe::java_pbe,
};
use crate::secret::Scratch;
use digest::Output as Digested;
use md5::{Digest as _, Md5};
use pkcs12::kdf::Pkcs12KeyType;

/// The highest supported iteration count, regardless of limits: PKCS#12's KDF counts in `i32`, and
/// 2³¹ iterations take minutes.
const MOST_ITERATIONS: u64 = 0x7fff_ffff;

/// A key derivation function and its parameters, which were checked when they were read.
#[derive(Clone, Copy)]
pub(super) enum Kdf<'a> {
    /// RFC 7292 §B.2, run once for each of key, IV and MAC key.
    Pkcs12 { hash: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 8018 §5.1; the first octets are the key, the rest contains the IV.
    Pbkdf1 { hash: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 8018 §5.2
    Pbkdf2 { prf: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 7914 §7
    Scrypt { salt: &'a [u8], log_n: u8, r: u32, p: u32 },
    /// OpenSSL's EVP_BytesToKey with MD5 and one iteration.
    BytesToKey { salt: [u8; 8] },
    /// JCEKS's PBEWithMD5AndTripleDES; the first octets are the key, the rest is the IV.
    JavaPbe { salt: [u8; 8], iterations: u64 },
    /// None: the passphrase is the key. JKS.
    Passphrase,
    /// OpenSSH's bcrypt_pbkdf; the first octets are the key, the rest is the IV.
    Bcrypt { salt: &'a [u8], rounds: u32 },
}

/// What to derive, in octets.
#[derive(Clone, Copy)]
pub(super) enum Output {
    /// An encryption key, and an IV unless its length is 0.
    KeyAndIv { key: usize, iv: usize },
    /// The key of a MAC (ID 3 of RFC 7292 §B.3).
    MacKey(usize),
}

/// Derived octets.
pub(super) struct Derived {
    pub(super) key: Scratch,
    /// The IV, if one was requested; for PBKDF1 all octets after the key.
    pub(super) iv: Scratch,
}

impl Kdf<'_> {
    /// The cost of deriving `output` from a passphrase of `password` octets.
    pub(super) fn cost(&self, password: usize, output: Output) -> Cost {
        let (key, iv) = match output {
            Output::KeyAndIv { key, iv } => (key, iv),
            Output::MacKey(key) => (key, 0),
        };
        match *self {
            Kdf::Pkcs12 { hash, salt, iterations } => {
                let iterations = priced(iterations);
                let cost = |length| cost::pkcs12(hash, password, salt.len(), iterations, length);
                if iv == 0 { cost(key) } else { cost(key).then(cost(iv)) }
            }
            Kdf::Pbkdf1 { hash, salt, iterations } => {
                cost::pbkdf1(hash, password, salt.len(), priced(iterations))
            }
            Kdf::Pbkdf2 { prf, salt, iterations } => {
                cost::pbkdf2(prf, password, salt.len(), priced(iterations), key)
            }
            Kdf::Scrypt { salt, log_n, r, p } => {
                let n = 1_u64.checked_shl(u32::from(log_n)).unwrap_or(u64::MAX);
                cost::scrypt(password, salt.len(), n, u64::from(r), u64::from(p))
            }
            Kdf::BytesToKey { .. } => cost::bytes_to_key(password, key),
            Kdf::JavaPbe { iterations, .. } => cost::java_pbe(password, priced(iterations)),
            Kdf::Passphrase => Cost { work: 0, memory: password },
            Kdf::Bcrypt { salt, rounds } => {
                let length = key.saturating_add(iv);
                cost::bcrypt_pbkdf(password, salt.len(), u64::from(rounds), length)
            }
        }
    }

    /// Derives `output`. Returns `None` only for parameters beyond what the functions accept, which
    /// no budget pays for.
    pub(super) fn derive(&self, password: &[u8], output: Output) -> Option<Derived> {
        let (id, length, iv) = match output {
            Output::KeyAndIv { key, iv } => (Pkcs12KeyType::EncryptionKey, key, iv),
            Output::MacKey(key) => (Pkcs12KeyType::Mac, key, 0),
        };
        let mut key = Scratch::zeroed(length);
        match *self {
            Kdf::Pkcs12 { hash, salt, iterations } => {
                let rounds = i32::try_from(iterations).ok()?;
                let derive = |id, length| hash.pkcs12(password, salt, id, rounds, length);
                let key = derive(id, length);
                let iv = if iv == 0 { Scratch::zeroed(0) } else { derive(Pkcs12KeyType::Iv, iv) };
                return Some(Derived { key, iv });
            }
            Kdf::Pbkdf1 { hash, salt, iterations } => {
                let rounds = u32::try_from(iterations).ok()?;
                return Derived::split(&hash.pbkdf1(password, salt, rounds), length);
            }
            Kdf::Pbkdf2 { prf, salt, iterations } => {
                let rounds = u32::try_from(iterations).ok()?;
                prf.pbkdf2(password, salt, rounds, key.as_mut_slice());
            }
            Kdf::Scrypt { salt, log_n, r, p } => {
                let params = scrypt::Params::new(log_n, r, p).ok()?;
                scrypt::scrypt(password, salt, &params, key.as_mut_slice()).ok()?;
            }
            Kdf::JavaPbe { salt, iterations } => {
                let rounds = u32::try_from(iterations).ok()?;
                return Derived::split(&java_pbe(password, salt, rounds), length);
            }
            Kdf::Passphrase => key = Scratch::copy_of(password),
            Kdf::BytesToKey { salt } => key = bytes_to_key(password, salt, length),
            Kdf::Bcrypt { salt, rounds } => {
                let mut derived = Scratch::zeroed(length.checked_add(iv)?);
                let out = derived.as_mut_slice();
                bcrypt_pbkdf::bcrypt_pbkdf(password, salt, rounds, out).ok()?;
                return Derived::split(&derived, length);
            }
        }
        Some(Derived { key, iv: Scratch::zeroed(0) })
    }
}

impl Derived {
    fn split(octets: &[u8], key: usize) -> Option<Derived> {
        let (key, iv) = octets.split_at_checked(key)?;
        Some(Derived { key: Scratch::copy_of(key), iv: Scratch::copy_of(iv) })
    }
}

/// The iteration count as it is priced: a count that no function here runs exceeds every limit.
fn priced(iterations: u64) -> u64 {
    if iterations > MOST_ITERATIONS { u64::MAX } else { iterations }
}

/// D_1 = MD5(password ‖ salt), D_i = MD5(D_(i−1) ‖ password ‖ salt), concatenated up to `length`
/// octets. No crate implements it.
fn bytes_to_key(password: &[u8], salt: [u8; 8], length: usize) -> Scratch {
    let mut key = Scratch::zeroed(length.next_multiple_of(16));
    let mut previous: &[u8] = &[];
    for digest in key.as_mut_slice().chunks_exact_mut(16) {
        let hash = Md5::new_with_prefix(previous).chain_update(password).chain_update(salt);
        if let Ok(out) = <&mut Digested<Md5>>::try_from(&mut *digest) {
            hash.finalize_into(out);
        }
        previous = digest;
    }
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use super::{super::hashes::SHA1, *};

    #[test]
    fn the_iv_of_pkcs12_is_paid_for() {
        let kdf = Kdf::Pkcs12 { hash: &SHA1, salt: b"eightoct", iterations: 2048 };
        let work = |iv| kdf.cost(18, Output::KeyAndIv { key: 24, iv }).work;
        assert_eq!((work(0), work(8)), (2 * 2048, 3 * 2048));
    }
}
