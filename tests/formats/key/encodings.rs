//! Keys are returned in one encoding, from standard input and from that of old and odd software.

use super::{
    P256, PASSPHRASE, content, fixture, key, malformed, notes, parse, pkcs8, together, values,
    with_private_key,
};
use anycert::{ErrorKind, KeyMatch, KeyState, NoteCode, Parser};
use std::{fs, path::Path};
use testkit::der::tlv;

/// A returned key is read back to the same bytes and needs no leniency.
#[test]
fn returned_keys_are_canonical() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/key");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "expect") {
            continue;
        }
        let Ok(bundle) = parse(&fs::read(&path).unwrap()) else { continue };
        for key in bundle.private_keys() {
            let Some(der) = key.secret_pkcs8_der() else { continue };
            let again = parse(der).unwrap();
            assert_eq!(again.private_keys()[0].secret_pkcs8_der(), Some(der), "{}", path.display());
            assert_eq!(again.private_keys()[0].algorithm(), key.algorithm(), "{}", path.display());
            assert_eq!(again.private_keys()[0].state(), KeyState::Clear);
            // An unknown public exponent cannot be added: there is no division here to compute it.
            let is_whole = !path.ends_with("java-rsa-without-public-exponent.der")
                && !path.ends_with("old-dhx-above-the-prime.der");
            let repaired = is_whole
                && again.notes().iter().any(|note| note.code() != NoteCode::PassphraseUnused);
            assert!(!repaired, "{}: {:?}", path.display(), again.notes());
            let pem = key.secret_pkcs8_pem().unwrap();
            assert_eq!(pkcs8(pem.as_bytes()), der, "{}", path.display());
            assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
            assert!(pem.ends_with("\n-----END PRIVATE KEY-----\n"));
            seen += 1;
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn every_encoding_of_a_key_gives_the_same_pkcs8() {
    let alike: [&[&str]; 4] = [
        &[
            "rsa-pkcs8.pem",
            "rsa-pkcs8.der",
            "rsa-traditional.pem",
            "rsa-traditional.der",
            "rsa-traditional.der.base64",
            "rsa-pkcs8-encrypted.pem",
            "rsa-proc-type-aes-256-cbc.pem",
        ],
        &[
            "p256-pkcs8.pem",
            "p256-traditional.pem",
            "p256-traditional-with-parameters.pem",
            "p256-pkcs8-pbe-sha1-3des.pem",
            "p256-proc-type-aes-256-cbc.pem",
        ],
        &[
            "dsa-pkcs8.pem",
            "dsa-traditional.pem",
            "dsa-traditional.der",
            "dsa-proc-type-des-ede3-cbc.pem",
        ],
        &[
            "ec-explicit-pkcs8.pem",
            "ec-explicit-traditional.der",
            "ec-explicit-pkcs8-encrypted.pem",
        ],
    ];
    for names in alike {
        let first = pkcs8(&key(names[0]));
        for name in names {
            assert_eq!(pkcs8(&key(name)), first, "{name}");
        }
    }
}

/// Ciphers that current software does not choose.
fn is_rare(name: &str) -> bool {
    let rare = ["camellia", "aria", "sm4", "idea", "cast5", "bf-", "chacha20"];
    rare.iter().any(|cipher| name.contains(cipher))
}

#[test]
fn every_cipher_and_mode_of_openssl_in_a_dek_info_header() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/key");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    let [p256, rsa, dsa] = ["p256", "rsa", "dsa"].map(|of| pkcs8(&key(&format!("{of}-pkcs8.pem"))));
    let mut seen = 0;
    for name in names.iter().filter(|name| name.contains("-proc-type-") && name.ends_with(".pem")) {
        let expected = match name.split("-proc-type-").next() {
            Some("p256") => &p256,
            Some("old-rsa") => &rsa,
            Some("old-dsa") => &dsa,
            _ => continue,
        };
        let read = Parser::new().passphrase("correct horse 7F").parse(&key(name));
        if name.contains("seed") || is_rare(name) && !cfg!(feature = "rare-ciphers") {
            let error = read.expect_err(name);
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{name}");
            assert_eq!(error.feature().is_some(), is_rare(name), "{name}");
            let cipher = name.split("-proc-type-").nth(1).unwrap().trim_end_matches(".pem");
            let said = error.to_string().to_ascii_lowercase();
            assert!(said.ends_with(&format!(": {cipher}")), "{error}");
            continue;
        }
        let bundle = read.expect(name);
        assert_eq!(bundle.private_keys()[0].secret_pkcs8_der(), Some(&expected[..]), "{name}");
        let wrong = Parser::new().passphrase("wrong horse 00").parse(&key(name)).unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase, "{name}");
        seen += 1;
    }
    let expected = if cfg!(feature = "rare-ciphers") { 90 } else { 40 };
    assert!(seen >= expected, "{seen}");
}

