//! From a passphrase to key and IV: the derivations, their parameters checked when they were read.

use super::{
    cost::{self, Cost},
    hash::Hash,
};
use crate::secret::Scratch;
use pkcs12::kdf::Pkcs12KeyType;

/// More iterations than this are refused whatever the limits say: PKCS#12's KDF counts in `i32`,
/// and 2³¹ of them take minutes.
const MOST_ITERATIONS: u64 = 0x7fff_ffff;

/// A key derivation function and its parameters.
#[derive(Clone, Copy)]
pub(super) enum Derivation<'a> {
    /// RFC 7292 §B.2, for the key and for the IV.
    Pkcs12 { hash: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 8018 §5.1; the first octets are the key, those behind them the IV.
    Pbkdf1 { hash: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 8018 §5.2
    Pbkdf2 { prf: &'static Hash, salt: &'a [u8], iterations: u64 },
    /// RFC 7914 §7
    Scrypt { salt: &'a [u8], log_n: u8, r: u32, p: u32 },
}

impl Derivation<'_> {
    /// Of one attempt with a passphrase of `password` octets.
    pub(super) fn cost(&self, password: usize, key: usize, iv: usize) -> Cost {
        match *self {
            Derivation::Pkcs12 { hash, salt, iterations } => {
                let iterations = priced(iterations);
                let cost = |length| cost::pkcs12(hash, password, salt.len(), iterations, length);
                if iv == 0 { cost(key) } else { cost(key).then(cost(iv)) }
            }
            Derivation::Pbkdf1 { hash, salt, iterations } => {
                cost::pbkdf1(hash, password, salt.len(), priced(iterations))
            }
            Derivation::Pbkdf2 { prf, salt, iterations } => {
                cost::pbkdf2(prf, password, salt.len(), priced(iterations), key)
            }
            Derivation::Scrypt { salt, log_n, r, p } => {
                let n = 1_u64.checked_shl(u32::from(log_n)).unwrap_or(u64::MAX);
                cost::scrypt(password, salt.len(), n, u64::from(r), u64::from(p))
            }
        }
    }

    /// Key and IV; an IV only where the scheme derives it, and of PBKDF1 all that is behind the key.
    /// Nothing only for parameters beyond what
    /// the functions take, which no budget pays for.
    pub(super) fn derive(&self, password: &[u8], key: usize, iv: usize) -> Option<[Scratch; 2]> {
        match *self {
            Derivation::Pkcs12 { hash, salt, iterations } => {
                let rounds = i32::try_from(iterations).ok()?;
                let derive = |purpose, length| hash.pkcs12(password, salt, purpose, rounds, length);
                let key = derive(Pkcs12KeyType::EncryptionKey, key);
                let iv = match iv {
                    0 => Scratch::zeroed(0),
                    length => derive(Pkcs12KeyType::Iv, length),
                };
                Some([key, iv])
            }
            Derivation::Pbkdf1 { hash, salt, iterations } => {
                let rounds = u32::try_from(iterations).ok()?;
                let derived = hash.pbkdf1(password, salt, rounds);
                let (first, rest) = derived.split_at_checked(key)?;
                Some([Scratch::copy_of(first), Scratch::copy_of(rest)])
            }
            Derivation::Pbkdf2 { prf, salt, iterations } => {
                let rounds = u32::try_from(iterations).ok()?;
                let mut derived = Scratch::zeroed(key);
                prf.pbkdf2(password, salt, rounds, derived.as_mut_slice());
                Some([derived, Scratch::zeroed(0)])
            }
            Derivation::Scrypt { salt, log_n, r, p } => {
                let params = scrypt::Params::new(log_n, r, p).ok()?;
                let mut derived = Scratch::zeroed(key);
                scrypt::scrypt(password, salt, &params, derived.as_mut_slice()).ok()?;
                Some([derived, Scratch::zeroed(0)])
            }
        }
    }
}

/// Iterations as they are paid for: what no function here would run costs more than any limit.
pub(super) fn priced(iterations: u64) -> u64 {
    if iterations > MOST_ITERATIONS { u64::MAX } else { iterations }
}
