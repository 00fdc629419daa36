//! Prints every private key of a file as PKCS#8 in PEM, whatever encoding it was in.
//!
//! ```text
//! PASSPHRASE='correct horse 7F' cargo run --example pkcs8 -- testdata/pkcs12/example.pfx
//! ```

use anycert::Parser;
use std::{env, error::Error, fs, process::ExitCode};

fn main() -> ExitCode {
    match print_keys() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_keys() -> Result<(), Box<dyn Error>> {
    let input = fs::read(env::args_os().nth(1).ok_or("name a file")?)?;
    let passphrase = env::var("PASSPHRASE").ok();
    let bundle = Parser::new().passphrase(passphrase.as_ref()).parse(&input)?;
    for key in bundle.private_keys() {
        let pem = key.secret_pkcs8_pem().ok_or("a private key is locked: set PASSPHRASE")?;
        print!("{}", *pem);
    }
    Ok(())
}
