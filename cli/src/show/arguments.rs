//! The command line of `anycert show`.

use crate::{
    command_line::Source,
    passphrase::{self, passphrase_help, store_passphrase_help},
};
use anycert::CertificateType;

pub(crate) const HELP: &str = concat!(
    "\
Shows who a certificate belongs to, who issued it, when it expires and whether its private key is
included.

Usage: anycert show [OPTIONS] [FILE]...

Without FILE, or if FILE is -, standard input is read.

",
    passphrase_help!(),
    "                           (with neither, you are asked if one is needed)
",
    store_passphrase_help!(),
    "  --private-key FILE       read the private key from a separate file
  --type WORD              what the sender says it is: pem pfx p12 crt cer key pkcs7 p7b p7c
  --strict                 reject input that needs repair or contradicts itself
  --json                   write one JSON object for each input, each on its own line
  -h, --help               this text

Exit code: 0 all inputs were read (an encrypted key counts as read), 1 at least one was not,
2 wrong usage.
"
);

pub(super) enum Command {
    Help,
    Show(Options),
}

pub(super) struct Options {
    pub(super) inputs: Vec<Source>,
    pub(super) passphrases: passphrase::Sources,
    pub(super) private_key: Option<Source>,
    pub(super) certificate_type: Option<CertificateType>,
    pub(super) strict: bool,
    pub(super) json: bool,
}

pub(super) fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut options = Options {
        inputs: Vec::new(),
        passphrases: passphrase::Sources::default(),
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
            Long(name @ ("passphrase-file" | "passphrase-env")) => {
                let is_file = name == "passphrase-file";
                passphrase::option(&mut options.passphrases.passphrase, is_file, &mut words)?;
            }
            Long(name @ ("store-passphrase-file" | "store-passphrase-env")) => {
                let is_file = name == "store-passphrase-file";
                passphrase::option(&mut options.passphrases.store, is_file, &mut words)?;
            }
            Value(file) => options.inputs.push(Source::from_word(file)),
            other => return Err(other.unexpected()),
        }
    }
    if options.inputs.is_empty() {
        options.inputs.push(Source::StandardInput);
    }
    Source::check_once(options.inputs.iter().chain(&options.private_key))?;
    Ok(Command::Show(options))
}
