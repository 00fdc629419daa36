//! Private keys in PEM blocks and PuTTY files within any text, a string of a program too.

use super::search::{Find, State, of};
use anycert::Parser;
use memchr::memmem;
use std::ops::Range;
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";
const PUTTY: &[u8] = b"PuTTY-User-Key-File-";
const LONGEST_LABEL: usize = 64;
/// An RSA key of 16,384 bits takes 13 kB.
const LONGEST_BLOCK: usize = 64 << 10;
/// Fewer base64 characters in a row are the placeholder of an example.
const SHORTEST_RUN: usize = 32;

/// From BEGIN to the end of the END line, or as far as a key can reach.
pub(super) struct Block<'a> {
    pub(super) range: Range<usize>,
    label: &'a str,
    /// Of the BEGIN line.
    line: usize,
}

/// Every block in `bytes`, in order and none in another.
pub(super) fn blocks(bytes: &[u8]) -> Vec<Block<'_>> {
    let mut lines = LineCounter::new(bytes);
    let begins: Vec<usize> = memmem::find_iter(bytes, BEGIN).collect();
    let nexts = begins.iter().copied().skip(1).chain([bytes.len()]);
    let block = |(at, next): (&usize, usize)| {
        let (label, body) = label(&bytes[at + BEGIN.len()..])?;
        let end = at + BEGIN.len() + label.len() + DASHES.len() + length(body);
        // The dashes after a label may be those of the next BEGIN.
        Some(Block { range: *at..end.min(next), label, line: lines.of(*at) })
    };
    begins.iter().zip(nexts).filter_map(block).collect()
}

pub(super) fn keys(bytes: &[u8], blocks: &[Block<'_>], parser: Parser<'_>) -> Vec<Find> {
    blocks.iter().flat_map(|block| in_block(block, bytes, parser)).collect()
}

/// PuTTY private keys (.ppk).
pub(super) fn putty_keys(bytes: &[u8]) -> Vec<Find> {
    let mut lines = LineCounter::new(bytes);
    let begins_line = |at: &usize| *at == 0 || bytes[at - 1] == b'\n';
    let keys = memmem::find_iter(bytes, PUTTY).filter(begins_line);
    keys.filter_map(|at| putty(&bytes[at..], lines.of(at))).collect()
}

/// The label, and the text after the dashes that close its line.
fn label(rest: &[u8]) -> Option<(&str, &[u8])> {
    let end = memmem::find(&rest[..rest.len().min(LONGEST_LABEL + DASHES.len())], DASHES)?;
    let label = str::from_utf8(&rest[..end]).ok()?;
    let is_label =
        |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" #-".contains(&byte);
    label.bytes().all(is_label).then_some((label, &rest[end + DASHES.len()..]))
}

/// The length of the block after its BEGIN line: to the end of its END line, else to the next
/// BEGIN or as far as a key can reach.
fn length(body: &[u8]) -> usize {
    let body = &body[..body.len().min(LONGEST_BLOCK)];
    let body = &body[..memmem::find(body, BEGIN).unwrap_or(body.len())];
    let Some(end) = memmem::find(body, END) else { return body.len() };
    let after = end + END.len();
    let close = memmem::find(&body[after..], DASHES).map(|at| after + at + DASHES.len());
    close.unwrap_or(body.len())
}

/// The quote that opens the string literal around the block.
fn quote_before(bytes: &[u8], at: usize) -> Option<u8> {
    let before = *bytes.get(at.checked_sub(1)?)?;
    b"\"'`".contains(&before).then_some(before)
}

fn in_block(block: &Block<'_>, bytes: &[u8], parser: Parser<'_>) -> Vec<Find> {
    let is_key_label = block.label.contains("PRIVATE KEY");
    let text = unescaped(&bytes[block.range.clone()], quote_before(bytes, block.range.start));
    if is_key_label && longest_run(&text) < SHORTEST_RUN {
        return Vec::new();
    }
    let mut finds = of(&text, parser, Some(block.line), Some(block.label));
    // Of a block with another label that cannot be read nothing is known.
    finds.retain(|find| find.state != State::Unreadable);
    if finds.is_empty() && is_key_label {
        finds.push(Find {
            line: Some(block.line),
            algorithm: None,
            state: State::Unreadable,
            container: block.label.into(),
        });
    }
    finds
}

/// The block as the program that holds it in a string sees it: escape sequences become line ends,
/// and what is between two pieces of a string in quotes is left out.
fn unescaped(block: &[u8], quote: Option<u8>) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(Vec::with_capacity(block.len() + 1));
    let mut bytes = block.iter().copied().peekable();
    let mut is_inside = true;
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                while bytes.next_if_eq(&b'\\').is_some() {}
                match bytes.next() {
                    Some(b'n' | b'r' | b'\r' | b'\n') if is_inside => text.push(b'\n'),
                    _ => {}
                }
            }
            _ if Some(byte) == quote => is_inside = !is_inside,
            _ if is_inside => text.push(byte),
            _ => {}
        }
    }
    text
}

fn longest_run(text: &[u8]) -> usize {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    text.split(|byte| !is_base64(byte)).map(<[u8]>::len).max().unwrap_or(0)
}

/// The header says how the key is encrypted.
fn putty(text: &[u8], line: usize) -> Option<Find> {
    let text = &text[..text.len().min(LONGEST_BLOCK)];
    memmem::find(text, b"\nPrivate-Lines: ")?;
    let state = match memmem::find(text, b"\nEncryption: none") {
        Some(_) => State::Clear,
        None => State::Encrypted,
    };
    Some(Find { line: Some(line), algorithm: None, state, container: "PuTTY".into() })
}

/// Counts lines once, for places that come in order.
pub(super) struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        LineCounter { bytes, at: 0, line: 1 }
    }

    pub(super) fn of(&mut self, place: usize) -> usize {
        self.line += memchr::memchr_iter(b'\n', &self.bytes[self.at..place]).count();
        self.at = place;
        self.line
    }
}
