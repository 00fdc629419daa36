//! Buffered output of one line.

use core::{
    fmt::{self, Write},
    str,
};

/// Collects small pieces, so that the output is called rarely: a `String` then grows once and not
/// for every piece.
pub(crate) struct Line<'a> {
    out: &'a mut dyn Write,
    buffer: [u8; 256],
    used: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Line { out, buffer: [0; 256], used: 0 }
    }

    /// Writes what is still buffered. Without this call the end of the line is lost.
    pub(super) fn finish(mut self) -> fmt::Result {
        self.flush()
    }

    /// Writes bytes that the caller knows to be ASCII.
    #[inline]
    pub(super) fn write_ascii(&mut self, ascii: &[u8]) -> fmt::Result {
        if self.put(ascii) {
            return Ok(());
        }
        self.flush()?;
        for piece in ascii.chunks(self.buffer.len()) {
            if !self.put(piece) {
                self.flush()?;
                self.put(piece);
            }
        }
        Ok(())
    }

    /// Buffers `bytes` if there is room.
    #[inline]
    fn put(&mut self, bytes: &[u8]) -> bool {
        let end = self.used.saturating_add(bytes.len());
        let Some(room) = self.buffer.get_mut(self.used..end) else { return false };
        room.copy_from_slice(bytes);
        self.used = end;
        true
    }

    fn flush(&mut self) -> fmt::Result {
        let buffered = self.buffer.get(..self.used).unwrap_or_default();
        // The buffer holds whole characters only.
        let text = str::from_utf8(buffered).map_err(|_| fmt::Error)?;
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
        self.flush()?;
        if self.put(text.as_bytes()) { Ok(()) } else { self.out.write_str(text) }
    }
}
