//! Private keys in base64 without a PEM block around it, as in a Kubernetes Secret, a .env file or
//! JSON.

use super::{
    pem::Block,
    search::{Find, State, of},
};
use anycert::Parser;
use zeroize::Zeroizing;

/// The shortest private key, of Ed25519 in PKCS#8, takes 64 characters.
const SHORTEST: usize = 64;
/// How base64 of these begins: a SEQUENCE (DER), a BEGIN line, the magic numbers of JKS and JCEKS, and
/// base64 of the first two.
const BEGINNINGS: [&[u8]; 6] =
    [b"M", b"LS0tLS1CRUdJTi", b"/u3+7", b"zs7Oz", b"TU", b"TFMwdExTMUNSVWRKVG"];

/// The keys outside of the PEM blocks.
pub(super) fn keys(bytes: &[u8], blocks: &[Block<'_>], parser: Parser<'_>) -> Vec<Find> {
    let mut finds = Vec::new();
    let (mut start, mut line) = (0, 1);
    for block in blocks {
        finds.extend(between(&bytes[start..block.range.start], line, parser));
        line += memchr::memchr_iter(b'\n', &bytes[start..block.range.end]).count();
        start = block.range.end;
    }
    finds.extend(between(&bytes[start..], line, parser));
    finds
}

/// The keys in a text whose first line has this number.
fn between(text: &[u8], first: usize, parser: Parser<'_>) -> Vec<Find> {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let mut finds = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut next = at + 1;
        for token in tokens(line) {
            // The last one of a line may go on in the next lines, of which the last may be a word.
            let goes_on = line.trim_ascii_end().ends_with(token);
            let most = if goes_on { whole_lines(&lines[at + 1..]) } else { 0 };
            let least = most.saturating_sub(1);
            let found = (least..=most).rev().find_map(|more| {
                let encoded = [&[token], &lines[at + 1..=at + more]].concat().concat();
                let keys = keys_of(&Zeroizing::new(encoded), parser, first + at);
                (!keys.is_empty()).then_some((keys, more))
            });
            let Some((keys, more)) = found else { continue };
            finds.extend(keys);
            next = next.max(at + 1 + more);
        }
        at = next;
    }
    finds
}

/// The keys in base64 of this line.
fn keys_of(encoded: &[u8], parser: Parser<'_>, line: usize) -> Vec<Find> {
    let begins_well = BEGINNINGS.iter().any(|beginning| encoded.starts_with(beginning));
    if !begins_well || encoded.len() < SHORTEST {
        return Vec::new();
    }
    let mut keys = of(encoded, parser, Some(line), Some("base64"));
    // A long word of another meaning may begin like this.
    keys.retain(|find| find.state != State::Unreadable);
    keys
}

/// Base64 of some length, without its padding.
fn tokens(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    const SHORTEST_LINE: usize = 48;
    line.split(|byte| !is_digit(*byte)).filter(|token| token.len() >= SHORTEST_LINE)
}

/// How many lines from here on are base64 and nothing else, up to the padding.
fn whole_lines(lines: &[&[u8]]) -> usize {
    let mut count = 0;
    for line in lines {
        let line = line.trim_ascii();
        let digits = line.split(|byte| *byte == b'=').next().unwrap_or_default();
        if digits.is_empty() || !digits.iter().all(|byte| is_digit(*byte)) {
            break;
        }
        count += 1;
        if digits.len() < line.len() {
            break;
        }
    }
    count
}

/// A digit of base64, also of the alphabet for URLs.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}
