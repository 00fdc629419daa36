//! A hash function and what is built on it: HMAC, PBKDF1, PBKDF2, PKCS#12's KDF.

use crate::secret::Scratch;
use alloc::vec::Vec;
use digest::{Digest, FixedOutputReset, block_api::BlockSizeUser};
#[cfg(feature = "rare-ciphers")]
use hmac::SimpleHmac;
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};

/// A hash function: its parameters, and the functions built on it.
pub(super) struct Hash {
    pub(super) name: &'static str,
    pub(super) oid: &'static [u8],
    /// The OIDs of its HMAC; some are registered twice.
    pub(super) hmac_oids: &'static [&'static [u8]],
    /// Length of a digest in octets: `hLen` of RFC 8018, `u/8` of RFC 7292 §B.2.
    pub(super) output: usize,
    /// Length of an input block in octets: `v/8` of RFC 7292 §B.2.
    pub(super) block: usize,
    /// The price of one compression, in units of [`Limits::kdf_work`](crate::Limits::kdf_work).
    pub(super) price: u64,
    /// Whether the key of a MAC with it is derived by PBKDF2 (RFC 9548 §3), not by RFC 7292 §B.
    pub(super) is_gost: bool,
    hmac: fn(&[u8], &[&[u8]]) -> Scratch,
    pbkdf1: fn(&[u8], &[u8], u32) -> Scratch,
    pbkdf2: fn(&[u8], &[u8], u32, &mut [u8]),
    pkcs12: Pkcs12Kdf,
}

type Pkcs12Kdf = fn(&[u8], &[u8], Pkcs12KeyType, i32, usize) -> Vec<u8>;

impl Hash {
    pub(super) const fn of<D>(
        name: &'static str,
        oid: &'static [u8],
        hmac_oids: &'static [&'static [u8]],
        [output, block]: [usize; 2],
        price: u64,
    ) -> Hash
    where
        D: EagerHash + Digest + FixedOutputReset + BlockSizeUser,
    {
        Hash {
            name,
            oid,
            hmac_oids,
            output,
            block,
            price,
            is_gost: false,
            hmac: hmac::<D>,
            pbkdf1: pbkdf1::<D>,
            pbkdf2: pbkdf2::pbkdf2_hmac::<D>,
            pkcs12: derive_key::<D>,
        }
    }

    /// The same hash with a faster function for PBKDF2.
    pub(super) const fn with_pbkdf2(self, pbkdf2: fn(&[u8], &[u8], u32, &mut [u8])) -> Hash {
        Hash { pbkdf2, ..self }
    }

    /// The same hash as one of the GOST standards.
    #[cfg(feature = "rare-ciphers")]
    pub(super) const fn gost(self) -> Hash {
        Hash { is_gost: true, ..self }
    }

    /// SHA-3 is not built on a compression function, so it needs the HMAC that works with any digest.
    #[cfg(feature = "rare-ciphers")]
    pub(super) const fn sponge<D>(
        name: &'static str,
        oid: &'static [u8],
        hmac_oids: &'static [&'static [u8]],
        [output, block]: [usize; 2],
    ) -> Hash
    where
        D: Digest + Clone + FixedOutputReset + BlockSizeUser,
    {
        Hash {
            name,
            oid,
            hmac_oids,
            output,
            block,
            price: 7,
            is_gost: false,
            hmac: sponge_hmac::<D>,
            pbkdf1: pbkdf1::<D>,
            pbkdf2: sponge_pbkdf2::<D>,
            pkcs12: derive_key::<D>,
        }
    }

    /// HMAC (RFC 2104) of the concatenated `pieces`, not truncated.
    pub(super) fn hmac(&self, key: &[u8], pieces: &[&[u8]]) -> Scratch {
        (self.hmac)(key, pieces)
    }

    /// The whole output of PBKDF1 (RFC 8018 §5.1); 0 iterations count as 1.
    pub(super) fn pbkdf1(&self, password: &[u8], salt: &[u8], iterations: u32) -> Scratch {
        (self.pbkdf1)(password, salt, iterations)
    }

    /// Fills `key` by PBKDF2 with the HMAC of this hash (RFC 8018 §5.2).
    pub(super) fn pbkdf2(&self, password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
        (self.pbkdf2)(password, salt, iterations, key);
    }

    /// PKCS#12's KDF (RFC 7292 §B.2); `password` is encoded by its §B.1.
    pub(super) fn pkcs12(
        &self,
        password: &[u8],
        salt: &[u8],
        purpose: Pkcs12KeyType,
        iterations: i32,
        length: usize,
    ) -> Scratch {
        Scratch::from_vec((self.pkcs12)(password, salt, purpose, iterations, length))
    }
}

fn hmac<D: EagerHash>(key: &[u8], pieces: &[&[u8]]) -> Scratch {
    // HMAC accepts keys of every length, so this does not fail.
    let Ok(mut mac) = <Hmac<D> as KeyInit>::new_from_slice(key) else {
        return Scratch::zeroed(0);
    };
    for piece in pieces {
        mac.update(piece);
    }
    Scratch::copy_of(&mac.finalize().into_bytes())
}

/// PBKDF1 (RFC 8018 §5.1), which no crate implements: the iterated hash of password and salt.
fn pbkdf1<D: Digest + FixedOutputReset>(password: &[u8], salt: &[u8], iterations: u32) -> Scratch {
    let mut digest = D::new();
    Digest::update(&mut digest, password);
    Digest::update(&mut digest, salt);
    let mut key = Scratch::copy_of(&Digest::finalize_reset(&mut digest));
    for _ in 1..iterations {
        Digest::update(&mut digest, &*key);
        key.as_mut_slice().copy_from_slice(&Digest::finalize_reset(&mut digest));
    }
    key
}

#[cfg(feature = "rare-ciphers")]
fn sponge_hmac<D: Digest + Clone + BlockSizeUser>(key: &[u8], pieces: &[&[u8]]) -> Scratch {
    // HMAC accepts keys of every length, so this does not fail.
    let Ok(mut mac) = <SimpleHmac<D> as KeyInit>::new_from_slice(key) else {
        return Scratch::zeroed(0);
    };
    for piece in pieces {
        mac.update(piece);
    }
    Scratch::copy_of(&mac.finalize().into_bytes())
}

#[cfg(feature = "rare-ciphers")]
fn sponge_pbkdf2<D: Digest + Clone + BlockSizeUser>(
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    key: &mut [u8],
) {
    // HMAC accepts passwords of every length, so this does not fail.
    let derived = pbkdf2::pbkdf2::<SimpleHmac<D>>(password, salt, iterations, key);
    debug_assert!(derived.is_ok());
}
