//! The certificate files of a whole collection, `peers collection FOLDER`: how long each library takes
//! for all files that it and anycert and Python's cryptography and OpenSSL all read alike.

use crate::{
    measure::{Caches, System, Work},
    reading::{self, Row},
    systems::{Outcome, openssl, ours, works_answer},
};
use serde_json::{Value, json};
use std::{
    error::Error,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    rc::Rc,
};

const ROUNDS: usize = 15;

pub fn print(folder: &Path) -> Result<(), Box<dyn Error>> {
    let rows: Vec<Row> = reading::rows(folder)?
        .into_iter()
        .filter(|row| row.format.starts_with("certificate"))
        .collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs/facts.py");
    let mut python =
        Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (mut to, from) =
        (python.stdin.take().ok_or("stdin")?, python.stdout.take().ok_or("stdout")?);
    let mut from = BufReader::new(from);
    let files: Vec<_> = rows.iter().map(|row| folder.join(&row.path)).collect();
    writeln!(to, "{}", json!({ "files": files, "rounds": ROUNDS }))?;
    let counts: Vec<i64> = serde_json::from_value(line(&mut from)?)?;
    let chosen: Vec<usize> = (0..rows.len())
        .filter(|at| {
            let row = &rows[*at];
            let is_all = |outcome: Outcome| {
                outcome.is_some_and(|answer| answer.certificates.len() == row.certificates)
            };
            counts[*at] == row.certificates as i64
                && is_all(ours::all(&row.bytes))
                && is_all(by_openssl(row))
        })
        .collect();
    writeln!(to, "{}", json!(chosen))?;
    let by_python = line(&mut from)?.as_f64().ok_or("a time")?;
    python.wait()?;
    let all: Rc<Vec<Row>> = Rc::new(
        rows.into_iter()
            .enumerate()
            .filter(|(at, _)| chosen.contains(at))
            .map(|(_, row)| row)
            .collect(),
    );
    let certificates: usize = all.iter().map(|row| row.certificates).sum();
    let system = |name, read: fn(&Row) -> Outcome| {
        let all = all.clone();
        let run = move || works_answer(all.iter().map(read));
        System { name, run: Box::new(run), wanted: None, partial: true }
    };
    let systems =
        vec![system("anycert", |row| ours::all(&row.bytes)), system("openssl", by_openssl)];
    let work = Work { name: "collection", systems, floor: None, caches: Caches::Warm };
    let measured = work.measure()?;
    println!("{} files with {certificates} certificates, of {}", all.len(), folder.display());
    println!();
    println!("| system | µs for all | times ours |");
    println!("|---|---:|---:|");
    let ours = measured[0].nanoseconds;
    let python = [("Python cryptography", by_python)];
    for (system, time) in measured.iter().map(|one| (one.system, one.nanoseconds)).chain(python) {
        println!("| {system} | {:.0} | {:.2} |", time / 1e3, time / ours);
    }
    Ok(())
}

fn by_openssl(row: &Row) -> Outcome {
    if row.is_pem() { openssl::pem(&row.bytes) } else { openssl::der(&row.bytes) }
}

fn line(from: &mut impl BufRead) -> Result<Value, Box<dyn Error>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}
