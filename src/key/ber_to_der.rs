//! Re-encodes algorithm parameters that came in BER.

use crate::{
    asn1::tlv::Tlv, budget::to_u64, secret::Scratch, tag::Tag, x509::spki::without_zeroes,
};

/// The depth to which lengths are re-encoded: no algorithm nests its parameters deeper. Content below
/// it is copied.
const DEEPEST: usize = 8;

/// Returns the value with every length in DER.
pub(super) fn in_der(value: &Tlv<'_>) -> Scratch {
    let mut out = Scratch::with_capacity(encoded_len(value, DEEPEST));
    let fits = encode(value, DEEPEST, &mut out);
    debug_assert!(fits, "the capacity was computed for this value");
    out
}

/// The values in a constructed value. The first octets that are not a value, or have a tag of several
/// octets, which no parameters have, are one part to be copied, together with everything after them.
fn parts<'a>(value: &Tlv<'a>) -> impl Iterator<Item = Result<Tlv<'a>, &'a [u8]>> + use<'a> {
    let mut rest = value.reader();
    let holds_values = value.tag().is_constructed();
    core::iter::from_fn(move || {
        let before = rest.rest();
        if before.is_empty() {
            return None;
        }
        let next = if holds_values { rest.any().ok() } else { None };
        let next = next.filter(|next| next.tag().is_whole());
        if next.is_none() {
            rest.skip(rest.rest().len());
        }
        Some(next.ok_or(before))
    })
}

fn encoded_len(value: &Tlv<'_>, depth: usize) -> usize {
    let length = content_len(value, depth);
    let digits = to_u64(length).to_be_bytes();
    let more = if length < 0x80 { 0 } else { without_zeroes(&digits).len() };
    length.saturating_add(more).saturating_add(2)
}

fn content_len(value: &Tlv<'_>, depth: usize) -> usize {
    let Some(depth) = depth.checked_sub(1) else { return value.value().len() };
    let lengths = parts(value).map(|part| match part {
        Ok(inner) => encoded_len(&inner, depth),
        Err(rest) => rest.len(),
    });
    lengths.fold(0, usize::saturating_add)
}

fn encode(value: &Tlv<'_>, depth: usize, out: &mut Scratch) -> bool {
    let fits = encode_header(value.tag(), content_len(value, depth), out);
    let Some(depth) = depth.checked_sub(1) else { return fits && out.extend(value.value()) };
    parts(value).fold(fits, |fits, part| {
        fits & match part {
            Ok(inner) => encode(&inner, depth, out),
            Err(rest) => out.extend(rest),
        }
    })
}

/// Tag and length (X.690 §10.1).
fn encode_header(tag: Tag, length: usize, out: &mut Scratch) -> bool {
    let digits = to_u64(length).to_be_bytes();
    let digits = without_zeroes(&digits);
    match (u8::try_from(length), u8::try_from(digits.len())) {
        (Ok(length @ 0..=0x7f), _) => out.push(tag.0) && out.push(length),
        (_, Ok(count)) => out.push(tag.0) && out.push(0x80 | count) && out.extend(digits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::tlv::Reader;

    #[test]
    fn ber_lengths_become_der() {
        let read =
            |bytes: &[u8]| in_der(&Reader::allow_long_lengths(bytes).any().unwrap()).to_vec();
        let der = [0x30, 7, 2, 1, 5, 0x31, 2, 5, 0];
        assert_eq!(read(&der), der);
        let lax = [0x30, 0x81, 10, 2, 0x82, 0, 1, 5, 0x31, 0x81, 2, 5, 0];
        assert_eq!(read(&lax), der);
        // Content that is not a sequence of values is copied.
        assert_eq!(read(&[0x30, 0x81, 2, 2, 9]), [0x30, 2, 2, 9]);
        assert_eq!(read(&[0x30, 0x81, 0]), [0x30, 0]);
        assert_eq!(read(&[4, 0x81, 2, 2, 9]), [4, 2, 2, 9]);
        let several = [0x30, 0x81, 7, 0x1f, 0x85, 0x01, 0x81, 2, 5, 0];
        assert_eq!(read(&several), [&[0x30, 7][..], &several[3..]].concat());
        let long =
            [&[0x30, 0x83, 0, 0x80, 0x85, 4, 0x83, 0, 0x80, 0x80][..], &[7; 0x8080]].concat();
        let length = u16::try_from(read(&long).len()).unwrap();
        assert_eq!(length, 0x8088);
        assert_eq!(read(&long)[..8], [0x30, 0x82, 0x80, 0x84, 4, 0x82, 0x80, 0x80]);
    }
}
