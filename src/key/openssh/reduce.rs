//! The CRT exponents of an RSA key, which OpenSSH does not store.

use crate::{budget::to_u64, secret::Scratch};
use crypto_bigint::{BoxedUint, NonZero};
use zeroize::Zeroizing;

/// Returns d mod (prime − 1) for an odd prime, in constant time. Zero if there is no prime.
pub(super) fn reduce(d: &[u8], prime: &[u8]) -> Scratch {
    remainder(d, prime).unwrap_or_else(|| Scratch::with_capacity(0))
}

fn remainder(d: &[u8], prime: &[u8]) -> Option<Scratch> {
    let mut less_one = Scratch::copy_of(prime);
    *less_one.as_mut_slice().last_mut()? &= 0xfe;
    let d = Zeroizing::new(integer(d)?);
    let divisor = Zeroizing::new(NonZero::new(integer(&less_one)?).into_option()?);
    let (quotient, remainder) = d.div_rem(&*divisor);
    let (_quotient, remainder) = (Zeroizing::new(quotient), Zeroizing::new(remainder));
    Some(Scratch::from_vec(remainder.to_be_bytes().into_vec()))
}

fn integer(digits: &[u8]) -> Option<BoxedUint> {
    let bits = u32::try_from(digits.len()).ok()?.checked_mul(8)?;
    BoxedUint::from_be_slice(digits, bits).ok()
}

/// The price of [`reduce`], in units of [`Limits::kdf_work`](crate::Limits::kdf_work): sixteen
/// products of machine words take as long as one compression of SHA-256.
pub(super) fn price(d: &[u8], prime: &[u8]) -> u64 {
    let [d, prime] = [d, prime].map(|digits| to_u64(digits.len().div_ceil(8)));
    (d.saturating_mul(prime) / 16).saturating_add(d / 2)
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
        assert!(reduce(&[5], &[]).is_empty() && reduce(&[5], &[1]).is_empty());
    }

    #[test]
    fn the_price_grows_with_the_square() {
        let price = |octets| price(&[1][..].repeat(octets), &[1][..].repeat(octets / 2));
        assert_eq!([price(128), price(256), price(512), price(2048)], [16, 48, 160, 2176]);
    }
}
