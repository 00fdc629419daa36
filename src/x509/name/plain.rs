//! The usual Name (RFC 5280 §4.1.2.4) as text: one attribute in each RDN, of a type in X.520, with a
//! value in printable ASCII, or in Latin letters with marks as UTF-8.
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

/// Two blocks: few values are longer, and where all others take one step the processor predicts it.
const WIDE: usize = 2 * BLOCK;

/// The longest line, and room for the largest step before it.
const ROOM: usize = 240 + WIDE;

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
            start = self.prepend_value(start, rdns.get(..at)?, &attribute)?;
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

    /// Writes the value of an attribute, with which `source` ends, before the line.
    #[inline]
    fn prepend_value(
        &mut self,
        start: usize,
        source: &[u8],
        attribute: &Single<'_>,
    ) -> Option<usize> {
        let length = attribute.value;
        if length == 0 {
            return Some(start);
        }
        let value = source.get(source.len().checked_sub(length)?..)?;
        if matches!(value, [b' ' | b'#', ..] | [.., b' ']) {
            return None;
        }
        // Near the start of a name there may be less than a step before the value.
        let written = match source.len() {
            WIDE.. => self.prepend_plain::<WIDE>(start, source, length),
            _ => self.prepend_plain::<BLOCK>(start, source, length),
        };
        if written.is_some() {
            return written;
        }
        if !(value.is_ascii() || attribute.is_utf8 && has_latin_letters(value)) {
            return None;
        }
        self.prepend_escaped(start, value)
    }

    /// Writes the last `length` bytes of `source` in steps of `STEP`, if none has to be escaped.
    #[inline]
    fn prepend_plain<const STEP: usize>(
        &mut self,
        start: usize,
        source: &[u8],
        length: usize,
    ) -> Option<usize> {
        let (mut source, mut end, mut left) = (source, start, length);
        while let Some((before, step)) = source.split_last_chunk::<STEP>()
            && is_plain(step, left)
        {
            *self.0.get_mut(..end)?.last_chunk_mut()? = *step;
            if left <= STEP {
                return start.checked_sub(length);
            }
            (source, end, left) = (before, end.checked_sub(STEP)?, left.checked_sub(STEP)?);
        }
        None
    }

    /// Writes a value byte by byte: one with characters to escape, as in `Example, Inc.`, with marks, or
    /// near the start of the name.
    fn prepend_escaped(&mut self, mut start: usize, value: &[u8]) -> Option<usize> {
        for byte in value.iter().rev() {
            if !matches!(byte, b' '..=b'~' | 0x80..) {
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
    /// The value is a UTF8String.
    is_utf8: bool,
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
    Some(Single { length, value, is_utf8: Tag(*tag) == Tag::UTF8_STRING, oid })
}

/// Whether this is UTF-8 with no characters beyond ASCII but the letters of Latin-1 and of Latin
/// Extended-A, none of which is ever escaped.
fn has_latin_letters(value: &[u8]) -> bool {
    let is_shown = |character: char| matches!(character, '\0'..='\x7f' | '\u{c0}'..='\u{17f}');
    str::from_utf8(value).is_ok_and(|text| text.chars().all(is_shown))
}

/// Whether the last `length` bytes of `step` are printable ASCII that RFC 4514 §2.4 does not escape.
/// All bytes are tested in the same way, without branches.
#[inline]
fn is_plain<const STEP: usize>(step: &[u8; STEP], length: usize) -> bool {
    let skipped = u8::try_from(STEP.saturating_sub(length)).unwrap_or(0);
    let mut odd = 0;
    for (byte, position) in step.iter().zip(&POSITIONS) {
        let shows = byte.wrapping_sub(b' ') <= b'~' - b' ';
        odd |= u8::from(!shows | is_special(*byte)) & u8::from(*position >= skipped);
    }
    odd == 0
}

const POSITIONS: [u8; WIDE] = {
    let mut positions = [0; WIDE];
    let mut rest = positions.as_mut_slice();
    let mut position = 0_u8;
    while let Some((entry, tail)) = rest.split_first_mut() {
        *entry = position;
        rest = tail;
        position = position.wrapping_add(1);
    }
    positions
};
