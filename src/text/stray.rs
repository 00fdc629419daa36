//! Certificate material outside what is read of a text, in any spelling: it would be lost in silence.

use super::{
    base64::{self, BEGIN, decode_prefix, is_digit},
    boundary::has_begin,
    chars::{has_utf16_begin, is_utf16},
    comment::is_comment,
    hexadecimal::{HEAD, hex_head},
    prose::has_material,
    stray_numbers::{is_in_other_alphabet, is_number_material},
    stray_text::{is_begin_in_numbers, key_in_words},
};
use crate::shape::shape;
use zeroize::Zeroizing;

/// Minimum length of a run of base64 that is examined.
const LEAST: usize = 40;
/// How many numbers of one run of digits are examined as the first one of a value.
const MOST_STARTS: usize = 4;
/// How far after an encoded BEGIN its base64 begins.
const BEGIN_WINDOW: usize = 256;

/// Returns the offset of the first certificate, key or container in `text`: binary data, base64 or
/// hexadecimal digits of it, numbers of its octets, a BEGIN line in another encoding, or a private key in
/// another notation. Lines that are comments are skipped.
pub(crate) fn stray_material(text: &[u8]) -> Option<usize> {
    if text.len() < LEAST {
        return None;
    }
    // No searcher of memchr and no function by its pointer: the reader of sections, which calls this, is
    // shown in machine code to have no way to a panic.
    let other = (0..text.len()).find(|at| is_other_spelling(text, *at));
    [base64_material(text), hexadecimal_material(text), key_in_words(text), other]
        .into_iter()
        .flatten()
        .min()
}

/// Returns whether material in another spelling begins at `at`. One pass looks for all of them.
fn is_other_spelling(text: &[u8], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let may_begin =
        matches!(rest, [b'-' | b'0' | b'2' | b'4' | b'5' | b'F' | b'G' | b'L' | b'M' | b't', ..]);
    may_begin
        && (is_binary_material(rest)
            || is_begin_in_numbers(rest)
            || (is_encoded_begin(rest)
                || is_number_material(text, at)
                || is_in_other_alphabet(text, at))
                && !is_comment(text, at))
}

/// Finds base64 of material. A run of so many digits includes one of every [`LEAST`]th bytes.
pub(crate) fn base64_material(text: &[u8]) -> Option<usize> {
    // Everything before `from` was examined.
    let mut from: usize = 0;
    loop {
        let at = from.checked_add(LEAST)?.checked_sub(1)?;
        if !is_digit(*text.get(at)?) {
            from = at.checked_add(1)?;
            continue;
        }
        let before = text.get(from..at)?.iter().rev().take_while(|byte| is_digit(**byte)).count();
        let start = at.checked_sub(before)?;
        let run = text.get(start..)?;
        let length = run.iter().take_while(|byte| is_digit(**byte)).count();
        // The letter of an escape, as in `\n`, is not a digit.
        let is_escape = start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'\\');
        let run = run.get(usize::from(is_escape)..)?;
        if length >= LEAST && is_base64_of_material(run) && !is_comment(text, start) {
            return Some(start);
        }
        from = start.checked_add(length)?;
    }
}

/// Returns whether base64 at the start of `text` encodes a certificate, key, container or PEM text.
fn is_base64_of_material(text: &[u8]) -> bool {
    // Base64 of DER, and base64 of that.
    let begins = matches!(text, [b'M', b'A'..=b'P', ..] | [b'T', b'U' | b'V', ..])
        || [&b"LS0t"[..], b"/u3+7Q", b"//4t", b"LQAt", b"TFMw"]
            .iter()
            .any(|head| text.starts_with(head));
    if !begins {
        return false;
    }
    let mut buffer = Zeroizing::new([0; HEAD]);
    let length = decode_prefix(text, &mut *buffer);
    let head = buffer.get(..length).unwrap_or_default();
    shape(head).is_some_and(|kind| kind.format().is_some())
        || has_begin(head)
        || is_utf16(head) && has_utf16_begin(head)
        || is_base64_of_base64(head)
}

/// Returns whether decoded base64 is base64 of material again.
fn is_base64_of_base64(head: &[u8]) -> bool {
    let mut buffer = Zeroizing::new([0; HEAD]);
    let length = decode_prefix(head, &mut *buffer);
    let inner = buffer.get(..length).unwrap_or_default();
    head.iter().take(LEAST).all(|byte| base64::is_digit(*byte))
        && (shape(inner).is_some_and(|kind| kind.format().is_some()) || has_begin(inner))
}

/// Returns whether a BEGIN line in base64 is here, wherever it begins in the three bytes of a group, or one
/// whose blank is encoded, as in a URL or in HTML.
fn is_encoded_begin(rest: &[u8]) -> bool {
    let after = rest.strip_prefix(b"-BEGIN").unwrap_or_default();
    BEGIN.iter().any(|begin| rest.starts_with(*begin))
        || matches!(after.first(), Some(b'%' | b'+' | b'&' | b'\\' | b'_'))
            && has_material(after.get(..BEGIN_WINDOW).unwrap_or(after))
}

