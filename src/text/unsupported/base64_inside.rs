//! Base64 of certificate material with other text around it.

use crate::text::{base64::is_digit, lines::split_line, stray::base64_material};

/// Minimum length of a line that is taken for base64.
const LEAST_LINE: usize = 40;

/// Returns whether base64 of a certificate, key, container or PEM text is somewhere in `text`.
pub(crate) fn base64_inside(text: &[u8]) -> bool {
    base64_material(text).is_some()
}

/// Returns whether base64 at the start of `text`, which has another character at `offset`, ends before the
/// prompt of a shell or a router, before its last line, which is a sentence, or before other words.
pub(crate) fn is_followed_by_words(text: &[u8], offset: usize) -> bool {
    let rest = text.get(offset..).unwrap_or_default();
    // No line of base64 follows the first character that is none.
    let is_end = rest.split(|byte| !is_digit(*byte)).all(|run| run.len() < LEAST_LINE)
        && rest.first() != Some(&b'=');

    let text = text.trim_ascii();
    let words =
        |line: &[u8]| line.split(u8::is_ascii_whitespace).filter(|it| !it.is_empty()).count();
    let Some((first, _)) = split_line(text) else { return false };
    let start = memchr::memrchr2(b'\n', b'\r', text).map_or(0, |at| at.saturating_add(1));
    let last = text.get(start..).unwrap_or_default();
    let is_prompt = matches!(last.last(), Some(b'#' | b'>' | b'$' | b'%'));
    // `base64 -w 0` ends no line, so that the prompt follows on the same one.
    is_end || is_prompt || start > 0 && words(first) == 1 && words(last) > 2
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
            assert!(
                is_followed_by_words(format!("{BASE64}\r\n{last}\r\n").as_bytes(), 3),
                "{last}"
            );
        }
        for prompt in ["root@host:~# ", "[root@host ~]$", "PS C:\\>"] {
            assert!(is_followed_by_words(format!("{BASE64}{prompt}").as_bytes(), 3), "{prompt}");
        }
        let words = format!("{BASE64} (expires)");
        assert!(is_followed_by_words(words.as_bytes(), BASE64.len() + 1));
        let inside = format!("{BASE64}!{BASE64}");
        assert!(!is_followed_by_words(inside.as_bytes(), BASE64.len()));
        for text in ["MIII==AA", "MIII=\nAA!="] {
            assert!(!is_followed_by_words(text.as_bytes(), 4), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_base64() {
        for text in ["", "MIII1QIBAzCCCIsGCSqGSIb3", &"MAAA".repeat(20), &"x".repeat(80)] {
            assert!(!base64_inside(text.as_bytes()), "{text}");
        }
    }
}
