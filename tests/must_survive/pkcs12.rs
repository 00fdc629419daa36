//! PKCS#12: absent parts, confused types, absurd costs, IVs, passphrases, nesting.

use super::{linear, survive, survive_with};
use anycert::{
    Bundle, Error, ErrorKind, Integrity, KeyState, Limit, Limits, LockReason, NoteCode, Parser,
};
use testkit::{
    certificate::Made,
    cms::{DATA, content_info},
    der::{header, indefinite, integer, octet_string, oid, sequence, set, tlv},
    pfx::{
        AES_128_CBC, Bag, ENCRYPTED_DATA, FRIENDLY_NAME, LOCAL_KEY_ID, PBES2, PBMAC1, SHA256,
        X509_CERTIFICATE, algorithm, attribute, authenticated_safe, bag, bmp_string, cert_bag,
        certificate_bag, clear, encrypt, encrypted, mac_data, mac_data_of, pbes2, pbkdf2, pfx,
    },
};

fn with_passphrase() -> Parser<'static> {
    Parser::new().passphrase("p")
}

fn made() -> Vec<u8> {
    Made::default().der()
}

fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// A file of these safes, without a MAC.
fn of(safes: &[&[u8]]) -> Vec<u8> {
    pfx(&authenticated_safe(safes), &[])
}

/// A file of one certificate in clear and a MAC that is not one.
fn with_mac(mac_data: &[u8]) -> Vec<u8> {
    pfx(&authenticated_safe(&[&clear(&[&certificate_bag(&made())])]), mac_data)
}

fn open(input: &[u8]) -> Result<Bundle, Error> {
    survive_with(&with_passphrase(), input)
}

/// Refused as malformed, with a passphrase and without.
fn malformed(input: &[u8]) {
    for answer in [open(input), survive(input)] {
        let error = answer.expect_err("this is no PKCS#12");
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    }
}

#[test]
fn absent_content() {
    let version = integer(&[3]);
    malformed(&sequence(&[&version, &sequence(&[&oid(DATA)])]));
    for content in [vec![], null(), sequence(&[]), integer(&[1]), octet_string(&[])] {
        malformed(&sequence(&[&version, &content_info(DATA, &content)]));
    }
    for content in [vec![], null(), sequence(&[]), octet_string(b"x")] {
        malformed(&of(&[&content_info(DATA, &content)]));
        malformed(&of(&[&content_info(ENCRYPTED_DATA, &content)]));
        let info = sequence(&[&oid(DATA), &pbes2(&pbkdf2(&[1], &[])), &content]);
        let data = sequence(&[&integer(&[0]), &info]);
        malformed(&of(&[&content_info(ENCRYPTED_DATA, &data)]));
    }
    malformed(&of(&[&sequence(&[&oid(DATA)])]));
    malformed(&of(&[&sequence(&[&oid(ENCRYPTED_DATA)])]));
}

/// A file of one encrypted safe that holds `plaintext`, under the passphrase and a MAC that holds.
fn sealed(plaintext: &[u8]) -> Vec<u8> {
    let safe = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, plaintext));
    let safes = authenticated_safe(&[&safe]);
    pfx(&safes, &mac_data("p", &safes))
}

/// The MAC showed that the passphrase is right, so the structure must be wrong.
#[test]
fn invalid_structure_after_a_verified_mac_is_not_a_wrong_passphrase() {
    let sound = sequence(&[&certificate_bag(&made())]);
    assert_eq!(open(&sealed(&sound)).unwrap().integrity(), Integrity::Verified);
    let error = open(&sealed(&sequence(&[&null()]))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
}

/// Read in a bag as it is alone; another certificate may not follow it there.
#[test]
fn certificates_of_indefinite_length_in_bags() {
    let der = made();
    let content = &der[header(0x30, der.len()).len()..];
    let ber = indefinite(0x30, &[content]);
    let of_octets = |octets: &[u8]| {
        let value = cert_bag(X509_CERTIFICATE, &octet_string(octets));
        survive(&of(&[&clear(&[&bag(Bag::Certificate, &value, &[])])]))
    };
    let bundle = of_octets(&ber).unwrap();
    assert_eq!(
        bundle.certificates()[0].as_der(),
        survive(&ber).unwrap().certificates()[0].as_der()
    );
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::BerCertificate));
    for rest in [&null()[..], b"x"] {
        let bundle = of_octets(&[&ber[..], rest].concat()).unwrap();
        assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::TrailingData));
    }
    let error = of_octets(&[&ber[..], &der].concat()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
}

