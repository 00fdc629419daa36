//! Name (RFC 5280 §4.1.2.4), down to the tags of its values.

use super::{outline::Span, primitives::object_identifier};
use crate::{
    asn1::{
        error::ReadError,
        tlv::{Reader, Tlv},
    },
    tag::Tag,
};
use core::str;

/// Name ::= SEQUENCE OF SET OF AttributeTypeAndValue (§4.1.2.4), down to the tags of the values, and
/// whether it may need a note.
// Not inlined: it is called several times for a certificate, and the instruction cache is small.
#[inline(never)]
pub(crate) fn name<F: ReadError>(fields: &mut Reader<'_, F>) -> Result<(Span, bool), F> {
    let tlv = fields.expect(Tag::SEQUENCE)?;
    // Usually the whole name is ASCII, including tags and lengths.
    let is_ascii = is_ascii(tlv.value());
    let mut rdns = tlv.reader();
    let mut unusual = false;
    while !rdns.is_empty() {
        if let (Some(length), true) = (usual_rdn(rdns.rest()), is_ascii) {
            rdns.skip(length);
            continue;
        }
        let mut attributes = rdns.expect(Tag::SET)?.reader();
        // An empty RDN violates X.501 §9.2 and gets a note.
        unusual |= attributes.is_empty();
        while !attributes.is_empty() {
            let value = attribute_type_and_value(&mut attributes)?;
            unusual |= !is_usual_string(value.tag()) || !(is_ascii || is_sound(&value));
        }
    }
    Ok((Span::new(tlv.offset, tlv.end())?, unusual))
}

/// Whether all bytes are ASCII, tested sixteen at a time.
#[inline]
fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
    let Some(last) = bytes.last_chunk() else { return bytes.is_ascii() };
    let any = bytes
        .as_chunks()
        .0
        .iter()
        .fold(u128::from_ne_bytes(*last), |any, chunk| any | u128::from_ne_bytes(*chunk));
    any & HIGH == 0
}

/// The length of the RDN that `bytes` begin with, if it is a usual one: one attribute of a type in
/// X.520 with a value of a usual type, all lengths in one octet. It then meets the conditions in
/// [`name`] and [`attribute_type_and_value`].
#[inline]
fn usual_rdn(bytes: &[u8]) -> Option<usize> {
    /// SET, SEQUENCE, OBJECT IDENTIFIER of three octets; compared at once.
    const TAGS: u64 = u64::from_le_bytes([0x31, 0, 0x30, 0, 0x06, 3, 0, 0]);
    const MASK: u64 = u64::from_le_bytes([0xff, 0, 0xff, 0, 0xff, 0xff, 0, 0]);
    let (head, rest) = bytes.split_first_chunk::<8>()?;
    let [..=0x7f, 0x0c | 0x13 | 0x16, value, rest @ ..] = rest else { return None };
    if u64::from_le_bytes(*head) & MASK != TAGS {
        return None;
    }
    let [_, set, _, sequence, ..] = head;
    let fits = *set < 0x80 && *sequence == set.wrapping_sub(2) && *value == set.wrapping_sub(9);
    let length = usize::from(*set).wrapping_add(2);
    (fits && *set >= 9 && rest.len() >= usize::from(*value)).then_some(length)
}

/// AttributeTypeAndValue ::= SEQUENCE { OBJECT IDENTIFIER, ANY } (§4.1.2.4): the value.
#[inline(always)]
fn attribute_type_and_value<'a, F: ReadError>(
    attributes: &mut Reader<'a, F>,
) -> Result<Tlv<'a, F>, F> {
    let mut parts = attributes.sequence()?;
    object_identifier(&mut parts)?;
    let value = parts.any()?;
    parts.finish()?;
    Ok(value)
}

/// Whether this is one of the usual string types. The others may need a note.
#[inline]
fn is_usual_string(tag: Tag) -> bool {
    matches!(tag, Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING)
}

