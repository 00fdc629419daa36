//! The values of a document: decoded and joined into the content that is read instead of it.

use super::{
    bytes,
    decoded::{Attempt, Broken, Decoded},
    exclusive::check_values,
    java_properties::property,
    literal::{Escapes, unescape},
    names::Names,
    value::{Encoding, Heads, Kind, Value, Walk, is_damaged_key},
};
use crate::{
    asn1::tlv::Reader,
    error::text::{INVALID_VALUE, OTHER_ENCODING, SAME_NAME, SEVERAL_FORMATS, SPACES_FOR_PLUS},
    secret::{Bytes, Scratch},
    text::{lost_plus::lost_plus, repair::Codes, stray::stray_material},
};
use alloc::vec::Vec;

/// Returns what the values in `text` are together, without decoding more than their first bytes.
pub(super) fn kind(text: &[u8], walk: Walk) -> Option<Kind> {
    let mut heads = Heads::new();
    let mut found: Option<Kind> = None;
    let mut is_certain = true;
    walk(text, &mut |value| {
        let next = heads.kind(value);
        is_certain &= next.is_some() || memchr::memchr(b'\\', value.text).is_none();
        if let Some(next) = next {
            let together = found.map_or(Some(next), |found| found.and(next));
            is_certain &= together.is_some();
            found = together.or(found);
        }
    })?;
    found.filter(|_| is_certain)
}

/// Decodes the values in `text` that are certificate material, all of them or none.
pub(super) fn decode(text: &[u8], walk: Walk) -> Attempt {
    let mut heads = Heads::new();
    let mut count: usize = 0;
    let is_document = walk(text, &mut |value| {
        let may_be = memchr::memchr(b'\\', value.text).is_some() || heads.kind(value).is_some();
        count = count.saturating_add(usize::from(may_be));
    });
    if is_document.is_none() || count == 0 {
        return Ok(None);
    }
    let mut values = Values::with_room(text, count);
    let mut result = Ok(());
    let _is_document = walk(text, &mut |value| {
        if result.is_ok() {
            result = values.add(value);
        }
    });
    result?;
    check_names(text, walk, &mut values.names)?;
    values.finish()
}

/// Fails if the name of a value that was read occurs twice.
fn check_names(text: &[u8], walk: Walk, names: &mut Names<'_>) -> Result<(), Broken> {
    names.sort();
    let mut repeated = None;
    let _is_document = walk(text, &mut |value| {
        if repeated.is_none() {
            repeated = value.name.filter(|name| names.is_repeated(*name));
        }
    });
    match repeated {
        Some(name) => Err(Broken { cause: &SAME_NAME, offset: name.offset }),
        None => Ok(()),
    }
}

/// Decodes the values in `text` if each of them is certificate material.
pub(super) fn decode_list(text: &[u8], walk: Walk) -> Attempt {
    let mut heads = Heads::new();
    let mut all = true;
    let is_list = walk(text, &mut |value| all = all && heads.kind(value).is_some()).is_some();
    if is_list && all { decode(text, walk) } else { Ok(None) }
}

/// The decoded values so far.
struct Values<'a> {
    document: &'a [u8],
    /// Up to where the document is read.
    read: usize,
    names: Names<'a>,
    heads: Heads,
    joined: Scratch,
    /// Keys are read only after certificates.
    key: Option<Scratch>,
    kind: Option<Kind>,
    /// Their offsets in the document.
    offsets: Vec<usize>,
    /// Offset of the first value that is not a sequence of complete structures.
    uneven: Option<usize>,
    codes: Codes,
}