/// Octets after a key with a too small length belong to the key, so errors do not show them.
#[test]
fn octets_of_a_key_that_look_like_a_bag_do_not_change_the_error() {
    let said = |last: u8| {
        let key = sequence(&[&integer(&[0]), &octet_string(&[7; 40]), &[last, 0x01, 0x07]]);
        let mut bag = bag(Bag::Key, &key, &[]);
        for at in [1, bag.len() - key.len() - 1, bag.len() - key.len() + 1] {
            bag[at] -= 3;
        }
        open(&of(&[&clear(&[&bag])])).unwrap_err().to_string()
    };
    assert_eq!(said(0xcc), said(0x85));
    assert!(!said(0xcc).contains("PRIVATE 12"), "{}", said(0xcc));
}

#[test]
fn memory_for_names_of_bags_and_for_keys_is_charged() {
    let name = attribute(FRIENDLY_NAME, &[&tlv(0x1e, &[&[0, b'a'].repeat(1 << 16)])]);
    let value = cert_bag(X509_CERTIFICATE, &octet_string(&made()));
    let input = of(&[&clear(&[&bag(Bag::Certificate, &value, &set(&[&name]))])]);
    assert!(survive(&input).is_ok());
    let poor = Parser::new().limits(Limits::DEFAULT.memory_bytes(1 << 16));
    // PKCS#1 with a prime as long as the name.
    let prime = tlv(0x02, &[&[7; 1 << 17]]);
    let numbers = [&integer(&[0])[..], &[2, 1, 15, 2, 1, 3, 2, 1, 3], &prime].concat();
    let key = sequence(&[&numbers, &[2, 1, 5, 2, 1, 1, 2, 1, 1, 2, 1, 1]]);
    for input in [input, key] {
        let error = survive_with(&poor, &input).unwrap_err();
        assert_eq!(error.exceeded().unwrap().limit(), Limit::MemoryBytes);
    }
}

#[test]
fn absent_parts_of_the_mac() {
    let sha256 = algorithm(SHA256, &null());
    for mac_data in [
        sequence(&[]),
        sequence(&[&sequence(&[])]),
        sequence(&[&sequence(&[&sha256]), &octet_string(b"salt")]),
        sequence(&[&sequence(&[&sha256, &octet_string(&[0; 32])])]),
        sequence(&[&sequence(&[&sha256, &null()]), &octet_string(b"salt")]),
        mac_data_of(&sha256, &[], &[]),
        mac_data_of(&sha256, &[0; 31], &[]),
        mac_data_of(&sha256, &[0; 33], &[]),
        mac_data_of(&sequence(&[]), &[0; 32], &[]),
    ] {
        malformed(&with_mac(&mac_data));
    }
}

#[test]
fn type_confusion_in_bags() {
    let wrong = [null(), integer(&[1]), octet_string(&made()), oid("1.2.3"), set(&[]), vec![]];
    for value in &wrong {
        for kind in [Bag::Key, Bag::ShroudedKey, Bag::Certificate, Bag::SafeContents] {
            malformed(&of(&[&clear(&[&bag(kind, value, &[])])]));
        }
        if value.first() != Some(&0x04) {
            let value = cert_bag("1.2.840.113549.1.9.22.1", value);
            malformed(&of(&[&clear(&[&bag(Bag::Certificate, &value, &[])])]));
        }
        if !value.is_empty() {
            malformed(&of(&[&clear(&[value])]));
        }
    }
}

