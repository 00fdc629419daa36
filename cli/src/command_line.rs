//! What the commands have in common: mistakes on the command line, standard output.

use crate::words;
use std::{
    ffi::OsString,
    fmt,
    io::{self, Write},
    path::PathBuf,
};

/// Exit code of a mistake on the command line.
pub(crate) const USAGE: u8 = 2;

/// What is wrong with the command line, in one line.
pub(crate) struct Mistake(pub(crate) String);

impl From<lexopt::Error> for Mistake {
    fn from(error: lexopt::Error) -> Self {
        Mistake(error.to_string())
    }
}

impl From<String> for Mistake {
    fn from(text: String) -> Self {
        Mistake(text)
    }
}

impl From<&str> for Mistake {
    fn from(text: &str) -> Self {
        Mistake(text.into())
    }
}

/// Where an input comes from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Source {
    File(PathBuf),
    StandardInput,
}

impl Source {
    pub(crate) fn from_word(word: OsString) -> Source {
        if word == "-" { Source::StandardInput } else { Source::File(word.into()) }
    }

    /// # Errors
    /// If standard input is named more than once.
    pub(crate) fn check_once<'a>(
        sources: impl Iterator<Item = &'a Source>,
    ) -> Result<(), &'static str> {
        match sources.filter(|source| **source == Source::StandardInput).count() {
            0 | 1 => Ok(()),
            _ => Err("standard input can be read only once"),
        }
    }
}

/// For people.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::StandardInput => f.write_str("standard input"),
            Source::File(path) => f.write_str(&words::file_name(path)),
        }
    }
}

/// Writes to standard output and returns the exit code: 1 if the reader has gone away.
pub(crate) fn print(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    u8::from(out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err())
}
