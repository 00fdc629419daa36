//! Lines of a text with any line ends.

/// Returns the number of line ends in `text`: LF, CR LF, or a lone CR.
pub(crate) fn line_ends(text: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let returns_alone = memchr::memchr_iter(b'\r', text)
        .filter(|at| text.get(at.saturating_add(1)) != Some(&b'\n'))
        .count();
    feeds.saturating_add(returns_alone)
}

/// Returns the first line of `text` without its end, and the rest; `None` for an empty text.
pub(crate) fn split_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if text.is_empty() {
        return None;
    }
    let Some(end) = memchr::memchr2(b'\n', b'\r', text) else { return Some((text, &[])) };
    let (line, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
    Some((line, rest))
}

/// Returns whether `text` is empty or ASCII whitespace.
pub(super) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(line_ends(b""), 0);
        assert_eq!(line_ends(b"a\nb\r\nc\rd\n\re"), 5);
        assert_eq!(split_line(b"a\r\nb"), Some((&b"a"[..], &b"b"[..])));
        assert_eq!(split_line(b"a\rb"), Some((&b"a"[..], &b"b"[..])));
        assert_eq!(split_line(b"\n"), Some((&b""[..], &b""[..])));
        assert_eq!(split_line(b""), None);
    }
}
