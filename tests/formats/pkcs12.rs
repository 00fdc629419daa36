//! PKCS#12 through the public API: locked parts and their cost, MACs, bags.

use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};
use anycert::{
    Certificate, Error, ErrorKind, Integrity, KeyState, Limit, Limits, LockReason, NoteCode,
    Parser, PrivateKey,
};
use testkit::{
    certificate::Made,
    der::{indefinite, integer, octet_string, sequence, set, tlv},
    pfx::{
        AES_128_CBC, Bag, FRIENDLY_NAME, LOCAL_KEY_ID, PBES2, algorithm, attribute,
        authenticated_safe, bag, bmp_string, certificate_bag, clear, encrypt, encrypted, mac_data,
        mac_data_of, pbes2, pbkdf2, pfx,
    },
};

const PASSPHRASE: &str = "correct horse 7F";
fn with_passphrase() -> Parser<'static> {
    Parser::new().passphrase(PASSPHRASE)
}

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../testdata/pkcs12/", $name))
    };
}

#[test]
fn without_a_passphrase_locked_parts_are_listed_with_their_cost() {
    let bundle = anycert::parse(fixture!("openssl3-clear-certificates.p12")).unwrap();
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    let parts: Vec<(String, &str, u64)> = bundle
        .locked_parts()
        .iter()
        .map(|part| (part.location().to_string(), part.algorithm(), part.kdf_work()))
        .collect();
    let key = "PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC";
    assert_eq!(
        parts,
        [
            ("PKCS#12: macData".to_owned(), "MAC, HMAC-SHA-256", 2048),
            ("PKCS#12, safe 2, bag 1: key 1".to_owned(), key, 4096),
        ]
    );
    let open = with_passphrase().parse(fixture!("openssl3-clear-certificates.p12")).unwrap();
    assert!(open.locked_parts().is_empty());
}

#[test]
fn keys_that_were_not_requested_cost_nothing() {
    let input = fixture!("openssl3-clear-certificates.p12");
    let parser = with_passphrase().decrypt_keys(false);
    let look = parser.limits(Limits::DEFAULT.kdf_work(2048)).parse(input).unwrap();
    assert_eq!(look.integrity(), Integrity::Verified);
    let state = look.private_keys()[0].state();
    assert_eq!(state, KeyState::Locked(LockReason::NotRequested));
    assert_eq!(look.locked_parts()[0].kdf_work(), 4096);
}

#[test]
fn all_parts_are_paid_for_before_the_first_is_tried() {
    // MAC 2,048; key 4,096 in a safe in clear; certificates 4,096, and 5 for their decryption.
    let input = fixture!("openssl3-default.p12");
    let parse = |work| with_passphrase().limits(Limits::DEFAULT.kdf_work(work)).parse(input);
    let exceeded = |error: Error| error.exceeded().unwrap();
    assert!(parse(10_245).is_ok());
    let most = exceeded(parse(10_244).unwrap_err());
    assert_eq!((most.limit(), most.asked(), most.allowed()), (Limit::KdfWork, 10_245, 10_244));
    // The certificates come first in the file.
    assert_eq!(exceeded(parse(6_148).unwrap_err()).asked(), 6_149);
}

#[test]
fn an_encoding_beyond_the_limit_is_skipped_and_the_help_says_so() {
    let input = fixture!("openssl102-non-ascii-passphrase.p12");
    let parser = Parser::new().passphrase("gr\u{fc}\u{df}e \u{20ac} 7F");
    assert!(parser.parse(input).is_ok());
    let needed = (1..=64).map(|steps| steps * 2048).find(|work| {
        let parsed = parser.limits(Limits::DEFAULT.kdf_work(*work)).parse(input);
        parsed.is_ok_and(|bundle| bundle.integrity() == Integrity::Verified)
    });
    let short = parser.limits(Limits::DEFAULT.kdf_work(needed.unwrap() - 2048)).parse(input);
    let error = short.unwrap_err();
    match error.kind() {
        ErrorKind::IncorrectPassphrase => {
            assert!(error.help().contains("more work than the limit allows"), "{}", error.help());
        }
        kind => assert_eq!(kind, ErrorKind::LimitExceeded),
    }
}

