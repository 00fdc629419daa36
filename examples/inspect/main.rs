//! Whose certificate is it, who issued it, until when, and is its private key there?
//!
//! `inspect [OPTIONS] [FILE]...`; `inspect --help` says the rest.

mod arguments;
mod excerpt;
mod json;
#[path = "../common/passphrase.rs"]
mod passphrase;
mod prompt;
#[path = "../common/refusal.rs"]
mod refusal;
mod sentences;
mod table;
#[path = "../common/words.rs"]
mod words;

use anycert::{Bundle, Error, ErrorKind, KeyState, LockReason, Parser};
use arguments::{Command, Options, Source};
use std::{
    io::{self, IsTerminal, Read, Write},
    process::ExitCode,
};
use zeroize::Zeroizing;

const ALL_READ: u8 = 0;
const NOT_ALL_READ: u8 = 1;
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let code = match arguments::parse() {
        Ok(Command::Help) => Ok(print(arguments::HELP)),
        Ok(Command::Inspect(options)) => run(&options),
        Err(mistake) => Err(mistake),
    };
    ExitCode::from(code.unwrap_or_else(|mistake| {
        eprintln!("inspect: {mistake}\nTry `inspect --help`.");
        USAGE
    }))
}

/// Why there is no answer about an input.
enum Trouble {
    /// The file could not be had.
    File(io::Error),
    /// It is not what it should be; and the bytes, for an excerpt.
    Input(Error, Zeroizing<Vec<u8>>),
}

/// One input after the other: what cannot be read does not stop the rest.
fn run(options: &Options) -> Result<u8, String> {
    let passphrase = options.passphrase.as_ref().map(passphrase::load).transpose()?;
    let private_key = options.private_key.as_ref().map(read_named).transpose()?;
    let mut parser = Parser::new().strict(options.strict);
    if let Some(certificate_type) = options.certificate_type {
        parser = parser.certificate_type(certificate_type);
    }
    if let Some(private_key) = &private_key {
        parser = parser.private_key(private_key);
    }
    if let Some(passphrase) = &passphrase {
        parser = parser.passphrase_bytes(passphrase);
    }
    let may_ask = passphrase.is_none() && io::stderr().is_terminal();
    let now = words::now();
    let mut code = ALL_READ;
    for source in &options.inputs {
        let answer = inspect(source, parser, may_ask);
        code = code.max(if answer.is_ok() { ALL_READ } else { NOT_ALL_READ });
        code = code.max(print(&match options.json {
            true => json::line(source, &answer, now),
            false => table::page(source, &answer, now),
        }));
    }
    Ok(code)
}

/// What was read, and the bytes that it was read from, for an excerpt.
type Found = (Bundle, Zeroizing<Vec<u8>>);

fn inspect(source: &Source, parser: Parser<'_>, may_ask: bool) -> Result<Found, Trouble> {
    let input = read(source).map_err(Trouble::File)?;
    let mut answer = parser.parse(&input);
    let mut attempts = 0;
    while may_ask && attempts < 3 && is_shut(&answer) {
        let Some(passphrase) = prompt::ask(source, attempts > 0) else {
            // After a wrong one, none: what can be read without is the answer.
            answer = parser.parse(&input);
            break;
        };
        answer = parser.passphrase(&passphrase).parse(&input);
        attempts += 1;
    }
    match answer {
        Ok(bundle) => Ok((bundle, input)),
        Err(error) => Err(Trouble::Input(error, input)),
    }
}

/// Whether a passphrase would give more than is there now.
fn is_shut(answer: &Result<Bundle, Error>) -> bool {
    let locked = KeyState::Locked(LockReason::NoPassphrase);
    match answer {
        Ok(bundle) => bundle.private_keys().iter().any(|key| key.state() == locked),
        Err(error) => {
            matches!(error.kind(), ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase)
        }
    }
}

fn read(source: &Source) -> io::Result<Zeroizing<Vec<u8>>> {
    let bytes = match source {
        Source::File(path) => std::fs::read(path)?,
        Source::StandardInput => {
            let mut bytes = Vec::new();
            if io::stdin().is_terminal() {
                eprintln!("Paste the certificate, then end the input (Ctrl-D).");
            }
            io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
    };
    Ok(Zeroizing::new(bytes))
}

fn read_named(source: &Source) -> Result<Zeroizing<Vec<u8>>, String> {
    read(source).map_err(|error| format!("{source}: {error}"))
}

/// Prints, and gives the exit code that this comes to: whoever reads may have gone away.
fn print(text: &str) -> u8 {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => ALL_READ,
        Err(_) => NOT_ALL_READ,
    }
}
