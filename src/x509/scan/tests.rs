//! Lists of extensions, and the remarks of a scan.

use super::{certificate::extension_list, outline::NOTED, scan, scan_der};
use crate::{asn1::tlv::Reader, budget::Budget, error::Path, limits::Limits, note::NoteCode};
use alloc::vec::Vec;

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
