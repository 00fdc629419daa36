//! Prints every private key of a file as PKCS#8 in PEM, whatever encoding it was in.
//!
//! `PASSPHRASE=secret cargo run --example pkcs8 -- server.p12`

use anycert::Parser;
use std::{env, ffi::OsStr, fs, process::ExitCode};

fn main() -> ExitCode {
    let file = env::args_os().nth(1).unwrap_or("FILE".into());
    match print_keys(&file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{}: {sentence}", file.display());
            ExitCode::FAILURE
        }
    }
}

fn print_keys(file: &OsStr) -> Result<(), String> {
    let input = fs::read(file).map_err(|error| error.to_string())?;
    let passphrase = env::var("PASSPHRASE").ok();
    let mut parser = Parser::new();
    if let Some(passphrase) = &passphrase {
        parser = parser.passphrase(passphrase);
    }
    let bundle = parser.parse(&input).map_err(|error| format!("{error}; {}", error.help()))?;
    for key in bundle.private_keys() {
        let pem = key.secret_pkcs8_pem().ok_or("a key stays encrypted; set PASSPHRASE")?;
        print!("{}", *pem);
    }
    Ok(())
}
