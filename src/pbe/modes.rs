//! Modes of operation that only key files use: CFB, OFB, ECB, CTR, and CBC without padding.

use super::{
    cipher::{
        AES_128_CBC, AES_128_GCM, AES_192_CBC, AES_256_CBC, AES_256_GCM, Cipher, DES_CBC,
        DES_EDE2_CBC, DES_EDE3_CBC, RC2_40_CBC, RC2_64_CBC, RC2_128_CBC,
    },
    cost,
};
use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit,
    StreamCipher,
    block_padding::{NoPadding, Pkcs7},
};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;

impl Cipher {
    /// The cipher with this name in a DEK-Info header, one of OpenSSL's short names.
    pub(super) fn by_openssl_name(name: &str) -> Option<&'static Cipher> {
        let name = match name {
            "DES-EDE" => "DES-EDE-ECB",
            "DES-EDE3" => "DES-EDE3-ECB",
            name => name,
        };
        let cbc = [
            &AES_128_CBC,
            &AES_192_CBC,
            &AES_256_CBC,
            &DES_CBC,
            &DES_EDE2_CBC,
            &DES_EDE3_CBC,
            &RC2_40_CBC,
            &RC2_64_CBC,
            &RC2_128_CBC,
        ];
        let rare = {
            #[cfg(feature = "rare-ciphers")]
            let rare = super::rare_ciphers::ALL;
            #[cfg(not(feature = "rare-ciphers"))]
            let rare = [];
            rare
        };
        cbc.into_iter().chain(&OPENSSL).chain(rare).find(|cipher| cipher.name == name)
    }

    /// The cipher with this name in an `openssh-key-v1`, and the length of its tag in octets.
    pub(super) fn by_openssh_name(name: &[u8]) -> Option<(&'static Cipher, usize)> {
        match name {
            b"aes128-gcm@openssh.com" => return Some((&AES_128_GCM, 16)),
            b"aes256-gcm@openssh.com" => return Some((&AES_256_GCM, 16)),
            _ => {}
        }
        // The name of AES before its standardization.
        let name = if name == b"rijndael-cbc@lysator.liu.se" { b"aes256-cbc" } else { name };
        OPENSSH.iter().find(|cipher| cipher.name.as_bytes() == name).map(|cipher| (cipher, 0))
    }
}

/// By OpenSSL's names. CFB is the variant with whole blocks as segments.
static OPENSSL: [Cipher; 24] = [
    stream("AES-128-CFB", 16, 16, cost::AES_SERIAL, cfb::<Aes128>),
    stream("AES-192-CFB", 24, 16, cost::AES_SERIAL, cfb::<Aes192>),
    stream("AES-256-CFB", 32, 16, cost::AES_SERIAL, cfb::<Aes256>),
    stream("DES-CFB", 8, 8, cost::DES, cfb::<Des>),
    stream("DES-EDE-CFB", 16, 8, cost::TRIPLE_DES, cfb::<TdesEde2>),
    stream("DES-EDE3-CFB", 24, 8, cost::TRIPLE_DES, cfb::<TdesEde3>),
    stream("RC2-CFB", 16, 8, cost::RC2, cfb::<Rc2>),
    stream("AES-128-OFB", 16, 16, cost::AES_SERIAL, keystream::<ofb::Ofb<Aes128>>),
    stream("AES-192-OFB", 24, 16, cost::AES_SERIAL, keystream::<ofb::Ofb<Aes192>>),
    stream("AES-256-OFB", 32, 16, cost::AES_SERIAL, keystream::<ofb::Ofb<Aes256>>),
    stream("DES-OFB", 8, 8, cost::DES, keystream::<ofb::Ofb<Des>>),
    stream("DES-EDE-OFB", 16, 8, cost::TRIPLE_DES, keystream::<ofb::Ofb<TdesEde2>>),
    stream("DES-EDE3-OFB", 24, 8, cost::TRIPLE_DES, keystream::<ofb::Ofb<TdesEde3>>),
    stream("RC2-OFB", 16, 8, cost::RC2, rc2_ofb),
    stream("AES-128-CTR", 16, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes128>>),
    stream("AES-192-CTR", 24, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes192>>),
    stream("AES-256-CTR", 32, 16, cost::AES_SERIAL, keystream::<ctr::Ctr128BE<Aes256>>),
    blocks("AES-128-ECB", 16, 0, 16, cost::AES_SERIAL, ecb::<Aes128>),
    blocks("AES-192-ECB", 24, 0, 16, cost::AES_SERIAL, ecb::<Aes192>),
    blocks("AES-256-ECB", 32, 0, 16, cost::AES_SERIAL, ecb::<Aes256>),
    blocks("DES-ECB", 8, 0, 8, cost::DES, ecb::<Des>),
    blocks("DES-EDE-ECB", 16, 0, 8, cost::TRIPLE_DES, ecb::<TdesEde2>),
    blocks("DES-EDE3-ECB", 24, 0, 8, cost::TRIPLE_DES, ecb::<TdesEde3>),
    blocks("RC2-ECB", 16, 0, 8, cost::RC2, ecb::<Rc2>),
];

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

fn cfb<C: BlockCipherEncrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    cfb_mode::BufDecryptor::<C>::new_from_slices(key, iv).ok()?.decrypt(buffer);
    Some(buffer.len())
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

/// [`keystream`] for RC2, whose key type would accept only keys of 32 octets.
fn rc2_ofb(key: &[u8], iv: &[u8], _tag: usize, buffer: &mut [u8]) -> Option<usize> {
    let cipher = Rc2::new_from_slice(key).ok()?;
    let mode = ofb::OfbCore::inner_iv_slice_init(cipher, iv).ok()?;
    ofb::Ofb::<Rc2>::from_core(mode).try_apply_keystream(buffer).ok()?;
    Some(buffer.len())
}

fn ecb<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    _iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let mode = ecb::Decryptor::<C>::new_from_slice(key).ok()?;
    mode.decrypt_padded::<Pkcs7>(buffer).ok().map(<[u8]>::len)
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
