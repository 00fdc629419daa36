//! Pieces of a text, and where they are in it.

/// Returns the length of the prefix of `text` for which `is` returns true.
pub(super) fn span(text: &[u8], is: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| is(**byte)).count()
}

/// Splits `text` after the bytes for which `is` holds.
pub(super) fn split_span(text: &[u8], is: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at_checked(span(text, is)).unwrap_or((text, &[]))
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Returns the offset of `rest`, which `text` ends with.
pub(super) const fn offset_of(text: &[u8], rest: &[u8]) -> usize {
    text.len().saturating_sub(rest.len())
}

/// How far before a value its line is looked at.
const MOST_BEFORE: usize = 160;

/// Returns what is shortly before `at`.
pub(super) fn window(text: &[u8], at: usize) -> &[u8] {
    text.get(at.saturating_sub(MOST_BEFORE)..at).unwrap_or_default()
}

/// Returns the line up to `at`, together with the line above if that one is continued here. `None` if
/// the line is long.
pub(super) fn before(text: &[u8], at: usize) -> Option<&[u8]> {
    let window = window(text, at);
    let line = |text: &[u8]| match memchr::memrchr2(b'\n', b'\r', text) {
        Some(end) => end.checked_add(1),
        None => Some(0).filter(|_| window.len() == at),
    };
    let start = line(window)?;
    let here = window.get(start..)?;
    let above = window.get(..start)?.trim_ascii_end();
    let goes_on = matches!(above.last(), Some(b'\\' | b'=' | b'('));
    if goes_on && trim_end(here, b" \t\"'$@brR").is_empty() {
        return window.get(line(above)?..);
    }
    Some(here)
}

/// Returns `text` without those bytes at its end.
pub(super) fn trim_end<'a>(text: &'a [u8], bytes: &[u8]) -> &'a [u8] {
    let length = text.iter().rev().take_while(|byte| bytes.contains(byte)).count();
    text.get(..text.len().saturating_sub(length)).unwrap_or_default()
}