#[test]
fn pre_standard_forms() {
    for set in ["ml-dsa-65", "ml-kem-768"] {
        let certificate = format!("{set}.pem");
        let bundle = parse(&fixture(&format!("certificate/{certificate}"))).unwrap();
        let bits = values(content(bundle.leaf().unwrap().spki_der()))[1];
        let public = &content(bits)[1..];
        let both = pkcs8(&key(&format!("{set}-seed-priv.pem")));
        let parts = |inner: &[u8]| {
            let both = values(content(inner));
            (content(both[0]).to_vec(), content(both[1]).to_vec())
        };
        type Form<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;
        let forms: [Form<'_>; 5] = [
            &|inner| parts(inner).0,
            &|inner| parts(inner).1,
            &|inner| [&parts(inner).1, public].concat(),
            &|inner| tlv(4, &[&parts(inner).1, public]),
            &|inner| tlv(4, &[&parts(inner).0]),
        ];
        for (number, form) in forms.into_iter().enumerate() {
            let der = with_private_key(&both, form);
            assert!(notes(&der).contains(&NoteCode::PreStandardKey), "{set} {number}");
            assert_eq!(pkcs8(&der), der, "{set} {number}");
            let bundle = together(&certificate, &der);
            assert_eq!(bundle.key_match(), KeyMatch::Matches, "{set} {number}");
        }
        let of_another = with_private_key(&both, |inner| {
            let mut public = public.to_vec();
            public[0] ^= 1;
            *public.last_mut().unwrap() ^= 1;
            tlv(4, &[&parts(inner).1, &public])
        });
        malformed(&of_another, "publicKey");
    }
}

#[test]
fn mixes_of_pkcs8_versions() {
    let der = key("ed25519-pkcs8.der");
    let fields = values(content(&der));
    let public = fixture("key/bouncycastle-ed25519-v2-with-public.der");
    let own = values(content(&public));
    let attributes = tlv(0xa0, &[&tlv(0x30, &[P256, &tlv(0x31, &[&[5, 0]])])]);
    let version_1_with_public = tlv(0x30, &[&[2, 1, 0], own[1], own[2], own[own.len() - 1]]);
    assert!(notes(&version_1_with_public).contains(&NoteCode::KeyVersion));
    let version_2_without = tlv(0x30, &[&[2, 1, 1], fields[1], fields[2]]);
    assert!(notes(&version_2_without).contains(&NoteCode::KeyVersion));
    let with_attributes = tlv(0x30, &[fields[0], fields[1], fields[2], &attributes]);
    assert_eq!(notes(&with_attributes), [NoteCode::PassphraseUnused]);
    assert_eq!(pkcs8(&with_attributes), der);
    let null = tlv(0x30, &[&content(fields[1])[..5], &[5, 0]]);
    assert!(notes(&tlv(0x30, &[fields[0], &null, fields[2]])).contains(&NoteCode::KeyParameters));
    malformed(&tlv(0x30, &[fields[0], fields[1], fields[2], &[5, 0]]), "PrivateKeyInfo");
}

#[test]
fn rsa_as_old_software_wrote_it() {
    let der = key("rsa-pkcs8.der");
    let fields = values(content(&der));
    let no_null = tlv(0x30, &[values(content(fields[1]))[0]]);
    let without_parameters = tlv(0x30, &[fields[0], &no_null, fields[2]]);
    assert!(notes(&without_parameters).contains(&NoteCode::KeyParameters));
    let without_octets = tlv(0x30, &[fields[0], fields[1], content(fields[2])]);
    assert!(notes(&without_octets).contains(&NoteCode::OddKeyStructure));
    let key = values(content(content(fields[2])));
    let negative = tlv(0x02, &[&content(key[1])[1..]]);
    let negative = tlv(0x30, &[&[&[2, 1, 9], &negative[..]], &key[2..]].concat());
    let found = notes(&negative);
    assert!(found.contains(&NoteCode::NegativeKeyNumber) && found.contains(&NoteCode::KeyVersion));
    for input in [&without_parameters, &without_octets, &negative] {
        assert_eq!(pkcs8(input), der);
    }
}

