//! Non-interference: no text about a private key depends on its secret octets.

use crate::tlv;
use anycert::{Error, Parser};

/// A value as long may be a secret number, and one shorter is a version or a name.
const SHORTEST: usize = 8;

/// Reads `der`, as it is and in PEM, and beside it a key of the same structure with other octets
/// in every number and string. If both fail for the same cause, the texts are the same.
pub fn check(parser: &Parser<'_>, der: &[u8]) {
    // Of a text that looks like DER by chance the twin is another text.
    let is_text = der.is_ascii() || der.windows(2).any(|pair| pair == b"--");
    if is_text || tlv::read(der, 0, der.len()).is_none_or(|one| one.whole.end < der.len()) {
        return;
    }
    let twin = with_other_numbers(der);
    same(parser, der, &twin);
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"] {
        let [one, other] = [der, &twin].map(|der| {
            pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der).expect("a label")
        });
        same(parser, one.as_bytes(), other.as_bytes());
    }
}

fn same(parser: &Parser<'_>, one: &[u8], other: &[u8]) {
    let (Err(one), Err(other)) = (parser.parse(one), parser.parse(other)) else { return };
    if cause(&one) == cause(&other) {
        assert_eq!(one.to_string(), other.to_string(), "the text tells two keys apart");
        assert_eq!(one.location(), other.location());
    }
}

/// What went wrong: the text without what an input can put into it, numbers and tags.
fn cause(error: &Error) -> String {
    let text = error.to_string();
    let said = text.split(": expected ").next().unwrap_or_default();
    said.chars().filter(|letter| !letter.is_ascii_digit()).collect()
}

/// The first octet stays, for it may decide the sign and the length.
fn with_other_numbers(der: &[u8]) -> Vec<u8> {
    let mut twin = der.to_vec();
    let tlvs = tlv::all(der);
    let holds_others = |one: &tlv::Tlv| {
        tlvs.iter().any(|other| {
            other.whole != one.whole
                && one.content.start <= other.whole.start
                && other.whole.end <= one.content.end
        })
    };
    for one in &tlvs {
        let is_secret = matches!(one.tag, 0x02 | 0x04) && one.content.len() >= SHORTEST;
        if is_secret && !holds_others(one) && !begins_as_value(&der[one.content.clone()]) {
            for octet in &mut twin[one.content.start + 1..one.content.end] {
                *octet = octet.wrapping_mul(5).wrapping_add(0x3b);
            }
        }
    }
    twin
}

/// A value, sound or not, in a string is structure and no secret.
fn begins_as_value(content: &[u8]) -> bool {
    matches!(content, [0x02 | 0x04 | 0x24 | 0x30 | 0x31 | 0x80..=0x8f | 0xa0..=0xaf, ..])
        || tlv::read(content, 0, content.len()).is_some()
}
