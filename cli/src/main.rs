//! The program `anycert`: shows, lists, matches and converts certificates and private keys in any
//! format.
//!
//! One module for each command: its options, its work, its output.

mod command_line;
mod convert;
mod failure;
mod input;
mod keys;
mod list;
mod matching;
mod parallel;
mod passphrase;
mod show;
mod terminal;
mod walk;
mod words;

use command_line::{Mistake, print};
use lexopt::prelude::*;
use std::process::ExitCode;

const HELP: &str = "\
Shows, lists, matches and converts certificates and private keys in any format: PEM, DER, PKCS#7,
PKCS#12, as text or binary, with or without a passphrase.

Usage: anycert COMMAND [OPTIONS] ...

  show [FILE]...    who the certificate belongs to, who issued it, when it expires and whether its
                    private key is included
  list PATH...      the certificates in files and folders, those that expire first on top
  match CERT KEY    whether a private key belongs to a certificate
  convert FILE      certificates and private keys in another format: PEM, DER, PKCS#7, PKCS#12, PKCS#8
  keys PATH...      private keys in a source tree, for a pre-commit hook

  -h, --help        this text; anycert COMMAND --help describes a command
  -V, --version     the version
";

fn main() -> ExitCode {
    let mut words = lexopt::Parser::from_env();
    let (command, done) = match words.next() {
        Ok(Some(Short('h') | Long("help"))) => ("", Ok(print(HELP))),
        Ok(Some(Short('V') | Long("version"))) => {
            ("", Ok(print(&format!("anycert {}\n", env!("CARGO_PKG_VERSION")))))
        }
        Ok(Some(Value(command))) => match command.to_str() {
            Some("show") => ("show", show::run(words)),
            Some("list") => ("list", list::run(words)),
            Some("match") => ("match", matching::run(words)),
            Some("convert") => ("convert", convert::run(words)),
            Some("keys") => ("keys", keys::run(words)),
            _ => ("", Err(format!("unknown command '{}'", command.display()).into())),
        },
        Ok(Some(other)) => ("", Err(other.unexpected().into())),
        Ok(None) => ("", Err("name a command: show, list, match, convert or keys".into())),
        Err(error) => ("", Err(error.into())),
    };
    let code = done.unwrap_or_else(|Mistake(mistake)| {
        let name = if command.is_empty() { "anycert" } else { &format!("anycert {command}") };
        eprintln!("{name}: {mistake}\nTry '{name} --help'.");
        command_line::USAGE
    });
    ExitCode::from(code)
}
