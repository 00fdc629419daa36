//! Real files with answers that other software gave: any folder with a `manifest.jsonl`, named by
//! `ANYCERT_CORPUS`. Without the variable no file is read, and the test reports that.
//!
//! A disagreement fails unless `corpus_exceptions.toml` lists it with its reason, and a listed one
//! that agrees fails too.

use anycert::{
    Bundle, Certificate, Error, ErrorKind, Integrity, KeyMatch, KeyState, NoteClass, Parser,
};
use serde_json::Value;
use std::{collections::BTreeMap, env, fmt, fs, panic, path::Path, process::ExitCode};
use testkit::parallel;
use time::{Date, Month, PrimitiveDateTime, Time};

const VARIABLE: &str = "ANYCERT_CORPUS";
const EXCEPTIONS: &str = include_str!("corpus_exceptions.toml");

/// The harness is switched off, so that the count is the last line; runners that ask for the list
/// of tests get one.
fn main() -> ExitCode {
    if env::args().any(|argument| argument == "--list") {
        if !env::args().any(|argument| argument == "--ignored") {
            println!("corpus: test");
        }
        return ExitCode::SUCCESS;
    }
    let Some(folder) = env::var_os(VARIABLE) else {
        println!("corpus: skipped, {VARIABLE} is not set");
        return ExitCode::SUCCESS;
    };
    let folder = Path::new(&folder);
    let manifest = fs::read_to_string(folder.join("manifest.jsonl"))
        .unwrap_or_else(|error| panic!("{}: {error}", folder.join("manifest.jsonl").display()));
    let rows: Vec<Row> = manifest
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Row(serde_json::from_str(line).expect("a manifest line is JSON")))
        .collect();
    assert!(!rows.is_empty(), "the manifest is empty");
    let outcomes = parallel::map(&rows, |row| run(folder, row));
    report(&rows, &outcomes, &exceptions())
}

/// One line of the manifest: a file, and a password or none.
struct Row(Value);

impl Row {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {}", self.0))
    }

    fn password(&self) -> Option<&str> {
        self.0["password"].as_str()
    }

    fn expects(&self, verdict: &str) -> bool {
        let also = self.0["accept_also"].as_array();
        self.text("expect") == verdict
            || also.is_some_and(|also| also.iter().any(|other| other == verdict))
    }

    /// Whether only the reader of everything, `openssl storeutl`, was asked. It knows neither
    /// OpenSSH keys nor Java key stores, of which the manifest says that they hold nothing.
    fn is_unknown_to_oracles(&self) -> bool {
        let oracles = self.0["oracles"].as_object().expect("oracles");
        self.text("kind") == "other"
            && self.expects("not-applicable")
            && oracles.keys().eq(["openssl-store"])
    }

    fn certificates(&self) -> &[Value] {
        self.0["certs"].as_array().map_or(&[], Vec::as_slice)
    }
}

/// The file and the password, as the exceptions name a row.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (password {:?})", self.text("path"), self.password())
    }
}

/// The result of one row.
struct Outcome {
    /// Why the answer disagrees; `None` if it agrees.
    disagreement: Option<String>,
    /// Names that read differently from the manifest's, where the rest agrees.
    names: Vec<String>,
}

fn run(folder: &Path, row: &Row) -> Outcome {
    let failed = |why: String| (Some(why), Vec::new());
    let input = fs::read(folder.join(row.text("path"))).unwrap_or_default();
    let (disagreement, names) = if testkit::sha256(&input) == row.text("sha256") {
        let parser = row.password().map_or(Parser::new(), |it| Parser::new().passphrase(it));
        match panic::catch_unwind(|| parser.parse(&input)) {
            Err(_) => failed("panicked".to_owned()),
            Ok(answer) => judge(row, &input, &answer),
        }
    } else {
        failed("is not the file that the manifest means".to_owned())
    };
    Outcome { disagreement, names }
}

