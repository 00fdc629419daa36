//! Base64 of certificate material with other text around it.

use super::character::character;
use crate::{
    error::{
        ErrorText,
        damaged_text::{ABBREVIATED, PADDING_INSIDE},
        text::{CUT_BASE64, INVALID_VALUE, MIXED_ALPHABETS, NOT_BASE64},
    },
    text::{base64::is_digit, stray::base64_material},
};
use core::ptr;

/// Minimum length of a line that is taken for base64.
const LEAST_LINE: usize = 40;

/// Returns whether base64 of a certificate, key, container or PEM text is somewhere in `text`.
pub(crate) fn base64_inside(text: &[u8]) -> bool {
    base64_material(text).is_some()
}

/// Returns the error for a text whose base64 failed with `cause` at `offset`; `None` if other words are
/// around it.
pub(crate) fn base64_error(
    text: &[u8],
    cause: &'static ErrorText,
    offset: usize,
) -> Option<&'static ErrorText> {
    let is_base64 = [&NOT_BASE64, &MIXED_ALPHABETS, &CUT_BASE64, &PADDING_INSIDE, &INVALID_VALUE]
        .iter()
        .any(|of_base64| ptr::eq(*of_base64, cause));
    if !is_base64 {
        return Some(cause);
    }
    let rest = text.get(offset..).unwrap_or_default();
    let shown = character(text, offset)
        .filter(|shown| ptr::eq(*shown, &ABBREVIATED) && rest.iter().any(|byte| is_digit(*byte)));
    shown.or_else(|| (!is_followed_by_words(text, offset)).then_some(cause))
}

/// Returns whether base64 in `text`, which has another character at `offset`, ends there: before a prompt,
/// a sentence or other words.
fn is_followed_by_words(text: &[u8], offset: usize) -> bool {
    let rest = text.get(offset..).unwrap_or_default();
    // No line of base64 follows.
    rest.split(|byte| !is_digit(*byte)).all(|run| run.len() < LEAST_LINE)
        && (rest.first() != Some(&b'=') || offset >= LEAST_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    /// The head of a PFX.
    const BASE64: &str =
        "MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCCBxIGCSqGSIb3DQEHBqCCBwMwggb/";

    #[test]
    fn base64_after_a_name_and_between_lines() {
        let (head, tail) = BASE64.split_at(64);
        for text in [
            format!("PFX={BASE64}"),
            format!("follows:\r\n{head}\r\n{tail}\r\n---End---\r\n"),
            format!("{head}\n{tail}\nrouter#"),
            format!("<data>\n\t{head}\n\t{tail}\n</data>"),
            format!("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA x {BASE64}"),
            "a: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUN3VEND".into(),
        ] {
            assert!(base64_inside(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn lines_after_base64() {
        for last in [
            "\r\n---End - This line not part of the pkcs12---",
            "\nrouter#",
            "root@host:~# ",
            "[root@host ~]$",
            "PS C:\\>",
        ] {
            let text = format!("{BASE64}{last}\r\n");
            assert!(is_followed_by_words(text.as_bytes(), BASE64.len()), "{last}");
        }
        let words = format!("{BASE64} (expires)");
        assert!(is_followed_by_words(words.as_bytes(), BASE64.len() + 1));
        let inside = format!("{BASE64}!{BASE64}");
        assert!(!is_followed_by_words(inside.as_bytes(), BASE64.len()));
        for word in ["=quit", "=\nEND\n", "= OK"] {
            let text = format!("{BASE64}{word}");
            assert!(is_followed_by_words(text.as_bytes(), BASE64.len()), "{text}");
        }
        for text in ["MIII==AA", "MIII=\nAA!="] {
            assert!(!is_followed_by_words(text.as_bytes(), 4), "{text}");
        }
    }

    #[test]
    fn errors_of_other_kinds_stay() {
        let text = format!("{BASE64} b");
        let of = |cause, text: &str| {
            base64_error(text.as_bytes(), cause, BASE64.len()).map(|it| it.text)
        };
        assert_eq!(of(&NOT_BASE64, &text), None);
        assert_eq!(of(&ABBREVIATED, &text), Some(ABBREVIATED.text));
        assert_eq!(of(&NOT_BASE64, &format!("{BASE64}...AA")), Some(ABBREVIATED.text));
        assert_eq!(of(&NOT_BASE64, &format!("{BASE64}...")), None);
        let inside = format!("{BASE64}!{BASE64}");
        assert_eq!(of(&NOT_BASE64, &inside), Some(NOT_BASE64.text));
    }

    #[test]
    fn other_words_are_no_base64() {
        for text in ["", "MIII1QIBAzCCCIsGCSqGSIb3", &"MAAA".repeat(20), &"x".repeat(80)] {
            assert!(!base64_inside(text.as_bytes()), "{text}");
        }
    }
}