#[test]
fn a_million_iterations_in_mac_and_bags() {
    let input = fixture!("built-iterations-1000000-three-bags.p12");
    let bundle = with_passphrase().parse(input).unwrap();
    assert_eq!(bundle.integrity(), Integrity::Verified);
    assert!(bundle.private_keys().iter().all(|key| key.state() == KeyState::Decrypted));
}

#[test]
fn verified_requires_a_mac_on_every_pfx() {
    let safe = |subject: &str| {
        authenticated_safe(&[&clear(&[&certificate_bag(&Made::of(subject, "CA").der())])])
    };
    let [one, two] = ["one", "two"].map(safe);
    let block = |der: &[u8]| {
        pem_rfc7468::encode_string("PKCS12", pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let verified = block(&pfx(&one, &mac_data("p", &one)));
    let bare = block(&pfx(&two, &[]));
    let parser = Parser::new().passphrase("p");
    let integrity = |text: &str| parser.parse(text.as_bytes()).unwrap().integrity();
    assert_eq!(integrity(&verified), Integrity::Verified);
    assert_eq!(integrity(&format!("{verified}{bare}")), Integrity::None);
    assert_eq!(integrity(&format!("{bare}{verified}")), Integrity::None);
}

#[test]
fn verified_covers_everything_that_is_returned() {
    let key = include_bytes!("../../testdata/key/p256-pkcs8.der");
    let safe = authenticated_safe(&[&clear(&[&certificate_bag(&Made::default().der())])]);
    let input = pfx(&safe, &mac_data("p", &safe));
    let block = |label: &str, der: &[u8]| {
        pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let parser = Parser::new().passphrase("p");
    let integrity = |parser: Parser<'_>, input: &[u8]| parser.parse(input).unwrap().integrity();
    let verified = block("PKCS12", &input);
    assert_eq!(integrity(parser, verified.as_bytes()), Integrity::Verified);
    for beside in [block("CERTIFICATE", &Made::of("b", "b").der()), block("PRIVATE KEY", key)] {
        for text in [format!("{verified}{beside}"), format!("{beside}{verified}")] {
            assert_eq!(integrity(parser, text.as_bytes()), Integrity::None);
        }
    }
    assert_eq!(integrity(parser.private_key(key), &input), Integrity::None);
    let key_safe = authenticated_safe(&[&clear(&[&bag(Bag::Key, key, &[])])]);
    let key_file = pfx(&key_safe, &mac_data("p", &key_safe));
    assert_eq!(integrity(parser.private_key(&key_file), &input), Integrity::Verified);
    let certificate = Made::default().der();
    assert_eq!(integrity(parser.private_key(&key_file), &certificate), Integrity::None);
    let unprotected = pfx(&key_safe, &[]);
    assert_eq!(integrity(parser.private_key(&unprotected), &input), Integrity::None);
}

#[test]
fn each_certificate_and_key_has_its_own_integrity() {
    let key = include_bytes!("../../testdata/key/p256-pkcs8.der");
    let block = |label: &str, der: &[u8]| {
        pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let content = |subject: &str| {
        let certificate = certificate_bag(&Made::of(subject, "CA").der());
        authenticated_safe(&[&clear(&[&certificate, &bag(Bag::Key, key, &[])])])
    };
    let [one, two, three] = ["one", "two", "three"].map(content);
    let whirlpool = algorithm("1.0.10118.3.0.55", &tlv(0x05, &[]));
    let text = [
        block("PKCS12", &pfx(&one, &mac_data("p", &one))),
        block("CERTIFICATE", &Made::of("beside", "CA").der()),
        block("PRIVATE KEY", key),
        block("PKCS12", &pfx(&two, &[])),
        block("PKCS12", &pfx(&three, &mac_data_of(&whirlpool, &[0; 32], &[]))),
    ]
    .concat();
    let bundle = Parser::new().passphrase("p").private_key(key).parse(text.as_bytes()).unwrap();
    let certificates = bundle.certificates().iter().map(Certificate::integrity);
    let expected = [Integrity::Verified, Integrity::None, Integrity::None, Integrity::Unchecked];
    assert_eq!(certificates.collect::<Vec<_>>(), expected);
    let keys = bundle.private_keys().iter().map(PrivateKey::integrity);
    assert_eq!(keys.collect::<Vec<_>>(), [&expected[..], &[Integrity::None]].concat());
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    let report = bundle.report();
    assert_eq!(report.certificates[0].integrity, Integrity::Verified);
    assert_eq!(report.private_keys[3].integrity, Integrity::Unchecked);
}

#[test]
fn unchecked_outweighs_every_other_result() {
    let safe = |subject: &str| {
        authenticated_safe(&[&clear(&[&certificate_bag(&Made::of(subject, "CA").der())])])
    };
    let block = |der: &[u8]| {
        pem_rfc7468::encode_string("PKCS12", pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let [one, two, three] = ["one", "two", "three"].map(safe);
    let whirlpool = algorithm("1.0.10118.3.0.55", &tlv(0x05, &[]));
    let verified = block(&pfx(&one, &mac_data("p", &one)));
    let bare = block(&pfx(&two, &[]));
    let unchecked = block(&pfx(&three, &mac_data_of(&whirlpool, &[0; 32], &[])));
    let parser = Parser::new().passphrase("p");
    for text in [
        format!("{verified}{unchecked}"),
        format!("{unchecked}{verified}"),
        format!("{bare}{unchecked}"),
        format!("{unchecked}{bare}"),
        format!("{unchecked}{verified}{bare}"),
    ] {
        let bundle = parser.parse(text.as_bytes()).unwrap();
        assert_eq!(bundle.integrity(), Integrity::Unchecked);
    }
}

#[test]
fn a_mac_under_no_password_proves_nothing() {
    let safe = authenticated_safe(&[&clear(&[&certificate_bag(&Made::default().der())])]);
    let input = pfx(&safe, &mac_data("", &safe));
    assert_eq!(anycert::parse(&input).unwrap().integrity(), Integrity::Unchecked);
    let empty = Parser::new().passphrase("").parse(&input).unwrap();
    assert_eq!(empty.integrity(), Integrity::Verified);
}

#[test]
fn no_password_is_tried_only_within_its_limit() {
    let input = fixture!("openssl3-clear-certificates.p12");
    let parts = |limits: Limits| {
        let bundle = Parser::new().limits(limits).parse(input).unwrap();
        assert_eq!(bundle.integrity(), Integrity::Unchecked);
        let parts = bundle.locked_parts().iter();
        parts.map(|part| (part.kdf_work(), part.is_tried())).collect::<Vec<_>>()
    };
    // The MAC in two encodings rules out "no password" for the key.
    assert_eq!(parts(Limits::DEFAULT), [(2048, true), (4096, true)]);
    assert_eq!(parts(Limits::DEFAULT.unasked_kdf_work(2 * 2048)), [(2048, true), (4096, true)]);
    let parser = Limits::DEFAULT.unasked_kdf_work(2 * 2048 - 1);
    assert_eq!(parts(parser), [(2048, false), (4096, false)]);
    assert_eq!(parts(Limits::DEFAULT.unasked_kdf_work(0)), [(2048, false), (4096, false)]);
    // With a passphrase this limit does not apply.
    let open = with_passphrase().limits(Limits::DEFAULT.unasked_kdf_work(0)).parse(input).unwrap();
    assert_eq!(open.integrity(), Integrity::Verified);
}

#[test]
fn a_mac_over_keys_alone_is_not_checked_for_keys_that_were_not_requested() {
    let key = include_bytes!("../../testdata/key/p256-pkcs8.der");
    let read = |safe: &[u8]| {
        let parser = Parser::new().passphrase("p").decrypt_keys(false);
        let input = pfx(safe, &mac_data("p", safe));
        parser.limits(Limits::DEFAULT.kdf_work(0)).parse(&input)
    };
    let key_bag = bag(Bag::Key, key, &[]);
    let bundle = read(&authenticated_safe(&[&clear(&[&key_bag])])).unwrap();
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    let parts = bundle.locked_parts();
    assert_eq!((parts.len(), parts[0].kdf_work(), parts[0].is_tried()), (1, 1, false));
    let certificate = certificate_bag(&Made::default().der());
    let error = read(&authenticated_safe(&[&clear(&[&key_bag, &certificate])])).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork);
}

#[test]
fn latin1_passphrases_open_keys_and_safes() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let latin1 = b"schl\xfcssel";
    let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(latin1, 1, &contents));
    let safe = authenticated_safe(&[&safe]);
    let input = pfx(&safe, &mac_data("schl\u{fc}ssel", &safe));
    let bundle = Parser::new().passphrase("schl\u{fc}ssel").parse(&input).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.integrity()), (1, Integrity::Verified));
    let octets = Parser::new().passphrase_bytes(latin1).parse(&pfx(&safe, &[])).unwrap();
    assert_eq!(octets.certificates().len(), 1);
}

#[test]
fn a_part_under_another_passphrase_does_not_accuse_the_file() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"other", 1, &contents));
    let safe = authenticated_safe(&[&safe]);
    let error = |mac: &[u8]| Parser::new().passphrase("p").parse(&pfx(&safe, mac)).unwrap_err();
    let verified = error(&mac_data("p", &safe));
    assert_eq!(verified.kind(), ErrorKind::IncorrectPassphrase);
    assert!(verified.to_string().contains("another passphrase"), "{verified}");
    assert!(!verified.help().contains("changed"), "{}", verified.help());
    let unverified = error(&[]);
    assert!(unverified.to_string().contains("wrong passphrase"), "{unverified}");
}

