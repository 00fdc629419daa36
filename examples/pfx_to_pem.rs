//! Prints the certificates and the private keys of a PFX as PEM, the leaf first.
//!
//! `PASSPHRASE=secret cargo run --example pfx_to_pem -- server.p12 > server.pem`

use anycert::Parser;
use std::{env, fs, process::ExitCode};

fn main() -> ExitCode {
    let file = env::args_os().nth(1).unwrap_or("FILE".into());
    let passphrase = env::var("PASSPHRASE").unwrap_or_default();
    let converted = fs::read(&file)
        .map_err(|error| error.to_string())
        .and_then(|pfx| print_pem(&pfx, &passphrase));
    if let Err(sentence) = converted {
        eprintln!("{}: {sentence}", file.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn print_pem(pfx: &[u8], passphrase: &str) -> Result<(), String> {
    let parsed = Parser::new().passphrase(passphrase).parse(pfx);
    let bundle = parsed.map_err(|error| format!("{error}; {}", error.help()))?;
    print!("{}", bundle.to_pem());
    for key in bundle.private_keys() {
        let pem = key.secret_pkcs8_pem().ok_or("a private key stays encrypted")?;
        print!("{}", *pem);
    }
    Ok(())
}
