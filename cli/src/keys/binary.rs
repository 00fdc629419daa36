//! Private keys in binary form anywhere in a file: after a certificate, in an image, in a program.

use super::search::{Find, State, of};
use anycert::Parser;
use memchr::{memchr_iter, memmem};
use std::ops::Range;

/// An RSA key of 16,384 bits takes 10 kB.
const LONGEST_KEY: usize = 64 << 10;
/// The number of findings after which the search of a file ends.
const MOST: usize = 100;
/// OBJECT IDENTIFIERs of the passphrase-based encryption of PKCS#5 and of PKCS#12.
const PBE: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5], &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1]];
/// The OBJECT IDENTIFIER of the content of a PFX, up to its last number.
const CONTENT: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7];
const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// What the first octets of a structure say about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A private key, whether it can be read or not.
    Key,
    /// A private key if it can be read.
    Perhaps,
    /// A container that may be without a private key.
    Container,
    /// A key store, whose length nothing says.
    Store,
}

pub(super) fn keys(bytes: &[u8], parser: Parser<'_>) -> Vec<Find> {
    let mut finds = microsoft(bytes);
    finds.extend(bouncy_castle(bytes));
    let (mut end, mut opened) = (0, 0);
    for (range, shape) in structures(bytes) {
        let at = range.start;
        if at < end {
            continue;
        }
        let container = format!("at byte {at}");
        let unreadable = Find { line: None, algorithm: None, state: State::Unreadable, container };
        opened += 1;
        if opened > MOST {
            finds.push(unreadable);
            break;
        }
        let found = of(&bytes[range.clone()], parser, None, Some(&unreadable.container));
        if shape == Shape::Key && found.is_empty() {
            finds.push(unreadable);
        }
        let is_key = match shape {
            Shape::Key => true,
            Shape::Perhaps => found.iter().any(|one| one.state != State::Unreadable),
            Shape::Container => !found.is_empty(),
            // What is in it, or after it, is searched too.
            Shape::Store => {
                finds.extend(found);
                continue;
            }
        };
        if is_key {
            finds.extend(found);
            end = range.end;
        }
    }
    finds
}

/// What may be a private key or contain one, in the order of the file.
fn structures(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, Shape)> {
    // The magic number, and a version up to 255.
    let mut stores: Vec<usize> = memmem::find_iter(bytes, b"\xfe\xed\xfe\xed\0\0\0").collect();
    stores.extend(memmem::find_iter(bytes, b"\xce\xce\xce\xce\0\0\0"));
    stores.sort_unstable();
    let ends = stores.clone().into_iter().skip(1).chain([bytes.len()]);
    let stores: Vec<_> = stores.into_iter().zip(ends).collect();
    let mut all: Vec<(Range<usize>, Shape)> =
        memchr_iter(SEQUENCE, bytes).filter_map(|at| der(bytes, at)).collect();
    all.extend(stores.into_iter().map(|(at, end)| (at..end, Shape::Store)));
    all.sort_by_key(|(range, _)| range.start);
    all.into_iter()
}

/// The structure in DER that begins here, and what it may be.
fn der(bytes: &[u8], at: usize) -> Option<(Range<usize>, Shape)> {
    // A PFX may be in BER.
    if bytes[at..].starts_with(&[SEQUENCE, 0x80, INTEGER, 1, 3, SEQUENCE]) {
        return Some((at..bytes.len(), Shape::Container));
    }
    let (tag, content) = element(bytes, at)?;
    let inside = &bytes[..content.end];
    let (first_tag, first) = element(inside, content.start)?;
    let (second_tag, second) = element(inside, first.end)?;
    let shape = match (tag, first_tag, &bytes[first.clone()], second_tag) {
        (SEQUENCE, INTEGER, [3], SEQUENCE) => {
            begins_with(bytes, &second, &[CONTENT]).then_some(Shape::Container)
        }
        (SEQUENCE, SEQUENCE, _, OCTET_STRING) => {
            (begins_with(bytes, &first, &PBE) && second.end == content.end).then_some(Shape::Key)
        }
        (SEQUENCE, INTEGER, [0 | 1], SEQUENCE) => {
            let (third_tag, _) = element(inside, second.end)?;
            let is_key = third_tag == OCTET_STRING && begins_with(bytes, &second, &[&[]]);
            is_key.then_some(Shape::Key)
        }
        // RSA and DSA.
        (SEQUENCE, INTEGER, [0 | 1], INTEGER) => (second.len() >= 32).then_some(Shape::Perhaps),
        // SEC 1.
        (SEQUENCE, INTEGER, [1], OCTET_STRING) => (second.len() >= 14).then_some(Shape::Perhaps),
        _ => None,
    }?;
    let is_short = content.end - at <= LONGEST_KEY;
    (shape == Shape::Container || is_short).then_some((at..content.end, shape))
}

