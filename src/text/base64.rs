//! Base64 (RFC 4648 §4): public bodies fast, private ones in constant time.

use crate::secret::Scratch;
use alloc::vec::Vec;
use base64ct::Encoding as _;

/// A body is not base64, for the first time at this offset in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) offset: usize,
}

/// Decodes a public body, blanks and line ends anywhere in it, and appends it to `out`.
pub(crate) fn decode_public(body: &[u8], out: &mut Vec<u8>) -> Result<(), Invalid> {
    let mut compact = Vec::with_capacity(body.len());
    for line in body.split(|byte| is_blank(*byte)) {
        compact.extend_from_slice(line);
    }
    let start = out.len();
    base64_simd::STANDARD.decode_append(&compact, out).map_err(|_| {
        out.truncate(start);
        first_invalid(body)
    })
}

/// Decodes a private body in constant time for its content: only its length and its blanks show.
pub(crate) fn decode_secret(body: &[u8]) -> Result<Scratch, Invalid> {
    let mut compact = Scratch::with_capacity(body.len());
    for line in body.split(|byte| is_blank(*byte)) {
        let _fits = compact.extend(line);
    }
    let mut out = Scratch::zeroed(compact.len().div_ceil(4).saturating_mul(3));
    let length = base64ct::Base64::decode(&*compact, out.as_mut_slice())
        .map_err(|_| first_invalid(body))?
        .len();
    out.truncate(length);
    Ok(out)
}

/// Decodes as much of the head of `text` as fits `out`; gives the number of bytes. Public
/// material only: it tells what an unarmored base64 text is, not what is in it.
pub(crate) fn decode_prefix(text: &[u8], out: &mut [u8]) -> usize {
    let mut decoded: usize = 0;
    let mut bits: u32 = 0;
    let mut pending: u32 = 0;
    for byte in text.iter().filter(|byte| !is_blank(**byte)) {
        let Some(digit) = digit(*byte) else { break };
        bits = (bits << 6 | u32::from(digit)) & 0x00ff_ffff;
        pending = pending.saturating_add(6);
        if pending >= 8 {
            pending = pending.saturating_sub(8);
            let Some(slot) = out.get_mut(decoded) else { break };
            let [.., low] = (bits >> pending).to_be_bytes();
            *slot = low;
            decoded = decoded.saturating_add(1);
        }
    }
    decoded
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c)
}

const fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte.wrapping_sub(b'A'),
        b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
        b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// Where the alphabet is left; at the end if it never is, for then the length is wrong.
fn first_invalid(body: &[u8]) -> Invalid {
    let valid =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte) || is_blank(*byte);
    let offset = body.iter().position(|byte| !valid(byte)).unwrap_or(body.len());
    Invalid { offset }
}
