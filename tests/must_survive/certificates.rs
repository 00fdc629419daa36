//! Certificates: strings, names as attack, times, empties, OIDs, many names and extensions.

use super::{linear, refused, survive};
use anycert::{Bundle, Certificate, Error, ErrorKind, NoteCode, Parser};
use testkit::{
    certificate::{Made, attribute, extension, spki, utc_time},
    der::{integer, nested, octet_string, oid, sequence, set, tlv},
    measure::cost,
};

/// Reads a certificate with this subject and prints the name in every way.
fn subject(der: Vec<u8>) -> String {
    let input = Made { subject: der, ..Made::default() }.der();
    let bundle = survive(&input).unwrap();
    let most = 64 * input.len() + 65536;
    let (text, spent) = cost(|| {
        let name = bundle.subject().unwrap();
        let _ = (name.rfc4514().to_string(), format!("{name:?}"), bundle.display_name());
        name.to_string()
    });
    assert!(spent.allocated < most, "{spent:?} for {} bytes", input.len());
    assert!(!text.chars().any(char::is_control));
    text
}

fn common_name(value: &[u8]) -> String {
    subject(sequence(&[&set(&[&attribute(value)])]))
}

#[test]
fn strings_that_do_not_fit_their_type() {
    let tags = [0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1a, 0x1b, 0x1c, 0x1e];
    let values: [&[u8]; 12] = [
        b"",
        b"x",
        b"abc",
        &[0xd8, 0x00],
        &[0xdc, 0x00, 0xd8, 0x00],
        &[0x00, 0x00],
        b"a\0b\0",
        &[0x00, 0x11, 0x00, 0x00],
        &[0x7f, 0xff, 0xff, 0xff],
        &[0x00, 0x00, 0xd8, 0x00],
        &[0xff, 0xfe, 0xfd],
        &[0xc3],
    ];
    for tag in tags {
        for value in values {
            common_name(&tlv(tag, &[value]));
        }
    }
    assert_eq!(common_name(&tlv(0x1e, &[&[0, b'a', 0, b'b']])), "CN=ab");
    assert_eq!(common_name(&tlv(0x1e, &[&[0xd8, 0x3d, 0xde, 0x00]])), "CN=\u{1f600}");
    assert_eq!(common_name(&tlv(0x1c, &[&[0, 1, 0xf6, 0]])), "CN=\u{1f600}");
    assert_ne!(common_name(&tlv(0x1c, &[&[0, 0x11, 0, 0]])), "CN=");
    assert_ne!(common_name(&tlv(0x1e, &[b"a"])), "CN=");
}

#[test]
fn strings_that_are_none() {
    for value in [tlv(0x05, &[]), octet_string(b"x"), sequence(&[]), integer(&[]), set(&[])] {
        assert!(common_name(&value).starts_with("CN=#"));
    }
    let deep = nested(0x30, 100_000, &[]);
    common_name(&deep);
}

#[test]
fn strings_of_a_megabyte() {
    for tag in [0x0c, 0x14, 0x16, 0x1c, 0x1e, 0x04] {
        common_name(&tlv(tag, &[&vec![b'a'; 1 << 20]]));
        common_name(&tlv(tag, &[&vec![b'\n'; 1 << 20]]));
        common_name(&tlv(tag, &[&vec![0xff; 1 << 20]]));
    }
    assert_eq!(common_name(&tlv(0x0c, &[&[b'a'; 1 << 20]])).len(), 3 + (1 << 20));
}

#[test]
fn strings_in_many_attributes() {
    let one = attribute(&tlv(0x0c, &[b"a"]));
    let rdn = set(&[&one]);
    let many = subject(sequence(&vec![rdn.as_slice(); 10_000]));
    assert_eq!(many.matches("CN=a").count(), 10_000);
    let wide = subject(sequence(&[&set(&vec![one.as_slice(); 10_000])]));
    assert_eq!(wide.matches('+').count(), 9_999);
    let parser = Parser::new();
    linear(&parser, 500, |size| {
        let subject = sequence(&vec![rdn.as_slice(); size]);
        Made { subject, ..Made::default() }.der()
    });
}

