//! PBKDF2 (RFC 8018 §5.2) with HMAC-SHA-256, which nearly every current file uses.
//!
//! HMAC (RFC 2104) begins both of its hashes with a block that depends on the password alone, and goes
//! on with a digest, which is half a block: after the first iteration both fit one block each, whose
//! other half never changes. So an iteration is two calls of the compression function of the crate
//! `sha2` and nothing else. The general function of the crate `pbkdf2` copies and pads two hash states in
//! each iteration, which takes a third of its time where the processor has instructions for SHA-256.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, block_api::compress256};
use zeroize::Zeroize;

const BLOCK: usize = 64;
const DIGEST: usize = 32;
const WORD: usize = 4;

/// The initial hash value (FIPS 180-4 §5.3.3).
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Fills `key`. 0 iterations count as 1, as in the crate `pbkdf2`.
pub(super) fn pbkdf2_sha256(password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
    let (mut inner, mut outer) = (padded(password, 0x36), padded(password, 0x5c));
    for (output, number) in key.chunks_mut(DIGEST).zip(1_u32..) {
        let mut block = second_block(&first(password, &[salt, &number.to_be_bytes()]));
        let mut sum = words(&block);
        for _ in 1..iterations {
            for pad in [&inner, &outer] {
                let mut state = *pad;
                compress256(&mut state, &[block]);
                put(&state, &mut block);
            }
            for (sum, word) in sum.iter_mut().zip(words(&block)) {
                *sum ^= word;
            }
        }
        put(&sum, &mut block);
        for (octet, from) in output.iter_mut().zip(&block) {
            *octet = *from;
        }
        block.zeroize();
        sum.zeroize();
    }
    inner.zeroize();
    outer.zeroize();
}

/// The state of SHA-256 after the block of HMAC that is the password combined with `pad` (RFC 2104 §2).
fn padded(password: &[u8], pad: u8) -> [u32; 8] {
    let mut block = [pad; BLOCK];
    let mut hashed = [0; DIGEST];
    let mut short = password;
    if password.len() > BLOCK {
        hashed = Sha256::digest(password).into();
        short = &hashed;
    }
    for (octet, of_password) in block.iter_mut().zip(short) {
        *octet ^= of_password;
    }
    let mut state = INITIAL;
    compress256(&mut state, &[block]);
    block.zeroize();
    hashed.zeroize();
    state
}

/// HMAC of the concatenated pieces: U_1.
fn first(password: &[u8], pieces: &[&[u8]]) -> [u8; DIGEST] {
    // HMAC accepts keys of every length, so this does not fail.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(password) else {
        return [0; DIGEST];
    };
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().into()
}

/// A digest as the second and last block of a message (FIPS 180-4 §5.1.1).
fn second_block(digest: &[u8; DIGEST]) -> [u8; BLOCK] {
    const BITS: u16 = 8 * (64 + 32);
    let mut block = [0; BLOCK];
    if let Some((start, rest)) = block.split_first_chunk_mut::<DIGEST>() {
        *start = *digest;
        if let Some(mark) = rest.first_mut() {
            *mark = 0x80;
        }
        if let Some(length) = rest.last_chunk_mut() {
            *length = BITS.to_be_bytes();
        }
    }
    block
}

/// The digest at the start of a block.
fn words(block: &[u8; BLOCK]) -> [u32; 8] {
    let mut words = [0; 8];
    for (word, octets) in words.iter_mut().zip(block.as_chunks::<WORD>().0) {
        *word = u32::from_be_bytes(*octets);
    }
    words
}

fn put(digest: &[u32; 8], block: &mut [u8; BLOCK]) {
    for (octets, word) in block.as_chunks_mut::<WORD>().0.iter_mut().zip(digest) {
        *octets = word.to_be_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn it_derives_what_the_general_function_derives() {
        for password in [0, 1, 31, 63, 64, 65, 200] {
            let password = vec![0x5a; password];
            for (salt, iterations) in [(0, 1), (8, 2), (16, 3), (60, 0), (64, 17), (300, 5)] {
                let salt: alloc::vec::Vec<u8> = (0_u8..=255).cycle().take(salt).collect();
                for length in [0, 1, 16, 31, 32, 33, 64, 100] {
                    let (mut own, mut general) = (vec![0; length], vec![0; length]);
                    pbkdf2_sha256(&password, &salt, iterations, &mut own);
                    pbkdf2::pbkdf2_hmac::<Sha256>(&password, &salt, iterations, &mut general);
                    assert_eq!(own, general, "{}, {}, {iterations}", password.len(), salt.len());
                }
            }
        }
    }

    /// RFC 7914 §11
    #[test]
    fn test_vector() {
        let mut key = [0; 64];
        pbkdf2_sha256(b"Password", b"NaCl", 80_000, &mut key);
        assert_eq!(key[..8], [0x4d, 0xdc, 0xd8, 0xf6, 0x0b, 0x98, 0xbe, 0x21]);
        assert_eq!(key[56..], [0x47, 0x8f, 0x62, 0xb3, 0x97, 0xf3, 0x3c, 0x8d]);
    }
}
