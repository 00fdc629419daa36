//! Modes of operation over any block cipher, as OpenSSL applies them to key files: ECB, CBC, CFB
//! with segments of a block, an octet or a bit, OFB and CTR (NIST SP 800-38A).
//!
//! The crates for modes have no CFB with segments of a bit, and accept only keys of the length
//! that the type of the cipher names, which is 32 octets for RC2.

use cbc::cipher::{
    Block, BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit, typenum::Unsigned,
};
use des::Des;

/// The longest block of any cipher, in octets.
const LONGEST_BLOCK: usize = 16;

/// A block cipher with its key.
pub(super) trait BlockCipher: Sized {
    /// Length of a block in octets.
    const BLOCK: usize;

    /// `None` if the length of the key is invalid.
    fn with_key(key: &[u8]) -> Option<Self>;
    /// Encrypts one block in place.
    fn encrypt(&self, block: &mut [u8]);
    /// Decrypts one block in place.
    fn decrypt(&self, block: &mut [u8]);
}

impl<C: BlockCipherEncrypt + BlockCipherDecrypt + KeyInit> BlockCipher for C {
    const BLOCK: usize = <C as BlockSizeUser>::BlockSize::USIZE;

    fn with_key(key: &[u8]) -> Option<Self> {
        C::new_from_slice(key).ok()
    }

    fn encrypt(&self, block: &mut [u8]) {
        if let Ok(block) = <&mut Block<C>>::try_from(block) {
            self.encrypt_block(block);
        }
    }

    fn decrypt(&self, block: &mut [u8]) {
        if let Ok(block) = <&mut Block<C>>::try_from(block) {
            self.decrypt_block(block);
        }
    }
}

/// DES-X: DES between two additions of a key (OpenSSL's DESX).
pub(super) struct Desx {
    des: Des,
    before: [u8; 8],
    after: [u8; 8],
}

impl BlockCipher for Desx {
    const BLOCK: usize = 8;

    fn with_key(key: &[u8]) -> Option<Self> {
        let ([des, before, after], []) = key.as_chunks::<8>() else { return None };
        Some(Desx { des: Des::new_from_slice(des).ok()?, before: *before, after: *after })
    }

    fn encrypt(&self, block: &mut [u8]) {
        add(block, &self.before);
        BlockCipher::encrypt(&self.des, block);
        add(block, &self.after);
    }

    fn decrypt(&self, block: &mut [u8]) {
        add(block, &self.after);
        BlockCipher::decrypt(&self.des, block);
        add(block, &self.before);
    }
}

pub(super) fn ecb<C: BlockCipher>(
    key: &[u8],
    _iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    buffer.chunks_exact_mut(C::BLOCK).for_each(|block| cipher.decrypt(block));
    unpadded_len(buffer, C::BLOCK)
}

pub(super) fn cbc<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut previous = register::<C>(iv)?;
    for block in buffer.chunks_exact_mut(C::BLOCK) {
        let mut ciphertext = previous;
        ciphertext.get_mut(..C::BLOCK)?.copy_from_slice(block);
        cipher.decrypt(block);
        add(block, &previous);
        previous = ciphertext;
    }
    unpadded_len(buffer, C::BLOCK)
}

/// CFB with segments of a block.
pub(super) fn cfb<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut register = register::<C>(iv)?;
    for segment in buffer.chunks_mut(C::BLOCK) {
        let keystream = encrypted(&cipher, register)?;
        for ((octet, feedback), mask) in segment.iter_mut().zip(&mut register).zip(keystream) {
            *feedback = *octet;
            *octet ^= mask;
        }
    }
    Some(buffer.len())
}

/// CFB with segments of an octet.
pub(super) fn cfb8<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut register = register::<C>(iv)?;
    for octet in &mut *buffer {
        let [mask, ..] = encrypted(&cipher, register)?;
        let shifted = register.get_mut(..C::BLOCK)?;
        shifted.rotate_left(1);
        *shifted.last_mut()? = *octet;
        *octet ^= mask;
    }
    Some(buffer.len())
}

/// CFB with segments of a bit, the most significant bit of each octet first.
pub(super) fn cfb1<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut register = register::<C>(iv)?;
    for octet in &mut *buffer {
        for bit in [0x80_u8, 0x40, 0x20, 0x10, 8, 4, 2, 1] {
            let [mask, ..] = encrypted(&cipher, register)?;
            shift_in(register.get_mut(..C::BLOCK)?, *octet & bit != 0);
            if mask & 0x80 != 0 {
                *octet ^= bit;
            }
        }
    }
    Some(buffer.len())
}

pub(super) fn ofb<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut register = register::<C>(iv)?;
    for chunk in buffer.chunks_mut(C::BLOCK) {
        register = encrypted(&cipher, register)?;
        add(chunk, &register);
    }
    Some(buffer.len())
}

