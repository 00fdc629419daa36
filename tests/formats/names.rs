//! Printed names: compared with the output of OpenSSL and GnuTLS for the fixtures, and printed in
//! linear time.

use anycert::{Certificate, NoteClass};
use std::time::{Duration, Instant};
use testkit::{
    certificate::Made,
    der::{oid, sequence, set, tlv},
    fixture::{self, Case, bytes},
};

fn display_name(name: &str) -> String {
    anycert::parse(&bytes(name)).unwrap().display_name().unwrap()
}

/// The names in the sidecars come from an independent tool.
#[test]
fn fixtures_agree_with_their_witnesses() {
    let mut count = 0;
    for fixture in fixture::all().iter().filter(|fixture| fixture.name.starts_with("certificate/"))
    {
        let alone = |case: &Case<'_>| case.is_ok() && case.text("private_key").is_none();
        for case in fixture.cases().iter().filter(|case| alone(case)) {
            let bundle = case.parse().unwrap_or_else(|error| panic!("{case}: {error}"));
            let facts = bundle.metadata();
            assert_eq!(facts.subject.as_deref(), case.text("subject"), "{case}");
            assert_eq!(facts.issuer.as_deref(), case.text("issuer"), "{case}");
            assert_eq!(facts.expires_at_rfc3339().as_deref(), case.text("expires_at"), "{case}");
            count += 1;
        }
    }
    assert!(count > 80, "only {count} cases");
}

#[test]
fn every_name_is_one_line() {
    for fixture in fixture::all().iter().filter(|fixture| fixture.name.starts_with("certificate/"))
    {
        let Ok(bundle) = anycert::parse(&fixture.bytes) else { continue };
        for certificate in bundle.certificates() {
            for name in [certificate.subject(), certificate.issuer()] {
                let text = name.to_string();
                assert!(!text.chars().any(char::is_control), "{}", fixture.name);
                assert_eq!(text.replace(", ", ","), name.rfc4514().to_string().replace(", ", ","));
            }
        }
    }
}

#[test]
fn old_strings_leave_notes() {
    let notes = |name: &str| {
        let bundle = anycert::parse(&bytes(name)).unwrap();
        let codes = bundle.notes().iter().map(|note| (note.code().as_str(), note.to_string()));
        codes.collect::<Vec<_>>()
    };
    let t61 = notes("certificate/name-t61-string.der");
    assert!(t61.iter().any(|(code, _)| *code == "teletex_as_latin_1"), "{t61:?}");
    let bmp = notes("certificate/name-bmp-string.der");
    assert!(bmp.iter().all(|(code, _)| *code == "old_string_type") && !bmp.is_empty(), "{bmp:?}");
    assert!(bmp[0].1.ends_with("subject: a name uses an outdated string type"), "{bmp:?}");
    assert_eq!(notes("certificate/utf8-non-latin.der"), []);
}

#[test]
fn bytes_that_do_not_fit_are_repaired_and_rejected_by_strict() {
    let mut made = Made::of("x", "issuer");
    let value = tlv(0x0c, &[b"We heart\xe2\x84"]);
    made.subject = sequence(&[&set(&[&sequence(&[&oid("2.5.4.3"), &value])])]);
    let der = made.der();
    let bundle = anycert::parse(&der).unwrap();
    assert_eq!(bundle.metadata().subject.as_deref(), Some("CN=We heart\\E2\\84"));
    assert_eq!(bundle.notes()[0].class(), NoteClass::Repaired);
    let error = anycert::Parser::new().strict(true).parse(&der).unwrap_err();
    assert_eq!(error.note_code().map(|code| code.as_str()), Some("string_type_mismatch"));
}

#[test]
fn display_names() {
    assert_eq!(display_name("certificate/example.pem"), "example.com");
    assert_eq!(display_name("certificate/escapes-in-names.der"), " blanks around ");
    assert_eq!(
        display_name("certificate/empty-subject-spiffe.pem").split(':').next(),
        Some("spiffe")
    );
    assert!(!display_name("certificate/empty-subject-dns.der").contains(' '));
    assert!(display_name("certificate/empty-subject-no-san.der").starts_with("serial "));
    let lone_key = anycert::parse(&bytes("key/p256-pkcs8.pem")).unwrap();
    assert_eq!(lone_key.display_name(), None);
}

/// Quadratic time would be minutes or hours here.
#[test]
fn long_names_are_printed_in_linear_time() {
    let attribute = |length| sequence(&[&oid("2.5.4.3"), &tlv(0x0c, &[&vec![b','; length]])]);
    let (long, short) = (set(&[&attribute(8_000_000)]), set(&[&attribute(1)]));
    let ours = attribute(1);
    let cases = [
        sequence(&[&long]),
        sequence(&vec![&short[..]; 500_000]),
        sequence(&[&set(&vec![&ours[..]; 500_000])]),
    ];
    let lengths = [8_000_000 * 2 + 3, 500_000 * 7 - 2, 500_000 * 6 - 1];
    let start = Instant::now();
    for (subject, length) in cases.into_iter().zip(lengths) {
        let made = Made { subject, ..Made::default() };
        let certificate = Certificate::from_der(&made.der()).unwrap();
        assert_eq!(certificate.subject().to_string().len(), length);
    }
    let bundle = anycert::parse(
        &Made { subject: sequence(&vec![&short[..]; 500_000]), ..Made::default() }.der(),
    );
    assert_eq!(bundle.unwrap().display_name().as_deref(), Some(","));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_attributes() {
    let attribute = sequence(&[&oid("2.5.4.11"), &tlv(0x13, &[b"unit"])]);
    let subject = sequence(&vec![&set(&[&attribute])[..]; 10_000]);
    let certificate = Certificate::from_der(&Made { subject, ..Made::default() }.der()).unwrap();
    assert_eq!(certificate.subject().attributes().count(), 10_000);
    assert_eq!(certificate.subject().to_string(), vec!["OU=unit"; 10_000].join(", "));
    assert!(certificate.subject().common_name().is_none());
}
