use crate::{
    Certificate,
    x509::extensions::{KeyUsage, accessors::Id, usage},
};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match content.len() {
        length @ 0..=0x7f => bytes.push(length as u8),
        length @ 0x80..=0xff => bytes.extend([0x81, length as u8]),
        length @ 0x100..=0xffff => bytes.extend([0x82, (length >> 8) as u8, length as u8]),
        length => bytes.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    bytes.extend_from_slice(content);
    bytes
}

fn extension(number: u8, value: &[u8]) -> Vec<u8> {
    tlv(0x30, &[tlv(0x06, &[0x55, 0x1d, number]), tlv(0x04, value)].concat())
}

fn certificate(extensions: &[Vec<u8>]) -> Certificate {
    let algorithm = tlv(0x30, &tlv(0x06, &[0x2b, 0x65, 0x70]));
    let time = tlv(0x17, b"300101000000Z");
    let tbs = [
        tlv(0xa0, &[2, 1, 2]),
        tlv(0x02, &[1]),
        algorithm.clone(),
        tlv(0x30, &[]),
        tlv(0x30, &[time.clone(), time].concat()),
        tlv(0x30, &[]),
        tlv(0x30, &[algorithm.clone(), tlv(0x03, &[0, 1])].concat()),
        tlv(0xa3, &tlv(0x30, &extensions.concat())),
    ];
    let der = tlv(0x30, &[tlv(0x30, &tbs.concat()), algorithm, tlv(0x03, &[0, 1])].concat());
    Certificate::from_der(&der).unwrap()
}

fn fixture(bytes: &[u8]) -> Certificate {
    Certificate::from_der(bytes).unwrap()
}

