//! Prints the certificates and the private keys of a PFX as PEM, the leaf first.
//!
//! ```text
//! PASSPHRASE='correct horse 7F' cargo run --example pfx_to_pem -- testdata/pkcs12/example.pfx
//! ```

use anycert::Parser;
use std::{env, error::Error, fs, process::ExitCode};

fn main() -> ExitCode {
    match print_pem() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_pem() -> Result<(), Box<dyn Error>> {
    let pfx = fs::read(env::args_os().nth(1).ok_or("name a file")?)?;
    let passphrase = env::var("PASSPHRASE").ok();
    let bundle = Parser::new().passphrase(passphrase.as_ref()).parse(&pfx)?;
    print!("{}", bundle.to_pem());
    for key in bundle.private_keys() {
        let pem = key.secret_pkcs8_pem().ok_or("a private key is locked: set PASSPHRASE")?;
        print!("{}", *pem);
    }
    Ok(())
}
