//! Notes, failures and locked parts, as plain data.

#[cfg(feature = "serde")]
use crate::serialize;
use crate::{
    error::{Error, ErrorKind},
    note::{NoteClass, NoteCode},
    notes::Note,
    passphrase::LockedPart,
};
use alloc::string::{String, ToString};

/// One [`Note`] of a [`Report`](crate::Report).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct NoteReport {
    /// [`Note::code`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub code: NoteCode,
    /// [`Note::class`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub class: NoteClass,
    /// [`Note::location`] in words; empty for the input as a whole.
    pub location: String,
    /// The text of the note. It may change between versions.
    pub text: String,
}

/// One item that [`skip_broken`](crate::Parser::skip_broken) left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct BrokenReport {
    /// [`Error::kind`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub kind: ErrorKind,
    /// [`Error::location`] in words; empty for the input as a whole.
    pub location: String,
    /// The error with its place, in words. The text may change between versions.
    pub message: String,
    /// [`Error::help`]
    pub help: String,
    /// [`Error::oid`]
    pub oid: Option<String>,
    /// [`Error::feature`]
    pub feature: Option<String>,
}

/// One part that stays encrypted: see [`Bundle::locked_parts`](crate::Bundle::locked_parts).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct LockedPartReport {
    /// [`LockedPart::location`] in words.
    pub location: String,
    /// [`LockedPart::algorithm`]
    pub algorithm: String,
    /// [`LockedPart::kdf_work`]
    pub kdf_work: u64,
    /// [`LockedPart::is_tried`]
    pub is_tried: bool,
}

impl NoteReport {
    pub(super) fn of(note: &Note) -> Self {
        NoteReport {
            code: note.code(),
            class: note.class(),
            location: note.location().to_string(),
            text: note.code().text().to_string(),
        }
    }
}

impl BrokenReport {
    pub(super) fn of(error: &Error) -> Self {
        BrokenReport {
            kind: error.kind(),
            location: error.location().to_string(),
            message: error.to_string(),
            help: error.help().to_string(),
            oid: error.oid().map(String::from),
            feature: error.feature().map(String::from),
        }
    }
}

impl LockedPartReport {
    pub(super) fn of(part: &LockedPart) -> Self {
        LockedPartReport {
            location: part.location().to_string(),
            algorithm: part.algorithm().to_string(),
            kdf_work: part.kdf_work(),
            is_tried: part.is_tried(),
        }
    }
}
