//! Why something was not read, as JSON.

use anycert::Error;
use serde_json::{Value, json};
use std::io;

pub(crate) const FILE_HELP: &str = "check the name of the file and whether you may read it";

/// Of a file that could not be had.
pub(crate) fn file(error: &io::Error) -> Value {
    json!({ "kind": "file", "location": "", "text": error.to_string(), "help": FILE_HELP })
}

/// Of a file that is not what it should be.
pub(crate) fn input(error: &Error) -> Value {
    json!({
        "kind": error.kind().as_str(),
        "location": error.location().to_string(),
        "line": error.location().line(),
        "byte": error.location().byte(),
        "text": error.to_string(),
        "help": error.help(),
        "oid": error.oid(),
        "feature": error.feature(),
        "note": error.note_code().map(|code| code.as_str()),
    })
}
