//! The same work by anycert, by other libraries, and by the least code that could do it: one
//! process, one run, taken in turns.
//!
//! What is compared is in [`works`]. Before anything is timed, all systems must have given the same
//! answer. `peers WORD` runs only the works whose name contains the word. In place of that,
//! `peers reading FOLDER` counts how many real files each reads, `peers collection FOLDER` measures how
//! fast, and `peers processes` compares whole programs.

mod answer;
mod collection;
mod decoders;
mod floor;
mod generated;
mod many;
mod measure;
mod processes;
mod reading;
mod systems;
mod works;

use measure::{Measured, Wanted, Work};
use std::{error::Error, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["reading", folder] => reading::print(folder.as_ref()),
        ["collection", folder] => collection::print(folder.as_ref()),
        ["processes"] => processes::print(),
        ["facts", file] => processes::facts(file.as_ref(), None),
        ["facts", file, rounds] => processes::facts(file.as_ref(), rounds.parse().ok()),
        [] => compare(""),
        [word, ..] => compare(word),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the works whose name contains `word`.
fn compare(word: &str) -> Result<(), Box<dyn Error>> {
    println!("{}; {}; load {}", openssl::version::version(), processor(), load());
    println!();
    println!("| work | system | ns | times ours | wanted |");
    println!("|---|---|---:|---:|---|");
    let named = works::all().into_iter().filter(|work| work.name.contains(word));
    let mut done = Vec::new();
    for work in named.chain(many::works(word)) {
        let measured =
            work.measure().map_err(|difference| format!("{}: {difference}", work.name))?;
        print_rows(&work, &measured);
        done.push((work, measured));
    }
    println!();
    let targets = done.iter().flat_map(|(work, measured)| reached(work, measured));
    let quotient = many::quotient(&done);
    let kept = quotient.as_ref().and_then(|_| many::quotient_of_kept_memory());
    targets.chain(quotient).chain(kept).for_each(|target| println!("{target}"));
    println!("load at the end {}", load());
    Ok(())
}

/// How busy the machine is: the processes that ran or waited, on average over a minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// One line for each target: what came out, what was wanted.
fn reached(work: &Work, measured: &[Measured]) -> Vec<String> {
    let of = |one: &Measured, other: &Measured| one.nanoseconds / other.nanoseconds;
    let line = |what: String, is_reached: bool| {
        format!("- {}: {what}: {}", work.name, if is_reached { "reached" } else { "MISSED" })
    };
    let [ours, others @ ..] = measured else { return Vec::new() };
    let wanted = others.iter().filter_map(|one| Some((one, one.wanted?)));
    let mut lines: Vec<String> = wanted
        .map(|(one, wanted)| {
            let ratio = of(one, ours);
            let shown = match wanted {
                Wanted::AtLeast(_) => format!("{} takes {ratio:.2} times ours", one.system),
                Wanted::OursAtMost(_) => format!("{:.2} times the {}", 1.0 / ratio, one.system),
            };
            line(format!("{shown}, {wanted}"), wanted.is_met(ratio))
        })
        .collect();
    if let (Some((peer, least)), [floor, peers @ ..]) = (work.floor, others) {
        for one in peers.iter().filter(|one| one.system == peer) {
            let ratio = of(one, floor);
            let shown = format!("{peer} takes {ratio:.2} times the floor, at least {least}");
            lines.push(line(shown, ratio >= least));
        }
    }
    lines
}

/// Prints one line for each system.
fn print_rows(work: &Work, measured: &[Measured]) {
    let ours = measured.first().map_or(f64::NAN, |ours| ours.nanoseconds);
    for one in measured {
        let ratio = one.nanoseconds / ours;
        let wanted = one.wanted.map(|wanted| wanted.to_string()).unwrap_or_default();
        let version = version(one.system);
        let (work, nanoseconds) = (work.name, one.nanoseconds);
        println!("| {work} | {}{version} | {nanoseconds:.0} | {ratio:.2} | {wanted} |", one.system);
    }
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
