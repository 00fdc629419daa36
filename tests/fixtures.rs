//! Every file of `testdata` against its sidecar, in every point, and whether it has a sidecar and
//! a line about its origin. The names of the files are the test table. The texts for each are in
//! `tests/snapshots`.

use anycert::{
    Bundle, Error, ErrorKind, Integrity, KeyMatch, KeyState, NoteCode, PrivateKey, detect,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};
use testkit::{
    fixture::{self, Case},
    parallel, snapshot,
};
use time::OffsetDateTime;

/// The Cargo features that a sidecar can name, and whether this build has them.
const FEATURES: &[(&str, bool)] = &[("rare-ciphers", cfg!(feature = "rare-ciphers"))];

#[test]
fn every_fixture_says_what_it_is_and_where_it_comes_from() {
    let page = fs::read_to_string(fixture::root().join("README.md")).expect("testdata/README.md");
    let mut failures: Vec<String> =
        fixture::orphans().iter().map(|path| format!("{path:?}: its fixture is missing")).collect();
    for fixture in fixture::all() {
        let name = &fixture.name;
        match &fixture.expect {
            None => failures.push(format!("{name}: no sidecar {name}.expect")),
            Some(expect) => {
                for key in ["witness", "made_by"] {
                    if expect[key].as_str().is_none_or(|text| text.trim().is_empty()) {
                        failures.push(format!("{name}: the sidecar has no {key}"));
                    }
                }
            }
        }
        let (folder, file) = name.split_once('/').expect("a fixture is in a folder");
        if !is_listed(&page, folder, file) {
            failures.push(format!("{name}: no provenance line in README.md, section {folder}/"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Whether `page` has a line ``- `file`: …`` in the section of the folder.
fn is_listed(page: &str, folder: &str, file: &str) -> bool {
    let heading = format!("## {folder}/");
    let start = format!("- `{file}`: ");
    page.lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .any(|line| line.strip_prefix(&start).is_some_and(|provenance| !provenance.is_empty()))
}

#[test]
fn every_fixture_is_read_as_its_sidecar_says() {
    let fixtures = fixture::all();
    let cases: Vec<Case<'_>> = fixtures.iter().flat_map(|fixture| fixture.cases()).collect();
    let answers = parallel::map(&cases, |case| case.parse());
    let failures: Vec<Vec<String>> =
        cases.iter().zip(&answers).map(|(case, answer)| differences(case, answer)).collect();
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (case, failures) in cases.iter().zip(&failures) {
        let folder = case.fixture.name.split('/').next().unwrap_or_default();
        let count = counts.entry(folder).or_default();
        count[0] += usize::from(failures.is_empty());
        count[1] += 1;
    }
    for (folder, [passed, all]) in &counts {
        println!("{folder:<14}{passed:>5} of {all:>5} cases");
    }
    println!("{} fixtures, {} cases", fixtures.len(), cases.len());
    let said: Vec<String> = cases
        .iter()
        .zip(&failures)
        .flat_map(|(case, failures)| failures.iter().map(move |why| format!("{case}: {why}")))
        .collect();
    assert!(said.is_empty(), "{} differences:\n{}", said.len(), said.join("\n"));
    every_text_is_the_one_that_was_read_through(&cases, &answers);
    every_code_is_left_by_the_fixture_of_its_line(&cases, &answers);
}

/// Errors with their help, and notes. Builds with more features have fewer errors.
fn every_text_is_the_one_that_was_read_through(
    cases: &[Case<'_>],
    answers: &[Result<Bundle, Error>],
) {
    if cfg!(any(feature = "rare-ciphers", feature = "public-key-derivation")) {
        return;
    }
    let mut refusals = String::new();
    let mut notes = String::new();
    for (case, answer) in cases.iter().zip(answers) {
        match answer {
            Err(error) => {
                let (kind, help) = (error.kind(), error.help());
                let _ = writeln!(refusals, "{case}\n  {kind}: {error}\n  {help}");
            }
            Ok(bundle) if bundle.notes().is_empty() => {}
            Ok(bundle) => {
                let _ = writeln!(notes, "{case}");
                for note in bundle.notes() {
                    let _ = writeln!(notes, "  {}, {}: {note}", note.class(), note.code());
                }
            }
        }
    }
    snapshot::check("refusals.txt", &refusals);
    snapshot::check("notes.txt", &notes);
}

/// The table of codes in the documentation: complete, in order, and true.
fn every_code_is_left_by_the_fixture_of_its_line(
    cases: &[Case<'_>],
    answers: &[Result<Bundle, Error>],
) {
    let mut left: BTreeSet<(String, &str)> = BTreeSet::new();
    for (case, answer) in cases.iter().zip(answers) {
        for note in answer.iter().flat_map(Bundle::notes) {
            left.insert((note.code().to_string(), &case.fixture.name));
        }
    }
    let lines = include_str!("../src/note/codes.md").lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<Vec<&str>> = lines
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let listed: Vec<(&str, &str)> = rows.iter().map(|row| (row[1], row[2])).collect();
    let codes: Vec<(&str, &str)> =
        NoteCode::ALL.iter().map(|code| (code.as_str(), code.class().as_str())).collect();
    assert_eq!(listed, codes);
    for row in &rows {
        let is_left = left.contains(&(row[1].to_owned(), row[5]));
        // Notes that require an option are tested with the option.
        assert!(is_left || row[1] == "broken_skipped", "{} does not leave {}", row[5], row[1]);
    }
}

/// What is different from the sidecar about one case.
fn differences(case: &Case<'_>, answer: &Result<Bundle, Error>) -> Vec<String> {
    let mut found = Differences(Vec::new());
    match (answer, missing_feature(case)) {
        (Err(error), Some(feature)) if error.kind() == ErrorKind::Unsupported => {
            found.check("feature", Some(feature), error.feature());
        }
        (Ok(bundle), _) if case.is_ok() => compare(case, bundle, &mut found),
        (Err(error), _) if !case.is_ok() => compare_error(case, error, &mut found),
        (Ok(_), _) => found.0.push(format!("expected {}, got a bundle", case.expect["kind"])),
        (Err(error), _) => found.0.push(format!("expected a bundle, got {error:?}")),
    }
    if let (Ok(bundle), Some(format)) = (answer, detect(&case.fixture.bytes)) {
        found.check("what detect() says", format, bundle.format());
    }
    found.0
}

/// The feature that the case needs and this build does not have.
fn missing_feature<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    let needed = case.text("feature")?;
    let known = FEATURES.iter().find(|(name, _)| *name == needed);
    let (_, is_on) = known.unwrap_or_else(|| panic!("{case}: unknown feature {needed}"));
    (!is_on).then_some(needed)
}

struct Differences(Vec<String>);

impl Differences {
    fn check<T: PartialEq<U> + std::fmt::Debug, U: std::fmt::Debug>(
        &mut self,
        point: &str,
        expected: T,
        got: U,
    ) {
        if expected != got {
            self.0.push(format!("{point}: expected {expected:?}, got {got:?}"));
        }
    }
}

fn compare_error(case: &Case<'_>, error: &Error, found: &mut Differences) {
    found.check("kind", case.text("kind"), Some(&*format!("{:?}", error.kind())));
    let said = format!("{error} {}", error.help()).to_lowercase();
    for piece in case.expect["mentions"].as_array().into_iter().flatten() {
        let piece = piece.as_str().expect("mentions holds strings");
        if !said.contains(piece) {
            found.0.push(format!("expected {piece:?} in {said:?}"));
        }
    }
}

fn compare(case: &Case<'_>, bundle: &Bundle, found: &mut Differences) {
    let metadata = bundle.metadata();
    found.check("format", case.text("format"), Some(&*format!("{:?}", bundle.format())));
    found.check("subject", case.text("subject"), metadata.subject.as_deref());
    found.check("issuer", case.text("issuer"), metadata.issuer.as_deref());
    let expires_at = metadata.expires_at.map(rfc_3339);
    found.check("expires_at", case.text("expires_at"), expires_at.as_deref());
    found.check(
        "has_private_key",
        case.expect["has_private_key"].clone(),
        metadata.has_private_key,
    );
    let certificates = bundle.certificates().iter().map(|own| testkit::sha256(own.as_der()));
    let certificates: Vec<String> = certificates.collect();
    found.check("certificates", case.expect["certificates"].clone(), Value::from(certificates));
    let keys = bundle.private_keys();
    found.check("private_keys", case.expect["private_keys"].clone(), keys.len());
    let states: Vec<&str> = keys.iter().map(state).collect();
    found.check("key_states", case.expect["key_states"].clone(), Value::from(states));
    found.check("key_match", expected_key_match(case), Some(key_match(bundle)));
    let integrity = match case.text("integrity_without_feature") {
        Some(integrity) if missing_feature(case).is_some() => Some(integrity),
        _ => case.text("integrity"),
    };
    found.check("integrity", integrity, Some(self::integrity(bundle)));
}

fn expected_key_match<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    match case.text("key_match_underived") {
        Some(verdict) if !cfg!(feature = "public-key-derivation") => Some(verdict),
        _ => case.text("key_match"),
    }
}

/// `2026-03-15T12:00:00.000Z`.
fn rfc_3339(moment: OffsetDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z",
        date.year(),
        u8::from(date.month()),
        date.day(),
        time.hour(),
        time.minute(),
        time.second(),
    )
}

fn state(key: &PrivateKey) -> &'static str {
    match key.state() {
        KeyState::Clear => "clear",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(_) => "locked",
        _ => "new",
    }
}

fn key_match(bundle: &Bundle) -> &'static str {
    match bundle.key_match() {
        KeyMatch::Matches => "matches",
        KeyMatch::Mismatch => "mismatch",
        KeyMatch::Unknown(_) => "unknown",
        KeyMatch::NoKey => "no_key",
        KeyMatch::NoCertificate => "no_certificate",
        _ => "new",
    }
}

fn integrity(bundle: &Bundle) -> &'static str {
    match bundle.integrity() {
        Integrity::None => "none",
        Integrity::Verified => "verified",
        Integrity::Unchecked => "unchecked",
        _ => "new",
    }
}
