//! Base64 of certificate material with other text around it.

use crate::text::{lines::split_line, stray::base64_material};

/// Returns whether base64 of a certificate, key, container or PEM text is somewhere in `text`.
pub(crate) fn base64_inside(text: &[u8]) -> bool {
    base64_material(text).is_some()
}

/// Returns whether base64 at the start of `text` ends before its last line, which is a sentence or the
/// prompt of a shell or a router.
pub(crate) fn is_followed_by_words(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let words =
        |line: &[u8]| line.split(u8::is_ascii_whitespace).filter(|it| !it.is_empty()).count();
    let Some((first, _)) = split_line(text) else { return false };
    let start = memchr::memrchr2(b'\n', b'\r', text).map_or(0, |at| at.saturating_add(1));
    let last = text.get(start..).unwrap_or_default();
    let is_prompt = matches!(last.last(), Some(b'#' | b'>' | b'$' | b'%'));
    start > 0 && words(first) == 1 && (words(last) > 2 || is_prompt)
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
        for last in ["---End - This line not part of the pkcs12---", "router#", "user@host:~$ "] {
            assert!(is_followed_by_words(format!("{BASE64}\r\n{last}\r\n").as_bytes()), "{last}");
        }
        for text in ["", "MIII", "MIII\nAA!=", "one two three\none two three", "MIII a b $"] {
            assert!(!is_followed_by_words(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_base64() {
        for text in ["", "MIII1QIBAzCCCIsGCSqGSIb3", &"MAAA".repeat(20), &"x".repeat(80)] {
            assert!(!base64_inside(text.as_bytes()), "{text}");
        }
    }
}
