//! Certificate material in the parts of a text that are not read, in other forms than DER: a BEGIN line
//! as numbers of its characters, and private keys in the notations of other software.

use super::base64::is_digit;

/// How many bytes may be between the numbers of two characters, as in `\u002d` and `0x2d, `.
const MOST_BETWEEN: usize = 6;

/// Returns whether the hyphens before `BEGIN` and its first letter are here as hexadecimal, decimal or octal
/// numbers, with or without marks of escapes, or each of them in quotes.
pub(super) fn is_begin_in_numbers(rest: &[u8]) -> bool {
    const SPELLINGS: [(&[u8], &[u8]); 5] =
        [(b"2d", b"42"), (b"45", b"66"), (b"55", b"102"), (b"-'", b"B'"), (b"-\"", b"B\"")];
    SPELLINGS.iter().any(|(hyphen, letter)| after_begin(rest, hyphen, letter).is_some())
}

/// Returns what follows the numbers of five hyphens and of the letter after them.
fn after_begin<'a>(text: &'a [u8], hyphen: &[u8], letter: &[u8]) -> Option<&'a [u8]> {
    let mut rest = text;
    for _ in 0..5 {
        rest = without_marks(after(rest, hyphen)?, hyphen.starts_with(b"-"));
    }
    after(rest, letter)
}

/// Returns what follows a number.
fn after<'a>(text: &'a [u8], number: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(number.len())?;
    start.eq_ignore_ascii_case(number).then_some(rest)
}

fn without_marks(text: &[u8], is_quoted: bool) -> &[u8] {
    let is_mark = |byte: &&u8| match is_quoted {
        true => b", '\"\r\n".contains(byte),
        false => !byte.is_ascii_alphanumeric() || b"xXu0".contains(byte),
    };
    let length = text.iter().take(MOST_BETWEEN).take_while(is_mark).count();
    text.get(length..).unwrap_or_default()
}

/// Finds a private key as a JSON Web Key (RFC 7517), in XML (RFC 4050 and XML Signature) or as a file of
/// PuTTY.
pub(super) fn key_in_words(text: &[u8]) -> Option<usize> {
    let putty = memchr::memchr_iter(b'P', text)
        .find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(b"PuTTY-User-Key-File-")));
    let pair = |mark, first: &[u8], second: &[u8]| {
        let is =
            |at: &usize, word: &[u8]| text.get(*at..).is_some_and(|rest| rest.starts_with(word));
        let found = memchr::memchr_iter(mark, text).find(|at| is(at, first))?;
        memchr::memchr_iter(mark, text).any(|at| is(&at, second)).then_some(found)
    };
    let jwk = pair(b'"', b"\"kty\"", b"\"d\"");
    let xml = pair(b'<', b"<RSAKeyValue>", b"<D>");
    [putty, jwk, xml, encrypted_value(text)].into_iter().flatten().min()
}

/// Finds a value that SOPS has encrypted and that is as long as a key. Passwords are shorter, and so is the
/// MAC that SOPS adds.
fn encrypted_value(text: &[u8]) -> Option<usize> {
    const LEAST: usize = 200;
    memchr::memchr_iter(b'E', text).find(|at| {
        let data = text.get(*at..).and_then(|text| text.strip_prefix(b"ENC[AES256_GCM,data:"));
        data.is_some_and(|data| data.iter().take_while(|byte| is_digit(**byte)).count() >= LEAST)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn numbered(text: &str, number: impl Fn(u8) -> String) -> String {
        text.bytes().map(number).collect()
    }

    fn has_begin_in_numbers(text: &str) -> bool {
        (0..text.len()).any(|at| is_begin_in_numbers(text.as_bytes().get(at..).unwrap()))
    }

    #[test]
    fn a_begin_line_in_numbers() {
        let begin = "-----BEGIN X-----";
        for text in [
            numbered(begin, |byte| format!("{byte:02x}")),
            numbered(begin, |byte| format!("{byte:02X} ")),
            numbered(begin, |byte| format!("0x{byte:02x}, ")),
            numbered(begin, |byte| format!("\\x{byte:02x}")),
            numbered(begin, |byte| format!("\\u{byte:04x}")),
            numbered(begin, |byte| format!("{byte} ")),
            numbered(begin, |byte| format!("\\{byte:03o}")),
            numbered(begin, |byte| format!("%{byte:02X}")),
            numbered(begin, |byte| format!("={byte:02X}")),
            numbered(begin, |byte| format!("&#{byte};")),
            numbered(begin, |byte| format!("'{}', ", char::from(byte))),
            numbered(begin, |byte| format!("\"{}\",\n", char::from(byte))),
        ] {
            assert!(has_begin_in_numbers(&format!("a {text}")), "{text}");
        }
        for text in
            ["45 45 45 45 45 45", "2d2d2d2d42", "-----BEGIN", "455545554555", "'-', '-', 'B'"]
        {
            assert!(!has_begin_in_numbers(text), "{text}");
        }
    }

    #[test]
    fn keys_of_other_software() {
        for text in [
            "PuTTY-User-Key-File-3: ssh-rsa",
            "{\"kty\":\"RSA\",\"d\":\"AA\"}",
            "<RSAKeyValue><Modulus>AA</Modulus><D>AA</D></RSAKeyValue>",
        ] {
            assert!(key_in_words(text.as_bytes()).is_some(), "{text}");
        }
        let encrypted = |length| format!("key: ENC[AES256_GCM,data:{},iv:", "A/b+".repeat(length));
        assert_eq!(key_in_words(encrypted(50).as_bytes()), Some(5));
        assert_eq!(key_in_words(encrypted(49).as_bytes()), None);
        for text in ["{\"kty\":\"RSA\",\"n\":\"AA\"}", "<RSAKeyValue></RSAKeyValue>", "PuTTY"] {
            assert_eq!(key_in_words(text.as_bytes()), None, "{text}");
        }
    }
}
