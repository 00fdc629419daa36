//! The fields of the key types (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4), made into what the
//! other encodings have, so that they are checked in one place.

use super::wire::Wire;
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    error::key::BAD_FIELD,
    key::{Clear, Leniencies, dsa_dh, ec, raw_keys, rsa, write},
    oid,
    secret::Scratch,
    tag::Tag,
    x509::{
        KeyAlgorithm,
        spki::{AlgorithmIdentifier, Identity, NamedCurve, bit_length, without_zeroes},
    },
};

/// What the public key that stands in clear says; nothing for a type that is not read.
pub(super) fn public(blob: &[u8]) -> Option<(KeyAlgorithm, Identity)> {
    let mut wire = Wire::new(blob);
    match wire.string().ok()? {
        b"ssh-rsa" => {
            let exponent = wire.integer().ok()?;
            let modulus = wire.integer().ok()?;
            let algorithm = KeyAlgorithm::Rsa(bit_length(modulus));
            Some((algorithm, Identity::rsa(modulus, exponent)))
        }
        b"ssh-dss" => {
            let p = wire.integer().ok()?;
            let [_q, _g, y] = [wire.integer().ok()?, wire.integer().ok()?, wire.integer().ok()?];
            Some((KeyAlgorithm::Dsa(bit_length(p)), Identity::dsa(y)))
        }
        b"ssh-ed25519" => {
            let identity = Identity::curve_octets(wire.string().ok()?);
            Some((KeyAlgorithm::Ed25519, identity))
        }
        kind if kind.starts_with(b"ecdsa-sha2-") => {
            let curve = curve(wire.string().ok()?)?;
            let der = write::algorithm(oid::EC_PUBLIC_KEY, &write::tlv(Tag::OID, &[curve.oid()]));
            let identifier = AlgorithmIdentifier::read(&mut Reader::new(&der)).ok()?;
            let identity = identifier.identity(wire.string().ok()?)?;
            Some((identifier.describe(None), identity))
        }
        _ => None,
    }
}

/// The three that OpenSSH has (RFC 5656 §10.1).
fn curve(name: &[u8]) -> Option<&'static NamedCurve> {
    let oid: &[u8] = match name {
        b"nistp256" => oid::NIST_P256,
        b"nistp384" => oid::NIST_P384,
        b"nistp521" => oid::NIST_P521,
        _ => return None,
    };
    NamedCurve::by_oid(oid)
}

/// What OpenSSH itself allows (`SSHBUF_MAX_BIGNUM`): it bounds the work of [`reduced`].
const LARGEST_MODULUS_BITS: u32 = 16_384;

/// n, e, d, the inverse of q, p, q: as RSAPrivateKey, for which d is reduced to the primes.
pub(super) fn rsa(wire: &mut Wire<'_>, forgiven: &mut Leniencies) -> Result<Clear, ParseError> {
    let n = wire.integer().in_field("modulus")?;
    let e = wire.integer().in_field("publicExponent")?;
    let d = wire.integer().in_field("privateExponent")?;
    let inverse = wire.integer().in_field("coefficient")?;
    let p = wire.integer().in_field("prime1")?;
    let q = wire.integer().in_field("prime2")?;
    let [n, d, p, q] = [n, d, p, q].map(without_zeroes);
    let both_primes = p.len().saturating_add(q.len());
    let too_long = d.len() > n.len() || both_primes > n.len().saturating_add(1);
    if too_long || bit_length(n) > LARGEST_MODULUS_BITS {
        return Err(ParseError::new(&BAD_FIELD, 0).in_field("modulus"));
    }
    let (dp, dq) = (reduced(d, p), reduced(d, q));
    let [n, e, d, p, q, dp, dq, inverse] = [n, e, d, p, q, &dp, &dq, inverse].map(write::integer);
    let version = write::integer(&[]);
    let fields: [&[u8]; 9] = [&version, &n, &e, &d, &p, &q, &dp, &dq, &inverse];
    let der = write::tlv(Tag::SEQUENCE, &fields);
    rsa::read(Reader::new(&der), None, forgiven)
}

/// d mod (prime − 1), for an odd prime: bit by bit, and what is done does not depend on what the
/// bits are. For the usual lengths it takes well under a millisecond, not worth a crate of big
/// numbers; for the longest ten.
fn reduced(d: &[u8], prime: &[u8]) -> Scratch {
    let room = prime.len().next_multiple_of(DIGIT);
    let mut modulus = Scratch::zeroed(room);
    for (to, from) in modulus.as_mut_slice().iter_mut().rev().zip(prime.iter().rev()) {
        *to = *from;
    }
    if let Some(last) = modulus.as_mut_slice().last_mut() {
        *last &= 0xfe;
    }
    let mut rest = Scratch::zeroed(modulus.len());
    let mut less = Scratch::zeroed(modulus.len());
    for octet in d {
        for bit in (0..8).rev() {
            let carry = double(rest.as_mut_slice(), octet >> bit & 1);
            let borrow = subtract(&rest, &modulus, less.as_mut_slice());
            // All ones if the modulus fits into what there is.
            let take = 0_u8.wrapping_sub(carry | (borrow ^ 1));
            for (octet, smaller) in rest.as_mut_slice().iter_mut().zip(&*less) {
                *octet = *octet & !take | smaller & take;
            }
        }
    }
    rest
}

