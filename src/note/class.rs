//! The class of a note.

use core::fmt;

/// The class of a [`Note`](crate::Note). [`strict`](crate::Parser::strict) refuses `Repaired` and
/// `Contradicted`.
///
/// ```
/// use anycert::{NoteClass, Parser};
///
/// let pem = std::fs::read_to_string("testdata/certificate/example.pem")?;
/// let indented = pem.replace('\n', "\n  ");
/// let bundle = anycert::parse(&indented)?;
/// assert!(bundle.notes().iter().any(|note| note.class() == NoteClass::Repaired));
/// assert!(Parser::new().strict(true).parse(&indented).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteClass {
    /// The input broke a rule of its format and was accepted nevertheless.
    Repaired,
    /// Two parts of the input disagree, or the input and what the caller declared.
    Contradicted,
    /// Part of the input was skipped.
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
