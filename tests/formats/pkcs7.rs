//! PKCS#7 and CMS: the forms of bundles that real software writes, and malformed ones.

use anycert::{Bundle, Error, ErrorKind, Integrity, Limits, NoteCode, Parser};
use testkit::{
    certificate::{Made, name},
    cms::{DATA, NETSCAPE_SEQUENCE, SIGNED_DATA, Signed, content_info, streamed},
    der::{context, indefinite, integer, octet_string, oid, sequence, set, tlv},
};

fn made(subject: &str) -> Vec<u8> {
    Made::of(subject, "CA").der()
}

fn subjects(bundle: &Bundle) -> Vec<&[u8]> {
    bundle.certificates().iter().map(|certificate| certificate.subject_der()).collect()
}

/// The notes on the container, without those on the leaf.
fn codes(bundle: &Bundle) -> Vec<NoteCode> {
    let codes = bundle.notes().iter().map(anycert::Note::code);
    codes.filter(|code| *code != NoteCode::SeveralLeafCandidates).collect()
}

fn refused(input: &[u8]) -> Error {
    anycert::parse(input).expect_err("must be rejected")
}

#[test]
fn certificates_keep_file_order() {
    let (b, a, c) = (made("b"), made("a"), made("c"));
    let bundle = anycert::parse(&Signed::of(&[&b, &a, &c, &a]).der()).unwrap();
    assert_eq!(subjects(&bundle), [name("b"), name("a"), name("c"), name("a")]);
    assert_eq!(bundle.certificates()[1].as_der(), a);
    assert_eq!(bundle.integrity(), Integrity::None);
    assert_eq!(bundle.format(), anycert::Format::Pkcs7);
}

#[test]
fn bare_signed_data_netscape_sequence_and_pki_path_are_read() {
    let (a, b) = (made("a"), made("b"));
    let signed = Signed::of(&[&a, &b]);
    let netscape = content_info(NETSCAPE_SEQUENCE, &sequence(&[&a, &b]));
    for input in [signed.bare(), netscape, sequence(&[&a, &b])] {
        let bundle = anycert::parse(&input).unwrap();
        assert_eq!(subjects(&bundle), [name("a"), name("b")]);
        assert_eq!(bundle.format(), anycert::Format::Pkcs7);
        assert_eq!(codes(&bundle), []);
    }
}

#[test]
fn other_certificate_choices_are_skipped_with_a_note() {
    let (a, b) = (made("a"), made("b"));
    let other = |number| context(number, &[&integer(&[1]), &octet_string(b"x")]);
    let choices: [&[u8]; 6] = [&other(0), &a, &other(1), &other(2), &b, &other(3)];
    let bundle = anycert::parse(&Signed::of(&choices).der()).unwrap();
    assert_eq!(subjects(&bundle), [name("a"), name("b")]);
    assert_eq!(codes(&bundle), [NoteCode::OtherCertificateSkipped]);
    let unknown = refused(&Signed::of(&[&a, &other(4)]).der());
    assert_eq!(unknown.kind(), ErrorKind::Malformed);
    let alone = refused(&Signed::of(&[&other(2)]).der());
    assert_eq!(alone.kind(), ErrorKind::NoCertificateOrKey);
    assert!(alone.to_string().contains("attribute certificates"), "{alone}");
}

/// A broken certificate that is skipped counts against the limit too.
#[test]
fn broken_certificates_are_counted_against_the_limit() {
    let (a, broken) = (made("a"), sequence(&[&integer(&[1])]));
    let input = Signed::of(&[&a, &broken, &broken]).der();
    let with = |most| {
        let parser = Parser::new().skip_broken(true);
        parser.limits(anycert::Limits::DEFAULT.certificates(most)).parse(&input)
    };
    assert_eq!(with(3).unwrap().broken().len(), 2);
    let exceeded = with(2).unwrap_err().exceeded().expect("the limit");
    assert_eq!((exceeded.limit(), exceeded.asked()), (anycert::Limit::Certificates, 3));
}