/// Octets that are worked on at once. What follows takes numbers of whole such digits.
const DIGIT: usize = 8;

/// Doubles a big-endian number in place and adds `bit`; gives the bit that falls out.
fn double(number: &mut [u8], bit: u8) -> u8 {
    let digits = number.as_chunks_mut::<DIGIT>().0.iter_mut().rev();
    digits.fold(bit, |carry, octets| {
        let digit = u64::from_be_bytes(*octets);
        *octets = (digit << 1 | u64::from(carry)).to_be_bytes();
        u8::from(digit >> 63 == 1)
    })
}

/// a − b of big-endian numbers of one length, into `out`; gives 1 if it falls below zero.
fn subtract(a: &[u8], b: &[u8], out: &mut [u8]) -> u8 {
    let [a, b] = [a, b].map(|number| number.as_chunks::<DIGIT>().0);
    let digits = a.iter().zip(b).zip(out.as_chunks_mut::<DIGIT>().0).rev();
    digits.fold(0, |borrow, ((a, b), out)| {
        let (difference, below) = u64::from_be_bytes(*a).overflowing_sub(u64::from_be_bytes(*b));
        let (difference, below_again) = difference.overflowing_sub(u64::from(borrow));
        *out = difference.to_be_bytes();
        u8::from(below | below_again)
    })
}

/// p, q, g, y, x: as OpenSSL's traditional key.
pub(super) fn dsa(wire: &mut Wire<'_>, forgiven: &mut Leniencies) -> Result<Clear, ParseError> {
    let mut der = Scratch::with_capacity(0);
    for name in ["p", "q", "g", "y", "x"] {
        let number = write::integer(wire.integer().in_field(name)?);
        der = write::concat(&[&der, &number]);
    }
    let der = write::concat(&[&write::integer(&[]), &der]);
    dsa_dh::read_traditional(&mut Reader::new(&der), forgiven)
}

/// Curve, point, secret number: as ECPrivateKey.
pub(super) fn ecdsa(wire: &mut Wire<'_>, forgiven: &mut Leniencies) -> Result<Clear, ParseError> {
    let unknown = ParseError::new(&BAD_FIELD, 0).in_field("curve");
    let curve = curve(wire.string().in_field("curve")?).ok_or(unknown)?;
    let point = wire.string().in_field("publicKey")?;
    let digits = without_zeroes(wire.integer().in_field("privateKey")?);
    // An mpint has no leading zeroes; ECPrivateKey has them up to the curve's length.
    let zeroes = alloc::vec![0; curve.order.len().saturating_sub(digits.len())];
    let scalar = write::tlv(Tag::OCTET_STRING, &[&zeroes, digits]);
    let domain = write::tlv(Tag::context(0), &[&write::tlv(Tag::OID, &[curve.oid()])]);
    let bits = write::tlv(Tag::BIT_STRING, &[&[0], point]);
    let point = write::tlv(Tag::context(1), &[&bits]);
    let fields: [&[u8]; 4] = [&write::integer(&[1]), &scalar, &domain, &point];
    let der = write::tlv(Tag::SEQUENCE, &fields);
    ec::read(Reader::new(&der), None, None, forgiven)
}

/// The public key, then the private one with the public one behind it.
pub(super) fn ed25519(wire: &mut Wire<'_>) -> Result<Clear, ParseError> {
    let public = wire.string().in_field("publicKey")?;
    let both = wire.string().in_field("privateKey")?;
    match both.split_at_checked(32) {
        Some((secret, behind)) if behind == public && public.len() == 32 => {
            raw_keys::curve_key(oid::ED25519, KeyAlgorithm::Ed25519, secret, Some(public), 0)
        }
        _ => Err(ParseError::new(&BAD_FIELD, 0).in_field("privateKey")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reduction_is_that_of_numbers() {
        for (d, prime) in [(0_u32, 3_u32), (6, 7), (5, 7), (7, 7), (123_456_789, 10_007), (9, 257)]
        {
            let rest = reduced(&d.to_be_bytes(), &prime.to_be_bytes());
            let expected = (d % (prime - 1)).to_be_bytes();
            assert_eq!(without_zeroes(&rest), without_zeroes(&expected), "{d} {prime}");
        }
        let d = 0xfedc_ba98_7654_3210_0123_4567_89ab_cdef_u128;
        for prime in [0x1_0000_0000_0000_0001_u128, 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ff61, 3] {
            let digits = prime.to_be_bytes();
            for digits in [&digits[..], without_zeroes(&digits)] {
                let rest = reduced(&d.to_be_bytes(), digits);
                let expected = (d % (prime - 1)).to_be_bytes();
                assert_eq!(without_zeroes(&rest), without_zeroes(&expected), "{prime}");
            }
        }
    }
}
