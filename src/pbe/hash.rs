//! The hash functions, each with what is built on it here: HMAC, PBKDF1, PBKDF2, PKCS#12's KDF.

use crate::{oid, secret::Scratch};
use alloc::vec::Vec;
use digest::{Digest, FixedOutputReset, block_api::BlockSizeUser};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};

/// One hash function: its numbers, and the functions built on it.
pub(crate) struct Hash {
    pub(crate) name: &'static str,
    oid: &'static [u8],
    /// Of the HMAC with it; two where two arcs register it.
    hmac_oids: &'static [&'static [u8]],
    /// Octets of a digest: `hLen` of RFC 8018, `u/8` of RFC 7292 §B.2.
    pub(crate) output: usize,
    /// Octets of an input block: `v/8` of RFC 7292 §B.2.
    pub(crate) block: usize,
    /// What one compression costs, in those of SHA-256.
    pub(crate) weight: u64,
    hmac: fn(&[u8], &[&[u8]]) -> Scratch,
    pbkdf1: fn(&[u8], &[u8], u32) -> Scratch,
    pbkdf2: fn(&[u8], &[u8], u32, &mut [u8]),
    pkcs12: Pkcs12Kdf,
}

type Pkcs12Kdf = fn(&[u8], &[u8], Pkcs12KeyType, i32, usize) -> Vec<u8>;

impl Hash {
    const fn of<D>(
        name: &'static str,
        oid: &'static [u8],
        hmac_oids: &'static [&'static [u8]],
        [output, block]: [usize; 2],
        weight: u64,
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
            weight,
            hmac: hmac::<D>,
            pbkdf1: pbkdf1::<D>,
            pbkdf2: pbkdf2::pbkdf2_hmac::<D>,
            pkcs12: derive_key::<D>,
        }
    }

    /// HMAC (RFC 2104) of `pieces` one behind the other, in full length.
    pub(crate) fn hmac(&self, key: &[u8], pieces: &[&[u8]]) -> Scratch {
        (self.hmac)(key, pieces)
    }

    /// All of PBKDF1's output (RFC 8018 §5.1); `iterations` of 0 count as 1.
    pub(super) fn pbkdf1(&self, password: &[u8], salt: &[u8], iterations: u32) -> Scratch {
        (self.pbkdf1)(password, salt, iterations)
    }

    /// PBKDF2 with the HMAC of this hash (RFC 8018 §5.2); fills `key`.
    pub(super) fn pbkdf2(&self, password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
        (self.pbkdf2)(password, salt, iterations, key);
    }

    /// PKCS#12's KDF (RFC 7292 §B.2); `password` is what its §B.1 makes of it.
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

    /// The hash that a digestAlgorithm names, by the content octets of its OID.
    pub(crate) fn by_oid(oid: &[u8]) -> Option<&'static Hash> {
        ALL.iter().copied().find(|hash| hash.oid == oid)
    }

    /// The hash of the HMAC that a PRF or messageAuthScheme names (RFC 8018 §B.1.2).
    pub(crate) fn by_hmac_oid(oid: &[u8]) -> Option<&'static Hash> {
        ALL.iter().copied().find(|hash| hash.hmac_oids.contains(&oid))
    }
}

/// RSA's arc (RFC 8018 §B.1.2) and the IPsec arc, which some PKCS#5 writers use (RFC 2202).
const HMAC_MD5: &[&[u8]] = &[oid::HMAC_MD5, oid::IPSEC_HMAC_MD5];
const HMAC_SHA1: &[&[u8]] = &[oid::HMAC_SHA1, oid::IPSEC_HMAC_SHA1];

pub(crate) static MD5: Hash = Hash::of::<md5::Md5>("MD5", oid::MD5, HMAC_MD5, [16, 64], 1);
pub(crate) static SHA1: Hash = Hash::of::<sha1::Sha1>("SHA-1", oid::SHA1, HMAC_SHA1, [20, 64], 1);
pub(crate) static SHA224: Hash =
    Hash::of::<sha2::Sha224>("SHA-224", oid::SHA224, &[oid::HMAC_SHA224], [28, 64], 1);
pub(crate) static SHA256: Hash =
    Hash::of::<sha2::Sha256>("SHA-256", oid::SHA256, &[oid::HMAC_SHA256], [32, 64], 1);
pub(crate) static SHA384: Hash =
    Hash::of::<sha2::Sha384>("SHA-384", oid::SHA384, &[oid::HMAC_SHA384], [48, 128], 2);
pub(crate) static SHA512: Hash =
    Hash::of::<sha2::Sha512>("SHA-512", oid::SHA512, &[oid::HMAC_SHA512], [64, 128], 2);
