//! encoding/pem of Go, and the labels that crypto/tls.X509KeyPair takes.
//!
//! Measured: Go 1.19.8 and 1.26.10; 1.24.4 reads as 1.19.8.

use super::reading::{Base64, Block, Found, cut, find, whole_certificate, without};

const BEGIN: &[u8] = b"\n-----BEGIN ";
const END: &[u8] = b"\n-----END ";
const DASHES: &[u8] = b"-----";

/// Before the rewrite of `Decode` in Go 1.24.8 and 1.25.2.
pub(super) fn before_1_25(text: &[u8]) -> Found {
    found(text, first_begin)
}

pub(super) fn since_1_26(text: &[u8]) -> Found {
    found(text, last_begin)
}

/// `pem.Decode`: the next block and what follows it.
type Decode = fn(&[u8]) -> Option<(Block, &[u8])>;

/// Invalid blocks are skipped silently.
fn found(text: &[u8], decode: Decode) -> Found {
    let mut found = Found::default();
    let mut rest = text;
    let mut fails = false;
    while let Some((block, behind)) = decode(rest) {
        rest = behind;
        if block.label == b"CERTIFICATE" && !fails {
            match whole_certificate(&block.der) {
                Some(der) => found.certificates.push(der.to_vec()),
                None => fails = true,
            }
        } else if found.keys.is_empty()
            && (block.label == b"PRIVATE KEY" || block.label.ends_with(b" PRIVATE KEY"))
        {
            found.keys.push(block);
        }
    }
    found
}

/// The first BEGIN opens the block.
fn first_begin(text: &[u8]) -> Option<(Block, &[u8])> {
    let mut rest = text;
    loop {
        rest = match rest.strip_prefix(&BEGIN[1..]) {
            Some(behind) => behind,
            None => cut(rest, BEGIN)?.1,
        };
        let (line, behind) = line(rest);
        rest = behind;
        let Some(label) = line.strip_suffix(DASHES) else { continue };
        let (headers, behind) = headers(rest)?;
        rest = behind;
        let end = match rest.strip_prefix(&END[1..]) {
            Some(_) if headers.is_empty() => (0, END.len() - 1),
            _ => match find(rest, END, 0) {
                Some(at) => (at, at + END.len()),
                None => continue,
            },
        };
        if let Some(block) = block(rest, label, headers, end) {
            let (_, behind) = self::line(&rest[end.0 + END.len() - 1..]);
            return Some((block, behind));
        }
    }
}

/// The last BEGIN before the first END opens the block.
fn last_begin(text: &[u8]) -> Option<(Block, &[u8])> {
    let mut rest = text;
    let mut skip = 0;
    loop {
        rest = rest.get(skip..)?;
        let end = find(rest, END, 0)?;
        skip = end + END.len();
        let begin = &BEGIN[1..];
        let Some(at) = rest[..end].windows(begin.len()).rposition(|window| window == begin) else {
            continue;
        };
        if at > 0 && rest[at - 1] != b'\n' {
            continue;
        }
        let after_begin = &rest[at + begin.len()..];
        let (line, body) = line(after_begin);
        let body_at = rest.len() - body.len();
        let Some(label) = line.strip_suffix(DASHES) else {
            // The END is searched after this line.
            rest = body;
            skip -= body_at;
            continue;
        };
        let (headers, body) = headers(body)?;
        let body_at = rest.len() - body.len();
        rest = body;
        // The line end before the END may be that of the last header.
        let distance = end as isize - body_at as isize;
        skip -= body_at;
        if !headers.is_empty() && distance < 0 {
            continue;
        }
        let end = (usize::try_from(distance).unwrap_or(0), skip);
        if let Some(block) = block(rest, label, headers, end) {
            let line_at = usize::try_from(distance + END.len() as isize - 1).unwrap_or(0);
            return Some((block, self::line(&rest[line_at..]).1));
        }
    }
}

/// The block with its body up to the first position, and its END label from the second.
fn block(
    rest: &[u8],
    label: &[u8],
    headers: Vec<u8>,
    (end, label_at): (usize, usize),
) -> Option<Block> {
    let behind = rest.get(label_at..)?.strip_prefix(label)?.strip_prefix(DASHES)?;
    if !line(behind).0.is_empty() {
        return None;
    }
    let base64 = Base64 { padding_is_optional: false, allows_leftover_bits: true };
    let der = base64.decode(&without(&rest[..end], b" \t\r\n"))?;
    Some(Block { label: label.to_vec(), headers, der })
}

/// The first line, without blanks at its end, and what follows it.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    let (mut line, rest) = match cut(text, b"\n") {
        Some((line, rest)) => (line.strip_suffix(b"\r").unwrap_or(line), rest),
        None => (text, &text[text.len()..]),
    };
    while let [head @ .., b' ' | b'\t'] = line {
        line = head;
    }
    (line, rest)
}

/// The lines with a colon, and what follows them.
fn headers(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let (mut headers, mut rest) = (Vec::new(), text);
    loop {
        if rest.is_empty() {
            return None;
        }
        let (line, behind) = line(rest);
        if !line.contains(&b':') {
            return Some((headers, rest));
        }
        headers.extend_from_slice(line);
        headers.push(b'\n');
        rest = behind;
    }
}
