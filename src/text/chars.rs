//! Characters that text around certificates is full of.

/// The byte order mark of UTF-8, as Windows editors write it before a text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Web pages and word processors put it for the blanks in a BEGIN or END line.
pub(super) const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
