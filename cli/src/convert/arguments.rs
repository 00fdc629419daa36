//! The command line of `anycert convert`.

use crate::{
    command_line::Source,
    passphrase::{self, PassphraseSource, passphrase_help, store_passphrase_help},
};
use anycert::{Iterations, Pkcs12Profile};
use std::path::PathBuf;

pub(super) const HELP: &str = concat!(
    "\
Writes certificates and private keys in another format.

Usage: anycert convert [OPTIONS] --to FORMAT FILE

FILE may be in any format, or - for standard input. FORMAT is one of:
  pem      every certificate, the leaf first, and every private key
  der      the leaf certificate alone
  p7b      every certificate
  p12      every certificate and private key; pfx is the same
  pkcs8    the private key alone, in PEM

  --out FILE               write to FILE, which must not exist (default: standard output)
  --force                  replace FILE if it exists
  --private-key FILE       the private key, if it is not in the same file
",
    passphrase_help!(),
    "                           (with neither, you are asked if one is needed)
",
    store_passphrase_help!(),
    "  --new-passphrase-file FILE, --new-passphrase-env VAR
                           the passphrase to encrypt with (with neither, you are asked)
  --no-passphrase          do not encrypt
  --without-keys           leave out private keys (pem, p12)
  --profile PROFILE        p12: modern (default), pbmac1, or legacy for software that reads only
                           Triple DES
  --iterations N           p12, pem, pkcs8: for the key derivation, 10000 or more (default 200000);
                           at most about 8 million, in a p12 with one key 3 million
  --name NAME              p12: the friendly name of the private key and its certificate
  --trusted                p12: mark every certificate as trusted, for Java; no private keys
                           (what Java trusts in FILE stays marked without it)
  -h, --help               this text

A file with a private key can be read by you alone (mode 0600). Nothing is written if a private key
stays locked, or belongs to none of the certificates. What FORMAT cannot hold is listed on standard
error.

Exit code: 0 written, 1 not written, 2 wrong usage.
"
);

pub(super) enum Command {
    Help,
    Convert(Box<Options>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Pem,
    Der,
    P7b,
    P12,
    Pkcs8,
}

pub(super) struct Options {
    pub(super) source: Source,
    pub(super) format: Format,
    pub(super) out: Option<PathBuf>,
    pub(super) force: bool,
    pub(super) private_key: Option<Source>,
    pub(super) passphrases: passphrase::Sources,
    pub(super) new_passphrase: Option<PassphraseSource>,
    pub(super) no_passphrase: bool,
    pub(super) without_keys: bool,
    pub(super) iterations: Iterations,
    pub(super) profile: Pkcs12Profile,
    pub(super) name: Option<String>,
    pub(super) trusted: bool,
}

/// The options as given, not yet checked against each other.
#[derive(Default)]
struct Given {
    sources: Vec<Source>,
    format: Option<Format>,
    out: Option<PathBuf>,
    force: bool,
    private_key: Option<Source>,
    passphrases: passphrase::Sources,
    new_passphrase: Option<PassphraseSource>,
    no_passphrase: bool,
    without_keys: bool,
    iterations: Option<Iterations>,
    profile: Option<fn(Iterations) -> Pkcs12Profile>,
    name: Option<String>,
    trusted: bool,
}

pub(super) fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::*;
    let mut given = Given::default();
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("to") => given.format = Some(format(&words.value()?.string()?)?),
            Long("out") => given.out = Some(words.value()?.into()),
            Long("force") => given.force = true,
            Long("private-key") => given.private_key = Some(Source::from_word(words.value()?)),
            Long(name @ ("passphrase-file" | "passphrase-env")) => {
                let is_file = name == "passphrase-file";
                passphrase::option(&mut given.passphrases.passphrase, is_file, &mut words)?;
            }
            Long(name @ ("store-passphrase-file" | "store-passphrase-env")) => {
                let is_file = name == "store-passphrase-file";
                passphrase::option(&mut given.passphrases.store, is_file, &mut words)?;
            }
            Long(name @ ("new-passphrase-file" | "new-passphrase-env")) => {
                let is_file = name == "new-passphrase-file";
                passphrase::option(&mut given.new_passphrase, is_file, &mut words)?;
            }
            Long("no-passphrase") => given.no_passphrase = true,
            Long("without-keys") => given.without_keys = true,
            Long("iterations") => {
                let count = Iterations::new(words.value()?.parse()?);
                given.iterations = Some(count.ok_or("--iterations: 10000 to 2147483647")?);
            }
            Long("profile") => given.profile = Some(profile(&words.value()?.string()?)?),
            Long("name") => given.name = Some(words.value()?.string()?),
            Long("trusted") => given.trusted = true,
            Value(file) => given.sources.push(Source::from_word(file)),
            other => return Err(other.unexpected()),
        }
    }
    given.check().map(|options| Command::Convert(Box::new(options)))
}

fn format(word: &str) -> Result<Format, String> {
    match word {
        "pem" => Ok(Format::Pem),
        "der" => Ok(Format::Der),
        "p7b" => Ok(Format::P7b),
        "p12" | "pfx" => Ok(Format::P12),
        "pkcs8" => Ok(Format::Pkcs8),
        _ => Err(format!("unknown format '{word}': pem, der, p7b, p12 or pkcs8")),
    }
}

fn profile(word: &str) -> Result<fn(Iterations) -> Pkcs12Profile, String> {
    match word {
        "modern" => Ok(Pkcs12Profile::Modern),
        "pbmac1" => Ok(Pkcs12Profile::Pbmac1),
        "legacy" => Ok(Pkcs12Profile::Legacy),
        _ => Err(format!("unknown profile '{word}': modern, pbmac1 or legacy")),
    }
}

impl Given {
    fn check(self) -> Result<Options, lexopt::Error> {
        let format = self.format.ok_or("name a format with --to")?;
        let is_p12 = format == Format::P12;
        let encrypts = matches!(format, Format::Pem | Format::P12 | Format::Pkcs8);
        for (is_given, is_allowed, message) in [
            (self.name.is_some(), is_p12, "--name is for p12"),
            (self.trusted, is_p12, "--trusted is for p12"),
            (self.profile.is_some(), is_p12, "--profile is for p12"),
            (self.new_passphrase.is_some(), encrypts, "this format is not encrypted"),
            (self.iterations.is_some(), encrypts, "this format is not encrypted"),
            (self.force, self.out.is_some(), "--force needs --out"),
            (self.trusted, self.name.is_none(), "--trusted and --name exclude each other"),
            (self.no_passphrase, self.new_passphrase.is_none(), "give one passphrase or none"),
            (self.no_passphrase, self.profile.is_none(), "a profile needs a passphrase"),
        ] {
            if is_given && !is_allowed {
                return Err(message.into());
            }
        }
        Source::check_once(self.sources.iter().chain(&self.private_key))?;
        let [source] = <[Source; 1]>::try_from(self.sources).map_err(|_| "name one file")?;
        let iterations = self.iterations.unwrap_or_default();
        let profile = match (self.no_passphrase, self.profile) {
            (true, _) => Pkcs12Profile::NoPassphrase,
            (false, profile) => profile.unwrap_or(Pkcs12Profile::Modern)(iterations),
        };
        Ok(Options {
            source,
            format,
            out: self.out,
            force: self.force,
            private_key: self.private_key,
            passphrases: self.passphrases,
            new_passphrase: self.new_passphrase,
            no_passphrase: self.no_passphrase,
            without_keys: self.without_keys || self.trusted,
            iterations,
            profile,
            name: self.name,
            trusted: self.trusted,
        })
    }
}