#[test]
fn a_broken_certificate_is_reported_by_its_number() {
    let (a, b) = (made("a"), made("b"));
    let broken = sequence(&[&integer(&[1])]);
    for choice in [broken.clone(), integer(&[1]), octet_string(&a)] {
        let input = Signed::of(&[&a, &choice, &b]).der();
        let error = refused(&input);
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(error.to_string().starts_with("PKCS#7: certificate 2: "), "{error}");
        let bundle = Parser::new().skip_broken(true).parse(&input).unwrap();
        assert_eq!(subjects(&bundle), [name("a"), name("b")]);
        assert_eq!(bundle.broken().len(), 1);
    }
    let alone = Parser::new().skip_broken(true).parse(&Signed::of(&[&broken]).der());
    assert_eq!(alone.unwrap_err().kind(), ErrorKind::Malformed);
}

#[test]
fn missing_content_is_malformed() {
    let error = refused(&[0x30, 0x0b, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]);
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.to_string().contains("the signed data is missing"), "{error}");
    for content in [vec![], tlv(0x05, &[]), octet_string(b"x"), set(&[])] {
        let error = refused(&content_info(SIGNED_DATA, &content));
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    }
}

#[test]
fn only_unknown_trailing_data_is_skipped() {
    let null = tlv(0x05, &[]);
    let signed = Signed::of(&[&made("a")]);
    let twice = context(0, &[&signed.bare(), &null]);
    let inside = sequence(&[&integer(&[1]), &set(&[]), &signed.content, &set(&[]), &null]);
    for input in [
        sequence(&[&oid(SIGNED_DATA), &twice]),
        sequence(&[&oid(SIGNED_DATA), &context(0, &[&signed.bare()]), &null]),
        content_info(SIGNED_DATA, &inside),
        [signed.der(), signed.der()].concat(),
        [signed.der(), made("b")].concat(),
    ] {
        assert_eq!(refused(&input).kind(), ErrorKind::Malformed);
    }
    let bundle = anycert::parse(&[signed.der(), b"\r\n\0 ".to_vec()].concat()).unwrap();
    assert_eq!(codes(&bundle), [NoteCode::TrailingBlanks]);
    for input in [[signed.der(), null.clone()].concat(), [signed.bare(), null].concat()] {
        let bundle = anycert::parse(&input).unwrap();
        assert_eq!(codes(&bundle), [NoteCode::TrailingData]);
        let strict = Parser::new().strict(true).parse(&input).unwrap_err();
        assert_eq!(strict.note_code(), Some(NoteCode::TrailingData));
    }
}

#[test]
fn signed_data_without_certificates_is_identified() {
    let mut signed = Signed::of(&[]);
    let empty = refused(&signed.der());
    signed.certificates = Vec::new();
    let absent = refused(&signed.der());
    signed.lists = context(1, &[&sequence(&[&integer(&[1])])]);
    let lists = refused(&signed.der());
    for error in [&empty, &absent, &lists] {
        assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    }
    assert_eq!(empty.to_string(), "PKCS#7: this signed data does not contain a certificate");
    assert!(lists.to_string().contains("revocation lists"), "{lists}");
    let sequence = refused(&content_info(NETSCAPE_SEQUENCE, &sequence(&[])));
    assert_eq!(sequence.kind(), ErrorKind::NoCertificateOrKey);
}

#[test]
fn other_content_types_are_identified() {
    for (content_type, name) in [
        (DATA, "Data"),
        ("1.2.840.113549.1.7.3", "EnvelopedData"),
        ("1.2.840.113549.1.7.5", "DigestedData"),
        ("1.2.840.113549.1.7.6", "EncryptedData"),
        ("1.2.840.113549.1.9.16.1.2", "AuthenticatedData"),
        ("1.2.840.113549.1.9.16.1.4", "TSTInfo"),
        ("1.2.840.113549.1.9.16.1.9", "CompressedData"),
        ("1.2.840.113549.1.9.16.1.23", "AuthEnvelopedData"),
    ] {
        let der = content_info(content_type, &octet_string(b"x"));
        let ber = indefinite(0x30, &[&oid(content_type), &indefinite(0xa0, &[])]);
        for error in [refused(&der), refused(&ber)] {
            assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey, "{error}");
            assert_eq!(error.oid(), Some(content_type));
            assert!(error.to_string().ends_with(&format!(" {name} ({content_type})")), "{error}");
        }
    }
    let unknown = refused(&content_info("1.2.3.4", &octet_string(b"x")));
    assert_eq!(unknown.kind(), ErrorKind::NoCertificateOrKey);
    assert!(unknown.to_string().ends_with(" 1.2.3.4"), "{unknown}");
}

