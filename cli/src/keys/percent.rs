//! Private keys in lines with percent-encoding, as in the body of a form.

use super::{base64, pem, search::Find};
use anycert::Parser;
use zeroize::Zeroizing;

/// The keys in what these lines encode.
pub(super) fn keys(bytes: &[u8], parser: Parser<'_>) -> Vec<Find> {
    let mut finds = Vec::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        // Of a key, the line ends of PEM or the digits of base64 are encoded.
        let is_encoded = |at: usize| matches!(line.get(at + 1), Some(b'0' | b'2'));
        if !memchr::memchr_iter(b'%', line).any(is_encoded) {
            continue;
        }
        let text = decoded(line);
        let blocks = pem::blocks(&text);
        let mut found = pem::keys(&text, &blocks, parser);
        found.extend(base64::keys(&text, &blocks, parser));
        found.iter_mut().for_each(|find| find.line = Some(number + 1));
        finds.extend(found);
    }
    finds
}

/// Octets for `%` and two digits; in a form, a blank is a plus sign, which then is encoded itself.
fn decoded(line: &[u8]) -> Zeroizing<Vec<u8>> {
    let is_form = memchr::memmem::find(line, b"-----BEGIN+").is_some();
    let mut text = Zeroizing::new(Vec::with_capacity(line.len()));
    let mut rest = line;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let digits = tail.first_chunk::<2>().filter(|_| *first == b'%');
        let value = digits.and_then(|digits| str::from_utf8(digits).ok());
        match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(octet) => {
                text.push(octet);
                rest = &tail[2..];
            }
            None if is_form && *first == b'+' => text.push(b' '),
            None => text.push(*first),
        }
    }
    text
}