fn judge(row: &Row, input: &[u8], answer: &Result<Bundle, Error>) -> (Option<String>, Vec<String>) {
    let disagreement = match answer {
        Ok(bundle) if row.is_unknown_to_oracles() => unknown_to_oracles(row, input, bundle),
        Ok(bundle) if row.expects("malformed") && !row.expects("ok") => {
            without_end_line(row, input, bundle)
        }
        answer => disagreement(row, answer),
    };
    let names = match answer {
        Ok(bundle) if disagreement.is_none() && row.text("expect") == "ok" => names(row, bundle),
        _ => Vec::new(),
    };
    (disagreement, names)
}

/// What is in a file of a format of which the manifest knows nothing, counted here without this
/// crate; any other file has to be as the manifest says.
fn unknown_to_oracles(row: &Row, input: &[u8], bundle: &Bundle) -> Option<String> {
    let (certificates, keys) = if let Some(entries) = input.strip_prefix(b"\xfe\xed\xfe\xed") {
        match java_certificates(entries) {
            Some(certificates) => (certificates, 0),
            None => return Some("more than trusted certificates: not counted here".to_owned()),
        }
    } else if is_openssh_key(input) {
        (Vec::new(), 1)
    } else {
        return judged_by_verdict(row, bundle);
    };
    let found: Vec<&[u8]> = bundle.certificates().iter().map(Certificate::as_der).collect();
    let is_same = found == certificates && bundle.private_keys().len() == keys;
    (!is_same).then(|| {
        format!("expected {} certificates and {keys} keys, got {bundle:?}", certificates.len())
    })
}

/// Whether the only block of a PEM text is an OpenSSH key, whatever its label says (PROTOCOL.key).
fn is_openssh_key(input: &[u8]) -> bool {
    let text = str::from_utf8(input).unwrap_or_default();
    let body: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    // "openssh-key-v1" and a NUL; each OpenSSH key is one key, OpenSSH accepts no other number.
    text.matches("-----BEGIN").count() == 1 && body.starts_with("b3BlbnNzaC1rZXktdjEA")
}

/// The certificates of a JKS of version 2 that has nothing but trusted certificates:
/// `version u32, count u32`, then for each `2 u32, alias utf, date u64, type utf, octets`.
fn java_certificates(mut rest: &[u8]) -> Option<Vec<&[u8]>> {
    fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
        let (taken, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(taken)
    }
    fn number(rest: &mut &[u8], length: usize) -> Option<usize> {
        Some(take(rest, length)?.iter().fold(0, |number, octet| number << 8 | usize::from(*octet)))
    }
    let version = number(&mut rest, 4)?;
    let count = number(&mut rest, 4)?;
    let mut certificates = Vec::new();
    for _ in 0..count {
        if (version, number(&mut rest, 4)?) != (2, 2) {
            return None;
        }
        for trailer in [8, 0] {
            let length = number(&mut rest, 2)?;
            take(&mut rest, length + trailer)?;
        }
        let length = number(&mut rest, 4)?;
        certificates.push(take(&mut rest, length)?);
    }
    Some(certificates)
}

/// A text that lacks nothing but its last END line is read as it is with that line, when nothing in
/// it needs repair.
fn without_end_line(row: &Row, input: &[u8], bundle: &Bundle) -> Option<String> {
    let text = str::from_utf8(input).unwrap_or_default();
    let label = text.split_once("-----BEGIN ").and_then(|(_, rest)| rest.split_once("-----"));
    let Some((label, _)) = label.filter(|_| !text.contains("-----END")) else {
        return judged_by_verdict(row, bundle);
    };
    let whole = format!("{}\n-----END {label}-----\n", text.trim_end());
    let is_repaired =
        |whole: &Bundle| whole.notes().iter().any(|note| note.class() == NoteClass::Repaired);
    match anycert::parse(&whole) {
        Ok(whole) if !is_repaired(&whole) && whole.certificates() == bundle.certificates() => None,
        other => Some(format!("with its END line it is read as {other:?}, without as {bundle:?}")),
    }
}

