//! The same work by anycert, by other libraries, and by the least code that could do it: one
//! process, one run, taken in turns.
//!
//! What is compared is in [`works`]. Before anything is timed, all systems must have given the same
//! answer. `peers WORD` runs only the works whose name contains the word.

mod answer;
mod floor;
mod measure;
mod systems;
mod works;

use measure::{Measured, Work};
use std::process::ExitCode;

fn main() -> ExitCode {
    let word = std::env::args().nth(1).unwrap_or_default();
    println!("{}; {}", openssl::version::version(), processor());
    println!();
    println!("| work | system | ns | times ours | wanted |");
    println!("|---|---|---:|---:|---|");
    let mut missed = 0;
    for work in works::all().iter().filter(|work| work.name.contains(&word)) {
        let measured = match work.measure() {
            Ok(measured) => measured,
            Err(difference) => {
                eprintln!("{}: {difference}", work.name);
                return ExitCode::FAILURE;
            }
        };
        missed += print_rows(work, &measured);
    }
    println!();
    println!("{missed} missed");
    ExitCode::SUCCESS
}

/// Prints one line for each system; gives the number of those that are not as wanted.
fn print_rows(work: &Work, measured: &[Measured]) -> usize {
    let ours = measured.first().map_or(f64::NAN, |ours| ours.nanoseconds);
    let mut missed = 0;
    for one in measured {
        let ratio = one.nanoseconds / ours;
        let wanted = match one.wanted {
            Some(wanted) => {
                let met = wanted.is_met(ratio);
                missed += usize::from(!met);
                format!("{wanted}{}", if met { "" } else { ": missed" })
            }
            None => String::new(),
        };
        let version = version(one.system);
        let (work, nanoseconds) = (work.name, one.nanoseconds);
        println!("| {work} | {}{version} | {nanoseconds:.0} | {ratio:.2} | {wanted} |", one.system);
    }
    missed
}

/// The version of a system's crate, as the lock file has it.
fn version(system: &str) -> String {
    let package = system.split([' ', ',']).next().unwrap_or_default();
    let heading = format!("name = \"{package}\"\nversion = \"");
    let lock = include_str!("../Cargo.lock");
    match lock.split_once(&heading).and_then(|(_, rest)| rest.split_once('"')) {
        Some((version, _)) => format!(" {version}"),
        None => String::new(),
    }
}

/// What decides how fast cryptography and base64 can be.
fn processor() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        match (is_x86_feature_detected!("avx2"), is_x86_feature_detected!("sha")) {
            (true, true) => "x86-64 with AVX2 and SHA-NI",
            (true, false) => "x86-64 with AVX2, without SHA-NI",
            _ => "x86-64 without AVX2",
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    std::env::consts::ARCH
}