/// No text in a name makes another line, another attribute or another name of it.
#[test]
fn names_as_attack() {
    for attack in [
        "x\n, O=evil",
        "x\r\nSubject: evil",
        "x\0, O=evil",
        "x\u{1b}[2J\u{1b}[31m",
        "x, O=evil",
        "x+O=evil",
        "x\", O=\"evil",
        "x\\, O=evil",
        "x\\",
        " x, O=evil ",
        "#0c0161, O=evil",
        "x\u{202e}live=O ,",
        "x\u{2028}O=evil",
        "x\u{200b}\u{feff}\u{2066}, O=evil",
        "x; O=evil",
        "x<br>O=evil",
        "x=y, O=evil",
    ] {
        let attributes = [&set(&[&attribute(&tlv(0x0c, &[b"root"]))])[..]];
        let first = set(&[&attribute(&tlv(0x0c, &[attack.as_bytes()]))]);
        let text = subject(sequence(&[attributes[0], &first]));
        let parts = split_unescaped(&text);
        assert_eq!(parts.len(), 2, "{text:?}");
        assert!(parts[0].starts_with("CN=") && parts[1] == " CN=root", "{text:?}");
        let hidden =
            |c: char| matches!(c, '\u{200b}' | '\u{202e}' | '\u{2028}' | '\u{2066}' | '\u{feff}');
        assert!(!text.contains(hidden), "{text:?}");
    }
}

/// Cuts where a reader of RFC 4514 would see another RDN or attribute begin.
fn split_unescaped(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' | '+' | ';' => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn with_not_after(time: &[u8]) -> Result<Bundle, Error> {
    let validity = sequence(&[&utc_time("200102030405Z"), time]);
    survive(&Made { validity, ..Made::default() }.der())
}

#[test]
fn times_that_are_none() {
    for text in [
        "",
        "Z",
        "4001020304Z0",
        "401302030405Z",
        "400002030405Z",
        "400230030405Z",
        "410229030405Z",
        "400132030405Z",
        "400100030405Z",
        "400102240000Z",
        "400102036005Z",
        "400102030460Z",
        "400102030461Z",
        "400102030405",
        "400102030405z",
        "400102030405ZZ",
        "400102030405Z ",
        " 40102030405Z",
        "-40102030405Z",
        "+40102030405Z",
        "4001020304+5Z",
        "400102030405+",
        "400102030405+2500",
        "400102030405+0060",
        "400102030405-000",
        "400102030405.Z",
        "99999999999999999999Z",
        "\u{664}001020304Z",
    ] {
        let century = if text.starts_with('4') { "20" } else { "" };
        for time in
            [tlv(0x17, &[text.as_bytes()]), tlv(0x18, &[century.as_bytes(), text.as_bytes()])]
        {
            let error = with_not_after(&time).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{text}");
            assert!(error.to_string().contains("notAfter"), "{error}");
        }
    }
    for byte in 0x80..=0xff {
        for at in 0..13 {
            let mut text = *b"400102030405Z";
            text[at] = byte;
            with_not_after(&tlv(0x17, &[&text])).expect_err("a byte that is no digit");
        }
    }
    for other in [tlv(0x13, &[b"400102030405Z"]), tlv(0x05, &[]), integer(&[1])] {
        with_not_after(&other).expect_err("no time at all");
    }
}

#[test]
fn times_that_are_odd() {
    for (tag, text, answer, note) in [
        (0x17, "500102030405Z", "1950-01-02 3:04:05.0 +00:00:00", None),
        (0x17, "491231235959Z", "2049-12-31 23:59:59.0 +00:00:00", None),
        (0x18, "99991231235959Z", "9999-12-31 23:59:59.0 +00:00:00", None),
        (0x18, "00000101000000Z", "0000-01-01 0:00:00.0 +00:00:00", None),
        (0x17, "4001020304Z", "2040-01-02 3:04:00.0 +00:00:00", Some(NoteCode::TimeWithoutSeconds)),
        (
            0x17,
            "400102030405+0100",
            "2040-01-02 2:04:05.0 +00:00:00",
            Some(NoteCode::TimeWithOffset),
        ),
        (
            0x17,
            "20400102030405Z",
            "2040-01-02 3:04:05.0 +00:00:00",
            Some(NoteCode::TimeFourDigitYear),
        ),
        (
            0x18,
            "20400102030405.9Z",
            "2040-01-02 3:04:05.0 +00:00:00",
            Some(NoteCode::TimeWithFraction),
        ),
    ] {
        let bundle = with_not_after(&tlv(tag, &[text.as_bytes()])).expect(text);
        assert_eq!(bundle.not_after().unwrap().to_string(), answer, "{text}");
        let found = note.is_none_or(|code| bundle.notes().iter().any(|note| note.code() == code));
        assert!(found, "{text}: {:?}", bundle.notes());
    }
}

