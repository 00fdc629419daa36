//! INTEGER, OBJECT IDENTIFIER, BIT STRING and AlgorithmIdentifier.

use super::outline::Span;
use crate::{
    asn1::{
        error::ReadError,
        tlv::{Reader, Tlv},
    },
    error::x509::{BAD_BIT_STRING, CUT_OID, EMPTY_INTEGER, EMPTY_OID},
    tag::Tag,
};

#[inline(always)]
pub(super) fn integer<'a, F: ReadError>(fields: &mut Reader<'a, F>) -> Result<Tlv<'a, F>, F> {
    let tlv = fields.expect(Tag::INTEGER)?;
    if tlv.value().is_empty() {
        return Err(F::of(&EMPTY_INTEGER, tlv.offset));
    }
    Ok(tlv)
}

/// AlgorithmIdentifier ::= SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL } (§4.1.1.2).
// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
pub(super) fn algorithm_identifier<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<Span, F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    let mut inner = tlv.reader();
    object_identifier(&mut inner)?;
    if !inner.is_empty() {
        inner.any()?;
        inner.finish()?;
    }
    Span::new(tlv.offset, tlv.end())
}

/// OBJECT IDENTIFIER (X.690 §8.19.2) with a complete last arc.
#[inline(always)]
pub(super) fn object_identifier<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    let oid = fields.expect(Tag::OID)?;
    match oid.value() {
        [.., 0..=0x7f] => Ok(()),
        [] => Err(F::of(&EMPTY_OID, oid.offset)),
        _ => Err(F::of(&CUT_OID, oid.offset)),
    }
}

// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
pub(super) fn bit_string<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(), F> {
    let tlv = fields.expect(Tag::BIT_STRING)?;
    match tlv.value() {
        [0] | [0..=7, _, ..] => Ok(()),
        _ => Err(F::of(&BAD_BIT_STRING, tlv.offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_has_at_most_one_parameter() {
        let read = |bytes: &[u8]| {
            let silent = algorithm_identifier(&mut Reader::without_details(bytes)).is_ok();
            assert_eq!(silent, algorithm_identifier(&mut Reader::new(bytes)).is_ok());
            silent
        };
        assert!(read(&[0x30, 5, 6, 3, 0x2a, 3, 4]));
        assert!(read(&[0x30, 7, 6, 3, 0x2a, 3, 4, 5, 0]));
        assert!(!read(&[0x30, 11, 6, 3, 0x2a, 3, 4, 2, 1, 1, 2, 1, 1]));
        assert!(!read(&[0x30, 7, 6, 3, 0x2a, 3, 4, 2, 1]));
        assert!(!read(&[0x30, 2, 6, 0]));
        assert!(!read(&[0x30, 5, 6, 3, 0x2a, 3, 0x84]));
        assert!(read(&[0x30, 5, 6, 3, 0x2a, 0x84, 3]));
    }
}