/// A bundle where the manifest expects another answer.
fn judged_by_verdict(row: &Row, bundle: &Bundle) -> Option<String> {
    let verdicts = verdicts_of_bundle(bundle);
    let agrees = verdicts.iter().any(|verdict| row.expects(verdict));
    (!agrees).then(|| {
        format!(
            "expected {}, got a bundle of {} certificates and {} keys, integrity {:?}",
            row.text("expect"),
            bundle.certificates().len(),
            bundle.private_keys().len(),
            bundle.integrity(),
        )
    })
}

/// The rules of "What counts as agreement".
fn disagreement(row: &Row, answer: &Result<Bundle, Error>) -> Option<String> {
    match answer {
        Ok(bundle) if row.text("expect") == "ok" => contents(row, bundle),
        Ok(bundle) => judged_by_verdict(row, bundle),
        Err(error) => {
            let verdicts = verdicts_of_error(error.kind());
            let agrees = verdicts.iter().any(|verdict| row.expects(verdict));
            let got =
                || format!("expected {}, got {:?}: {error}", row.text("expect"), error.kind());
            (!agrees).then(got)
        }
    }
}

fn verdicts_of_bundle(bundle: &Bundle) -> &'static [&'static str] {
    let is_locked = |key: &anycert::PrivateKey| matches!(key.state(), KeyState::Locked(_));
    let is_shut = bundle.private_keys().iter().any(is_locked);
    if is_shut || bundle.integrity() == Integrity::Unchecked {
        &["ok", "password-required"]
    } else {
        &["ok"]
    }
}

fn verdicts_of_error(kind: ErrorKind) -> &'static [&'static str] {
    match kind {
        ErrorKind::PassphraseRequired => &["password-required"],
        ErrorKind::IncorrectPassphrase => &["wrong-password"],
        ErrorKind::Malformed | ErrorKind::LimitExceeded => &["malformed"],
        ErrorKind::UnrecognizedFormat | ErrorKind::Unsupported | ErrorKind::Empty => {
            &["malformed", "not-applicable"]
        }
        ErrorKind::NoCertificateOrKey => &["not-applicable"],
        _ => &[],
    }
}

/// Compares what is in the bundle with what the row says is in the file.
fn contents(row: &Row, bundle: &Bundle) -> Option<String> {
    let keys = bundle.private_keys().len();
    if row.0["has_private_key"] != bundle.has_private_key() {
        return Some(format!("expected has_private_key {}", row.0["has_private_key"]));
    }
    if row.0["private_key_count"].as_u64() != Some(keys as u64) {
        return Some(format!("expected {} keys, got {keys}", row.0["private_key_count"]));
    }
    let expected = row.certificates();
    let mut found: Vec<(String, &Certificate)> = bundle
        .certificates()
        .iter()
        .map(|certificate| (testkit::sha256(certificate.as_der()), certificate))
        .collect();
    if expected.len() != found.len() {
        return Some(format!("expected {} certificates, got {}", expected.len(), found.len()));
    }
    let mut expected: Vec<&Value> = expected.iter().collect();
    if row.0["order_known"] == false {
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        expected.sort_by_key(|certificate| certificate["sha256"].as_str());
    }
    let mut pairs = expected.into_iter().zip(&found).enumerate();
    pairs.find_map(|(at, (expected, (sha256, certificate)))| {
        let difference = difference(expected, sha256, certificate, bundle)?;
        Some(format!("certificate {}: {difference}", at + 1))
    })
}

