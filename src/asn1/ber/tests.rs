//! BER against a recursive reading, and its limits.

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
    let read = gate.read(&[0x04, 1, 1], &mut budget, &mut notes, &Path::ROOT, |mut r| r.sequence());
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
