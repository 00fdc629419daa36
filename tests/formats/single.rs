//! `Parser::single` and `CertificateRef` give the answers of `parse` and `Certificate`.

use anycert::{
    Bundle, Certificate, CertificateRef, CertificateType, Error, Format, Limits, NoteCode, Parser,
    parse,
};
use testkit::{
    fixture::{self, bytes},
    pem,
};

/// Parses without the short path for single certificates: that is taken only where more memory is allowed.
fn parse_whole(input: &[u8]) -> Result<Bundle, Error> {
    Parser::new().limits(Limits::DEFAULT.memory_bytes((16 << 20) - 1)).parse(input)
}

/// Whether the input is read as a single certificate; then everything must be as in its parse.
fn is_single(input: &[u8]) -> bool {
    let mut buffer = b"anything".to_vec();
    let Some((format, certificate)) = Parser::new().single(input, &mut buffer) else {
        return false;
    };
    let shown = input.escape_ascii();
    let bundle = parse_whole(input).unwrap_or_else(|error| panic!("{error}: {shown}"));
    let short = parse(input).unwrap();
    assert_eq!(format!("{short:?}"), format!("{bundle:?}"), "{shown}");
    assert_eq!(short.chain().collect::<Vec<_>>(), [short.leaf().unwrap()], "{shown}");
    assert_eq!(bundle.format(), format, "{shown}");
    assert_eq!(bundle.certificates(), [certificate.to_certificate()], "{shown}");
    assert!(!bundle.has_private_key() && bundle.layers().is_empty(), "{shown}");
    same(&certificate, bundle.leaf().unwrap());
    true
}

fn same(certificate: &CertificateRef<'_>, whole: &Certificate) {
    for one in [*certificate, whole.into(), CertificateRef::from_der(whole.as_der()).unwrap()] {
        assert_eq!(one.as_der(), whole.as_der());
        assert_eq!(one.subject().to_string(), whole.subject().to_string());
        assert_eq!(one.issuer().to_string(), whole.issuer().to_string());
        assert_eq!(one.serial(), whole.serial());
        assert_eq!(one.not_before(), whole.not_before());
        assert_eq!(one.not_after(), whole.not_after());
        assert_eq!(
            format!("{one:?}"),
            format!("{whole:?}").replacen("Certificate", "CertificateRef", 1)
        );
    }
}

#[test]
fn every_fixture() {
    let singles = fixture::all().into_iter().filter(|fixture| is_single(&fixture.bytes));
    let (mut binary, mut text) = (0, 0);
    for fixture in singles {
        *if fixture.bytes[0] == b'-' { &mut text } else { &mut binary } += 1;
    }
    assert!(binary > 30 && text > 20, "{binary} in DER, {text} in PEM");
}

#[test]
fn the_same_certificates_are_refused() {
    for fixture in fixture::all() {
        let reference = CertificateRef::from_der(&fixture.bytes).map(|one| one.to_certificate());
        let whole = Certificate::from_der(&fixture.bytes);
        assert_eq!(
            reference.map_err(|error| error.to_string()),
            whole.map_err(|error| error.to_string()),
            "{}",
            fixture.name
        );
    }
}

#[test]
fn one_octet_changed() {
    let returns = |text: &[u8]| String::from_utf8_lossy(text).replace('\n', "\r\n").into_bytes();
    let text = bytes("certificate/example.pem");
    for whole in [bytes("certificate/example.der"), returns(&text), text] {
        assert!(is_single(&whole));
        let mut singles = 0;
        for at in 0..whole.len() {
            let changes = [whole[at] ^ 1, whole[at] ^ 0x80, b'-', b'\n', b'0'];
            for octet in changes.into_iter().filter(|octet| *octet != whole[at]) {
                let mut changed = whole.clone();
                changed[at] = octet;
                singles += usize::from(is_single(&changed));
            }
            is_single(&[&whole[..at], &whole[at + 1..]].concat());
            is_single(&[&whole[..at], b"-", &whole[at..]].concat());
        }
        assert!(singles > 500, "{singles}");
    }
}

#[test]
fn more_than_one_certificate() {
    let (der, text) = (bytes("certificate/example.der"), bytes("certificate/example.pem"));
    for more in [&b"\0"[..], b"\n", b" ", &der, &text, b"words", b"\n\n", b"\r\n"] {
        assert!(!is_single(&[&der, more].concat()), "{}", more.escape_ascii());
        assert!(!is_single(&[more, &der].concat()), "{}", more.escape_ascii());
        assert!(!is_single(&[&text, more].concat()), "{}", more.escape_ascii());
        assert!(!is_single(&[more, &text].concat()), "{}", more.escape_ascii());
    }
    assert!(is_single(text.trim_ascii()));
    assert!(!is_single(&bytes("certificate/mozilla-roots.pem")));
}

