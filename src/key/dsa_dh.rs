//! DSA (RFC 3279 §2.3.2) and Diffie-Hellman (§2.3.3) private keys.

use super::{
    clear::{Clear, Leniencies},
    integer::{is_less, unsigned},
    numbers::DsaNumbers,
    write,
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    error::key::{NO_PARAMETERS, NOT_A_PRIME, NOT_IN_RANGE},
    note::NoteCode,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Identity, KeyAlgorithm, bit_length},
};

/// The largest size of a prime that is accepted, above any in use.
const LARGEST_PRIME_BITS: u32 = 65_536;

/// Dss-Parms ::= SEQUENCE { p, q, g } (RFC 3279 §2.3.2), without leading zeroes.
struct Parameters<'a> {
    p: &'a [u8],
    q: &'a [u8],
    g: &'a [u8],
}

/// Reads OpenSSL's traditional DSA key, SEQUENCE { 0, p, q, g, y, x }, which no RFC defines.
pub(super) fn read_traditional(
    fields: &mut Reader<'_>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    if version.value() != [0] {
        leniencies.push(NoteCode::KeyVersion);
    }
    let Parameters { p, q, g } = p_q_g(fields, leniencies)?;
    let y = Some(unsigned(fields, leniencies).in_field("y")?);
    let offset = fields.offset();
    let x = unsigned(fields, leniencies).in_field("x")?;
    fields.finish().in_field("DSAPrivateKey")?;
    dsa(&DsaNumbers { p, q, g, y, x }, offset)
}

/// Reads the privateKey of a PKCS#8 with DSA's object identifier: INTEGER x. Software of the
/// 1990s wrote SEQUENCE { Dss-Parms, x } or, if the parameters are in the identifier,
/// SEQUENCE { y, x }.
pub(super) fn read_pkcs8(
    identifier: &AlgorithmIdentifier<'_>,
    mut private_key: Reader<'_>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let mut y = None;
    let mut parameters = identifier.parameters;
    let offset;
    let x = if private_key.peek() == Some(Tag::SEQUENCE) {
        leniencies.push(NoteCode::OddKeyStructure);
        let mut pair = private_key.sequence().in_field("privateKey")?;
        if pair.peek() == Some(Tag::SEQUENCE) {
            parameters = Some(pair.any().in_field("privateKey")?);
        } else {
            y = Some(unsigned(&mut pair, leniencies).in_field("y")?);
        }
        offset = pair.offset();
        let x = unsigned(&mut pair, leniencies).in_field("x")?;
        pair.finish().in_field("privateKey")?;
        x
    } else {
        offset = private_key.offset();
        unsigned(&mut private_key, leniencies).in_field("x")?
    };
    private_key.finish().in_field("privateKey")?;
    let missing = ParseError::new(&NO_PARAMETERS, identifier.whole.offset).in_field("Dss-Parms");
    let mut fields = sequence(parameters.ok_or(missing)?).in_field("Dss-Parms")?;
    let Parameters { p, q, g } = p_q_g(&mut fields, leniencies)?;
    fields.finish().in_field("Dss-Parms")?;
    dsa(&DsaNumbers { p, q, g, y, x }, offset)
}

/// Makes a key of the numbers in an OpenSSH key, which must pass the same checks.
pub(super) fn from_numbers(numbers: &DsaNumbers<'_>) -> Result<Clear, ParseError> {
    check_prime(numbers.p, 0).in_field("p")?;
    check_prime(numbers.q, 0).in_field("q")?;
    check_generator(numbers.g, numbers.p, 0).in_field("g")?;
    dsa(numbers, 0)
}

fn sequence(parameters: Tlv<'_>) -> Result<Reader<'_>, ParseError> {
    match parameters.tag() {
        Tag::SEQUENCE => Ok(parameters.reader()),
        _ => Err(parameters.unexpected(Tag::SEQUENCE)),
    }
}

fn p_q_g<'a>(
    fields: &mut Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<Parameters<'a>, ParseError> {
    let p = prime(fields, leniencies).in_field("p")?;
    let q = prime(fields, leniencies).in_field("q")?;
    let start = fields.offset();
    let g = unsigned(fields, leniencies).in_field("g")?;
    check_generator(g, p, start).in_field("g")?;
    Ok(Parameters { p, q, g })
}

fn prime<'a>(fields: &mut Reader<'a>, leniencies: &mut Leniencies) -> Result<&'a [u8], ParseError> {
    let start = fields.offset();
    let number = unsigned(fields, leniencies)?;
    check_prime(number, start)?;
    Ok(number)
}

/// Checks for an odd number greater than one. Primality is not tested.
fn check_prime(number: &[u8], offset: usize) -> Result<(), ParseError> {
    let odd = number.last().is_some_and(|last| last & 1 == 1);
    if !odd || number == [1] || bit_length(number) > LARGEST_PRIME_BITS {
        return Err(ParseError::new(&NOT_A_PRIME, offset));
    }
    Ok(())
}

fn check_generator(g: &[u8], p: &[u8], offset: usize) -> Result<(), ParseError> {
    if is_less(g, p) { Ok(()) } else { Err(ParseError::new(&NOT_IN_RANGE, offset)) }
}

/// Checks 0 < x < q. `offset` is that of x.
fn dsa(numbers: &DsaNumbers<'_>, offset: usize) -> Result<Clear, ParseError> {
    check_private_number(numbers.x, numbers.q, offset)?;
    Ok(Clear {
        algorithm: KeyAlgorithm::Dsa(bit_length(numbers.p)),
        pkcs8: write::dsa(numbers)?,
        public: numbers.y.map(Identity::dsa),
    })
}

/// Reads the privateKey of a PKCS#8 with an object identifier of Diffie-Hellman: INTEGER x. The
/// parameters of PKCS#3 and of X9.42 (RFC 3279 §2.3.3) both begin with p.
pub(super) fn read_dh(
    identifier: &AlgorithmIdentifier<'_>,
    mut private_key: Reader<'_>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let missing = ParseError::new(&NO_PARAMETERS, identifier.whole.offset).in_field("parameters");
    let mut parameters = sequence(identifier.parameters.ok_or(missing)?).in_field("parameters")?;
    let p = prime(&mut parameters, leniencies).in_field("p")?;
    let offset = private_key.offset();
    let x = unsigned(&mut private_key, leniencies).in_field("x")?;
    private_key.finish().in_field("privateKey")?;
    if is_at_least_the_prime(x, p) {
        leniencies.push(NoteCode::OddKeyStructure);
    } else {
        check_private_number(x, p, offset)?;
    }
    Ok(Clear {
        algorithm: KeyAlgorithm::Dh(bit_length(p)),
        pkcs8: write::dh(identifier, x)?,
        public: None,
    })
}

/// Whether x is not below p but no longer than p, where it should be below (RFC 3279 §2.3.3): some
/// software draws that many random bits without comparing the number with p. The key works like the
/// reduced one, and OpenSSL and Bouncy Castle accept it. Fixture: `key/old-dhx-above-the-prime.der`.
fn is_at_least_the_prime(x: &[u8], p: &[u8]) -> bool {
    !is_less(x, p) && bit_length(x) <= bit_length(p)
}

/// Checks 0 < x < `bound`.
fn check_private_number(x: &[u8], bound: &[u8], offset: usize) -> Result<(), ParseError> {
    if x.is_empty() || !is_less(x, bound) {
        return Err(ParseError::new(&NOT_IN_RANGE, offset).in_field("x"));
    }
    Ok(())
}
