//! Java's key stores through the public API: names, locked keys, cost, damage, text around them.

use anycert::{
    CertificateType, ErrorKind, Format, Integrity, KeyMatch, KeyState, Layer, Limit, Limits,
    LockReason, NoteCode, Parser, detect,
};
use testkit::{certificate::Made, jks};

const PASSPHRASE: &str = "correct horse 7F";

fn with_passphrase() -> Parser<'static> {
    Parser::new().passphrase(PASSPHRASE)
}

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../testdata/java-keystore/", $name))
    };
}

#[test]
fn aliases_are_the_names_of_keys_and_of_their_certificates() {
    let bundle = with_passphrase().parse(fixture!("keytool17-several-entries.jks")).unwrap();
    assert_eq!(bundle.format(), Format::JavaKeyStore);
    assert_eq!(bundle.private_keys()[0].friendly_name(), Some("leaf"));
    let names: Vec<Option<&str>> =
        bundle.certificates().iter().map(|certificate| certificate.friendly_name()).collect();
    let leaf = names.iter().position(|name| *name == Some("leaf")).unwrap();
    assert_eq!(names[leaf + 1..leaf + 3], [None, None]);
    assert_eq!(names.iter().filter(|name| **name == Some("root")).count(), 1);
    assert_eq!(names.iter().filter(|name| **name == Some("other")).count(), 1);
    assert_eq!(bundle.leaf().unwrap().friendly_name(), Some("leaf"));
    assert_eq!(bundle.chain().count(), 3);
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
}

#[test]
fn aliases_beyond_ascii() {
    let bundle = with_passphrase().parse(fixture!("keytool17-non-ascii-alias.jks")).unwrap();
    assert_eq!(bundle.private_keys()[0].friendly_name(), Some("größe € 🐴"));
    let lower = with_passphrase().parse(fixture!("keytool17-uppercase-alias.jks")).unwrap();
    assert_eq!(lower.private_keys()[0].friendly_name(), Some("leaf.example.org"));
    let half = with_passphrase().parse(fixture!("built-half-surrogate-alias.jks")).unwrap();
    assert_eq!(half.private_keys()[0].friendly_name(), None);
    let notes: Vec<NoteCode> = half.notes().iter().map(|note| note.code()).collect();
    assert_eq!(notes, [NoteCode::BagAttributeSkipped]);
}

#[test]
fn without_a_passphrase_locked_parts_are_listed_with_their_cost() {
    let parts = |input: &[u8]| -> Vec<(String, String, bool)> {
        let bundle = anycert::parse(input).unwrap();
        let parts = bundle.locked_parts().iter();
        parts
            .map(|part| {
                assert!(part.kdf_work() > 0);
                let algorithm = part.algorithm().to_owned();
                (part.location().to_string(), algorithm, part.is_tried())
            })
            .collect()
    };
    let digest = ("Java key store: digest".to_owned(), "digest, SHA-1".to_owned(), false);
    assert_eq!(parts(fixture!("keytool17-trusted.jks")), std::slice::from_ref(&digest));
    let key =
        |algorithm: &str| ("Java key store, entry 1: key 1".to_owned(), algorithm.to_owned(), true);
    assert_eq!(
        parts(fixture!("keytool17-key-and-chain.jks")),
        [digest.clone(), key("JKS key protector, SHA-1")]
    );
    assert_eq!(
        parts(fixture!("keytool17-key-and-chain.jceks")),
        [digest, key("JCEKS PBE, MD5, DES-EDE3-CBC")]
    );
}

