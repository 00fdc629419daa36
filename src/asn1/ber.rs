//! BER (X.690 §8): indefinite lengths, segmented strings, lengths in more octets than needed.
//!
//! BER is not converted, so that every value keeps its original bytes and offset. One pass finds the
//! ends of all values of indefinite length; with them the same [`Reader`] reads BER and DER.

use super::tlv::{Reader, Tlv};
use crate::{
    asn1::{
        error::ParseError,
        header::Header,
        index::{Extent, Index},
    },
    budget::Budget,
    error::{
        Error, Path,
        asn1::{
            BAD_LENGTH, INDEFINITE_LENGTH, LENGTH_TOO_LARGE, NON_MINIMAL_LENGTH, TOO_LONG,
            TRUNCATED, UNCLOSED,
        },
    },
    limits::Exceeded,
    note::NoteCode,
    notes::Notes,
    secret::{Bytes, Scratch},
    tag::Tag,
};
use alloc::vec::Vec;

/// Reads a container that is DER or BER. Holds the [`Index`] of a BER container, and is empty for DER.
///
/// The values read borrow from it and from the bytes.
#[derive(Default)]
pub(crate) struct BerOrDer(Index);

impl BerOrDer {
    /// Reads `bytes` as DER, and again as BER if DER forbids a length in them. `production` may run
    /// twice, so it must be free of side effects.
    ///
    /// Fixture: NSS's `pk12util` and Microsoft's `.p7b` write indefinite lengths at every level.
    pub(crate) fn read<'a, T>(
        &'a mut self,
        bytes: &'a [u8],
        budget: &mut Budget,
        notes: &mut Notes,
        path: &Path<'_>,
        production: impl Fn(Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<T, Error> {
        match production(Reader::new(bytes)) {
            Err(fault) if is_ber(&fault) => {}
            read => return read.map_err(|fault| fault.at(path)),
        }
        notes.add_once(NoteCode::BerEncoding, path);
        self.read_ber(bytes, budget, path, production)
    }

    /// Reads `bytes`, which are known not to be DER.
    pub(crate) fn read_ber<'a, T>(
        &'a mut self,
        bytes: &'a [u8],
        budget: &mut Budget,
        path: &Path<'_>,
        production: impl Fn(Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<T, Error> {
        self.0 = Index::of(bytes, budget).map_err(|failure| failure.at(path))?;
        production(Reader::ber(bytes, &self.0)).map_err(|fault| fault.at(path))
    }
}

/// Whether this error is a length that BER allows and DER forbids.
pub(crate) fn is_ber(fault: &ParseError) -> bool {
    [&raw const INDEFINITE_LENGTH, &raw const NON_MINIMAL_LENGTH]
        .into_iter()
        .any(|cause| core::ptr::eq(fault.cause, cause))
}

/// The next value of a string type, primitive or in segments (X.690 §8.7).
pub(crate) fn string<'a>(reader: &mut Reader<'a>, tag: Tag) -> Result<Tlv<'a>, ParseError> {
    match reader.peek() {
        Some(found) if found == tag || found == tag.constructed() => reader.any(),
        _ => Err(reader.unexpected(tag)),
    }
}

/// The octets of a string that was read by its own tag, universal or `[n] IMPLICIT`: borrowed if
/// they are contiguous, else gathered from its segments, which may have segments themselves.
///
/// Segments are OCTET STRINGs, whatever the tag of the whole is (X.690 §8.14.4).
pub(crate) fn octets<'a>(
    string: &Tlv<'a>,
    budget: &mut Budget,
    notes: &mut Notes,
    path: &Path<'_>,
) -> Result<Bytes<'a>, Error> {
    if !string.tag().is_constructed() {
        return Ok(Bytes::Borrowed(string.value()));
    }
    notes.add_once(NoteCode::BerEncoding, path);
    let gathered = match gather(string.reader(), budget) {
        Err(IndexError::Malformed(fault)) if is_ber(&fault) => gather_unindexed(string, budget),
        gathered => gathered,
    };
    gathered.map_err(|failure| failure.at(path))
}

