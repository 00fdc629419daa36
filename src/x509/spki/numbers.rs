//! Numbers and bit strings of keys.

use crate::{
    asn1::{error::ParseError, tlv::Tlv},
    error::x509::SPKI_BAD_BIT_STRING,
};

/// The octets of a BIT STRING (X.690 §8.6), without its count of unused bits. The count is 0 for
/// public keys; other values, which faulty software writes, are ignored.
pub(crate) fn bit_string(tlv: Tlv<'_>) -> Result<&[u8], ParseError> {
    match tlv.value() {
        [0..=7, octets @ ..] => Ok(octets),
        _ => Err(ParseError::new(&SPKI_BAD_BIT_STRING, tlv.offset)),
    }
}

/// Big-endian digits without leading zeroes.
pub(crate) fn without_zeroes(number: &[u8]) -> &[u8] {
    let zeroes = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeroes..).unwrap_or_default()
}

/// The number of bits of a big-endian number, without leading zeroes.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let number = without_zeroes(number);
    let bits = number.len().saturating_mul(8);
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(bits).unwrap_or(u32::MAX).saturating_sub(unused)
}