#[test]
fn times_at_the_ends_of_the_calendar() {
    for text in ["99991231235959-0100", "00000101000000+0100", "99991231235959-2359"] {
        match with_not_after(&tlv(0x18, &[text.as_bytes()])) {
            Ok(bundle) => assert!(bundle.metadata().expires_at.is_some()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Malformed),
        }
    }
}

#[test]
fn empties_where_one_is_due() {
    let sound = Made::default();
    let empty_oid = tlv(0x06, &[]);
    let bad_spki = |key: &[u8]| sequence(&[&sequence(&[&oid("1.2.840.10045.2.1")]), key]);
    for made in [
        Made { serial: integer(&[]), ..sound.clone() },
        Made { serial: Vec::new(), ..sound.clone() },
        Made { issuer: Vec::new(), ..sound.clone() },
        Made { issuer: sequence(&[&set(&[&sequence(&[])])]), ..sound.clone() },
        Made {
            subject: sequence(&[&set(&[&sequence(&[&empty_oid, &octet_string(b"")])])]),
            ..sound.clone()
        },
        Made { subject: sequence(&[&set(&[&sequence(&[&oid("2.5.4.3")])])]), ..sound.clone() },
        Made { validity: sequence(&[]), ..sound.clone() },
        Made { validity: sequence(&[&utc_time("200102030405Z")]), ..sound.clone() },
        Made { spki: sequence(&[]), ..sound.clone() },
        Made { spki: bad_spki(&tlv(0x03, &[])), ..sound.clone() },
        Made { spki: bad_spki(&[]), ..sound.clone() },
        Made { spki: sequence(&[&sequence(&[]), &tlv(0x03, &[&[0]])]), ..sound.clone() },
        Made { spki: sequence(&[&sequence(&[&empty_oid]), &tlv(0x03, &[&[0]])]), ..sound.clone() },
        Made { extensions: vec![Vec::new(), octet_string(b"")], ..sound.clone() },
    ] {
        refused(&made.der(), ErrorKind::Malformed);
    }
    for empty in [
        sequence(&[&[]]),
        sequence(&[&sequence(&[])]),
        sequence(&[&sequence(&[]); 3].map(|part| &part[..])),
    ] {
        assert!(survive(&empty).is_err());
    }
}

#[test]
fn empties_that_are_read() {
    let empty = Made { subject: sequence(&[]), issuer: sequence(&[]), ..Made::default() };
    let bundle = survive(&empty.der()).unwrap();
    assert_eq!(bundle.metadata().subject.as_deref(), Some(""));
    let rdn = Made { subject: sequence(&[&set(&[]), &set(&[])]), ..Made::default() };
    let bundle = survive(&rdn.der()).unwrap();
    assert_eq!(bundle.metadata().subject.as_deref(), Some(""));
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::EmptyRdn));
    let odd = Made { spki: spki(&[]), extensions: vec![sequence(&[])], ..Made::default() };
    let bundle = survive(&odd.der()).unwrap();
    exercise(&bundle.certificates()[0]);
}

/// Everything that reads an extension or the key on demand.
fn exercise(certificate: &Certificate) {
    let _ =
        certificate.subject_alt_names().map(|names| names.map(|names| names.into_iter().count()));
    let _ = certificate.key_usage();
    let _ =
        certificate.extended_key_usage().map(|usage| usage.map(|usage| usage.into_iter().count()));
    let _ = certificate.basic_constraints();
    let _ = (certificate.subject_key_id(), certificate.authority_key_id());
    let _ = certificate.public_key().bits();
    let _ = certificate.extensions().count();
}

