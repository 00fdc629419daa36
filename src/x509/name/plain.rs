//! The usual Name (RFC 5280 §4.1.2.4) as text: one attribute in each RDN, of a type in X.520, with a
//! value in printable ASCII.
//!
//! RDNs are printed last first but can only be read forwards, so the line is written from its end.
//! It is written in blocks of a fixed size, which take a few moves where a copy of any length is a
//! call. The excess of a block lies before the text and is overwritten.

use crate::{
    tag::Tag,
    x509::name::{
        attribute_type::{self, BLOCK, Block},
        text::is_special,
    },
};
use core::str;

/// The longest line, and room for one block before it.
const ROOM: usize = 240 + BLOCK;

/// Aligned, so that the check for UTF-8 reads words and not bytes.
#[repr(align(16))]
pub(crate) struct PlainLine([u8; ROOM]);

impl PlainLine {
    pub(crate) const fn new() -> Self {
        PlainLine([0; ROOM])
    }

    /// The text of these RDNs, the content of a Name; `None` if anything in them is unusual.
    pub(super) fn write(&mut self, rdns: &[u8]) -> Option<&str> {
        let mut start = ROOM;
        let mut at = 0;
        while let Some(rdn) = rdns.get(at..).filter(|rest| !rest.is_empty()) {
            let attribute = single(rdn)?;
            at = at.checked_add(attribute.length)?;
            start = self.prepend_value(start, rdns.get(..at)?, attribute.value)?;
            start = self.prepend(start, attribute_type::block(attribute.oid)?)?;
        }
        if at == 0 {
            return Some("");
        }
        // The separator before the first attribute.
        start = start.checked_add(2)?;
        // The excess of blocks, which may not be UTF-8.
        *self.0.get_mut(..start)?.last_chunk_mut::<BLOCK>()? = [0; BLOCK];
        let skipped = start % BLOCK;
        let line = self.0.get(start.checked_sub(skipped)?..)?;
        str::from_utf8(line).ok()?.get(skipped..)
    }

    /// Writes `block` before the line, which begins at `start`, and returns the new start, as the
    /// methods below do.
    #[inline]
    fn prepend(&mut self, start: usize, block: &Block) -> Option<usize> {
        *self.0.get_mut(..start)?.last_chunk_mut()? = block.bytes;
        start.checked_sub(usize::from(block.length))
    }

    /// Writes the last `length` bytes of `source` before the line.
    #[inline]
    fn prepend_value(&mut self, start: usize, source: &[u8], length: usize) -> Option<usize> {
        if length == 0 {
            return Some(start);
        }
        let value = source.get(source.len().checked_sub(length)?..)?;
        if matches!(value, [b' ' | b'#', ..] | [.., b' ']) {
            return None;
        }
        let (mut source, mut end, mut left) = (source, start, length);
        // Near the start of a name there may be less than a block before the value.
        while let Some((before, block)) = source.split_last_chunk() {
            if !is_plain(block, left) {
                break;
            }
            *self.0.get_mut(..end)?.last_chunk_mut()? = *block;
            if left <= BLOCK {
                return start.checked_sub(length);
            }
            (source, end, left) = (before, end.checked_sub(BLOCK)?, left.checked_sub(BLOCK)?);
        }
        self.prepend_escaped(start, value)
    }

    /// Writes a value byte by byte: one with characters to escape, as in `Example, Inc.`, or one near
    /// the start of the name.
    fn prepend_escaped(&mut self, mut start: usize, value: &[u8]) -> Option<usize> {
        for byte in value.iter().rev() {
            if !matches!(byte, b' '..=b'~') {
                return None;
            }
            start = self.prepend_byte(start, *byte)?;
            if is_special(*byte) {
                start = self.prepend_byte(start, b'\\')?;
            }
        }
        Some(start)
    }

    #[inline]
    fn prepend_byte(&mut self, start: usize, byte: u8) -> Option<usize> {
        let start = start.checked_sub(1).filter(|start| *start >= BLOCK)?;
        *self.0.get_mut(start)? = byte;
        Some(start)
    }
}

/// One attribute, alone in its RDN.
struct Single<'a> {
    /// Lengths of the whole RDN and of the value at its end.
    length: usize,
    value: usize,
    oid: &'a [u8],
}

/// The RDN that `bytes` begin with, if it is SET { SEQUENCE { OBJECT IDENTIFIER, string } } with
/// lengths of one octet and a string type that encodes ASCII characters in one octet each.
#[inline]
fn single(bytes: &[u8]) -> Option<Single<'_>> {
    let [0x31, set @ 0..=0x7f, 0x30, sequence, 0x06, oid_length, rest @ ..] = bytes else {
        return None;
    };
    let (oid, rest) = rest.split_at_checked(usize::from(*oid_length))?;
    let [tag, value @ 0..=0x7f, content @ ..] = rest else { return None };
    let is_single_byte = matches!(
        Tag(*tag),
        Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING | Tag::T61_STRING
    );
    // Each is at most 255, so no sum is too large.
    let value = usize::from(*value);
    let inner = usize::from(*oid_length).wrapping_add(value).wrapping_add(4);
    let length = usize::from(*set).wrapping_add(2);
    let fits = inner == usize::from(*sequence) && inner.wrapping_add(4) == length;
    if !is_single_byte || !fits || content.len() < value {
        return None;
    }
    Some(Single { length, value, oid })
}

/// Whether the last `length` bytes of `block` are printable ASCII that RFC 4514 §2.4 does not escape.
/// All bytes are tested in the same way, without branches.
#[inline]
fn is_plain(block: &[u8; BLOCK], length: usize) -> bool {
    let skipped = u8::try_from(BLOCK.saturating_sub(length)).unwrap_or(0);
    let mut odd = 0;
    for (byte, position) in block.iter().zip(&POSITIONS) {
        let shows = byte.wrapping_sub(b' ') <= b'~' - b' ';
        odd |= u8::from(!shows | is_special(*byte)) & u8::from(*position >= skipped);
    }
    odd == 0
}

const POSITIONS: [u8; BLOCK] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
