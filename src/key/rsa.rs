//! RSAPrivateKey (RFC 8017 §A.1.2).

use super::{Clear, Leniencies, write};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    error::key::{NOT_A_MODULUS, NOT_AN_EXPONENT, OTHER_PRIMES, TOO_MANY_PRIMES},
    note::NoteCode,
    secret::Scratch,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Family, Identity, KeyAlgorithm, bit_length, without_zeroes},
};
use alloc::vec::Vec;

/// Behind the second; OpenSSL makes keys of up to five primes in all.
const MOST_OTHER_PRIMES: usize = 14;

/// More than anybody uses, and OpenSSL's own limit four times over.
pub(super) const LARGEST_MODULUS_BITS: u32 = 65_536;

/// The numbers of an RSA key as they stand in the input, each without leading zeroes.
struct RsaPrivateKey<'a> {
    modulus: &'a [u8],
    public_exponent: &'a [u8],
    /// privateExponent, prime1, prime2, exponent1, exponent2, coefficient.
    secret: [&'a [u8]; 6],
    /// Of each prime behind the second its prime, exponent and coefficient; mostly none.
    others: Vec<[&'a [u8]; 3]>,
}

/// A key under RSA's object identifier or under that of RSASSA-PSS; without an identifier
/// around it, as in PKCS#1, the former.
pub(super) fn read(
    mut reader: Reader<'_>,
    identifier: Option<&AlgorithmIdentifier<'_>>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let key = rsa_private_key(&mut reader, forgiven)?;
    let bits = bit_length(key.modulus);
    let (algorithm, pkcs8) = match identifier {
        Some(identifier) if identifier.family() == Family::RsaPss => {
            let pkcs8 = write::private_key_info(&write::in_der(&identifier.whole), &key.write());
            (KeyAlgorithm::RsaPss(bits), pkcs8)
        }
        _ => {
            let pkcs8 = write::private_key_info(&write::rsa_encryption(), &key.write());
            (KeyAlgorithm::Rsa(bits), pkcs8)
        }
    };
    let public =
        (!key.public_exponent.is_empty()).then(|| Identity::rsa(key.modulus, key.public_exponent));
    Ok(Clear { algorithm, pkcs8, public })
}

/// RSAPrivateKey ::= SEQUENCE { version, n, e, d, p, q, dP, dQ, qInv, others OPTIONAL }
/// (RFC 8017 §A.1.2).
fn rsa_private_key<'a>(
    reader: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<RsaPrivateKey<'a>, ParseError> {
    let mut fields = reader.sequence().in_field("RSAPrivateKey")?;
    reader.finish().in_field("RSAPrivateKey")?;
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    let modulus = modulus(&mut fields, forgiven).in_field("modulus")?;
    let public_exponent = exponent(&mut fields, forgiven).in_field("publicExponent")?;
    let start = fields.offset();
    let mut secret = [&[][..]; 6];
    let names = ["privateExponent", "prime1", "prime2", "exponent1", "exponent2", "coefficient"];
    for (number, name) in secret.iter_mut().zip(names) {
        *number = unsigned(&mut fields, forgiven).in_field(name)?;
    }
    let others = other_prime_infos(&mut fields, forgiven).in_field("otherPrimeInfos")?;
    fields.finish().in_field("RSAPrivateKey")?;
    if version.value() != [u8::from(!others.is_empty())] {
        forgiven.push(NoteCode::KeyVersion);
    }
    let key = RsaPrivateKey { modulus, public_exponent, secret, others };
    if public_exponent.is_empty() && !key.is_without_public_exponent() {
        return Err(ParseError::new(&NOT_AN_EXPONENT, start).in_field("publicExponent"));
    }
    if key.secret.first().is_none_or(|d| d.is_empty() || d.len() > modulus.len()) {
        return Err(ParseError::new(&NOT_AN_EXPONENT, start).in_field("privateExponent"));
    }
    if !key.primes_fit() {
        return Err(ParseError::new(&OTHER_PRIMES, start).in_field("prime1"));
    }
    Ok(key)
}

