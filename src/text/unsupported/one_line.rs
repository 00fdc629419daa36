//! Texts of one line that refer to a certificate instead of containing it.

use crate::error::{
    ErrorText,
    unsupported_text::{FILE_PATH, OBJECT_NAME, PLACEHOLDER, RESOURCE_NAME, URL},
};

/// Maximum length of a text that is examined as one line.
const MOST: usize = 1024;
/// Length of the start of a text that is used to recognize its kind.
const WINDOW: usize = 1 << 15;

/// Returns the start of a text, by which its kind is recognized.
pub(super) fn first_lines(text: &[u8]) -> &[u8] {
    text.get(..WINDOW).unwrap_or(text)
}

/// Returns the error for one line without a certificate in it.
pub(super) fn one_line(text: &[u8]) -> Option<&'static ErrorText> {
    if text.len() > MOST || text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    let text = without_quotes(text);
    if is_object_name(text) {
        Some(&OBJECT_NAME)
    } else if is_placeholder(text) {
        Some(&PLACEHOLDER)
    } else if text.starts_with(b"arn:") {
        Some(&RESOURCE_NAME)
    } else if is_url(text) {
        Some(&URL)
    } else {
        is_path(text).then_some(&FILE_PATH)
    }
}

fn without_quotes(text: &[u8]) -> &[u8] {
    match text {
        [open @ (b'"' | b'\''), inside @ .., close] if open == close => inside,
        _ => text,
    }
}

/// Returns whether this is a reference to a value, as shells, templates and CI systems write it.
fn is_placeholder(text: &[u8]) -> bool {
    const PAIRS: [(&[u8], &[u8]); 5] =
        [(b"${", b"}"), (b"$(", b")"), (b"{{", b"}}"), (b"<", b">"), (b"%", b"%")];
    let is_variable = |name: &[u8]| {
        !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    // A name in angle brackets is no element of XML and no object that a program printed.
    let is_document = text.starts_with(b"<") && text.iter().any(|byte| b"/(=".contains(byte));
    let is_in = |(open, close): &(&[u8], &[u8])| {
        text.len() > 2 && text.starts_with(open) && text.ends_with(close)
    };
    !is_document && PAIRS.iter().any(is_in) || text.strip_prefix(b"$").is_some_and(is_variable)
}

/// Returns whether a program wrote the name of an object in place of its content.
fn is_object_name(text: &[u8]) -> bool {
    const NAMES: [&str; 7] =
        ["undefined", "null", "nil", "none", "(null)", "System.Byte[]", "System.Object[]"];
    const HEADS: [&str; 4] = ["[object ", "[B@", "<Buffer ", "<_io."];
    NAMES.iter().any(|name| text.eq_ignore_ascii_case(name.as_bytes()))
        || HEADS.iter().any(|head| text.starts_with(head.as_bytes()))
}

/// Returns whether the text begins with a scheme and an authority (RFC 3986 §3).
fn is_url(text: &[u8]) -> bool {
    let Some(end) = memchr::memmem::find(text, b"://") else { return false };
    let scheme = text.get(..end).unwrap_or_default();
    let is_scheme_byte = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    scheme.first().is_some_and(u8::is_ascii_alphabetic) && scheme.iter().all(is_scheme_byte)
}

/// Returns whether the text is the path or the name of a file.
fn is_path(text: &[u8]) -> bool {
    const ENDINGS: [&str; 16] = [
        ".pem",
        ".crt",
        ".cer",
        ".der",
        ".key",
        ".p12",
        ".pfx",
        ".p7b",
        ".p7c",
        ".p8",
        ".csr",
        ".jks",
        ".keystore",
        ".crl",
        ".bundle",
        ".txt",
    ];
    match text {
        [b'/' | b'~', ..] | [b'.', b'/' | b'\\', ..] | [b'.', b'.', b'/' | b'\\', ..] => true,
        [b'\\', b'\\', ..] | [b'@', b'/' | b'.', ..] => true,
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => true,
        _ => ENDINGS.iter().any(|ending| {
            let at = text.len().saturating_sub(ending.len());
            text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending.as_bytes()))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_place_of_contents() {
        for (text, expected) in [
            ("/etc/ssl/a.pem", &FILE_PATH),
            ("\"C:\\certs\\a.pfx\"", &FILE_PATH),
            ("../a", &FILE_PATH),
            ("@./server.crt", &FILE_PATH),
            ("my server.PFX", &FILE_PATH),
            ("https://pki.example/ca.crt", &URL),
            ("s3://bucket/ca.crt", &URL),
            ("arn:aws:acm:eu-west-1:1:certificate/x", &RESOURCE_NAME),
            ("${TLS_CERT}", &PLACEHOLDER),
            ("$TLS_CERT", &PLACEHOLDER),
            ("<your certificate>", &PLACEHOLDER),
            ("{{ .Values.cert }}", &PLACEHOLDER),
            ("<your certificate>", &PLACEHOLDER),
            ("[object File]", &OBJECT_NAME),
            ("undefined", &OBJECT_NAME),
            ("<Buffer 30 82 02 c1 ... 655 more bytes>", &OBJECT_NAME),
        ] {
            let found = one_line(text.as_bytes()).unwrap_or_else(|| panic!("{text}"));
            assert!(core::ptr::eq(found, expected), "{text}: {}", found.text);
        }
        for text in ["", "hello", "a\nb.pem", "$5.00", "a b://c"] {
            assert!(one_line(text.as_bytes()).is_none(), "{text}");
        }
    }
}
