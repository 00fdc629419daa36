//! A line of text on its way out.

use core::{
    fmt::{self, Write},
    str,
};

/// Collects small pieces, so that whoever takes the text is called seldom and with much at once:
/// a `String` then makes room once and not for every piece.
pub(crate) struct Line<'a> {
    out: &'a mut dyn Write,
    buffer: [u8; 256],
    used: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Line { out, buffer: [0; 256], used: 0 }
    }

    /// Hands on what was collected. Without it the end of the line is lost.
    pub(super) fn finish(mut self) -> fmt::Result {
        self.hand_on()
    }

    /// Writes bytes of which the caller knows that they are ASCII.
    #[inline]
    pub(super) fn write_ascii(&mut self, ascii: &[u8]) -> fmt::Result {
        if self.put(ascii) {
            return Ok(());
        }
        self.hand_on()?;
        for piece in ascii.chunks(self.buffer.len()) {
            if !self.put(piece) {
                self.hand_on()?;
                self.put(piece);
            }
        }
        Ok(())
    }

    /// Collects `bytes` if there is room.
    #[inline]
    fn put(&mut self, bytes: &[u8]) -> bool {
        let end = self.used.saturating_add(bytes.len());
        let Some(room) = self.buffer.get_mut(self.used..end) else { return false };
        room.copy_from_slice(bytes);
        self.used = end;
        true
    }

    fn hand_on(&mut self) -> fmt::Result {
        let collected = self.buffer.get(..self.used).unwrap_or_default();
        // Only whole characters were put in.
        let text = str::from_utf8(collected).map_err(|_| fmt::Error)?;
        self.used = 0;
        self.out.write_str(text)
    }
}

impl Write for Line<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.put(text.as_bytes()) {
            return Ok(());
        }
        self.hand_on()?;
        if self.put(text.as_bytes()) { Ok(()) } else { self.out.write_str(text) }
    }
}
