//! Whole programs on the Mozilla roots, `peers processes`: from the start to the exit, and inside, after a
//! first time. Subject, issuer and end of each root are printed.

use crate::{answer::Facts, systems::ours};
use cpu_time::ThreadTime;
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

const STARTS: usize = 11;
const ROUNDS: usize = 31;

pub fn print() -> Result<(), Box<dyn Error>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let roots = own.join("../../testdata/certificate/mozilla-roots.pem");
    let python = own.join("programs/facts.py");
    let programs: [(String, Option<Vec<PathBuf>>, bool); 4] = [
        ("anycert".into(), Some(vec![std::env::current_exe()?, "facts".into()]), true),
        (version("go", &["version"]), go(&own.join("programs/facts.go")).map(|go| vec![go]), true),
        (
            version(
                "python3",
                &["-c", "import cryptography as c; print('Python cryptography', c.__version__)"],
            ),
            Some(vec!["python3".into(), python]),
            true,
        ),
        (
            version("openssl", &["version"]),
            Some(["openssl", "storeutl", "-noout", "-certs", "-text"].map(PathBuf::from).into()),
            false,
        ),
    ];
    println!("| program | start to exit, ms | inside, ns for one root |");
    println!("|---|---:|---:|");
    for (name, command, has_inside) in programs {
        let Some(command) = command else { continue };
        let start_to_exit = start_to_exit(&command, &roots)?;
        let inside = if has_inside { inside(&command, &roots)? } else { "–".into() };
        println!("| {name} | {start_to_exit:.1} | {inside} |");
    }
    Ok(())
}

/// What `peers facts FILE` does, as the other programs do it.
pub fn facts(path: &Path, rounds: Option<usize>) -> Result<(), Box<dyn Error>> {
    let text = fs::read(path)?;
    let read = || ours::all(&text).ok_or("unreadable").map(|answer| answer.certificates);
    let Some(rounds) = rounds else {
        for Facts { subject, issuer, not_after } in read()? {
            println!("{subject} {issuer} {not_after}");
        }
        return Ok(());
    };
    let mut times = Vec::new();
    for _ in 0..rounds {
        read()?;
        let start = ThreadTime::now();
        let count = read()?.len();
        times.push(start.elapsed().as_nanos() / count as u128);
    }
    times.sort_unstable();
    println!("{}", times[rounds / 2]);
    Ok(())
}

fn version(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_default()
}

fn go(source: &Path) -> Option<PathBuf> {
    let program = std::env::temp_dir().join("anycert-peers-facts-go");
    let built =
        Command::new("go").arg("build").arg("-o").arg(&program).arg(source).status().ok()?;
    built.success().then_some(program)
}

/// Median milliseconds.
fn start_to_exit(command: &[PathBuf], roots: &Path) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let mut process = Command::new(&command[0]);
        let status = process.args(&command[1..]).arg(roots).stdout(Stdio::null()).status()?;
        if !status.success() {
            return Err(format!("{} cannot do this work", command[0].display()).into());
        }
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[STARTS / 2])
}

fn inside(command: &[PathBuf], roots: &Path) -> Result<String, Box<dyn Error>> {
    let rounds = ROUNDS.to_string();
    let output = Command::new(&command[0]).args(&command[1..]).arg(roots).arg(rounds).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
