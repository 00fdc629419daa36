//! Algorithm identifiers and the parameters that several schemes share.

use super::unsupported;
use crate::{
    asn1::{
        error::{InField, ParseError},
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    error::{
        Error, ErrorText, Path,
        pbe::{BAD_ITERATIONS, BAD_PARAMETERS},
    },
    tag::Tag,
};

/// AlgorithmIdentifier (RFC 5280 §4.1.1.2): the content octets of the OID, and the parameters unless
/// they are absent or NULL.
pub(super) fn algorithm_identifier(
    algorithm: Tlv<'_>,
) -> Result<(&[u8], Option<Tlv<'_>>), ParseError> {
    if algorithm.tag() != Tag::SEQUENCE {
        return Err(algorithm.unexpected(Tag::SEQUENCE));
    }
    let mut fields = algorithm.reader();
    let oid = fields.expect(Tag::OID).in_field("algorithm")?.value();
    let parameters =
        if fields.is_empty() { None } else { Some(fields.any().in_field("parameters")?) };
    fields.finish().in_field("AlgorithmIdentifier")?;
    Ok((oid, parameters.filter(|parameters| parameters.tag() != Tag::NULL)))
}

/// A reader of the content of parameters that must be a SEQUENCE.
pub(super) fn sequence(parameters: Option<Tlv<'_>>) -> Result<Reader<'_>, ParseError> {
    match parameters {
        Some(parameters) if parameters.tag() == Tag::SEQUENCE => Ok(parameters.reader()),
        Some(parameters) => Err(parameters.unexpected(Tag::SEQUENCE)),
        None => Err(ParseError::new(&BAD_PARAMETERS, 0)),
    }
}

/// iterationCount ::= INTEGER (1..MAX)
pub(super) fn iterations(fields: &mut Reader<'_>) -> Result<u64, ParseError> {
    let integer = fields.expect(Tag::INTEGER).in_field("iterations")?;
    match unsigned(&integer) {
        Some(0) | None => {
            Err(ParseError::new(&BAD_ITERATIONS, integer.offset).in_field("iterations"))
        }
        Some(count) => Ok(count),
    }
}

/// The value of a non-negative INTEGER; values over 64 bits saturate, since no parameter needs them.
pub(super) fn unsigned(integer: &Tlv<'_>) -> Option<u64> {
    let octets = integer.value();
    if octets.first()? & 0x80 != 0 {
        return None;
    }
    let number = octets
        .iter()
        .try_fold(0_u64, |number, octet| number.checked_mul(256)?.checked_add(u64::from(*octet)));
    Some(number.unwrap_or(u64::MAX))
}

/// An error that identifies `oid` by number, by name, and by the feature that supports it.
pub(super) fn unsupported(cause: &'static ErrorText, oid: &[u8], path: &Path<'_>) -> Error {
    let known = unsupported::of(oid);
    let error =
        cause.at(path).with_oid(&alloc::format!("{}", Oid(oid)), known.map(|known| known.name));
    match known.and_then(|known| known.feature) {
        Some(feature) => error.with_feature(feature),
        None => error,
    }
}
