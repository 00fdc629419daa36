//! Java: `CertificateFactory.generateCertificates` and `generateCertificate`. Labels do not matter,
//! and a certificate in DER may stand before and between blocks. Private keys in PEM are not read.
//!
//! Measured: OpenJDK 17.0.15 and 25.0.5, which differ.

use super::reading::{Base64, Found, certificates_of_pkcs7, element, whole_certificate, without};

pub(super) fn all_17(text: &[u8]) -> Found {
    all(text, block_17)
}

pub(super) fn all_25(text: &[u8]) -> Found {
    all(text, block_25)
}

pub(super) fn one_by_one_17(text: &[u8]) -> Found {
    one_by_one(text, block_17)
}

pub(super) fn one_by_one_25(text: &[u8]) -> Found {
    one_by_one(text, block_25)
}

/// The octets of a block, `None` at the end of the text, or an error.
type Next = Result<Option<Vec<u8>>, ()>;
type Reader = fn(&mut Stream<'_>) -> Next;

/// If the first block is a PKCS#7, only its certificates; none if anything is invalid.
fn all(text: &[u8], block: Reader) -> Found {
    let mut stream = Stream { text, at: 0 };
    let mut certificates = Vec::new();
    let (mut is_first, mut has_pkcs7) = (true, false);
    loop {
        let der = match next(&mut stream, block) {
            Ok(Some(der)) => der,
            Ok(None) => break,
            Err(()) => return Found::default(),
        };
        if let (true, Some(held)) = (is_first, certificates_of_pkcs7(&der)) {
            certificates = held;
            has_pkcs7 = true;
            break;
        }
        is_first = false;
        match whole_certificate(&der) {
            Some(der) => certificates.push(der.to_vec()),
            None => return Found::default(),
        }
    }
    Found { certificates, has_pkcs7, keys: Vec::new() }
}

fn one_by_one(text: &[u8], block: Reader) -> Found {
    let mut stream = Stream { text, at: 0 };
    let mut found = Found::default();
    while let Ok(Some(der)) = next(&mut stream, block) {
        let Some(der) = whole_certificate(&der) else { break };
        found.certificates.push(der.to_vec());
    }
    found
}

/// `X509Factory.readOneBlock`: DER if the first octet is that of a SEQUENCE.
fn next(stream: &mut Stream<'_>, block: Reader) -> Next {
    match stream.peek() {
        None => Ok(None),
        Some(0x30) => {
            let rest = &stream.text[stream.at..];
            let (_, _, behind) = element(rest).ok_or(())?;
            stream.at = stream.text.len() - behind.len();
            Ok(Some(rest[..rest.len() - behind.len()].to_vec()))
        }
        Some(_) => block(stream),
    }
}

struct Stream<'a> {
    text: &'a [u8],
    at: usize,
}

impl Stream<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn read(&mut self) -> Option<u8> {
        let octet = self.peek();
        self.at += usize::from(octet.is_some());
        octet
    }
}

/// A BEGIN begins a line. What follows its dashes may be blank, and so it is with the END.
fn block_17(stream: &mut Stream<'_>) -> Next {
    let mut dashes = 0;
    let mut last = None;
    while dashes < 5 || last.is_some_and(|it| !matches!(it, b'\r' | b'\n')) {
        match stream.read() {
            None => return Ok(None),
            Some(b'-') => dashes += 1,
            Some(other) => (dashes, last) = (0, Some(other)),
        }
        if dashes > 5 {
            // Six dashes do not begin a block, and neither do any after them.
            last = Some(b'-');
        }
    }
    let mut header = b"-----".to_vec();
    let mut data = Vec::new();
    let end = loop {
        match stream.read().ok_or(())? {
            b'\n' => break b'\n',
            b'\r' => match stream.read().ok_or(())? {
                b'\n' => break b'\n',
                b'\t' | b'\r' | b' ' => break b'\r',
                other => {
                    data.push(other);
                    break b'\r';
                }
            },
            other => header.push(other),
        }
    };
    loop {
        match stream.read().ok_or(())? {
            b'-' => break,
            b'\t' | b'\n' | b'\r' | b' ' => {}
            other => data.push(other),
        }
    }
    let mut footer = b"-".to_vec();
    while let Some(octet) = stream.read() {
        if octet == end || octet == b'\n' {
            break;
        }
        if octet != b'\r' {
            footer.push(octet);
        }
    }
    let label = label(without_trailing_blanks(&header), b"-----BEGIN ").ok_or(())?;
    if label.is_empty() && header.len() < 16 {
        return Err(());
    }
    if label_of_end(&footer) != Some(label) {
        return Err(());
    }
    decode(&data).map(Some)
}

