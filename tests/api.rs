//! The public interface as another program uses it, and the behaviour that it documents.

use anycert::{
    Bundle, Certificate, CertificateType, Error, ErrorKind, Format, Integrity, KeyMatch, KeyState,
    Layer, Limit, Limits, LockReason, Name, Note, NoteClass, NoteCode, Parser, PrivateKey, detect,
    parse,
};
use base64ct::{Base64, Encoding as _};
use std::{
    collections::HashSet,
    error,
    hash::Hash,
    ops::Range,
    panic::{RefUnwindSafe, UnwindSafe},
};
use testkit::fixture::bytes as file;

const PASSPHRASE: &str = "correct horse 7F";

fn text(name: &str) -> String {
    String::from_utf8(file(name)).expect("a text")
}

fn codes(bundle: &Bundle) -> Vec<NoteCode> {
    bundle.notes().iter().map(Note::code).collect()
}

fn kind(answer: Result<Bundle, Error>) -> ErrorKind {
    answer.expect_err("it is refused").kind()
}

// What callers rely on at compile time.

#[test]
fn bounds_of_the_public_types() {
    fn owned<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
    fn value<T: Copy + Eq + Hash + Send + Sync + 'static>() {}
    owned::<Error>();
    owned::<Bundle>();
    owned::<Certificate>();
    owned::<PrivateKey>();
    owned::<Note>();
    value::<ErrorKind>();
    value::<Format>();
    value::<Layer>();
    value::<CertificateType>();
    value::<KeyMatch>();
    value::<Integrity>();
    value::<NoteCode>();
    value::<NoteClass>();
    value::<Limit>();
    fn parser<T: Copy + Default + Send + Sync>() {}
    parser::<Parser<'_>>();
    parser::<Limits>();
    fn certificate<T: Clone + Eq + Hash>() {}
    certificate::<Certificate>();
    fn error<T: error::Error + Clone>() {}
    error::<Error>();
    fn name<'a, T: Copy + Eq + std::fmt::Display + 'a>() {}
    name::<Name<'_>>();
}

#[test]
fn an_error_is_one_pointer_wide() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

/// Compiles only as long as the type does not have the trait: with it, two traits answer.
macro_rules! assert_lacks {
    ($type:ty: $trait:path) => {{
        trait AmbiguousIfItHas<Answer> {
            fn answer() {}
        }
        impl<T: ?Sized> AmbiguousIfItHas<()> for T {}
        impl<T: ?Sized + $trait> AmbiguousIfItHas<u8> for T {}
        <$type as AmbiguousIfItHas<_>>::answer();
    }};
}

#[test]
fn a_private_key_cannot_be_copied_or_printed() {
    assert_lacks!(PrivateKey: Clone);
    assert_lacks!(PrivateKey: std::fmt::Display);
    assert_lacks!(PrivateKey: PartialEq);
    assert_lacks!(PrivateKey: AsRef<[u8]>);
    assert_lacks!(Bundle: Clone);
}

const SMALL: Limits = Limits::DEFAULT
    .input_bytes(1 << 16)
    .certificates(3)
    .private_keys(1)
    .pem_sections(4)
    .bags(4)
    .kdf_work(10_000)
    .memory_bytes(1 << 20)
    .nesting(8)
    .text_layers(1);

/// The options without a borrowed value are set in constants.
const STRICT: Parser<'static> =
    Parser::new().decrypt_keys(true).skip_broken(true).strict(true).limits(SMALL);

#[test]
fn debug_of_a_parser_hides_its_secrets() {
    let parser = STRICT
        .passphrase(PASSPHRASE)
        .passphrase_bytes(b"correct horse 7F")
        .integrity_passphrase("second horse 9C")
        .private_key("-----BEGIN PRIVATE KEY-----")
        .certificate_type(CertificateType::Pem);
    for printed in [format!("{parser:?}"), format!("{parser:#?}")] {
        assert!(!printed.contains("horse"), "{printed}");
        assert!(!printed.contains("BEGIN"), "{printed}");
        assert!(printed.contains("strict: true"), "{printed}");
    }
    let field = |parser: Parser<'_>, field: &str| format!("{parser:?}").contains(field);
    let new = Parser::new();
    for (parser, name) in [
        (new.passphrase(""), "passphrase"),
        (new.integrity_passphrase(""), "integrity_passphrase"),
        (new.private_key(""), "private_key"),
    ] {
        assert!(field(parser, &format!(" {name}: Some(..)")), "{parser:?}");
        assert!(field(new, &format!(" {name}: None")), "{new:?}");
    }
}

