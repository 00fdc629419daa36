//! Every text that an error or a note can say, as a list to be read by a person: those of the
//! causes in `src`, whether a fixture meets them or not, and those of the notes.
//!
//! `ANYCERT_SNAPSHOTS=write cargo test --test texts` writes it anew.

use anycert::NoteCode;
use std::{collections::BTreeMap, fs, path::Path};
use testkit::fixture;

/// One `static NAME: Cause` of a source file.
struct Cause {
    name: String,
    text: String,
    help: String,
}

#[test]
fn every_text_is_in_the_reviewed_list() {
    let mut list = String::new();
    let sources = sources();
    let all: String = sources.values().map(String::as_str).collect();
    for (file, source) in &sources {
        for Cause { name, text, help } in causes(source, &all) {
            check(&name, &text, &help);
            list += &format!("{file} {name}\n  {text}\n  {help}\n");
        }
    }
    let count = list.lines().count() / 3;
    assert!(count > 120, "only {count} causes were found");
    for code in NoteCode::ALL {
        list += &format!("{}, {}\n  {}\n", code.class(), code, code.text());
    }
    let path = fixture::root().parent().unwrap().join("tests/snapshots/texts.txt");
    if std::env::var_os("ANYCERT_SNAPSHOTS").is_some() {
        fs::write(&path, &list).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == list,
        "the texts changed: ANYCERT_SNAPSHOTS=write, then read the difference"
    );
}

/// What a person who does not know ASN.1 is owed.
fn check(name: &str, text: &str, help: &str) {
    for said in [text, help] {
        assert!(!said.is_empty() && said.trim() == said, "{name}: {said}");
        assert!(!said.ends_with('.') && !said.ends_with('!'), "{name}: {said}");
        assert!(!said.contains('\n') && !said.contains("  "), "{name}: {said}");
    }
    assert!(help.split_whitespace().count() >= 4, "{name}: {help}");
    for jargon in ["ASN.1", "TLV", "SEQUENCE", "OCTET STRING", "OID", "BIT STRING"] {
        assert!(!help.contains(jargon), "{name}: {help}");
    }
}

/// Path below `src` and text of every source file.
fn sources() -> BTreeMap<String, String> {
    let root = fixture::root().parent().unwrap().join("src");
    let mut sources = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.insert(name_of(&path, &root), fs::read_to_string(&path).unwrap());
            }
        }
    }
    sources
}

fn name_of(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/")
}

/// The causes of one file: what stands between `static NAME: Cause` and the end of the item.
fn causes(source: &str, all: &str) -> Vec<Cause> {
    let items = source.split("static ").skip(1);
    let cause = |item: &str| {
        let (name, value) = item.split_once(": Cause =")?;
        let is_name = name
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || "_0123456789".contains(letter));
        is_name.then(|| cause(name, value, source, all))
    };
    items.filter_map(cause).collect()
}

/// Text and help: two literals, or the help is a constant of the same file or of another.
fn cause<'a>(name: &str, value: &'a str, source: &'a str, all: &'a str) -> Cause {
    let (text, after) = literal(value).unwrap_or_else(|| panic!("{name} has no text"));
    let start = after.find(|letter: char| letter == '"' || letter.is_ascii_uppercase()).unwrap();
    let help = match &after[start..] {
        value if value.starts_with('"') => literal(value),
        value => {
            let constant = value.split([',', ')']).next().unwrap();
            let definition = format!("const {constant}: &str =");
            let of = |text: &'a str| text.split_once(&definition).map(|(_, value)| value);
            literal(of(source).or_else(|| of(all)).unwrap_or_else(|| panic!("{name}: {constant}")))
        }
    };
    Cause { name: name.into(), text, help: help.unwrap().0 }
}

/// The first string literal, and what follows it.
fn literal(source: &str) -> Option<(String, &str)> {
    let mut rest = source.split_once('"')?.1;
    let mut text = String::new();
    loop {
        let end = rest.find(['"', '\\'])?;
        text += &rest[..end];
        let escaped = rest[end..].starts_with('\\');
        rest = &rest[end + 1..];
        if !escaped {
            return Some((text, rest));
        }
        // A line that goes on, or a character that stands for itself.
        match rest.strip_prefix('\n') {
            Some(next) => rest = next.trim_start(),
            None => {
                let letter = rest.chars().next()?;
                text.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
}
