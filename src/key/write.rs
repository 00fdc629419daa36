//! DER for private keys, each value built in a buffer of exactly its size.

use crate::{
    asn1::tlv::Tlv, budget::to_u64, oid, secret::Scratch, tag::Tag, x509::spki::without_zeroes,
};

/// One value: its content is `parts`, one behind the other.
pub(super) fn tlv(tag: Tag, parts: &[&[u8]]) -> Scratch {
    let length = parts.iter().map(|part| part.len()).fold(0_usize, usize::saturating_add);
    let mut out = Scratch::with_capacity(with_header(length));
    let fits = header(tag, length, &mut out) && parts.iter().all(|part| out.extend(part));
    debug_assert!(fits, "the buffer was made for exactly this");
    out
}

/// The length of a value with a content of `length` octets (X.690 §10.1).
fn with_header(length: usize) -> usize {
    let digits = to_u64(length).to_be_bytes();
    let more = if length < 0x80 { 0 } else { without_zeroes(&digits).len() };
    length.saturating_add(more).saturating_add(2)
}

/// Tag and length.
fn header(tag: Tag, length: usize, out: &mut Scratch) -> bool {
    let digits = to_u64(length).to_be_bytes();
    let digits = without_zeroes(&digits);
    match (u8::try_from(length), u8::try_from(digits.len())) {
        (Ok(length @ 0..=0x7f), _) => out.push(tag.0) && out.push(length),
        (_, Ok(count)) => out.push(tag.0) && out.push(0x80 | count) && out.extend(digits),
        _ => false,
    }
}

/// A value as it is, but with every length in DER: what it came in may be BER. Deeper than the
/// parameters of any algorithm go, it is copied.
pub(super) fn in_der(value: &Tlv<'_>) -> Scratch {
    const DEEPEST: usize = 8;
    let mut out = Scratch::with_capacity(length_in_der(value, DEEPEST));
    let fits = put_in_der(value, DEEPEST, &mut out);
    debug_assert!(fits, "the buffer was made for exactly this");
    out
}

/// What is in a value: the values in a constructed one, and at the first octets that are none, or
/// have a tag of several octets, which no parameters have, all the rest as it is.
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

/// The length of what [`put_in_der`] writes, and of its content.
fn length_in_der(value: &Tlv<'_>, depth: usize) -> usize {
    with_header(content_in_der(value, depth))
}

fn content_in_der(value: &Tlv<'_>, depth: usize) -> usize {
    let Some(deeper) = depth.checked_sub(1) else { return value.value().len() };
    let lengths = parts(value).map(|part| match part {
        Ok(inner) => length_in_der(&inner, deeper),
        Err(rest) => rest.len(),
    });
    lengths.fold(0, usize::saturating_add)
}

fn put_in_der(value: &Tlv<'_>, depth: usize, out: &mut Scratch) -> bool {
    let fits = header(value.tag(), content_in_der(value, depth), out);
    let Some(deeper) = depth.checked_sub(1) else { return fits && out.extend(value.value()) };
    parts(value).fold(fits, |fits, part| {
        fits & match part {
            Ok(inner) => put_in_der(&inner, deeper, out),
            Err(rest) => out.extend(rest),
        }
    })
}

/// Some values one behind the other.
pub(super) fn concat(parts: &[&[u8]]) -> Scratch {
    let length = parts.iter().map(|part| part.len()).fold(0_usize, usize::saturating_add);
    let mut out = Scratch::with_capacity(length);
    let fits = parts.iter().all(|part| out.extend(part));
    debug_assert!(fits, "the buffer was made for exactly this");
    out
}

/// An INTEGER that is not negative, of big-endian digits.
pub(super) fn integer(number: &[u8]) -> Scratch {
    let digits = without_zeroes(number);
    match digits.first() {
        Some(first) if first & 0x80 == 0 => tlv(Tag::INTEGER, &[digits]),
        _ => tlv(Tag::INTEGER, &[&[0], digits]),
    }
}

/// PrivateKeyInfo (RFC 5958 §2) of version 1, without attributes: what every reader takes.
pub(super) fn private_key_info(algorithm: &[u8], private_key: &[u8]) -> Scratch {
    let version = integer(&[]);
    let octets = tlv(Tag::OCTET_STRING, &[private_key]);
    tlv(Tag::SEQUENCE, &[&version, algorithm, &octets])
}

/// AlgorithmIdentifier with these parameters, already encoded; none for none.
pub(super) fn algorithm(oid: &[u8], parameters: &[u8]) -> Scratch {
    tlv(Tag::SEQUENCE, &[&tlv(Tag::OID, &[oid]), parameters])
}

/// rsaEncryption, with the NULL that RFC 3279 §2.3.1 requires.
pub(super) fn rsa_encryption() -> Scratch {
    algorithm(oid::RSA_ENCRYPTION, &[Tag::NULL.0, 0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::tlv::Reader;

    #[test]
    fn integers_are_minimal_and_never_negative() {
        assert_eq!(&*integer(&[]), &[2, 1, 0]);
        assert_eq!(&*integer(&[0, 0, 0x7f]), &[2, 1, 0x7f]);
        assert_eq!(&*integer(&[0x80]), &[2, 2, 0, 0x80]);
    }

    #[test]
    fn what_came_in_ber_goes_out_in_der() {
        let read =
            |bytes: &[u8]| in_der(&Reader::allow_long_lengths(bytes).any().unwrap()).to_vec();
        let der = [0x30, 7, 2, 1, 5, 0x31, 2, 5, 0];
        assert_eq!(read(&der), der);
        let lax = [0x30, 0x81, 10, 2, 0x82, 0, 1, 5, 0x31, 0x81, 2, 5, 0];
        assert_eq!(read(&lax), der);
        // What only looks as if it held values is left alone.
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

    #[test]
    fn lengths_are_minimal() {
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x7f]])[..2], &[4, 0x7f]);
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x80]])[..3], &[4, 0x81, 0x80]);
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x100]])[..4], &[4, 0x82, 1, 0]);
    }
}