#[test]
fn dsa_as_old_software_wrote_it() {
    let der = key("dsa-pkcs8.der");
    let fields = values(content(&der));
    let algorithm = values(content(fields[1]));
    let x = content(fields[2]);
    let y = values(content(&key("dsa-traditional.der")))[4].to_vec();
    let embedded = tlv(0x30, &[algorithm[1], x]);
    let embedded = tlv(0x30, &[fields[0], &tlv(0x30, &[algorithm[0]]), &tlv(4, &[&embedded])]);
    let with_y = tlv(0x30, &[fields[0], fields[1], &tlv(4, &[&tlv(0x30, &[&y, x])])]);
    for input in [&embedded, &with_y] {
        assert!(notes(input).contains(&NoteCode::OddKeyStructure));
        assert_eq!(pkcs8(input), der);
    }
    assert_eq!(together("dsa.pem", &with_y).key_match(), KeyMatch::Matches);
    malformed(&tlv(0x30, &[fields[0], &tlv(0x30, &[algorithm[0]]), fields[2]]), "Dss-Parms");
    let set = tlv(0x30, &[algorithm[0], &tlv(0x31, &[content(algorithm[1])])]);
    malformed(&tlv(0x30, &[fields[0], &set, fields[2]]), "Dss-Parms");
}

#[test]
fn ber_lengths_and_an_octet_string_in_chunks() {
    let der = key("p256-pkcs8.der");
    let fields = values(content(&der));
    let (first, second) = content(fields[2]).split_at(20);
    let chunks = tlv(0x24, &[&tlv(4, &[first]), &tlv(4, &[second])]);
    let indefinite = [&[0x30, 0x80][..], fields[0], fields[1], &chunks, &[0, 0]].concat();
    assert!(notes(&indefinite).contains(&NoteCode::BerEncoding));
    assert_eq!(pkcs8(&indefinite), der);
    let sec1 = key("p256-traditional.der");
    let indefinite = [&[0x30, 0x80], content(&sec1), &[0, 0]].concat();
    assert!(notes(&indefinite).contains(&NoteCode::BerEncoding));
    assert_eq!(pkcs8(&indefinite), der);
    // Encrypted, with the AlgorithmIdentifier of indefinite length too.
    let encrypted = key("p256-pkcs8-scrypt-n1024-r4-p2.der");
    let fields = values(content(&encrypted));
    let algorithm = [&[0x30, 0x80], content(fields[0]), &[0, 0]].concat();
    let indefinite = [&[0x30, 0x80], &algorithm[..], fields[1], &[0, 0]].concat();
    let parser = Parser::new().passphrase("correct horse 7F");
    let opened = |input: &[u8]| {
        let bundle = parser.parse(input).unwrap();
        bundle.private_keys()[0].secret_pkcs8_der().unwrap().to_vec()
    };
    assert_eq!(opened(&indefinite), opened(&encrypted));
}

#[test]
fn two_curves_in_one_key() {
    let der = key("p384-pkcs8.der");
    let fields = values(content(&der));
    let inner = values(content(content(fields[2])));
    // P-384 inside, P-256 beside it: the point decides.
    let own = values(content(fields[1]));
    let inside = tlv(0x30, &[inner[0], inner[1], &tlv(0xa0, &[own[1]]), inner[2]]);
    let input = tlv(0x30, &[fields[0], &tlv(0x30, &[own[0], P256]), &tlv(4, &[&inside])]);
    assert!(notes(&input).contains(&NoteCode::CurveContradiction));
    assert_eq!(pkcs8(&input), der);
}

/// OpenSSL and GnuTLS open a traditional key in any encoding of a key, whatever its label says.
#[test]
fn the_label_of_an_encrypted_key_does_not_decide_about_its_encoding() {
    let text = String::from_utf8(fixture("key/rsa-proc-type-des-cbc.pem")).expect("a text");
    for label in ["EC PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "FOO PRIVATE KEY"] {
        let other = text.replace("RSA PRIVATE KEY", label);
        let bundle = Parser::new().passphrase(PASSPHRASE).parse(&other).expect(label);
        assert_eq!(bundle.private_keys()[0].state(), KeyState::Decrypted, "{label}");
        let codes: Vec<NoteCode> = bundle.notes().iter().map(|note| note.code()).collect();
        assert!(codes.contains(&NoteCode::LabelMismatch), "{label}: {codes:?}");
        let wrong = Parser::new().passphrase("another").parse(&other).expect_err(label);
        assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase);
    }
}