/// CTR with a big-endian counter of a whole block.
pub(super) fn ctr<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    _tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let cipher = C::with_key(key)?;
    let mut counter = register::<C>(iv)?;
    for chunk in buffer.chunks_mut(C::BLOCK) {
        add(chunk, &encrypted(&cipher, counter)?);
        for octet in counter.get_mut(..C::BLOCK)?.iter_mut().rev() {
            *octet = octet.wrapping_add(1);
            if *octet != 0 {
                break;
            }
        }
    }
    Some(buffer.len())
}

/// The IV at the start of a register that fits every cipher. `None` if its length is invalid.
fn register<C: BlockCipher>(iv: &[u8]) -> Option<[u8; LONGEST_BLOCK]> {
    let mut register = [0; LONGEST_BLOCK];
    if iv.len() != C::BLOCK {
        return None;
    }
    register.get_mut(..C::BLOCK)?.copy_from_slice(iv);
    Some(register)
}

fn encrypted<C: BlockCipher>(
    cipher: &C,
    mut register: [u8; LONGEST_BLOCK],
) -> Option<[u8; LONGEST_BLOCK]> {
    cipher.encrypt(register.get_mut(..C::BLOCK)?);
    Some(register)
}

fn add(octets: &mut [u8], mask: &[u8]) {
    for (octet, mask) in octets.iter_mut().zip(mask) {
        *octet ^= mask;
    }
}

/// Shifts a big-endian number left by one bit and sets the lowest bit to `bit`.
fn shift_in(number: &mut [u8], bit: bool) {
    let mut carry = u8::from(bit);
    for octet in number.iter_mut().rev() {
        let next = *octet >> 7;
        *octet = *octet << 1 | carry;
        carry = next;
    }
}

/// The length without the padding of RFC 8018 §6.1.1. `None` if the padding is invalid.
fn unpadded_len(plaintext: &[u8], block: usize) -> Option<usize> {
    let count = usize::from(*plaintext.last()?);
    let length = plaintext.len().checked_sub(count)?;
    let padding = plaintext.get(length..)?;
    let is_valid =
        (1..=block).contains(&count) && padding.iter().all(|octet| usize::from(*octet) == count);
    is_valid.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::Aes128;
    use alloc::vec::Vec;

    type Mode = fn(&[u8], &[u8], usize, &mut [u8]) -> Option<usize>;

    fn hex(digits: &str) -> Vec<u8> {
        let pairs = digits.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).unwrap());
        pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    }

    /// NIST SP 800-38A, appendix F: AES-128, the first blocks or segments.
    #[test]
    fn vectors_of_sp_800_38a() {
        let key = hex("2b7e151628aed2a6abf7158809cf4f3c");
        let plaintext = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        let iv = "000102030405060708090a0b0c0d0e0f";
        let counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
        let vectors: [(Mode, &str, &str); 5] = [
            (cfb::<Aes128>, iv, "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b"),
            (cfb8::<Aes128>, iv, "3b79424c9c0dd436bace9e0ed4586a4f32b9"),
            (cfb1::<Aes128>, iv, "68b3"),
            (ofb::<Aes128>, iv, "3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825"),
            (
                ctr::<Aes128>,
                counter,
                "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff",
            ),
        ];
        for (number, (mode, iv, ciphertext)) in vectors.into_iter().enumerate() {
            let mut buffer = hex(ciphertext);
            assert_eq!(mode(&key, &hex(iv), 0, &mut buffer), Some(buffer.len()), "{number}");
            assert_eq!(buffer, plaintext[..buffer.len()], "{number}");
        }
    }

    #[test]
    fn padding_is_whole_and_at_most_a_block() {
        assert_eq!(unpadded_len(&[7, 7, 7, 1], 8), Some(3));
        assert_eq!(unpadded_len(&[8; 8], 8), Some(0));
        for invalid in [&[][..], &[0], &[7, 0], &[2], &[1, 2], &[9; 16]] {
            assert_eq!(unpadded_len(invalid, 8), None, "{invalid:?}");
        }
    }

    #[test]
    fn keys_and_ivs_of_other_lengths_are_rejected() {
        let modes: [Mode; 6] = [
            cbc::<Aes128>,
            cfb::<Aes128>,
            cfb8::<Aes128>,
            cfb1::<Aes128>,
            ofb::<Aes128>,
            ctr::<Aes128>,
        ];
        for mode in modes {
            for (key, iv) in [(15, 16), (17, 16), (16, 15), (16, 17), (16, 0)] {
                assert_eq!(mode(&[0; 32][..key], &[0; 32][..iv], 0, &mut [0; 16]), None);
            }
        }
        assert!(Desx::with_key(&[1; 24]).is_some());
        assert!(Desx::with_key(&[1; 23]).is_none() && Desx::with_key(&[1; 25]).is_none());
    }
}