fn gather<'a>(string: Reader<'a>, budget: &mut Budget) -> Result<Bytes<'a>, IndexError> {
    let mut length = 0_usize;
    let mut pieces = 0_usize;
    let mut last: &[u8] = &[];
    segments(string, budget, |segment| {
        length = length.saturating_add(segment.len());
        pieces = pieces.saturating_add(1);
        last = segment;
    })?;
    if pieces <= 1 {
        return Ok(Bytes::Borrowed(last));
    }
    budget.memory(length)?;
    let mut whole = Scratch::with_capacity(length);
    let mut fits = true;
    segments(string, budget, |segment| fits &= whole.extend(segment))?;
    debug_assert!(fits, "the same segments were measured before");
    Ok(Bytes::Owned(whole))
}

/// Gathers a string whose segments have lengths that only BER allows, inside a container that was
/// read as DER.
fn gather_unindexed<'a>(string: &Tlv<'a>, budget: &mut Budget) -> Result<Bytes<'a>, IndexError> {
    let shifted = |fault: ParseError| fault.offset_by(string.offset);
    let index = Index::of(string.bytes(), budget).map_err(|failure| failure.map(shifted))?;
    let value = Reader::ber(string.bytes(), &index).any().map_err(shifted)?;
    match gather(value.reader(), budget).map_err(|failure| failure.map(shifted))? {
        Bytes::Owned(whole) => Ok(Bytes::Owned(whole)),
        Bytes::Borrowed(piece) => {
            budget.memory(piece.len())?;
            Ok(Bytes::Owned(Scratch::copy_of(piece)))
        }
    }
}

/// Passes every primitive segment to `each`, in order and without recursion.
fn segments<'a>(
    mut reader: Reader<'a>,
    budget: &Budget,
    mut each: impl FnMut(&'a [u8]),
) -> Result<(), IndexError> {
    let mut outer: Vec<Reader<'a>> = Vec::new();
    loop {
        if reader.is_empty() {
            match outer.pop() {
                Some(before) => reader = before,
                None => return Ok(()),
            }
            continue;
        }
        let segment = self::string(&mut reader, Tag::OCTET_STRING)?;
        if !segment.tag().is_constructed() {
            each(segment.value());
            continue;
        }
        budget.nesting(outer.len().saturating_add(2))?;
        outer.push(reader);
        reader = segment.reader();
    }
}

/// An error of building an index or of gathering segments.
#[derive(Debug)]
enum IndexError {
    Malformed(ParseError),
    Exceeded(Exceeded),
}

impl From<ParseError> for IndexError {
    fn from(fault: ParseError) -> Self {
        IndexError::Malformed(fault)
    }
}

impl From<Exceeded> for IndexError {
    fn from(exceeded: Exceeded) -> Self {
        IndexError::Exceeded(exceeded)
    }
}

impl IndexError {
    fn map(self, change: impl FnOnce(ParseError) -> ParseError) -> Self {
        match self {
            IndexError::Malformed(fault) => IndexError::Malformed(change(fault)),
            exceeded => exceeded,
        }
    }

    fn at(self, path: &Path<'_>) -> Error {
        match self {
            IndexError::Malformed(fault) => fault.at(path),
            IndexError::Exceeded(exceeded) => exceeded.at(path),
        }
    }
}

impl Index {
    /// The index of the value that `bytes` begin with.
    fn of(bytes: &[u8], budget: &mut Budget) -> Result<Index, IndexError> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(ParseError::new(&TOO_LONG, 0).into());
        }
        let mut walk = Walk { bytes, at: 0, open: Vec::new(), values: Vec::new() };
        walk.run(budget)?;
        Ok(Index { values: walk.values, complete: true })
    }
}