#[test]
fn a_file_protected_to_a_windows_group_says_so() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"random", 1, &contents));
    let protector = sequence(&[&testkit::der::oid("1.3.6.1.4.1.311.17.4"), &octet_string(b"x")]);
    let protector = clear(&[&bag(Bag::Secret, &protector, &[])]);
    let safe = authenticated_safe(&[&protector, &safe]);
    for mac in [vec![], mac_data("random", &safe)] {
        let input = pfx(&safe, &mac);
        for (parser, kind) in [
            (Parser::new(), ErrorKind::PassphraseRequired),
            (with_passphrase(), ErrorKind::IncorrectPassphrase),
        ] {
            let error = parser.parse(&input).unwrap_err();
            assert_eq!(error.kind(), kind);
            assert!(error.to_string().contains("Windows user or group"), "{error}");
        }
        assert!(Parser::new().passphrase("random").parse(&input).is_ok());
    }
}

#[test]
fn an_empty_file_says_so() {
    for safe in [authenticated_safe(&[]), authenticated_safe(&[&clear(&[])])] {
        let error = Parser::new().passphrase("p").parse(&pfx(&safe, &mac_data("p", &safe)));
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
        assert!(error.to_string().contains("empty"), "{error}");
    }
}

/// PBES2 with this cipher over a key of `declared` octets.
fn pbes2_with(cipher: &str, iv: &[u8], declared: u8) -> Vec<u8> {
    let kdf = pbkdf2(&[1], &integer(&[declared]));
    let parameters = if iv.is_empty() { vec![] } else { octet_string(iv) };
    algorithm(PBES2, &sequence(&[&kdf, &algorithm(cipher, &parameters)]))
}

