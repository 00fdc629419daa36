//! The list as metrics in the text format of Prometheus, for the textfile collector of
//! node_exporter (https://prometheus.io/docs/instrumenting/exposition_formats).

use super::{Inventory, reading::Entry};
use crate::{failure::Failure, words};
use std::{collections::BTreeSet, path::Path};

const EXPIRES: &str = "anycert_not_after_timestamp_seconds";
const FAILED: &str = "anycert_file_error";
const READ: &str = "anycert_list_timestamp_seconds";

/// The alert for 30 days: `anycert_not_after_timestamp_seconds - time() < 30 * 86400`.
pub(super) fn page(inventory: &Inventory) -> String {
    let mut page = String::new();
    heading(&mut page, EXPIRES, "End of validity of a certificate, seconds since 1970.");
    series(&mut page, inventory.entries.iter().map(certificate));
    heading(&mut page, FAILED, "1 for each file, or kind of error in it, that could not be read.");
    let failures = inventory.failures.iter().map(|(path, failure)| failed(path, failure));
    series(&mut page, failures);
    heading(&mut page, READ, "When these files were read, seconds since 1970.");
    page.push_str(&format!("{READ} {}\n", inventory.now.unix_timestamp()));
    page
}

fn heading(page: &mut String, metric: &str, help: &str) {
    page.push_str(&format!("# HELP {metric} {help}\n# TYPE {metric} gauge\n"));
}

/// A series that comes twice makes the collector reject the whole file.
fn series(page: &mut String, lines: impl Iterator<Item = (String, i64)>) {
    let mut seen = BTreeSet::new();
    for (labels, value) in lines {
        if seen.insert(labels.clone()) {
            page.push_str(&format!("{labels} {value}\n"));
        }
    }
}

fn certificate(entry: &Entry) -> (String, i64) {
    let labels = labels(&[
        ("file", &entry.path.to_string_lossy()),
        ("name", &entry.name),
        ("issuer", &entry.issuer),
        ("serial", &entry.serial),
        ("fingerprint_sha256", &entry.fingerprint_sha256),
    ]);
    (format!("{EXPIRES}{labels}"), entry.not_after.unix_timestamp())
}

fn failed(path: &Path, failure: &Failure) -> (String, i64) {
    let labels = labels(&[("file", &path.to_string_lossy()), ("kind", failure.kind())]);
    (format!("{FAILED}{labels}"), 1)
}

fn labels(labels: &[(&str, &str)]) -> String {
    let labels: Vec<String> =
        labels.iter().map(|(name, value)| format!("{name}=\"{}\"", label_value(value))).collect();
    format!("{{{}}}", labels.join(","))
}

/// Control characters are escaped as elsewhere, and then what the format asks for: the backslash,
/// the quote and the line feed.
fn label_value(value: &str) -> String {
    words::escaped(value).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_values_are_escaped_and_series_are_unique() {
        assert_eq!(
            labels(&[("file", "a\\b\"c\nd"), ("kind", "")]),
            r#"{file="a\\b\"c\\nd",kind=""}"#
        );
        let mut page = String::new();
        series(
            &mut page,
            [("a{}", 1), ("b{}", 2), ("a{}", 1)].map(|(l, v)| (l.into(), v)).into_iter(),
        );
        assert_eq!(page, "a{} 1\nb{} 2\n");
    }
}
