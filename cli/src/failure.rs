//! Why an input was not read.

use anycert::Error;
use serde_json::{Value, json};
use std::io;

pub(crate) enum Failure {
    /// The file could not be opened or read.
    File(io::Error),
    /// Its content was rejected.
    Input(Error),
}

impl Failure {
    pub(crate) fn text(&self) -> String {
        match self {
            Failure::File(error) => error.to_string(),
            Failure::Input(error) => error.to_string(),
        }
    }

    pub(crate) fn help(&self) -> &str {
        match self {
            Failure::File(error) => match error.kind() {
                io::ErrorKind::IsADirectory => "list what is in a folder with 'anycert list'",
                io::ErrorKind::InvalidInput => "name a regular file or a folder",
                _ => "check the file name and whether you have permission to read it",
            },
            Failure::Input(error) => error.help(),
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Failure::File(_) => "file",
            Failure::Input(error) => error.kind().as_str(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let (text, help, kind) = (self.text(), self.help(), self.kind());
        match self {
            Failure::File(_) => json!({ "kind": kind, "location": "", "text": text, "help": help }),
            Failure::Input(error) => json!({
                "kind": kind,
                "location": error.location().to_string(),
                "line": error.location().line(),
                "byte": error.location().byte(),
                "text": text,
                "help": help,
                "oid": error.oid(),
                "feature": error.feature(),
                "note": error.note_code().map(|code| code.as_str()),
            }),
        }
    }
}
