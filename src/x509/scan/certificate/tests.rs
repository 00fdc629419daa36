//! The productions, their fast paths compared with the complete ones, and the remarks of a scan.

use super::*;
use crate::{
    asn1::error::ParseError,
    budget::Budget,
    error::Path,
    limits::Limits,
    x509::scan::{NOTED, scan, scan_der},
};
use alloc::{vec, vec::Vec};

/// Reads an RDN without [`usual_rdn`]: its length, and whether all its strings are of usual types.
fn rdn(bytes: &[u8]) -> Result<(usize, bool), ParseError> {
    let mut rdns = Reader::new(bytes);
    let mut attributes = rdns.expect(Tag::SET)?.reader();
    let mut usual = !attributes.is_empty();
    while !attributes.is_empty() {
        usual &= is_usual_string(attribute_type_and_value(&mut attributes)?.tag());
    }
    Ok((rdns.offset(), usual))
}

#[test]
fn usual_rdns_agree_with_the_complete_reading() {
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
    // 0x80 is not a definite length (X.690 §8.1.3.6), although these would fit.
    let mut long = vec![0x31, 0x80, 0x30, 0x7e, 6, 3, 0x55, 4, 3, 0x0c, 0x77];
    long.resize(0x82, b'a');
    assert_eq!(usual_rdn(&long), None);
    (long[1], long[3], long[10]) = (0x7f, 0x7d, 0x76);
    assert_eq!(usual_rdn(&long), Some(0x81));
}

#[test]
fn an_algorithm_has_at_most_one_parameter() {
    let read = |bytes: &[u8]| {
        let silent = algorithm_identifier(&mut Reader::without_details(bytes)).is_ok();
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
fn ascii_of_every_length() {
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
fn unusual_names_may_need_a_note() {
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
    let letter = set(&attribute(0x0c, b"\xc3\xa4"));
    assert!(!unusual(&[&letter]) && !unusual(&[&usual, &letter, &two]));
    let (high, printable) = (set(&attribute(0x0c, b"\xe4")), set(&attribute(0x13, b"\xc3\xa4")));
    for odd in [&latin, &high, &printable, &set(&[])] {
        assert!(unusual(&[odd]) && unusual(&[&usual, odd, &usual]));
        assert!(unusual(&[odd, &two]) && unusual(&[&two, odd]));
    }
}

#[test]
fn an_extension_ends_within_the_list() {
    let read = |bytes: &[u8]| extension_list(&mut Reader::without_details(bytes)).is_ok();
    assert!(read(&[0x30, 0]) && read(&[0x30, 4, 0x30, 0, 0x30, 0]));
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0]));
    assert!(!read(&[0x30, 4, 0x30, 3, 5, 0, 5, 0]));
    assert!(!read(&[0x30, 2, 5, 0]));
}

/// A value shorter than 128 octets.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    assert!(content.len() < 0x80);
    [&[tag, content.len().try_into().unwrap()], &content[..]].concat()
}

#[test]
fn notes_about_numbers_and_algorithms() {
    let ed25519 = tlv(0x30, &[&[6, 3, 0x2b, 0x65, 0x70]]);
    let time = tlv(0x17, &[b"300101000000Z"]);
    let validity = tlv(0x30, &[&time, &time]);
    let spki = tlv(0x30, &[&ed25519, &[3, 1, 0]]);
    let noted = |before: &[u8], after: &[u8], outer: &[u8]| {
        let names = [0x30, 0];
        let tbs = [before, &ed25519, &names, &validity, &names, &spki, after];
        let made = tlv(0x30, &[&tlv(0x30, &tbs), outer, &[3, 1, 0]]);
        let remarks = scan_der(&made).map_err(|_| ()).unwrap().1;
        assert_eq!(remarks.is_any(), remarks.notes.iter().any(Option::is_some));
        let notes = NOTED.into_iter().zip(remarks.notes);
        notes.filter_map(|(part, note)| Some((part?, note?))).collect::<Vec<_>>()
    };
    let extensions: &[u8] = &[0xa3, 4, 0x30, 2, 0x30, 0];
    let version = |number: &[u8]| tlv(0xa0, &[&tlv(2, &[number])]);
    for (number, after, is_noted) in [
        (&[2_u8][..], extensions, false),
        (&[2], &[][..], false),
        (&[1], &[], false),
        (&[1], extensions, true),
        (&[0], &[], true),
        (&[3], &[], true),
        (&[3], extensions, true),
        (&[0, 2], extensions, true),
    ] {
        let notes = noted(&[&version(number), &[2, 1, 1][..]].concat(), after, &ed25519);
        let expected = is_noted.then_some(("version", NoteCode::CertificateVersion));
        assert_eq!(notes, expected.into_iter().collect::<Vec<_>>(), "{number:?}");
    }
    let one = ("version", NoteCode::CertificateVersion);
    assert_eq!(noted(&[2, 1, 1], &[], &ed25519), []);
    assert_eq!(noted(&[2, 1, 1], extensions, &ed25519), [one]);
    for (serial, is_noted) in [
        (&[0_u8][..], false),
        (&[0, 0x80], false),
        (&[0xff, 0x7f], false),
        (&[0xff], false),
        (&[0, 0x7f], true),
        (&[0, 0], true),
        (&[0xff, 0x80], true),
        (&[0xff, 0xff, 1], true),
    ] {
        let expected = is_noted.then_some(("serialNumber", NoteCode::NonMinimalNumber));
        let notes = noted(&tlv(2, &[serial]), &[], &ed25519);
        assert_eq!(notes, expected.into_iter().collect::<Vec<_>>(), "{serial:?}");
    }
    let other = tlv(0x30, &[&[6, 3, 0x2b, 0x65, 0x71]]);
    let mismatch = ("signatureAlgorithm", NoteCode::SignatureAlgorithmMismatch);
    assert_eq!(noted(&[2, 1, 1], &[], &other), [mismatch]);
    let with_null = tlv(0x30, &[&[6, 3, 0x2b, 0x65, 0x70, 5, 0]]);
    assert_eq!(noted(&[2, 1, 1], &[], &with_null), [mismatch]);
}

/// Two encodings of one algorithm are not a mismatch.
#[test]
fn lengths_in_another_form_are_not_an_algorithm_mismatch() {
    let ed25519 = [0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
    let time = tlv(0x17, &[b"300101000000Z"]);
    let spki = tlv(0x30, &[&ed25519, &[3, 1, 0]]);
    let names = [0x30, 0];
    let tbs =
        tlv(0x30, &[&[2, 1, 1], &ed25519, &names, &tlv(0x30, &[&time, &time]), &names, &spki]);
    for (outer, code) in [
        (&[0x30, 0x81, 5, 6, 3, 0x2b, 0x65, 0x70][..], NoteCode::NonMinimalLength),
        (&[0x30, 0x80, 6, 3, 0x2b, 0x65, 0x70, 0, 0], NoteCode::BerCertificate),
    ] {
        let made = tlv(0x30, &[&tbs, outer, &[3, 1, 0]]);
        let mut budget = Budget::new(Limits::DEFAULT);
        let remarks = scan(&made, &mut budget, &Path::ROOT).unwrap().1;
        assert_eq!(remarks.notes, [Some(code), None, None, None, None, None]);
    }
}
