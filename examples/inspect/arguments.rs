//! The command line.

use crate::{
    passphrase::{PassphraseSource, set_once},
    words,
};
use anycert::CertificateType;
use std::{fmt, path::PathBuf};

pub(crate) const HELP: &str = "\
Says of certificates in any format whose they are, who issued them, until when, and whether the
private key is there.

Usage: inspect [OPTIONS] [FILE]...

Without FILE, or where FILE is -, standard input is read.

  --passphrase-file FILE   the passphrase is the first line of FILE
  --passphrase-env VAR     the passphrase is in the environment variable VAR
                           (with neither, it is asked for where one is needed and a terminal is there)
  --private-key FILE       the private key that was sent apart from the certificate
  --type WORD              what the sender says it is: pem pfx p12 crt cer key pkcs7 p7b p7c
  --strict                 refuse what has to be repaired or contradicts itself
  --json                   one JSON object for each input, each on its own line
  -h, --help               this text

Exit code: 0 all were read (an encrypted key too), 1 at least one was not, 2 wrong usage.
";

pub(crate) enum Command {
    Help,
    Inspect(Options),
}

pub(crate) struct Options {
    pub(crate) inputs: Vec<Source>,
    pub(crate) passphrase: Option<PassphraseSource>,
    pub(crate) private_key: Option<Source>,
    pub(crate) certificate_type: Option<CertificateType>,
    pub(crate) strict: bool,
    pub(crate) json: bool,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Source {
    File(PathBuf),
    StandardInput,
}

impl Source {
    fn from_word(word: std::ffi::OsString) -> Source {
        if word == "-" { Source::StandardInput } else { Source::File(word.into()) }
    }
}

/// As it is shown to people.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::StandardInput => f.write_str("standard input"),
            Source::File(path) => f.write_str(&words::name_of(path)),
        }
    }
}

/// # Errors
/// What is wrong with the command line, in one line.
pub(crate) fn parse() -> Result<Command, String> {
    read(lexopt::Parser::from_env()).map_err(|error| error.to_string())
}

fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options = Options {
        inputs: Vec::new(),
        passphrase: None,
        private_key: None,
        certificate_type: None,
        strict: false,
        json: false,
    };
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("json") => options.json = true,
            Long("strict") => options.strict = true,
            Long("type") => options.certificate_type = Some(words.value()?.parse()?),
            Long("private-key") => options.private_key = Some(Source::from_word(words.value()?)),
            Long("passphrase-file") => {
                let file = PassphraseSource::File(words.value()?.into());
                set_once(&mut options.passphrase, file)?;
            }
            Long("passphrase-env") => {
                let variable = PassphraseSource::Environment(words.value()?.string()?);
                set_once(&mut options.passphrase, variable)?;
            }
            Value(file) => options.inputs.push(Source::from_word(file)),
            other => return Err(other.unexpected()),
        }
    }
    if options.inputs.is_empty() {
        options.inputs.push(Source::StandardInput);
    }
    let twice = options.inputs.iter().chain(&options.private_key);
    if twice.filter(|source| **source == Source::StandardInput).count() > 1 {
        return Err("standard input can be read only once".into());
    }
    Ok(Command::Inspect(options))
}
