//! The fast path for strict PEM gives the same answers as the general path. A blank after a BEGIN line
//! is allowed by RFC 7468 and disables the fast path: with and without it, every text must have the
//! same answer, the same notes, and the same error in the same place.

use anycert::{Limits, Parser};
use std::fmt::Write;

#[test]
fn whole_texts() {
    for fixture in ["certificate/mozilla-roots.pem", "pem/leaf-chain-key.pem"] {
        let text = testdata(fixture);
        same(&text);
        same(&text.replace('\n', "\r\n"));
        same(&text.replace('\n', "\r"));
        same(text.trim_end());
        same(&text.replace("-----BEGIN", "a comment\n-----BEGIN"));
        same(&text.replace("-----BEGIN", "\n\n-----BEGIN"));
        same(&text.replace("-----END CERTIFICATE-----\n", "-----END CERTIFICATE-----"));
        same(&text.repeat(2));
    }
}

#[test]
fn lines_of_every_width() {
    let bodies = [der_of("certificate/example.pem"), "AAAA".into(), String::new()];
    for body in &bodies {
        for width in 1..=body.len().clamp(1, 200) {
            for line_end in ["\n", "\r\n"] {
                let mut lines = String::new();
                for line in body.as_bytes().chunks(width) {
                    write!(lines, "{}{line_end}", str::from_utf8(line).unwrap()).unwrap();
                }
                let block = |lines: &str| {
                    format!(
                        "-----BEGIN CERTIFICATE-----{line_end}{lines}-----END CERTIFICATE-----{line_end}"
                    )
                };
                same(&block(&lines));
                same(&(block(&lines) + &block(&lines)));
                same(&block(&format!("{line_end}{lines}")));
                same(&block(&format!("{lines}{line_end}")));
                same(&block(lines.trim_end()));
            }
        }
    }
}

#[test]
fn one_thing_changed() {
    let example = testdata("certificate/example.pem");
    let chain = testdata("pem/leaf-chain-key.pem");
    for text in [example.repeat(3), chain] {
        let mut random = Random(7);
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            match random.below(4) {
                0 => drop(changed.remove(place)),
                1 => changed.insert(place, random.odd_byte()),
                2 => changed.swap(place, random.below(text.len())),
                _ => changed[place] = random.odd_byte(),
            }
            same_bytes(&changed);
        }
        for end in (0..text.len()).step_by(3) {
            same(&text[..end]);
        }
        for start in (0..text.len()).step_by(3) {
            same(&text[start..]);
        }
    }
}

/// Pieces of texts in any order.
#[test]
fn anything_in_any_order() {
    let body = der_of("certificate/example.pem");
    let line = &body[..64];
    let pieces = [
        "-----BEGIN CERTIFICATE-----\n",
        "-----END CERTIFICATE-----\n",
        "-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN X509 CERTIFICATE-----\n",
        "----BEGIN CERTIFICATE-----\n",
        "# -----BEGIN CERTIFICATE-----\n",
        &testdata("certificate/example.pem"),
        &format!("{line}\n"),
        &format!("{line}\r\n"),
        &format!("{body}\n"),
        "Proc-Type: 4,ENCRYPTED\n\n",
        "AAAA\n",
        "text\n",
        "\n",
        " ",
        "\r\n",
    ];
    let mut random = Random(11);
    for _ in 0..10_000 {
        let count = random.below(9);
        same(&(0..count).map(|_| pieces[random.below(pieces.len())]).collect::<String>());
    }
}

#[test]
fn limits_stop_both_at_the_same_place() {
    let text = testdata("certificate/example.pem").repeat(8);
    for most in 0..10 {
        for limits in [Limits::DEFAULT.certificates(most), Limits::DEFAULT.pem_sections(most)] {
            compare(Parser::new().limits(limits), text.as_bytes());
        }
    }
}

/// Nested blocks that look strict up to their end and are not: each is examined twice, not once for
/// every block.
#[test]
fn doubt_is_paid_for_once() {
    let half = format!("{}\n-----BEGIN CERTIFICATE-----\n", "A".repeat(36));
    let block = format!("{}\n{half}", "A".repeat(64));
    for end in ["", "-----END CERTIFICATE-----\n", "AA"] {
        let text = "-----BEGIN CERTIFICATE-----\n".to_owned() + &block.repeat(15_000) + end;
        let started = std::time::Instant::now();
        assert!(Parser::new().skip_broken(true).parse(text.as_bytes()).is_err());
        // Quadratic it would take minutes.
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }
}

fn same(text: &str) {
    same_bytes(text.as_bytes());
}

fn same_bytes(text: &[u8]) {
    compare(Parser::new(), text);
    compare(Parser::new().skip_broken(true), text);
}

fn compare(parser: Parser<'_>, text: &[u8]) {
    let barred = bar(text);
    assert_eq!(answer(parser, text), answer(parser, &barred), "{}", text.escape_ascii());
}

/// Adds a blank after each BEGIN line of a certificate.
fn bar(text: &[u8]) -> Vec<u8> {
    const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
    let mut barred = Vec::new();
    for (at, byte) in text.iter().enumerate() {
        if matches!(byte, b'\n' | b'\r') && text[..at].ends_with(BEGIN) {
            barred.push(b' ');
        }
        barred.push(*byte);
    }
    barred
}

/// Everything observable about a parse.
fn answer(parser: Parser<'_>, text: &[u8]) -> String {
    let bundle = match parser.parse(text) {
        Ok(bundle) => bundle,
        Err(error) => return format!("{error:?} {:?} {}", error.location(), error.help()),
    };
    let mut answer = format!("{:?} {:?}\n", bundle.format(), bundle.layers());
    for certificate in bundle.certificates() {
        let (der, not_after) = (certificate.as_der(), certificate.not_after());
        writeln!(answer, "{certificate:?} {not_after} {}", der.escape_ascii()).unwrap();
    }
    for note in bundle.notes() {
        writeln!(answer, "{note:?} {note}").unwrap();
    }
    for error in bundle.broken() {
        writeln!(answer, "{error:?} {:?}", error.location()).unwrap();
    }
    writeln!(answer, "{} keys", bundle.private_keys().len()).unwrap();
    answer
}

fn der_of(fixture: &str) -> String {
    testdata(fixture).lines().filter(|line| !line.starts_with('-')).collect()
}

fn testdata(fixture: &str) -> String {
    let path = format!("{}/testdata/{fixture}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The same numbers in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn odd_byte(&mut self) -> u8 {
        b"-=+/\n\r \tA:\"\\\0\xe2\xef>#_"[self.below(18)]
    }
}
