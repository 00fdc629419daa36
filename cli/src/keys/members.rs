//! Private keys whose numbers are members of an object: JWK (RFC 7517), and the XML of RSA and DSA keys
//! (.NET, XKMS).

use super::{
    pem::LineCounter,
    search::{Find, State},
};
use memchr::memmem;

/// An EC key of 96 bits has a private number of 16 digits.
const SHORTEST_NUMBER: usize = 16;

pub(super) fn keys(bytes: &[u8]) -> Vec<Find> {
    if [&b"kty"[..], b"KeyValue>"].iter().all(|word| memmem::find(bytes, word).is_none()) {
        return Vec::new();
    }
    // A string in a string has backslashes before its quotes.
    let text: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != b'\\').collect();
    let mut finds = jwk(&text);
    finds.extend(xml(&text, "RSA", b"<RSAKeyValue>", b"<D>"));
    finds.extend(xml(&text, "DSA", b"<DSAKeyValue>", b"<X>"));
    finds
}

/// Members between two braces, with `kty` and a private number `d` among them.
fn jwk(text: &[u8]) -> Vec<Find> {
    let mut lines = LineCounter::new(text);
    let mut finds = Vec::new();
    let mut start = 0;
    for members in text.split(|byte| b"{}".contains(byte)) {
        let number = memmem::find_iter(members, b"\"d\"").find(|at| {
            let value = members[at + 3..].trim_ascii_start().strip_prefix(b":");
            let value = value.and_then(|value| value.trim_ascii_start().strip_prefix(b"\""));
            value.is_some_and(begins_with_number)
        });
        if let Some(at) = number.filter(|_| memmem::find(members, b"\"kty\"").is_some()) {
            finds.push(find(lines.of(start + at), None, "JWK"));
        }
        start += members.len() + 1;
    }
    finds
}

/// Elements of this name, with the private number in one of another.
fn xml(text: &[u8], algorithm: &str, element: &[u8], private: &[u8]) -> Vec<Find> {
    let mut lines = LineCounter::new(text);
    let begins: Vec<usize> = memmem::find_iter(text, element).collect();
    let ends = begins.iter().copied().skip(1).chain([text.len()]);
    let keys = begins.iter().copied().zip(ends).filter(|(at, end)| {
        let content = &text[*at..*end];
        let close = memmem::find(content, &[b"</", &element[1..]].concat());
        let content = &content[..close.unwrap_or(content.len())];
        let number = memmem::find(content, private).map(|at| &content[at + private.len()..]);
        number.is_some_and(|number| begins_with_number(number.trim_ascii_start()))
    });
    keys.map(|(at, _)| find(lines.of(at), Some(algorithm), "XML")).collect()
}

fn find(line: usize, algorithm: Option<&str>, container: &str) -> Find {
    let algorithm = algorithm.map(str::to_owned);
    Find { line: Some(line), algorithm, state: State::Clear, container: container.into() }
}

fn begins_with_number(text: &[u8]) -> bool {
    let is_digit = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    text.iter().take_while(is_digit).count() >= SHORTEST_NUMBER
}
