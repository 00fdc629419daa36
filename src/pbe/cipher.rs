//! The ciphers: one row for each, by key and IV, on a buffer in place.

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
pub(crate) struct Cipher {
    pub(crate) name: &'static str,
    /// Octets of a key where nothing else is said.
    pub(crate) key: usize,
    /// Octets that a key may have.
    pub(crate) keys: RangeInclusive<usize>,
    /// Octets of the IV or nonce; 0 for none.
    pub(crate) iv: usize,
    /// Octets that every ciphertext is a multiple of; 1 for a stream.
    pub(crate) block: usize,
    pub(super) decrypt: Decrypt,
}

/// Gives the length of the plaintext, which then stands at the head of the buffer.
type Decrypt = fn(key: &[u8], iv: &[u8], tag: usize, buffer: &mut [u8]) -> Option<usize>;

impl Cipher {
    /// Whether `length` octets can be a ciphertext: whole blocks, padded ones not none.
    pub(crate) fn takes(&self, length: usize) -> bool {
        self.block == 1 || (length > 0 && length.is_multiple_of(self.block))
    }

    /// The plaintext with the padding of RFC 8018 §6.1.1 taken off; for GCM what its tag, of `tag`
    /// octets at the end, authenticates. Nothing where padding, tag or a length is wrong: with a
    /// key of random octets the padding is right one time in 256 all the same.
    pub(crate) fn decrypt(
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

    const fn cbc<C>(name: &'static str, key: usize, block: usize) -> Cipher
    where
        C: BlockCipherDecrypt + KeyInit,
    {
        Cipher { name, key, keys: key..=key, iv: block, block, decrypt: cbc::<C> }
    }

    /// RC2 with its own effective key length in bits (RFC 2268 §2), apart from that of the key.
    const fn rc2_cbc<const BITS: usize>(name: &'static str) -> Cipher {
        Cipher { name, key: BITS / 8, keys: 1..=128, iv: 8, block: 8, decrypt: rc2_cbc::<BITS> }
    }

    const fn rc4(name: &'static str, key: usize) -> Cipher {
        Cipher { name, key, keys: 1..=256, iv: 0, block: 1, decrypt: rc4 }
    }
}

pub(crate) static AES_128_CBC: Cipher = Cipher::cbc::<Aes128>("AES-128-CBC", 16, 16);
pub(crate) static AES_192_CBC: Cipher = Cipher::cbc::<Aes192>("AES-192-CBC", 24, 16);
pub(crate) static AES_256_CBC: Cipher = Cipher::cbc::<Aes256>("AES-256-CBC", 32, 16);
pub(crate) static AES_128_GCM: Cipher = gcm_row("AES-128-GCM", 16, gcm::<Aes128>);
pub(crate) static AES_192_GCM: Cipher = gcm_row("AES-192-GCM", 24, gcm::<Aes192>);
pub(crate) static AES_256_GCM: Cipher = gcm_row("AES-256-GCM", 32, gcm::<Aes256>);
pub(crate) static DES_CBC: Cipher = Cipher::cbc::<Des>("DES-CBC", 8, 8);
pub(crate) static DES_EDE2_CBC: Cipher = Cipher::cbc::<TdesEde2>("DES-EDE-CBC", 16, 8);
pub(crate) static DES_EDE3_CBC: Cipher = Cipher::cbc::<TdesEde3>("DES-EDE3-CBC", 24, 8);
pub(crate) static RC2_40_CBC: Cipher = Cipher::rc2_cbc::<40>("RC2-40-CBC");
pub(crate) static RC2_64_CBC: Cipher = Cipher::rc2_cbc::<64>("RC2-64-CBC");
pub(crate) static RC2_128_CBC: Cipher = Cipher::rc2_cbc::<128>("RC2-CBC");
pub(crate) static RC4_40: Cipher = Cipher::rc4("RC4-40", 5);
pub(crate) static RC4_128: Cipher = Cipher::rc4("RC4-128", 16);

#[cfg(feature = "rare-ciphers")]
pub(crate) mod rare {
    use super::Cipher;
    use aria::{Aria128, Aria192, Aria256};
    use camellia::{Camellia128, Camellia192, Camellia256};

    /// Those that traditional PEM keys can name: each by OpenSSL's name, as all here.
    pub(crate) static ALL: [&Cipher; 10] = [
        &CAMELLIA_128_CBC,
        &CAMELLIA_192_CBC,
        &CAMELLIA_256_CBC,
        &ARIA_128_CBC,
        &ARIA_192_CBC,
        &ARIA_256_CBC,
        &SM4_CBC,
        &IDEA_CBC,
        &CAST5_CBC,
        &BLOWFISH_CBC,
    ];

    pub(crate) static CAMELLIA_128_CBC: Cipher =
        Cipher::cbc::<Camellia128>("CAMELLIA-128-CBC", 16, 16);
    pub(crate) static CAMELLIA_192_CBC: Cipher =
        Cipher::cbc::<Camellia192>("CAMELLIA-192-CBC", 24, 16);
    pub(crate) static CAMELLIA_256_CBC: Cipher =
        Cipher::cbc::<Camellia256>("CAMELLIA-256-CBC", 32, 16);
    pub(crate) static ARIA_128_CBC: Cipher = Cipher::cbc::<Aria128>("ARIA-128-CBC", 16, 16);
    pub(crate) static ARIA_192_CBC: Cipher = Cipher::cbc::<Aria192>("ARIA-192-CBC", 24, 16);
    pub(crate) static ARIA_256_CBC: Cipher = Cipher::cbc::<Aria256>("ARIA-256-CBC", 32, 16);
    pub(crate) static SM4_CBC: Cipher = Cipher::cbc::<sm4::Sm4>("SM4-CBC", 16, 16);
    pub(crate) static IDEA_CBC: Cipher = Cipher::cbc::<idea::Idea>("IDEA-CBC", 16, 8);
    pub(crate) static CAST5_CBC: Cipher =
        Cipher { keys: 5..=16, ..Cipher::cbc::<cast5::Cast5>("CAST5-CBC", 16, 8) };
    pub(crate) static BLOWFISH_CBC: Cipher =
        Cipher { keys: 4..=56, ..Cipher::cbc::<blowfish::Blowfish>("BF-CBC", 16, 8) };
}

const fn gcm_row(name: &'static str, key: usize, decrypt: Decrypt) -> Cipher {
    Cipher { name, key, keys: key..=key, iv: 12, block: 1, decrypt }
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

/// GCM with a nonce of 96 bits, the only one that RFC 5084 §3.2 recommends, and its five tags.
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
