//! Every text fixture with one or two small changes at its boundaries: no reader contradicts what is
//! read of it.

use anycert::{Limits, Parser};
use std::{fs, path::PathBuf};
use testkit::{fixture, parallel, random::Random, strict_readers::contradictions};

/// Number of changed texts.
const TEXTS: usize = 2_000;

/// The empty password is tried only where that costs little; other keys count as locked. These tests are about
/// boundaries, and key derivation would take most of their time.
const LIMITS: Limits = Limits::DEFAULT.unasked_kdf_work(20_000);

/// Text that is inserted before, after or inside a boundary.
const SPLINTERS: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\0",
    " ",
    "\t",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{200b}",
    "\u{feff}",
    "-",
    "--",
    "\n\n",
    "> ",
    "# ",
    "\"",
    "=",
    "x",
    "\\",
    "\\n",
    "A: b\n",
    "A: b\n\n",
    "<br>",
    "MIIB",
    "\x1b",
    "//",
    ";",
    "-----BEGIN X-----\n",
    "-----END X-----\n",
    "-----BEGIN CERTIFICATE-----\n",
    "-----END CERTIFICATE-----\n",
    "-----BEGIN ",
    "-----END ",
];

const LABELS: &[&str] = &[
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "PRIVATE KEY",
    "EC PRIVATE KEY",
    "RSA PRIVATE KEY",
    "PKCS7",
    "CERTIFICATE REQUEST",
    "PUBLIC KEY",
    "X",
    "certificate",
];

#[test]
fn no_reader_contradicts_what_is_read_of_changed_fixtures() {
    let fixtures = fixtures();
    let mut random = Random::new(0x51ed_270b);
    let texts: Vec<Vec<u8>> = (0..TEXTS)
        .map(|round| {
            let mut text = fixtures[round % fixtures.len()].clone();
            for _ in 0..=random.below(2) {
                let other = &fixtures[random.below(fixtures.len())];
                text = changed(&text, other, &mut random);
            }
            text
        })
        .collect();
    let parser = Parser::new().limits(LIMITS);
    let against = parallel::map(&texts, |text| contradictions(text, parser));
    let failures: Vec<String> = texts
        .iter()
        .zip(against)
        .filter(|(_, against)| !against.is_empty())
        .map(|(text, against)| format!("{against:?}: {}", text.escape_ascii()))
        .collect();
    assert!(failures.is_empty(), "{} texts:\n{}", failures.len(), failures.join("\n"));
}

/// Texts with blocks, small ones only.
fn fixtures() -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = ["certificate", "key", "pem", "pkcs7", "reject", "text"]
        .iter()
        .flat_map(|folder| fs::read_dir(fixture::root().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "expect"))
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read(path).unwrap());
    texts.filter(|text| text.len() < 6_000 && text.windows(6).any(|it| it == b"BEGIN ")).collect()
}

/// One change: at a boundary or at a line end.
fn changed(text: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let splinter = SPLINTERS[random.below(SPLINTERS.len())].as_bytes();
    let at = place(text, random);
    let (before, after) = text.split_at(at);
    match random.below(8) {
        0 | 1 => [before, splinter, after].concat(),
        2 => [before, after.get(1..).unwrap_or_default()].concat(),
        3 => relabelled(text, random),
        4 => swapped(text, random),
        // Another text before or after it, sometimes on the same line.
        5 => [other, splinter, text].concat(),
        6 => [other.trim_ascii_end(), text].concat(),
        _ => [before, splinter, after.get(1..).unwrap_or_default()].concat(),
    }
}

/// The start or end of a boundary, its label, or a line end.
fn place(text: &[u8], random: &mut Random) -> usize {
    let marks: Vec<usize> = (0..text.len())
        .filter(|at| {
            let rest = &text[*at..];
            rest.starts_with(b"-----BEGIN ") || rest.starts_with(b"-----END ") || rest[0] == b'\n'
        })
        .collect();
    let mark = if marks.is_empty() { 0 } else { marks[random.below(marks.len())] };
    let offset = if random.below(2) == 0 { 0 } else { random.below(34) };
    (mark + offset).min(text.len())
}

/// The label of one boundary, or of all that have it, is another one.
fn relabelled(text: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let old = LABELS[random.below(LABELS.len())];
    let new = LABELS[random.below(LABELS.len())];
    let (old, new) = (format!(" {old}-----"), format!(" {new}-----"));
    match random.below(3) {
        0 => text.replacen(&old, &new, 1),
        1 => text.replacen(&old, &new, 2),
        _ => text.replace(&old, &new),
    }
    .into_bytes()
}

/// Two lines change places.
fn swapped(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    lines.swap(one, other);
    lines.concat()
}

/// Kinds of texts that were read once, and that a reader contradicts.
#[test]
fn what_one_kind_of_reader_sees_is_not_passed_over() {
    let read = |path: &str| {
        let text = fs::read(fixture::root().join(path)).expect(path);
        String::from_utf8(text).expect(path).trim_end().to_owned()
    };
    let certificate = read("certificate/p256.pem");
    let other = read("certificate/ed25519.pem");
    let key = read("key/p256-pkcs8.pem");
    let one_line = certificate.replace('\n', "");
    let escaped = certificate.replace('\n', "\\n");
    let dashes = certificate.replace("-----", "\u{2014}\u{2014}-");
    let unpadded = read("certificate/brainpool.pem").replace("=\n", "\n").replace("=\n", "\n");
    for text in [
        format!("{key}\n//{one_line}\n"),
        format!("\"{escaped}\"{other}\n"),
        format!("{dashes}{other}\n"),
        format!("{key}{certificate}\n{unpadded}\n"),
    ] {
        let against = contradictions(text.as_bytes(), Parser::new());
        assert!(against.is_empty(), "{against:?}: {text}");
        assert!(Parser::new().parse(&text).is_err(), "{text}");
    }
}
