//! ECPrivateKey (RFC 5915 §3), alone or in PKCS#8.

use super::{Clear, Leniencies, derive, write};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    error::key::{BAD_POINT, BAD_SCALAR, NO_CURVE, OTHER_POINT},
    note::NoteCode,
    oid,
    secret::Scratch,
    tag::Tag,
    x509::spki::{
        AlgorithmIdentifier, EcParameters, KeyAlgorithm, NamedCurve, bit_string, without_zeroes,
    },
};

/// ECPrivateKey ::= SEQUENCE { version 1, privateKey, [0] parameters, [1] publicKey }
/// (RFC 5915 §3).
struct EcPrivateKey<'a> {
    scalar: Tlv<'a>,
    parameters: Option<Tlv<'a>>,
    point: Option<Tlv<'a>>,
}

/// `outside` are the parameters beside the key, and `public_key` the point, where it is in PKCS#8.
pub(super) fn read(
    reader: Reader<'_>,
    identifier: Option<&AlgorithmIdentifier<'_>>,
    public_key: Option<&[u8]>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let key = ec_private_key(reader, forgiven)?;
    let point = match key.point {
        Some(point) => {
            if point.value().first().is_some_and(|unused| *unused > 0) {
                forgiven.push(NoteCode::OddKeyStructure);
            }
            Some(bit_string(point).in_field("publicKey")?)
        }
        None => public_key,
    };
    let outside = identifier.and_then(|identifier| identifier.parameters);
    let start = key.scalar.offset;
    let [outside_der, inside_der] = [outside, key.parameters].map(numbers_in_der);
    let outside = reread(outside_der.as_deref()).or(outside);
    let inside = reread(inside_der.as_deref()).or(key.parameters);
    let parameters = choose(outside, inside, key.scalar, point, forgiven)
        .ok_or(ParseError::new(&NO_CURVE, start).in_field("parameters"))?;
    let mut derived = None;
    let scalar = match parameters.curve() {
        Some(curve) => {
            let scalar = scalar(key.scalar, curve, forgiven).in_field("privateKey")?;
            derived = derive::ec_point(curve, &scalar);
            scalar
        }
        None => Scratch::copy_of(key.scalar.value()),
    };
    if let (Some(point), Some(curve)) = (point, parameters.curve()) {
        let at = key.point.map_or(start, |point| point.offset);
        check_point(point, curve, &parameters, derived.as_deref(), at).in_field("publicKey")?;
    }
    let point = derived.as_deref().or(point);
    let public = point.and_then(|point| parameters.identity(point));
    if let (Some(inner), Some(outer), Some(_)) = (key.point, public_key, parameters.curve())
        && public != parameters.identity(outer)
    {
        return Err(ParseError::new(&OTHER_POINT, inner.offset).in_field("publicKey"));
    }
    let algorithm = KeyAlgorithm::Ec(parameters.describe());
    Ok(Clear { algorithm, pkcs8: write_pkcs8(&parameters, &scalar, point), public })
}

/// The fields in order. Some software puts the bare secret number where the SEQUENCE belongs.
fn ec_private_key<'a>(
    mut reader: Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<EcPrivateKey<'a>, ParseError> {
    if let Some(Tag::OCTET_STRING | Tag::INTEGER) = reader.peek() {
        forgiven.push(NoteCode::OddKeyStructure);
        let scalar = reader.any().in_field("privateKey")?;
        reader.finish().in_field("privateKey")?;
        return Ok(EcPrivateKey { scalar, parameters: None, point: None });
    }
    let mut fields = reader.sequence().in_field("ECPrivateKey")?;
    reader.finish().in_field("ECPrivateKey")?;
    if fields.expect(Tag::INTEGER).in_field("version")?.value() != [1] {
        forgiven.push(NoteCode::KeyVersion);
    }
    let scalar = fields.expect(Tag::OCTET_STRING).in_field("privateKey")?;
    let parameters = explicit(&mut fields, 0).in_field("parameters")?;
    let point = explicit(&mut fields, 1).in_field("publicKey")?;
    fields.finish().in_field("ECPrivateKey")?;
    Ok(EcPrivateKey { scalar, parameters, point })
}

/// A curve that is given by numbers, in DER: it is known by the octets of some of them. A reader that
/// has met nothing but DER so far takes no other lengths in them, so that they are read anew.
fn numbers_in_der(parameters: Option<Tlv<'_>>) -> Option<Scratch> {
    let numbers = write::in_der(&parameters.filter(|tlv| tlv.tag() == Tag::SEQUENCE)?);
    let again = reread(Some(&*numbers)).map(|tlv| write::in_der(&tlv));
    again.or(Some(numbers))
}

fn reread(der: Option<&[u8]>) -> Option<Tlv<'_>> {
    Reader::allow_long_lengths(der?).any().ok()
}

/// `[number] EXPLICIT`, optional: what is in it.
fn explicit<'a>(fields: &mut Reader<'a>, number: u8) -> Result<Option<Tlv<'a>>, ParseError> {
    let Some(wrapper) = fields.optional(Tag::context(number))? else { return Ok(None) };
    let mut inner = wrapper.reader();
    let value = inner.any()?;
    inner.finish()?;
    Ok(Some(value))
}

