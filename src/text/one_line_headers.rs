//! The headers of an encrypted key whose block is on one line.

/// Returns the end of the headers, where the base64 begins, if `content` is the content of an
/// encrypted traditional key without line ends: `Proc-Type: 4,ENCRYPTED DEK-Info: AES-128-CBC,0011…`,
/// with or without blanks between. Forms and variables of CI systems join lines so; RFC 1421 §4.6
/// requires lines, and no strict reader reads it.
///
/// Fixtures: `key/rsa-proc-type-one-line.pem`, `key/rsa-proc-type-one-line-blanks.pem`.
pub(super) fn end(content: &[u8]) -> Option<usize> {
    if memchr::memchr2(b'\n', b'\r', content).is_some() {
        return None;
    }
    let rest = content.trim_ascii_start().strip_prefix(b"Proc-Type:")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"4,ENCRYPTED")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"DEK-Info:")?.trim_ascii_start();
    let comma = rest.iter().position(|octet| *octet == b',')?;
    let (name, iv) = rest.split_at_checked(comma)?;
    let iv = iv.strip_prefix(b",")?;
    let digits = iv_digits(name);
    // Base64 can begin with digits of the IV, so these are counted.
    if !iv.get(..digits)?.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    content.len().checked_sub(iv.len())?.checked_add(digits)
}

/// Returns the number of hexadecimal digits of the IV of a cipher, which is a block long.
fn iv_digits(name: &[u8]) -> usize {
    const BLOCKS_OF_16: [&[u8]; 6] =
        [b"AES-", b"ARIA-", b"CAMELLIA-", b"SEED-", b"SM4-", b"ChaCha20"];
    let is_long =
        |start: &&[u8]| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if BLOCKS_OF_16.iter().any(is_long) { 32 } else { 16 }
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn the_headers_end_after_the_iv() {
        for (headers, body) in [
            ("Proc-Type: 4,ENCRYPTEDDEK-Info: DES-CBC,0011223344556677", "ABCD"),
            ("Proc-Type: 4,ENCRYPTED DEK-Info: des-ede3-cbc,0011223344556677", " MIIB"),
            (
                " Proc-Type:4,ENCRYPTED  DEK-Info:AES-256-CBC,00112233445566778899AABBCCDDEEFF",
                "00ff",
            ),
        ] {
            let content = [headers, body].concat();
            assert_eq!(end(content.as_bytes()), Some(headers.len()), "{content}");
        }
        for other in [
            "",
            "MIIB",
            "Proc-Type: 4,ENCRYPTED",
            "Proc-Type: 4,CLEAR DEK-Info: DES-CBC,0011223344556677",
            "Proc-Type: 4,ENCRYPTED DEK-Info: DES-CBC",
            "Proc-Type: 4,ENCRYPTED DEK-Info: DES-CBC,001122334455667",
            "Proc-Type: 4,ENCRYPTED DEK-Info: AES-128-CBC,0011223344556677 MIIB",
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,0011223344556677",
        ] {
            assert_eq!(end(other.as_bytes()), None, "{other}");
        }
    }
}
