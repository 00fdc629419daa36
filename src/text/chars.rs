//! Characters that text around certificates is full of.

/// The byte order mark of UTF-8, as Windows editors write it before a text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns whether text in UTF-16, of either order, has the word of a BEGIN line.
pub(crate) fn has_utf16_begin(text: &[u8]) -> bool {
    // Not a searcher of memchr: in machine code it can panic, which the reader of sections cannot.
    memchr::memchr_iter(0, text).any(|at| {
        let word = at.checked_sub(1).and_then(|start| text.get(start..));
        word.is_some_and(|word| word.starts_with(b"B\0E\0G\0I\0N"))
    })
}

/// Web pages and word processors put it for the blanks in a BEGIN or END line.
pub(super) const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();

/// The order of the bytes, by a byte order mark or by the zeroes of two ASCII characters.
pub(super) fn utf16_order(text: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match text {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(u16::from_le_bytes),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether this may be UTF-16.
pub(crate) fn is_utf16(text: &[u8]) -> bool {
    utf16_order(text).is_some()
}
