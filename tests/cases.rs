//! Inputs that are easy to misread, each with the right answer: any folder with a
//! `cases.jsonl`, named by `ANYCERT_CASES`. The README of such a folder defines the words of a
//! want. Without the variable no case runs, and the test says so.
//!
//! A failing case fails the test unless `cases_exceptions.toml` lists it, and a listed case that
//! holds fails it too.

#[path = "cases/want.rs"]
mod want;

use anycert::Parser;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, panic,
    path::Path,
    process::ExitCode,
};
use testkit::parallel;
use want::{Answer, Want};

const VARIABLE: &str = "ANYCERT_CASES";
const EXCEPTIONS: &str = include_str!("cases_exceptions.toml");
/// The Cargo features that an exception can name, and whether this build has them.
const FEATURES: &[(&str, bool)] = &[
    ("public-key-derivation", cfg!(feature = "public-key-derivation")),
    ("rare-ciphers", cfg!(feature = "rare-ciphers")),
];

/// Without the harness, its own count is the last line. Test runners that ask for the list of
/// tests get one.
fn main() -> ExitCode {
    if env::args().any(|argument| argument == "--list") {
        if !env::args().any(|argument| argument == "--ignored") {
            println!("cases: test");
        }
        return ExitCode::SUCCESS;
    }
    want::check_the_rules();
    let exceptions = exceptions();
    let Some(folder) = env::var_os(VARIABLE) else {
        println!("cases: skipped, {VARIABLE} is not set");
        return ExitCode::SUCCESS;
    };
    let folder = Path::new(&folder);
    let path = folder.join("cases.jsonl");
    let lines =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases: Vec<Case> =
        lines.lines().filter(|line| !line.trim().is_empty()).map(Case::read).collect();
    assert!(!cases.is_empty(), "{} is empty", path.display());
    let outcomes = parallel::map(&cases, |case| case.run(folder));
    report(&cases, &outcomes, &exceptions)
}

/// One line of `cases.jsonl`.
struct Case {
    file: String,
    kind: String,
    passphrase: Option<Vec<u8>>,
    private_key: Option<String>,
    want: Want,
    want_as_json: String,
}

/// The result of a case: the answer in words, and why it differs from the wanted one.
struct Outcome {
    answer: String,
    failure: Option<String>,
}

impl Case {
    fn read(line: &str) -> Case {
        let row: Value = serde_json::from_str(line).expect("a line of cases.jsonl is JSON");
        let (mut file, mut kind, mut want) = (None, None, None);
        let (mut passphrase, mut private_key, mut want_as_json) = (None, None, String::new());
        for (field, value) in row.as_object().expect("a case is an object") {
            match field.as_str() {
                "file" => file = Some(text(value)),
                "kind" => kind = Some(text(value)),
                "private_key" => private_key = Some(text(value)),
                "passphrase" if value.is_null() => {}
                "passphrase" => passphrase = Some(text(value).into_bytes()),
                "passphrase_hex" => passphrase = Some(octets(&text(value))),
                "want" => {
                    want = Some(Want::read(value).unwrap_or_else(|why| panic!("{row}: {why}")));
                    want_as_json = value.to_string();
                }
                "why" => {}
                _ => panic!("{row}: unknown field {field}"),
            }
        }
        let missing = || panic!("{row}: file, kind and want are required");
        Case {
            file: file.unwrap_or_else(missing),
            kind: kind.unwrap_or_else(missing),
            want: want.unwrap_or_else(|| panic!("{row}: no want")),
            passphrase,
            private_key,
            want_as_json,
        }
    }

    fn run(&self, folder: &Path) -> Outcome {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let input = read(&self.file);
        let private_key = self.private_key.as_deref().map(read);
        let mut parser = Parser::new();
        if let Some(passphrase) = &self.passphrase {
            parser = parser.passphrase_bytes(passphrase);
        }
        if let Some(private_key) = &private_key {
            parser = parser.private_key(private_key);
        }
        match panic::catch_unwind(|| Answer::of(&parser.parse(&input))) {
            Err(_) => Outcome { answer: "panic".into(), failure: Some("it panicked".into()) },
            Ok(answer) => {
                Outcome { answer: answer.in_words(), failure: self.want.failure(&answer) }
            }
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value}: expected a string")).to_owned()
}

fn octets(hex: &str) -> Vec<u8> {
    assert!(hex.len().is_multiple_of(2), "{hex}: an odd number of hexadecimal digits");
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits"))
        .collect()
}

/// The files of the cases that fail in this build.
fn exceptions() -> BTreeSet<String> {
    let table: toml::Table = EXCEPTIONS.parse().expect("cases_exceptions.toml is TOML");
    let listed = table.get("exception").and_then(toml::Value::as_array);
    let (mut files, mut exceptions) = (BTreeSet::new(), BTreeSet::new());
    for entry in listed.map_or(&[][..], Vec::as_slice) {
        let (mut file, mut reason, mut has_feature) = (None, None, false);
        for (key, value) in entry.as_table().expect("an exception is a table") {
            let value = value.as_str().expect("a string");
            match key.as_str() {
                "file" => file = Some(value.to_owned()),
                "reason" => reason = Some(value),
                "feature" => {
                    let feature = FEATURES.iter().find(|(name, _)| *name == value);
                    has_feature = feature.unwrap_or_else(|| panic!("{value}: no such feature")).1;
                }
                _ => panic!("{entry:?}: unknown key {key}"),
            }
        }
        let file = file.unwrap_or_else(|| panic!("{entry:?}: no file"));
        let is_reason = |it: &str| it.len() > 20 || it.starts_with("open: ");
        assert!(reason.is_some_and(is_reason), "{file}: no reason");
        assert!(files.insert(file.clone()), "{file}: listed twice");
        if !has_feature {
            exceptions.insert(file);
        }
    }
    exceptions
}

fn report(cases: &[Case], outcomes: &[Outcome], exceptions: &BTreeSet<String>) -> ExitCode {
    let mut kinds: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        kinds.entry(&case.kind).or_default()[usize::from(outcome.failure.is_some())] += 1;
    }
    println!("{:<32}{:>6}{:>8}", "kind", "held", "failed");
    for (kind, [held, failed]) in &kinds {
        println!("{kind:<32}{held:>6}{failed:>8}");
    }
    let count = |column: usize| kinds.values().map(|counts| counts[column]).sum::<usize>();
    println!("{:<32}{:>6}{:>8}\n", "all", count(0), count(1));
    let (mut passed, mut excepted, mut failed) = (0, 0, 0);
    for (case, outcome) in cases.iter().zip(outcomes) {
        let file = &case.file;
        match (&outcome.failure, exceptions.contains(file)) {
            (None, false) => passed += 1,
            (None, true) => {
                println!("FAIL  {file}: holds and is listed in cases_exceptions.toml");
                failed += 1;
            }
            (Some(failure), is_listed) => {
                println!("{} {file} ({})", if is_listed { "known" } else { "FAIL " }, case.kind);
                println!("        want   {}", case.want_as_json);
                println!("        missed {failure}\n        got    {}", outcome.answer);
                *(if is_listed { &mut excepted } else { &mut failed }) += 1;
            }
        }
    }
    println!("\nknown failures: {excepted}");
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