#[test]
fn certificates_of_signed_and_enveloped_data_and_gmt_0010_are_read() {
    let (a, b) = (made("a"), made("b"));
    let enveloped = sequence(&[
        &integer(&[1]),
        &set(&[]),
        &set(&[]),
        &sequence(&[&oid(DATA), &sequence(&[&oid("1.2.840.113549.3.7")]), &tlv(0x80, &[b"x"])]),
        &context(0, &[&a, &b]),
        &set(&[]),
    ]);
    let signed = Signed::of(&[&a, &b]).bare();
    for input in [
        content_info("1.2.840.113549.1.7.4", &enveloped),
        content_info("1.2.156.10197.6.1.4.2.2", &signed),
    ] {
        let bundle = anycert::parse(&input).unwrap();
        assert_eq!(subjects(&bundle), [name("a"), name("b")]);
        assert_eq!(codes(&bundle), []);
    }
    let swapped = content_info("1.2.840.113549.1.7.4", &signed);
    assert_eq!(refused(&swapped).kind(), ErrorKind::Malformed);
    let encrypted = refused(&content_info("1.2.156.10197.6.1.4.2.5", &octet_string(b"x")));
    assert_eq!(encrypted.kind(), ErrorKind::NoCertificateOrKey);
}

#[test]
fn gmt_0010_names_its_own_content_types() {
    for (arc, name) in
        [(1, "Data"), (3, "EnvelopedData"), (5, "EncryptedData"), (6, "KeyAgreementInfo")]
    {
        let content_type = format!("1.2.156.10197.6.1.4.2.{arc}");
        let error = refused(&content_info(&content_type, &octet_string(b"x")));
        let names = format!("{name} ({content_type})");
        assert!(error.to_string().contains(&names), "{error}");
    }
}

#[test]
fn certificates_of_originators_are_read() {
    let (a, b) = (made("a"), made("b"));
    let recipients = set(&[]);
    let encrypted = sequence(&[&oid(DATA)]);
    let info = context(0, &[&context(0, &[&a, &b]), &context(1, &[])]);
    let enveloped = sequence(&[&integer(&[2]), &info, &recipients, &encrypted]);
    let indefinite_info = indefinite(0xa0, &[&indefinite(0xa0, &[&a, &b])]);
    let version = integer(&[2]);
    let in_ber = indefinite(0x30, &[&version, &indefinite_info, &recipients, &encrypted]);
    for content_type in [
        "1.2.840.113549.1.7.3",
        "1.2.840.113549.1.9.16.1.2",
        "1.2.840.113549.1.9.16.1.23",
        "1.2.156.10197.6.1.4.2.3",
    ] {
        for content in [&enveloped, &in_ber] {
            let bundle = anycert::parse(&content_info(content_type, content)).unwrap();
            assert_eq!(subjects(&bundle), [name("a"), name("b")]);
        }
        for info in [vec![], context(0, &[]), context(0, &[&context(1, &[])])] {
            let without = sequence(&[&integer(&[0]), &info, &recipients, &encrypted]);
            let error = refused(&content_info(content_type, &without));
            assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
        }
    }
    let broken = context(0, &[&context(0, &[&[0x30, 0x05]])]);
    let broken = sequence(&[&integer(&[2]), &broken, &recipients, &encrypted]);
    let error = refused(&content_info("1.2.840.113549.1.7.3", &broken));
    assert_eq!(error.kind(), ErrorKind::Malformed);
}

/// A SignedData of this content and the certificate `signer`.
fn signed_content(content_type: &str, content: &[u8]) -> Signed {
    let content = sequence(&[&oid(content_type), &context(0, &[content])]);
    Signed { content, ..Signed::of(&[&made("signer")]) }
}

