//! A naive reader and writer of definite-length TLVs, independent of the library's.

use std::ops::Range;

/// One TLV: its tag octet, the whole of it, and its content.
#[derive(Clone, Debug)]
pub struct Tlv {
    pub tag: u8,
    pub whole: Range<usize>,
    pub content: Range<usize>,
}

impl Tlv {
    pub fn is_constructed(&self) -> bool {
        self.tag & 0x20 != 0
    }
}

/// The TLV that begins at `at` and ends before `end`.
pub fn read(bytes: &[u8], at: usize, end: usize) -> Option<Tlv> {
    let tag = *bytes.get(at)?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let first = usize::from(*bytes.get(at + 1)?);
    let (header, length) = if first < 0x80 {
        (2, first)
    } else {
        let octets = bytes.get(at + 2..at + 2 + (first & 0x7f))?;
        if octets.is_empty() || octets.len() > 4 {
            return None;
        }
        let length = octets.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
        (2 + octets.len(), length)
    };
    let content = at + header..at + header + length;
    (content.end <= end).then_some(Tlv { tag, whole: at..content.end, content })
}

/// The TLVs that fill `range` exactly; none if something else does.
pub fn children(bytes: &[u8], range: Range<usize>) -> Option<Vec<Tlv>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let tlv = read(bytes, at, range.end)?;
        at = tlv.whole.end;
        found.push(tlv);
    }
    Some(found)
}

/// Every TLV in `bytes`, outer before inner. Octet and bit strings that hold TLVs are entered too.
pub fn all(bytes: &[u8]) -> Vec<Tlv> {
    let mut found = Vec::new();
    let mut open = children(bytes, 0..bytes.len()).unwrap_or_default();
    while let Some(tlv) = open.pop() {
        let content = match tlv.tag {
            0x03 => tlv.content.start + 1..tlv.content.end.max(tlv.content.start + 1),
            _ => tlv.content.clone(),
        };
        if tlv.is_constructed() || matches!(tlv.tag, 0x03 | 0x04) {
            open.extend(children(bytes, content).unwrap_or_default());
        }
        found.push(tlv);
    }
    found.sort_by_key(|tlv| (tlv.whole.start, std::cmp::Reverse(tlv.whole.end)));
    found
}

/// `with` instead of the bytes at `place`, and the lengths around it corrected.
pub fn replaced(bytes: &[u8], place: Range<usize>, with: Vec<u8>) -> Vec<u8> {
    let is_around = |tlv: &Tlv| {
        tlv.content.start <= place.start && place.end <= tlv.content.end && tlv.whole != place
    };
    let around: Vec<Tlv> = all(bytes).into_iter().filter(is_around).collect();
    let (mut place, mut with) = (place.clone(), with);
    for tlv in around.iter().rev() {
        let before = &bytes[tlv.content.start..place.start];
        with = encode(&[tlv.tag], &[before, &with, &bytes[place.end..tlv.content.end]].concat());
        place = tlv.whole.clone();
    }
    [&bytes[..place.start], &with, &bytes[place.end..]].concat()
}

/// A value with its length in the fewest octets.
pub fn encode(identifier: &[u8], content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let leading = length.iter().take_while(|octet| **octet == 0).count();
    let digits = &length[leading.min(length.len() - 1)..];
    match digits {
        [short @ 0..0x80] => [identifier, &[*short], content].concat(),
        _ => [identifier, &[0x80 | digits.len() as u8], digits, content].concat(),
    }
}