/// Absent fields of a form are passed on as `None`.
#[test]
fn options_take_values_and_missing_values() {
    let certificate = text("certificate/example.pem");
    let key = file("key/example-pkcs8.pem");
    let (none, no_bytes) = (None::<&str>, None::<&[u8]>);
    let empty = Parser::new()
        .passphrase(none)
        .passphrase_bytes(no_bytes)
        .integrity_passphrase(none)
        .private_key(no_bytes)
        .certificate_type(None);
    let bundle = empty.parse(&certificate).expect("a certificate");
    assert!(!bundle.has_private_key() && bundle.notes().is_empty());
    let owned = String::from(PASSPHRASE);
    for parser in [
        empty.private_key(&key),
        empty.private_key(&key[..]),
        empty.private_key(Some(&key)),
        empty.private_key(Some(&key[..])),
        empty.passphrase(&owned).passphrase(none).private_key(&key),
        empty.passphrase(Some(PASSPHRASE)).passphrase(none).private_key(&key),
        empty.certificate_type(Some(CertificateType::Pem)).private_key(&key),
    ] {
        let bundle = parser.parse(&certificate).expect("a certificate and its key");
        assert_eq!(bundle.key_match(), KeyMatch::Matches);
        assert!(bundle.notes().is_empty(), "{:?}", bundle.notes());
    }
    assert_eq!(kind(parse("")), ErrorKind::Empty);
    assert_eq!(detect(&certificate), detect(certificate.as_bytes()));
}

#[test]
fn certificate_types_are_nine_words() {
    let words = ["pem", "pfx", "p12", "crt", "cer", "key", "pkcs7", "p7b", "p7c"];
    let mut seen = HashSet::new();
    for word in words {
        let read: CertificateType = word.parse().expect(word);
        assert_eq!(read.to_string(), word);
        assert!(seen.insert(read));
        assert_eq!(word.to_uppercase().parse(), Ok(read));
    }
    for other in ["", "der", "pem ", "jks"] {
        assert!(other.parse::<CertificateType>().is_err(), "{other:?}");
    }
}

// The four facts in every format.

#[test]
fn four_facts_of_the_same_certificate_in_every_format() {
    let names = [
        "certificate/example.pem",
        "certificate/example.crt",
        "certificate/example.cer",
        "certificate/example.der",
        "certificate/example.der.base64",
        "pkcs7/example.p7b",
        "pkcs7/example.p7b.pem",
        "pkcs7/example.p7b.base64",
        "pem/example-chain.pem",
    ];
    for name in names {
        check_example(&parse(&file(name)).expect(name), false);
    }
    for name in ["pkcs12/example.p12", "pkcs12/example.pfx", "pkcs12/example.pfx.base64"] {
        let bundle = Parser::new().passphrase(PASSPHRASE).parse(&file(name)).expect(name);
        check_example(&bundle, true);
    }
}

fn check_example(bundle: &Bundle, has_private_key: bool) {
    let facts = bundle.metadata();
    assert_eq!(facts.subject.as_deref(), Some("CN=example.com, O=Example Inc, C=US"));
    let issuer = "CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US";
    assert_eq!(facts.issuer.as_deref(), Some(issuer));
    let end = facts.expires_at.expect("an end").unix_timestamp();
    // 2026-03-15T12:00:00Z
    assert_eq!(end, 1_773_576_000);
    assert_eq!(facts.has_private_key, has_private_key);
    assert_eq!(bundle.subject().map(|name| name.to_string()), facts.subject);
    assert_eq!(bundle.issuer().map(|name| name.to_string()), facts.issuer);
    assert_eq!(bundle.not_after(), facts.expires_at);
}

#[test]
fn without_a_certificate_three_facts_are_none() {
    let bundle = parse(&file("key/example-pkcs8.pem")).expect("a key alone");
    let facts = bundle.metadata();
    assert_eq!((facts.subject, facts.issuer, facts.expires_at), (None, None, None));
    assert!(facts.has_private_key);
    assert!(bundle.leaf().is_none());
    assert_eq!(bundle.chain().count(), 0);
    assert_eq!(bundle.key_match(), KeyMatch::NoCertificate);
}

