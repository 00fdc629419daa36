//! Percent-encoding.

use crate::{secret::Scratch, text::hexadecimal::hex_pair};

/// Decodes percent-encoding (RFC 3986 §2.1) on one line, as proxies pass client certificates. `+` is
/// not a blank.
pub(super) fn percent(text: &[u8]) -> Option<Scratch> {
    let text = text.trim_ascii();
    if !text.contains(&b'%') || text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    unpercent(text)
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