const MASTER_LIST: &str = "2.23.136.1.1.2";

#[test]
fn certificates_in_signed_content_are_read() {
    let (a, b) = (made("a"), made("b"));
    let list = sequence(&[&integer(&[0]), &set(&[&a, &b])]);
    let next = Signed::of(&[&a, &b]);
    let chunks = |whole: &[u8]| {
        let (start, end) = whole.split_at(100);
        indefinite(0x24, &[&octet_string(start), &octet_string(end)])
    };
    for (content_type, content) in [
        (MASTER_LIST, octet_string(&list)),
        (MASTER_LIST, list.clone()),
        (MASTER_LIST, chunks(&list)),
        (DATA, octet_string(&next.der())),
        (DATA, octet_string(&next.bare())),
        (DATA, octet_string(&streamed(&[&a, &b]))),
        (DATA, chunks(&next.der())),
        (SIGNED_DATA, next.bare()),
        ("1.2.3.4", octet_string(&content_info(NETSCAPE_SEQUENCE, &sequence(&[&a, &b])))),
    ] {
        let bundle = anycert::parse(&signed_content(content_type, &content).der()).unwrap();
        assert_eq!(subjects(&bundle), [name("a"), name("b"), name("signer")]);
        assert!(codes(&bundle).contains(&NoteCode::ContentCertificates));
        let strict = Parser::new().strict(true);
        assert!(strict.parse(&signed_content(content_type, &content).der()).is_ok());
    }
    let alone =
        Signed { certificates: vec![], ..signed_content(MASTER_LIST, &octet_string(&list)) };
    assert_eq!(subjects(&anycert::parse(&alone.der()).unwrap()), [name("a"), name("b")]);
}

/// As `openssl cms -data_create` writes it.
#[test]
fn material_in_data_is_named() {
    let data = |content: &[u8]| refused(&content_info(DATA, &octet_string(content)));
    let a = made("a");
    for content in [&a[..], &Signed::of(&[&a]).der(), testkit::pem::certificate(&a).as_bytes()] {
        let error = data(content);
        assert!(error.help().contains("-data_out") || content[0] == b'-', "{error}");
        assert!(!error.to_string().contains("without"), "{error}");
    }
    assert!(data(b"a letter").to_string().contains("without"));
}

#[test]
fn other_material_in_signed_content_is_noted() {
    let a = made("a");
    let cut = octet_string(&Signed::of(&[&a]).der()[..150]);
    for content in [octet_string(&a), a.clone(), octet_string(&sequence(&[&a])), cut] {
        let bundle = anycert::parse(&signed_content(DATA, &content).der()).unwrap();
        assert_eq!(subjects(&bundle), [name("signer")]);
        assert_eq!(codes(&bundle), [NoteCode::ContentSkipped]);
    }
    let behind = octet_string(&[Signed::of(&[&a]).der(), made("b")].concat());
    let bundle = anycert::parse(&signed_content(DATA, &behind).der()).unwrap();
    for code in [NoteCode::ContentCertificates, NoteCode::ContentSkipped] {
        assert!(codes(&bundle).contains(&code), "{code:?}");
    }
    // Of content inside content too.
    let inner = signed_content(DATA, &octet_string(&Signed::of(&[&a]).der())).der();
    let bundle = anycert::parse(&signed_content(DATA, &octet_string(&inner)).der()).unwrap();
    assert_eq!(subjects(&bundle), [name("signer"), name("signer")]);
    assert!(codes(&bundle).contains(&NoteCode::ContentSkipped));
    // PEM text inside binary material is refused; base64 hides it from other readers.
    let pem = octet_string(testkit::pem::certificate(&a).as_bytes());
    let block = testkit::pem::block("CMS", &signed_content(DATA, &pem).der());
    let bundle = anycert::parse(&block).unwrap();
    assert_eq!(subjects(&bundle), [name("signer")]);
    assert_eq!(codes(&bundle), [NoteCode::ContentSkipped]);
    let alone = signed_content(DATA, &octet_string(&a));
    let error = refused(&Signed { certificates: vec![], ..alone }.der());
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().contains("outside its content"), "{error}");
    for content in [octet_string(b"a letter"), octet_string(b""), integer(&[1]), vec![]] {
        let bundle = anycert::parse(&signed_content(DATA, &content).der()).unwrap();
        assert_eq!(codes(&bundle), []);
    }
}

