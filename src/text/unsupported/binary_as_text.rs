//! Binary files that software took for text.

use crate::{
    asn1::tlv::Reader,
    error::{
        ErrorText,
        unsupported_text::{BINARY_AS_TEXT, LINE_ENDS_CHANGED},
    },
    tag::Tag,
    text::base64::decode_prefix,
};
use zeroize::Zeroizing;

/// Number of bytes at the start of a file that decide whether it is binary.
const HEAD: usize = 64;

/// Returns the error for a binary file that could not be read, if its bytes show that software took
/// it for text.
pub(crate) fn damaged_binary(bytes: &[u8]) -> Option<&'static ErrorText> {
    if is_decoded_as_text(bytes) {
        Some(&BINARY_AS_TEXT)
    } else {
        (has_more_line_ends(bytes) || has_lost_returns(bytes)).then_some(&LINE_ENDS_CHANGED)
    }
}

/// Returns whether `bytes` are DER or a Java key store that was decoded as text and encoded again:
/// U+FFFD, a question mark, another character or nothing in place of each byte that is not ASCII.
/// The result is UTF-8; a binary with a length in more than one byte never is.
pub(super) fn is_decoded_as_text(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok() && begins_like_decoded(bytes) && !is_one_value(bytes)
}

/// Returns whether `text` is base64 of such bytes, as `btoa` writes them.
pub(super) fn is_base64_of_decoded(text: &[u8]) -> bool {
    let mut buffer = Zeroizing::new([0; HEAD]);
    let length = decode_prefix(text, &mut *buffer);
    let head = buffer.get(..length).unwrap_or_default();
    let is_cut = |error: core::str::Utf8Error| error.error_len().is_none();
    let is_utf8 = core::str::from_utf8(head).map_or_else(is_cut, |_| true);
    length == HEAD && is_utf8 && begins_like_decoded(head)
}

/// Returns whether the first bytes are a SEQUENCE, or the magic of a Java key store decoded as text,
/// with control characters after it.
fn begins_like_decoded(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 3] = [
        "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\0\0\0".as_bytes(),
        "þíþí\0\0\0".as_bytes(),
        b"????\0\0\0",
    ];
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 0x0e..=0x1f);
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
        || head.first() == Some(&Tag::SEQUENCE.0)
            && head.iter().filter(|byte| is_control(byte)).count() >= 3
}

/// Returns whether this is one value from the first byte to the last.
fn is_one_value(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    reader.any().is_ok() && reader.is_empty()
}

/// Returns whether each LF became CR LF, as FTP in text mode and Git with `autocrlf` write it: none
/// is without a CR, and the value is shorter than the file by some of these CRs.
fn has_more_line_ends(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    if reader.expect(Tag::SEQUENCE).is_err() {
        return false;
    }
    let more = bytes.len().saturating_sub(reader.offset());
    let (mut ends, mut lone): (usize, usize) = (0, 0);
    for at in memchr::memchr_iter(b'\n', bytes) {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let counter = if before == Some(&b'\r') { &mut ends } else { &mut lone };
        *counter = counter.saturating_add(1);
    }
    lone == 0 && (1..=ends).contains(&more)
}

/// Returns whether each CR became LF: there is none, and LF stands where only CR can be, in the type of
/// RSA, PKCS#7 and PKCS#12 (1.2.840.113549) or as the length of a UTCTime.
fn has_lost_returns(bytes: &[u8]) -> bool {
    const TYPE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0a";
    let is_time = |at: usize| {
        let time = bytes.get(at.saturating_add(1)..at.saturating_add(15)).unwrap_or_default();
        matches!(time, [b'\n', digits @ .., b'Z'] if digits.iter().all(u8::is_ascii_digit))
    };
    memchr::memchr(b'\r', bytes).is_none()
        && (memchr::memmem::find(bytes, TYPE).is_some()
            || memchr::memchr_iter(Tag::UTC_TIME.0, bytes).any(is_time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{string::String, vec::Vec};

    /// A PFX by its outline, with 128 bytes of every value.
    fn pfx() -> Vec<u8> {
        let content: Vec<u8> = (0..=255).step_by(2).collect();
        let head = b"\x30\x81\x8a\x02\x01\x03\x30\x81\x84\x06\x00\x04\x80";
        [&head[..], &content[..content.len() - 1], b"\n"].concat()
    }

    fn from_latin1(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn binary_that_was_decoded_as_text() {
        let whole = pfx();
        let replaced = String::from_utf8_lossy(&whole);
        let question_marks: Vec<u8> =
            whole.iter().map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect();
        let dropped: Vec<u8> = whole.iter().copied().filter(u8::is_ascii).collect();
        let latin1 = from_latin1(&whole);
        for damaged in [replaced.as_bytes(), &question_marks, &dropped, latin1.as_bytes()] {
            assert!(core::ptr::eq(damaged_binary(damaged).unwrap(), &BINARY_AS_TEXT));
        }
        for sound in [&whole[..], b"0\x06\x02\x01\x03\x02\x01\x04", b"00000000: 3082", b"", b"0"] {
            assert!(damaged_binary(sound).is_none());
        }
        let store = b"\xfe\xed\xfe\xed\0\0\0\x02";
        assert!(is_decoded_as_text(String::from_utf8_lossy(store).as_bytes()));
        assert!(is_decoded_as_text(from_latin1(store).as_bytes()));
    }

    #[test]
    fn base64_of_it() {
        let replaced = String::from_utf8_lossy(&pfx()).into_owned();
        let mut room = [0; 600];
        let engine = base64_simd::STANDARD;
        let text = engine.encode(replaced.as_bytes(), base64_simd::Out::from_slice(&mut room));
        assert!(is_base64_of_decoded(text));
        assert!(!is_base64_of_decoded(b"MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCC"));
    }

    #[test]
    fn line_ends_that_were_changed() {
        let mut damaged = pfx();
        let at = damaged.iter().position(|byte| *byte == b'\n').unwrap();
        damaged.insert(at, b'\r');
        let last = damaged.len() - 1;
        damaged.insert(last, b'\r');
        assert!(core::ptr::eq(damaged_binary(&damaged).unwrap(), &LINE_ENDS_CHANGED));
        for lost in [&b"\x06\x09\x2a\x86\x48\x86\xf7\n\x01\x07\x02"[..], b"\x17\n260102030405Z"] {
            assert!(core::ptr::eq(damaged_binary(lost).unwrap(), &LINE_ENDS_CHANGED));
            assert!(damaged_binary(&[lost, b"\r"].concat()).is_none(), "a CR is left");
        }
        let padded = [&pfx()[..], b"\r\n"].concat();
        assert!(damaged_binary(&padded).is_none(), "a line end after it, and one inside");
    }
}
