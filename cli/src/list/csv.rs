//! The list for spreadsheets (RFC 4180).

use super::{Inventory, reading::Entry};
use crate::{failure::Failure, words};
use std::path::Path;

const HEADINGS: [&str; 12] = [
    "expires_at",
    "expires_in_days",
    "name",
    "subject",
    "issuer",
    "not_before",
    "serial",
    "fingerprint_sha256",
    "private_key",
    "file",
    "error",
    "help",
];

pub(super) fn page(inventory: &Inventory) -> String {
    let mut page = record(&HEADINGS.map(String::from));
    for entry in &inventory.entries {
        page.push_str(&record(&certificate(entry, inventory)));
    }
    for (path, failure) in &inventory.failures {
        page.push_str(&record(&failed(path, failure)));
    }
    page
}

fn certificate(entry: &Entry, inventory: &Inventory) -> [String; 12] {
    [
        words::rfc3339(entry.not_after),
        anycert_sentences::days_until(entry.not_after, inventory.now).to_string(),
        entry.name.clone(),
        entry.subject.clone(),
        entry.issuer.clone(),
        words::rfc3339(entry.not_before),
        entry.serial.clone(),
        entry.fingerprint_sha256.clone(),
        entry.private_key.as_str().into(),
        entry.path.to_string_lossy().into(),
        String::new(),
        String::new(),
    ]
}

fn failed(path: &Path, failure: &Failure) -> [String; 12] {
    let mut cells: [String; 12] = Default::default();
    cells[9] = path.to_string_lossy().into();
    cells[10] = failure.text();
    cells[11] = failure.help().into();
    cells
}

fn record(cells: &[String; 12]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// One field on one line. Control characters are escaped, a field that a spreadsheet would read as
/// a formula gets an apostrophe in front, and a field with a comma or a quote is quoted (RFC 4180
/// §2): names are chosen by whoever made the certificate.
fn field(cell: &str) -> String {
    let cell = words::escaped(cell);
    let is_formula = cell.trim_start().starts_with(['=', '+', '@', '-', '＝', '＋', '＠', '－'])
        && cell.parse::<i64>().is_err();
    let cell = if is_formula { format!("'{cell}") } else { cell };
    match cell.contains([',', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_escaped_and_guarded() {
        for (cell, written) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\r\nlines\t\u{1b}[2J", "two\\r\\nlines\\t\\u{1b}[2J"),
            ("=1+1", "'=1+1"),
            (" =1+1", "' =1+1"),
            ("+1", "+1"),
            ("+1,5", "\"'+1,5\""),
            ("-2", "-2"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"),
            ("", ""),
        ] {
            assert_eq!(field(cell), written, "{cell:?}");
        }
    }
}