#[test]
fn a_key_longer_than_the_cipher_takes_is_cut() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let ciphertext = encrypt(b"p", 1, &contents);
    let parse = |declared| {
        let scheme = pbes2_with(AES_128_CBC, b"sixteen octets!!", declared);
        let safe = authenticated_safe(&[&encrypted(&scheme, &ciphertext)]);
        Parser::new().passphrase("p").parse(&pfx(&safe, &[]))
    };
    for declared in [24, 32, 17, 64] {
        let bundle = parse(declared).unwrap();
        assert_eq!(bundle.certificates().len(), 1, "{declared}");
        assert_eq!(bundle.notes()[0].code(), NoteCode::EncryptionParameters);
    }
    assert_eq!(parse(15).unwrap_err().kind(), ErrorKind::Malformed);
    assert!(parse(16).unwrap().notes().is_empty());
}

/// As `pbes2_with` AES-128-ECB and one iteration of PBKDF2 encrypts it.
fn encrypt_ecb(passphrase: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let mut key = [0; 16];
    ::pbkdf2::pbkdf2_hmac::<sha2::Sha256>(passphrase, b"eightoct", 1, &mut key);
    let aes = aes::Aes128::new(&key.into());
    let padding = 16 - plaintext.len() % 16;
    let mut blocks = [plaintext, &vec![padding as u8; padding]].concat();
    for block in blocks.as_chunks_mut::<16>().0 {
        aes.encrypt_block(block.into());
    }
    blocks
}