/// Finds hexadecimal digits of material: numbers of two digits or more, with the separators of dumps,
/// arrays and fingerprints.
fn hexadecimal_material(text: &[u8]) -> Option<usize> {
    let mut buffer = Zeroizing::new([0; HEAD]);
    // The end of the run of digits that was examined last, and how many numbers were in it.
    let (mut end, mut starts): (usize, usize) = (0, 0);
    for at in memchr::memchr_iter(b'3', text) {
        if at >= end {
            (end, starts) = (at.saturating_add(run_of_digits(text.get(at..)?)), 0);
        }
        let is_first = at.checked_sub(1).and_then(|before| text.get(before));
        let is_start = is_first.is_none_or(|before| !before.is_ascii_hexdigit());
        if !is_start || text.get(at.saturating_add(1)) != Some(&b'0') || starts >= MOST_STARTS {
            continue;
        }
        starts = starts.saturating_add(1);
        let run = text.get(at..end)?;
        if run.len() < LEAST {
            continue;
        }
        let head = hex_head(run, &mut buffer);
        if shape(head).is_some_and(|kind| kind.format().is_some()) && !is_comment(text, at) {
            return Some(at);
        }
    }
    None
}

/// Returns the offset of a line or a word of hexadecimal digits that is material. In base64 such digits are
/// no base64, although all of them are in its alphabet.
pub(crate) fn hexadecimal_word(text: &[u8]) -> Option<usize> {
    // Up to where runs of digits were examined: the time stays linear.
    let mut end: usize = 0;
    memchr::memchr3_iter(b'\n', b'\r', b' ', text).find_map(|at| {
        let start = at.checked_add(1)?;
        let word = text.get(start..)?;
        if start < end || !word.starts_with(b"30") {
            return None;
        }
        let run = word.get(..run_of_digits(word))?;
        end = start.checked_add(run.len())?;
        hexadecimal_material(run)?.checked_add(start)
    })
}

/// Returns the length of the hexadecimal digits and separators at the start of `text`.
fn run_of_digits(text: &[u8]) -> usize {
    let is_part = |byte: &u8| {
        byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || b"xX\\:-,;".contains(byte)
    };
    text.iter().take_while(|byte| is_part(byte)).count()
}

/// Returns whether binary data is here: a length or a tag that is no character.
fn is_binary_material(rest: &[u8]) -> bool {
    matches!(rest, [0x30, 0x80..=0xff, ..] | [0x30, _, 0x02, ..])
        && shape(rest).is_some_and(|kind| kind.format().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    /// The head of a PFX, and the same in other spellings.
    const BASE64: &str =
        "MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCCBxIGCSqGSIb3DQEHBqCCBwMwggb/";
    const BYTES: [u8; 24] = [
        0x30, 0x82, 0x08, 0xd5, 0x02, 0x01, 0x03, 0x30, 0x82, 0x08, 0x8b, 0x06, 0x09, 0x2a, 0x86,
        0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0xa0, 0x82,
    ];

    fn bytes(separator: &str, form: impl Fn(&u8) -> String) -> String {
        BYTES.iter().map(form).collect::<Vec<_>>().join(separator)
    }

    fn spellings() -> Vec<String> {
        vec_of([
            BASE64.into(),
            format!("data:application/x-pkcs12;base64,{BASE64}"),
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUN3VEND".into(),
            "eC0tLS0tQkVHSU4gWA==".repeat(2),
            "TUlJSTFRSUJBekNDQ0lzR0NTcUdTSWIzRFFFSEFhQ0NDSHdFZ2doNE1JSUlkRENDQnhJ".into(),
            format!("-----BEGIN%20CERTIFICATE-----%0A{BASE64}"),
            format!("-----BEGIN&nbsp;CERTIFICATE-----<br>{BASE64}"),
            bytes("", |byte| format!("{byte:02x}")),
            bytes(":", |byte| format!("{byte:02X}")),
            bytes(" ", |byte| format!("{byte:02x}")),
            bytes("-", |byte| format!("{byte:02X}")),
            bytes(", ", |byte| format!("0x{byte:02x}")),
            bytes("", |byte| format!("\\x{byte:02x}")),
            bytes(", ", |byte| format!("{byte}")),
            bytes(", ", |byte| format!("{}", i8::from_ne_bytes([*byte]))),
            bytes(" ", |byte| format!("{byte}")),
        ])
    }

    fn vec_of(texts: [String; 16]) -> Vec<String> {
        texts.into()
    }

    #[test]
    fn material_is_found_in_every_spelling_and_place() {
        for spelling in spellings() {
            for text in [
                spelling.clone(),
                format!("key: {spelling}"),
                format!("# c\nsome words before, and names = 1\nKEY=\"{spelling}\"\n"),
                format!("{}{{{spelling}}}", "words of a sentence; ".repeat(9)),
                format!("<td>{spelling}</td>\n"),
                format!("#define KEY {spelling}\n"),
            ] {
                assert!(stray_material(text.as_bytes()).is_some(), "{text}");
            }
            for text in [format!("# {spelling}\n"), format!("a\n  // KEY={spelling}\n; b\n")] {
                assert!(stray_material(text.as_bytes()).is_none(), "{text}");
            }
        }
    }

    #[test]
    fn other_data_is_no_material() {
        for text in [
            "",
            "MIII1QIBAzCCCIsGCSqGSIb3",
            &"MAAA".repeat(20),
            &"x".repeat(80),
            &"-----BEGIN%20 and -----END%20 are marks of percent-encoded text".repeat(2),
            "30:45:02:21:00:f3:5c:11:22:33:44:55:66:77:88:99:00:11:22:33:44:55:66:77:88:99",
            "00:30:82:a0:f3:5c:11:22:33:44:55:66:77:88:99:00:11:22:33:44:55:66:77:88:99:00",
            "48, 130 and 48 more words that make the text longer than it would be",
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsM0yTLC/VVSbm9oDyIfbCAFAC8jcdL8",
        ] {
            assert_eq!(stray_material(text.as_bytes()), None, "{text}");
        }
    }
}
