//! Base64 (RFC 4648 §4): public bodies fast, private ones in constant time.
//!
//! Both decoders accept the same texts: whitespace anywhere, the standard alphabet, padding of the
//! right length at the end only, and no unused bits set in the last character.

use crate::secret::Scratch;
use alloc::vec::Vec;
use base64ct::Encoding as _;
use zeroize::Zeroize as _;

/// The start of a BEGIN line in base64, wherever it begins in the three bytes of a group.
pub(super) const BEGIN: [&[u8; 14]; 3] = [b"LS0tLS1CRUdJTi", b"0tLS0tQkVHSU4g", b"tLS0tLUJFR0lOI"];

/// A body is not base64 without repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Invalid;

/// Decodes a public body and appends it to `out`. `compact` is a reusable buffer for the body
/// without its line ends.
pub(crate) fn decode_public(
    body: &[u8],
    compact: &mut Vec<u8>,
    out: &mut Vec<u8>,
) -> Result<(), Invalid> {
    let start = out.len();
    for without_blanks in COMPACTORS {
        if compact.capacity() < body.len() {
            // A vector that grows leaves a copy in memory, and the body may be a mislabelled key.
            compact.zeroize();
        }
        compact.clear();
        compact.reserve_exact(body.len());
        without_blanks(body, &mut |piece| compact.extend_from_slice(piece));
        if base64_simd::STANDARD.decode_append(&*compact, out).is_ok() {
            return Ok(());
        }
        wipe_from(out, start, compact.len());
    }
    Err(Invalid)
}

/// Decodes the lines of a public body and appends them to `out`. `compact` is a work buffer of any
/// length and content.
pub(crate) fn decode_lines(
    lines: &Lines<'_>,
    compact: &mut Vec<u8>,
    out: &mut Vec<u8>,
) -> Result<(), Invalid> {
    if compact.len() < lines.length() {
        compact.resize(lines.length(), 0);
    }
    let length = lines.join(compact);
    let joined = compact.get(..length).unwrap_or_default();
    let start = out.len();
    base64_simd::STANDARD.decode_append(joined, out).map_err(|_| {
        wipe_from(out, start, length);
        Invalid
    })
}

/// Decodes the lines of a public body in `room`, which is as long as they are. It then has decoded data of
/// any length even if the body is not base64.
pub(crate) fn decode_in_place<'a>(lines: &Lines<'_>, room: &'a mut [u8]) -> Option<&'a [u8]> {
    let length = lines.join(room);
    base64_simd::STANDARD.decode_inplace(room.get_mut(..length)?).ok().map(|octets| &*octets)
}

/// Overwrites up to `most` bytes from `start` on that a failed decoder may have written: the body may
/// be a mislabelled key.
pub(crate) fn wipe_from(out: &mut Vec<u8>, start: usize, most: usize) {
    let end = start.saturating_add(most).min(out.capacity());
    out.truncate(start);
    out.resize(end.max(start), 0);
    if let Some(tail) = out.get_mut(start..) {
        tail.zeroize();
    }
    out.truncate(start);
}

/// A body in lines of equal length with equal line ends; only the last may be shorter.
pub(crate) struct Lines<'a> {
    whole: &'a [u8],
    /// Length of a line without and with its end.
    width: usize,
    stride: usize,
    /// The last line if it is shorter, without its end.
    last: &'a [u8],
    /// Line ends included.
    length: usize,
}

impl<'a> Lines<'a> {
    /// Returns the lines at the start of `text`, up to one that begins with a dash, and the rest.
    /// Lines end in LF, or in CR LF if `returns`.
    pub(crate) fn split(text: &'a [u8], returns: bool) -> Option<(Lines<'a>, &'a [u8])> {
        let stride = memchr::memchr(b'\n', text)?.checked_add(1)?;
        let width = stride.checked_sub(if returns { 2 } else { 1 }).filter(|width| *width > 0)?;
        let is_line = |line: &&[u8]| {
            line.last() == Some(&b'\n')
                && line.first() != Some(&b'-')
                && (!returns || line.get(width) == Some(&b'\r'))
        };
        let count = text.chunks_exact(stride).take_while(is_line).count();
        let (whole, tail) = text.split_at_checked(count.checked_mul(stride)?)?;
        let shorter = tail.get(..stride).unwrap_or(tail);
        let (last, rest) = match memchr::memchr(b'\n', shorter) {
            Some(end) if tail.first() != Some(&b'-') => tail.split_at_checked(end)?,
            _ => (&[][..], tail),
        };
        let rest = if last.is_empty() { rest } else { rest.get(1..)? };
        // A CR in an empty line or one with another line end stays, and is invalid base64.
        let short = last.strip_suffix(b"\r").filter(|last| returns && !last.is_empty());
        let last = short.unwrap_or(last);
        let length = text.len().checked_sub(rest.len())?;
        Some((Lines { whole, width, stride, last, length }, rest))
    }

    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Returns the number of lines.
    pub(crate) fn count(&self) -> usize {
        let whole = self.whole.len().checked_div(self.stride).unwrap_or(0);
        whole.saturating_add(usize::from(self.length > self.whole.len()))
    }

