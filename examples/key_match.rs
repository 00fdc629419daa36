//! Says whether a private key belongs to a certificate.
//!
//! `cargo run --example key_match -- server.crt server.key`

use anycert::{KeyMatch, Parser};
use std::{env, ffi::OsString, fs, process::ExitCode};

fn main() -> ExitCode {
    let [certificate, key] = [1, 2].map(|place| env::args_os().nth(place).unwrap_or("FILE".into()));
    let read =
        |path: &OsString| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let answer = read(&certificate).and_then(|certificate| compare(&certificate, &read(&key)?));
    let (code, sentence) = match answer {
        Ok(KeyMatch::Matches) => (0, "the key belongs to the certificate".into()),
        Ok(KeyMatch::Mismatch) => (1, "the key belongs to another certificate".into()),
        Ok(other) => (2, format!("it is not known whether the key belongs: {other}")),
        Err(sentence) => (2, sentence),
    };
    eprintln!("{sentence}");
    ExitCode::from(code)
}

fn compare(certificate: &[u8], key: &[u8]) -> Result<KeyMatch, String> {
    match Parser::new().private_key(key).parse(certificate) {
        Ok(bundle) => Ok(bundle.key_match()),
        Err(error) => Err(format!("{error}; {}", error.help())),
    }
}
