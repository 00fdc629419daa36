//! Non-negative big-endian integers.

use super::clear::Leniencies;
use crate::{
    asn1::{error::ParseError, tlv::Reader},
    note::NoteCode,
    tag::Tag,
    x509::spki::without_zeroes,
};

/// Reads an INTEGER and returns its digits without leading zeroes.
///
/// Old software left out the zero octet before a set high bit, which makes the encoding negative
/// (X.690 §8.3.3). No number of a key is negative, so the octets are read as unsigned.
pub(super) fn unsigned<'a>(
    fields: &mut Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<&'a [u8], ParseError> {
    let value = fields.expect(Tag::INTEGER)?.value();
    if value.first().is_some_and(|first| first & 0x80 != 0) {
        leniencies.push(NoteCode::NegativeKeyNumber);
    }
    Ok(without_zeroes(value))
}

/// Whether `a < b`, for numbers without leading zeroes.
pub(super) fn is_less(a: &[u8], b: &[u8]) -> bool {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b)).is_lt()
}