#[test]
fn attributes_that_cannot_be_read_are_noted() {
    let value = cert_bag("1.2.840.113549.1.9.22.1", &octet_string(&made()));
    let read = |attributes: &[&[u8]]| {
        let bag = bag(Bag::Certificate, &value, &set(attributes));
        survive(&of(&[&clear(&[&bag])])).unwrap()
    };
    for odd in [
        attribute(FRIENDLY_NAME, &[&octet_string(b"name")]),
        attribute(FRIENDLY_NAME, &[&tlv(0x0c, &[b"name"])]),
        attribute(FRIENDLY_NAME, &[]),
        attribute(FRIENDLY_NAME, &[&tlv(0x1e, &[b"odd"])]),
        attribute(FRIENDLY_NAME, &[&tlv(0x1e, &[&[0xd8, 0]])]),
        attribute(LOCAL_KEY_ID, &[&bmp_string("id")]),
        sequence(&[&oid(FRIENDLY_NAME)]),
        sequence(&[]),
        octet_string(b"x"),
        null(),
    ] {
        let good = attribute(LOCAL_KEY_ID, &[&octet_string(b"id")]);
        let bundle = read(&[&odd, &good]);
        let certificate = &bundle.certificates()[0];
        assert_eq!(certificate.friendly_name(), None);
        assert_eq!(certificate.local_key_id(), Some(&b"id"[..]));
        let skipped = |note: &&anycert::Note| note.code() == NoteCode::BagAttributeSkipped;
        assert_eq!(bundle.notes().iter().filter(skipped).count(), 1);
    }
    let bundle = read(&[&attribute(FRIENDLY_NAME, &[&bmp_string("a\0\u{1f40e}")])]);
    assert_eq!(bundle.certificates()[0].friendly_name(), Some("a\0\u{1f40e}"));
    assert_eq!(bundle.certificates()[0].as_der(), made());
}

/// Iteration counts, as content octets, that exceed every limit or are invalid.
const TOO_MANY: [&[u8]; 4] = [&[0x7f, 0xff, 0xff, 0xff], &[1, 0, 0, 0, 0], &[0x7f; 8], &[0x7f; 40]];
const NONE_AT_ALL: [&[u8]; 4] = [&[0], &[0xff], &[0x80, 0, 0, 0], &[]];

fn too_dear(answer: Result<Bundle, Error>) {
    let error = answer.expect_err("this costs too much");
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    let exceeded = error.exceeded().unwrap();
    assert_eq!(exceeded.limit(), Limit::KdfWork);
    assert_eq!(exceeded.allowed(), 16_000_000);
    assert!(exceeded.asked() >= 0x7fff_ffff, "{error}");
}

#[test]
fn iterations_of_the_mac() {
    let sha256 = algorithm(SHA256, &null());
    let pbmac1 = |count: &[u8]| {
        let parameters =
            sequence(&[&pbkdf2(count, &integer(&[32])), &algorithm("1.2.840.113549.2.9", &null())]);
        algorithm(PBMAC1, &parameters)
    };
    for count in TOO_MANY {
        for mac in [
            mac_data_of(&sha256, &[0; 32], &integer(count)),
            mac_data_of(&pbmac1(count), &[0; 32], &integer(&[1])),
        ] {
            too_dear(open(&with_mac(&mac)));
            // Without a passphrase nothing is derived that does not fit, and nothing is verified.
            let bundle = survive(&with_mac(&mac)).unwrap();
            assert_eq!(bundle.integrity(), Integrity::Unchecked);
            assert!(bundle.locked_parts()[0].kdf_work() >= 0x7fff_ffff);
        }
    }
    for count in NONE_AT_ALL {
        malformed(&with_mac(&mac_data_of(&sha256, &[0; 32], &integer(count))));
        malformed(&with_mac(&mac_data_of(&pbmac1(count), &[0; 32], &[])));
    }
}

/// Every scheme of the three families with this iteration count.
fn schemes(count: &[u8]) -> [Vec<u8>; 4] {
    let parameters = sequence(&[&octet_string(b"eightoct"), &integer(count)]);
    [
        pbes2(&pbkdf2(count, &[])),
        algorithm("1.2.840.113549.1.5.3", &parameters),
        algorithm("1.2.840.113549.1.12.1.3", &parameters),
        algorithm("1.2.840.113549.1.12.1.1", &parameters),
    ]
}

