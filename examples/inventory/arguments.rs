//! The command line.

use crate::passphrase::{PassphraseSource, set_once};
use anycert::time::Duration;
use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Lists the certificates in files and folders, one line each, those that expire first on top.

Usage: inventory [OPTIONS] PATH...

  --within TIME            only those that expire within TIME or have expired, and exit code 1 if
                           there are any; TIME is a number and h, d or w: 30d
  --passphrase-file FILE   the passphrase of PKCS#12 files is the first line of FILE
  --passphrase-env VAR     it is in the environment variable VAR
  --csv                    comma-separated values (RFC 4180) with a line of headings
  --json                   one JSON object for each certificate or failure, each on its own line
  -h, --help               this text

In folders every file is looked at that is named like a certificate (pem crt cer der p7b p7c pkcs7
pfx p12) or begins like one; links are followed, and each file is read once. What cannot be read is
listed below the certificates with what to do about it.

Exit code: 0 nothing to do, 1 some expire within TIME, 2 wrong usage, 3 not all could be read,
130 interrupted.
";

pub(crate) enum Command {
    Help,
    Inventory(Options),
}

pub(crate) struct Options {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) passphrase: Option<PassphraseSource>,
    pub(crate) within: Option<Duration>,
    pub(crate) form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Table,
    Csv,
    Json,
}

/// # Errors
/// What is wrong with the command line, in one line.
pub(crate) fn parse() -> Result<Command, String> {
    read(lexopt::Parser::from_env()).map_err(|error| error.to_string())
}

fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options =
        Options { paths: Vec::new(), passphrase: None, within: None, form: Form::Table };
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("within") => options.within = Some(words.value()?.parse_with(duration)?),
            Long("csv") => options.form = Form::Csv,
            Long("json") => options.form = Form::Json,
            Long("passphrase-file") => {
                let file = PassphraseSource::File(words.value()?.into());
                set_once(&mut options.passphrase, file)?;
            }
            Long("passphrase-env") => {
                let variable = PassphraseSource::Environment(words.value()?.string()?);
                set_once(&mut options.passphrase, variable)?;
            }
            Value(path) => options.paths.push(path.into()),
            other => return Err(other.unexpected()),
        }
    }
    if options.paths.is_empty() {
        return Err("name at least one file or folder".into());
    }
    Ok(Command::Inventory(options))
}

fn duration(word: &str) -> Result<Duration, String> {
    let mistake = || "not a time like 12h, 30d or 8w".to_owned();
    let (number, hours) = match word.as_bytes().last() {
        Some(b'h') => (word.strip_suffix('h'), 1),
        Some(b'd') => (word.strip_suffix('d'), 24),
        Some(b'w') => (word.strip_suffix('w'), 24 * 7),
        _ => (None, 0),
    };
    let number: u32 = number.and_then(|number| number.parse().ok()).ok_or_else(mistake)?;
    Ok(Duration::hours(i64::from(number) * hours))
}
