//! Says whether a private key belongs to a certificate.
//!
//! `cargo run --example key_match -- testdata/certificate/p256.pem testdata/key/p256-pkcs8.pem`

use anycert::{KeyMatch, Parser};
use std::{env, error::Error, fs, process::ExitCode};

fn main() -> ExitCode {
    let (code, sentence) = match compare() {
        Ok(KeyMatch::Matches) => (0, "the key belongs to the certificate".into()),
        Ok(KeyMatch::Mismatch) => (1, "the key belongs to another certificate".into()),
        Ok(KeyMatch::Unknown(reason)) => (2, format!("unknown: {reason}")),
        Ok(other) => (2, format!("nothing to compare: {other}")),
        Err(error) => (2, format!("{error:#}")),
    };
    println!("{sentence}");
    ExitCode::from(code)
}

fn compare() -> Result<KeyMatch, Box<dyn Error>> {
    let mut files = env::args_os().skip(1);
    let certificate = fs::read(files.next().ok_or("name a certificate and a key")?)?;
    let key = fs::read(files.next().ok_or("name a key")?)?;
    Ok(Parser::new().private_key(&key).parse(&certificate)?.key_match())
}
