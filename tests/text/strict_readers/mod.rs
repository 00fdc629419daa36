//! One text, one reading: what this crate reads, no other reader contradicts. What other software
//! finds in a text was measured: `measured.jsonl`, made by `testdata/tools/measure-readers.py`.

mod mutations;
mod table;

use anycert::Parser;
use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
};
use table::{Items, Material, Row};
use testkit::strict_readers::READERS;

/// The variable that names another table, of random texts, that the rules are checked against.
const VARIABLE: &str = "ANYCERT_MEASURED_READERS";
/// Texts of the table for which the property does not hold yet, one name a line.
const OPEN: &str = include_str!("open.txt");

/// The rules in this folder read every measured text as the real reader did.
#[test]
fn the_rules_are_those_of_the_readers() {
    let table = env::var_os(VARIABLE).map_or_else(measured, PathBuf::from);
    let (material, rows) = table::read(&table);
    let mut failures = Vec::new();
    for row in &rows {
        assert_eq!(row.read.len(), READERS.len(), "{}: other readers were measured", row.name);
        for (reader, rule) in READERS {
            let found = rule(&row.text);
            let found = Items {
                certificates: found.certificates.iter().map(|der| material.name(der)).collect(),
                keys: found.keys.iter().map(|block| material.name(&block.der)).collect(),
            };
            let measured = &row.read[*reader];
            if found != *measured {
                failures.push(format!("{}: {reader} reads {measured}, its rule {found}", row.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_reader_contradicts_what_is_read_of_the_measured_texts() {
    let (material, rows) = table::read(&measured());
    let mut open: BTreeSet<&str> =
        OPEN.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    let mut failures = Vec::new();
    for row in &rows {
        let against = readers_against(row, &material);
        match (against.is_empty(), open.remove(row.name.as_str())) {
            (true, true) => failures.push(format!("{}: holds and is listed", row.name)),
            (false, false) => failures.push(format!("{}: {}", row.name, against.join(", "))),
            (true, false) | (false, true) => {}
        }
    }
    failures.extend(open.iter().map(|name| format!("{name}: is listed and in no table")));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What we read and what the readers that contradict read; empty where none does.
fn readers_against(row: &Row, material: &Material) -> Vec<String> {
    let Ok(bundle) = parser().parse(&row.text) else { return Vec::new() };
    let keys = bundle.private_keys().iter();
    let ours = Items {
        certificates: bundle.certificates().iter().map(|it| material.name(it.as_der())).collect(),
        keys: keys.map(|it| material.name(it.secret_pkcs8_der().unwrap_or_default())).collect(),
    };
    let mut against: Vec<String> = row
        .read
        .iter()
        .filter(|(_, theirs)| contradicts(&ours, theirs))
        .map(|(reader, theirs)| format!("{reader} {theirs}"))
        .collect();
    let is_noted = row.has_container || row.text.starts_with(b"\xef\xbb\xbf");
    if against.is_empty() || is_noted && is_refused_by_strict(&row.text) {
        return Vec::new();
    }
    against.insert(0, format!("ours {ours}"));
    against
}

/// Whether a reader begins with another certificate, or finds one, or a private key, that is not
/// among ours. A reader fails at an object that is not a certificate.
fn contradicts(ours: &Items, theirs: &Items) -> bool {
    let theirs_certificates: Vec<&String> =
        theirs.certificates.iter().take_while(|name| Material::is_certificate(name)).collect();
    let begins_otherwise =
        theirs_certificates.first().is_some_and(|first| ours.certificates.first() != Some(*first));
    begins_otherwise
        || theirs_certificates.iter().any(|name| !ours.certificates.contains(name))
        || theirs.keys.iter().any(|name| name.starts_with('K') && !ours.keys.contains(name))
}

/// Two readings leave a note and are left to `strict`: certificates both in blocks and in a PKCS#7,
/// which most readers do not open, and a byte order mark before several blocks, where some lose the
/// first.
fn is_refused_by_strict(text: &[u8]) -> bool {
    parser().strict(true).parse(text).is_err()
}

/// The passphrase is that of the encrypted keys in the table, and the readers had it.
fn parser() -> Parser<'static> {
    Parser::new().passphrase("secret")
}

fn measured() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text/strict_readers/measured.jsonl")
}
