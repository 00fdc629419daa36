//! SECURITY.md: each promise names tests that exist, and the limits are those of the code.

use anycert::Limits;
use std::{fs, path::Path};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cells of the rows of the table under this heading, without its head.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = read("SECURITY.md");
    let section = text.split("\n## ").find(|section| section.starts_with(heading));
    let rows = section.expect("the heading").lines().filter(|line| line.starts_with('|')).skip(2);
    let cells =
        |row: &str| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}

/// What is between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_promise_names_tests_that_exist() {
    let promises = table("Promises about hostile input");
    assert!(promises.len() >= 12, "{promises:?}");
    for promise in promises {
        let [what, held_by] = &promise[..] else { panic!("{promise:?}") };
        let mut file = None;
        for name in quoted(held_by) {
            if name.contains('/') {
                file = Some((name, read(name)));
                continue;
            }
            let (path, text) = file.as_ref().unwrap_or_else(|| panic!("{what}: no file"));
            let is_there =
                text.contains(&format!("fn {name}()")) || text.contains(&format!("#![{name}]"));
            assert!(is_there, "{path} has no {name}");
        }
        assert!(file.is_some(), "{what} is held by nothing");
    }
}

#[test]
fn the_limits_are_those_of_the_code() {
    let limits = format!("{:?}", Limits::DEFAULT);
    let rows = table("Limits");
    assert_eq!(rows.len(), limits.matches(": ").count());
    for row in rows {
        let setter = quoted(&row[0]).next().expect("a setter");
        let (number, unit) = match row[1].split_once(' ') {
            Some((number, "MiB")) => (number, 1 << 20),
            None => (&row[1][..], 1),
            Some(other) => panic!("{other:?}"),
        };
        let number: u64 = number.replace(',', "").parse().expect("a number");
        let field = format!("{setter}: {}", number * unit);
        assert!(
            limits.contains(&format!("{field},")) || limits.contains(&format!("{field} ")),
            "{field}: {limits}"
        );
    }
}
