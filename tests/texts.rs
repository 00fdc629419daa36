//! Every text of an error or a note, as a list for a person to review: the error texts in
//! `src/error`, whether or not a fixture triggers them, and the texts of the notes.
//!
//! `ANYCERT_SNAPSHOTS=write cargo test --test texts` updates the list.

use anycert::NoteCode;
use std::{collections::BTreeSet, fs};
use testkit::fixture;

/// One `static NAME: ErrorText`.
struct ErrorText {
    name: String,
    text: String,
    help: String,
}

#[test]
fn every_text_is_in_the_reviewed_list() {
    let mut texts = BTreeSet::new();
    for source in sources() {
        for ErrorText { name, text, help } in error_texts(&source) {
            check(&name, &text, &help);
            texts.insert(format!("{text}\n  {help}\n"));
        }
    }
    assert!(texts.len() > 120, "only {} texts were found", texts.len());
    let mut list: String = texts.into_iter().collect();
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

/// The rules for texts that a person without knowledge of ASN.1 reads.
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

/// The content of every file in `src/error`.
fn sources() -> Vec<String> {
    let folder = fixture::root().parent().unwrap().join("src/error");
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

/// Every `static NAME: ErrorText` of one file.
fn error_texts(source: &str) -> Vec<ErrorText> {
    let items = source.split("static ").skip(1);
    let error_text = |item: &str| {
        let (name, value) = item.split_once(": ErrorText =")?;
        let is_name = name
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || "_0123456789".contains(letter));
        is_name.then(|| error_text(name, value, source))
    };
    items.filter_map(error_text).collect()
}

/// Text and help: two literals, or the help is a constant of the same file.
fn error_text(name: &str, value: &str, source: &str) -> ErrorText {
    let (text, after) = literal(value).unwrap_or_else(|| panic!("{name} has no text"));
    let start = after.find(|letter: char| letter == '"' || letter.is_ascii_uppercase()).unwrap();
    let help = match &after[start..] {
        value if value.starts_with('"') => literal(value),
        value => {
            let constant = value.split([',', ')']).next().unwrap();
            let definition = format!("const {constant}: &str =");
            let definition = source.split_once(&definition).map(|(_, value)| value);
            literal(definition.unwrap_or_else(|| panic!("{name}: {constant}")))
        }
    };
    ErrorText { name: name.into(), text, help: help.unwrap().0 }
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
        // A continued line, or a character that needs no decoding.
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
