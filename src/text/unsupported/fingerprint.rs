//! Hashes and serial numbers of certificates.

/// Maximum length of such a text.
const MOST: usize = 1024;

/// Returns whether the text is a hash or a serial number, alone or after the name of the hash, as
/// `openssl x509 -fingerprint`, `sha256sum` and the certificate viewer of Windows give it.
pub(super) fn is_fingerprint(text: &[u8]) -> bool {
    // The viewer of Windows puts U+200E before a thumbprint that is copied.
    let text = text.strip_prefix("\u{200e}".as_bytes()).unwrap_or(text);
    if text.len() > MOST || text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return false;
    }
    is_hash(text, 8) || is_pin(text) || is_named(text) || is_checksum(text)
}

/// Returns whether these are `least` to 128 hexadecimal digits, with blanks, colons or hyphens.
fn is_hash(text: &[u8], least: usize) -> bool {
    let digits = text.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let is_allowed = |byte: &u8| byte.is_ascii_hexdigit() || b": -".contains(byte);
    text.iter().all(is_allowed) && (least..=128).contains(&digits)
}

/// Returns whether this is a name such as `sha256 Fingerprint=`, and hexadecimal digits.
fn is_named(text: &[u8]) -> bool {
    const NAMES: [&str; 6] = ["fingerprint", "thumbprint", "sha", "md5", "serial", "hash"];
    let Some(at) = text.iter().position(|byte| matches!(byte, b'=' | b':' | b'\t')) else {
        return false;
    };
    let (name, value) = text.split_at_checked(at).unwrap_or((text, &[]));
    let has = |word: &&str| {
        name.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    NAMES.iter().any(has) && is_hash(value.get(1..).unwrap_or_default(), 8)
}

/// Returns whether this is the base64 of a hash after its name: `SHA256:` of OpenSSH, `sha256/` of
/// pinned public keys.
fn is_pin(text: &[u8]) -> bool {
    ["sha256:", "sha256/", "sha1/", "pin-sha256="].iter().any(|name| {
        text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Returns whether this is a hash and the name of a file, as `sha256sum` prints them.
fn is_checksum(text: &[u8]) -> bool {
    let length = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    matches!(length, 32 | 40 | 56 | 64 | 96 | 128)
        && text.get(length).is_some_and(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_in_many_forms() {
        for text in [
            "AB:CD:EF:01:23",
            "\u{200e}3f 4f 8b e3 3a 8f ff 44 42 a3 d4 61 8a 14 10 31 12 1b 52 ba",
            "SHA1 Fingerprint=E0:8C:F5:5B:D5:4A",
            "sha256 Fingerprint=e6065020491dce85",
            "Thumbprint: E08CF55BD54A",
            "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU user@host (RSA)",
            "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "d41d8cd98f00b204e9800998ecf8427e  server.pem",
            "serial=350CA29D9F089058",
        ] {
            assert!(is_fingerprint(text.as_bytes()), "{text}");
        }
        for text in ["", "AB", "name: value", "fingerprint: none", "AB:CD:EF:01\nAB:CD:EF:01"] {
            assert!(!is_fingerprint(text.as_bytes()), "{text}");
        }
    }
}
