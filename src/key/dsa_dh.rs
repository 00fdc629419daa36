//! DSA (RFC 3279 §2.3.2) and Diffie-Hellman (§2.3.3) private keys.

use super::{Clear, Leniencies, rsa::unsigned, write};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    error::key::{NOT_A_PRIME, NOT_IN_RANGE},
    note::NoteCode,
    oid,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Identity, KeyAlgorithm, bit_length},
};

/// More than anybody uses.
const LARGEST_PRIME_BITS: u32 = 65_536;

/// Dss-Parms ::= SEQUENCE { p, q, g } (RFC 3279 §2.3.2), without leading zeroes.
struct Parameters<'a> {
    p: &'a [u8],
    q: &'a [u8],
    g: &'a [u8],
}

/// OpenSSL's traditional DSA key: SEQUENCE { 0, p, q, g, y, x }. No RFC has it.
pub(super) fn read_traditional(
    fields: &mut Reader<'_>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    if version.value() != [0] {
        forgiven.push(NoteCode::KeyVersion);
    }
    let parameters = p_q_g(fields, forgiven)?;
    let y = unsigned(fields, forgiven).in_field("y")?;
    let x = fields.expect(Tag::INTEGER).in_field("x")?;
    fields.finish().in_field("DSAPrivateKey")?;
    dsa(&parameters, x, Some(y), forgiven)
}

/// The privateKey of a PKCS#8 with DSA's object identifier: INTEGER x. Software of the nineties
/// wrote SEQUENCE { Dss-Parms, x } or, beside the parameters, SEQUENCE { y, x }.
pub(super) fn read_pkcs8(
    identifier: &AlgorithmIdentifier<'_>,
    mut private_key: Reader<'_>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let mut y = None;
    let mut parameters = identifier.parameters;
    let x = if private_key.peek() == Some(Tag::SEQUENCE) {
        forgiven.push(NoteCode::OddKeyStructure);
        let mut pair = private_key.sequence().in_field("privateKey")?;
        if pair.peek() == Some(Tag::SEQUENCE) {
            parameters = Some(pair.any().in_field("privateKey")?);
        } else {
            y = Some(unsigned(&mut pair, forgiven).in_field("y")?);
        }
        let x = pair.expect(Tag::INTEGER).in_field("x")?;
        pair.finish().in_field("privateKey")?;
        x
    } else {
        private_key.expect(Tag::INTEGER).in_field("x")?
    };
    private_key.finish().in_field("privateKey")?;
    let missing = ParseError::new(&NOT_A_PRIME, identifier.whole.offset).in_field("Dss-Parms");
    let mut fields = sequence(parameters.ok_or(missing)?).in_field("Dss-Parms")?;
    let read = p_q_g(&mut fields, forgiven)?;
    fields.finish().in_field("Dss-Parms")?;
    dsa(&read, x, y, forgiven)
}

fn sequence(parameters: Tlv<'_>) -> Result<Reader<'_>, ParseError> {
    match parameters.tag() {
        Tag::SEQUENCE => Ok(parameters.reader()),
        _ => Err(parameters.unexpected(Tag::SEQUENCE)),
    }
}

fn p_q_g<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<Parameters<'a>, ParseError> {
    let p = prime(fields, forgiven).in_field("p")?;
    let q = prime(fields, forgiven).in_field("q")?;
    let start = fields.offset();
    let g = unsigned(fields, forgiven).in_field("g")?;
    if !is_less(g, p) {
        return Err(ParseError::new(&NOT_IN_RANGE, start).in_field("g"));
    }
    Ok(Parameters { p, q, g })
}

/// An odd number greater than one; whether it is prime is not asked.
fn prime<'a>(fields: &mut Reader<'a>, forgiven: &mut Leniencies) -> Result<&'a [u8], ParseError> {
    let start = fields.offset();
    let number = unsigned(fields, forgiven)?;
    let odd = number.last().is_some_and(|last| last & 1 == 1);
    if !odd || number == [1] || bit_length(number) > LARGEST_PRIME_BITS {
        return Err(ParseError::new(&NOT_A_PRIME, start));
    }
    Ok(number)
}

/// The key of 0 < x < q, as PKCS#8.
fn dsa(
    parameters: &Parameters<'_>,
    x: Tlv<'_>,
    y: Option<&[u8]>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let digits = secret_number(x, parameters.q, forgiven)?;
    let [p, q, g] = [parameters.p, parameters.q, parameters.g].map(write::integer);
    let dss_parms = write::tlv(Tag::SEQUENCE, &[&p, &q, &g]);
    let algorithm = write::algorithm(oid::DSA, &dss_parms);
    Ok(Clear {
        algorithm: KeyAlgorithm::Dsa(bit_length(parameters.p)),
        pkcs8: write::private_key_info(&algorithm, &write::integer(digits)),
        public: y.map(Identity::dsa),
    })
}

/// The privateKey of a PKCS#8 with an object identifier of Diffie-Hellman: INTEGER x; p comes
/// first in the parameters of PKCS#3 and of X9.42 (RFC 3279 §2.3.3).
pub(super) fn read_dh(
    identifier: &AlgorithmIdentifier<'_>,
    mut private_key: Reader<'_>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let missing = ParseError::new(&NOT_A_PRIME, identifier.whole.offset).in_field("p");
    let mut parameters = sequence(identifier.parameters.ok_or(missing)?).in_field("parameters")?;
    let p = prime(&mut parameters, forgiven).in_field("p")?;
    let x = private_key.expect(Tag::INTEGER).in_field("x")?;
    private_key.finish().in_field("privateKey")?;
    let digits = secret_number_of_dh(x, p, forgiven)?;
    let pkcs8 = write::private_key_info(&write::in_der(&identifier.whole), &write::integer(digits));
    Ok(Clear { algorithm: KeyAlgorithm::Dh(bit_length(p)), pkcs8, public: None })
}

/// The digits of x, if it is no longer than p. Some software draws that many random bits and does
/// not ask whether the number is below p (RFC 3279 §2.3.3); it gives the same keys as the one that
/// is, and OpenSSL and Bouncy Castle read it. Fixture: `key/old-dhx-above-the-prime.der`.
fn secret_number_of_dh<'a>(
    x: Tlv<'a>,
    p: &[u8],
    forgiven: &mut Leniencies,
) -> Result<&'a [u8], ParseError> {
    let digits = unsigned(&mut Reader::allow_long_lengths(x.bytes()), forgiven).in_field("x")?;
    if is_less(digits, p) || bit_length(digits) > bit_length(p) {
        return secret_number(x, p, forgiven);
    }
    forgiven.push(NoteCode::OddKeyStructure);
    Ok(digits)
}

/// The digits of x, if 0 < x < `bound`.
fn secret_number<'a>(
    x: Tlv<'a>,
    bound: &[u8],
    forgiven: &mut Leniencies,
) -> Result<&'a [u8], ParseError> {
    let digits = unsigned(&mut Reader::allow_long_lengths(x.bytes()), forgiven).in_field("x")?;
    if digits.is_empty() || !is_less(digits, bound) {
        return Err(ParseError::new(&NOT_IN_RANGE, x.offset).in_field("x"));
    }
    Ok(digits)
}

/// Of two numbers without leading zeroes.
fn is_less(a: &[u8], b: &[u8]) -> bool {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b)).is_lt()
}