#[test]
fn empties_inside_extensions() {
    let values = [
        vec![],
        sequence(&[]),
        tlv(0x03, &[]),
        tlv(0x03, &[&[0]]),
        tlv(0x03, &[&[8, 0]]),
        octet_string(&[]),
        integer(&[]),
        sequence(&[&tlv(0x01, &[])]),
        sequence(&[&integer(&[])]),
        sequence(&[&tlv(0x06, &[])]),
        sequence(&[&tlv(0x82, &[])]),
        sequence(&[&tlv(0xa4, &[])]),
        sequence(&[&tlv(0xa0, &[])]),
        vec![0x30, 0x80, 0, 0],
        vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
    ];
    for value in &values {
        let kinds = ["2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.35", "2.5.29.37"];
        let extensions = kinds.iter().map(|kind| extension(kind, value)).collect();
        let bundle = survive(&Made { extensions, ..Made::default() }.der()).unwrap();
        exercise(&bundle.certificates()[0]);
    }
}

#[test]
fn oids_beyond_every_number() {
    let long = tlv(0x06, &[&[0xff; 1 << 20][..], &[0x7f]]);
    let oids = [
        tlv(0x06, &[&[0x2a, 0x90, 0x80, 0x80, 0x80, 0x00]]),
        tlv(0x06, &[&[0x2a], &[0xff; 9], &[0x7f]]),
        tlv(0x06, &[&[0x2a], &[0xff; 12], &[0x7f]]),
        tlv(0x06, &[&[0x2a, 0x80, 0x01]]),
        long,
    ];
    let value = tlv(0x0c, &[b"x"]);
    let subject = |oid: &[u8]| sequence(&[&set(&[&sequence(&[oid, &value])])]);
    for cut in [&[0x80][..], &[0xff], &[0x55, 0x84]] {
        let subject = subject(&tlv(0x06, &[cut]));
        let error = refused(&Made { subject, ..Made::default() }.der(), ErrorKind::Malformed);
        assert!(error.to_string().starts_with("subject: "), "{error}");
    }
    for oid in &oids {
        let made = Made {
            subject: subject(oid),
            spki: sequence(&[&sequence(&[oid]), &tlv(0x03, &[&[0]])]),
            extensions: vec![
                sequence(&[oid, &octet_string(b"")]),
                extension("2.5.29.37", &sequence(&[oid])),
            ],
            ..Made::default()
        };
        let input = made.der();
        let bundle = survive(&input).unwrap();
        let text = bundle.metadata().subject.unwrap();
        assert!(text.ends_with('x') && text.len() < 200, "{text}");
        exercise(&bundle.certificates()[0]);
        let named =
            refused(&sequence(&[oid, &tlv(0xa0, &[&value])]), ErrorKind::NoCertificateOrKey);
        assert!(named.oid().unwrap().len() < 200);
    }
}

#[test]
fn many_names_and_extensions() {
    let names = |size: usize| {
        let list = tlv(0x82, &[b"a.example"]).repeat(size);
        Made { extensions: vec![extension("2.5.29.17", &sequence(&[&list]))], ..Made::default() }
    };
    let bundle = survive(&names(100_000).der()).unwrap();
    let alternatives = bundle.certificates()[0].subject_alt_names().unwrap().unwrap();
    assert_eq!(alternatives.into_iter().count(), 100_000);
    let many = |size| Made { extensions: vec![extension("1.2.3", b""); size], ..Made::default() };
    let bundle = survive(&many(100_000).der()).unwrap();
    let (count, spent) = cost(|| bundle.certificates()[0].extensions().count());
    assert_eq!((count, spent.blocks), (100_000, 0));
    exercise(&bundle.certificates()[0]);
    let parser = Parser::new();
    linear(&parser, 1000, |size| names(size).der());
    linear(&parser, 1000, |size| many(size).der());
}

#[test]
fn many_extensions_of_one_kind() {
    let usage = |bits| extension("2.5.29.19", &sequence(&[&tlv(0x01, &[&[bits]])]));
    for (first, second) in [(0, 0xff), (0xff, 0)] {
        let extensions = vec![usage(first), usage(second)];
        let bundle = survive(&Made { extensions, ..Made::default() }.der()).unwrap();
        assert_eq!(bundle.certificates()[0].is_ca(), first != 0, "the first counts");
    }
}
