//! Requests that cost a server more than they cost their sender.
#![allow(dead_code, reason = "each test program uses some of it")]

use base64ct::{Base64, Encoding};

/// Keys whose exponents have to be reduced, which takes the square of their length: nothing in
/// them is encrypted, so no passphrase is asked for and no iterations are counted.
pub fn openssh_rsa_keys(count: usize) -> String {
    let text = |octets: &[u8]| {
        let length = u32::try_from(octets.len()).unwrap();
        [&length.to_be_bytes()[..], octets].concat()
    };
    let key = |number: u8| {
        let n = text(&[&[0x7f, number], &[0xa5; 2046][..]].concat());
        let d = text(&[0x7e; 2048]);
        let p = text(&[&[0x7f; 1023][..], &[3]].concat());
        let numbers = [n.clone(), text(&[3]), d, text(&[1]), p.clone(), p].concat();
        let private = [&[0; 8][..], &text(b"ssh-rsa"), &numbers, &text(b"")].concat();
        let public = [text(b"ssh-rsa"), text(&[3]), n].concat();
        let head = [&b"openssh-key-v1\0"[..], &text(b"none"), &text(b"none"), &text(b"")].concat();
        [&head[..], &[0, 0, 0, 1], &text(&public), &text(&private)].concat()
    };
    let block = |number: usize| {
        let base64 = Base64::encode_string(&key(u8::try_from(number % 256).unwrap()));
        let lines: Vec<&str> =
            base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let lines = lines.join("\n");
        format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{lines}\n-----END OPENSSH PRIVATE KEY-----\n")
    };
    (0..count).map(block).collect()
}

/// The same certificate with a subject and an issuer of one attribute with this many characters,
/// each of which is shown in three.
pub fn with_long_names(certificate: &[u8], characters: usize) -> Vec<u8> {
    let name = || {
        let value = tlv(0x0c, &vec![1; characters]);
        let attribute = tlv(0x30, &[&[6, 3, 0x55, 4, 3], &value[..]].concat());
        tlv(0x30, &tlv(0x31, &attribute))
    };
    let outer = parts(content_of(certificate));
    let mut inner: Vec<Vec<u8>> =
        parts(content_of(outer[0])).into_iter().map(<[u8]>::to_vec).collect();
    // version, serialNumber, signature, issuer, validity, subject
    inner[3] = name();
    inner[5] = name();
    let tbs = tlv(0x30, &inner.concat());
    tlv(0x30, &[&tbs, outer[1], outer[2]].concat())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().take_while(|octet| **octet == 0).count()..];
    let head = match content.len() {
        short @ 0..=0x7f => vec![tag, u8::try_from(short).unwrap()],
        _ => [&[tag, 0x80 | u8::try_from(length.len()).unwrap()], length].concat(),
    };
    [&head, content].concat()
}

/// Where the content of a TLV begins and ends.
fn span(der: &[u8]) -> (usize, usize) {
    match der[1] {
        length @ 0..=0x7f => (2, 2 + usize::from(length)),
        octets => {
            let octets = usize::from(octets & 0x7f);
            let length = &der[2..2 + octets];
            let length = length.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
            (2 + octets, 2 + octets + length)
        }
    }
}

fn content_of(der: &[u8]) -> &[u8] {
    let (begin, end) = span(der);
    &der[begin..end]
}

fn parts(mut content: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while !content.is_empty() {
        let (part, rest) = content.split_at(span(content).1);
        parts.push(part);
        content = rest;
    }
    parts
}