#[test]
fn iterations_of_safes_and_keys() {
    let certificate = clear(&[&certificate_bag(&made())]);
    for count in TOO_MANY {
        for scheme in schemes(count) {
            too_dear(open(&of(&[&encrypted(&scheme, &[0; 32])])));
            let key = sequence(&[&scheme, &octet_string(&[0; 32])]);
            let safe = clear(&[&bag(Bag::ShroudedKey, &key, &[])]);
            too_dear(open(&of(&[&certificate, &safe])));
            let bundle = survive(&of(&[&certificate, &safe])).unwrap();
            let state = bundle.private_keys()[0].state();
            assert_eq!(state, KeyState::Locked(LockReason::NoPassphrase));
            let look =
                survive_with(&with_passphrase().decrypt_keys(false), &of(&[&certificate, &safe]));
            assert!(look.unwrap().locked_parts()[0].kdf_work() >= 0x7fff_ffff);
        }
    }
    for count in NONE_AT_ALL {
        for scheme in schemes(count) {
            malformed(&of(&[&encrypted(&scheme, &[0; 32])]));
        }
    }
}

#[test]
fn pbmac1_parameters() {
    let hmac = algorithm("1.2.840.113549.2.9", &null());
    let mac = |parameters: &[u8]| mac_data_of(&algorithm(PBMAC1, parameters), &[0; 32], &[]);
    let lengths: [&[u8]; 7] =
        [&[0], &[1], &[19], &[65], &[0xff], &[0, 0x80, 0, 0, 0], &[1, 0, 0, 0, 0, 0, 0, 0, 20]];
    for length in lengths {
        let parameters = sequence(&[&pbkdf2(&[1], &integer(length)), &hmac]);
        malformed(&with_mac(&mac(&parameters)));
    }
    malformed(&with_mac(&mac(&sequence(&[&pbkdf2(&[1], &[]), &hmac]))));
    for salt in [null(), integer(&[8]), vec![]] {
        let kdf = sequence(&[&salt, &integer(&[1]), &integer(&[32])]);
        let parameters = sequence(&[&algorithm("1.2.840.113549.1.5.12", &kdf), &hmac]);
        malformed(&with_mac(&mac(&parameters)));
    }
    for parameters in [null(), vec![], sequence(&[]), sequence(&[&hmac])] {
        malformed(&with_mac(&mac(&parameters)));
    }
    let sound = mac(&sequence(&[&pbkdf2(&[1], &integer(&[20])), &hmac]));
    assert_eq!(open(&with_mac(&sound)).unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
}

fn scrypt(n: &[u8], r: &[u8], p: &[u8]) -> Vec<u8> {
    scrypt_salted(b"salt", n, r, p)
}

fn scrypt_salted(salt: &[u8], n: &[u8], r: &[u8], p: &[u8]) -> Vec<u8> {
    let numbers = [integer(n), integer(r), integer(p)].concat();
    let kdf = algorithm("1.3.6.1.4.1.11591.4.11", &sequence(&[&octet_string(salt), &numbers]));
    of(&[&encrypted(&pbes2(&kdf), &[0; 32])])
}

#[test]
fn scrypt_parameters() {
    let one: &[u8] = &[1];
    for n in [&[0][..], one, &[3], &[0x40, 1], &[0xc0], &[0x7f; 20], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
        malformed(&scrypt(n, &[8], one));
    }
    for rp in [&[0][..], &[0xff], &[0x40, 0, 0, 0], &[0x7f, 0xff, 0xff, 0xff], &[0x7f; 9]] {
        malformed(&scrypt(&[2], rp, one));
        malformed(&scrypt(&[2], one, rp));
    }
    // N = 2⁴⁰; r·p just below 2³⁰, by r and by p.
    let dear = [
        scrypt(&[1, 0, 0, 0, 0, 0], &[8], one),
        scrypt(&[2], &[0x3f, 0xff, 0xff, 0xff], one),
        scrypt(&[2], one, &[0x3f, 0xff, 0xff, 0xff]),
    ];
    for input in dear {
        assert_eq!(open(&input).unwrap_err().kind(), ErrorKind::LimitExceeded);
        let rich = with_passphrase().limits(Limits::DEFAULT.kdf_work(u64::MAX));
        let error = survive_with(&rich, &input).unwrap_err();
        assert_eq!(error.exceeded().unwrap().limit(), Limit::MemoryBytes);
        assert_eq!(survive(&input).unwrap_err().kind(), ErrorKind::PassphraseRequired);
    }
    // A salt of a megabyte, hashed anew for each of 4,000 blocks.
    let salted = scrypt_salted(&[7; 1 << 20], &[2], one, &[0x03, 0xe8]);
    let error = open(&salted).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork);
}