#[test]
fn an_empty_subject_is_empty_and_not_none() {
    let bundle = parse(&file("certificate/empty-subject-dns.der")).expect("a certificate");
    assert_eq!(bundle.metadata().subject.as_deref(), Some(""));
}

// The second input.

#[test]
fn keys_of_the_second_input_come_after_those_of_the_content() {
    let key = file("key/other-pkcs8.pem");
    let parser = Parser::new().private_key(&key);
    let bundle = parser.parse(&file("pem/leaf-chain-key.pem")).expect("two keys");
    let alone = parse(&key).expect("a key");
    assert_eq!(bundle.private_keys().len(), 2);
    assert_eq!(secret(&bundle, 1), secret(&alone, 0));
    assert_ne!(secret(&bundle, 0), secret(&bundle, 1));
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
    assert_eq!(bundle.format(), Format::Pem, "the format is the content's");
}

fn secret(bundle: &Bundle, position: usize) -> Option<&[u8]> {
    bundle.private_keys().get(position)?.secret_pkcs8_der()
}

#[test]
fn an_unreadable_second_input_is_an_error() {
    for broken in
        [&b"rubbish"[..], b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
    {
        let parser = Parser::new().private_key(broken);
        let error = parser.parse(&file("pem/leaf-chain-key.pem")).expect_err("refused");
        assert!(error.location().in_private_key_input(), "{error}");
        assert!(error.to_string().starts_with("private key: "), "{error}");
    }
}

#[test]
fn certificates_of_the_second_input_are_ignored_beside_a_key() {
    let both = file("pem/leaf-chain-key.pem");
    let parser = Parser::new().private_key(&both);
    let content = file("certificate/example.pem");
    let bundle = parser.parse(&content).expect("a certificate and a key");
    assert_eq!(bundle.certificates().len(), 1);
    assert_eq!(bundle.private_keys().len(), 1);
    assert!(codes(&bundle).contains(&NoteCode::CertificateInPrivateKeyInput));
    assert_eq!(kind(parser.strict(true).parse(&content)), ErrorKind::Refused);
}

#[test]
fn a_certificate_alone_is_rejected_as_the_second_input() {
    let certificate = file("certificate/example.pem");
    let parser = Parser::new().private_key(&certificate);
    let error = parser.parse(&certificate).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    let said = "private key: this is a certificate, where a private key is expected";
    assert!(error.to_string().contains(said), "{error}");
}

#[test]
fn a_separate_key_does_not_replace_missing_content() {
    let key = file("key/example-pkcs8.pem");
    let parser = Parser::new().private_key(&key);
    for name in ["reject/csr.pem", "reject/csr.der", "reject/public-key.pem"] {
        let content = file(name);
        let said = parser.parse(&content).expect_err(name).to_string();
        assert_eq!(said, parse(&content).expect_err(name).to_string());
    }
    let broken = b"-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    let error = parser.skip_broken(true).parse(broken).expect_err("nothing is left of it");
    assert_eq!(error.location().block(), Some(1));
}

#[test]
fn the_help_for_the_second_input_asks_for_a_private_key() {
    let content = file("certificate/example.pem");
    for wrong in [&b""[..], &file("reject/csr.pem"), &file("reject/ssh-public-key.pub"), &content] {
        let error = Parser::new().private_key(wrong).parse(&content).expect_err("no key");
        assert!(error.help().starts_with("provide the private key here"), "{error}");
    }
}

#[test]
fn one_passphrase_serves_both_inputs() {
    let key = file("key/example-pkcs8-encrypted.pem");
    let content = file("certificate/example.pem");
    let parser = Parser::new().private_key(&key);
    let opened = parser.passphrase(PASSPHRASE).parse(&content).expect("it opens");
    assert_eq!(opened.private_keys()[0].state(), KeyState::Decrypted);
    assert_eq!(opened.key_match(), KeyMatch::Matches);
    let bundle = parser.parse(&content).expect("a locked key is not an error");
    let locked = KeyState::Locked(LockReason::NoPassphrase);
    assert_eq!(bundle.private_keys()[0].state(), locked);
    assert!(bundle.has_private_key());
    let wrong = parser.passphrase("wrong horse 00").parse(&content);
    assert_eq!(kind(wrong), ErrorKind::IncorrectPassphrase);
}

#[test]
fn keys_stay_locked_if_decryption_is_not_requested() {
    let encrypted = file("key/example-pkcs8-encrypted.pem");
    let parser = Parser::new().decrypt_keys(false).limits(Limits::DEFAULT.kdf_work(0));
    for parser in [parser, parser.passphrase(PASSPHRASE)] {
        let bundle = parser.parse(&encrypted).expect("no derivation runs for a key");
        assert_eq!(secret(&bundle, 0), None);
        assert!(matches!(bundle.private_keys()[0].state(), KeyState::Locked(_)));
    }
}

#[test]
fn an_unneeded_passphrase_leaves_a_note() {
    let parser = Parser::new().passphrase(PASSPHRASE);
    let bundle = parser.parse(&file("certificate/example.pem")).expect("a certificate");
    assert!(codes(&bundle).contains(&NoteCode::PassphraseUnused));
}

// Broken items, and items that are neither a certificate nor a key.

/// Three certificate blocks, the second of which does not contain a certificate.
fn chain_with_a_broken_block() -> String {
    let chain = text("pem/root-first.pem");
    let bodies: Vec<Range<usize>> = chain
        .match_indices("-----BEGIN CERTIFICATE-----\n")
        .map(|(at, begin)| at + begin.len()..at + chain[at..].find("\n-----END").expect("an end"))
        .collect();
    assert_eq!(bodies.len(), 3);
    let second = bodies[1].clone();
    format!("{}MAMCAQE={}", &chain[..second.start], &chain[second.end..])
}

#[test]
fn one_broken_block_is_an_error_with_its_place() {
    let error = parse(chain_with_a_broken_block().as_bytes()).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert_eq!(error.location().block(), Some(2));
    assert!(error.to_string().starts_with("block 2 (CERTIFICATE, line "), "{error}");
}

#[test]
fn skip_broken_keeps_the_neighbours_and_lists_the_failures() {
    let parser = Parser::new().skip_broken(true);
    let bundle = parser.parse(chain_with_a_broken_block().as_bytes()).expect("two are left");
    assert_eq!(bundle.certificates().len(), 2);
    assert_eq!(bundle.broken().len(), 1);
    assert_eq!(bundle.broken()[0].location().block(), Some(2));
    assert!(codes(&bundle).contains(&NoteCode::BrokenSkipped));
}

#[test]
fn skip_broken_returns_the_first_error_if_everything_is_broken() {
    let block = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    let parser = Parser::new().skip_broken(true);
    let error = parser.parse(block.repeat(2).as_bytes()).expect_err("nothing is left");
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert_eq!(error.location().block(), Some(1));
}

#[test]
fn skip_broken_keeps_items_before_and_after_in_the_same_value() {
    let (one, other) = (file("certificate/example.der"), file("certificate/p256.der"));
    let mut broken = other.clone();
    // The month of notAfter.
    let at = broken.windows(8).position(|date| date == b"40010203").expect("a date") + 2;
    broken[at..at + 2].copy_from_slice(b"13");
    let cut = &other[..other.len() - 1];
    let cases: [(&[&[u8]], usize); 4] = [
        (&[&one, &broken], 1),
        (&[&broken, &one], 1),
        (&[&one, &broken, &other], 2),
        (&[&one, cut], 1),
    ];
    for (values, kept) in cases {
        let der = values.concat();
        let body = Base64::encode_string(&der);
        let pem = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        for (input, kept) in [(&der[..], kept), (pem.as_bytes(), usize::from(values[0] == one))] {
            assert_eq!(kind(parse(input)), ErrorKind::Malformed);
            let read = Parser::new().skip_broken(true).parse(input);
            let Ok(bundle) = read else {
                assert_eq!(kept, 0);
                continue;
            };
            let ders: Vec<&[u8]> = bundle.certificates().iter().map(Certificate::as_der).collect();
            assert_eq!(ders, [&one[..], &other[..]][..kept]);
            assert_eq!(bundle.broken().len(), 1);
        }
    }
}

#[test]
fn skip_broken_lists_what_is_broken_in_the_second_input() {
    let broken = "-----BEGIN PRIVATE KEY-----\nMAMCAQE=\n-----END PRIVATE KEY-----\n";
    let keys = [broken, &text("key/example-pkcs8.pem")].concat();
    let parser = Parser::new().private_key(keys.as_bytes()).skip_broken(true);
    let bundle = parser.parse(&file("certificate/example.pem")).expect("one key is left");
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
    assert_eq!(bundle.broken().len(), 1);
    assert!(bundle.broken()[0].location().in_private_key_input());
    let alone = Parser::new().private_key(broken.as_bytes()).skip_broken(true);
    let error = alone.parse(&file("certificate/example.pem")).expect_err("no key is left");
    assert!(error.location().in_private_key_input());
}

#[test]
fn other_sections_are_skipped_with_a_note_or_named() {
    let bundle = parse(&file("pem/certificate-csr-public-key.pem")).expect("a certificate");
    assert_eq!(bundle.certificates().len(), 1);
    assert!(codes(&bundle).contains(&NoteCode::SectionSkipped));
    let error = parse(&file("reject/csr.pem")).expect_err("a request alone");
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().contains("request"), "{error}");
}

