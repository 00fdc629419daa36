//! A small writer of DER and BER, for inputs that no tool makes.

/// One value of definite length.
pub fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut out = header(tag, length);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// Identifier and minimal length octets of a value with `length` octets of content.
pub fn header(tag: u8, length: usize) -> Vec<u8> {
    let digits = length.to_be_bytes();
    let from = digits.iter().position(|digit| *digit != 0).unwrap_or(digits.len() - 1);
    let digits = &digits[from..];
    match length {
        0..0x80 => vec![tag, digits[0]],
        _ => {
            let count = u8::try_from(digits.len()).expect("a length has few octets");
            [&[tag, 0x80 | count], digits].concat()
        }
    }
}

/// One value of indefinite length (X.690 §8.1.3.6).
pub fn indefinite(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag, 0x80][..], &parts.concat(), &[0, 0]].concat()
}

/// `levels` nested values of this tag around `core`.
pub fn nested(tag: u8, levels: usize, core: &[u8]) -> Vec<u8> {
    let mut headers = Vec::with_capacity(levels);
    let mut length = core.len();
    for _ in 0..levels {
        let header = header(tag, length);
        length += header.len();
        headers.push(header);
    }
    headers.reverse();
    [headers.concat(), core.to_vec()].concat()
}

/// The same of indefinite length.
pub fn nested_indefinite(tag: u8, levels: usize, core: &[u8]) -> Vec<u8> {
    [[tag, 0x80].repeat(levels), core.to_vec(), vec![0; 2 * levels]].concat()
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

pub fn set(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x31, parts)
}

/// `[number]` constructed.
pub fn context(number: u8, parts: &[&[u8]]) -> Vec<u8> {
    tlv(0xa0 | number, parts)
}

pub fn octet_string(content: &[u8]) -> Vec<u8> {
    tlv(0x04, &[content])
}

/// INTEGER of these content octets.
pub fn integer(content: &[u8]) -> Vec<u8> {
    tlv(0x02, &[content])
}

/// OBJECT IDENTIFIER from dotted decimal.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().expect("a number")).collect();
    let mut content = Vec::new();
    let first = arcs[0] * 40 + arcs[1];
    for arc in std::iter::once(first).chain(arcs[2..].iter().copied()) {
        let mut digits = vec![u8::try_from(arc & 0x7f).expect("seven bits")];
        let mut rest = arc >> 7;
        while rest > 0 {
            digits.push(u8::try_from(rest & 0x7f).expect("seven bits") | 0x80);
            rest >>= 7;
        }
        content.extend(digits.into_iter().rev());
    }
    tlv(0x06, &[&content])
}
