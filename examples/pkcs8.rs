//! Prints every private key of a file as PKCS#8 in PEM, whatever encoding it came in.
//!
//! ```text
//! cargo run --example pkcs8 -- server.key
//! PASSPHRASE=secret cargo run --example pkcs8 -- server.p12
//! ```
//!
//! What it prints is secret. Exit code 1 where the file cannot be read or a key stays encrypted.

use anycert::Parser;
use std::{env, fs, process::ExitCode};

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("usage: [PASSPHRASE=...] pkcs8 FILE");
        return ExitCode::FAILURE;
    };
    let input = match fs::read(&path) {
        Ok(input) => input,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    let passphrase = env::var("PASSPHRASE").ok();
    let mut parser = Parser::new();
    if let Some(passphrase) = &passphrase {
        parser = parser.passphrase(passphrase);
    }
    let bundle = match parser.parse(&input) {
        Ok(bundle) => bundle,
        Err(error) => {
            eprintln!("{error}\n{}", error.help());
            return ExitCode::FAILURE;
        }
    };
    let mut code = ExitCode::SUCCESS;
    for key in bundle.private_keys() {
        match (key.secret_pkcs8_pem(), key.algorithm()) {
            (Some(pem), Some(algorithm)) => {
                eprintln!("{algorithm}");
                print!("{}", *pem);
            }
            _ => {
                eprintln!("a key stays encrypted: {:?}", key.state());
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