fn label_of_end(footer: &[u8]) -> Option<&[u8]> {
    label(without_trailing_blanks(footer), b"-----END ")
}

fn label<'a>(line: &'a [u8], begin: &[u8]) -> Option<&'a [u8]> {
    line.strip_prefix(begin)?.strip_suffix(b"-----")
}

/// `String.stripTrailing`, of characters that are one octet each.
fn without_trailing_blanks(mut line: &[u8]) -> &[u8] {
    while let [head @ .., 0x09..=0x0d | 0x1c..=0x20] = line {
        line = head;
    }
    line
}

/// A BEGIN may be anywhere in a line. A line end or a blank must follow it; the same the END, or a
/// blank.
fn block_25(stream: &mut Stream<'_>) -> Next {
    let mut dashes = 0;
    while dashes < 5 {
        match stream.read() {
            None => return Ok(None),
            Some(b'-') => dashes += 1,
            Some(_) => dashes = 0,
        }
    }
    let mut header = Vec::new();
    loop {
        match stream.read() {
            None => return Ok(None),
            Some(b'-') => break,
            Some(b'\n' | b'\r') => return Err(()),
            Some(other) => header.push(other),
        }
    }
    if !four_dashes(stream)? {
        return Ok(None);
    }
    let label = header.strip_prefix(b"BEGIN ").ok_or(())?;
    let mut data = Vec::new();
    let mut end = stream.read().ok_or(())?;
    match end {
        b'\r' => match stream.read().ok_or(())? {
            b'\n' => end = b'\n',
            other => data.push(other),
        },
        b'\n' | b' ' => {}
        _ => return Err(()),
    }
    let Some(body) = to_dash(stream) else { return Ok(None) };
    data.extend(without(&body, b"\t\n\r "));
    if !four_dashes(stream)? {
        return Ok(None);
    }
    let Some(footer) = to_dash(stream) else { return Ok(None) };
    if !four_dashes(stream)? {
        return Ok(None);
    }
    loop {
        match stream.read() {
            None | Some(b' ') => break,
            Some(octet) if octet == end => break,
            Some(b'\r') => {}
            Some(_) => return Err(()),
        }
    }
    if footer.strip_prefix(b"END ") != Some(label) {
        return Err(());
    }
    decode(&data).map(Some)
}

/// The octets before the next dash; `None` if there are no more dashes.
fn to_dash(stream: &mut Stream<'_>) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    loop {
        match stream.read()? {
            b'-' => return Some(octets),
            other => octets.push(other),
        }
    }
}

/// Four dashes, or the end of the text, which is not an error here; anything else is.
fn four_dashes(stream: &mut Stream<'_>) -> Result<bool, ()> {
    for _ in 0..4 {
        match stream.read() {
            Some(b'-') => {}
            None => return Ok(false),
            Some(_) => return Err(()),
        }
    }
    Ok(true)
}

/// `Base64.getDecoder`.
fn decode(data: &[u8]) -> Result<Vec<u8>, ()> {
    let rule = Base64 { padding_is_optional: true, allows_leftover_bits: true };
    rule.decode(data).ok_or(())
}
