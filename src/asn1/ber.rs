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
    let behind = |fault: ParseError| fault.behind(string.offset);
    let index = Index::of(string.bytes(), budget).map_err(|failure| failure.map(behind))?;
    let value = Reader::ber(string.bytes(), &index).any().map_err(behind)?;
    match gather(value.reader(), budget).map_err(|failure| failure.map(behind))? {
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
mod tests {
    use super::*;
    use crate::{error::ErrorKind, limits::Limits};
    use alloc::vec;

    /// Pseudo-random numbers, the same in each run (Marsaglia's xorshift).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, most: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % most
        }
    }

    /// Writes one value and its content, in a form chosen at random.
    fn write(numbers: &mut Numbers, depth: u64, out: &mut Vec<u8>) {
        let mut content = Vec::new();
        let constructed = numbers.below(6) < depth;
        if constructed {
            for _ in 0..numbers.below(4) {
                write(numbers, depth - 1, &mut content);
            }
        } else {
            content.resize(usize::try_from(numbers.below(5)).unwrap(), 0);
        }
        let tags: &[u8] = if constructed { &[0x30, 0x31, 0x24, 0xa0] } else { &[0x04, 0x02, 0x80] };
        let count = u64::try_from(tags.len()).unwrap();
        out.push(tags[usize::try_from(numbers.below(count)).unwrap()]);
        match numbers.below(4) {
            0 | 1 if constructed => {
                out.push(0x80);
                out.extend(content);
                out.extend([0, 0]);
            }
            2 if content.len() < 0x80 => {
                out.extend([0x82, 0, u8::try_from(content.len()).unwrap()]);
                out.extend(content);
            }
            _ => {
                let length = u16::try_from(content.len()).unwrap().to_be_bytes();
                match content.len() {
                    0..0x80 => out.push(length[1]),
                    0x80..0x100 => out.extend([0x81, length[1]]),
                    _ => out.extend([0x82, length[0], length[1]]),
                }
                out.extend(content);
            }
        }
    }

    /// Start, content, end of content and end of every value, depth first.
    type Seen = Vec<[usize; 4]>;

    /// X.690 §8.1 read by recursion: the end of the value at `at`.
    fn naive(bytes: &[u8], at: usize, end: usize, seen: &mut Seen) -> Option<usize> {
        let header = Header::read(bytes.get(at..end)?).ok()?;
        let content = at + usize::from(header.octets);
        let constructed = bytes[at] & 0x20 != 0;
        let mine = seen.len();
        seen.push([at, content, 0, 0]);
        let mut next = content;
        let (inside, last) = match header.length {
            Some(length) => {
                let last = content.checked_add(length).filter(|last| *last <= end)?;
                while constructed && next < last {
                    next = naive(bytes, next, last, seen)?;
                }
                (last, last)
            }
            None if !constructed => return None,
            None => {
                while !bytes.get(next..end)?.starts_with(&[0, 0]) {
                    next = naive(bytes, next, end, seen)?;
                }
                (next, next + 2)
            }
        };
        seen[mine] = [at, content, inside, last];
        Some(last)
    }

    fn through_reader(reader: &mut Reader<'_>, seen: &mut Seen) -> Result<(), ParseError> {
        let value = reader.any()?;
        let content = value.value_offset();
        seen.push([value.offset, content, content + value.value().len(), value.end()]);
        let mut inner = value.reader();
        while value.tag().is_constructed() && !inner.is_empty() {
            through_reader(&mut inner, seen)?;
        }
        Ok(())
    }

    fn read_all(bytes: &[u8]) -> Result<Seen, Error> {
        let mut budget = Budget::new(Limits::DEFAULT.nesting(1000));
        let (mut gate, mut notes) = (BerOrDer::default(), Notes::default());
        gate.read(bytes, &mut budget, &mut notes, &Path::ROOT, |mut reader| {
            let mut seen = Seen::new();
            through_reader(&mut reader, &mut seen).map(|()| seen)
        })
    }

    fn naive_all(bytes: &[u8]) -> Option<Seen> {
        let mut seen = Seen::new();
        naive(bytes, 0, bytes.len(), &mut seen).map(|_| seen)
    }

    #[test]
    fn agrees_with_a_recursive_reading() {
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        let (mut sound, mut broken) = (0, 0);
        for _ in 0..3000 {
            let mut bytes = Vec::new();
            write(&mut numbers, 6, &mut bytes);
            assert_eq!(read_all(&bytes).ok(), naive_all(&bytes));
            for _ in 0..6 {
                let length = u64::try_from(bytes.len()).unwrap();
                let at = usize::try_from(numbers.below(length)).unwrap();
                let before = bytes[at];
                bytes[at] = [0x80, 0x00, 0x30, 0x24, 0x04, 0x02, 0x81]
                    [usize::try_from(numbers.below(7)).unwrap()];
                let expected = naive_all(&bytes);
                *(if expected.is_some() { &mut sound } else { &mut broken }) += 1;
                assert_eq!(read_all(&bytes).ok(), expected, "{bytes:02x?}");
                bytes[at] = before;
            }
        }
        assert!(sound > 1000 && broken > 1000, "{sound} {broken}");
    }

    fn gathered(bytes: &[u8], nesting: usize) -> Result<Vec<u8>, Error> {
        let mut budget = Budget::new(Limits::DEFAULT.nesting(nesting));
        let (mut gate, mut notes) = (BerOrDer::default(), Notes::default());
        let path = Path::ROOT;
        let value = gate.read(bytes, &mut budget, &mut notes, &path, |mut reader| {
            string(&mut reader, Tag::OCTET_STRING)
        })?;
        octets(&value, &mut budget, &mut notes, &path).map(|octets| octets.to_vec())
    }

    #[test]
    fn segments_of_every_form_are_gathered() {
        assert_eq!(gathered(&[0x04, 2, 1, 2], 32).unwrap(), [1, 2]);
        assert_eq!(gathered(&[0x24, 7, 4, 1, 1, 4, 2, 2, 3], 32).unwrap(), [1, 2, 3]);
        assert_eq!(gathered(&[0x24, 0x80, 4, 1, 1, 4, 1, 2, 0, 0], 32).unwrap(), [1, 2]);
        let nested = [0x24, 0x80, 0x24, 3, 4, 1, 1, 0x24, 0x80, 4, 1, 2, 4, 0, 0, 0, 4, 1, 3, 0, 0];
        assert_eq!(gathered(&nested, 32).unwrap(), [1, 2, 3]);
        assert!(gathered(&[0x24, 0x80, 0, 0], 32).unwrap().is_empty());
        assert!(gathered(&[0x24, 0], 32).unwrap().is_empty());
        let hidden = [0x24, 7, 0x24, 0x80, 4, 1, 1, 0, 0];
        assert_eq!(gathered(&hidden, 32).unwrap(), [1]);
        let hidden = [0x24, 10, 4, 1, 0, 0x24, 0x80, 4, 1, 1, 0, 0];
        assert_eq!(gathered(&hidden, 32).unwrap(), [0, 1]);
        let error = gathered(&[0x24, 0x80, 2, 1, 1, 0, 0], 32).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }

    #[test]
    fn contiguous_strings_are_borrowed() {
        let mut budget = Budget::new(Limits::DEFAULT.memory_bytes(0));
        for bytes in [&[0x04, 2, 1, 2][..], &[0x24, 4, 4, 2, 1, 2]] {
            let value = string(&mut Reader::new(bytes), Tag::OCTET_STRING).unwrap();
            let read = octets(&value, &mut budget, &mut Notes::default(), &Path::ROOT).unwrap();
            assert!(matches!(read, Bytes::Borrowed([1, 2])));
            assert_eq!(alloc::format!("{read:?}"), "Bytes(..)", "it may be a key");
        }
    }

    #[test]
    fn der_builds_no_index_and_leaves_no_note() {
        let mut budget = Budget::new(Limits::DEFAULT.memory_bytes(0));
        let (mut gate, mut notes) = (BerOrDer::default(), Notes::default());
        let read = gate.read(&[0x30, 0], &mut budget, &mut notes, &Path::ROOT, |mut reader| {
            reader.sequence().map(|inner| inner.is_empty())
        });
        assert!(read.unwrap());
        assert!(!gate.0.complete && !notes.has(NoteCode::BerEncoding));
    }

    #[test]
    fn other_errors_do_not_cause_a_second_reading() {
        let (mut gate, mut notes) = (BerOrDer::default(), Notes::default());
        let mut budget = Budget::new(Limits::DEFAULT);
        let read =
            gate.read(&[0x04, 1, 1], &mut budget, &mut notes, &Path::ROOT, |mut r| r.sequence());
        assert!(read.is_err());
        assert!(!gate.0.complete && !notes.has(NoteCode::BerEncoding));
    }

    #[test]
    fn only_constructed_values_are_indexed() {
        let index = |bytes: &[u8]| Index::of(bytes, &mut Budget::new(Limits::DEFAULT)).unwrap();
        let inside = [0x30, 0x80, 0x04, 4, 0x30, 0x80, 0, 0, 0, 0];
        assert_eq!(index(&inside).values.len(), 1);
        let inside = [0x30, 0x80, 0x24, 4, 0x30, 0x80, 0, 0, 0, 0];
        assert_eq!(index(&inside).values.len(), 2);
    }

    #[test]
    fn the_nesting_limit_applies_to_ber_only() {
        let deep = |levels: usize| {
            let mut bytes = [0x30, 0x80].repeat(levels);
            bytes.extend([0, 0].repeat(levels));
            bytes
        };
        let read = |bytes: &[u8], nesting| {
            let mut budget = Budget::new(Limits::DEFAULT.nesting(nesting));
            Index::of(bytes, &mut budget).map_err(|failure| failure.at(&Path::ROOT).kind()).err()
        };
        assert_eq!(read(&deep(32), 32), None);
        assert_eq!(read(&deep(33), 32), Some(ErrorKind::LimitExceeded));
        let mut der = vec![0x30, 0];
        for _ in 0..40 {
            let length = u8::try_from(der.len()).unwrap();
            der.splice(0..0, [0x30, length]);
        }
        assert_eq!(read(&der, 32), None);
        let strings = [0x24, 0x80].repeat(100_000);
        assert_eq!(gathered(&strings, 32).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert_eq!(gathered(&strings, 200_000).unwrap_err().kind(), ErrorKind::Malformed);
        let chunk = [0x24, 0x80, 0x24, 0x80, 4, 1, 1, 0, 0, 0, 0];
        assert_eq!(gathered(&chunk, 1).unwrap_err().kind(), ErrorKind::LimitExceeded);
    }

    #[test]
    fn missing_ends_are_reported() {
        let text = |bytes: &[u8]| read_all(bytes).map_err(|error| alloc::format!("{error}"));
        for bytes in [&[0x30, 0x80][..], &[0x30, 0x80, 0x02, 0x01, 0x01], &[0x30, 0x80, 0]] {
            assert!(text(bytes).is_err());
        }
        assert!(text(&[0x30, 0x80]).unwrap_err().starts_with(UNCLOSED.text));
        assert!(text(&[0x30, 2, 0x30, 0x80]).unwrap_err().starts_with(UNCLOSED.text));
        assert!(text(&[0x04, 0x80, 0, 0]).unwrap_err().starts_with(BAD_LENGTH.text));
        assert!(text(&[0x30, 0x82, 0, 5, 0]).unwrap_err().starts_with(TRUNCATED.text));
        assert!(text(&[0x30, 0x80, 4, 5, 0]).unwrap_err().starts_with(LENGTH_TOO_LARGE.text));
    }

    #[test]
    fn memory_is_charged_before_it_is_allocated() {
        let bytes = [0x30, 0x80].into_iter().chain([0x30, 0x80, 0, 0].repeat(1000)).chain([0, 0]);
        let bytes: Vec<u8> = bytes.collect();
        let mut budget = Budget::new(Limits::DEFAULT.memory_bytes(4096));
        assert!(matches!(Index::of(&bytes, &mut budget), Err(IndexError::Exceeded(_))));
        let mut budget = Budget::new(Limits::DEFAULT.memory_bytes(16 << 10));
        assert_eq!(Index::of(&bytes, &mut budget).unwrap().values.len(), 1001);
    }
}
