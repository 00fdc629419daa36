//! The class of a note.

use core::fmt;

/// What kind of remark a [`Note`] is. `strict` refuses the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteClass {
    /// The input broke a rule of its format and was read all the same.
    Repaired,
    /// Two things in the input, or what the caller said of it, do not agree.
    Contradicted,
    /// Something is there that was not read.
    Skipped,
    /// Allowed, but worth knowing.
    Observed,
}

impl NoteClass {
    /// A stable lower-case word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            NoteClass::Repaired => "repaired",
            NoteClass::Contradicted => "contradicted",
            NoteClass::Skipped => "skipped",
            NoteClass::Observed => "observed",
        }
    }
}

impl fmt::Display for NoteClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
