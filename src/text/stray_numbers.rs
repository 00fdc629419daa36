//! Certificate material written as numbers of its octets, or in other alphabets than that of base64.

use super::boundary::has_begin;
use crate::shape::shape;
use zeroize::Zeroizing;

/// Number of octets that are decoded to recognize the content.
const HEAD: usize = 45;
/// How much text is examined for these numbers.
const WINDOW: usize = 1024;
/// Maximum number of words and signs between two numbers: casts and comments.
const MOST_BETWEEN: usize = 32;

/// Returns whether the numbers of the octets of DER are here as programs print and declare them: decimal,
/// with or without a sign, octal, or hexadecimal with one digit or two; with casts, suffixes and comments
/// among them.
pub(super) fn is_number_material(text: &[u8], at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let is_octal = rest.starts_with(b"060");
    let is_start = is_octal || rest.starts_with(b"48") || rest.starts_with(b"0x30");
    let rest = rest.get(..WINDOW).unwrap_or(rest);
    is_start && !before.last().is_some_and(is_word) && is_material(&mut Numbers { rest, is_octal })
}

/// Returns whether these are the octets of a certificate, key or container, or of a BEGIN line.
fn is_material(octets: &mut dyn Iterator<Item = u8>) -> bool {
    let mut head = Zeroizing::new([0; HEAD]);
    let mut length: usize = 0;
    while let Some((slot, octet)) = head.get_mut(length).zip(octets.next()) {
        *slot = octet;
        length = length.saturating_add(1);
        // Most are neither, which is seen at the tag inside the SEQUENCE.
        if length == 6 && !begins_like_der(&head) && !head.starts_with(b"--") {
            return false;
        }
    }
    let head = head.get(..length).unwrap_or_default();
    shape(head).is_some_and(|kind| kind.format().is_some()) || has_begin(head)
}

/// Returns whether a SEQUENCE begins with a SEQUENCE, a version or a type.
const fn begins_like_der(head: &[u8; HEAD]) -> bool {
    matches!(
        head,
        [0x30, 0x82, _, _, 2 | 6 | 0x30, ..]
            | [0x30, 0x81, _, 2 | 6 | 0x30, ..]
            | [0x30, 0x80, 2 | 6 | 0x30, ..]
            | [0x30, 0x83, ..]
    ) || matches!(head, [0x30, outer @ ..0x80, 2 | 6 | 0x30, inner, ..] if *inner < *outer)
}

/// The octets of a list of numbers.
struct Numbers<'a> {
    rest: &'a [u8],
    is_octal: bool,
}

impl Iterator for Numbers<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let mut is_comment = false;
        for _ in 0..=MOST_BETWEEN {
            let length = self.rest.iter().take_while(|byte| is_word(byte)).count().max(1);
            is_comment |= self.rest.starts_with(b"/*");
            is_comment &= !self.rest.starts_with(b"*/");
            let (word, rest) = self.rest.split_at_checked(length)?;
            self.rest = rest;
            let octet = octet(word, self.is_octal);
            if octet.is_some() && !is_comment {
                return octet;
            }
        }
        None
    }
}

fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'-'
}

/// Returns the octet of a number.
fn octet(word: &[u8], is_octal: bool) -> Option<u8> {
    let word = word.strip_suffix(b"U").unwrap_or(word);
    let (digits, radix) = match word {
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'-', digits @ ..] => (digits, 10),
        _ => (word, if is_octal { 8 } else { 10 }),
    };
    if digits.is_empty() {
        return None;
    }
    let number = digits.iter().try_fold(0_u32, |number, byte| {
        let digit = char::from(*byte).to_digit(radix)?;
        Some(number.saturating_mul(radix).saturating_add(digit))
    })?;
    let octet = u8::try_from(number).ok()?;
    Some(if word.starts_with(b"-") { octet.wrapping_neg() } else { octet })
}

/// Returns whether uuencoded material is here, or base32 of it (RFC 4648 §6).
pub(super) fn is_in_other_alphabet(text: &[u8], at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let (rest, bits) = match (rest, before.last()) {
        // The letter is the length of a line.
        ([b'M', line @ ..], None | Some(b'\n')) => (line, 6),
        ([b'G', b'C', b'A' | b'B', ..] | [b'F', b'U', b'W', b'S', ..], before)
            if !before.is_some_and(u8::is_ascii_alphanumeric) =>
        {
            (rest, 5)
        }
        _ => return false,
    };
    is_material(&mut Digits { rest, bits, pending: 0, count: 0 })
}

/// Octets in digits of so many bits.
struct Digits<'a> {
    rest: &'a [u8],
    bits: u32,
    pending: u32,
    count: u32,
}