/// Whether this string of a usual type is ASCII, or UTF-8 in a UTF8String.
fn is_sound<F: ReadError>(value: &Tlv<'_, F>) -> bool {
    let content = value.value();
    content.is_ascii() || value.tag() == Tag::UTF8_STRING && str::from_utf8(content).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::error::ParseError;
    use alloc::{vec, vec::Vec};

    /// Reads an RDN without [`usual_rdn`]: its length, and whether all its strings are of usual types.
    fn rdn(bytes: &[u8]) -> Result<(usize, bool), ParseError> {
        let mut rdns = Reader::new(bytes);
        let mut attributes = rdns.expect(Tag::SET)?.reader();
        let mut usual = !attributes.is_empty();
        while !attributes.is_empty() {
            usual &= is_usual_string(attribute_type_and_value(&mut attributes)?.tag());
        }
        Ok((rdns.offset(), usual))
    }

    #[test]
    fn usual_rdns_agree_with_the_complete_reading() {
        for sound in [
            &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x0c, 2, b'a', b'b'][..],
            &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x13, 2, b'a', b'b', 0x31, 0],
            &[0x31, 9, 0x30, 7, 6, 3, 0x55, 4, 10, 0x16, 0],
        ] {
            assert_eq!(usual_rdn(sound), rdn(sound).ok().map(|(length, _)| length));
            for at in 0..sound.len() {
                for byte in 0..=0xff {
                    let mut bytes = sound.to_vec();
                    bytes[at] = byte;
                    if let Some(length) = usual_rdn(&bytes) {
                        assert_eq!(rdn(&bytes).ok(), Some((length, true)), "{bytes:02x?}");
                    }
                }
            }
            assert_eq!(usual_rdn(&sound[..usize::from(sound[1]) + 1]), None);
        }
        // 0x80 is not a definite length (X.690 §8.1.3.6), although these would fit.
        let mut long = vec![0x31, 0x80, 0x30, 0x7e, 6, 3, 0x55, 4, 3, 0x0c, 0x77];
        long.resize(0x82, b'a');
        assert_eq!(usual_rdn(&long), None);
        (long[1], long[3], long[10]) = (0x7f, 0x7d, 0x76);
        assert_eq!(usual_rdn(&long), Some(0x81));
    }

    #[test]
    fn ascii_of_every_length() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert!(is_ascii(&bytes));
            for at in 0..length {
                bytes[at] = 0x80;
                assert!(!is_ascii(&bytes), "{at} of {length}");
                bytes[at] = 0x7f;
            }
        }
    }

    #[test]
    fn unusual_names_may_need_a_note() {
        let attribute = |tag: u8, text: &[u8]| {
            let value =
                [&[6, 3, 0x55, 4, 3, tag, u8::try_from(text.len()).unwrap()], text].concat();
            [&[0x30, u8::try_from(value.len()).unwrap()], &value[..]].concat()
        };
        let set = |attributes: &[u8]| {
            [&[0x31, u8::try_from(attributes.len()).unwrap()], attributes].concat()
        };
        let unusual = |rdns: &[&Vec<u8>]| {
            let rdns: Vec<u8> = rdns.iter().flat_map(|rdn| rdn.iter().copied()).collect();
            let der = [&[0x30, u8::try_from(rdns.len()).unwrap()], &rdns[..]].concat();
            name(&mut Reader::new(&der)).unwrap().1
        };
        let usual = set(&attribute(0x13, b"a"));
        let two = set(&[attribute(0x13, b"a"), attribute(0x16, b"b")].concat());
        assert!(
            !unusual(&[]) && !unusual(&[&usual]) && !unusual(&[&two]) && !unusual(&[&two, &usual])
        );
        let latin = set(&attribute(0x14, b"a"));
        let letter = set(&attribute(0x0c, b"\xc3\xa4"));
        assert!(!unusual(&[&letter]) && !unusual(&[&usual, &letter, &two]));
        let (high, printable) =
            (set(&attribute(0x0c, b"\xe4")), set(&attribute(0x13, b"\xc3\xa4")));
        for odd in [&latin, &high, &printable, &set(&[])] {
            assert!(unusual(&[odd]) && unusual(&[&usual, odd, &usual]));
            assert!(unusual(&[odd, &two]) && unusual(&[&two, odd]));
        }
    }
}
