//! What is read at a look, against what is read part by part.

use super::*;
use crate::error::Fault;
use alloc::{vec, vec::Vec};

/// An RDN without [`usual_rdn`]: its length, and whether all its strings are of usual types.
fn rdn(bytes: &[u8]) -> Result<(usize, bool), Fault> {
    let mut rdns = Reader::new(bytes);
    let mut attributes = rdns.expect(Tag::SET)?.reader();
    let mut usual = !attributes.is_empty();
    while !attributes.is_empty() {
        usual &= is_usual_string(attribute_type_and_value(&mut attributes)?.tag());
    }
    Ok((rdns.offset(), usual))
}

#[test]
fn an_rdn_at_a_look_is_what_it_is_part_by_part() {
    for sound in [
        &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x0c, 2, b'a', b'b'][..],
        &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x13, 2, b'a', b'b', 0x31, 0],
        &[0x31, 9, 0x30, 7, 6, 3, 0x55, 4, 10, 0x16, 0],
    ] {
        assert_eq!(usual_rdn(sound), rdn(sound).ok().map(|(length, _)| length));
        for at in 0..sound.len() {
            for byte in 0..=0xff {
                let mut bytes = sound.to_vec();
                bytes[at] = byte;
                if let Some(length) = usual_rdn(&bytes) {
                    assert_eq!(rdn(&bytes).ok(), Some((length, true)), "{bytes:02x?}");
                }
            }
        }
        assert_eq!(usual_rdn(&sound[..usize::from(sound[1]) + 1]), None);
    }
    // 0x80 is no length of its own (X.690 §8.1.3.6), although these would fit.
    let mut long = vec![0x31, 0x80, 0x30, 0x7e, 6, 3, 0x55, 4, 3, 0x0c, 0x77];
    long.resize(0x82, b'a');
    assert_eq!(usual_rdn(&long), None);
    (long[1], long[3], long[10]) = (0x7f, 0x7d, 0x76);
    assert_eq!(usual_rdn(&long), Some(0x81));
}

#[test]
fn an_algorithm_has_one_parameter_at_most() {
    let read = |bytes: &[u8]| {
        let silent = algorithm_identifier(&mut Reader::silent(bytes)).is_ok();
        assert_eq!(silent, algorithm_identifier(&mut Reader::new(bytes)).is_ok());
        silent
    };
    assert!(read(&[0x30, 5, 6, 3, 0x2a, 3, 4]));
    assert!(read(&[0x30, 7, 6, 3, 0x2a, 3, 4, 5, 0]));
    assert!(!read(&[0x30, 11, 6, 3, 0x2a, 3, 4, 2, 1, 1, 2, 1, 1]));
    assert!(!read(&[0x30, 7, 6, 3, 0x2a, 3, 4, 2, 1]));
    assert!(!read(&[0x30, 2, 6, 0]));
    assert!(!read(&[0x30, 5, 6, 3, 0x2a, 3, 0x84]));
    assert!(read(&[0x30, 5, 6, 3, 0x2a, 0x84, 3]));
}

#[test]
fn ascii_is_told_of_every_length() {
    for length in 0..70 {
        let mut bytes = vec![b'a'; length];
        assert!(is_ascii(&bytes));
        for at in 0..length {
            bytes[at] = 0x80;
            assert!(!is_ascii(&bytes), "{at} of {length}");
            bytes[at] = 0x7f;
        }
    }
}

#[test]
fn names_that_may_need_a_note() {
    let attribute = |tag: u8, text: &[u8]| {
        let value = [&[6, 3, 0x55, 4, 3, tag, u8::try_from(text.len()).unwrap()], text].concat();
        [&[0x30, u8::try_from(value.len()).unwrap()], &value[..]].concat()
    };
    let set =
        |attributes: &[u8]| [&[0x31, u8::try_from(attributes.len()).unwrap()], attributes].concat();
    let unusual = |rdns: &[&Vec<u8>]| {
        let rdns: Vec<u8> = rdns.iter().flat_map(|rdn| rdn.iter().copied()).collect();
        let der = [&[0x30, u8::try_from(rdns.len()).unwrap()], &rdns[..]].concat();
        name(&mut Reader::new(&der)).unwrap().1
    };
    let usual = set(&attribute(0x13, b"a"));
    let two = set(&[attribute(0x13, b"a"), attribute(0x16, b"b")].concat());
    assert!(!unusual(&[]) && !unusual(&[&usual]) && !unusual(&[&two]) && !unusual(&[&two, &usual]));
    let latin = set(&attribute(0x14, b"a"));
    let high = set(&attribute(0x0c, b"\xc3\xa4"));
    for odd in [&latin, &high, &set(&[])] {
        assert!(unusual(&[odd]) && unusual(&[&usual, odd, &usual]));
        assert!(unusual(&[odd, &two]) && unusual(&[&two, odd]));
    }
}

#[test]
fn an_extension_does_not_go_beyond_the_list() {
    let read = |bytes: &[u8]| extension_list(&mut Reader::silent(bytes)).is_ok();
    assert!(read(&[0x30, 0]) && read(&[0x30, 4, 0x30, 0, 0x30, 0]));
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0]));
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0, 5, 0]));
    assert!(!read(&[0x30, 2, 5, 0]));
}