impl<'a> Values<'a> {
    /// Creates the buffer for at most `most` values of a document. Each value is shorter than its
    /// encoding, and its name or quotes leave room for a line end.
    fn with_room(document: &'a [u8], most: usize) -> Values<'a> {
        Values {
            document,
            read: 0,
            names: Names::with_room(most),
            heads: Heads::new(),
            joined: Scratch::with_capacity(document.len().saturating_add(1)),
            key: None,
            kind: None,
            offsets: Vec::new(),
            uneven: None,
            codes: Codes::default(),
        }
    }

    /// Adds a value if it is certificate material.
    fn add(&mut self, value: Value<'a>) -> Result<(), Broken> {
        let offset = value.offset;
        let text = match plain(value) {
            Some(text) => text,
            None if self.heads.kind(value).is_none() => return Ok(()),
            None => return Err(Broken { cause: &INVALID_VALUE, offset }),
        };
        let invalid = || match lost_plus(&text) {
            Some(_) if value.encoding != Encoding::Hex => {
                Broken { cause: &SPACES_FOR_PLUS, offset }
            }
            _ => Broken { cause: &INVALID_VALUE, offset },
        };
        let Some(next) = self.heads.kind(Value { text: &text, ..value }) else {
            return if is_damaged_key(&text) { Err(invalid()) } else { Ok(()) };
        };
        self.pass_over(offset, value.text.len())?;
        self.names.add(value.name);
        let together = self.kind.map_or(Some(next), |kind| kind.and(next));
        self.kind = Some(together.ok_or(Broken { cause: &SEVERAL_FORMATS, offset })?);
        let decoded = match value.encoding {
            Encoding::Hex => bytes::hex(&text).map(Decoded::from),
            _ => bytes::decode(&text, None).ok(),
        };
        let Decoded { bytes: decoded, codes } = decoded.ok_or_else(invalid)?;
        self.codes.add(codes);
        self.offsets.push(offset);
        if next != Kind::Pem && !is_whole(&decoded) {
            self.uneven.get_or_insert(offset);
        }
        if next == Kind::Key {
            self.key = Some(decoded);
        } else {
            self.push(&decoded, next == Kind::Pem);
        }
        Ok(())
    }

    /// Fails if there is certificate material between the last value and the one of this length at
    /// `offset`: it is in an encoding that this document does not have.
    fn pass_over(&mut self, offset: usize, length: usize) -> Result<(), Broken> {
        let between = self.document.get(self.read..offset).unwrap_or_default();
        if let Some(at) = stray_material(between) {
            let offset = self.read.saturating_add(at);
            return Err(Broken { cause: &OTHER_ENCODING, offset });
        }
        self.read = offset.saturating_add(length);
        Ok(())
    }

    /// Appends a value. Text begins on a new line.
    fn push(&mut self, bytes: &[u8], is_text: bool) {
        let line_end: &[u8] = match self.joined.last() {
            Some(last) if is_text && *last != b'\n' => b"\n",
            _ => b"",
        };
        let fits = self.joined.extend(line_end) && self.joined.extend(bytes);
        debug_assert!(fits);
    }

    /// Returns the values, if there are any. Bytes between two structures are rejected, because they
    /// would hide the second one.
    fn finish(mut self) -> Attempt {
        if self.kind.is_some() {
            self.pass_over(self.document.len(), 0)?;
            check_values(self.document, &self.offsets)?;
        }
        if let Some(offset) = self.uneven.filter(|_| self.offsets.len() > 1) {
            return Err(Broken { cause: &INVALID_VALUE, offset });
        }
        if let Some(key) = self.key.take() {
            self.push(&key, false);
        }
        Ok(self.kind.map(|_| Decoded { bytes: self.joined, codes: self.codes }))
    }
}

/// Returns the text of a value without escapes; `None` if one of them is unknown.
fn plain(value: Value<'_>) -> Option<Bytes<'_>> {
    match memchr::memchr(b'\\', value.text) {
        _ if value.encoding == Encoding::Properties => property(value.text),
        None => Some(Bytes::Borrowed(value.text)),
        Some(_) => unescape(value.text, Escapes::Program).map(|(plain, _)| Bytes::Owned(plain)),
    }
}

/// Returns whether these are complete structures without bytes between them.
fn is_whole(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    while !reader.is_empty() {
        if reader.any().is_err() {
            return false;
        }
    }
    true
}