#[test]
fn text_inside_der_is_left_to_a_parse() {
    let text =
        b"-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUIiIi\n-----END CERTIFICATE-----\n";
    let mut der = bytes("certificate/example.der");
    let start = der.len() - text.len();
    der[start..].copy_from_slice(text);
    assert!(Certificate::from_der(&der).is_ok() && parse(&der).is_err());
    assert!(!is_single(&der));
}

#[test]
fn options_that_can_change_the_answer() {
    let (der, key) = (bytes("certificate/example.der"), bytes("key/p256-pkcs8.pem"));
    let allows = |parser: Parser<'_>| parser.single(&der, &mut Vec::new()).is_some();
    let within = |limits: Limits| allows(Parser::new().limits(limits));
    assert!(allows(Parser::new().passphrase("any").decrypt_keys(false).skip_broken(true)));
    assert!(!allows(Parser::new().strict(true)));
    assert!(!allows(Parser::new().private_key(&key)));
    assert!(within(Limits::DEFAULT.kdf_work(0).private_keys(0).bags(0).nesting(0).text_layers(0)));
    assert!(within(Limits::DEFAULT.input_bytes(der.len()).memory_bytes(16 << 20)));
    assert!(!within(Limits::DEFAULT.input_bytes(der.len() - 1)));
    assert!(!within(Limits::DEFAULT.memory_bytes((16 << 20) - 1)));
    assert!(!within(Limits::DEFAULT.certificates(0)));
    assert!(!within(Limits::DEFAULT.pem_sections(0)));
}

#[test]
fn options_that_a_note_is_about() {
    let der = bytes("certificate/example.der");
    let code =
        |parser: Parser<'_>| parser.parse(&der).unwrap().notes().first().map(|note| note.code());
    assert_eq!(code(Parser::new().passphrase("any")), Some(NoteCode::PassphraseUnused));
    assert_eq!(code(Parser::new().integrity_passphrase("any")), None);
    let declared = Parser::new().certificate_type(CertificateType::Pem);
    assert_eq!(code(declared), Some(NoteCode::CertificateTypeMismatch));
}

/// The limits that are not examined allow every input that is read: a name of as many attributes as fit,
/// each of which needs a note.
#[test]
fn no_limit_is_exceeded_by_the_longest_input() {
    use testkit::{certificate::Made, der};
    let attribute =
        der::set(&[&der::sequence(&[&der::oid("2.5.4.3"), &der::tlv(0x0c, &[&[0xff]])])]);
    let made = |attributes: usize| {
        let all = vec![attribute.as_slice(); attributes];
        Made { subject: der::sequence(&all), ..Made::default() }.der()
    };
    let fits = (64 << 10) - 400;
    let der = made(fits / attribute.len());
    assert!(Parser::new().single(&der, &mut Vec::new()).is_some(), "{}", der.len());
    let least = Parser::new().limits(Limits::DEFAULT.memory_bytes(16 << 20));
    assert_eq!(least.parse(&der).unwrap().certificates().len(), 1);
    let longer = made(fits / attribute.len() + 60);
    assert!(longer.len() > 64 << 10 && parse(&longer).is_ok() && !is_single(&longer));
}

#[test]
fn the_buffer_is_reused_and_holds_no_key() {
    let (text, key) = (bytes("certificate/example.pem"), bytes("key/p256-pkcs8.der"));
    let mut buffer = Vec::new();
    assert!(Parser::new().single(&text, &mut buffer).is_some());
    let room = buffer.capacity();
    let mislabelled = pem::block("CERTIFICATE", &key);
    assert!(parse(&mislabelled).unwrap().has_private_key());
    assert!(Parser::new().single(mislabelled.as_bytes(), &mut buffer).is_none());
    assert!(buffer[..mislabelled.len() - 54].iter().all(|octet| *octet == 0));
    let (format, certificate) = Parser::new().single(&text, &mut buffer).unwrap();
    assert_eq!((format, certificate.as_der()), (Format::Pem, &*bytes("certificate/example.der")));
    assert_eq!(buffer.capacity(), room);
}
