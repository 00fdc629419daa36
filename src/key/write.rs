//! DER for private keys, each value built in a buffer of exactly its size.

use crate::{
    asn1::tlv::Tag,
    limits::widen,
    secret::Scratch,
    x509::spki::{RSA_ENCRYPTION, without_zeroes},
};

/// One value: its content is `parts`, one behind the other.
pub(super) fn tlv(tag: Tag, parts: &[&[u8]]) -> Scratch {
    let length = parts.iter().map(|part| part.len()).fold(0_usize, usize::saturating_add);
    let digits = widen(length).to_be_bytes();
    let digits = without_zeroes(&digits);
    let long = length >= 0x80;
    let header = if long { digits.len().saturating_add(2) } else { 2 };
    let mut out = Scratch::with_capacity(length.saturating_add(header));
    let mut fits = out.push(tag.0);
    if long {
        fits &= out.push(0x80 | u8::try_from(digits.len()).unwrap_or(0x7f)) && out.extend(digits);
    } else {
        fits &= out.push(u8::try_from(length).unwrap_or(0x7f));
    }
    for part in parts {
        fits &= out.extend(part);
    }
    debug_assert!(fits, "the buffer was made for exactly this");
    out
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
    algorithm(RSA_ENCRYPTION, &[Tag::NULL.0, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_minimal_and_never_negative() {
        assert_eq!(&*integer(&[]), &[2, 1, 0]);
        assert_eq!(&*integer(&[0, 0, 0x7f]), &[2, 1, 0x7f]);
        assert_eq!(&*integer(&[0x80]), &[2, 2, 0, 0x80]);
    }

    #[test]
    fn lengths_are_minimal() {
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x7f]])[..2], &[4, 0x7f]);
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x80]])[..3], &[4, 0x81, 0x80]);
        assert_eq!(&tlv(Tag::OCTET_STRING, &[&[7; 0x100]])[..4], &[4, 0x82, 1, 0]);
    }
}