#[test]
fn nothing_is_empty() {
    for nothing in [&b""[..], b" ", b"\r\n\t\n", b"\xef\xbb\xbf"] {
        assert_eq!(kind(parse(nothing)), ErrorKind::Empty, "{nothing:?}");
        assert_eq!(detect(nothing), None);
    }
}

#[test]
fn what_follows_the_end() {
    let der = file("certificate/example.der");
    let with = |after: &[u8]| parse(&[&der[..], after].concat());
    assert!(codes(&with(b"").expect("exact")).is_empty());
    for blanks in [&b"\n"[..], b"\r\n ", b"\0\0"] {
        let bundle = with(blanks).expect("blanks are forgiven");
        assert!(codes(&bundle).contains(&NoteCode::TrailingBlanks), "{blanks:?}");
    }
    assert_eq!(with(&file("certificate/p256.der")).expect("two").certificates().len(), 2);
    let bundle = with(b"rubbish").expect("one is read");
    assert!(codes(&bundle).contains(&NoteCode::TrailingData));

    let key = file("key/example-pkcs8.der");
    let bundle = with(&key).expect("a certificate and a key after it");
    assert_eq!((bundle.format(), bundle.private_keys().len()), (Format::Certificate, 1));
    assert!(bundle.metadata().has_private_key);
    assert!(!codes(&bundle).contains(&NoteCode::TrailingData));
    let cut = with(&key[..key.len() - 1]).expect_err("half a key");
    assert_eq!(cut.kind(), ErrorKind::Malformed);
    assert!(cut.to_string().starts_with("key 1: "), "{cut}");
    let half = [&der[..], &key[..key.len() - 1]].concat();
    let bundle = Parser::new().skip_broken(true).parse(&half).expect("the certificate");
    assert_eq!((bundle.certificates().len(), bundle.broken().len()), (1, 1));
    assert_eq!(bundle.broken()[0].to_string(), cut.to_string());
    // After other structures, trailing data is skipped with a note, unless it is a certificate or key.
    let parser = Parser::new().passphrase(PASSPHRASE);
    for name in ["key/example-pkcs8.der", "pkcs7/example.p7b", "pkcs12/example.p12"] {
        let followed = |by: &[u8]| parser.parse(&[&file(name)[..], by].concat());
        let bundle = followed(b"rubbish").expect(name);
        assert!(codes(&bundle).contains(&NoteCode::TrailingData), "{name}");
        assert_eq!(kind(followed(&der)), ErrorKind::Malformed, "{name}");
    }
}

