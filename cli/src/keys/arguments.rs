//! The command line of `anycert keys`.

use crate::passphrase::{self, PassphraseSource, passphrase_help};
use std::path::PathBuf;

pub(super) const HELP: &str = concat!(
    "\
Finds private keys in a source tree, in any container (PEM, DER, PKCS#8, PKCS#12, OpenSSH, PuTTY,
PGP, PVK, Java key stores, JWK, XML), and inside other files: in text (plain, escaped,
percent-encoded, in base64 or as numbers) and in binary data.

Usage: anycert keys [OPTIONS] PATH...

",
    passphrase_help!(),
    "                           (opens PKCS#12 files, so that those without a key are not reported)
  --exclude PATH           leave out this file, or all files in this folder; may be repeated
  --ignore-encrypted       do not report keys that are encrypted
  --json                   write one JSON object for each key, each on its own line
  -h, --help               this text

Every file is searched, the first 16 MiB of it. Folders named .git, and links in folders, are not
followed. No part of a key is printed.

As a pre-commit hook: anycert-keys in .pre-commit-hooks.yaml of the repository of anycert, or in
.git/hooks/pre-commit:
  git diff --cached --name-only --diff-filter=d -z | xargs -0 -r anycert keys

Exit code: 0 no private key, 1 at least one, 2 wrong usage, 3 not everything could be read.
"
);

pub(super) enum Command {
    Help,
    Keys(Options),
}

pub(super) struct Options {
    pub(super) paths: Vec<PathBuf>,
    pub(super) excluded: Vec<PathBuf>,
    pub(super) passphrase: Option<PassphraseSource>,
    pub(super) ignore_encrypted: bool,
    pub(super) json: bool,
}

pub(super) fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options = Options {
        paths: Vec::new(),
        excluded: Vec::new(),
        passphrase: None,
        ignore_encrypted: false,
        json: false,
    };
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("exclude") => options.excluded.push(words.value()?.into()),
            Long("ignore-encrypted") => options.ignore_encrypted = true,
            Long("json") => options.json = true,
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
    Ok(Command::Keys(options))
}
