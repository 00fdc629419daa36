//! Percent-encoding.

use crate::{secret::Scratch, text::hexadecimal::hex_pair};

/// Decodes percent-encoding (RFC 3986 §2.1) on one line, as proxies pass client certificates, with or
/// without the name of a header. `+` is not a blank.
pub(super) fn percent(text: &[u8]) -> Option<Scratch> {
    let text = without_header_name(text.trim_ascii());
    if !text.contains(&b'%') || text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    unpercent(text)
}

/// Returns what follows the name of a header (RFC 9110 §5.1), if that is the BEGIN of a block.
fn without_header_name(text: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = text.iter().take_while(|byte| is_token(byte)).count();
    let value = text.get(length..).and_then(|rest| rest.strip_prefix(b":"));
    match value.map(<[u8]>::trim_ascii_start) {
        Some(value) if value.starts_with(b"-----BEGIN%20") || value.starts_with(b"%2D%2D") => value,
        _ => text,
    }
}

/// Decodes every `%XX`. Returns `None` if a percent sign is not followed by two digits.
pub(super) fn unpercent(text: &[u8]) -> Option<Scratch> {
    let mut decoded = Scratch::with_capacity(text.len());
    unpercent_into(text, &mut decoded)?;
    Some(decoded)
}

/// Appends the decoded text; the buffer has the capacity for it.
pub(super) fn unpercent_into(text: &[u8], decoded: &mut Scratch) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'%', rest) {
        let (before, after) = rest.split_at_checked(at)?;
        let [_, high, low, tail @ ..] = after else { return None };
        let fits = decoded.extend(before) && decoded.push(hex_pair(*high, *low)?);
        debug_assert!(fits);
        rest = tail;
    }
    decoded.extend(rest).then_some(())
}
