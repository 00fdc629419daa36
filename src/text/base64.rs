//! Base64 (RFC 4648 §4): public bodies fast, private ones in constant time.
//!
//! Both decoders take the same texts: blanks anywhere, the standard alphabet, padding of the
//! right length at the end and nowhere else, and no bits left over in the last character.

use crate::secret::Scratch;
use alloc::vec::Vec;
use base64ct::Encoding as _;

/// A body is not base64 as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Invalid;

/// Decodes a public body and appends it to `out`. `compact` is room for the body without its line
/// ends, used again and again.
pub(crate) fn decode_public(
    body: &[u8],
    compact: &mut Vec<u8>,
    out: &mut Vec<u8>,
) -> Result<(), Invalid> {
    let start = out.len();
    for without_blanks in COMPACTORS {
        compact.clear();
        compact.reserve(body.len());
        without_blanks(body, &mut |piece| compact.extend_from_slice(piece));
        if base64_simd::STANDARD.decode_append(&*compact, out).is_ok() {
            return Ok(());
        }
        out.truncate(start);
    }
    Err(Invalid)
}

/// Decodes a private body in constant time for its content: only its length and its blanks show.
pub(crate) fn decode_secret(body: &[u8]) -> Result<Scratch, Invalid> {
    for without_blanks in COMPACTORS {
        let mut compact = Scratch::with_capacity(body.len());
        without_blanks(body, &mut |piece| {
            let _fits = compact.extend(piece);
        });
        let mut out = Scratch::zeroed(compact.len().div_ceil(4).saturating_mul(3));
        if let Ok(decoded) = base64ct::Base64::decode(&*compact, out.as_mut_slice()) {
            let length = decoded.len();
            out.truncate(length);
            return Ok(out);
        }
    }
    Err(Invalid)
}

/// Memory that [`decode_secret`] takes for a body of this length.
pub(crate) fn secret_cost(body: usize) -> usize {
    body.saturating_mul(2)
}

/// Decodes as much of the head of `text` as fits `out`; gives the number of bytes. It tells what
/// an unarmored base64 text is, not what is in it.
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

/// What RFC 7468 §3 calls W: blanks and line ends, allowed between any two characters.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c)
}

/// Of the standard alphabet or of the one for URLs (RFC 4648 §4, §5).
pub(crate) const fn is_digit(byte: u8) -> bool {
    digit(byte).is_some()
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

type Compactor = fn(&[u8], &mut dyn FnMut(&[u8]));

/// The fast one first; what it leaves in, no decoder takes.
const COMPACTORS: [Compactor; 2] = [without_line_ends, without_blanks];

/// Hands on whole lines, unseen, while they are all as long as the first one; then as below.
fn without_line_ends(body: &[u8], take: &mut dyn FnMut(&[u8])) {
    let mut rest = body.trim_ascii_start();
    if let Some(end) = memchr::memchr(b'\n', rest) {
        let line = rest.get(..end).unwrap_or_default();
        let line_end: &[u8] = if line.ends_with(b"\r") { b"\r\n" } else { b"\n" };
        let stride = end.saturating_add(1);
        while let Some((head, tail)) = rest.split_at_checked(stride)
            && let Some(line) = head.strip_suffix(line_end)
        {
            take(line);
            rest = tail;
        }
    }
    without_blanks(rest, take);
}

/// Hands on what stands between blanks.
fn without_blanks(body: &[u8], take: &mut dyn FnMut(&[u8])) {
    for piece in body.split(|byte| is_blank(*byte)) {
        take(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(body: &[u8]) -> Option<Vec<u8>> {
        let mut out = b"before".to_vec();
        let public = decode_public(body, &mut Vec::new(), &mut out);
        let secret = decode_secret(body).ok().map(|scratch| scratch.to_vec());
        let public = match public {
            Ok(()) => Some(out[6..].to_vec()),
            Err(Invalid) => {
                assert_eq!(out, b"before");
                None
            }
        };
        assert_eq!(public, secret, "{body:?}");
        public
    }

    #[test]
    fn blanks_are_skipped_wherever_they_stand() {
        for body in [
            "AAECAwQF",
            "\nAAECAwQF\n",
            "AAEC\r\nAwQF\r\n",
            "AAEC\rAwQF",
            "A A E C\n\n\tAwQF \x0c\x0b",
            "AAEC\nAw\nQF\n",
            "AAEC\nA wQF\n",
            "AAECAw\nQF\n",
        ] {
            assert_eq!(both(body.as_bytes()).unwrap(), [0, 1, 2, 3, 4, 5], "{body:?}");
        }
    }

    #[test]
    fn both_decoders_refuse_the_same() {
        for body in [
            "A",
            "AA",
            "AAA",
            "AA=",
            "AAA==",
            "AA===",
            "=",
            "====",
            "AA==AAAA",
            "AA=A",
            "A===",
            "AB==",
            "AAB=",
            "AAEC!",
            "AA-_",
            "AAE\u{a0}",
            "AAEC\0",
            "AA==\nAA==",
            "AAECAwQ",
        ] {
            assert_eq!(both(body.as_bytes()), None, "{body:?}");
        }
        assert_eq!(both(b"").unwrap(), b"");
        assert_eq!(both(b"AA==").unwrap(), [0]);
        assert_eq!(both(b"AA\n=\n=").unwrap(), [0]);
        assert_eq!(both(b"AAA=").unwrap(), [0, 0]);
    }

    /// Every string of up to three characters out of a telling few, in each place of a quantum.
    #[test]
    fn both_decoders_agree_on_all_short_texts() {
        let alphabet = b"AB/+=-\n ";
        for code in 0..8_usize.pow(5) {
            let body: Vec<u8> = (0..5).map(|place| alphabet[code >> (3 * place) & 7]).collect();
            both(&body);
        }
    }

    #[test]
    fn the_head_is_decoded_without_the_rest() {
        let mut out = [0; 4];
        assert_eq!(decode_prefix(b"AAEC AwQF", &mut out), 4);
        assert_eq!(out, [0, 1, 2, 3]);
        assert_eq!(decode_prefix(b"AAE\"C", &mut out), 2);
    }
}