// Certificates, leaf, chain, keys.

#[test]
fn duplicates_are_kept_and_noted() {
    let bundle = parse(&file("pem/duplicate-certificate.pem")).expect("a chain");
    let distinct: HashSet<&Certificate> = bundle.certificates().iter().collect();
    assert!(distinct.len() < bundle.certificates().len());
    assert!(codes(&bundle).contains(&NoteCode::DuplicateCertificate));
    let chain: Vec<&Certificate> = bundle.chain().collect();
    assert_eq!(chain.iter().collect::<HashSet<_>>().len(), chain.len());
}

#[test]
fn the_chain_goes_from_the_leaf_to_the_root_in_any_file_order() {
    let names = ["pem/leaf-chain-key.pem", "pem/key-leaf-chain.pem", "pem/root-first-key-last.pem"];
    for name in names.into_iter().chain(["pem/root-first.pem", "pem/intermediate-first-no-key.pem"])
    {
        let bundle = parse(&file(name)).expect(name);
        let chain: Vec<&Certificate> = bundle.chain().collect();
        assert_eq!(chain.first().copied(), bundle.leaf(), "{name}");
        assert!(!chain[0].is_self_issued(), "{name}");
        for pair in chain.windows(2) {
            assert_eq!(pair[0].issuer_der(), pair[1].subject_der(), "{name}");
        }
        let earliest = chain.iter().map(|certificate| certificate.not_after()).min();
        assert_eq!(bundle.earliest_not_after(), earliest, "{name}");
    }
}

