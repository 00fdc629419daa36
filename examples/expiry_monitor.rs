//! Prints when the certificates in files expire, and fails if one of a chain does so within 30 days.
//!
//! `cargo run --example expiry_monitor -- testdata/pem/leaf-chain-key.pem`

use anycert::time::OffsetDateTime;
use std::{env, fs, process::ExitCode, time::SystemTime};

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for file in env::args_os().skip(1) {
        let input = fs::read(&file).map_err(|error| error.to_string());
        let sentence = match input.and_then(|input| days_left(&input)) {
            Ok(days @ 30..) => format!("expires in {days} days"),
            other => {
                code = ExitCode::FAILURE;
                other.map_or_else(|sentence| sentence, |days| format!("EXPIRES IN {days} DAYS"))
            }
        };
        println!("{}: {sentence}", file.display());
    }
    code
}

/// Days until the first certificate of the chain expires; negative if one has expired.
fn days_left(input: &[u8]) -> Result<i64, String> {
    let bundle = anycert::parse(input).map_err(|error| format!("{error:#}"))?;
    let end = bundle.earliest_not_after().ok_or("only a private key, no certificate")?;
    // The library has no clock.
    let left = end - OffsetDateTime::from(SystemTime::now());
    Ok(left.whole_seconds().div_euclid(24 * 60 * 60))
}