#[test]
fn many_bags_of_moderate_cost() {
    let key = sequence(&[&pbes2(&pbkdf2(&[0x03, 0xe8], &[])), &octet_string(&[0; 32])]);
    let bags = vec![bag(Bag::ShroudedKey, &key, &[]); 10_000];
    let bags: Vec<&[u8]> = bags.iter().map(Vec::as_slice).collect();
    let input = of(&[&clear(&bags)]);
    let error = open(&input).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::PrivateKeys);
    let keys = with_passphrase().limits(Limits::DEFAULT.private_keys(10_000));
    let exceeded = survive_with(&keys, &input).unwrap_err().exceeded().unwrap();
    assert_eq!((exceeded.limit(), exceeded.allowed()), (Limit::KdfWork, 16_000_000));
    let few = with_passphrase().limits(Limits::DEFAULT.private_keys(10_000).bags(9_999));
    let exceeded = survive_with(&few, &input).unwrap_err().exceeded().unwrap();
    assert_eq!(exceeded.limit(), Limit::Bags);
}

/// The least that a safe, a bag or an attribute can be, as often as it goes in.
#[test]
fn many_pieces_of_nothing() {
    for piece in [sequence(&[&oid("1.2.3")]), sequence(&[&oid(DATA)]), sequence(&[]), null()] {
        let many = piece.repeat(1_000_000);
        let attributed = cert_bag(X509_CERTIFICATE, &octet_string(&made()));
        let attributed = bag(Bag::Certificate, &attributed, &set(&[&many]));
        let nested = bag(Bag::SafeContents, &sequence(&[&many]), &[]);
        for input in [of(&[&many]), of(&[&clear(&[&many])]), of(&[&clear(&[&nested])])] {
            survive(&input).unwrap_err();
        }
        assert_eq!(survive(&of(&[&clear(&[&attributed])])).unwrap().certificates().len(), 1);
    }
    let empty = sequence(&[&oid("1.2.3")]);
    linear(&with_passphrase(), 500, |size| of(&[&empty.repeat(size)]));
}

#[test]
fn nested_safe_contents() {
    let nested = |levels: usize| {
        let core = sequence(&[&certificate_bag(&made())]);
        let id = oid("1.2.840.113549.1.12.10.1.6");
        let mut heads = Vec::new();
        let mut length = core.len();
        for _ in 0..levels {
            let value = header(0xa0, length);
            let bag = header(0x30, id.len() + value.len() + length);
            let contents = header(0x30, bag.len() + id.len() + value.len() + length);
            let head = [contents, bag, id.clone(), value].concat();
            length += head.len();
            heads.push(head);
        }
        heads.reverse();
        of(&[&content_info(DATA, &octet_string(&[heads.concat(), core].concat()))])
    };
    for levels in [1, 2, 128] {
        assert_eq!(survive(&nested(levels)).unwrap().certificates()[0].as_der(), made());
    }
    for levels in [129, 2_000, 100_000] {
        let exceeded = survive(&nested(levels)).unwrap_err().exceeded().unwrap();
        assert_eq!(exceeded.limit(), Limit::Nesting);
    }
    let deep = with_passphrase().limits(Limits::DEFAULT.nesting(usize::MAX));
    assert!(survive_with(&deep, &nested(100_000)).is_ok());
    let bags = [certificate_bag(&made()), bag(Bag::SafeContents, &sequence(&[&null()]), &[])];
    let error = survive(&of(&[&clear(&[&bags[0], &bags[1]])])).unwrap_err();
    assert!(error.to_string().starts_with("PKCS#12, safe 1"), "{error}");
}