/// The pass that makes an [`Index`]. It enters every constructed value and only moves forward.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<Frame>,
    values: Vec<Extent>,
}

/// A constructed value that the walk has entered.
struct Frame {
    /// Its end, or the end of the enclosing value if its length is indefinite.
    end: usize,
    /// Its position in the index, if its length is indefinite.
    value: Option<usize>,
}

impl Walk<'_> {
    fn run(&mut self, budget: &mut Budget) -> Result<(), IndexError> {
        let end = self.bytes.len();
        self.enter(end, budget)?;
        while let Some(frame) = self.open.last() {
            let (end, value) = (frame.end, frame.value);
            if value.is_none() && self.at >= end {
                self.open.pop();
                continue;
            }
            match value.filter(|_| self.at_end_of_contents(end)) {
                Some(value) => self.close(value),
                None => match self.enter(end, budget) {
                    Err(IndexError::Malformed(fault)) => self.abandon(fault)?,
                    entered => entered?,
                },
            }
        }
        Ok(())
    }

    /// X.690 §8.1.5
    fn at_end_of_contents(&self, end: usize) -> bool {
        self.bytes.get(self.at..end).is_some_and(|rest| rest.starts_with(&[0, 0]))
    }

    fn close(&mut self, value: usize) {
        self.at = self.at.saturating_add(2);
        if let (Some(extent), Ok(end)) = (self.values.get_mut(value), u32::try_from(self.at)) {
            extent.end = end;
        }
        self.open.pop();
    }

    /// Skips the next value, or enters it if it is constructed.
    fn enter(&mut self, end: usize, budget: &mut Budget) -> Result<(), IndexError> {
        let fault = |cause| ParseError::new(cause, self.at);
        let rest = self.bytes.get(self.at..end).unwrap_or_default();
        let header = Header::read(rest).map_err(|cause| match rest {
            [] => fault(&UNCLOSED),
            _ => fault(cause),
        })?;
        let constructed = rest.first().is_some_and(|first| Tag(*first).is_constructed());
        let content = self.at.saturating_add(usize::from(header.octets));
        let depth = self.open.len().saturating_add(1);
        let Some(length) = header.length else {
            if !constructed {
                return Err(fault(&BAD_LENGTH).into());
            }
            budget.nesting(depth)?;
            let value = self.record(budget)?;
            self.at = content;
            self.open.push(Frame { end, value: Some(value) });
            return Ok(());
        };
        let last = content.saturating_add(length);
        if last > end {
            let cause = if self.at == 0 { &TRUNCATED } else { &LENGTH_TOO_LARGE };
            return Err(fault(cause).into());
        }
        // Definite-length values below the nesting limit are skipped, not indexed.
        if constructed && budget.nesting(depth).is_ok() {
            self.at = content;
            self.open.push(Frame { end: last, value: None });
        } else {
            self.at = last;
        }
        Ok(())
    }

    /// Adds the value that begins here to the index.
    fn record(&mut self, budget: &mut Budget) -> Result<usize, IndexError> {
        let value = self.values.len();
        if value == self.values.capacity() {
            let more = value.max(16);
            budget.memory(more.saturating_mul(size_of::<Extent>()))?;
            self.values.reserve_exact(more);
        }
        let start = u32::try_from(self.at).map_err(|_| ParseError::new(&TOO_LONG, self.at))?;
        self.values.push(Extent { start, end: 0 });
        Ok(value)
    }

    /// Leaves the smallest enclosing value of definite length. If the malformed value in it matters,
    /// the reader that meets it reports it.
    fn abandon(&mut self, fault: ParseError) -> Result<(), IndexError> {
        while let Some(frame) = self.open.pop() {
            if frame.value.is_none() {
                self.at = frame.end;
                return Ok(());
            }
        }
        Err(fault.into())
    }
}

#[cfg(test)]
mod tests;
