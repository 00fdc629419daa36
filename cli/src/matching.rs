//! `anycert match`: does this private key belong to this certificate?

use crate::{
    command_line::{Mistake, Source, print},
    input,
    passphrase::{self, Passphrases, passphrase_help, store_passphrase_help},
    terminal::{Style, Terminal},
};
use anycert::{Bundle, Certificate, Error, ErrorKind, KeyMatch, Parser, UnknownReason};
use anycert_sentences::{subject_or_name, why_unknown};
use std::io::{self, IsTerminal};
use zeroize::Zeroizing;

const HELP: &str = concat!(
    "\
Says whether a private key belongs to a certificate.

Usage: anycert match [OPTIONS] CERT KEY

CERT and KEY may be in any format, and one of them may be - for standard input. If CERT holds
several certificates, the key may belong to any of them; private keys in CERT and certificates in
KEY are ignored.

",
    passphrase_help!(),
    "                           (with neither, you are asked if one is needed)
",
    store_passphrase_help!(),
    "  -h, --help               this text

Exit code: 0 the key belongs to the certificate, 1 it does not, 2 unknown or wrong usage.
"
);

const BELONGS: u8 = 0;
const DOES_NOT_BELONG: u8 = 1;
const UNKNOWN: u8 = 2;

struct Options {
    certificate: Source,
    key: Source,
    passphrases: passphrase::Sources,
}

pub(crate) fn run(words: lexopt::Parser) -> Result<u8, Mistake> {
    match read(words)? {
        None => Ok(print(HELP)),
        Some(options) => compare(&options),
    }
}

/// `None` for `--help`.
fn read(mut words: lexopt::Parser) -> Result<Option<Options>, lexopt::Error> {
    use lexopt::prelude::*;
    let mut sources = Vec::new();
    let mut passphrases = passphrase::Sources::default();
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(None),
            Long(name @ ("passphrase-file" | "passphrase-env")) => {
                let is_file = name == "passphrase-file";
                passphrase::option(&mut passphrases.passphrase, is_file, &mut words)?;
            }
            Long(name @ ("store-passphrase-file" | "store-passphrase-env")) => {
                let is_file = name == "store-passphrase-file";
                passphrase::option(&mut passphrases.store, is_file, &mut words)?;
            }
            Value(file) => sources.push(Source::from_word(file)),
            other => return Err(other.unexpected()),
        }
    }
    Source::check_once(sources.iter())?;
    match <[Source; 2]>::try_from(sources) {
        Ok([certificate, key]) => Ok(Some(Options { certificate, key, passphrases })),
        Err(_) => Err("name one certificate and one private key".into()),
    }
}

fn compare(options: &Options) -> Result<u8, Mistake> {
    let (certificate, key) = (&options.certificate, &options.key);
    let given = options.passphrases.load()?;
    let Some(certificates) = certificates(certificate, &given) else { return Ok(UNKNOWN) };
    let Some((key_match, subject)) = key_match(&certificates, key, &given) else {
        return Ok(UNKNOWN);
    };
    let (code, style, says) = match key_match {
        KeyMatch::Matches => (BELONGS, Style::Good, "belongs to"),
        KeyMatch::Mismatch => (DOES_NOT_BELONG, Style::Bad, "DOES NOT BELONG to"),
        KeyMatch::Unknown(reason) => {
            eprintln!("anycert match: {key}: {}", why_unknown(reason));
            return Ok(UNKNOWN);
        }
        _ => {
            eprintln!("anycert match: {key}: no private key");
            return Ok(UNKNOWN);
        }
    };
    let terminal = Terminal::of_standard_output();
    let line = format!("{key} {} {certificate} ({subject})\n", terminal.styled(says, style));
    Ok(if print(&line) == 0 { code } else { UNKNOWN })
}

/// The certificates of `source` in PEM, without any keys; `None` once it is said why there are none.
fn certificates(source: &Source, given: &Passphrases) -> Option<String> {
    let input = read_input(source)?;
    // Its keys do not matter, so they need not open.
    let parser = given.set(Parser::new().decrypt_keys(false));
    let parsed = asking(source, given, needs_passphrase, parser, |parser| parser.parse(&input));
    let bundle = parsed.map_err(|error| say(source, &error)).ok()?;
    if bundle.certificates().is_empty() {
        eprintln!("anycert match: {source}: no certificate");
        return None;
    }
    Some(bundle.certificates().iter().map(Certificate::to_pem).collect())
}

/// How the key of `source` relates to the certificates, and the subject of the one it was compared
/// with; `None` once it is said why it could not be.
fn key_match(
    certificates: &str,
    source: &Source,
    given: &Passphrases,
) -> Option<(KeyMatch, String)> {
    let input = read_input(source)?;
    let parser = given.set(Parser::new().private_key(&input));
    let parsed =
        asking(source, given, is_locked, parser, |parser| parser.parse(certificates.as_bytes()));
    let bundle = parsed.map_err(|error| say(source, &error)).ok()?;
    let subject = bundle.leaf().map(subject_or_name).unwrap_or_default();
    Some((bundle.key_match(), subject))
}

/// Parses with the passphrase given, or with one that is asked for while `needs` says so.
fn asking(
    source: &Source,
    given: &Passphrases,
    needs: fn(&Result<Bundle, Error>) -> bool,
    parser: Parser<'_>,
    parse: impl Fn(Parser<'_>) -> Result<Bundle, Error>,
) -> Result<Bundle, Error> {
    let mut parsed = parse(parser);
    let mut attempts = 0;
    while !given.is_given() && attempts < 3 && needs(&parsed) && io::stderr().is_terminal() {
        let Some(passphrase) = passphrase::ask(source, attempts > 0) else { break };
        parsed = parse(parser.passphrase(&passphrase));
        attempts += 1;
    }
    parsed
}

fn needs_passphrase(parsed: &Result<Bundle, Error>) -> bool {
    let needs = [ErrorKind::PassphraseRequired, ErrorKind::IncorrectPassphrase];
    parsed.as_ref().is_err_and(|error| needs.contains(&error.kind()))
}

fn is_locked(parsed: &Result<Bundle, Error>) -> bool {
    let locked = KeyMatch::Unknown(UnknownReason::KeyLocked);
    needs_passphrase(parsed) || parsed.as_ref().is_ok_and(|bundle| bundle.key_match() == locked)
}

fn read_input(source: &Source) -> Option<Zeroizing<Vec<u8>>> {
    input::read(source).map_err(|error| eprintln!("anycert match: {source}: {error}")).ok()
}

fn say(source: &Source, error: &Error) {
    eprintln!("anycert match: {source}: {error}\n{}", error.help());
}