impl Iterator for Digits<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        while self.count < 8 {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            self.pending = self.pending << self.bits | u32::from(digit(*first, self.bits)?);
            self.count = self.count.saturating_add(self.bits);
        }
        self.count = self.count.saturating_sub(8);
        u8::try_from(self.pending >> self.count & 0xff).ok()
    }
}

/// Returns the value of a digit of uuencoding, with six bits, or of base32.
const fn digit(byte: u8, bits: u32) -> Option<u8> {
    match byte {
        b' '..=b'`' if bits == 6 => Some(byte.wrapping_sub(b' ') & 0x3f),
        b'A'..=b'Z' if bits == 5 => Some(byte.wrapping_sub(b'A')),
        b'2'..=b'7' if bits == 5 => Some(byte.wrapping_sub(b'2').wrapping_add(26)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    /// The head of a PFX.
    const OCTETS: [u8; 24] = [
        0x30, 0x82, 0x08, 0xd5, 0x02, 0x01, 0x03, 0x30, 0x82, 0x08, 0x8b, 0x06, 0x09, 0x2a, 0x86,
        0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0xa0, 0x82,
    ];

    fn has_numbers(text: &[u8]) -> bool {
        (0..text.len()).any(|at| is_number_material(text, at))
    }

    fn has_other(text: &[u8]) -> bool {
        (0..text.len()).any(|at| is_in_other_alphabet(text, at))
    }

    fn list(separator: &str, form: impl Fn(&u8) -> String) -> String {
        OCTETS.iter().map(form).collect::<Vec<_>>().join(separator)
    }

    #[test]
    fn octets_as_numbers() {
        for text in [
            list(", ", |octet| format!("{octet}")),
            list(", ", |octet| format!("{}", i8::from_ne_bytes([*octet]))),
            list(", ", |octet| format!("0x{octet:x}")),
            list(",", |octet| format!("0x{octet:02X}U")),
            list(", ", |octet| format!("(uint8_t)0x{octet:x}")),
            list(", ", |octet| format!("(unsigned char) {octet}")),
            list(", ", |octet| format!("0{octet:o}")),
            list("", |octet| format!("\\{octet:03o}")),
            list(" ", |octet| format!("{octet:03o}")),
            list(", ", |octet| format!("/* 0010 */ 0x{octet:x} /* 0..}}0 */")),
            list("\t", |octet| format!("0x{octet:x}")).replace("0x86", "\n0x7ffe0008:\t0x86"),
        ] {
            for text in [format!("char a[] = {{{text}}}"), text] {
                assert!(has_numbers(text.as_bytes()), "{text}");
            }
        }
        for text in [
            "48, 130, 8, 213, 1, 1, 3, 48, 130",
            "(48 words, 130 of them 8 letters long, 213 in 2 lines)",
            "0x30 is the tag of a SEQUENCE, 0x82 a length of 2 octets, 060 is 0x30",
            "",
        ] {
            assert!(!has_numbers(text.as_bytes()), "{text}");
        }
        let far = format!("48 /* {}*/ 49", "x ".repeat(MOST_BETWEEN));
        let mut numbers = Numbers { rest: far.as_bytes(), is_octal: false };
        assert_eq!((numbers.next(), numbers.next()), (Some(48), None));
        let hidden = list(", ", |octet| format!("/* {octet} */"));
        assert!(!has_numbers(hidden.get(3..).unwrap().as_bytes()));
    }

    fn packed(bits: usize, alphabet: &[u8]) -> String {
        let all: Vec<u8> =
            OCTETS.iter().flat_map(|octet| (0..8).rev().map(move |at| octet >> at & 1)).collect();
        let value =
            |digit: &[u8]| digit.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
        all.chunks(bits).map(|digit| char::from(alphabet[value(digit)])).collect()
    }

    #[test]
    fn octets_in_other_alphabets() {
        let uu: Vec<u8> = (b' '..=b'_').collect();
        let base32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let (uu, base32) = (packed(6, &uu), packed(5, base32));
        for text in [
            format!("begin 600 a.p12\nM{uu}\n"),
            format!("begin 600 a.p12\nM{}\n", uu.replace(' ', "`")),
            format!("M{uu}"),
            base32.clone(),
            format!("key: {base32}"),
            "FUWS2LJNIJCUOSKOEBIFESKWIFKEKICLIVMS2LJNFUWQUTKJJFCX".into(),
        ] {
            assert!(has_other(text.as_bytes()), "{text}");
        }
        for text in [
            format!("{uu}\n"),
            format!("M {uu}"),
            format!("X{base32}"),
            "MAIL, GCA and FUWS are words".into(),
            "GCBQABBQMBRAEAQ".into(),
            String::new(),
        ] {
            assert!(!has_other(text.as_bytes()), "{text}");
        }
    }
}