#[test]
fn a_key_under_its_own_passphrase_stays_locked_and_opens_later() {
    for input in
        [&fixture!("keytool17-key-passphrase.jks")[..], fixture!("keytool17-key-passphrase.jceks")]
    {
        let bundle = with_passphrase().parse(input).unwrap();
        assert_eq!(bundle.integrity(), Integrity::Verified);
        let key = &bundle.private_keys()[0];
        assert_eq!(key.state(), KeyState::Locked(LockReason::IncorrectPassphrase));
        let pem = key.locked_pem().unwrap();
        let alone = Parser::new().passphrase("second horse 9C").parse(pem.as_bytes()).unwrap();
        assert_eq!(alone.private_keys()[0].state(), KeyState::Decrypted);
        let wrong = with_passphrase().parse(pem.as_bytes()).unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase);
        let both = Parser::new().passphrase("second horse 9C").integrity_passphrase(PASSPHRASE);
        let both = both.parse(input).unwrap();
        assert_eq!(both.key_match(), KeyMatch::Matches);
        assert_eq!(both.integrity(), Integrity::Verified);
    }
}

#[test]
fn keys_that_were_not_requested_cost_nothing() {
    let input = fixture!("keytool17-key-and-chain.jceks");
    let price = |parser: Parser<'_>| {
        let error = parser.limits(Limits::DEFAULT.kdf_work(0)).parse(input).unwrap_err();
        error.exceeded().unwrap().asked()
    };
    let digest = price(with_passphrase().decrypt_keys(false));
    assert_eq!(digest, (2359_u64 + 16 + 2 * 16 + 9 - 20).div_ceil(64));
    let look = with_passphrase().decrypt_keys(false).limits(Limits::DEFAULT.kdf_work(digest));
    let look = look.parse(input).unwrap();
    assert_eq!(look.integrity(), Integrity::Verified);
    assert_eq!(look.private_keys()[0].state(), KeyState::Locked(LockReason::NotRequested));
    // keytool 17 writes 10,000 iterations for each half of the salt.
    assert!(price(with_passphrase()) >= 2 * 2 * 10_000);
}

#[test]
fn a_broken_certificate_is_skipped_and_its_neighbours_are_kept() {
    let (good, bad) = (Made::default().der(), Made { serial: vec![], ..Made::default() }.der());
    let store = jks::store(
        &[&jks::trusted(b"a", &good), &jks::trusted(b"b", &bad), &jks::trusted(b"c", &good)],
        "p",
    );
    let parser = Parser::new().passphrase("p");
    let error = parser.parse(&store).unwrap_err();
    assert!(error.to_string().starts_with("Java key store, entry 2: certificate 2: "), "{error}");
    let bundle = parser.skip_broken(true).parse(&store).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.broken().len()), (2, 1));
    assert_eq!(bundle.integrity(), Integrity::Verified);
}

#[test]
fn entries_before_the_damage_are_kept() {
    let good = Made::default().der();
    let store = jks::store(&[&jks::trusted(b"a", &good), &jks::trusted(b"b", &good)], "p");
    let cut = &store[..store.len() - 40];
    let parser = Parser::new().passphrase("p");
    assert_eq!(parser.parse(cut).unwrap_err().kind(), ErrorKind::Malformed);
    let bundle = parser.skip_broken(true).parse(cut).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.broken().len()), (1, 1));
    assert_eq!(bundle.integrity(), Integrity::Unchecked);
    assert!(bundle.broken()[0].to_string().contains("entry 2"), "{:?}", bundle.broken());
}

