//! The ciphers, one row each: decryption in place with a key and an IV.

use super::cost;
use crate::secret::Scratch;
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::{AesGcm, aead::AeadInOut};
use cbc::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, Iv, KeyInit, KeyIvInit, StreamCipher,
    block_padding::Pkcs7, consts, typenum::Unsigned,
};
use core::ops::RangeInclusive;
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use rc4::Rc4;

/// One cipher in one mode of operation.
pub(super) struct Cipher {
    pub(super) name: &'static str,
    /// Default length of the key in octets.
    pub(super) key: usize,
    /// The lengths that a key may have.
    pub(super) keys: RangeInclusive<usize>,
    /// Length of the IV or nonce in octets; 0 if there is none.
    pub(super) iv: usize,
    /// Length of a block in octets; 1 for a stream cipher.
    pub(super) block: usize,
    /// The price of decrypting 256 octets, in units of [`Limits::kdf_work`](crate::Limits::kdf_work).
    pub(super) price: u64,
    pub(super) decrypt: Decrypt,
}

/// Decrypts in place and returns the length of the plaintext at the start of the buffer.
pub(super) type Decrypt = fn(key: &[u8], iv: &[u8], tag: usize, buffer: &mut [u8]) -> Option<usize>;

impl Cipher {
    /// Whether a ciphertext can have this length: whole blocks, at least one where there is padding.
    pub(super) fn accepts_length(&self, length: usize) -> bool {
        self.block == 1 || (length > 0 && length.is_multiple_of(self.block))
    }

    /// The plaintext without the padding of RFC 8018 §6.1.1; for GCM without the tag, the last `tag`
    /// octets, which was verified. `None` if padding, tag or a length is invalid. Under a wrong key
    /// the padding is valid by chance one time in 256.
    pub(super) fn decrypt(
        &self,
        key: &[u8],
        iv: &[u8],
        tag: usize,
        ciphertext: &[u8],
    ) -> Option<Scratch> {
        let mut buffer = Scratch::copy_of(ciphertext);
        let length = (self.decrypt)(key, iv, tag, buffer.as_mut_slice())?;
        buffer.truncate(length);
        Some(buffer)
    }

    pub(super) const fn cbc<C>(name: &'static str, [key, block]: [usize; 2], price: u64) -> Cipher
    where
        C: BlockCipherDecrypt + KeyInit,
    {
        Cipher { name, key, keys: key..=key, iv: block, block, price, decrypt: cbc::<C> }
    }

    /// RC2 with an effective key length in bits (RFC 2268 §2), independent of the key's length.
    const fn rc2_cbc<const BITS: usize>(name: &'static str) -> Cipher {
        Cipher {
            name,
            key: BITS / 8,
            keys: 1..=128,
            iv: 8,
            block: 8,
            price: cost::RC2,
            decrypt: rc2_cbc::<BITS>,
        }
    }

    const fn rc4(name: &'static str, key: usize) -> Cipher {
        Cipher { name, key, keys: 1..=256, iv: 0, block: 1, price: cost::RC4, decrypt: rc4 }
    }
}

pub(super) static AES_128_CBC: Cipher =
    Cipher::cbc::<Aes128>("AES-128-CBC", [16, 16], cost::AES_CBC);
pub(super) static AES_192_CBC: Cipher =
    Cipher::cbc::<Aes192>("AES-192-CBC", [24, 16], cost::AES_CBC);
pub(super) static AES_256_CBC: Cipher =
    Cipher::cbc::<Aes256>("AES-256-CBC", [32, 16], cost::AES_CBC);
pub(super) static AES_128_GCM: Cipher = gcm_row("AES-128-GCM", 16, gcm::<Aes128>);
pub(super) static AES_192_GCM: Cipher = gcm_row("AES-192-GCM", 24, gcm::<Aes192>);
pub(super) static AES_256_GCM: Cipher = gcm_row("AES-256-GCM", 32, gcm::<Aes256>);
pub(super) static DES_CBC: Cipher = Cipher::cbc::<Des>("DES-CBC", [8, 8], cost::DES);
pub(super) static DES_EDE2_CBC: Cipher =
    Cipher::cbc::<TdesEde2>("DES-EDE-CBC", [16, 8], cost::TRIPLE_DES);
pub(super) static DES_EDE3_CBC: Cipher =
    Cipher::cbc::<TdesEde3>("DES-EDE3-CBC", [24, 8], cost::TRIPLE_DES);
pub(super) static RC2_40_CBC: Cipher = Cipher::rc2_cbc::<40>("RC2-40-CBC");
pub(super) static RC2_64_CBC: Cipher = Cipher::rc2_cbc::<64>("RC2-64-CBC");
pub(super) static RC2_128_CBC: Cipher = Cipher::rc2_cbc::<128>("RC2-CBC");
pub(super) static RC4_40: Cipher = Cipher::rc4("RC4-40", 5);
pub(super) static RC4_128: Cipher = Cipher::rc4("RC4-128", 16);

const fn gcm_row(name: &'static str, key: usize, decrypt: Decrypt) -> Cipher {
    Cipher { name, key, keys: key..=key, iv: 12, block: 1, price: cost::AES_GCM, decrypt }
}

fn cbc<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let mode = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
    mode.decrypt_padded::<Pkcs7>(buffer).ok().map(<[u8]>::len)
}

