//! Facts of a whole array, on one or several threads.

use super::{
    builder::{Builder, append},
    fact::Fact,
    row::Reader,
    rows::octets,
};
use crate::input::Options;
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::{DataType, Field, Fields};
use std::{
    ops::Range,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Which facts, and how the result is shaped.
#[derive(Clone)]
pub(crate) enum Wanted {
    /// A column of this fact.
    One(Fact),
    /// A struct with these facts.
    Table(Vec<Fact>),
}

impl Wanted {
    fn facts(&self) -> &[Fact] {
        match self {
            Wanted::One(fact) => std::slice::from_ref(fact),
            Wanted::Table(facts) => facts,
        }
    }

    /// The field of the result.
    pub(crate) fn field(&self) -> Field {
        match self {
            Wanted::One(fact) => Field::new(fact.name(), fact.data_type(), true),
            // A table has no nulls of its own: those are in its columns.
            Wanted::Table(facts) => Field::new("", DataType::Struct(fields(facts)), false),
        }
    }
}

fn fields(facts: &[Fact]) -> Fields {
    facts.iter().map(|fact| Field::new(fact.name(), fact.data_type(), true)).collect()
}

/// Octets of input for one array of output. The text of a name is at most a few times longer than its
/// encoding, so that 32-bit offsets suffice.
const CHUNK_OCTETS: usize = 256 << 20;

/// Rows below which a second thread costs more than it gains.
const ROWS_FOR_THREADS: usize = 512;

/// Pieces for each thread, because rows take different times.
const PIECES: usize = 16;

/// The facts of each row, in one array or several.
pub(crate) fn compute(
    array: &dyn Array,
    wanted: &Wanted,
    options: &Options,
    threads: usize,
) -> Result<Vec<ArrayRef>, String> {
    let rows = octets(array)?;
    let is_small = threads == 1 || rows.len() < ROWS_FOR_THREADS;
    let most = if is_small { usize::MAX } else { rows.len().div_ceil(threads * PIECES) };
    let pieces = pieces(&rows, most);
    let piece = |range: &Range<usize>| facts_of(&rows[range.clone()], wanted, options);
    if is_small || pieces.len() == 1 {
        return Ok(pieces.iter().map(piece).collect());
    }
    Ok(on_threads(&pieces, threads, &piece))
}

/// Ranges of at most `most` rows and of about [`CHUNK_OCTETS`]. At least one, even if it is empty.
fn pieces(rows: &[Option<&[u8]>], most: usize) -> Vec<Range<usize>> {
    let (mut ranges, mut start, mut octets) = (Vec::new(), 0, 0);
    for (at, row) in rows.iter().enumerate() {
        let length = row.map_or(0, <[u8]>::len);
        if at - start == most || (at > start && octets + length > CHUNK_OCTETS) {
            ranges.push(start..at);
            (start, octets) = (at, 0);
        }
        octets += length;
    }
    ranges.push(start..rows.len());
    ranges
}

fn on_threads(
    pieces: &[Range<usize>],
    threads: usize,
    piece: &(impl Fn(&Range<usize>) -> ArrayRef + Sync),
) -> Vec<ArrayRef> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(pieces.len())));
    thread::scope(|scope| {
        for _ in 0..threads.min(pieces.len()) {
            scope.spawn(|| {
                while let Some((at, range)) = take(pieces, &next) {
                    let facts = piece(range);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, facts));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, facts)| facts).collect()
}

fn take<'a>(pieces: &'a [Range<usize>], next: &AtomicUsize) -> Option<(usize, &'a Range<usize>)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    pieces.get(at).map(|range| (at, range))
}

fn facts_of(rows: &[Option<&[u8]>], wanted: &Wanted, options: &Options) -> ArrayRef {
    let facts = wanted.facts();
    let mut builders: Vec<(Fact, Builder)> =
        facts.iter().map(|fact| (*fact, Builder::new(*fact, rows.len()))).collect();
    let mut reader = Reader::new(options, facts.iter().any(|fact| fact.needs_copy()));
    for row in rows {
        match row {
            None => append(&mut builders, None),
            Some(octets) => reader.read(octets, |row| append(&mut builders, Some(row))),
        }
    }
    let mut arrays: Vec<ArrayRef> =
        builders.into_iter().map(|(_, builder)| builder.finish()).collect();
    match wanted {
        Wanted::One(_) => arrays.remove(0),
        Wanted::Table(facts) => Arc::new(StructArray::new(fields(facts), arrays, None)),
    }
}
