//! Changes of whole TLVs, which a byte mutator never finds: each keeps all enclosing lengths correct, so
//! that the reader reaches the change.

use crate::tlv::{self, Tlv};
use std::ops::Range;

/// Changes one TLV of the DER in the first `size` bytes of `data`, after `prefix` bytes, and returns
/// the new size. Returns `None` if there is no DER, if the result is longer than `most`, and every
/// other time, to leave the input to the byte mutator.
pub fn change(
    data: &mut [u8],
    prefix: usize,
    size: usize,
    most: usize,
    seed: u32,
) -> Option<usize> {
    let mut chance = Chance(u64::from(seed) << 16 | 0x9e37);
    if chance.below(2) == 0 {
        return None;
    }
    let der = data.get(prefix..size)?;
    let changed = changed(der, &mut chance)?;
    let end = prefix.checked_add(changed.len())?;
    if end > most {
        return None;
    }
    data.get_mut(prefix..end)?.copy_from_slice(&changed);
    Some(end)
}

fn changed(der: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let tlvs = tlv::all(der);
    if tlvs.is_empty() {
        return None;
    }
    let one = &tlvs[chance.below(tlvs.len())];
    let bytes = &der[one.whole.clone()];
    match chance.below(8) {
        0 => Some(tlv::replaced(der, one.whole.clone(), Vec::new())),
        1 => Some(tlv::replaced(der, one.whole.clone(), bytes.repeat(2))),
        2 => swapped(der, &tlvs, one, chance),
        3 => Some(retagged(der, one, chance)),
        4 => Some(with_length_in_another_form(der, one, chance)),
        5 => Some(resized(der, one, chance)),
        // Another one instead of it, or after it.
        kind => {
            let other = der[tlvs[chance.below(tlvs.len())].whole.clone()].to_vec();
            let with = if kind == 6 { other } else { [bytes, &other].concat() };
            Some(tlv::replaced(der, one.whole.clone(), with))
        }
    }
}

/// Swaps two neighbours.
fn swapped(der: &[u8], tlvs: &[Tlv], one: &Tlv, chance: &mut Chance) -> Option<Vec<u8>> {
    let is_beside = |other: &&Tlv| other.whole.start == one.whole.end;
    let beside: Vec<&Tlv> = tlvs.iter().filter(is_beside).collect();
    let next = beside.get(chance.below(beside.len().max(1)))?;
    let parts = [&der[next.whole.clone()], &der[one.whole.clone()]].concat();
    Some(tlv::replaced(der, one.whole.start..next.whole.end, parts))
}

/// Another tag before the same content.
fn retagged(der: &[u8], one: &Tlv, chance: &mut Chance) -> Vec<u8> {
    const TAGS: [u8; 24] = [
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c, 0x1e,
        0x24, 0x30, 0x31, 0x80, 0x81, 0xa0, 0xa1, 0xa2, 0xa3,
    ];
    let with = tlv::encode(&[TAGS[chance.below(TAGS.len())]], &der[one.content.clone()]);
    tlv::replaced(der, one.whole.clone(), with)
}

/// The same value as BER may write it: an indefinite length, or more octets than needed.
fn with_length_in_another_form(der: &[u8], one: &Tlv, chance: &mut Chance) -> Vec<u8> {
    let content = &der[one.content.clone()];
    let with = if one.is_constructed() && chance.below(3) > 0 {
        [&[one.tag, 0x80], content, &[0, 0]].concat()
    } else {
        let octets = chance.below(6) + 1;
        let digits = content.len().to_be_bytes();
        let digits = &digits[digits.len().saturating_sub(octets)..];
        let first = 0x80 | u8::try_from(digits.len()).unwrap_or(0x7f);
        [&[one.tag, first], digits, content].concat()
    };
    tlv::replaced(der, one.whole.clone(), with)
}

/// A content that is shorter, or longer by zeroes.
fn resized(der: &[u8], one: &Tlv, chance: &mut Chance) -> Vec<u8> {
    let place: Range<usize> = one.content.clone();
    let mut content = der[place].to_vec();
    content.resize(chance.below(content.len() + 4), 0);
    tlv::replaced(der, one.whole.clone(), tlv::encode(&[one.tag], &content))
}

/// Numbers that look random, from a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(end).unwrap_or(1).max(1)).unwrap_or(0)
    }
}
