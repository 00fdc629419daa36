//! The ciphers of the feature `rare-ciphers`.

use super::cipher::Cipher;
use aria::{Aria128, Aria192, Aria256};
use camellia::{Camellia128, Camellia192, Camellia256};
use chacha20::{
    ChaCha20,
    cipher::{KeyIvInit as _, StreamCipher as _, StreamCipherSeek as _},
};
use ctutils::CtEq as _;
use poly1305::{Poly1305, universal_hash::KeyInit as _};

/// Every cipher that a DEK-Info header can name. The names are OpenSSL's.
pub(super) static ALL: [&Cipher; 10] = [
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

pub(super) static CAMELLIA_128_CBC: Cipher = Cipher::cbc::<Camellia128>("CAMELLIA-128-CBC", 16, 16);
pub(super) static CAMELLIA_192_CBC: Cipher = Cipher::cbc::<Camellia192>("CAMELLIA-192-CBC", 24, 16);
pub(super) static CAMELLIA_256_CBC: Cipher = Cipher::cbc::<Camellia256>("CAMELLIA-256-CBC", 32, 16);
pub(super) static ARIA_128_CBC: Cipher = Cipher::cbc::<Aria128>("ARIA-128-CBC", 16, 16);
pub(super) static ARIA_192_CBC: Cipher = Cipher::cbc::<Aria192>("ARIA-192-CBC", 24, 16);
pub(super) static ARIA_256_CBC: Cipher = Cipher::cbc::<Aria256>("ARIA-256-CBC", 32, 16);
pub(super) static SM4_CBC: Cipher = Cipher::cbc::<sm4::Sm4>("SM4-CBC", 16, 16);
pub(super) static IDEA_CBC: Cipher = Cipher::cbc::<idea::Idea>("IDEA-CBC", 16, 8);
pub(super) static CAST5_CBC: Cipher =
    Cipher { keys: 5..=16, ..Cipher::cbc::<cast5::Cast5>("CAST5-CBC", 16, 8) };
pub(super) static BLOWFISH_CBC: Cipher =
    Cipher { keys: 4..=56, ..Cipher::cbc::<blowfish::Blowfish>("BF-CBC", 16, 8) };

/// `chacha20-poly1305@openssh.com` (OpenSSH, PROTOCOL.chacha20poly1305). Its second key encrypts
/// lengths of packets and is not used in key files.
pub(super) static CHACHA20_POLY1305: Cipher = Cipher {
    name: "chacha20-poly1305@openssh.com",
    key: 64,
    keys: 64..=64,
    iv: 0,
    block: 8,
    decrypt: chacha20_poly1305,
};

/// The first block of the key stream is the key of Poly1305, which authenticates the ciphertext;
/// the second is where encryption begins. The nonce is the number of a packet, 0 in key files.
fn chacha20_poly1305(key: &[u8], _iv: &[u8], tag: usize, buffer: &mut [u8]) -> Option<usize> {
    let length = buffer.len().checked_sub(tag)?;
    let (ciphertext, tag) = buffer.split_at_mut_checked(length)?;
    let mut stream = ChaCha20::new_from_slices(key.get(..32)?, &[0; 12]).ok()?;
    let mut first_block = [0; 64];
    stream.try_apply_keystream(&mut first_block).ok()?;
    let poly1305 = Poly1305::new_from_slice(first_block.get(..32)?).ok()?;
    if !poly1305.compute_unpadded(ciphertext).as_slice().ct_eq(tag).to_bool() {
        return None;
    }
    stream.try_apply_keystream(ciphertext).ok()?;
    Some(length)
}

/// ChaCha20 as OpenSSL has it: the IV is a little-endian counter of 32 bits, then the nonce of
/// RFC 8439 §2.4.
pub(super) fn chacha20(key: &[u8], iv: &[u8], _tag: usize, buffer: &mut [u8]) -> Option<usize> {
    let (counter, nonce) = iv.split_first_chunk::<4>()?;
    let mut stream = ChaCha20::new_from_slices(key, nonce).ok()?;
    stream.try_seek(u64::from(u32::from_le_bytes(*counter)).saturating_mul(64)).ok()?;
    stream.try_apply_keystream(buffer).ok()?;
    Some(buffer.len())
}
