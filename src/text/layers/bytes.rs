//! Bytes written as text: base64 without boundaries, hexadecimal digits, data URIs.

use super::{
    decoded::{Attempt, Broken, Decoded},
    percent::unpercent,
};
use crate::{
    error::text::{NOT_A_DATA_URI, OTHER_ENCODING, SPACES_FOR_PLUS},
    secret::Scratch,
    shape::{Shape, shape},
    text::{
        base64::{self, Invalid},
        boundary::has_begin,
        chars::{BYTE_ORDER_MARK, is_utf16},
        decode::{self, DecodeError},
        hexadecimal::{HEAD, fill, is_hex, next_hex},
        lost_plus::{is_whole, lost_plus},
        recognize::blanks_before_binary,
        repair::{Problem, repair},
        stray::hexadecimal_word,
    },
};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Whether the text begins with base64 of a supported structure.
pub(super) fn is_base64(text: &[u8]) -> bool {
    let mut buffer = Zeroizing::new([0; HEAD]);
    is_material(head(text, &mut buffer))
}

/// Decodes the first bytes of hexadecimal digits or base64.
pub(crate) fn head<'a>(text: &[u8], buffer: &'a mut [u8; HEAD]) -> &'a [u8] {
    let mut rest = text;
    let mut length = fill(buffer, &mut rest);
    if !is_material(buffer.get(..length).unwrap_or_default()) || !is_hex(rest) {
        length = base64::decode_prefix(text, buffer);
    }
    buffer.get(..length).unwrap_or_default()
}

/// Whether the first decoded bytes are a known structure or text.
fn is_material(head: &[u8]) -> bool {
    shape_of(head).is_some() || is_text(head)
}

/// The shape of decoded bytes, before which blanks may be.
fn shape_of(head: &[u8]) -> Option<Shape> {
    shape(head.get(blanks_before_binary(head)..).unwrap_or_default())
}

/// Text of some length, without control characters.
pub(super) fn is_text(head: &[u8]) -> bool {
    let is_utf8 = match core::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    is_utf16(head)
        || head.starts_with(BYTE_ORDER_MARK)
        || head.len() >= 12 && is_utf8 && !head.iter().any(is_control)
}

/// Decodes base64 (RFC 4648 §4, §5) without boundaries, on one line or several.
pub(super) fn base64(text: &[u8]) -> Attempt {
    let mut buffer = Zeroizing::new([0; HEAD]);
    let mut length = base64::decode_prefix(text, &mut *buffer);
    if !is_material(buffer.get(..length).unwrap_or_default())
        && let Ok(repaired) = repair(whole_characters(text))
    {
        length = base64::decode_prefix(&repaired.text, &mut *buffer);
    }
    let head = buffer.get(..length).unwrap_or_default();
    if !is_material(head) {
        return Ok(None);
    }
    if let Some(offset) = hexadecimal_word(text) {
        return Err(Broken { cause: &OTHER_ENCODING, offset });
    }
    let lost_plus = || lost_plus(text).map(|offset| Broken { cause: &SPACES_FOR_PLUS, offset });
    match decode(text, shape_of(head)) {
        Ok(decoded) if is_whole(&decoded.bytes) == Some(false) => {
            lost_plus().map_or(Ok(Some(decoded)), Err)
        }
        Ok(decoded) => Ok(Some(decoded)),
        // Prose may begin like base64.
        Err(_) if shape_of(head).is_none() && !has_begin(head) => Ok(None),
        Err(Problem::Length) => Err(lost_plus().unwrap_or_else(|| broken(Problem::Length, text))),
        Err(problem) => Err(broken(problem, text)),
    }
}

/// Returns the start of a text, cut between characters.
fn whole_characters(text: &[u8]) -> &[u8] {
    let head = text.get(..HEAD).unwrap_or(text);
    match core::str::from_utf8(head) {
        Ok(_) => head,
        Err(error) => head.get(..error.valid_up_to()).unwrap_or_default(),
    }
}

/// Decodes in constant time, unless the format of the data cannot contain unencrypted secrets.
pub(super) fn decode(text: &[u8], shape: Option<Shape>) -> Result<Decoded, Problem> {
    let decoder = match shape {
        Some(
            Shape::Certificate
            | Shape::ContentInfo
            | Shape::SignedData
            | Shape::PkiPath
            | Shape::Pfx,
        ) => decode_fast,
        _ => base64::decode_secret,
    };
    // The caller has paid for the repair.
    match decode::decode(text, decoder, |_| Ok(())) {
        Ok((bytes, codes)) => Ok(Decoded { bytes, codes }),
        Err(DecodeError::Problem(problem)) => Err(problem),
        Err(DecodeError::Exceeded(_)) => Err(Problem::Length),
    }
}

