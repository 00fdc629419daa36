//! The command line of `anycert list`.

use crate::passphrase::{self, PassphraseSource, passphrase_help};
use anycert::time::Duration;
use std::path::PathBuf;

pub(super) const HELP: &str = concat!(
    "\
Lists the certificates in files and folders, one line each, those that expire first on top.

Usage: anycert list [OPTIONS] PATH...

  --within TIME            list only those that have expired or expire within TIME, and exit with 1
                           if there are any; TIME is a number and h, d or w: 30d
",
    passphrase_help!(),
    "  --csv                    comma-separated values (RFC 4180) with a header line
  --json                   one JSON object for each certificate or failure, each on its own line
  --prometheus             metrics for the textfile collector of node_exporter
  -h, --help               this text

In folders, every file is read that is named like a certificate or a key store (pem crt cer der p7b
p7c pkcs7 pfx p12 jks jceks keystore truststore) or begins like one. Links are followed, and each
file is read once. What cannot be read is listed below the certificates, with what to do about it.

The textfile collector may read a file while it is written. Write to a temporary file and rename it:
  anycert list --prometheus /etc/ssl > certificates.prom.new
  mv certificates.prom.new /var/lib/node_exporter/textfile_collector/certificates.prom

Exit code: 0 nothing to do, 1 some expire within TIME, 2 wrong usage, 3 not everything could be
read, 130 interrupted.
"
);

pub(super) enum Command {
    Help,
    List(Options),
}

pub(super) struct Options {
    pub(super) paths: Vec<PathBuf>,
    pub(super) passphrase: Option<PassphraseSource>,
    pub(super) within: Option<Duration>,
    pub(super) form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Table,
    Csv,
    Json,
    Prometheus,
}

pub(super) fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options =
        Options { paths: Vec::new(), passphrase: None, within: None, form: Form::Table };
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("within") => options.within = Some(words.value()?.parse_with(duration)?),
            Long("csv") => options.form = Form::Csv,
            Long("json") => options.form = Form::Json,
            Long("prometheus") => options.form = Form::Prometheus,
            Long(name @ ("passphrase-file" | "passphrase-env")) => {
                let is_file = name == "passphrase-file";
                passphrase::option(&mut options.passphrase, is_file, &mut words)?;
            }
            Value(path) => options.paths.push(path.into()),
            other => return Err(other.unexpected()),
        }
    }
    if options.paths.is_empty() {
        return Err("name at least one file or folder".into());
    }
    Ok(Command::List(options))
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