#[test]
fn a_certificate_may_not_be_followed_by_data_in_its_entry() {
    let der = [&Made::default().der()[..], b"x"].concat();
    let error = anycert::parse(&jks::store(&[&jks::trusted(b"a", &der)], "p")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
}

#[test]
fn text_around_a_key_store_is_removed() {
    for (input, layer) in [
        (&fixture!("keytool17-key-and-chain.jks.base64")[..], Layer::Base64),
        (fixture!("keytool17-key-and-chain.jceks.base64"), Layer::Base64),
        (fixture!("keytool17-trusted.jks.hex"), Layer::Hex),
    ] {
        assert_eq!(detect(input), Some(Format::JavaKeyStore));
        let bundle = with_passphrase().parse(input).unwrap();
        assert_eq!((bundle.format(), bundle.layers()), (Format::JavaKeyStore, &[layer][..]));
        assert_eq!(bundle.integrity(), Integrity::Verified);
    }
}

/// As a PFX that is not one: read, with a note.
#[test]
fn declared_types() {
    let contradicts = |input: &[u8], declared: CertificateType| {
        let bundle = with_passphrase().certificate_type(declared).parse(input).unwrap();
        bundle.notes().iter().any(|note| note.code() == NoteCode::CertificateTypeMismatch)
    };
    for declared in CertificateType::ALL {
        let is_key = declared == CertificateType::Key;
        let input = fixture!("keytool17-key-and-chain.jks");
        assert_eq!(contradicts(input, declared), !is_key, "{declared}");
        assert!(contradicts(fixture!("keytool17-trusted.jks"), declared), "{declared}");
    }
}

#[test]
fn a_key_store_as_the_separate_private_key() {
    let content = include_bytes!("../../testdata/certificate/ca-intermediate.der");
    let parser = with_passphrase().private_key(fixture!("keytool17-key-and-chain.jks"));
    let bundle = parser.parse(content).unwrap();
    assert_eq!(bundle.private_keys().len(), 1);
    assert_eq!(bundle.key_match(), KeyMatch::Mismatch);
    assert_eq!(bundle.integrity(), Integrity::None);
}

#[test]
fn data_after_the_digest_is_noted_and_certificates_there_are_refused() {
    let codes = |input: &[u8]| -> Vec<NoteCode> {
        let bundle = with_passphrase().parse(input).unwrap();
        assert_eq!(bundle.integrity(), Integrity::Verified);
        bundle.notes().iter().map(|note| note.code()).collect()
    };
    let store = fixture!("keytool17-trusted-one.jks");
    assert_eq!(codes(store), []);
    assert_eq!(codes(&[store, &b"\r\n\0"[..]].concat()), [NoteCode::TrailingBlanks]);
    assert_eq!(codes(&[store, &b"\n#"[..]].concat()), [NoteCode::TrailingData]);
    for more in [&store[..], &Made::default().der()] {
        for between in [&b""[..], b"\n"] {
            let error = with_passphrase().parse(&[store, between, more].concat()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
            let end = store.len() + between.len();
            assert_eq!(error.location().byte(), Some(end), "{error}");
        }
    }
    let behind = [&store[..], b"x", &Made::default().der()].concat();
    assert_eq!(with_passphrase().parse(&behind).unwrap_err().kind(), ErrorKind::Malformed);
    let pem = [&store[..], b"\n-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"];
    assert_eq!(with_passphrase().parse(&pem.concat()).unwrap_err().kind(), ErrorKind::Malformed);
}

#[test]
fn every_key_counts_against_the_limit_before_any_is_opened() {
    let key = jks::key(b"k", &jks::protected(b"no key", "p"), &[]);
    let store = jks::store(&[&key, &key, &key], "p");
    let limits = Limits::DEFAULT.private_keys(2);
    let error = Parser::new().passphrase("p").limits(limits).parse(&store).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::PrivateKeys);
    assert!(error.to_string().contains("entry 3"), "{error}");
}

/// A secret key is one sealed object; a few octets for each of many objects would take long.
#[test]
fn a_secret_key_of_many_objects_is_refused() {
    let class = |name: &[u8; 3]| [b"\x72\0\x03", &name[..], &[0; 8], b"\x02\0\0\x78\x70"].concat();
    let array = |count: u8| {
        let first = [b"\x73", &class(b"one")[..]].concat();
        let others = b"\x73\x71\0\x7e\0\x02".repeat(usize::from(count) - 1);
        [b"\xac\xed\0\x05\x75", &class(b"[LO")[..], &[0, 0, 0, count], &first, &others].concat()
    };
    let error = |count| {
        let entry = jks::secret_key(b"s", &array(count));
        let store = jks::sealed(&jks::unsealed(jks::JCEKS, 1, &[&entry]), "p");
        anycert::parse(&store).unwrap_err()
    };
    assert_eq!(error(4).kind(), ErrorKind::NoCertificateOrKey);
    let many = error(5);
    assert_eq!(many.kind(), ErrorKind::Unsupported, "{many}");
    assert!(many.to_string().contains("serialized Java object"), "{many}");
}

/// Every class, object, string and array of a stream takes the next handle (Java Object
/// Serialization Specification §6.4), and a class can be referred to by its own.
#[test]
fn the_parts_of_a_secret_key_take_handles_in_order() {
    let utf = |text: &[u8]| [&u16::try_from(text.len()).unwrap().to_be_bytes()[..], text].concat();
    let class = |name: &[u8], fields: &[&[u8]]| {
        let count = u16::try_from(fields.len()).unwrap().to_be_bytes();
        let fields = fields.concat();
        [b"\x72", &utf(name)[..], &[0; 8], b"\x02", &count, &fields, b"\x78\x70"].concat()
    };
    let refers = |tag: &[u8], handle: u8| [tag, &[0x71, 0, 0x7e, 0, handle]].concat();
    let int = [b"I", &utf(b"i")[..]].concat();
    // Handles: class A is 0, the name of a class in its first field 1, the object 2.
    let new = [b"L", &utf(b"a")[..], b"\x74", &utf(b"Ljava/lang/Object;")].concat();
    let old = refers(&[b"L", &utf(b"b")[..]].concat(), 1);
    let a = class(b"A", &[&new, &old, &old, &old, &int]);
    let stream = |parts: [&[u8]; 5]| [b"\xac\xed\0\x05\x73", &a[..], &parts.concat()].concat();
    let read = |stream: &[u8]| {
        let entry = jks::secret_key(b"s", stream);
        let store = jks::sealed(&jks::unsealed(jks::JCEKS, 1, &[&entry]), "p");
        anycert::parse(&store).unwrap_err().kind()
    };
    // 3: a string; 4: a class of arrays, 5: the array; 6: class B, 7: its object.
    let string = [b"\x74", &utf(b"text")[..]].concat();
    let array = [b"\x75", &class(b"[I", &[])[..], &[0, 0, 0, 2], &[7; 8]].concat();
    let b = [b"\x73", &class(b"B", &[&int])[..], &[7; 4]].concat();
    let again = |handle| [&refers(b"\x73", handle)[..], &[7; 4]].concat();
    let all = |handle| stream([&string, &array, &b, &again(handle), &[7; 4]]);
    assert_eq!(read(&all(6)), ErrorKind::NoCertificateOrKey);
    for handle in [3, 5, 7, 8] {
        assert_eq!(read(&all(handle)), ErrorKind::Unsupported, "{handle}");
    }
    // A reference in place of a value, and a long string.
    let long = [b"\x7c", &[0; 7][..], &[4], b"text"].concat();
    let null: &[u8] = b"\x70";
    let reference = refers(b"", 1);
    assert_eq!(
        read(&stream([&long, &reference, null, null, &[7; 4]])),
        ErrorKind::NoCertificateOrKey
    );
    assert_eq!(read(&stream([null, null, null, null, &[7; 3]])), ErrorKind::Malformed);
}

/// Certificates of other types than X.509 are left out with a note.
#[test]
fn a_certificate_of_another_type_is_noted() {
    let der = Made::of("one", "CA").der();
    let of_type = |kind: &[u8]| {
        let length = |octets: &[u8]| u32::try_from(octets.len()).unwrap().to_be_bytes();
        let kind = [&length(kind)[2..], kind].concat();
        [&jks::entry(2, b"a")[..], &kind, &length(&der), &der].concat()
    };
    let names = |kind: &[u8]| {
        let entries = [jks::trusted(b"b", &Made::of("two", "CA").der()), of_type(kind)];
        let store = jks::store(&[&entries[0], &entries[1]], "p");
        let bundle = Parser::new().passphrase("p").parse(&store).unwrap();
        let is_noted =
            bundle.notes().iter().any(|note| note.code() == NoteCode::OtherCertificateSkipped);
        (bundle.certificates().len(), is_noted)
    };
    assert_eq!(names(b"X.509"), (2, false));
    assert_eq!(names(b"x.509"), (2, false));
    assert_eq!(names(b"X509"), (2, false));
    assert_eq!(names(b"PGP"), (1, true));
}
