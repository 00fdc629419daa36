//! Reviewed texts, kept as files: a change shows in the diff.

use crate::repository;
use std::{env, fs};

/// Compares `text` with `tests/snapshots/<name>`; with `ANYCERT_SNAPSHOTS=write` the file is
/// written instead, to be read before it is committed.
pub fn check(name: &str, text: &str) {
    let path = repository().join("tests/snapshots").join(name);
    if env::var_os("ANYCERT_SNAPSHOTS").is_some_and(|how| how == "write") {
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let first = kept.lines().zip(text.lines()).position(|(kept, now)| kept != now);
    let line = first.unwrap_or_else(|| kept.lines().count().min(text.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("nothing").to_owned();
    assert!(
        kept == text,
        "{name}, line {}:\n  kept {}\n  now  {}\nRead the new texts after ANYCERT_SNAPSHOTS=write",
        line + 1,
        at(&kept),
        at(text),
    );
}