#[test]
fn every_kind_of_subject_alternative_name() {
    let names = [
        tlv(0x82, b"*.xn--bcher-kva.example"),
        tlv(0x87, &[192, 0, 2, 1]),
        tlv(0x87, &[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        tlv(0x87, &[10, 0, 0, 0, 255]),
        tlv(0x86, b"spiffe://example.org/ns/prod"),
        tlv(0x81, b"a@example.org"),
        tlv(0xa4, &tlv(0x30, &tlv(0x31, &tlv(0x30, &[6, 3, 0x55, 4, 3, 0x0c, 1, b'a'])))),
        tlv(
            0xa0,
            &[
                tlv(6, &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 3]),
                tlv(0xa0, &tlv(0x0c, b"u\n@corp.example")),
            ]
            .concat(),
        ),
        tlv(0xa0, &[tlv(6, &[0x2a, 3]), tlv(0xa0, &[2, 1, 5])].concat()),
        tlv(0x88, &[0x2a, 3, 4]),
        tlv(0xa5, &[]),
        tlv(0xa4, &[1, 1]),
        tlv(0x82, b"a\0b\\\xc3"),
    ];
    let certificate = certificate(&[extension(17, &tlv(0x30, &names.concat()))]);
    let names: Vec<_> = certificate
        .subject_alt_names()
        .unwrap()
        .unwrap()
        .map(|name| (name.kind(), name.to_string()))
        .collect();
    let expected = [
        ("dns", "*.xn--bcher-kva.example"),
        ("ip", "192.0.2.1"),
        ("ip", "2001:db8::1"),
        ("other", "[7]=#0a000000ff"),
        ("uri", "spiffe://example.org/ns/prod"),
        ("email", "a@example.org"),
        ("directory_name", "CN=a"),
        ("other_name", "1.3.6.1.4.1.311.20.2.3=u\\0A@corp.example"),
        ("other_name", "1.2.3=#020105"),
        ("registered_id", "1.2.3.4"),
        ("other", "[5]=#"),
        ("other", "[4]=#0101"),
        ("dns", "a\\00b\\\\\\C3"),
    ];
    assert_eq!(names, expected.map(|(kind, text)| (kind, String::from(text))));
}

#[test]
fn the_fixture_agrees_with_openssl() {
    let bytes = include_bytes!("../../../testdata/certificate/san-all-kinds.der");
    let names: Vec<_> =
        fixture(bytes).subject_alt_names().unwrap().unwrap().map(|n| format!("{n:?}")).collect();
    assert_eq!(
        names,
        [
            "dns(example.org)",
            "dns(*.example.org)",
            "dns(xn--grn-hoa.example.org)",
            "ip(192.0.2.7)",
            "ip(2001:db8::7)",
            "email(someone@example.org)",
            "uri(https://example.org/path?x=1)",
            "uri(spiffe://example.org/ns/default/sa/web)",
            "directory_name(CN=directory name, O=anycert, C=DE)",
            "other_name(1.3.6.1.4.1.311.20.2.3=someone@corp.example.org)",
            "registered_id(1.2.3.4.5)",
        ]
    );
}

#[test]
fn a_malformed_extension_hides_no_other() {
    let certificate = certificate(&[
        tlv(0x30, &[0x02, 1, 1]),
        tlv(0x30, &[]),
        extension(17, &[0x04, 0]),
        extension(19, &[0x30, 3, 1, 1, 0xff]),
        extension(15, &[0x03, 2, 5, 0xa0]),
        extension(37, &tlv(0x30, &tlv(6, &[0x2b, 6, 1, 5, 5, 7, 3, 1]))),
    ]);
    let error = certificate.subject_alt_names().unwrap_err();
    assert_eq!(
        error.to_string(),
        "subjectAltName: unexpected tag: expected SEQUENCE, found OCTET STRING at byte 90"
    );
    assert_eq!(certificate.as_der().get(90..92), Some(&[4, 0][..]));
    assert!(certificate.is_ca());
    assert_eq!(
        certificate.key_usage().unwrap().unwrap().to_string(),
        "digitalSignature, keyEncipherment"
    );
    let purposes = certificate.extended_key_usage().unwrap().unwrap();
    assert!(purposes.allows_server_auth() && !purposes.allows_client_auth());
    let raw: Vec<_> = certificate
        .extensions()
        .map(|one| {
            one.ok().map(|one| (one.oid().to_string(), one.is_critical(), one.value().len()))
        })
        .collect();
    let named = |oid: &str, length| Some((String::from(oid), false, length));
    assert_eq!(
        raw,
        [
            None,
            None,
            named("2.5.29.17", 2),
            named("2.5.29.19", 5),
            named("2.5.29.15", 4),
            named("2.5.29.37", 12),
        ]
    );
}

#[test]
fn the_first_of_two_extensions_is_read() {
    let twice = certificate(&[extension(19, &[0x30, 0]), extension(19, &[0x30, 3, 1, 1, 0xff])]);
    assert!(!twice.is_ca());
    let broken = certificate(&[extension(19, &[0x31, 0]), extension(19, &[0x30, 3, 1, 1, 0xff])]);
    assert!(!broken.is_ca());
    assert!(broken.basic_constraints().is_err());
}

#[test]
fn absent_extensions_are_none() {
    let none = certificate(&[]);
    assert!(none.subject_alt_names().unwrap().is_none());
    assert!(none.key_usage().unwrap().is_none());
    assert!(none.extended_key_usage().unwrap().is_none());
    assert!(none.basic_constraints().unwrap().is_none());
    assert_eq!((none.is_ca(), none.subject_key_id(), none.authority_key_id()), (false, None, None));
}

#[test]
fn basic_constraints_in_every_form() {
    let read = |value: &[u8]| {
        let found = certificate(&[extension(19, value)]).basic_constraints();
        found.ok().flatten().map(|found| (found.is_ca(), found.path_length()))
    };
    assert_eq!(read(&[0x30, 0]), Some((false, None)));
    assert_eq!(read(&[0x30, 3, 1, 1, 0]), Some((false, None)));
    assert_eq!(read(&[0x30, 3, 1, 1, 1]), Some((true, None)));
    assert_eq!(read(&[0x30, 6, 1, 1, 0xff, 2, 1, 0]), Some((true, Some(0))));
    assert_eq!(read(&[0x30, 7, 1, 1, 0xff, 2, 2, 1, 2]), Some((true, Some(258))));
    assert_eq!(read(&[0x30, 9, 2, 7, 1, 0, 0, 0, 0, 0, 0]), Some((false, Some(u32::MAX))));
    assert_eq!(read(&[0x30, 6, 1, 1, 0xff, 2, 1, 0x80]), None);
    assert_eq!(read(&[0x30, 5, 1, 1, 0xff, 2, 0]), None);
    assert_eq!(read(&[0x30, 4, 1, 2, 0xff, 0xff]), None);
    assert_eq!(read(&[0x30, 5, 1, 1, 0xff, 5, 0]), None);
    assert_eq!(read(&[0x30, 0, 5, 0]), None);
}

#[test]
fn key_usage_in_every_form() {
    let read = |value: &[u8]| {
        let found = certificate(&[extension(15, value)]).key_usage();
        found.ok().flatten().map(|found| found.bits())
    };
    assert_eq!(read(&[3, 1, 0]), Some(0));
    assert_eq!(read(&[3, 2, 1, 0x06]), Some(0b110_0000));
    assert_eq!(read(&[3, 3, 7, 0x08, 0x80]), Some(0b1_0001_0000));
    assert_eq!(read(&[3, 4, 0, 0xff, 0xff, 0xff]), Some(0x1ff));
    // Bits that are declared unused are ignored.
    assert_eq!(read(&[3, 2, 7, 0xff]), Some(1));
    assert_eq!(read(&[3, 3, 7, 0x01, 0x7f]), Some(0b1000_0000));
    assert_eq!(read(&[3, 0]), None);
    assert_eq!(read(&[3, 2, 8, 0]), None);
    assert_eq!(read(&[4, 2, 5, 0xa0]), None);
    let all = certificate(&[extension(15, &[3, 3, 7, 0xff, 0x80])]).key_usage().unwrap().unwrap();
    assert!(all.contains(KeyUsage::KEY_CERT_SIGN));
    assert_eq!(all.codes().count(), 9);
    assert!(!KeyUsage::CRL_SIGN.contains(KeyUsage::KEY_CERT_SIGN));
}

#[test]
fn key_identifiers() {
    let both = certificate(&[
        extension(14, &[4, 2, 1, 2]),
        extension(35, &[0x30, 7, 0x80, 2, 3, 4, 0x82, 1, 9]),
    ]);
    assert_eq!(both.subject_key_id(), Some(&[1, 2][..]));
    assert_eq!(both.authority_key_id(), Some(&[3, 4][..]));
    let without = certificate(&[extension(35, &[0x30, 3, 0x82, 1, 9])]);
    assert_eq!(without.authority_key_id(), None);
}

#[test]
fn hundred_thousand_names() {
    let names = tlv(0x82, b"a.example").repeat(100_000);
    let many = certificate(&[extension(17, &tlv(0x30, &names))]);
    assert_eq!(many.subject_alt_names().unwrap().unwrap().count(), 100_000);
    let many = certificate(&vec![extension(14, &[4, 0]); 50_000]);
    assert!(!many.is_ca());
    assert_eq!(many.extensions().count(), 50_000);
}

/// The fast path for usual encodings agrees with the complete reading, whichever byte is changed.
#[test]
fn usual_basic_constraints_agree_with_the_complete_reading() {
    let slow = |certificate: &Certificate| matches!(certificate.find(Id::BASIC_CONSTRAINTS, usage::basic_constraints), Ok(Some(found)) if found.is_ca());
    let oid = tlv(0x06, &[0x55, 0x1d, 19]);
    let critical: &[u8] = &[1, 1, 0xff];
    let mut seen = [0; 2];
    for value in [&[0x30, 3, 1, 1, 0xff][..], &[0x30, 0], &[0x30, 6, 1, 1, 0xff, 2, 1, 0], &[]] {
        for critical in [critical, &[]] {
            let whole = tlv(0x30, &[&oid, critical, &tlv(0x04, value)].concat());
            for at in 0..whole.len() {
                for byte in 0..=255 {
                    let mut changed = whole.clone();
                    changed[at] = byte;
                    let lists =
                        [vec![extension(15, &[3, 2, 1, 6]), changed.clone()], vec![changed]];
                    for list in lists.map(|list| list.concat()) {
                        let Some(usual) = usage::usual_is_ca(&list) else { continue };
                        seen[usize::from(usual)] += 1;
                        assert_eq!(slow(&certificate(&[list])), usual, "{whole:02x?} {at} {byte}");
                    }
                }
            }
        }
    }
    assert!(seen[0] > 10 && seen[1] > 5, "{seen:?}");
}