/// What is different about one certificate.
fn difference(
    expected: &Value,
    sha256: &str,
    certificate: &Certificate,
    bundle: &Bundle,
) -> Option<String> {
    let same = |key: &str, found: &str| {
        let differs = expected[key] != found;
        differs.then(|| format!("expected {key} {}, got {found}", expected[key]))
    };
    // The manifest has none if its tool rejected the date.
    let not_after = || match expected["not_after"].as_str() {
        Some(text) if moment(text) != certificate.not_after() => {
            Some(format!("expected not_after {text}, got {}", certificate.not_after()))
        }
        _ => None,
    };
    // A public key that this build does not derive is not a disagreement.
    let is_told = !matches!(bundle.key_match(), KeyMatch::Unknown(_));
    let key_match = || match expected["key_match"].as_bool() {
        Some(matches) if is_told && matches != bundle.key_of(certificate).is_some() => {
            Some(format!("expected key_match {matches}"))
        }
        _ => None,
    };
    same("sha256", sha256)
        .or_else(|| same("subject_der_sha256", &testkit::sha256(certificate.subject_der())))
        .or_else(|| same("issuer_der_sha256", &testkit::sha256(certificate.issuer_der())))
        .or_else(not_after)
        .or_else(key_match)
}

/// `2026-03-15T12:00:00Z`.
fn moment(text: &str) -> time::OffsetDateTime {
    let numbers: Vec<u16> = text
        .trim_end_matches('Z')
        .split(['-', 'T', ':'])
        .map(|number| number.parse().expect("a date of the manifest is in numbers"))
        .collect();
    let [year, month, day, hour, minute, second] = numbers[..] else { panic!("{text}") };
    let month = Month::try_from(month as u8).expect("a month");
    let date = Date::from_calendar_date(year.into(), month, day as u8).expect("a date");
    let time = Time::from_hms(hour as u8, minute as u8, second as u8).expect("a time of day");
    PrimitiveDateTime::new(date, time).assume_utc()
}

/// Names that read differently, once attribute types are written as in the manifest.
fn names(row: &Row, bundle: &Bundle) -> Vec<String> {
    if row.0["order_known"] == false {
        return Vec::new();
    }
    let mut different = Vec::new();
    for (expected, certificate) in row.certificates().iter().zip(bundle.certificates()) {
        for (key, name) in [("subject", certificate.subject()), ("issuer", certificate.issuer())] {
            let found = dotted(&name.to_string());
            let expected = expected[key].as_str().unwrap_or_default();
            if found != expected {
                different.push(format!("{key}: expected {expected:?}, got {found:?}"));
            }
        }
    }
    different
}

/// Attribute types that the manifest writes as numbers and this crate by name.
const DOTTED: &[(&str, &str)] = &[
    ("SN", "2.5.4.4"),
    ("serialNumber", "2.5.4.5"),
    ("street", "STREET"),
    ("title", "2.5.4.12"),
    ("description", "2.5.4.13"),
    ("businessCategory", "2.5.4.15"),
    ("postalAddress", "2.5.4.16"),
    ("postalCode", "2.5.4.17"),
    ("postOfficeBox", "2.5.4.18"),
    ("telephoneNumber", "2.5.4.20"),
    ("name", "2.5.4.41"),
    ("GN", "2.5.4.42"),
    ("initials", "2.5.4.43"),
    ("generationQualifier", "2.5.4.44"),
    ("x500UniqueIdentifier", "2.5.4.45"),
    ("dnQualifier", "2.5.4.46"),
    ("pseudonym", "2.5.4.65"),
    ("role", "2.5.4.72"),
    ("organizationIdentifier", "2.5.4.97"),
    ("emailAddress", "1.2.840.113549.1.9.1"),
    ("unstructuredName", "1.2.840.113549.1.9.2"),
    ("unstructuredAddress", "1.2.840.113549.1.9.8"),
    ("jurisdictionL", "1.3.6.1.4.1.311.60.2.1.1"),
    ("jurisdictionST", "1.3.6.1.4.1.311.60.2.1.2"),
    ("jurisdictionC", "1.3.6.1.4.1.311.60.2.1.3"),
];

/// `emailAddress=a@b, CN=c` with its types as in the manifest: `1.2.840.113549.1.9.1=a@b, CN=c`.
fn dotted(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some(end) = type_end(rest) {
        let (attribute, after) = rest.split_at(end);
        let known = DOTTED.iter().find(|(short, _)| *short == attribute);
        text.push_str(known.map_or(attribute, |(_, dotted)| dotted));
        let value = value_end(after);
        text.push_str(&after[..value]);
        rest = &after[value..];
    }
    text + rest
}