/// Whether a SEQUENCE begins with an OBJECT IDENTIFIER, and that with one of these.
fn begins_with(bytes: &[u8], sequence: &Range<usize>, beginnings: &[&[u8]]) -> bool {
    let first = element(&bytes[..sequence.end], sequence.start);
    first.is_some_and(|(tag, content)| {
        let oid = &bytes[content];
        tag == OBJECT_IDENTIFIER && beginnings.iter().any(|one| oid.starts_with(one))
    })
}

/// The tag and the content of the element of definite length that begins here.
fn element(bytes: &[u8], at: usize) -> Option<(u8, Range<usize>)> {
    let (tag, first) = (*bytes.get(at)?, *bytes.get(at + 1)?);
    let more = match first {
        ..=0x7f => 0,
        0x81..=0x84 => usize::from(first & 0x7f),
        _ => return None,
    };
    let start = at + 2 + more;
    let length = match more {
        0 => usize::from(first),
        _ => bytes.get(at + 2..start)?.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)),
    };
    let end = start.checked_add(length)?;
    (end <= bytes.len()).then_some((tag, start..end))
}

/// PVK files, and PRIVATEKEYBLOBs of RSA and DSA.
fn microsoft(bytes: &[u8]) -> Vec<Find> {
    let find = |state| Find { line: None, algorithm: None, state, container: "Microsoft".into() };
    // The magic number, a reserved zero, the purpose, and whether it is encrypted.
    let pvk = memmem::find_iter(bytes, &[0x1e, 0xf1, 0xb5, 0xb0, 0, 0, 0, 0]);
    let pvk = pvk.filter_map(|at| match bytes.get(at + 8..at + 16)? {
        [1 | 2, 0, 0, 0, 0, 0, 0, 0] => Some(State::Clear),
        [1 | 2, 0, 0, 0, 1, 0, 0, 0] => Some(State::Encrypted),
        _ => None,
    });
    let found: Vec<Find> = pvk.map(find).collect();
    if !found.is_empty() {
        return found;
    }
    let blobs = memmem::find_iter(bytes, &[0x07, 0x02, 0, 0]);
    let blobs = blobs.filter(|at| {
        let rest = bytes.get(at + 4..at + 12).unwrap_or_default();
        matches!(rest, [0, _, 0, 0, b'R' | b'D', b'S', b'A' | b'S', b'2'])
    });
    blobs.map(|_| find(State::Clear)).collect()
}

/// A key store of Bouncy Castle (BKS, UBER) with anything but certificates in it.
fn bouncy_castle(bytes: &[u8]) -> Option<Find> {
    let (version, rest) = bytes.split_first_chunk()?;
    let (salt, rest) = rest.split_first_chunk()?;
    let [0, 0, 0, 1 | 2] = version else { return None };
    let salt = usize::try_from(u32::from_be_bytes(*salt)).ok()?;
    // Both derive a key from a salt of the length of the hash, with 1024 to 2047 iterations.
    let (0, 4..=7) = (rest.get(salt)?.min(rest.get(salt + 1)?), rest.get(salt + 2)?) else {
        return None;
    };
    let mut entries = rest.get(salt + 4..)?;
    if salt != 20 || only_certificates(&mut entries) == Some(true) {
        return None;
    }
    let container = "Bouncy Castle".into();
    Some(Find { line: None, algorithm: None, state: State::Unreadable, container })
}

/// Of the entries of a BKS; `None` if they are not in clear (UBER).
fn only_certificates(entries: &mut &[u8]) -> Option<bool> {
    const CERTIFICATE: u8 = 1;
    loop {
        match entries.split_off_first()? {
            0 => return Some(true),
            &CERTIFICATE => {}
            _ => return Some(false),
        }
        let alias = u16::from_be_bytes(*take(entries)?);
        entries.split_off(..usize::from(alias))?;
        // The date, and a chain, which a certificate does not have.
        let _: &[u8; 8] = take(entries)?;
        let 0 = u32::from_be_bytes(*take(entries)?) else { return Some(false) };
        let kind = u16::from_be_bytes(*take(entries)?);
        entries.split_off(..usize::from(kind))?;
        let length = usize::try_from(u32::from_be_bytes(*take(entries)?)).ok()?;
        entries.split_off(..length)?;
    }
}

fn take<'a, const N: usize>(bytes: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(first)
}
