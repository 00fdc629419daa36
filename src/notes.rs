//! What was forgiven, skipped or seen on the way: a coded note for each.

use crate::{
    error::{Location, Path},
    note::{NoteClass, NoteCode},
};
use alloc::vec::Vec;
use core::fmt;

/// One leniency that was granted, or one thing worth knowing, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    code: NoteCode,
    location: Location,
}

impl Note {
    pub(crate) fn new(code: NoteCode, location: Location) -> Self {
        Note { code, location }
    }

    /// Which remark.
    #[must_use]
    pub fn code(&self) -> NoteCode {
        self.code
    }

    /// Of what class; the same as that of its code.
    #[must_use]
    pub fn class(&self) -> NoteClass {
        self.code.class()
    }

    fn is_refused_by_strict(&self) -> bool {
        matches!(self.class(), NoteClass::Repaired | NoteClass::Contradicted)
    }

    /// Where in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }
}

/// `place: what was seen`, one line, no byte of the input but known PEM labels.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(self.code.text())
    }
}

/// The notes of one parse, in the order they came up.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    all: Vec<Note>,
    /// Each code that is among them, once: so that asking does not take longer the more there are.
    codes: Vec<NoteCode>,
}

impl Notes {
    pub(crate) fn add(&mut self, code: NoteCode, path: &Path<'_>) {
        self.add_at(code, Location::of(path));
    }

    pub(crate) fn add_at(&mut self, code: NoteCode, location: Location) {
        self.all.push(Note::new(code, location));
        if !self.has(code) {
            self.codes.push(code);
        }
    }

    /// Only the first place of what would otherwise be said for every block.
    pub(crate) fn add_once(&mut self, code: NoteCode, path: &Path<'_>) {
        if !self.has(code) {
            self.add(code, path);
        }
    }

    pub(crate) fn has(&self, code: NoteCode) -> bool {
        self.codes.contains(&code)
    }

    /// The first one that `strict` refuses.
    pub(crate) fn first_refused_by_strict(&self) -> Option<&Note> {
        self.all.iter().find(|note| note.is_refused_by_strict())
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.all
    }
}