#[test]
fn ivs_nonces_tags_and_lengths() {
    let kdf = pbkdf2(&[1], &[]);
    let scheme = |cipher: &str, parameters: &[u8]| {
        algorithm(PBES2, &sequence(&[&kdf, &algorithm(cipher, parameters)]))
    };
    for length in [0, 1, 7, 9, 15, 17, 1 << 20] {
        let iv = octet_string(&vec![0; length]);
        for cipher in [AES_128_CBC, "1.2.840.113549.3.7", "1.3.14.3.2.7"] {
            malformed(&of(&[&encrypted(&scheme(cipher, &iv), &[0; 32])]));
        }
        let rc2 = sequence(&[&integer(&[0, 0xa0]), &iv]);
        malformed(&of(&[&encrypted(&scheme("1.2.840.113549.3.2", &rc2), &[0; 32])]));
        for nonce in [sequence(&[&iv]), iv.clone()] {
            malformed(&of(&[&encrypted(&scheme("2.16.840.1.101.3.4.1.6", &nonce), &[0; 32])]));
        }
    }
    let nonce = octet_string(&[0; 12]);
    for tag in [&[0][..], &[1], &[11], &[17], &[0xff], &[0x7f; 9]] {
        let parameters = sequence(&[&nonce, &integer(tag)]);
        let scheme = scheme("2.16.840.1.101.3.4.1.6", &parameters);
        malformed(&of(&[&encrypted(&scheme, &[0; 32])]));
    }
    let gcm = scheme("2.16.840.1.101.3.4.1.6", &sequence(&[&nonce, &integer(&[16])]));
    for (scheme, lengths) in [(pbes2(&kdf), &[0, 1, 15, 17][..]), (gcm, &[0, 1, 15])] {
        for length in lengths {
            let answer = open(&of(&[&encrypted(&scheme, &vec![0; *length])]));
            assert_eq!(answer.unwrap_err().kind(), ErrorKind::Malformed);
        }
    }
    for length in [0, 15] {
        let scheme = pbes2(&pbkdf2(&[1], &integer(&[length])));
        malformed(&of(&[&encrypted(&scheme, &[0; 32])]));
    }
    for length in [&[17][..], &[33], &[0x7f; 9]] {
        let scheme = pbes2(&pbkdf2(&[1], &integer(length)));
        let error = open(&of(&[&encrypted(&scheme, &[0; 32])])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IncorrectPassphrase, "{error}");
    }
}

