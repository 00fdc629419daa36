//! Input that is not certificate material, and input that two readers could read differently.

use super::{refused, survive};
use anycert::{ErrorKind, NoteCode};
use testkit::{
    certificate::{Made, attribute},
    cms::Signed,
    der::{octet_string, sequence, set, tlv},
    fixture, hex, pem,
};

fn made() -> Vec<u8> {
    Made::default().der()
}

/// What is refused as it is stays refused under base64, in PEM and cut in two.
#[test]
fn wrong_things() {
    let fixtures = fixture::all();
    let alone = fixtures.iter().filter(|fixture| fixture.name.starts_with("reject/"));
    let mut count = 0;
    for fixture in alone.filter(|fixture| fixture.cases().iter().all(|case| !case.is_ok())) {
        let half = &fixture.bytes[..fixture.bytes.len() / 2];
        for bytes in [&fixture.bytes[..], half] {
            let _ = survive(bytes);
            let _ = survive(pem::base64(bytes).as_bytes());
            let _ = survive(hex(bytes).as_bytes());
            let _ = survive(pem::block("CERTIFICATE", bytes).as_bytes());
        }
        count += 1;
    }
    assert!(count > 30, "{count} fixtures");
}

#[test]
fn wrong_things_of_nothing() {
    for nothing in [&b""[..], b" ", b"\r\n\t", &[0; 1], &[0; 4096], b"\xef\xbb\xbf", b"\xff\xfe"] {
        let kind = survive(nothing).unwrap_err().kind();
        assert!(matches!(kind, ErrorKind::Empty | ErrorKind::UnrecognizedFormat), "{kind}");
    }
    for byte in 0..=0xff {
        for length in [1, 2, 3, 100, 1 << 16] {
            survive(&vec![byte; length]).unwrap_err();
        }
    }
    for byte in *b"\0\n -=0A\x30\x80\xff" {
        survive(&vec![byte; 1 << 22]).unwrap_err();
    }
}

/// OpenSSL, GnuTLS, Go and others read the PEM text inside a DER string, and not the DER.
#[test]
fn polyglots_of_pem_in_der() {
    let inner = pem::certificate(&Made::of("inner", "inner").der());
    let subject = sequence(&[&set(&[&attribute(&tlv(0x0c, &[inner.as_bytes()]))])]);
    let outer = Made { subject, ..Made::default() }.der();
    for input in [outer.clone(), Signed::of(&[&outer]).der()] {
        let error = survive(&input).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    }
}

#[test]
fn polyglots_of_a_valid_beginning() {
    let signed = Signed::of(&[&made()]).der();
    // A reader of PEM would find another certificate.
    let text = pem::certificate(&made());
    refused(&[&made(), text.as_bytes()].concat(), ErrorKind::Malformed);
    refused(&[&signed, text.as_bytes()].concat(), ErrorKind::Malformed);
    for rest in [&b"garbage"[..], &octet_string(b"x")] {
        for whole in [&signed, &made()] {
            let bundle = survive(&[whole, rest].concat()).unwrap();
            assert_eq!(bundle.certificates().len(), 1);
            assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::TrailingData));
        }
    }
    assert_eq!(survive(&[made(), made()].concat()).unwrap().certificates().len(), 2);
}

#[test]
fn two_readings_of_a_deformed_begin() {
    let exact = pem::certificate(&Made::of("exact", "exact").der());
    let other = pem::certificate(&Made::of("other", "other").der());
    for (from, to) in
        [("-----BEGIN", "----BEGIN"), ("BEGIN CERT", "begin cert"), ("-----BEGIN", "--- BEGIN")]
    {
        let deformed = other.replacen(from, to, 1);
        for text in [format!("{deformed}{exact}"), format!("{exact}{deformed}")] {
            match survive(text.as_bytes()) {
                Ok(bundle) => assert_eq!(bundle.metadata().subject.as_deref(), Some("CN=exact")),
                Err(error) => assert_eq!(error.kind(), ErrorKind::Malformed),
            }
        }
    }
}

#[test]
fn two_readings_of_one_base64() {
    let subject = sequence(&[&set(&[&attribute(&tlv(0x14, &[&[0xff; 30]]))])]);
    let text = pem::certificate(&Made { subject, ..Made::default() }.der());
    assert_eq!(survive(text.as_bytes()).unwrap().certificates().len(), 1);
    assert!(text.matches('/').count() > 1, "the name was chosen for it");
    refused(text.replacen('/', "_", 1).as_bytes(), ErrorKind::Malformed);
    refused(text.replacen('/', "-", 1).as_bytes(), ErrorKind::Malformed);
}

#[test]
fn two_readings_of_utf_16() {
    for input in [&b"--"[..], b"\xff\xfe-\0", b"-\0-\0", b"\0-\0-", b"0\x80", b"-----BEGIN\0"] {
        survive(input).unwrap_err();
    }
    let text = pem::certificate(&made());
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(survive(&wide).unwrap().certificates()[0].as_der(), made());
    survive(&wide[1..]).unwrap_err();
}

/// As Windows saves a whole store; no tool makes one elsewhere.
#[test]
fn wrong_things_serialized_certificate_store() {
    let store = [&[0, 0, 0, 0][..], b"CERT", &[0x20, 0, 0, 0, 1, 0, 0, 0], &made()].concat();
    let error = survive(&store).unwrap_err();
    assert!(error.to_string().contains(".sst"), "{error}");
}