/// No standard defines parameters for ECB in PBES2 (RFC 8018 §B.2); Bouncy Castle writes an IV.
#[test]
fn an_iv_for_a_mode_without_one_is_ignored() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let ciphertext = encrypt_ecb(b"p", &contents);
    for iv in [&[][..], b"sixteen octets!!", b"eightoct"] {
        let scheme = pbes2_with("2.16.840.1.101.3.4.1.1", iv, 16);
        let safe = authenticated_safe(&[&encrypted(&scheme, &ciphertext)]);
        let bundle = Parser::new().passphrase("p").parse(&pfx(&safe, &[])).unwrap();
        assert_eq!(bundle.certificates().len(), 1);
        let codes: Vec<NoteCode> = bundle.notes().iter().map(|note| note.code()).collect();
        let expected: &[_] = if iv.is_empty() { &[] } else { &[NoteCode::EncryptionParameters] };
        assert_eq!(codes, expected);
    }
}

#[test]
fn a_cfca_file_gives_its_certificate_and_a_locked_key() {
    let certificate = Made::default().der();
    let data = testkit::der::oid("1.2.156.10197.6.1.4.2.1");
    let cipher = testkit::der::oid("1.2.156.10197.1.104");
    let file = |certificate: &[u8]| {
        sequence(&[
            &integer(&[1]),
            &sequence(&[&data, &cipher, &octet_string(&[9; 48])]),
            &sequence(&[&data, &octet_string(certificate)]),
        ])
    };
    for (parser, reason) in [
        (Parser::new(), LockReason::Unsupported),
        (Parser::new().passphrase("p"), LockReason::Unsupported),
        (Parser::new().decrypt_keys(false), LockReason::NotRequested),
    ] {
        let bundle = parser.parse(&file(&certificate)).unwrap();
        assert_eq!(bundle.format(), anycert::Format::Pkcs12);
        assert_eq!(bundle.certificates()[0].as_der(), certificate);
        assert_eq!(bundle.private_keys()[0].state(), KeyState::Locked(reason));
        assert_eq!(bundle.notes()[0].code(), NoteCode::KeyLocked);
        assert_eq!(bundle.notes().len(), 1);
    }
    let broken = anycert::parse(&file(&certificate[..50])).unwrap_err();
    assert_eq!(broken.kind(), ErrorKind::Malformed);
    assert!(broken.to_string().starts_with("CFCA SM2: certificate 1: "), "{broken}");
    let twice = anycert::parse(&file(&certificate.repeat(2))).unwrap_err();
    assert_eq!(twice.kind(), ErrorKind::Malformed);
}

/// A PFX in BER with a string inside constructed strings as its content, nested `depth` levels deep.
fn nested_strings(depth: usize) -> Vec<u8> {
    let safe = authenticated_safe(&[&clear(&[&certificate_bag(&Made::default().der())])]);
    // PFX, ContentInfo, [0], and the string itself.
    let string = (4..depth).fold(octet_string(&safe), |inner, _| indefinite(0x24, &[&inner]));
    let content = indefinite(0xa0, &[&string]);
    let data = testkit::der::oid("1.2.840.113549.1.7.1");
    indefinite(0x30, &[&integer(&[3]), &indefinite(0x30, &[&data, &content])])
}

#[test]
fn ber_nested_to_128_is_read() {
    let bundle = anycert::parse(&nested_strings(128)).unwrap();
    assert_eq!(bundle.certificates().len(), 1);
    let error = anycert::parse(&nested_strings(130)).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::Nesting);
}

#[test]
fn decryption_is_paid_for() {
    let salt = sequence(&[&octet_string(b"eightoct"), &tlv(0x02, &[&[1]])]);
    let scheme = algorithm("1.2.840.113549.1.12.1.3", &salt);
    let input = pfx(&authenticated_safe(&[&encrypted(&scheme, &vec![0; 8 << 20])]), &[]);
    let exceeded = with_passphrase().parse(&input).unwrap_err().exceeded().unwrap();
    assert_eq!(exceeded.limit(), Limit::KdfWork);
    assert!(exceeded.asked() > 20_000_000, "{exceeded:?}");
}