fn rc2_cbc<const BITS: usize>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    // `new_with_eff_key_len` panics on keys over 128 octets.
    if !(1..=128).contains(&key.len()) {
        return None;
    }
    let iv = <&Iv<cbc::Decryptor<Rc2>>>::try_from(iv).ok()?;
    let mode = cbc::Decryptor::inner_iv_init(Rc2::new_with_eff_key_len(key, BITS), iv);
    mode.decrypt_padded::<Pkcs7>(buffer).ok().map(<[u8]>::len)
}

fn rc4(key: &[u8], _iv: &[u8], _tag: usize, buffer: &mut [u8]) -> Option<usize> {
    let mut stream = Rc4::new_from_slice(key).ok()?;
    stream.try_apply_keystream(buffer).ok()?;
    Some(buffer.len())
}

/// GCM with a nonce of 96 bits, which RFC 5084 §3.2 recommends, and its five tag lengths.
fn gcm<C>(key: &[u8], iv: &[u8], tag: usize, buffer: &mut [u8]) -> Option<usize>
where
    AesGcm<C, consts::U12, consts::U12>: KeyInit + AeadInOut<NonceSize = consts::U12>,
    AesGcm<C, consts::U12, consts::U13>: KeyInit + AeadInOut<NonceSize = consts::U12>,
    AesGcm<C, consts::U12, consts::U14>: KeyInit + AeadInOut<NonceSize = consts::U12>,
    AesGcm<C, consts::U12, consts::U15>: KeyInit + AeadInOut<NonceSize = consts::U12>,
    AesGcm<C, consts::U12, consts::U16>: KeyInit + AeadInOut<NonceSize = consts::U12>,
{
    match tag {
        12 => open::<AesGcm<C, consts::U12, consts::U12>>(key, iv, buffer),
        13 => open::<AesGcm<C, consts::U12, consts::U13>>(key, iv, buffer),
        14 => open::<AesGcm<C, consts::U12, consts::U14>>(key, iv, buffer),
        15 => open::<AesGcm<C, consts::U12, consts::U15>>(key, iv, buffer),
        16 => open::<AesGcm<C, consts::U12, consts::U16>>(key, iv, buffer),
        _ => None,
    }
}

fn open<A: KeyInit + AeadInOut>(key: &[u8], iv: &[u8], buffer: &mut [u8]) -> Option<usize> {
    let length = buffer.len().checked_sub(A::TagSize::USIZE)?;
    let (ciphertext, tag) = buffer.split_at_mut_checked(length)?;
    let nonce = iv.try_into().ok()?;
    let tag = (&*tag).try_into().ok()?;
    let aead = A::new_from_slice(key).ok()?;
    aead.decrypt_inout_detached(nonce, b"", ciphertext.into(), tag).ok()?;
    Some(length)
}
