//! RSAPrivateKey (RFC 8017 §A.1.2).

use super::{
    clear::{Clear, Leniencies},
    integer::unsigned,
    numbers::RsaNumbers,
    write,
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    error::key::{NOT_A_MODULUS, NOT_AN_EXPONENT, OTHER_PRIMES, TOO_MANY_PRIMES},
    note::NoteCode,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Family, Identity, KeyAlgorithm, bit_length},
};
use alloc::vec::Vec;

/// Primes after the second. OpenSSL creates keys with up to five primes.
const MOST_OTHER_PRIMES: usize = 14;

/// Four times OpenSSL's own limit.
const LARGEST_MODULUS_BITS: u32 = 65_536;

/// Reads RSAPrivateKey. Its algorithm is rsaEncryption, unless the `identifier` around it says
/// RSASSA-PSS.
pub(super) fn read(
    reader: Reader<'_>,
    identifier: Option<&AlgorithmIdentifier<'_>>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let numbers = rsa_private_key(reader, leniencies)?;
    let pss = identifier.filter(|identifier| identifier.family() == Family::RsaPss);
    clear(&numbers, pss)
}

/// Reads the numbers as OpenSSH has them, which must pass the same checks.
pub(super) fn from_numbers(
    numbers: &RsaNumbers<'_>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    check_modulus(numbers.modulus, 0).in_field("modulus")?;
    check_exponent(numbers.public_exponent, 0, leniencies).in_field("publicExponent")?;
    check(numbers, 0)?;
    clear(numbers, None)
}

fn clear(
    numbers: &RsaNumbers<'_>,
    pss: Option<&AlgorithmIdentifier<'_>>,
) -> Result<Clear, ParseError> {
    let bits = bit_length(numbers.modulus);
    let has_public_exponent = !numbers.public_exponent.is_empty();
    Ok(Clear {
        algorithm: match pss {
            Some(_) => KeyAlgorithm::RsaPss(bits),
            None => KeyAlgorithm::Rsa(bits),
        },
        pkcs8: write::rsa(numbers, pss)?,
        public: has_public_exponent
            .then(|| Identity::rsa(numbers.modulus, numbers.public_exponent)),
    })
}

/// RSAPrivateKey ::= SEQUENCE { version, n, e, d, p, q, dP, dQ, qInv, others OPTIONAL }
/// (RFC 8017 §A.1.2).
fn rsa_private_key<'a>(
    mut reader: Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<RsaNumbers<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("RSAPrivateKey")?;
    reader.finish().in_field("RSAPrivateKey")?;
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    let start = fields.offset();
    let modulus = unsigned(&mut fields, leniencies).in_field("modulus")?;
    check_modulus(modulus, start).in_field("modulus")?;
    let start = fields.offset();
    let public_exponent = unsigned(&mut fields, leniencies).in_field("publicExponent")?;
    check_exponent(public_exponent, start, leniencies).in_field("publicExponent")?;
    let start = fields.offset();
    let mut number = |name| unsigned(&mut fields, leniencies).in_field(name);
    let private_exponent = number("privateExponent")?;
    let primes = [number("prime1")?, number("prime2")?];
    let exponents = [number("exponent1")?, number("exponent2")?];
    let coefficient = number("coefficient")?;
    let other_primes = other_prime_infos(&mut fields, leniencies).in_field("otherPrimeInfos")?;
    fields.finish().in_field("RSAPrivateKey")?;
    if version.value() != [u8::from(!other_primes.is_empty())] {
        leniencies.push(NoteCode::KeyVersion);
    }
    let numbers = RsaNumbers {
        modulus,
        public_exponent,
        private_exponent,
        primes,
        exponents,
        coefficient,
        other_primes,
    };
    check(&numbers, start)?;
    Ok(numbers)
}

