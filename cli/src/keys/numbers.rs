//! Private keys whose octets a text writes as numbers: hexadecimal in any grouping, arrays of a
//! program, escapes such as `\x30`, quoted-printable, and decimal or octal numbers.

use super::{
    binary, pem,
    search::{Find, State},
};
use anycert::Parser;
use zeroize::Zeroizing;

/// The shortest private key, of Ed25519 in PKCS#8, takes 48.
const SHORTEST: usize = 48;

/// The keys in runs of numbers, which end at a word of another kind, with the line of the first number.
pub(super) fn keys(text: &[u8], parser: Parser<'_>) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut runs = [
        Run::new(hexadecimal, "hexadecimal"),
        Run::new(decimal, "decimal numbers"),
        Run::new(octal, "octal numbers"),
    ];
    let mut line = 1;
    for (word, tail) in words(text) {
        for run in &mut runs {
            if !run.takes(word, line) {
                finds.extend(run.end(parser));
            }
        }
        line += memchr::memchr_iter(b'\n', tail).count();
    }
    finds.extend(runs.iter_mut().flat_map(|run| run.end(parser)));
    finds
}

/// Splits a text into words of letters and digits, each with what follows it up to the next one.
fn words(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let tail = &rest[word..];
        let other = tail.iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
        let found = (&rest[..word], &tail[..other]);
        rest = &tail[other..];
        (word + other > 0).then_some(found)
    })
}

/// Octets that are written one after the other in one way.
struct Run {
    octets: Zeroizing<Vec<u8>>,
    line: usize,
    read: fn(&[u8], &mut Vec<u8>) -> Option<()>,
    name: &'static str,
}

impl Run {
    fn new(read: fn(&[u8], &mut Vec<u8>) -> Option<()>, name: &'static str) -> Self {
        Run { octets: Zeroizing::default(), line: 0, read, name }
    }

    /// Adds the octets of this word, if it is a number of this kind.
    fn takes(&mut self, word: &[u8], line: usize) -> bool {
        if self.octets.is_empty() {
            self.line = line;
        }
        let before = self.octets.len();
        let is_taken = (self.read)(word, &mut self.octets).is_some();
        if !is_taken {
            self.octets.truncate(before);
        }
        is_taken
    }

    /// The keys in the octets, in binary form or as PEM.
    fn end(&mut self, parser: Parser<'_>) -> Vec<Find> {
        let octets = std::mem::take(&mut self.octets);
        if octets.len() < SHORTEST {
            return Vec::new();
        }
        let mut finds = pem::keys(&octets, &pem::blocks(&octets), parser);
        finds.extend(binary::keys(&octets, parser));
        // Numbers of another meaning may look like a structure.
        finds.retain(|find| find.state != State::Unreadable);
        for find in &mut finds {
            (find.line, find.container) = (Some(self.line), self.name.into());
        }
        finds
    }
}

/// `3082`, `0x30`, `0x3u`, and the `x30` or `u0030` of an escape.
fn hexadecimal(word: &[u8], octets: &mut Vec<u8>) -> Option<()> {
    let prefixed = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"));
    let prefixed = prefixed.or_else(|| word.strip_prefix(b"x"));
    let prefixed = prefixed.or_else(|| word.strip_prefix(b"u00"));
    let digits = prefixed.map_or(word, |digits| digits.strip_suffix(b"u").unwrap_or(digits));
    if let (Some(_), [digit]) = (prefixed, digits) {
        octets.push(value(*digit)?);
        return Some(());
    }
    let (pairs, []) = digits.as_chunks() else { return None };
    for [high, low] in pairs {
        octets.push(value(*high)? << 4 | value(*low)?);
    }
    Some(())
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// `48`, up to 255.
fn decimal(word: &[u8], octets: &mut Vec<u8>) -> Option<()> {
    octets.push(str::from_utf8(word).ok()?.parse().ok()?);
    Some(())
}

/// `060`, up to 0377.
fn octal(word: &[u8], octets: &mut Vec<u8>) -> Option<()> {
    octets.push(u8::from_str_radix(str::from_utf8(word).ok()?, 8).ok()?);
    Some(())
}