    /// Writes the characters of all lines to the start of `room`; returns their number.
    fn join(&self, room: &mut [u8]) -> usize {
        match (self.width, self.stride) {
            (64, 65) => join::<64, 65>(self.whole, room),
            (64, 66) => join::<64, 66>(self.whole, room),
            (76, 77) => join::<76, 77>(self.whole, room),
            (76, 78) => join::<76, 78>(self.whole, room),
            (width, stride) => {
                let rows = room.chunks_exact_mut(width.max(1));
                for (line, row) in self.whole.chunks_exact(stride.max(1)).zip(rows) {
                    row.copy_from_slice(line.get(..width).unwrap_or_default());
                }
            }
        }
        let whole =
            self.whole.len().checked_div(self.stride).unwrap_or(0).saturating_mul(self.width);
        let end = whole.saturating_add(self.last.len());
        if let Some(room) = room.get_mut(whole..end) {
            room.copy_from_slice(self.last);
        }
        end
    }
}

/// Lines of the usual lengths: a few moves each, where a copy of any length is a call.
fn join<const WIDTH: usize, const STRIDE: usize>(lines: &[u8], room: &mut [u8]) {
    let (lines, _) = lines.as_chunks::<STRIDE>();
    let (rows, _) = room.as_chunks_mut::<WIDTH>();
    for (line, row) in lines.iter().zip(rows) {
        if let Some(text) = line.first_chunk() {
            *row = *text;
        }
    }
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

/// Returns the memory that [`decode_secret`] needs for a body of this length.
pub(crate) fn secret_cost(body: usize) -> usize {
    body.saturating_mul(2)
}

/// Decodes as much of the start of `text` as fits into `out`; returns the number of bytes. It is for
/// recognizing data, not for reading it.
pub(crate) fn decode_prefix(text: &[u8], out: &mut [u8]) -> usize {
    let (mut decoded, rest) = decode_quanta(text, out);
    let mut bits: u32 = 0;
    let mut pending: u32 = 0;
    for byte in rest.iter().filter(|byte| !is_blank(**byte)) {
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

/// Decodes the groups of four characters at the start of `text` into `out`, with blanks between groups but
/// not in one. Returns the number of bytes, and the text from the first other group on.
fn decode_quanta<'a>(text: &'a [u8], out: &mut [u8]) -> (usize, &'a [u8]) {
    let mut rest = text;
    let mut decoded: usize = 0;
    let (slots, _) = out.as_chunks_mut::<3>();
    for slot in slots {
        while let [b'\r' | b'\n', after @ ..] = rest {
            rest = after;
        }
        let Some((quantum, after)) = rest.split_first_chunk::<4>() else { break };
        let digits = quantum.map(|byte| DIGITS.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT));
        let bits = digits.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
        if digits.contains(&NO_DIGIT) {
            break;
        }
        let [_, octets @ ..] = bits.to_be_bytes();
        *slot = octets;
        (rest, decoded) = (after, decoded.saturating_add(3));
    }
    (decoded, rest)
}

/// In [`DIGITS`]: no character of base64.
const NO_DIGIT: u8 = 0xff;

/// [`digit`] of each byte.
const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut rest = digits.as_mut_slice();
    let mut byte = 0_u8;
    while let Some((entry, tail)) = rest.split_first_mut() {
        if let Some(digit) = digit(byte) {
            *entry = digit;
        }
        rest = tail;
        byte = byte.wrapping_add(1);
    }
    digits
};

/// Returns whether RFC 7468 §3 allows this whitespace (W) between any two characters.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c)
}

/// Returns whether this is a character of the standard or the URL alphabet (RFC 4648 §4, §5).
pub(crate) const fn is_digit(byte: u8) -> bool {
    digit(byte).is_some()
}

pub(super) const fn digit(byte: u8) -> Option<u8> {
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

/// The fast one first; whitespace that it leaves in makes the decoders fail.
const COMPACTORS: [Compactor; 2] = [without_line_ends, without_blanks];

/// Passes on whole lines, unexamined, while all are as long as the first; the rest as below.
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

/// Passes on the text between whitespace.
fn without_blanks(body: &[u8], take: &mut dyn FnMut(&[u8])) {
    for piece in body.split(|byte| is_blank(*byte)) {
        take(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

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
    fn whitespace_is_skipped_anywhere() {
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
    fn both_decoders_reject_the_same() {
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
    fn the_start_is_decoded_without_the_rest() {
        let mut out = [0; 4];
        assert_eq!(decode_prefix(b"AAEC AwQF", &mut out), 4);
        assert_eq!(out, [0, 1, 2, 3]);
        assert_eq!(decode_prefix(b"AAE\"C", &mut out), 2);
        // In every grouping of the characters, and up to the end of the room.
        let (body, all): (Vec<u8>, Vec<u8>) = (b"AAECAwQFBgcICQoL".to_vec(), (0..12).collect());
        for (at, length) in (0..16).flat_map(|at| (0..12).map(move |length| (at, length))) {
            for blank in [&b""[..], b"\n", b"\r\n", b" ", b"\n \t"] {
                let text = [&body[..at], blank, &body[at..]].concat();
                let mut out = vec![0xaa; length];
                assert_eq!((decode_prefix(&text, &mut out), &*out), (length, &all[..length]));
                let cut = [&body[..at], blank, b"!"].concat();
                let mut out = [0; 16];
                let decoded = decode_prefix(&cut, &mut out);
                assert_eq!((decoded, &out[..decoded]), (at * 6 / 8, &all[..decoded]));
            }
        }
    }
}
