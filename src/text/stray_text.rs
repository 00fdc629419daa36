//! Certificate material in the parts of a text that are not read, in other forms than DER: a BEGIN line
//! as numbers of its characters, and private keys in the notations of other software.

/// How many bytes may be between the numbers of two characters, as in `\u002d` and `0x2d, `.
const MOST_BETWEEN: usize = 6;

/// Finds the hyphens before `BEGIN` and its first letter as hexadecimal, decimal or octal numbers, with or
/// without marks of escapes.
pub(super) fn begin_in_numbers(text: &[u8]) -> Option<usize> {
    const NUMBERS: [(&[u8], &[u8]); 3] = [(b"2d", b"42"), (b"45", b"66"), (b"55", b"102")];
    memchr::memchr3_iter(b'2', b'4', b'5', text).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        NUMBERS.iter().any(|(hyphen, letter)| after_begin(rest, hyphen, letter).is_some())
    })
}

/// Returns what follows the numbers of five hyphens and of the letter after them.
fn after_begin<'a>(text: &'a [u8], hyphen: &[u8], letter: &[u8]) -> Option<&'a [u8]> {
    let mut rest = text;
    for _ in 0..5 {
        rest = without_marks(after(rest, hyphen)?);
    }
    after(rest, letter)
}

/// Returns what follows a number.
fn after<'a>(text: &'a [u8], number: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(number.len())?;
    start.eq_ignore_ascii_case(number).then_some(rest)
}

fn without_marks(text: &[u8]) -> &[u8] {
    let is_mark = |byte: &&u8| !byte.is_ascii_alphanumeric() || b"xXu0".contains(byte);
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
    [putty, jwk, xml].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn numbered(text: &str, number: impl Fn(u8) -> String) -> String {
        text.bytes().map(number).collect()
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
        ] {
            assert_eq!(
                begin_in_numbers(format!("a {text}").as_bytes()).map(|at| at < 8),
                Some(true),
                "{text}"
            );
        }
        for text in ["45 45 45 45 45 45", "2d2d2d2d42", "-----BEGIN", "455545554555"] {
            assert_eq!(begin_in_numbers(text.as_bytes()), None, "{text}");
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
        for text in ["{\"kty\":\"RSA\",\"n\":\"AA\"}", "<RSAKeyValue></RSAKeyValue>", "PuTTY"] {
            assert_eq!(key_in_words(text.as_bytes()), None, "{text}");
        }
    }
}