#[test]
fn passphrases_of_every_kind() {
    let plaintext = sequence(&[&certificate_bag(&made())]);
    let long = "x".repeat(1 << 20);
    let passphrases: [&[u8]; 8] = [
        b"",
        b"\0",
        b"a\0b",
        "\u{1f40e}".as_bytes(),
        b"\xed\xa0\x80",
        b"\xff\xfe",
        long.as_bytes(),
        "gr\u{fc}\u{df}e".as_bytes(),
    ];
    for passphrase in passphrases {
        let scheme = pbes2(&pbkdf2(&[1], &[]));
        let safe = encrypted(&scheme, &encrypt(passphrase, 1, &plaintext));
        let bundle = Parser::new().passphrase_bytes(passphrase).parse(&of(&[&safe])).unwrap();
        assert_eq!(bundle.certificates()[0].as_der(), made());
        let wrong = Parser::new().passphrase_bytes(b"wrong").parse(&of(&[&safe]));
        assert_eq!(wrong.unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
        // Other families take it too, in whatever octets, and find that it does not fit.
        for scheme in schemes(&[1]) {
            let input = of(&[&encrypted(&scheme, &[0; 32])]);
            let answer = Parser::new().passphrase_bytes(passphrase).parse(&input);
            assert_eq!(answer.unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
        }
    }
}

#[test]
fn files_without_a_mac_are_not_verified() {
    let safe = authenticated_safe(&[&clear(&[&certificate_bag(&made())])]);
    let integrity = |mac: &[u8], parser: &Parser<'_>| {
        survive_with(parser, &pfx(&safe, mac)).map(|bundle| bundle.integrity())
    };
    let mac = mac_data("p", &safe);
    assert_eq!(integrity(&mac, &with_passphrase()).unwrap(), Integrity::Verified);
    assert_eq!(integrity(&mac, &Parser::new()).unwrap(), Integrity::Unchecked);
    assert_eq!(integrity(&[], &with_passphrase()).unwrap(), Integrity::None);
    assert_eq!(integrity(&[], &Parser::new()).unwrap(), Integrity::None);
    let wrong = integrity(&mac, &Parser::new().passphrase("q")).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase);
    let own = with_passphrase().integrity_passphrase("q");
    assert_eq!(integrity(&mac, &own).unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
    let whirlpool = mac_data_of(&algorithm("1.0.10118.3.0.55", &null()), &[0; 32], &[]);
    assert_eq!(integrity(&whirlpool, &with_passphrase()).unwrap(), Integrity::Unchecked);
    let empty = mac_data("", &safe);
    assert_eq!(integrity(&empty, &Parser::new()).unwrap(), Integrity::Unchecked);
    assert_eq!(integrity(&empty, &Parser::new().passphrase("")).unwrap(), Integrity::Verified);
}

#[test]
fn trailing_data_at_every_level() {
    let safe = clear(&[&certificate_bag(&made())]);
    let positions = |rest: &[u8]| {
        let contents = sequence(&[&certificate_bag(&made())]);
        let plaintext = [&contents, rest].concat();
        let opened = encrypted(&pbes2(&pbkdf2(&[1], &[])), &encrypt(b"p", 1, &plaintext));
        let opened = authenticated_safe(&[&opened]);
        [
            [&of(&[&safe]), rest].concat(),
            pfx(&[&authenticated_safe(&[&safe]), rest].concat(), &[]),
            of(&[&content_info(DATA, &octet_string(&plaintext))]),
            of(&[&clear(&[&certificate_bag(&[&made(), rest].concat())])]),
            pfx(&opened, &mac_data("p", &opened)),
            pfx(&opened, &[]),
        ]
    };
    for rest in [&null()[..], b"\x01", b"\n\x07", &[0; 4], b"\r\n"] {
        let is_blank = rest.iter().all(|octet| [0, b'\r', b'\n'].contains(octet));
        let code = if is_blank { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
        for input in positions(rest) {
            let bundle = survive_with(&with_passphrase(), &input).unwrap();
            assert_eq!(bundle.certificates().len(), 1);
            assert!(bundle.notes().iter().any(|note| note.code() == code));
            let strict = survive_with(&with_passphrase().strict(true), &input);
            assert_eq!(strict.is_ok(), is_blank);
        }
    }
    let text = testkit::pem::certificate(&made());
    let padded = [b"\n\0", &made()[..]].concat();
    for material in [made(), padded, of(&[&safe]), text.into_bytes()] {
        for input in positions(&material) {
            let error = survive_with(&with_passphrase(), &input).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        }
    }
    let fields = [integer(&[3]), content_info(DATA, &octet_string(&sequence(&[&safe]))), null()];
    malformed(&sequence(&fields.each_ref().map(|field| &field[..])));
}

#[test]
fn ber_at_every_level() {
    let bag_value = indefinite(0xa0, &[&indefinite(0x24, &[&octet_string(&made())])]);
    let cert_bag = indefinite(0x30, &[&oid("1.2.840.113549.1.9.22.1"), &bag_value]);
    let bag =
        indefinite(0x30, &[&oid("1.2.840.113549.1.12.10.1.3"), &indefinite(0xa0, &[&cert_bag])]);
    let contents = indefinite(0x30, &[&bag]);
    let (one, two) = contents.split_at(contents.len() / 2);
    let chunks = |one: &[u8], two: &[u8]| {
        indefinite(0x24, &[&octet_string(one), &indefinite(0x24, &[&octet_string(two)])])
    };
    let info = |content: &[u8]| indefinite(0x30, &[&oid(DATA), &indefinite(0xa0, &[content])]);
    let ciphertext = encrypt(b"p", 1, &contents);
    let (three, four) = ciphertext.split_at(7);
    let content = indefinite(0xa0, &[&octet_string(three), &octet_string(four)]);
    let encrypted = indefinite(0x30, &[&oid(DATA), &pbes2(&pbkdf2(&[1], &[])), &content]);
    let encrypted = indefinite(0x30, &[&integer(&[0]), &encrypted]);
    let encrypted = indefinite(0x30, &[&oid(ENCRYPTED_DATA), &indefinite(0xa0, &[&encrypted])]);
    let safe = indefinite(0x30, &[&info(&chunks(one, two)), &encrypted]);
    let (five, six) = safe.split_at(100);
    let pfx = |mac: &[u8]| indefinite(0x30, &[&integer(&[3]), &info(&chunks(five, six)), mac]);
    let bundle = open(&pfx(&mac_data("p", &safe))).unwrap();
    assert_eq!(bundle.integrity(), Integrity::Verified);
    assert_eq!(bundle.certificates().len(), 2);
    assert!(bundle.certificates().iter().all(|certificate| certificate.as_der() == made()));
    let error = open(&pfx(&mac_data("q", &safe))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncorrectPassphrase);
}
