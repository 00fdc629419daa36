//! The inventory as a person wants it.

use crate::{
    Inventory,
    reading::{Entry, HasKey, Trouble},
    words,
};
use std::path::Path;

const HEADINGS: [&str; 6] = ["EXPIRES", "", "CERTIFICATE", "ISSUED BY", "KEY", "FILE"];

pub(crate) fn page(inventory: &Inventory) -> String {
    let rows: Vec<[String; 6]> = inventory.entries.iter().map(|one| row(one, inventory)).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([HEADINGS[column].len()]).max().unwrap_or(0)
    });
    let mut page = String::new();
    if !rows.is_empty() {
        line(&mut page, HEADINGS, widths);
    }
    for row in &rows {
        line(&mut page, row.each_ref().map(String::as_str), widths);
    }
    for (path, trouble) in &inventory.troubles {
        page.push_str(&refused(path, trouble));
    }
    page
}

fn row(entry: &Entry, inventory: &Inventory) -> [String; 6] {
    let key = match entry.private_key {
        HasKey::No => "",
        other => other.as_str(),
    };
    [
        words::readable(entry.not_after),
        words::in_days(entry.not_after, inventory.now),
        entry.name.clone(),
        entry.issuer.clone(),
        key.into(),
        words::name_of(&entry.path),
    ]
}

/// The cells padded to their columns, the last one as it is.
fn line(page: &mut String, cells: [&str; 6], widths: [usize; 6]) {
    let mut line = String::new();
    for (cell, width) in cells.into_iter().zip(widths) {
        line.push_str(&format!("{cell:<width$}  "));
    }
    page.push_str(line.trim_end());
    page.push('\n');
}

fn refused(path: &Path, trouble: &Trouble) -> String {
    let (name, text, help) = (words::name_of(path), trouble.text(), trouble.help());
    format!("\nNOT READ  {name}\n  error   {text}\n  help    {help}\n")
}
