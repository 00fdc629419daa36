//! `Certificate`: constructors, comparisons and accessors.

use anycert::{Certificate, ErrorKind, Limits, NoteCode, Parser, Weakness};
use std::collections::{BTreeSet, HashSet};
use testkit::{
    certificate::{Made, extension},
    cms,
    der::{context, integer, octet_string, oid, sequence, tlv},
    fixture::bytes,
};

fn read(name: &str) -> Certificate {
    Certificate::from_der(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn with_extensions(extensions: &[Vec<u8>]) -> Certificate {
    let made = Made { extensions: extensions.to_vec(), ..Made::default() };
    Certificate::from_der(&made.der()).expect("it was just made")
}

fn number(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    let digit = |digit: u8| char::from(digit).to_digit(16).unwrap() as u8;
    digits.chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

#[test]
fn certificates_are_compared_by_their_der() {
    let [one, other] = [read("certificate/example.der"), read("certificate/ca-root.der")];
    let again = Certificate::from_pem(&one.to_pem()).unwrap();
    assert_eq!(one, again);
    assert_eq!(one.cmp(&other), one.as_der().cmp(other.as_der()));
    assert_eq!(BTreeSet::from([one.clone(), other.clone(), again.clone()]).len(), 2);
    assert_eq!(HashSet::from([one.clone(), other, again]).len(), 2);
    let bytes: &[u8] = one.as_ref();
    assert_eq!(Certificate::try_from(bytes).unwrap(), one);
    assert_eq!(Certificate::try_from(&b""[..]).unwrap_err().kind(), ErrorKind::Empty);
}

#[test]
fn one_certificate_from_pem() {
    let [one, other] = [read("certificate/example.der"), read("certificate/ca-root.der")];
    let text = format!("Subject: example.com\r\n{}", one.to_pem().replace('\n', "\r\n"));
    assert_eq!(Certificate::from_pem(&text).unwrap(), one);
    let kind = |input: &[u8]| Certificate::from_pem(input).unwrap_err().kind();
    assert_eq!(kind(one.as_der()), ErrorKind::Refused);
    assert_eq!(kind((one.to_pem() + &other.to_pem()).as_bytes()), ErrorKind::Refused);
    assert_eq!(kind((one.to_pem() + &one.to_pem()).as_bytes()), ErrorKind::Refused);
    assert_eq!(kind(&bytes("pem/example-certificate-and-key.pem")), ErrorKind::Refused);
    assert_eq!(kind(&bytes("key/p256-pkcs8.pem")), ErrorKind::Refused);
    assert_eq!(kind(b""), ErrorKind::Empty);
    assert_eq!(kind(&text.as_bytes()[..200]), ErrorKind::Malformed);
}

/// Against what `openssl x509` prints.
#[test]
fn serial_number_and_fingerprints_as_text() {
    let certificate = read("certificate/example.der");
    let serial = certificate.serial_number();
    assert_eq!(format!("{serial:X}"), "58ED3135BBCA7D6DE91A2D561DF7C53B274C8024");
    assert_eq!(serial.to_string(), "507680751231142762065300001989115151550105026596");
    assert_eq!(serial.as_bytes(), certificate.serial());
    let made = Made { serial: integer(&[0xff, 0x7f]), ..Made::default() };
    let negative = Certificate::from_der(&made.der()).unwrap();
    assert_eq!(format!("{0} {0:x}", negative.serial_number()), "-129 -81");
    assert_eq!(negative.serial(), [0xff, 0x7f]);
    assert_eq!(
        certificate.fingerprint_sha256_hex(),
        testkit::hex(&certificate.fingerprint_sha256())
    );
    assert_eq!(certificate.fingerprint_sha1_hex(), testkit::hex(&certificate.fingerprint_sha1()));
    assert_eq!(certificate.fingerprint_sha1_hex().len(), 40);
}

#[test]
fn validity_includes_both_ends_to_the_second() {
    let certificate = read("certificate/example.der");
    let [first, last] = [certificate.not_before(), certificate.not_after()];
    let moment = anycert::time::Duration::milliseconds(1);
    assert!(certificate.is_valid_at(first) && certificate.is_valid_at(last));
    assert!(!certificate.is_valid_at(first - moment));
    assert!(certificate.is_valid_at(last + 999 * moment));
    assert!(!certificate.is_valid_at(last + 1000 * moment));
}

fn subject_alt_names(names: &[Vec<u8>]) -> Vec<u8> {
    extension("2.5.29.17", &sequence(&names.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

#[test]
fn names_are_matched_with_the_alternative_names_only() {
    let dns = |name: &str| tlv(0x82, &[name.as_bytes()]);
    let ip = |octets: &[u8]| tlv(0x87, &[octets]);
    let v6 = [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    let uri = tlv(0x86, &[b"https://uri.example/"]);
    let names =
        [dns("a.example"), dns("*.b.example"), ip(&[192, 0, 2, 1]), ip(&v6), uri, dns("192.0.2.9")];
    let certificate = with_extensions(&[subject_alt_names(&names)]);
    for name in
        ["a.example", "A.EXAMPLE.", "x.b.example", "192.0.2.1", "2001:DB8::1", "[2001:db8::1]"]
    {
        assert!(certificate.matches_name(name), "{name}");
    }
    // Not the common name, no URI, an address neither as a DNS name nor mapped.
    for name in
        ["subject", "uri.example", "b.example", "192.0.2.9", "::ffff:192.0.2.1", "192.0.2.2", ""]
    {
        assert!(!certificate.matches_name(name), "{name}");
    }
    assert!(!with_extensions(&[]).matches_name("subject"), "without alternative names");
    let malformed = with_extensions(&[extension("2.5.29.17", &octet_string(b""))]);
    assert!(!malformed.matches_name("subject"));
    assert!(read("certificate/example.der").matches_name("www.example.com"));
}

/// Against what `openssl x509 -text` prints.
#[test]
fn urls_and_policies() {
    let certificate = read("certificate/many-extensions.der");
    let access = certificate.authority_info_access().unwrap();
    assert_eq!(access.ocsp(), ["http://example.org/ocsp"]);
    assert_eq!(access.ca_issuers(), ["http://example.org/ca.der"]);
    assert_eq!(certificate.crl_distribution_points().unwrap(), ["http://example.org/a.crl"]);
    let policies = certificate.certificate_policies().unwrap();
    let policies: Vec<_> = policies.iter().map(|policy| (policy.oid(), policy.name())).collect();
    assert_eq!(policies, [("1.2.3.4", None), ("2.23.140.1.2.1", Some("domain-validated"))]);
    assert_eq!(certificate.signed_certificate_timestamps().unwrap(), []);
    let none = with_extensions(&[]);
    assert_eq!(none.authority_info_access().unwrap().ocsp(), [""; 0]);
    assert_eq!(none.crl_distribution_points().unwrap(), [""; 0]);
    assert_eq!(none.certificate_policies().unwrap(), []);
}

#[test]
fn a_certification_practice_statement() {
    let cps = sequence(&[&oid("1.3.6.1.5.5.7.2.1"), &tlv(0x16, &[b"http://cps.example/"])]);
    let notice = sequence(&[&oid("1.3.6.1.5.5.7.2.2"), &sequence(&[])]);
    let policy = sequence(&[&oid("2.23.140.1.2.2"), &sequence(&[&notice, &cps])]);
    let certificate = with_extensions(&[extension("2.5.29.32", &sequence(&[&policy]))]);
    let policies = certificate.certificate_policies().unwrap();
    assert_eq!(policies[0].cps_uris(), ["http://cps.example/"]);
    assert_eq!(policies[0].name(), Some("organization-validated"));
}

const SCTS: &str = "1.3.6.1.4.1.11129.2.4.2";

/// SignedCertificateTimestampList (RFC 6962 §3.3) of timestamps with this version, log and time.
fn timestamps(list: &[(u8, u8, u64)]) -> Vec<u8> {
    let opaque = |content: &[u8]| {
        [&u16::try_from(content.len()).unwrap().to_be_bytes()[..], content].concat()
    };
    let one = |(version, log, time): &(u8, u8, u64)| {
        let signature = [&[4, 3][..], &opaque(b"signature")].concat();
        let fields = [&[*version][..], &[*log; 32], &time.to_be_bytes(), &opaque(b""), &signature];
        opaque(&fields.concat())
    };
    octet_string(&opaque(&list.iter().map(one).collect::<Vec<_>>().concat()))
}

#[test]
fn signed_certificate_timestamps() {
    let list = timestamps(&[(0, 7, 1_700_000_000_123), (0, 9, 0)]);
    let certificate = with_extensions(&[extension(SCTS, &list)]);
    let found = certificate.signed_certificate_timestamps().unwrap();
    let found: Vec<_> =
        found.iter().map(|sct| (sct.log_id(), sct.timestamp().to_string())).collect();
    let expected = [
        ([7; 32], "2023-11-14 22:13:20.123 +00:00:00".to_string()),
        ([9; 32], "1970-01-01 0:00:00.0 +00:00:00".to_string()),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        with_extensions(&[extension(SCTS, &timestamps(&[]))])
            .signed_certificate_timestamps()
            .unwrap(),
        []
    );
}

#[test]
fn a_malformed_extension_is_an_error_of_that_extension_alone() {
    let whole = timestamps(&[(0, 7, 1)]);
    let mut cut = whole.clone();
    cut[3] -= 1;
    let scts = [
        cut,
        timestamps(&[(1, 7, 1)]),
        timestamps(&[(0, 7, u64::MAX)]),
        octet_string(b""),
        octet_string(&[0, 1, 0]),
        octet_string(&[0, 0, 0]),
        [&whole[..], &[5, 0]].concat(),
        sequence(&[]),
    ];
    for value in scts {
        let certificate = with_extensions(&[extension(SCTS, &value)]);
        let error = certificate.signed_certificate_timestamps().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{value:02x?}");
        assert!(error.to_string().starts_with("signedCertificateTimestampList: "), "{error}");
    }
    let bad = [
        extension("1.3.6.1.5.5.7.1.1", &integer(&[1])),
        extension("2.5.29.31", &integer(&[1])),
        extension("2.5.29.32", &integer(&[1])),
        subject_alt_names(&[tlv(0x82, &[b"a.example"])]),
    ];
    let certificate = with_extensions(&bad);
    let errors = [
        certificate.authority_info_access().unwrap_err().to_string(),
        certificate.crl_distribution_points().unwrap_err().to_string(),
        certificate.certificate_policies().unwrap_err().to_string(),
    ];
    for (error, name) in errors.iter().zip([
        "authorityInfoAccess: ",
        "cRLDistributionPoints: ",
        "certificatePolicies: ",
    ]) {
        assert!(error.starts_with(name), "{error}");
    }
    assert!(certificate.matches_name("a.example"));
    // A location that is not a URL is skipped.
    let dns = sequence(&[&oid("1.3.6.1.5.5.7.48.1"), &tlv(0x82, &[b"a.example"])]);
    let certificate = with_extensions(&[extension("1.3.6.1.5.5.7.1.1", &sequence(&[&dns]))]);
    assert_eq!(certificate.authority_info_access().unwrap().ocsp(), [""; 0]);
    // A distribution point without a name.
    let point = sequence(&[&sequence(&[&context(2, &[])])]);
    assert!(
        with_extensions(&[extension("2.5.29.31", &point)])
            .crl_distribution_points()
            .is_ok_and(|urls| urls.is_empty())
    );
}

fn rsa_spki(modulus: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), &[5, 0]]);
    let modulus = [&[0], modulus].concat();
    let key = sequence(&[&integer(&modulus), &integer(&[1, 0, 1])]);
    sequence(&[&algorithm, &tlv(0x03, &[&[0], &key])])
}

/// The product of two primes with the structure of ROCA; roca-detect 1.2.12 reports it.
const ROCA: &str = "bb4f273257badb85bfcae992febf654b4c601eabe73769410b9c3dbecbb70cf7\
                    5eb6d0b43c4ed81f6cab2addffa5baf4cc7bc995e3bab175ec52e1c4e281d429";

/// n, d, p, q, dP, dQ and qInv of a key with primes that differ by 2¹⁹⁹.
const CLOSE: [&str; 7] = [
    "ee3e97aba4e6c66914ec2c41e43d482632fa8c444cdd3a7d16dfb1e6f298d6442355d2e578eca699a94ed861feb90dba\
     c851efaf072bcf56fbef264505cf1bb87dd2140b1e3efc06e3038c5496101b7b59aad67ba172634f3cb614d50c012a70\
     37d97814ad271ecc9b6bc1a52ec2f99fa1eb1edeb0f166081525359f339a9fbf",
    "46cceb1de33f81af30bc8eda760d902769f6f34048e765be4ed1e3789297c0f536db0675935e209481b020b5de90f7f7\
     8e186b7644574ca2b8f3f51786066a61f299534fb573b743abf85309382c1cb0249cd2316538dc9f8e84b03583ce17d9\
     fdd0a8242c3b6deb1c0086216d11d6c2265ba7d46210d4f979d51846fafb56c1",
    "f6f675cc81e74ef5e8e25d940ed904759531985d5d9dc9f81818e811892f902b\
     d23f0824128b3021b59a8f4053807fafe9bf553e8f68dd1ece706ae8f205da29",
    "f6f675cc81e74ef5e8e25d940ed904759531985d5d9dc9f81818e811892f902b\
     d23f0824128b2f330c5c7fd0a6a3a4506513270e269e0d37f2a74de452e6b7a7",
    "c724a08303b17123ace274914293cf1bbdeddb2e56a2394dfca880e23b1c8686\
     3fa8a238ec571ebde0023d47a2cdf8a8f2b55dd8efada0b909c0ef04debcc759",
    "1f2ec173001807c54f117e055ad696148eb1036f0e8a04dd7995737ffb55711b\
     c7614412e1f08716280269f51b856012f2a0377736f30ff237865e746cef4ad3",
    "b63a147bc79e3de1897784c76cd6a855e2de2452f3c07fb5c89a30dded1fc484\
     d19fcd3979bc36de1679cfabeb8a3012d8cdd78902473dfcd20cbbc2f7dc5cfe",
];

#[test]
fn rsa_keys_that_can_be_factored() {
    let weaknesses = |certificate: &[u8], key: Option<&[u8]>| {
        let bundle = Parser::new().private_key(key).parse(certificate).unwrap();
        bundle.report().certificates[0].weaknesses.clone()
    };
    let roca = Made { spki: rsa_spki(&number(ROCA)), ..Made::default() }.der();
    assert_eq!(weaknesses(&roca, None), [Weakness::RsaSize, Weakness::Roca]);

    let numbers = CLOSE.map(|hex| [&[0][..], &number(hex)].concat());
    let [n, d, p, q, dp, dq, inverse] = numbers.each_ref().map(|number| integer(number));
    let (version, e) = (integer(&[0]), integer(&[1, 0, 1]));
    let key = sequence(&[&version, &n, &e, &d, &p, &q, &dp, &dq, &inverse]);
    let close = Made { spki: rsa_spki(&number(CLOSE[0])), ..Made::default() }.der();
    assert_eq!(weaknesses(&close, None), [Weakness::RsaSize], "the primes are unknown");
    assert_eq!(weaknesses(&close, Some(&key)), [Weakness::RsaSize, Weakness::ClosePrimes]);
    let example = bytes("pem/example-certificate-and-key.pem");
    assert_eq!(weaknesses(&example, None), []);
}

/// So many that they are in several allocations, each once and the first three twice.
fn many() -> Vec<Vec<u8>> {
    let made = |number: usize| {
        let subject = format!("{number} {}", "x".repeat(number % 90));
        Made {
            serial: integer(&[1, (number >> 8) as u8, number as u8]),
            ..Made::of(&subject, "issuer")
        }
    };
    let numbers = (0..6000).chain(0..3);
    numbers.map(|number| made(number).der()).collect()
}

#[test]
fn each_of_many_certificates_keeps_its_octets() {
    let ders = many();
    let limits = Limits::DEFAULT.certificates(10_000).pem_sections(10_000);
    let parser = Parser::new().limits(limits);
    let pem = |der: &Vec<u8>| {
        pem_rfc7468::encode_string("CERTIFICATE", pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let strict: String = ders.iter().map(pem).collect();
    let other = strict.replace("-----BEGIN", " -----BEGIN");
    let parts: Vec<&[u8]> = ders.iter().map(Vec::as_slice).collect();
    let pkcs7 = cms::Signed::of(&parts).der();
    for input in [strict.as_bytes(), other.as_bytes(), &ders.concat(), &pkcs7] {
        let bundle = parser.parse(input).unwrap();
        let found = bundle.certificates();
        assert_eq!(found.len(), ders.len());
        assert!(found.iter().zip(&ders).all(|(found, der)| found.as_der() == der));
        let repeated =
            bundle.notes().iter().filter(|note| note.code() == NoteCode::DuplicateCertificate);
        assert_eq!(repeated.count(), 3);
    }
}