/// Of the parameters beside the key and those in it, the ones that its numbers fit; where both do,
/// those beside it, as RFC 5915 §3 wants them to be the same.
fn choose<'a>(
    outside: Option<Tlv<'a>>,
    inside: Option<Tlv<'a>>,
    scalar: Tlv<'_>,
    point: Option<&[u8]>,
    forgiven: &mut Leniencies,
) -> Option<EcParameters<'a>> {
    let read = |tlv| match EcParameters::of(Some(tlv)) {
        EcParameters::Absent => None,
        parameters => Some(parameters),
    };
    let outside = outside.and_then(read);
    let inside = inside.and_then(read);
    let fits = |parameters: &EcParameters<'_>| {
        parameters.curve().is_some_and(|curve| match point {
            Some(point) => is_point(point, curve),
            None => scalar.value().len() == curve.order.len(),
        })
    };
    let chosen = match (outside, inside) {
        (Some(outside), Some(inside)) if outside.describe() != inside.describe() => {
            forgiven.push(NoteCode::CurveContradiction);
            if !fits(&outside) && fits(&inside) { inside } else { outside }
        }
        (outside, inside) => outside.or(inside)?,
    };
    if let EcParameters::KnownByValue(_) | EcParameters::Explicit(_) = chosen {
        forgiven.push(NoteCode::ExplicitCurve);
    }
    Some(chosen)
}

/// The secret number in as many octets as the order has (RFC 5915 §3). Some software leaves out
/// its leading zeroes or adds one; a number of another size is none of this curve.
fn scalar(
    octets: Tlv<'_>,
    curve: &NamedCurve,
    forgiven: &mut Leniencies,
) -> Result<Scratch, ParseError> {
    let digits = without_zeroes(octets.value());
    let length = curve.order.len();
    let below = digits.len().cmp(&length).then_with(|| digits.cmp(curve.order)).is_lt();
    if digits.is_empty() || !below {
        return Err(ParseError::new(&BAD_SCALAR, octets.offset));
    }
    if octets.value().len() != length {
        forgiven.push(NoteCode::EcScalarLength);
    }
    let zeroes = length.saturating_sub(digits.len());
    let mut scalar = Scratch::zeroed(length);
    if let Some(room) = scalar.as_mut_slice().get_mut(zeroes..) {
        room.copy_from_slice(digits);
    }
    Ok(scalar)
}

/// That the point has the length of one on this curve and, if it could be derived, is that one.
fn check_point(
    point: &[u8],
    curve: &NamedCurve,
    parameters: &EcParameters<'_>,
    derived: Option<&[u8]>,
    offset: usize,
) -> Result<(), ParseError> {
    if !is_point(point, curve) {
        return Err(ParseError::new(&BAD_POINT, offset));
    }
    match derived {
        Some(derived) if !is_same_point(derived, point, parameters) => {
            Err(ParseError::new(&OTHER_POINT, offset))
        }
        _ => Ok(()),
    }
}

/// Both coordinates where both are there: [`identity`](EcParameters::identity) looks at x and the
/// parity of y, which is enough only of points that are known to lie on the curve.
fn is_same_point(derived: &[u8], point: &[u8], parameters: &EcParameters<'_>) -> bool {
    match (derived, point) {
        ([4, derived @ ..], [4 | 6 | 7, point @ ..]) if derived != point => false,
        _ => parameters.identity(derived) == parameters.identity(point),
    }
}

/// The forms of SEC 1 §2.3.3: compressed, uncompressed, hybrid.
fn is_point(point: &[u8], curve: &NamedCurve) -> bool {
    let length = curve.field_length();
    match point.split_first() {
        Some((2 | 3, x)) => x.len() == length,
        Some((4 | 6 | 7, both)) => both.len() == length.saturating_mul(2),
        _ => false,
    }
}

/// PKCS#8 with the curve by name where it is known, and the public point where it is: ring and
/// others refuse a key without.
fn write_pkcs8(parameters: &EcParameters<'_>, scalar: &[u8], point: Option<&[u8]>) -> Scratch {
    let domain = match parameters {
        EcParameters::Known(curve) | EcParameters::KnownByValue(curve) => {
            write::tlv(Tag::OID, &[curve.oid()])
        }
        EcParameters::Unknown(tlv) | EcParameters::Explicit(tlv) => write::in_der(tlv),
        EcParameters::Absent => Scratch::with_capacity(0),
    };
    let point = point.map(|point| {
        let bits = write::tlv(Tag::BIT_STRING, &[&[0], point]);
        write::tlv(Tag::context(1), &[&bits])
    });
    let version = write::integer(&[1]);
    let octets = write::tlv(Tag::OCTET_STRING, &[scalar]);
    let point = point.as_deref().unwrap_or_default();
    let key = write::tlv(Tag::SEQUENCE, &[&version, &octets, point]);
    write::private_key_info(&write::algorithm(oid::EC_PUBLIC_KEY, &domain), &key)
}
