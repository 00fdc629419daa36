//! Certificates sorted by some of their bytes, so that nothing is searched pair by pair.

use super::matching::{repeats, sorted};
use crate::x509::Certificate;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Positions in a list of certificates, sorted by the bytes that `of` picks, then by position.
pub(super) struct Index<'a> {
    certificates: &'a [Certificate],
    of: fn(&Certificate) -> &[u8],
    sorted: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    tail: u64,
    position: usize,
}

impl<'a> Index<'a> {
    pub(super) fn new(certificates: &'a [Certificate], of: fn(&Certificate) -> &[u8]) -> Self {
        let entry = |(position, certificate)| Entry { tail: tail(of(certificate)), position };
        let mut sorted: Vec<Entry> = certificates.iter().enumerate().map(entry).collect();
        let bytes = |entry: &Entry| certificates.get(entry.position).map(of).unwrap_or_default();
        sorted.sort_unstable_by(|a, b| {
            let by_tail = a.tail.cmp(&b.tail);
            by_tail.then_with(|| bytes(a).cmp(bytes(b))).then(a.position.cmp(&b.position))
        });
        Index { certificates, of, sorted }
    }

    /// Where the certificates with these bytes begin and end in the sorted order.
    pub(super) fn run(&self, bytes: &[u8]) -> (usize, usize) {
        let tail = tail(bytes);
        let compare = |entry: &Entry| {
            entry.tail.cmp(&tail).then_with(|| self.bytes(entry.position).cmp(bytes))
        };
        let start = self.sorted.partition_point(|entry| compare(entry) == Ordering::Less);
        let rest = self.sorted.get(start..).unwrap_or_default();
        let length = rest.partition_point(|entry| compare(entry) == Ordering::Equal);
        (start, start.saturating_add(length))
    }

    /// The positions of the certificates with these bytes, in file order.
    pub(super) fn positions(&self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        let (start, end) = self.run(bytes);
        self.sorted.get(start..end).unwrap_or_default().iter().map(|entry| entry.position)
    }

    fn bytes(&self, position: usize) -> &'a [u8] {
        self.certificates.get(position).map(self.of).unwrap_or_default()
    }
}

/// The last eight bytes, or all: of a certificate they are random, of a name they tell most.
fn tail(bytes: &[u8]) -> u64 {
    match bytes.last_chunk::<8>() {
        Some(tail) => u64::from_be_bytes(*tail),
        None => bytes.iter().fold(0, |tail, byte| (tail << 8) | u64::from(*byte)),
    }
}

/// The positions of certificates that stood in the list before, in ascending order. Mostly there
/// are none, and their ends and serial numbers alone show it.
#[inline]
pub(super) fn repeated(certificates: &[Certificate]) -> Vec<usize> {
    match certificates {
        [] | [_] => Vec::new(),
        [one, other] if one == other => alloc::vec![1],
        [_, _] => Vec::new(),
        several => repeated_among(several),
    }
}

fn repeated_among(certificates: &[Certificate]) -> Vec<usize> {
    let mut marks: Vec<u64> = certificates.iter().map(mark).collect();
    marks.sort_unstable();
    if marks.is_sorted_by(|one, other| one < other) {
        return Vec::new();
    }
    drop(marks);
    let marked = sorted(certificates.iter().map(|one| Some(mark(one))));
    let der = |position: usize| certificates.get(position).map(Certificate::as_der);
    let mut again = Vec::new();
    for alike in marked.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        // Mostly copies of one, which are sorted as they stand.
        let copies = sorted(alike.iter().map(|(_, position)| der(*position)));
        again.extend(repeats(&copies).filter_map(|copy| alike.get(copy)).map(|(_, at)| *at));
    }
    again.sort_unstable();
    again
}

/// What tells most certificates apart, of few of their octets.
fn mark(certificate: &Certificate) -> u64 {
    tail(certificate.as_der()) ^ tail(certificate.serial()).rotate_left(32)
}
