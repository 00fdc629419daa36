//! The list for people.

use super::{
    Inventory,
    reading::{Entry, HasKey},
};
use crate::{
    failure::Failure,
    terminal::{Style, Terminal, end_of, fitted},
    words,
};
use anycert::time::OffsetDateTime;
use anycert_sentences::{Urgency, in_days, readable};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

const HEADINGS: [&str; 6] = ["EXPIRES", "", "CERTIFICATE", "ISSUED BY", "KEY", "FILE"];
/// Certificate, issuer, file: what gives way where the terminal is narrow, down to [`NARROWEST`].
const FLEXIBLE: [usize; 3] = [2, 3, 5];
const FILE: usize = 5;
const NARROWEST: usize = 10;
/// Between two columns.
const GAP: usize = 2;

pub(super) fn page(inventory: &Inventory, terminal: Terminal) -> String {
    let now = inventory.now;
    let rows: Vec<[String; 6]> = inventory.entries.iter().map(|one| row(one, now)).collect();
    let mut widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.chain([HEADINGS[column].len()]).max().unwrap_or(0)
    });
    if let Some(width) = terminal.width {
        narrow(&mut widths, width);
    }
    let mut page = String::new();
    if !rows.is_empty() {
        let headings = line(HEADINGS, widths);
        page.push_str(&format!("{}\n", terminal.styled(&headings, Style::Faint)));
    }
    for (row, entry) in rows.iter().zip(&inventory.entries) {
        let row = line(row.each_ref().map(String::as_str), widths);
        let style = Urgency::of(entry.not_after, now).into();
        page.push_str(&format!("{}\n", terminal.styled(&row, style)));
    }
    for (path, failure) in &inventory.failures {
        page.push_str(&failed(path, failure, terminal));
    }
    page
}

fn row(entry: &Entry, now: OffsetDateTime) -> [String; 6] {
    let key = match entry.private_key {
        HasKey::No => "",
        other => other.as_str(),
    };
    [
        readable(entry.not_after),
        in_days(entry.not_after, now),
        entry.name.clone(),
        entry.issuer.clone(),
        key.into(),
        words::file_name(&entry.path),
    ]
}

/// Narrows the widest flexible column by one until the table fits.
fn narrow(widths: &mut [usize; 6], width: usize) {
    while widths.iter().sum::<usize>() + GAP * (widths.len() - 1) > width {
        let Some(widest) = FLEXIBLE.into_iter().max_by_key(|column| widths[*column]) else {
            return;
        };
        if widths[widest] <= NARROWEST {
            return;
        }
        widths[widest] -= 1;
    }
}

/// The cells in their columns. Of a file name the end is kept.
fn line(cells: [&str; 6], widths: [usize; 6]) -> String {
    let mut line = String::new();
    for (column, (cell, width)) in cells.into_iter().zip(widths).enumerate() {
        line.push_str(&match column {
            FILE => end_of(cell, width),
            _ => format!("{}{:GAP$}", fitted(cell, width), ""),
        });
    }
    line.trim_end().to_owned()
}

fn failed(path: &Path, failure: &Failure, terminal: Terminal) -> String {
    let title = terminal.styled("NOT READ", Style::Bad);
    let mut text = format!("\n{title}  {}\n", words::file_name(path));
    for (heading, said) in [("error", failure.text()), ("help", failure.help().into())] {
        for (number, line) in terminal.wrapped(&said, 10).iter().enumerate() {
            let heading = if number == 0 { heading } else { "" };
            text.push_str(&format!("  {heading:<8}{line}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way_until_a_line_fits() {
        let mut widths = [23, 17, 40, 60, 6, 80];
        narrow(&mut widths, 120);
        assert_eq!(widths, [23, 17, 22, 21, 6, 21]);
        assert_eq!(widths.iter().sum::<usize>() + GAP * 5, 120);
        let cells = [
            "2030-01-01 00:00:00 UTC",
            "in 1 day",
            "名前".repeat(20).as_str(),
            "b",
            "",
            "/a/long/way/to/the/file.pem",
        ]
        .map(str::to_owned);
        let line = line(cells.each_ref().map(String::as_str), widths);
        assert!(line.width() <= 120 && line.ends_with("the/file.pem"), "{line}");
        // A column is never narrower than this, however narrow the terminal.
        narrow(&mut widths, 10);
        assert_eq!(widths, [23, 17, NARROWEST, NARROWEST, 6, NARROWEST]);
    }
}
