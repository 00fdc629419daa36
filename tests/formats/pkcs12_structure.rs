//! The structure of PKCS#12 files, field by field: what is refused, where an error is, and what a
//! plaintext must look like.

use anycert::{ErrorKind, Integrity, NoteCode, Parser};
use testkit::{
    certificate::Made,
    cms::content_info,
    der::{integer, octet_string, oid, sequence, set, tlv},
    pfx::{
        Bag, FRIENDLY_NAME, attribute, authenticated_safe, bag, bmp_string, cert_bag,
        certificate_bag, clear, encrypt, encrypted, mac_data, pbes2, pbkdf2, pfx,
    },
};

const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const NULL: &[u8] = &[5, 0];

fn certificate(subject: &str) -> Vec<u8> {
    certificate_bag(&Made::of(subject, "CA").der())
}

fn refused(input: &[u8], kind: ErrorKind, text: &str) {
    let error = Parser::new().passphrase("p").parse(input).expect_err(text);
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(text), "{text}: {error}");
}

fn of_safes(safes: &[&[u8]]) -> Vec<u8> {
    pfx(&authenticated_safe(safes), &[])
}

fn subjects(input: &[u8]) -> Vec<String> {
    let bundle = Parser::new().passphrase("p").parse(input).unwrap_or_else(|e| panic!("{e}"));
    bundle.certificates().iter().map(|one| one.display_name()).collect()
}

#[test]
fn versions_and_content_types() {
    let safe = authenticated_safe(&[&clear(&[&certificate("one")])]);
    let data = content_info("1.2.840.113549.1.7.1", &octet_string(&safe));
    assert_eq!(subjects(&sequence(&[&integer(&[3]), &data])), ["one"]);
    for version in [0, 1, 2, 4] {
        let input = sequence(&[&integer(&[version]), &data]);
        refused(&input, ErrorKind::Malformed, "version: must be 3");
    }
    let body = sequence(&[&integer(&[0])]);
    for (content_type, kind, text) in [
        (ENVELOPED_DATA, ErrorKind::Unsupported, "encrypted to a certificate"),
        (SIGNED_DATA, ErrorKind::Unsupported, "signed instead of protected"),
        ("1.2.3", ErrorKind::Malformed, "unexpected content type"),
    ] {
        refused(&of_safes(&[&content_info(content_type, &body)]), kind, text);
    }
}

#[test]
fn nothing_follows_the_content_of_a_structure() {
    let one = Made::of("one", "CA").der();
    let safe = authenticated_safe(&[&clear(&[&certificate("one")])]);
    let malformed = |input: &[u8]| {
        let error = anycert::parse(input).expect_err("trailing data");
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    };
    for more in [one.as_slice(), b"text"] {
        let is_noted = |input: &[u8]| match anycert::parse(input) {
            Ok(bundle) => !bundle.notes().is_empty(),
            Err(error) => error.kind() == ErrorKind::Malformed,
        };
        assert!(is_noted(&pfx(&[&safe[..], more].concat(), &[])), "in the authSafe");
        let contents = [&sequence(&[&certificate("one")])[..], more].concat();
        let data = content_info("1.2.840.113549.1.7.1", &octet_string(&contents));
        assert!(is_noted(&of_safes(&[&data])), "in a safe");
        let value = cert_bag(testkit::pfx::X509_CERTIFICATE, &octet_string(&[&one, more].concat()));
        assert!(is_noted(&of_safes(&[&clear(&[&bag(Bag::Certificate, &value, &[])])])), "in a bag");
        assert!(is_noted(&[&pfx(&safe, &[])[..], more].concat()), "after the file");
    }
    let [ciphertext, scheme] =
        [encrypt(b"p", 1, &sequence(&[&certificate("one")])), pbes2(&pbkdf2(&[1], &[]))];
    assert_eq!(subjects(&of_safes(&[&encrypted(&scheme, &ciphertext)])), ["one"]);
    let info = sequence(&[&oid("1.2.840.113549.1.7.1"), &scheme, &tlv(0x80, &[&ciphertext])]);
    let encrypted = |more: &[u8]| {
        let data = sequence(&[&integer(&[0]), &info, more]);
        of_safes(&[&content_info("1.2.840.113549.1.7.6", &data)])
    };
    // unprotectedAttrs of RFC 5652 §8.
    assert_eq!(subjects(&encrypted(&tlv(0xa1, &[]))), ["one"]);
    malformed(&encrypted(NULL));
}

