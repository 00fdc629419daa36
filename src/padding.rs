//! Padding after a structure.

/// Returns whether `rest` is only whitespace and NUL bytes: editors add a line end, downloads and
/// key stores fill blocks with zeros. Any structure may have them after its end.
pub(crate) fn is_padding(rest: &[u8]) -> bool {
    rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::is_padding;

    #[test]
    fn whitespace_and_nuls_only() {
        assert!(is_padding(b""));
        assert!(is_padding(b" \t\r\n\x0c\0"));
        for other in [&b"\x0b"[..], b" .", b"\0\x01", b"\xa0"] {
            assert!(!is_padding(other), "{other:?}");
        }
    }
}