pub(crate) static SHA512_224: Hash = Hash::of::<sha2::Sha512_224>(
    "SHA-512/224",
    oid::SHA512_224,
    &[oid::HMAC_SHA512_224],
    [28, 128],
    2,
);
pub(crate) static SHA512_256: Hash = Hash::of::<sha2::Sha512_256>(
    "SHA-512/256",
    oid::SHA512_256,
    &[oid::HMAC_SHA512_256],
    [32, 128],
    2,
);

static ALL: &[&Hash] = &[
    &MD5,
    &SHA1,
    &SHA224,
    &SHA256,
    &SHA384,
    &SHA512,
    &SHA512_224,
    &SHA512_256,
    #[cfg(feature = "rare-ciphers")]
    &rare::MD4,
    #[cfg(feature = "rare-ciphers")]
    &rare::SM3,
    #[cfg(feature = "rare-ciphers")]
    &rare::SHA3_224,
    #[cfg(feature = "rare-ciphers")]
    &rare::SHA3_256,
    #[cfg(feature = "rare-ciphers")]
    &rare::SHA3_384,
    #[cfg(feature = "rare-ciphers")]
    &rare::SHA3_512,
];

/// The weights were measured: neither has instructions of its own in a processor.
#[cfg(feature = "rare-ciphers")]
mod rare {
    use super::{
        BlockSizeUser, Digest, FixedOutputReset, Hash, KeyInit, Mac, Scratch, derive_key, oid,
        pbkdf1,
    };
    use hmac::SimpleHmac;

    pub(super) static MD4: Hash = Hash::of::<md4::Md4>("MD4", oid::MD4, &[], [16, 64], 1);
    /// Its HMAC by the number of OpenSSL and by that of GmSSL.
    pub(super) static SM3: Hash =
        Hash::of::<sm3::Sm3>("SM3", oid::SM3, &[oid::HMAC_SM3_OPENSSL, oid::HMAC_SM3], [32, 64], 3);
    pub(super) static SHA3_224: Hash =
        sha3::<sha3::Sha3_224>("SHA3-224", oid::SHA3_224, &[oid::HMAC_SHA3_224], [28, 144]);
    pub(super) static SHA3_256: Hash =
        sha3::<sha3::Sha3_256>("SHA3-256", oid::SHA3_256, &[oid::HMAC_SHA3_256], [32, 136]);
    pub(super) static SHA3_384: Hash =
        sha3::<sha3::Sha3_384>("SHA3-384", oid::SHA3_384, &[oid::HMAC_SHA3_384], [48, 104]);
    pub(super) static SHA3_512: Hash =
        sha3::<sha3::Sha3_512>("SHA3-512", oid::SHA3_512, &[oid::HMAC_SHA3_512], [64, 72]);

    /// SHA-3 absorbs instead of compressing, so the HMAC over whole blocks does not take it; the
    /// one over any digest does.
    const fn sha3<D>(
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
            weight: 7,
            hmac: hmac::<D>,
            pbkdf1: pbkdf1::<D>,
            pbkdf2: pbkdf2::<D>,
            pkcs12: derive_key::<D>,
        }
    }

    fn hmac<D: Digest + Clone + BlockSizeUser>(key: &[u8], pieces: &[&[u8]]) -> Scratch {
        // HMAC takes keys of every length, so there is always one.
        let Ok(mut mac) = <SimpleHmac<D> as KeyInit>::new_from_slice(key) else {
            return Scratch::zeroed(0);
        };
        for piece in pieces {
            mac.update(piece);
        }
        Scratch::copy_of(&mac.finalize().into_bytes())
    }

    fn pbkdf2<D: Digest + Clone + BlockSizeUser>(
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        key: &mut [u8],
    ) {
        // It fails only where HMAC does not take the length of the password, and that is never.
        let derived = pbkdf2::pbkdf2::<SimpleHmac<D>>(password, salt, iterations, key);
        debug_assert!(derived.is_ok());
    }
}

fn hmac<D: EagerHash>(key: &[u8], pieces: &[&[u8]]) -> Scratch {
    // HMAC takes keys of every length, so there is always one.
    let Ok(mut mac) = <Hmac<D> as KeyInit>::new_from_slice(key) else {
        return Scratch::zeroed(0);
    };
    for piece in pieces {
        mac.update(piece);
    }
    Scratch::copy_of(&mac.finalize().into_bytes())
}

/// No crate has PBKDF1: the hash of password and salt, hashed again and again.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_functions() {
        for hash in ALL {
            assert_eq!(hash.hmac(b"", &[]).len(), hash.output, "{}", hash.name);
            let sponge = hash.name.starts_with("SHA3");
            let block = if sponge { 200 - 2 * hash.output } else { hash.block & (64 | 128) };
            assert_eq!(hash.block, block, "{}", hash.name);
        }
    }
}
