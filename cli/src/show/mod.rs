//! `anycert show`: who the certificate belongs to, who issued it, when it expires and whether its
//! private key is included.

mod arguments;
mod excerpt;
mod json;
mod page;

use crate::{
    command_line::{Mistake, Source, print},
    failure::Failure,
    input, passphrase,
    terminal::Terminal,
    words,
};
use anycert::{Bundle, Error, ErrorKind, KeyState, LockReason, Parser};
use arguments::{Command, Options};
use std::io::{self, IsTerminal};
use zeroize::Zeroizing;

const ALL_READ: u8 = 0;
const NOT_ALL_READ: u8 = 1;

pub(crate) fn run(words: lexopt::Parser) -> Result<u8, Mistake> {
    match arguments::read(words)? {
        Command::Help => Ok(print(arguments::HELP)),
        Command::Show(options) => show(&options),
    }
}

/// What was read of one input, or why it was not.
struct Answer {
    read: Result<Bundle, Failure>,
    /// For excerpts; empty for a file that could not be read.
    input: Zeroizing<Vec<u8>>,
}

/// Shows each input. One that cannot be read does not stop the others.
fn show(options: &Options) -> Result<u8, Mistake> {
    let given = options.passphrases.load()?;
    let private_key = options.private_key.as_ref().map(read_named).transpose()?;
    let parser = Parser::new()
        .strict(options.strict)
        .certificate_type(options.certificate_type)
        .private_key(private_key.as_deref());
    let parser = given.set(parser);
    let may_ask = !given.is_given() && io::stderr().is_terminal();
    let now = words::now();
    let terminal = Terminal::of_standard_output();
    let mut code = ALL_READ;
    for source in &options.inputs {
        let answer = answer(source, parser, may_ask);
        code = code.max(if answer.read.is_ok() { ALL_READ } else { NOT_ALL_READ });
        code = code.max(print(&match options.json {
            true => json::line(source, &answer, now),
            false => page::page(source, &answer, now, terminal),
        }));
    }
    Ok(code)
}

fn answer(source: &Source, parser: Parser<'_>, may_ask: bool) -> Answer {
    let input = match input::read(source) {
        Ok(input) => input,
        Err(error) => {
            return Answer { read: Err(Failure::File(error)), input: Zeroizing::default() };
        }
    };
    let mut read = parser.parse(&input);
    let mut attempts = 0;
    while may_ask && attempts < 3 && is_locked(&read) {
        let Some(passphrase) = passphrase::ask(source, attempts > 0) else {
            // The user gave up: show what can be read without a passphrase.
            read = parser.parse(&input);
            break;
        };
        read = parser.passphrase(&passphrase).parse(&input);
        attempts += 1;
    }
    Answer { read: read.map_err(Failure::Input), input }
}

/// Whether a passphrase would open more.
fn is_locked(read: &Result<Bundle, Error>) -> bool {
    let locked = KeyState::Locked(LockReason::NoPassphrase);
    match read {
        Ok(bundle) => bundle.private_keys().iter().any(|key| key.state() == locked),
        Err(error) => {
            matches!(error.kind(), ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase)
        }
    }
}

fn read_named(source: &Source) -> Result<Zeroizing<Vec<u8>>, String> {
    input::read(source).map_err(|error| format!("{source}: {error}"))
}
