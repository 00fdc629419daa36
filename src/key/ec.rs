//! ECPrivateKey (RFC 5915 §3), alone or in PKCS#8.

use super::{
    ber_to_der::in_der,
    clear::{Clear, Leniencies},
    derive,
    numbers::EcNumbers,
    write,
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    error::key::{BAD_POINT, BAD_SCALAR, NO_CURVE, OTHER_POINT},
    note::NoteCode,
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

/// An octet string and its offset.
type Located<'a> = (&'a [u8], usize);

/// Reads ECPrivateKey. `identifier` and `public_key` are the fields next to it in PKCS#8.
pub(super) fn read(
    reader: Reader<'_>,
    identifier: Option<&AlgorithmIdentifier<'_>>,
    public_key: Option<&[u8]>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let key = ec_private_key(reader, leniencies)?;
    let start = key.scalar.offset;
    let point = match key.point {
        Some(point) => {
            if point.value().first().is_some_and(|unused| *unused > 0) {
                leniencies.push(NoteCode::OddKeyStructure);
            }
            Some((bit_string(point).in_field("publicKey")?, point.offset))
        }
        None => public_key.map(|point| (point, start)),
    };
    let outside = identifier.and_then(|identifier| identifier.parameters);
    let [outside_der, inside_der] = [outside, key.parameters].map(numbers_in_der);
    let outside = reread(outside_der.as_deref()).or(outside);
    let inside = reread(inside_der.as_deref()).or(key.parameters);
    let octets = point.map(|(octets, _)| octets);
    let implied = identifier.and_then(|identifier| identifier.implied_curve());
    let parameters = choose(outside, inside, key.scalar, octets, leniencies)
        .or(implied.map(EcParameters::Known))
        .ok_or(ParseError::new(&NO_CURVE, start).in_field("parameters"))?;
    let clear = from_numbers(&parameters, (key.scalar.value(), start), point, leniencies)?;
    if let (Some(inner), Some(outer), Some(_)) = (key.point, public_key, parameters.curve())
        && clear.public != parameters.identity(outer)
    {
        return Err(ParseError::new(&OTHER_POINT, inner.offset).in_field("publicKey"));
    }
    Ok(clear)
}

/// Checks a scalar and its point against the curve.
pub(super) fn from_numbers(
    parameters: &EcParameters<'_>,
    (octets, offset): Located<'_>,
    point: Option<Located<'_>>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let mut scalar = None;
    let mut derived = None;
    if let Some(curve) = parameters.curve() {
        let padded = check_scalar(octets, curve, offset, leniencies).in_field("privateKey")?;
        derived = derive::ec_point(curve, &padded);
        scalar = Some(padded);
        if let Some((point, offset)) = point {
            check_point(point, curve, parameters, derived.as_deref(), offset)
                .in_field("publicKey")?;
        }
    }
    let scalar = scalar.as_deref().unwrap_or(octets);
    let point = derived.as_deref().or(point.map(|(point, _)| point));
    Ok(Clear {
        algorithm: KeyAlgorithm::Ec(parameters.describe()),
        pkcs8: write::ec(&EcNumbers { parameters, scalar, point })?,
        public: point.and_then(|point| parameters.identity(point)),
    })
}

/// Reads the fields in order. Some software writes the bare scalar in place of the SEQUENCE.
fn ec_private_key<'a>(
    mut reader: Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<EcPrivateKey<'a>, ParseError> {
    if let Some(Tag::OCTET_STRING | Tag::INTEGER) = reader.peek() {
        leniencies.push(NoteCode::OddKeyStructure);
        let scalar = reader.any().in_field("privateKey")?;
        reader.finish().in_field("privateKey")?;
        return Ok(EcPrivateKey { scalar, parameters: None, point: None });
    }
    let mut fields = reader.sequence().in_field("ECPrivateKey")?;
    reader.finish().in_field("ECPrivateKey")?;
    if fields.expect(Tag::INTEGER).in_field("version")?.value() != [1] {
        leniencies.push(NoteCode::KeyVersion);
    }
    let scalar = fields.expect(Tag::OCTET_STRING).in_field("privateKey")?;
    let parameters = explicit(&mut fields, 0).in_field("parameters")?;
    let point = explicit(&mut fields, 1).in_field("publicKey")?;
    fields.finish().in_field("ECPrivateKey")?;
    Ok(EcPrivateKey { scalar, parameters, point })
}

/// Explicit parameters in DER, because a known curve is recognized by the octets of some of them.
/// A reader that has seen only DER so far rejects other lengths in them, so they are read again.
fn numbers_in_der(parameters: Option<Tlv<'_>>) -> Option<Scratch> {
    let numbers = in_der(&parameters.filter(|tlv| tlv.tag() == Tag::SEQUENCE)?);
    let again = reread(Some(&*numbers)).map(|tlv| in_der(&tlv));
    again.or(Some(numbers))
}

fn reread(der: Option<&[u8]>) -> Option<Tlv<'_>> {
    Reader::allow_long_lengths(der?).any().ok()
}

/// The value in an optional `[number] EXPLICIT`.
fn explicit<'a>(fields: &mut Reader<'a>, number: u8) -> Result<Option<Tlv<'a>>, ParseError> {
    let Some(wrapper) = fields.optional(Tag::context(number))? else { return Ok(None) };
    let mut inner = wrapper.reader();
    let value = inner.any()?;
    inner.finish()?;
    Ok(Some(value))
}

/// Chooses between the parameters next to the key and those in it: those that the key's numbers
/// fit, or else those next to it. RFC 5915 §3 requires them to be equal.
fn choose<'a>(
    outside: Option<Tlv<'a>>,
    inside: Option<Tlv<'a>>,
    scalar: Tlv<'_>,
    point: Option<&[u8]>,
    leniencies: &mut Leniencies,
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
            leniencies.push(NoteCode::CurveContradiction);
            if !fits(&outside) && fits(&inside) { inside } else { outside }
        }
        (outside, inside) => outside.or(inside)?,
    };
    if let EcParameters::KnownByValue(_) | EcParameters::Explicit(_) = chosen {
        leniencies.push(NoteCode::ExplicitCurve);
    }
    Some(chosen)
}

/// Returns the scalar in as many octets as the order has (RFC 5915 §3). Some software omits
/// leading zeroes or adds one. Zero and numbers not below the order are rejected.
fn check_scalar(
    octets: &[u8],
    curve: &NamedCurve,
    offset: usize,
    leniencies: &mut Leniencies,
) -> Result<Scratch, ParseError> {
    let digits = without_zeroes(octets);
    let length = curve.order.len();
    let below = digits.len().cmp(&length).then_with(|| digits.cmp(curve.order)).is_lt();
    if digits.is_empty() || !below {
        return Err(ParseError::new(&BAD_SCALAR, offset));
    }
    if octets.len() != length {
        leniencies.push(NoteCode::EcScalarLength);
    }
    Ok(padded(digits, length))
}

/// The digits with zeroes before them, `length` octets in total.
pub(super) fn padded(digits: &[u8], length: usize) -> Scratch {
    let zeroes = length.saturating_sub(digits.len());
    let mut padded = Scratch::zeroed(zeroes.saturating_add(digits.len()));
    if let Some(end) = padded.as_mut_slice().get_mut(zeroes..) {
        end.copy_from_slice(digits);
    }
    padded
}

/// Checks that the point has the length of a point on this curve and equals the derived one.
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

/// Compares both coordinates if both are present. [`identity`](EcParameters::identity) compares x
/// and the parity of y, which suffices only for points that are known to lie on the curve.
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