#[test]
fn the_leaf_is_the_certificate_that_the_key_belongs_to() {
    let bundle = parse(&file("pem/two-leaves-second-has-key.pem")).expect("two leaves");
    let key = &bundle.private_keys()[0];
    let owner = bundle.certificate_of(key).expect("it belongs to one");
    assert!(std::ptr::eq(owner, bundle.leaf().expect("a leaf")));
    assert!(bundle.key_of(owner).is_some_and(|own| std::ptr::eq(own, key)));
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
    assert_ne!(bundle.leaf(), bundle.certificates().first());
}

#[test]
fn a_key_that_belongs_to_no_certificate_contradicts() {
    let content = file("pem/certificate-and-wrong-key.pem");
    let bundle = parse(&content).expect("both are read");
    assert_eq!(bundle.key_match(), KeyMatch::Mismatch);
    assert!(bundle.has_private_key());
    assert!(codes(&bundle).contains(&NoteCode::KeyMismatch));
    let error = Parser::new().strict(true).parse(&content).expect_err("strict");
    assert_eq!(error.note_code(), Some(NoteCode::KeyMismatch));
}

#[test]
fn a_certificate_keeps_its_bytes() {
    let der = file("certificate/example.der");
    let certificate = Certificate::from_der(&der).expect("a certificate");
    assert_eq!(certificate.as_der(), der);
    assert_eq!(certificate, certificate.clone());
    assert_eq!(parse(&der).expect("it").certificates(), [certificate]);
    assert_eq!(Certificate::from_der(b"").expect_err("nothing").kind(), ErrorKind::Empty);
    for end in 1..der.len() {
        let error = Certificate::from_der(&der[..end]).expect_err("cut off");
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
    let longer = [&der[..], &[0]].concat();
    assert_eq!(Certificate::from_der(&longer).expect_err("longer").kind(), ErrorKind::Malformed);
}

#[test]
fn validity_includes_its_last_second() {
    let der = file("certificate/example.der");
    let certificate = Certificate::from_der(&der).expect("a certificate");
    let second = anycert::time::Duration::SECOND;
    let (first, last) = (certificate.not_before(), certificate.not_after());
    assert!(certificate.is_valid_at(first) && certificate.is_valid_at(last));
    assert!(certificate.is_valid_at(last + second / 2), "until the end of that second");
    assert!(!certificate.is_valid_at(first - second) && !certificate.is_valid_at(last + second));
}

// Formats and layers.

#[test]
fn the_format_is_the_container_once_text_encodings_are_off() {
    let pfx = Parser::new().passphrase(PASSPHRASE);
    let bundle = pfx.parse(&file("pkcs12/example.pfx.base64")).expect("a PFX");
    assert_eq!((bundle.format(), bundle.layers()), (Format::Pkcs12, &[Layer::Base64][..]));
    let bundle = pfx.parse(&file("pem/pkcs12-in-pem.pem")).expect("a PFX in PEM");
    assert_eq!((bundle.format(), bundle.layers()), (Format::Pem, &[][..]));
    let bundle = parse(&file("certificate/example.der.base64")).expect("a certificate");
    assert_eq!((bundle.format(), bundle.layers()), (Format::Certificate, &[Layer::Base64][..]));
}

#[test]
fn a_declared_type_is_checked_and_changes_nothing() {
    use CertificateType::{Cer, Crt, Key, P7b, P7c, P12, Pem, Pfx, Pkcs7};
    let compatible: [(&str, &[CertificateType]); 9] = [
        ("certificate/example.pem", &[Pem, Crt, Cer]),
        ("certificate/example.der", &[Crt, Cer]),
        ("certificate/example.der.base64", &[Crt, Cer]),
        ("pem/leaf-chain-key.pem", &[Pem, Crt, Cer, Key]),
        ("key/example-pkcs8.der", &[Key]),
        ("pkcs7/example.p7b", &[Pkcs7, P7b, P7c]),
        ("pkcs7/example.p7b.pem", &[Pem, Pkcs7, P7b, P7c]),
        ("pem/pkcs12-in-pem.pem", &[Pem, Pfx, P12, Key]),
        // A PFX contains a key, which is all that `key` requires.
        ("pkcs12/example.p12", &[Pfx, P12, Key]),
    ];
    for (name, fitting) in compatible {
        let content = file(name);
        let parser = match name.contains("pkcs12") {
            true => Parser::new().passphrase(PASSPHRASE),
            false => Parser::new(),
        };
        let plain = parser.parse(&content).expect(name);
        for declared in [Pem, Pfx, P12, Crt, Cer, Key, Pkcs7, P7b, P7c] {
            let declaring = parser.certificate_type(declared);
            let bundle = declaring.parse(&content).expect(name);
            let noted = codes(&bundle).contains(&NoteCode::CertificateTypeMismatch);
            assert_eq!(noted, !fitting.contains(&declared), "{name} as {declared}");
            assert_eq!(bundle.metadata(), plain.metadata());
            assert_eq!(declaring.strict(true).parse(&content).is_err(), noted, "{name}");
        }
    }
}

// Limits: one below what the input needs is too few, just enough is enough.

#[track_caller]
fn exceeds(limit: Limit, needed: u64, content: &[u8], set: impl Fn(u64) -> Limits) {
    let parser = Parser::new().passphrase(PASSPHRASE);
    if let Err(error) = parser.limits(set(needed)).parse(content) {
        panic!("{needed} is enough: {error}");
    }
    let error = parser.limits(set(needed - 1)).parse(content).expect_err("one is missing");
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    let exceeded = error.exceeded().expect("it says what");
    assert_eq!((exceeded.limit(), exceeded.allowed()), (limit, needed - 1));
    assert!(exceeded.asked() >= needed, "{exceeded:?}");
    assert!(error.to_string().contains(limit.as_str()), "{error}");
}

#[test]
fn every_limit_holds() {
    const LIMITS: Limits = Limits::DEFAULT;
    let size = |most: u64| usize::try_from(most).expect("a size");
    let chain = file("pem/leaf-chain-key.pem");
    let length = chain.len() as u64;
    exceeds(Limit::InputBytes, length, &chain, |most| LIMITS.input_bytes(size(most)));
    exceeds(Limit::Certificates, 3, &chain, |most| LIMITS.certificates(size(most)));
    exceeds(Limit::PemSections, 4, &chain, |most| LIMITS.pem_sections(size(most)));
    let keys = file("key/two-keys.pem");
    exceeds(Limit::PrivateKeys, 2, &keys, |most| LIMITS.private_keys(size(most)));
    let layered = file("certificate/example.der.base64");
    exceeds(Limit::TextLayers, 1, &layered, |most| LIMITS.text_layers(size(most)));
}

#[test]
fn the_limit_of_the_second_input_is_its_own() {
    let (content, key) = (file("certificate/example.der"), file("key/example-pkcs8.pem"));
    let longer = content.len().max(key.len());
    let parser = Parser::new().private_key(&key).limits(Limits::DEFAULT.input_bytes(longer));
    assert!(parser.parse(&content).is_ok());
}

#[test]
fn limits_of_a_pfx_hold() {
    const LIMITS: Limits = Limits::DEFAULT;
    let pfx = file("pkcs12/openssl3-default.p12");
    let parser = Parser::new().passphrase(PASSPHRASE);
    let refused = |limits: Limits, limit: Limit| {
        // Only indefinite lengths nest the reader.
        let nested = file("pkcs12/nss-default.p12");
        let content = if limit == Limit::Nesting { &nested } else { &pfx };
        let error = parser.limits(limits).parse(content).expect_err(limit.as_str());
        assert_eq!(error.exceeded().map(|exceeded| exceeded.limit()), Some(limit), "{error}");
    };
    refused(LIMITS.kdf_work(1000), Limit::KdfWork);
    refused(LIMITS.bags(1), Limit::Bags);
    refused(LIMITS.memory_bytes(16), Limit::MemoryBytes);
    refused(LIMITS.nesting(1), Limit::Nesting);
}

// Passphrases of a PFX.

#[test]
fn a_missing_passphrase_differs_from_a_wrong_one() {
    let pfx = file("pkcs12/openssl3-default.p12");
    let parser = Parser::new();
    assert_eq!(kind(parser.parse(&pfx)), ErrorKind::PassphraseRequired);
    assert_eq!(
        kind(parser.passphrase("wrong horse 00").parse(&pfx)),
        ErrorKind::IncorrectPassphrase
    );
    assert_eq!(kind(parser.passphrase("").parse(&pfx)), ErrorKind::IncorrectPassphrase);
    let bundle = parser.passphrase_bytes(PASSPHRASE.as_bytes()).parse(&pfx).expect("it opens");
    assert_eq!(bundle.integrity(), Integrity::Verified);
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
}

#[test]
fn certificates_in_the_clear_need_no_passphrase() {
    let pfx = file("pkcs12/openssl3-clear-certificates.p12");
    let bundle = parse(&pfx).expect("its certificates are in the clear");
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    let locked = KeyState::Locked(LockReason::NoPassphrase);
    assert_eq!(bundle.private_keys()[0].state(), locked);
    assert!(codes(&bundle).contains(&NoteCode::KeyLocked));
}

#[test]
fn a_mac_may_have_a_passphrase_of_its_own() {
    let pfx = file("pkcs12/openssl3-two-passphrases.p12");
    let own = Parser::new().passphrase(PASSPHRASE);
    let with_both = own.integrity_passphrase("second horse 9C").parse(&pfx).expect("both fit");
    assert_eq!(with_both.integrity(), Integrity::Verified);
    assert_eq!(kind(own.parse(&pfx)), ErrorKind::IncorrectPassphrase);
    // The passphrase of the MAC decrypts nothing.
    let wrong = Parser::new().passphrase("wrong").integrity_passphrase(PASSPHRASE);
    let pfx = file("pkcs12/openssl3-clear-certificates.p12");
    assert_eq!(kind(wrong.parse(&pfx)), ErrorKind::IncorrectPassphrase);
    let bundle = wrong.parse(&file("pkcs12/openssl3-clear.p12")).expect("nothing is encrypted");
    assert_eq!(bundle.integrity(), Integrity::Verified);
    assert!(codes(&bundle).contains(&NoteCode::PassphraseUnused));
}

#[test]
fn debug_of_a_bundle_holds_no_secret() {
    let bundle = parse(&file("pem/leaf-chain-key.pem")).expect("a key");
    let secret = secret(&bundle, 0).expect("it is in the clear");
    let window = &secret[secret.len() / 2..][..8];
    for printed in [format!("{bundle:?}"), format!("{bundle:#?}")] {
        assert!(!printed.contains(&testkit::hex(window)));
        assert!(!printed.contains(format!("{window:?}").trim_matches(['[', ']'])));
    }
}

/// What follows an item is refused with the place where it starts.
#[test]
fn material_after_an_item_is_refused_with_its_place() {
    let [der, key] = [file("certificate/example.der"), file("key/p256-pkcs8.der")];
    let pem = text("certificate/p256.pem");
    let block = |parts: &[&[u8]]| testkit::pem::block("PKCS7", &parts.concat());
    let bundle = anycert::parse(&block(&[&der])).unwrap();
    assert_eq!(bundle.certificates()[0].as_der(), der);
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::LabelMismatch));
    for label in ["PKCS7", "CERTIFICATE"] {
        let block = |after: &[u8]| testkit::pem::block(label, &[&der, after].concat());
        for after in [&der, &key] {
            let error = anycert::parse(&block(after)).expect_err(label);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
            assert_eq!(error.location().block(), Some(1), "{error}");
        }
        let error = anycert::parse(&block(&key)).expect_err(label);
        assert_eq!(error.location().byte(), Some(der.len()), "{error}");
        assert!(anycert::parse(&block(b"\0\0")).is_ok(), "padding");
    }
    let p7b = file("pkcs7/bare-signed-data.der");
    let pfx = file("pkcs12/openssl3-clear-certificates.p12");
    for (first, after) in
        [(&der, pem.as_bytes()), (&p7b, &der), (&pfx, &der), (&pfx, pem.as_bytes())]
    {
        let error = anycert::parse(&[&first[..], after].concat()).expect_err("more");
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        assert_eq!(error.location().byte(), Some(first.len()), "{error}");
    }
    // A key may follow the certificates in DER.
    let bundle = anycert::parse(&[&der[..], &der, &key].concat()).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.private_keys().len()), (2, 1));
}