#[test]
fn an_unsupported_mac_does_not_lock_anything() {
    let contents = sequence(&[&certificate_bag(&Made::default().der())]);
    let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, &contents));
    let whirlpool = algorithm("1.0.10118.3.0.55", &tlv(0x05, &[]));
    let input = pfx(&authenticated_safe(&[&safe]), &mac_data_of(&whirlpool, &[0; 32], &[]));
    let bundle = Parser::new().passphrase("p").parse(&input).unwrap();
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::MacNotRead));
    let kind = |parser: Parser<'_>| parser.parse(&input).unwrap_err().kind();
    assert_eq!(kind(Parser::new()), ErrorKind::PassphraseRequired);
    assert_eq!(kind(Parser::new().passphrase("q")), ErrorKind::IncorrectPassphrase);
}

#[test]
fn an_unsupported_scheme_is_identified() {
    for (oid, name) in [
        ("1.2.410.200004.1.4", "SEED-CBC"),
        ("1.2.410.200004.1.15", "pbeWithSHA1AndSEED-CBC"),
        ("1.2.840.113533.7.66.12", "pbeWithMD5AndCAST5-CBC"),
        ("1.2.840.113549.1.12.1.80", "PBE of CryptoPro CSP"),
    ] {
        let scheme = algorithm(oid, &[]);
        let input = pfx(&authenticated_safe(&[&encrypted(&scheme, &[0; 8])]), &[]);
        let error = with_passphrase().parse(&input).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!((error.oid(), error.feature()), (Some(oid), None));
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
#[cfg(not(feature = "rare-ciphers"))]
fn the_error_names_the_feature_that_would_help() {
    let error = with_passphrase().parse(fixture!("openssl3-camellia-128-cbc.p12")).unwrap_err();
    assert_eq!((error.kind(), error.feature()), (ErrorKind::Unsupported, Some("rare-ciphers")));
}

#[test]
fn bags_without_certificate_or_key_are_skipped_and_identified() {
    let safe = |kind, value: &[u8]| authenticated_safe(&[&clear(&[&bag(kind, value, &[])])]);
    let inputs = [
        (safe(Bag::Crl, &sequence(&[])), "revocation list"),
        (safe(Bag::Secret, &sequence(&[])), "secret key"),
        (
            safe(
                Bag::Certificate,
                &testkit::pfx::cert_bag("1.2.840.113549.1.9.22.2", &tlv(0x16, &[b"x"])),
            ),
            "SDSI",
        ),
    ];
    for (safe, named) in inputs {
        let error = anycert::parse(&pfx(&safe, &[])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn friendly_names_and_key_ids_are_returned() {
    let key = include_bytes!("../../testdata/key/p256-pkcs8.der");
    let name = attribute(FRIENDLY_NAME, &[&bmp_string("Gr\u{fc}\u{df}e")]);
    let id = attribute(LOCAL_KEY_ID, &[&octet_string(&[1, 2, 3])]);
    let value =
        testkit::pfx::cert_bag("1.2.840.113549.1.9.22.1", &octet_string(&Made::default().der()));
    let attributes = set(&[&name, &id]);
    let bags = [bag(Bag::Certificate, &value, &attributes), bag(Bag::Key, key, &attributes)];
    let input = pfx(&authenticated_safe(&[&clear(&[&bags[0], &bags[1]])]), &[]);
    let bundle = anycert::parse(&input).unwrap();
    let (certificate, key) = (&bundle.certificates()[0], &bundle.private_keys()[0]);
    assert_eq!(certificate.friendly_name(), Some("Gr\u{fc}\u{df}e"));
    assert_eq!(key.friendly_name(), certificate.friendly_name());
    assert_eq!(certificate.local_key_id(), Some(&[1, 2, 3][..]));
    assert_eq!(key.local_key_id(), certificate.local_key_id());
    assert_eq!(key.state(), KeyState::Clear);
}

#[test]
fn skip_broken_keeps_the_other_bags() {
    let broken = certificate_bag(&sequence(&[]));
    let bags = [certificate_bag(&Made::default().der()), broken];
    let input = pfx(&authenticated_safe(&[&clear(&[&bags[0], &bags[1]])]), &[]);
    let error = anycert::parse(&input).unwrap_err();
    assert!(error.to_string().starts_with("PKCS#12, safe 1, bag 2: certificate 2"), "{error}");
    let bundle = Parser::new().skip_broken(true).parse(&input).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.broken().len()), (1, 1));
}