/// OtherPrimeInfos ::= SEQUENCE OF OtherPrimeInfo { prime, exponent, coefficient }, of keys with
/// more than two primes (RFC 8017 §A.1.2).
///
/// Fixture: `key/openssl-three-primes.pem`.
fn other_prime_infos<'a>(
    fields: &mut Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<Vec<[&'a [u8]; 3]>, ParseError> {
    let mut others = Vec::new();
    let Some(list) = fields.optional(Tag::SEQUENCE)? else { return Ok(others) };
    let mut infos = list.reader();
    if infos.is_empty() {
        leniencies.push(NoteCode::OddKeyStructure);
    }
    while !infos.is_empty() {
        if others.len() == MOST_OTHER_PRIMES {
            return Err(ParseError::new(&TOO_MANY_PRIMES, infos.offset()));
        }
        let mut info = infos.sequence()?;
        let mut numbers = [&[][..]; 3];
        for number in &mut numbers {
            *number = unsigned(&mut info, leniencies)?;
        }
        info.finish()?;
        others.push(numbers);
    }
    Ok(others)
}

/// A modulus is an odd number greater than one, of a length in use.
fn check_modulus(modulus: &[u8], offset: usize) -> Result<(), ParseError> {
    let odd = modulus.last().is_some_and(|last| last & 1 == 1);
    if !odd || modulus == [1] || bit_length(modulus) > LARGEST_MODULUS_BITS {
        return Err(ParseError::new(&NOT_A_MODULUS, offset));
    }
    Ok(())
}

/// A public exponent is an odd number, or zero if the key does not have it.
fn check_exponent(
    exponent: &[u8],
    offset: usize,
    leniencies: &mut Leniencies,
) -> Result<(), ParseError> {
    match exponent.last() {
        Some(last) if last & 1 == 0 => return Err(ParseError::new(&NOT_AN_EXPONENT, offset)),
        Some(_) => {}
        None => leniencies.push(NoteCode::OddKeyStructure),
    }
    Ok(())
}

/// Checks the numbers against each other. `offset` is that of the private exponent.
fn check(numbers: &RsaNumbers<'_>, offset: usize) -> Result<(), ParseError> {
    let d = numbers.private_exponent;
    if numbers.public_exponent.is_empty() && !is_modulus_and_private_exponent_only(numbers) {
        return Err(ParseError::new(&NOT_AN_EXPONENT, offset).in_field("publicExponent"));
    }
    if d.is_empty() || d.len() > numbers.modulus.len() {
        return Err(ParseError::new(&NOT_AN_EXPONENT, offset).in_field("privateExponent"));
    }
    if !primes_fit(numbers) {
        return Err(ParseError::new(&OTHER_PRIMES, offset).in_field("prime1"));
    }
    Ok(())
}

/// Whether the product of the primes equals the modulus in the lowest 64 bits, which detects a
/// damaged key at no cost. Keys without primes have zeroes for them.
fn primes_fit(numbers: &RsaNumbers<'_>) -> bool {
    if numbers.primes.iter().any(|prime| prime.is_empty()) {
        return true;
    }
    let others = numbers.other_primes.iter().map(|[prime, ..]| *prime);
    let primes = numbers.primes.into_iter().chain(others);
    primes.map(low_bits).fold(1, u64::wrapping_mul) == low_bits(numbers.modulus)
}

/// Whether all other numbers are zero. Java writes a key like this if it does not know more;
/// RFC 8017 §A.1.2 requires all of them. OpenSSL reads it. Its public key is unknown.
///
/// Fixture: `key/java-rsa-without-public-exponent.der`.
fn is_modulus_and_private_exponent_only(numbers: &RsaNumbers<'_>) -> bool {
    let RsaNumbers { primes, exponents, coefficient, public_exponent, .. } = numbers;
    let pairs = primes.iter().chain(exponents).chain([coefficient, public_exponent]);
    pairs.copied().all(<[u8]>::is_empty)
}

fn low_bits(number: &[u8]) -> u64 {
    number.iter().rev().take(8).rev().fold(0, |low, octet| low << 8 | u64::from(*octet))
}
