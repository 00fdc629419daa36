//! Why an input was not read, in the words of `anycert show`.

use alloc::string::{String, ToString};
use anycert::{Error, ErrorKind};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Failure<'a> {
    kind: &'static str,
    location: String,
    line: Option<usize>,
    byte: Option<usize>,
    message: String,
    help: &'static str,
    oid: Option<&'a str>,
    feature: Option<&'a str>,
    note: Option<&'static str>,
    /// Whether a passphrase, or another one, may help.
    needs_passphrase: bool,
    /// Whether it is about the private key that was given separately.
    in_private_key: bool,
}

impl<'a> Failure<'a> {
    pub(crate) fn of(error: &'a Error) -> Self {
        let location = error.location();
        let kind = error.kind();
        Failure {
            kind: kind.as_str(),
            location: location.to_string(),
            line: location.line(),
            byte: location.byte(),
            message: error.to_string(),
            help: error.help(),
            oid: error.oid(),
            feature: error.feature(),
            note: error.note_code().map(|code| code.as_str()),
            needs_passphrase: matches!(
                kind,
                ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase
            ),
            in_private_key: location.in_private_key_input(),
        }
    }
}
