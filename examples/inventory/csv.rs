//! The inventory for spreadsheets (RFC 4180).

use crate::{
    Inventory,
    reading::{Entry, Trouble},
    words,
};
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

pub(crate) fn page(inventory: &Inventory) -> String {
    let mut page = record(&HEADINGS.map(String::from));
    for entry in &inventory.entries {
        page.push_str(&record(&certificate(entry, inventory)));
    }
    for (path, trouble) in &inventory.troubles {
        page.push_str(&record(&refused(path, trouble)));
    }
    page
}

fn certificate(entry: &Entry, inventory: &Inventory) -> [String; 12] {
    [
        words::rfc3339(entry.not_after),
        words::days_until(entry.not_after, inventory.now).to_string(),
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

fn refused(path: &Path, trouble: &Trouble) -> [String; 12] {
    let mut cells: [String; 12] = Default::default();
    cells[9] = path.to_string_lossy().into();
    cells[10] = trouble.text();
    cells[11] = trouble.help().into();
    cells
}

fn record(cells: &[String; 12]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// In quotes where a comma, a quote or a line end is in it (RFC 4180 §2), and behind an apostrophe
/// where a spreadsheet would take it for a formula: names are what their makers chose.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '@', '\t'])
        || (cell.starts_with('-') && cell.parse::<i64>().is_err());
    let cell = if is_formula { format!("'{cell}") } else { cell.into() };
    match cell.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}
