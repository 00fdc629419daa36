//! What is read at a look, against what is read part by part.

use super::*;
use alloc::{vec, vec::Vec};

/// Every way to change one byte of `sound`, and `sound` itself.
fn changed(sound: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![sound.to_vec()];
    for at in 0..sound.len() {
        for byte in 0..=0xff {
            let mut bytes = sound.to_vec();
            bytes[at] = byte;
            all.push(bytes);
        }
    }
    all
}

/// An RDN without [`usual_rdn`]: its length, and whether it may need a note.
fn rdn(bytes: &[u8]) -> Result<(usize, bool), Fault> {
    let mut rdns = Reader::new(bytes);
    let mut attributes = rdns.expect(Tag::SET)?.reader();
    let mut unusual = attributes.is_empty();
    while !attributes.is_empty() {
        unusual |= attribute_type_and_value(&mut attributes)?;
    }
    Ok((rdns.offset(), unusual))
}

/// An AlgorithmIdentifier without [`usual_algorithm`]: its length.
fn algorithm(bytes: &[u8]) -> Result<usize, Fault> {
    let mut fields = Reader::new(bytes);
    let mut inner = fields.sequence()?;
    object_identifier(&mut inner)?;
    if !inner.is_empty() {
        inner.any()?;
        inner.finish()?;
    }
    Ok(fields.offset())
}

#[test]
fn an_rdn_at_a_look_is_what_it_is_part_by_part() {
    let sound = [
        &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x0c, 2, b'a', b'b'][..],
        &[0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x13, 2, b'a', b'b', 0x31, 0],
        &[0x31, 18, 0x30, 16, 6, 3, 0x55, 4, 10, 0x16, 9, 65, 66, 67, 68, 69, 70, 71, 72, 73],
    ];
    for sound in sound {
        assert_eq!(usual_rdn(sound), rdn(sound).ok().map(|(length, _)| length));
        for bytes in changed(sound) {
            if let Some(length) = usual_rdn(&bytes) {
                assert_eq!(rdn(&bytes).ok(), Some((length, false)), "{bytes:02x?}");
            }
        }
    }
}

#[test]
fn an_algorithm_at_a_look_is_what_it_is_part_by_part() {
    let sound = [
        &[0x30, 5, 6, 3, 0x2a, 3, 4][..],
        &[0x30, 7, 6, 3, 0x2a, 3, 4, 5, 0],
        &[0x30, 5, 6, 3, 0x2a, 3, 4, 5, 0, 5, 0],
    ];
    for sound in sound {
        assert_eq!(usual_algorithm(sound), algorithm(sound).ok());
        for bytes in changed(sound) {
            if let Some(length) = usual_algorithm(&bytes) {
                assert_eq!(algorithm(&bytes).ok(), Some(length), "{bytes:02x?}");
            }
        }
    }
}

#[test]
fn an_algorithm_has_one_parameter_at_most() {
    let read = |bytes: &[u8]| algorithm_identifier(&mut Reader::new(bytes)).is_ok();
    assert!(read(&[0x30, 8, 6, 3, 0x2a, 3, 4, 2, 1, 1]));
    assert!(!read(&[0x30, 11, 6, 3, 0x2a, 3, 4, 2, 1, 1, 2, 1, 1]));
    assert!(!read(&[0x30, 7, 6, 3, 0x2a, 3, 4, 2, 1]));
    let long = [&[0x30, 0x81, 0x84, 6, 0x81, 0x81][..], &[0x2a; 0x81]].concat();
    assert!(read(&long));
}

#[test]
fn ascii_is_counted_up_to_its_end() {
    for length in 0..40 {
        for behind in 0..20 {
            let mut bytes = vec![b'a'; length + behind];
            assert_eq!(is_ascii(&bytes, length), Some(true));
            assert_eq!(is_ascii(&bytes, length + behind + 1), None);
            for at in 0..bytes.len() {
                bytes[at] = 0x80;
                assert_eq!(is_ascii(&bytes, length), Some(at >= length), "{at} of {length}");
                bytes[at] = b'a';
            }
        }
    }
}

#[test]
fn names_that_may_need_a_note() {
    let common_name = |tag: u8, text: &[u8]| {
        let value = [&[6, 3, 0x55, 4, 3, tag, u8::try_from(text.len()).unwrap()], text].concat();
        [&[0x30, u8::try_from(value.len()).unwrap()], &value[..]].concat()
    };
    let rdn =
        |attributes: &[u8]| [&[0x31, u8::try_from(attributes.len()).unwrap()], attributes].concat();
    let unusual = |rdns: &[&[u8]]| {
        let rdns = rdns.concat();
        let der = [&[0x30, u8::try_from(rdns.len()).unwrap()], &rdns[..]].concat();
        name(&mut Reader::new(&der)).unwrap().1
    };
    let usual = rdn(&common_name(0x13, b"a"));
    let two = rdn(&[common_name(0x13, b"a"), common_name(0x16, b"b")].concat());
    let latin = rdn(&common_name(0x14, b"a"));
    let high = rdn(&common_name(0x0c, b"\xc3\xa4"));
    let empty = rdn(&[]);
    assert!(!unusual(&[]) && !unusual(&[&usual]) && !unusual(&[&two]) && !unusual(&[&two, &usual]));
    for odd in [&latin, &high, &empty] {
        assert!(unusual(&[odd]));
        assert!(unusual(&[odd, &two]) && unusual(&[&two, odd]) && unusual(&[&usual, odd, &usual]));
    }
    for (tag, text, expected) in
        [(0x0c, &b"a"[..], false), (0x0c, b"\xc3\xa4", true), (0x14, b"a", true)]
    {
        let der = common_name(tag, text);
        assert_eq!(attribute_type_and_value(&mut Reader::new(&der)).ok(), Some(expected));
    }
}

#[test]
fn an_extension_does_not_go_beyond_the_list() {
    let read = |bytes: &[u8]| extension_list(&mut Reader::new(bytes)).is_ok();
    assert!(
        read(&[0x30, 0]) && read(&[0x30, 4, 0x30, 2, 5, 0]) && read(&[0x30, 4, 0x30, 0, 0x30, 0])
    );
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0]));
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0, 5, 0]));
    assert!(!read(&[0x30, 2, 5, 0]));
}
