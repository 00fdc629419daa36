//! Notes on leniencies, contradictions, skipped parts and observations.

use crate::{
    budget::Budget,
    error::{Location, Path},
    limits::Exceeded,
    note::{NoteClass, NoteCode},
};
use alloc::vec::Vec;
use core::fmt;

/// A leniency that was applied, or another observation, with its place.
///
/// ```
/// use anycert::NoteClass;
/// let pem = std::fs::read_to_string("testdata/certificate/example.pem")?;
/// let indented: String = pem.lines().map(|line| format!("  {line}\n")).collect();
/// let bundle = anycert::parse(&indented)?;
/// let note = &bundle.notes()[0];
/// assert_eq!((note.code().as_str(), note.class()), ("indented_block", NoteClass::Repaired));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    code: NoteCode,
    location: Location,
}

impl Note {
    pub(crate) fn new(code: NoteCode, location: Location) -> Self {
        Note { code, location }
    }

    /// The code, for programs to act on.
    #[must_use]
    pub fn code(&self) -> NoteCode {
        self.code
    }

    /// The class of the code.
    #[must_use]
    pub fn class(&self) -> NoteClass {
        self.code.class()
    }

    fn is_refused_by_strict(&self) -> bool {
        matches!(self.class(), NoteClass::Repaired | NoteClass::Contradicted)
    }

    /// The place in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }
}

/// Prints one line, `place: what was observed`, which contains no byte of the input except known
/// PEM labels.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(self.code.text())
    }
}

/// The notes of one parse, in the order in which they arose.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    all: Vec<Note>,
    /// Each code once, so that looking one up takes constant time.
    codes: Vec<NoteCode>,
    /// The memory of the notes that is not charged yet.
    unpaid: usize,
}

impl Notes {
    pub(crate) fn add(&mut self, code: NoteCode, path: &Path<'_>) {
        self.add_at(code, Location::of(path));
    }

    pub(crate) fn add_at(&mut self, code: NoteCode, location: Location) {
        if self.all.len() == self.all.capacity() {
            // Growth by half keeps the old and the new vector together below the charged memory.
            let more = (self.all.len() / 2).max(4);
            self.all.reserve_exact(more);
            let size = self.all.capacity().saturating_mul(size_of::<Note>());
            self.unpaid = self.unpaid.saturating_add(size);
        }
        self.unpaid = self.unpaid.saturating_add(location.memory());
        self.all.push(Note::new(code, location));
        if !self.has(code) {
            self.codes.push(code);
        }
    }

    /// Charges the memory of the notes added since the last call. Stages call it for every item
    /// that can leave notes.
    pub(crate) fn pay(&mut self, budget: &mut Budget) -> Result<(), Exceeded> {
        if self.unpaid > 0 {
            budget.memory(self.unpaid)?;
            self.unpaid = 0;
        }
        Ok(())
    }

    /// Adds a note unless one of this code exists: for what would otherwise repeat for every block.
    pub(crate) fn add_once(&mut self, code: NoteCode, path: &Path<'_>) {
        if !self.has(code) {
            self.add(code, path);
        }
    }

    pub(crate) fn has(&self, code: NoteCode) -> bool {
        self.codes.contains(&code)
    }

    /// The first note that `strict` refuses.
    pub(crate) fn first_refused_by_strict(&self) -> Option<&Note> {
        self.all.iter().find(|note| note.is_refused_by_strict())
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.all
    }
}
