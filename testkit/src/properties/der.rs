//! A naive converter from BER to DER, deliberately different from the crate's reader: it recurses and
//! copies.

use crate::tlv;

/// Maximum nesting; the crate's own limit is lower.
const DEEPEST: usize = 64;

/// Converts the one value in `bytes` to minimal definite lengths and contiguous OCTET STRINGs. Returns
/// `None` for invalid BER and for trailing data.
pub fn of(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let rest = value(bytes, DEEPEST, &mut out)?;
    rest.is_empty().then_some(out)
}

/// Writes the first value of `bytes`. Returns what follows it.
fn value<'a>(bytes: &'a [u8], depth: usize, out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (identifier, rest) = split_identifier(bytes)?;
    let (length, mut rest) = split_length(rest)?;
    let is_constructed = identifier[0] & 0x20 != 0;
    let mut content = Vec::new();
    match length {
        Some(length) => {
            let (mut inner, after) = rest.split_at_checked(length)?;
            rest = after;
            if is_constructed {
                while !inner.is_empty() {
                    inner = value(inner, depth.checked_sub(1)?, &mut content)?;
                }
            } else {
                content.extend_from_slice(inner);
            }
        }
        None if !is_constructed => return None,
        None => {
            while !rest.starts_with(&[0, 0]) {
                rest = value(rest, depth.checked_sub(1)?, &mut content)?;
            }
            rest = &rest[2..];
        }
    }
    if identifier == [0x24] {
        out.extend(tlv::encode(&[0x04], &in_one_piece(&content)?));
    } else {
        out.extend(tlv::encode(identifier, &content));
    }
    Some(rest)
}

/// The octets of segments that are already DER.
fn in_one_piece(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    while !chunks.is_empty() {
        let (identifier, rest) = split_identifier(chunks)?;
        let (length, rest) = split_length(rest)?;
        let (chunk, rest) = rest.split_at_checked(length?)?;
        if identifier != [0x04] {
            return None;
        }
        whole.extend_from_slice(chunk);
        chunks = rest;
    }
    Some(whole)
}

/// X.690 §8.1.2
fn split_identifier(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = match bytes.first()? & 0x1f {
        0x1f => 2 + bytes[1..].iter().take(5).position(|octet| octet & 0x80 == 0)?,
        _ => 1,
    };
    bytes.split_at_checked(length)
}

/// X.690 §8.1.3; nothing inside for an indefinite length.
fn split_length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    match first {
        0..=0x7f => Some((Some(usize::from(*first)), rest)),
        0x80 => Some((None, rest)),
        0xff => None,
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let add = |sum: usize, digit: &u8| sum.checked_mul(256)?.checked_add((*digit).into());
            Some((Some(digits.iter().try_fold(0, add)?), rest))
        }
    }
}
