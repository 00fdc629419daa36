//! Modes of operation of the GOST ciphers that change the key after each section: CFB with CryptoPro
//! key meshing (RFC 4357 §2.3.2) and CTR-ACPKM (RFC 8645 §6.2.2). No crate implements them over the
//! current block ciphers.

use super::block_modes::{BlockCipher, cfb, ctr};
use crate::secret::Scratch;

/// Octets that CryptoPro encrypts under one key.
pub(super) const CRYPTOPRO_SECTION: usize = 1024;

/// The constant of RFC 4357 §2.3.2, which is decrypted to the next key.
const MESHING: [u8; 32] = [
    0x69, 0x00, 0x72, 0x22, 0x64, 0xc9, 0x04, 0x23, 0x8d, 0x3a, 0xdb, 0x96, 0x46, 0xe9, 0x2a, 0xc4,
    0x18, 0xfe, 0xac, 0x94, 0x00, 0xed, 0x07, 0x12, 0xc0, 0x86, 0xdc, 0xc2, 0xef, 0x4c, 0xa9, 0x2b,
];

/// The constant of RFC 8645 §6.2.1, which is encrypted to the next key.
const ACPKM: [u8; 32] = [
    0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f,
    0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f,
];

/// GOST 28147-89, which is GOST R 34.12-2015's Magma with the octets of blocks and of words of the key
/// in reverse order.
struct Gost28147<C>(C);

impl<C: BlockCipher> BlockCipher for Gost28147<C> {
    const BLOCK: usize = C::BLOCK;

    fn with_key(key: &[u8]) -> Option<Self> {
        let mut reversed = Scratch::copy_of(key);
        reversed.as_mut_slice().chunks_mut(4).for_each(<[u8]>::reverse);
        C::with_key(&reversed).map(Gost28147)
    }

    fn encrypt(&self, block: &mut [u8]) {
        block.reverse();
        self.0.encrypt(block);
        block.reverse();
    }

    fn decrypt(&self, block: &mut [u8]) {
        block.reverse();
        self.0.decrypt(block);
        block.reverse();
    }
}

/// CFB in sections of 1024 octets. The next section has a new key, and its IV is the last block of
/// ciphertext, encrypted under that key.
pub(super) fn cfb_with_key_meshing<C: BlockCipher>(
    key: &[u8],
    iv: &[u8],
    tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let mut key = Scratch::copy_of(key);
    let mut iv = <[u8; 8]>::try_from(iv).ok()?;
    for section in buffer.chunks_mut(CRYPTOPRO_SECTION) {
        let last = section.last_chunk::<8>().copied();
        cfb::<Gost28147<C>>(&key, &iv, tag, section)?;
        let Some(last) = last else { break };
        key = next_key(&key, &MESHING, Gost28147::<C>::decrypt)?;
        iv = last;
        Gost28147::<C>::with_key(&key)?.encrypt(&mut iv);
    }
    Some(buffer.len())
}

/// CTR in sections, each with a new key. The first half of the counter is the start of `iv`, the
/// second counts blocks from 0, through all sections.
pub(super) fn ctr_acpkm<C: BlockCipher, const SECTION: usize>(
    key: &[u8],
    iv: &[u8],
    tag: usize,
    buffer: &mut [u8],
) -> Option<usize> {
    let half = C::BLOCK / 2;
    let mut key = Scratch::copy_of(key);
    let mut counter = [0; 16];
    counter.get_mut(..half)?.copy_from_slice(iv.get(..half)?);
    let blocks = u32::try_from(SECTION.checked_div(C::BLOCK)?).ok()?;
    for (number, section) in (0_u32..).zip(buffer.chunks_mut(SECTION)) {
        let start = number.checked_mul(blocks)?.to_be_bytes();
        let counter = counter.get_mut(..C::BLOCK)?;
        *counter.last_chunk_mut()? = start;
        ctr::<C>(&key, counter, tag, section)?;
        key = next_key(&key, &ACPKM, C::encrypt)?;
    }
    Some(buffer.len())
}

/// The blocks of `constant`, encrypted or decrypted under `key`.
fn next_key<C: BlockCipher>(
    key: &[u8],
    constant: &[u8; 32],
    step: fn(&C, &mut [u8]),
) -> Option<Scratch> {
    let cipher = C::with_key(key)?;
    let mut next = Scratch::copy_of(constant);
    next.as_mut_slice().chunks_exact_mut(C::BLOCK).for_each(|block| step(&cipher, block));
    Some(next)
}
