//! The ciphers of `openssh-key-v1`: CTR, and CBC without padding.

use super::{
    cipher::{AES_128_GCM, AES_256_GCM, Cipher},
    cost,
};
use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit, StreamCipher,
    block_padding::NoPadding,
};
use des::TdesEde3;

impl Cipher {
    /// The cipher with this name in an `openssh-key-v1`, and the length of its tag in octets.
    pub(super) fn by_openssh_name(name: &[u8]) -> Option<(&'static Cipher, usize)> {
        match name {
            b"aes128-gcm@openssh.com" => return Some((&AES_128_GCM, 16)),
            b"aes256-gcm@openssh.com" => return Some((&AES_256_GCM, 16)),
            #[cfg(feature = "rare-ciphers")]
            b"chacha20-poly1305@openssh.com" => {
                return Some((&super::rare_ciphers::CHACHA20_POLY1305, 16));
            }
            _ => {}
        }
        // The name of AES before its standardization.
        let name = if name == b"rijndael-cbc@lysator.liu.se" { b"aes256-cbc" } else { name };
        OPENSSH.iter().find(|cipher| cipher.name.as_bytes() == name).map(|cipher| (cipher, 0))
    }
}

/// By OpenSSH's names (RFC 4253 §6.3, RFC 4344 §4). The padding is part of the key format.
static OPENSSH: [Cipher; 7] = [
    stream("aes128-ctr", 16, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes128>>),
    stream("aes192-ctr", 24, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes192>>),
    stream("aes256-ctr", 32, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes256>>),
    blocks("aes128-cbc", 16, 16, 16, cost::AES_SERIAL, bare_cbc::<Aes128>),
    blocks("aes192-cbc", 24, 16, 16, cost::AES_SERIAL, bare_cbc::<Aes192>),
    blocks("aes256-cbc", 32, 16, 16, cost::AES_SERIAL, bare_cbc::<Aes256>),
    blocks("3des-cbc", 24, 8, 8, cost::TRIPLE_DES, bare_cbc::<TdesEde3>),
];

type Decrypt = fn(&[u8], &[u8], usize, &mut [u8]) -> Option<usize>;

const fn stream(name: &'static str, key: usize, iv: usize, price: u64, decrypt: Decrypt) -> Cipher {
    blocks(name, key, iv, 1, price, decrypt)
}

const fn blocks(
    name: &'static str,
    key: usize,
    iv: usize,
    block: usize,
    price: u64,
    decrypt: Decrypt,
) -> Cipher {
    Cipher { name, key, keys: key..=key, iv, block, price, decrypt }
}

fn keystream<S: KeyIvInit + StreamCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    S::new_from_slices(key, iv).ok()?.try_apply_keystream(buffer).ok()?;
    Some(buffer.len())
}

fn bare_cbc<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let mode = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
    mode.decrypt_padded::<NoPadding>(buffer).ok().map(<[u8]>::len)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_has_its_measured_price;
    use super::*;

    #[test]
    fn every_cipher_has_its_measured_price() {
        OPENSSH.iter().for_each(assert_has_its_measured_price);
        #[cfg(feature = "rare-ciphers")]
        assert_has_its_measured_price(&super::super::rare_ciphers::CHACHA20_POLY1305);
    }
}
