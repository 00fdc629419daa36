//! RSA keys that can be factored because of how they were generated.

use crate::x509::spki::numbers::{bit_length, without_zeroes};
use core::cmp::Ordering;

/// Whether a modulus has the structure of ROCA (CVE-2017-15361): a key of an Infineon chip, which can be
/// factored.
///
/// The test is the discrete logarithm fingerprint of Nemec et al., "The Return of Coppersmith's
/// Attack" (2017), §4.3: modulo the product of the first 39 primes, such a modulus is a power of
/// 65537. It suffices that it is a power modulo each prime, and that the exponents agree. An ordinary
/// modulus passes with a probability below 2⁻¹⁵⁰.
///
/// `modulus` is big-endian; leading zeroes do not matter.
pub(crate) fn has_roca_fingerprint(modulus: &[u8]) -> bool {
    /// Below this, the test would be about the length and not about the structure.
    const SHORTEST: u32 = 256;
    if bit_length(modulus) < SHORTEST || modulus.last().is_none_or(|last| last & 1 == 0) {
        return false;
    }
    let mut logarithms = [Logarithm::default(); PRIMES.len()];
    for (slot, prime) in logarithms.iter_mut().zip(PRIMES) {
        match Logarithm::of(remainder(modulus, prime), prime) {
            Some(logarithm) => *slot = logarithm,
            None => return false,
        }
    }
    let agree = |one: &Logarithm, other: &Logarithm| {
        let common = greatest_common_divisor(one.order, other.order);
        one.exponent.checked_rem(common) == other.exponent.checked_rem(common)
    };
    logarithms.iter().all(|one| logarithms.iter().all(|other| agree(one, other)))
}

/// The odd primes up to 167.
const PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// A power of 65537 modulo a prime.
#[derive(Clone, Copy, Default)]
struct Logarithm {
    exponent: u32,
    /// The order of 65537.
    order: u32,
}

impl Logarithm {
    /// `None` if `residue` is not a power of 65537 modulo `prime`.
    fn of(residue: u32, prime: u32) -> Option<Logarithm> {
        let (mut power, mut order, mut exponent) = (1, 0_u32, None);
        loop {
            if power == residue {
                exponent = Some(order);
            }
            power = power.wrapping_mul(65_537).checked_rem(prime)?;
            order = order.wrapping_add(1);
            if power == 1 {
                return exponent.map(|exponent| Logarithm { exponent, order });
            }
        }
    }
}

fn remainder(number: &[u8], divisor: u32) -> u32 {
    let append = |rest: u32, octet: &u8| {
        rest.wrapping_mul(256).wrapping_add(u32::from(*octet)).checked_rem(divisor).unwrap_or(0)
    };
    number.iter().fold(0, append)
}

fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// Whether two primes of an RSA key are so close that Fermat's method factors the modulus: their
/// difference is not above 2^(nlen/2 − 100), which FIPS 186-5 §A.1.3 forbids.
///
/// Both are big-endian; leading zeroes do not matter. The time depends on the lengths, and on a part of
/// the primes only if the answer is `true`.
pub(crate) fn are_close_primes(p: &[u8], q: &[u8]) -> bool {
    let [p, q] = [without_zeroes(p), without_zeroes(q)];
    let half = bit_length(p);
    if p.len() != q.len() || half != bit_length(q) || half <= 100 {
        return false;
    }
    let (larger, smaller) = match p.cmp(q) {
        Ordering::Less => (q, p),
        _ => (p, q),
    };
    let allowed = half.saturating_sub(100);
    let mut borrow = false;
    let mut difference_bits = 0;
    for (position, (a, b)) in (0_u32..).zip(larger.iter().rev().zip(smaller.iter().rev())) {
        let (octet, first) = a.overflowing_sub(*b);
        let (octet, second) = octet.overflowing_sub(u8::from(borrow));
        borrow = first | second;
        if octet != 0 {
            let bits = 8_u32.saturating_sub(octet.leading_zeros());
            difference_bits = position.saturating_mul(8).saturating_add(bits);
        }
    }
    difference_bits <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn number(hex: &str) -> Vec<u8> {
        let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap();
        hex.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
    }

    /// Two primes k·M + (65537^a mod M), with M the product of the first 39 primes, multiplied. The
    /// authors' own tool, roca-detect 1.2.12, finds it.
    const ROCA: &str = "bb4f273257badb85bfcae992febf654b4c601eabe73769410b9c3dbecbb70cf7\
                        5eb6d0b43c4ed81f6cab2addffa5baf4cc7bc995e3bab175ec52e1c4e281d429";
    /// A product of two random primes.
    const RANDOM: &str = "e2e8f6bcaa7fdd70aad325bc580e8fde91d6f624f558df27011acaaef11d4638\
                          05906612752239bd10bcd5d432f783789e8adc10dbe3b008e5b692c4d0604f87";
    /// Modulo each prime a power of 65537, but each time another one. roca-detect does not find it.
    const NEARLY: &str = "28804089620c693fad13e207ff277fcfe515bab8a58da42422b6f7b3ab3fa63d\
                          1d7bf88cd3274ac0f8dcf308000153f0a2f2a1f50b1368a49b9085f800320eed";

    #[test]
    fn roca() {
        let fingerprints = [ROCA, RANDOM, NEARLY].map(|hex| has_roca_fingerprint(&number(hex)));
        assert_eq!(fingerprints, [true, false, false]);
        let padded = [&[0, 0][..], &number(ROCA)].concat();
        assert!(has_roca_fingerprint(&padded));
        let mut other = number(ROCA);
        *other.last_mut().unwrap() ^= 2;
        assert!(!has_roca_fingerprint(&other));
        for short in [&[][..], &[0], &[1], &[1, 0, 1]] {
            assert!(!has_roca_fingerprint(short), "65537 is itself a power of 65537");
        }
    }

    #[test]
    fn close_primes() {
        let mut p = [0x55_u8; 128];
        p[0] = 0xc0;
        let close = |p: &[u8], change: &dyn Fn(&mut [u8; 128])| {
            let mut q: [u8; 128] = p.try_into().unwrap();
            change(&mut q);
            (are_close_primes(p, &q), are_close_primes(&q, p))
        };
        // 1024 bits each: a difference of up to 924 bits is close. Octet 12 from the left holds bits
        // 921 to 928.
        assert_eq!(close(&p, &|q| q[127] = 0x57), (true, true));
        assert_eq!(close(&p, &|q| q[12] = 0x5d), (true, true));
        assert_eq!(close(&p, &|q| q[12] = 0x65), (false, false));
        assert_eq!(close(&p, &|q| q[0] = 0xc1), (false, false));
        // The difference counts, not the equal digits: ..01 00.. and ..00 ff.. are neighbours.
        let mut next = p;
        p[1..].fill(0xff);
        next[0] = 0xc1;
        next[1..].fill(0);
        assert!(are_close_primes(&p, &next) && are_close_primes(&next, &p));
        assert!(are_close_primes(&p, &[&[0], &next[..]].concat()));
        assert!(!are_close_primes(&p, &next[1..]));
        assert!(!are_close_primes(&[3], &[5]) && !are_close_primes(&[], &[]));
        // 101 bits each: a difference of one bit is close, of two it is not. Below that none is.
        let [mut odd, mut even, mut other] = [[0_u8; 13]; 3];
        for (number, last) in [(&mut odd, 1), (&mut even, 0), (&mut other, 3)] {
            (number[0], number[12]) = (0x10, last);
        }
        assert!(are_close_primes(&odd, &even) && !are_close_primes(&odd, &other));
        let mut short = odd;
        short[0] = 0x08;
        assert!(!are_close_primes(&short, &short));
    }
}