/// OtherPrimeInfos ::= SEQUENCE OF OtherPrimeInfo { prime, exponent, coefficient }, of keys with
/// more than two primes (RFC 8017 §A.1.2).
///
/// Fixture: `key/openssl-three-primes.pem`.
fn other_prime_infos<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<Vec<[&'a [u8]; 3]>, ParseError> {
    let mut others = Vec::new();
    let Some(list) = fields.optional(Tag::SEQUENCE)? else { return Ok(others) };
    let mut infos = list.reader();
    if infos.is_empty() {
        forgiven.push(NoteCode::OddKeyStructure);
    }
    while !infos.is_empty() {
        if others.len() == MOST_OTHER_PRIMES {
            return Err(ParseError::new(&TOO_MANY_PRIMES, infos.offset()));
        }
        let mut info = infos.sequence()?;
        let mut numbers = [&[][..]; 3];
        for number in &mut numbers {
            *number = unsigned(&mut info, forgiven)?;
        }
        info.finish()?;
        others.push(numbers);
    }
    Ok(others)
}

/// An odd number greater than one, of a length that somebody might use.
fn modulus<'a>(fields: &mut Reader<'a>, forgiven: &mut Leniencies) -> Result<&'a [u8], ParseError> {
    let start = fields.offset();
    let modulus = unsigned(fields, forgiven)?;
    let odd = modulus.last().is_some_and(|last| last & 1 == 1);
    if !odd || modulus == [1] || bit_length(modulus) > LARGEST_MODULUS_BITS {
        return Err(ParseError::new(&NOT_A_MODULUS, start));
    }
    Ok(modulus)
}

/// An odd number, or zero where the key does not have it.
fn exponent<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<&'a [u8], ParseError> {
    let start = fields.offset();
    let exponent = unsigned(fields, forgiven)?;
    match exponent.last() {
        Some(last) if last & 1 == 0 => return Err(ParseError::new(&NOT_AN_EXPONENT, start)),
        Some(_) => {}
        None => forgiven.push(NoteCode::OddKeyStructure),
    }
    Ok(exponent)
}

/// An INTEGER's digits without leading zeroes. Old software left out the zero octet before a set
/// high bit, which makes the number negative (X.690 §8.3.3); no number of a key is.
pub(super) fn unsigned<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<&'a [u8], ParseError> {
    let value = fields.expect(Tag::INTEGER)?.value();
    if value.first().is_some_and(|first| first & 0x80 != 0) {
        forgiven.push(NoteCode::NegativeKeyNumber);
    }
    Ok(without_zeroes(value))
}

impl RsaPrivateKey<'_> {
    /// Whether the product of the primes agrees with n in its lowest 64 bits: that tells a damaged
    /// key and costs nothing. Keys without primes write zeroes for them.
    fn primes_fit(&self) -> bool {
        let [_, p, q, ..] = self.secret;
        if p.is_empty() || q.is_empty() {
            return true;
        }
        let others = self.others.iter().map(|[prime, ..]| *prime);
        let product = [p, q].into_iter().chain(others).map(low_bits).fold(1, u64::wrapping_mul);
        product == low_bits(self.modulus)
    }

    /// Whether it is modulus and privateExponent alone and zero for all else, as Java writes a key
    /// that it knows no more of (RFC 8017 §A.1.2 has all). OpenSSL reads it; which public key it
    /// belongs to cannot be told.
    ///
    /// Fixture: `key/java-rsa-without-public-exponent.der`.
    fn is_without_public_exponent(&self) -> bool {
        let [_, others @ ..] = self.secret;
        self.public_exponent.is_empty() && others.iter().all(|number| number.is_empty())
    }

    /// In DER, its version set right.
    fn write(&self) -> Scratch {
        let version = write::integer(&[u8::from(!self.others.is_empty())]);
        let [n, e] = [self.modulus, self.public_exponent].map(write::integer);
        let [d, p, q, dp, dq, inverse] = self.secret.map(write::integer);
        let others = self.write_others();
        let fields: [&[u8]; 10] = [&version, &n, &e, &d, &p, &q, &dp, &dq, &inverse, &others];
        write::tlv(Tag::SEQUENCE, &fields)
    }

    /// OtherPrimeInfos; nothing where there are none.
    fn write_others(&self) -> Scratch {
        let info = |numbers: &[&[u8]; 3]| {
            let [prime, exponent, coefficient] = numbers.map(write::integer);
            write::tlv(Tag::SEQUENCE, &[&prime, &exponent, &coefficient])
        };
        let infos: Vec<Scratch> = self.others.iter().map(info).collect();
        let infos: Vec<&[u8]> = infos.iter().map(|info| &**info).collect();
        if infos.is_empty() { write::concat(&[]) } else { write::tlv(Tag::SEQUENCE, &infos) }
    }
}

fn low_bits(number: &[u8]) -> u64 {
    number.iter().rev().take(8).rev().fold(0, |low, octet| low << 8 | u64::from(*octet))
}
