//! The CRT exponents of an RSA key, which OpenSSH does not store.

use crate::secret::Scratch;

/// Returns d mod (prime − 1) for an odd prime, bit by bit and in constant time.
pub(super) fn reduce(d: &[u8], prime: &[u8]) -> Scratch {
    let room = prime.len().next_multiple_of(WORD);
    let mut modulus = Scratch::zeroed(room);
    for (to, from) in modulus.as_mut_slice().iter_mut().rev().zip(prime.iter().rev()) {
        *to = *from;
    }
    if let Some(last) = modulus.as_mut_slice().last_mut() {
        *last &= 0xfe;
    }
    let mut remainder = Scratch::zeroed(modulus.len());
    let mut difference = Scratch::zeroed(modulus.len());
    for octet in d {
        for bit in (0..8).rev() {
            let carry = double(remainder.as_mut_slice(), octet >> bit & 1);
            let borrow = subtract(&remainder, &modulus, difference.as_mut_slice());
            // All ones if the remainder is not below the modulus.
            let take = 0_u8.wrapping_sub(carry | (borrow ^ 1));
            for (octet, smaller) in remainder.as_mut_slice().iter_mut().zip(&*difference) {
                *octet = *octet & !take | smaller & take;
            }
        }
    }
    remainder
}

/// Octets of a machine word. The functions below take numbers of whole words.
const WORD: usize = 8;

/// Doubles a big-endian number in place, adds `bit` and returns the carry.
fn double(number: &mut [u8], bit: u8) -> u8 {
    let digits = number.as_chunks_mut::<WORD>().0.iter_mut().rev();
    digits.fold(bit, |carry, octets| {
        let digit = u64::from_be_bytes(*octets);
        *octets = (digit << 1 | u64::from(carry)).to_be_bytes();
        u8::from(digit >> 63 == 1)
    })
}

/// Writes a − b to `out`, for big-endian numbers of equal length, and returns the borrow.
fn subtract(a: &[u8], b: &[u8], out: &mut [u8]) -> u8 {
    let [a, b] = [a, b].map(|number| number.as_chunks::<WORD>().0);
    let digits = a.iter().zip(b).zip(out.as_chunks_mut::<WORD>().0).rev();
    digits.fold(0, |borrow, ((a, b), out)| {
        let (difference, below) = u64::from_be_bytes(*a).overflowing_sub(u64::from_be_bytes(*b));
        let (difference, below_again) = difference.overflowing_sub(u64::from(borrow));
        *out = difference.to_be_bytes();
        u8::from(below | below_again)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::spki::without_zeroes;

    #[test]
    fn reduces_like_machine_integers() {
        for (d, prime) in [(0_u32, 3_u32), (6, 7), (5, 7), (7, 7), (123_456_789, 10_007), (9, 257)]
        {
            let rest = reduce(&d.to_be_bytes(), &prime.to_be_bytes());
            let expected = (d % (prime - 1)).to_be_bytes();
            assert_eq!(without_zeroes(&rest), without_zeroes(&expected), "{d} {prime}");
        }
        let d = 0xfedc_ba98_7654_3210_0123_4567_89ab_cdef_u128;
        for prime in [0x1_0000_0000_0000_0001_u128, 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ff61, 3] {
            let digits = prime.to_be_bytes();
            for digits in [&digits[..], without_zeroes(&digits)] {
                let rest = reduce(&d.to_be_bytes(), digits);
                let expected = (d % (prime - 1)).to_be_bytes();
                assert_eq!(without_zeroes(&rest), without_zeroes(&expected), "{prime}");
            }
        }
    }
}