fn type_end(text: &str) -> Option<usize> {
    text.find('=')
}

/// Offset after the separator that ends the value: `, ` or `+`, not escaped.
fn value_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'+' => return at + 1,
            b',' if bytes.get(at + 1) == Some(&b' ') => return at + 2,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// One row whose disagreement is accepted, and which must disagree.
struct Exception {
    path: String,
    password: Option<String>,
}

impl Exception {
    fn covers(&self, row: &Row) -> bool {
        self.path == row.text("path") && self.password.as_deref() == row.password()
    }
}

fn exceptions() -> Vec<Exception> {
    let table: toml::Table = EXCEPTIONS.parse().expect("corpus_exceptions.toml is TOML");
    let listed = table.get("exception").and_then(toml::Value::as_array);
    let text = |entry: &toml::Value, key: &str| {
        entry.get(key).map(|text| text.as_str().expect("a string").to_owned())
    };
    let exception = |entry: &toml::Value| {
        let reason = text(entry, "reason");
        assert!(reason.is_some_and(|reason| reason.len() > 20), "{entry:?}: no reason");
        let path = text(entry, "path").expect("a path");
        Exception { path, password: text(entry, "password") }
    };
    listed.map_or(&[][..], Vec::as_slice).iter().map(exception).collect()
}

/// Agreed and all, of the rows that expect `ok`, of the others, and of their names.
#[derive(Default)]
struct Tally {
    ok: [usize; 2],
    others: [usize; 2],
    names: [usize; 2],
}

impl Tally {
    fn add(&mut self, row: &Row, outcome: &Outcome) {
        let agreed = usize::from(outcome.disagreement.is_none());
        let is_ok = row.text("expect") == "ok";
        let counts = if is_ok { &mut self.ok } else { &mut self.others };
        counts[0] += agreed;
        counts[1] += 1;
        if is_ok && agreed == 1 && !row.certificates().is_empty() {
            self.names[0] += usize::from(outcome.names.is_empty());
            self.names[1] += 1;
        }
    }

    fn print(&self, kind: &str) {
        let share = |[agreed, all]: [usize; 2]| {
            if all == 0 { "-".to_owned() } else { format!("{agreed}/{all}") }
        };
        println!(
            "{kind:<20}{:>12}{:>14}{:>14}",
            share(self.ok),
            share(self.others),
            share(self.names),
        );
    }
}

fn report(rows: &[Row], outcomes: &[Outcome], exceptions: &[Exception]) -> ExitCode {
    let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    let (mut passed, mut excepted, mut failed) = (0, 0, 0);
    for (row, outcome) in rows.iter().zip(outcomes) {
        kinds.entry(row.text("kind")).or_default().add(row, outcome);
        total.add(row, outcome);
        for name in &outcome.names {
            println!("name  {row}: {name}");
        }
        let is_listed = exceptions.iter().any(|exception| exception.covers(row));
        match &outcome.disagreement {
            None => passed += 1,
            Some(why) if is_listed => {
                println!("known {row}: {why}");
                excepted += 1;
            }
            Some(why) => {
                println!("FAIL  {row}: {why}");
                failed += 1;
            }
        }
    }
    for exception in exceptions {
        let mut pairs = rows.iter().zip(outcomes);
        let covered = pairs.find(|(row, _)| exception.covers(row));
        if let Some((row, Outcome { disagreement: None, .. })) = covered {
            println!("FAIL  {row}: agrees and is listed in corpus_exceptions.toml");
            failed += 1;
        }
    }
    println!("\n{:<20}{:>12}{:>14}{:>14}", "kind", "expect ok", "others", "names alike");
    for (kind, tally) in &kinds {
        tally.print(kind);
    }
    total.print("all");
    println!("\nknown disagreements: {excepted}");
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
