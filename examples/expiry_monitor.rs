//! Prints when the certificates in files expire, and fails if one of a chain does so within 30 days.
//!
//! `cargo run --example expiry_monitor -- /etc/ssl/private/*.pem`

use anycert::time::OffsetDateTime;
use std::{env, fs, process::ExitCode, time::SystemTime};

const DAY: i64 = 24 * 60 * 60;

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for file in env::args_os().skip(1) {
        let input = fs::read(&file).map_err(|error| error.to_string());
        let days = input.and_then(|input| days_left(&input));
        if !days.as_ref().is_ok_and(|days| *days >= 30) {
            code = ExitCode::FAILURE;
        }
        let sentence = days.map_or_else(|sentence| sentence, |days| format!("{days} days left"));
        println!("{}: {sentence}", file.display());
    }
    code
}

/// Until the first certificate of the chain expires; negative if one has.
fn days_left(input: &[u8]) -> Result<i64, String> {
    let bundle = anycert::parse(input).map_err(|error| format!("{error}; {}", error.help()))?;
    let end = bundle.earliest_not_after().ok_or("no certificate, only a private key")?;
    // The library has no clock.
    let left = end - OffsetDateTime::from(SystemTime::now());
    Ok(left.whole_seconds().div_euclid(DAY))
}