/// A decrypted safe is in DER or BER.
#[test]
fn a_plaintext_in_ber_is_read() {
    let bags = certificate("one");
    let ber = [&[0x30, 0x80], &bags[..], &[0, 0]].concat();
    for plaintext in [ber, sequence(&[&bags])] {
        let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, &plaintext));
        assert_eq!(subjects(&of_safes(&[&safe])), ["one"]);
    }
    let other = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, b"0\x80\x05\0\0\0"));
    refused(&of_safes(&[&other]), ErrorKind::IncorrectPassphrase, "wrong passphrase");
}

/// Bags after nested ones are read, and each error says where it is.
#[test]
fn bags_are_counted_inside_and_outside_of_nested_contents() {
    let broken = certificate_bag(b"no certificate");
    let nested = |bags: &[&[u8]]| bag(Bag::SafeContents, &sequence(bags), &[]);
    let inner = nested(&[&certificate("two"), &broken, &nested(&[&broken])]);
    let bags: &[&[u8]] = &[&certificate("one"), &inner, &certificate("three"), &broken];
    let bundle = Parser::new().skip_broken(true).parse(&of_safes(&[&clear(bags)])).unwrap();
    let names: Vec<_> = bundle.certificates().iter().map(|one| one.display_name()).collect();
    assert_eq!(names, ["one", "two", "three"]);
    let places: Vec<_> = bundle.broken().iter().map(|error| error.location().to_string()).collect();
    let starts = [
        "PKCS#12, safe 1, bag 2, bag 2: ",
        "PKCS#12, safe 1, bag 2, bag 4: ",
        "PKCS#12, safe 1, bag 4: ",
    ];
    assert_eq!(places.len(), starts.len(), "{places:?}");
    for (place, start) in places.iter().zip(starts) {
        assert!(place.starts_with(start), "{place}");
    }
}

#[test]
fn bags_of_other_types_are_named() {
    let sdsi = cert_bag("1.2.840.113549.1.9.22.2", &octet_string(b"x"));
    let other = cert_bag("1.2.3", &octet_string(b"x"));
    for (value, text) in [(sdsi, "SDSI certificate"), (other, "unknown bag type")] {
        let input = of_safes(&[&clear(&[&bag(Bag::Certificate, &value, &[])])]);
        refused(&input, ErrorKind::NoCertificateOrKey, text);
    }
}

#[test]
fn attributes_that_cannot_be_read_are_noted() {
    let value = cert_bag(testkit::pfx::X509_CERTIFICATE, &octet_string(&Made::default().der()));
    let read = |attribute: &[u8]| {
        let bag = bag(Bag::Certificate, &value, &set(&[attribute]));
        let bundle = anycert::parse(&of_safes(&[&clear(&[&bag])])).unwrap();
        let is_noted =
            bundle.notes().iter().any(|note| note.code() == NoteCode::BagAttributeSkipped);
        (bundle.certificates()[0].friendly_name().map(ToOwned::to_owned), is_noted)
    };
    let name = attribute(FRIENDLY_NAME, &[&bmp_string("a")]);
    assert_eq!(read(&name), (Some("a".to_owned()), false));
    assert_eq!(read(&attribute("1.2.3", &[])), (None, false));
    assert_eq!(read(&attribute(FRIENDLY_NAME, &[])), (None, true));
    let set_for_sequence = [&[0x31], &name[1..]].concat();
    assert_eq!(read(&set_for_sequence), (None, true));
    let more = sequence(&[&oid(FRIENDLY_NAME), &set(&[&bmp_string("a")]), NULL]);
    assert_eq!(read(&more), (None, true));
}

/// The MAC is needed for the certificates, whether keys were requested or not, and wherever they are.
#[test]
fn the_mac_is_verified_for_certificates_that_are_encrypted() {
    let key = bag(Bag::Key, include_bytes!("../../testdata/key/p256-pkcs8.der"), &[]);
    let contents = sequence(&[&certificate("one")]);
    let locked = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, &contents));
    let keys = clear(&[&key]);
    for safes in [[&locked[..], &keys], [&keys, &locked]] {
        let safe = authenticated_safe(&safes);
        let input = pfx(&safe, &mac_data("p", &safe));
        for decrypt_keys in [true, false] {
            let parser = Parser::new().passphrase("p").decrypt_keys(decrypt_keys);
            assert_eq!(parser.parse(&input).unwrap().integrity(), Integrity::Verified);
        }
    }
}