fn decode_fast(text: &[u8]) -> Result<Scratch, Invalid> {
    // A PFX may contain an unencrypted key, so no copy of it may be left in memory.
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len().div_ceil(4).saturating_mul(3)));
    let mut compact = Zeroizing::new(Vec::new());
    base64::decode_public(text, &mut compact, &mut decoded)?;
    Ok(Scratch::from_vec(core::mem::take(&mut *decoded)))
}

fn broken(problem: Problem, text: &[u8]) -> Broken {
    let (cause, offset) = problem.explain(text);
    Broken { cause, offset }
}

/// Decodes a `data:` URI (RFC 2397), with or without percent-encoding of its base64.
pub(super) fn data_uri(text: &[u8]) -> Attempt {
    let text = text.trim_ascii();
    let Some((is_base64, payload)) = split_data_uri(text) else { return Ok(None) };
    let offset = text.len().saturating_sub(payload.len());
    let plain = unpercent(payload).ok_or(Broken { cause: &NOT_A_DATA_URI, offset })?;
    if !is_base64 {
        return Ok(Some(plain.into()));
    }
    if let Some(at) = hexadecimal_word(payload) {
        return Err(Broken { cause: &OTHER_ENCODING, offset: offset.saturating_add(at) });
    }
    match decode(&plain, None) {
        Ok(decoded) => Ok(Some(decoded)),
        Err(_) => Err(Broken { cause: &NOT_A_DATA_URI, offset }),
    }
}

/// Returns whether a data URI is in base64, and what follows its comma.
pub(crate) fn split_data_uri(text: &[u8]) -> Option<(bool, &[u8])> {
    let (scheme, rest) = text.split_at_checked(5)?;
    if !scheme.eq_ignore_ascii_case(b"data:") {
        return None;
    }
    let (kind, payload) = rest.split_at_checked(memchr::memchr(b',', rest)?)?;
    if !kind.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let mark = kind.get(kind.len().saturating_sub(7)..).unwrap_or_default();
    Some((mark.eq_ignore_ascii_case(b";base64"), payload.get(1..)?))
}

/// Decodes pairs of hexadecimal digits, with the separators of dumps, C arrays and .NET's
/// `BitConverter` (`30-82-01`).
pub(super) fn hex(text: &[u8]) -> Option<Scratch> {
    let mut buffer = Zeroizing::new([0; HEAD]);
    let length = fill(&mut buffer, &mut &*text);
    if !is_material(buffer.get(..length)?) {
        return None;
    }
    let mut decoded = Scratch::with_capacity(text.len().div_ceil(2));
    let mut rest = text;
    while let Some(byte) = next_hex(&mut rest) {
        let _fits = decoded.push(byte);
    }
    rest.is_empty().then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "30 82 01 0a 30 82 00 f0 a0 03 02 01 02";

    #[test]
    fn hexadecimal_digits_in_many_dresses() {
        let c_array = [&*["{0x", &HEX.replace(' ', ", 0x")].concat(), "};\n"].concat();
        for text in [
            HEX.into(),
            HEX.replace(' ', ""),
            HEX.replace(' ', ":").to_uppercase(),
            HEX.replace(' ', "\r\n"),
            HEX.replace(' ', "-").to_uppercase(),
            c_array,
            ["\\x", &*HEX.replace(' ', "\\x")].concat(),
        ] {
            let decoded = hex(text.as_bytes()).unwrap();
            assert_eq!(
                (decoded.len(), decoded.first(), decoded.last()),
                (13, Some(&0x30), Some(&2))
            );
        }
        for text in ["", "30", "30 82 01 0", "zz", "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d"] {
            assert!(hex(text.as_bytes()).is_none(), "{text}");
        }
        assert!(hex([HEX, " 0"].concat().as_bytes()).is_none());
        assert!(hex([HEX, " z0"].concat().as_bytes()).is_none());
    }

    #[test]
    fn data_uris() {
        let decoded =
            |text: &str| data_uri(text.as_bytes()).ok().flatten().map(|done| done.bytes.to_vec());
        assert_eq!(decoded("data:;base64,AAEC").unwrap(), [0, 1, 2]);
        assert_eq!(decoded("DATA:text/plain;Base64,AA%3D%3D\n").unwrap(), [0]);
        assert_eq!(decoded("data:,a%2Bb").unwrap(), b"a+b");
        assert_eq!(decoded("data: none"), None);
        assert_eq!(decoded("data:\n-----BEGIN A-----\n,a"), None);
        assert!(data_uri(b"data:;base64,AAE!").is_err());
        assert!(data_uri(b"data:,%").is_err());
    }
}