#[test]
fn certificates_in_ber_keep_their_bytes() {
    let (a, b) = (made("a"), made("b"));
    let bundle = anycert::parse(&streamed(&[&a, &b])).unwrap();
    assert_eq!(codes(&bundle), [NoteCode::BerEncoding]);
    assert_eq!(bundle.certificates()[0].as_der(), a);
    assert_eq!(bundle.certificates()[1].as_der(), b);
    Parser::new().strict(true).parse(&streamed(&[&a])).expect("PKCS#7 allows BER");
}

#[test]
fn truncated_ber_and_trailing_data_in_ber() {
    let whole = streamed(&[&made("a")]);
    let recognized_from = indefinite(0x30, &[&oid(SIGNED_DATA)]).len() - 2;
    for length in recognized_from..whole.len() {
        assert_eq!(refused(&whole[..length]).kind(), ErrorKind::Malformed, "{length}");
    }
    let bundle = anycert::parse(&[&whole[..], b"x"].concat()).unwrap();
    assert_eq!(codes(&bundle), [NoteCode::BerEncoding, NoteCode::TrailingData]);
    let bundle = anycert::parse(&[&whole[..], b"\n"].concat()).unwrap();
    assert_eq!(codes(&bundle), [NoteCode::BerEncoding, NoteCode::TrailingBlanks]);
}

#[test]
fn non_minimal_lengths_of_containers_are_accepted() {
    let certificate = made("a");
    let set = [&[0xa0, 0x84][..], &u32::try_from(certificate.len()).unwrap().to_be_bytes()];
    let mut signed = Signed::of(&[]);
    signed.certificates = [set.concat(), certificate.clone()].concat();
    let bundle = anycert::parse(&signed.der()).unwrap();
    assert_eq!(bundle.certificates()[0].as_der(), certificate);
    assert_eq!(codes(&bundle), [NoteCode::BerEncoding]);
}

#[test]
fn the_certificate_of_the_first_signer_is_the_leaf() {
    let mut leaf = Made::of("b", "CA");
    leaf.serial = integer(&[7]);
    let (a, b) = (made("a"), leaf.der());
    let by_name = sequence(&[&name("CA"), &integer(&[7])]);
    let info = |identifier: &[u8]| sequence(&[&integer(&[1]), identifier, &sequence(&[])]);
    let mut signed = Signed::of(&[&a, &b]);
    signed.signers = set(&[&info(&by_name), &info(&by_name)]);
    let bundle = anycert::parse(&signed.der()).unwrap();
    assert_eq!(bundle.leaf().unwrap().as_der(), b);
    assert_eq!(bundle.integrity(), Integrity::None);
    for identifier in [octet_string(b"id"), sequence(&[&integer(&[7])]), sequence(&[])] {
        signed.signers = set(&[&info(&identifier)]);
        assert_eq!(refused(&signed.der()).kind(), ErrorKind::Malformed);
    }
    for identifier in [tlv(0x80, &[b"id"]), context(0, &[&octet_string(b"id")])] {
        signed.signers = set(&[&info(&identifier)]);
        anycert::parse(&signed.der()).expect("a key identifier, primitive or constructed");
    }
}

#[test]
fn certificates_are_counted_against_the_limit() {
    let certificate = made("a");
    let input = Signed::of(&[certificate.as_slice(); 11]).der();
    let read = |most| Parser::new().limits(Limits::DEFAULT.certificates(most)).parse(&input);
    assert_eq!(read(11).unwrap().certificates().len(), 11);
    assert_eq!(read(10).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let skipping = Parser::new().skip_broken(true).limits(Limits::DEFAULT.certificates(10));
    assert_eq!(skipping.parse(&input).unwrap_err().kind(), ErrorKind::LimitExceeded);
}
