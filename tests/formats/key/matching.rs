//! Keys and certificates: which belong together.

use super::{PASSPHRASE, content, fixture, key, parse, pkcs8, together, values};
use anycert::{ErrorKind, KeyMatch, NoteCode, Parser, UnknownReason};
use base64ct::{Base64, Encoding as _};
use testkit::der::tlv;

/// Certificate, key, algorithm, whether the key has or gives its public part, with the feature
/// and without.
const PAIRS: [(&str, &str, &str, [bool; 2]); 47] = [
    ("rsa-2048.pem", "rsa-pkcs8.pem", "RSA 2048", [true, true]),
    ("rsa-2048.pem", "rsa-traditional.der", "RSA 2048", [true, true]),
    ("rsa-2048.pem", "rsa-pkcs8-encrypted.pem", "RSA 2048", [true, true]),
    ("rsa-2048.pem", "rsa-proc-type-des-cbc.pem", "RSA 2048", [true, true]),
    ("rsa4096.pem", "rsa-4096-pkcs8.pem", "RSA 4096", [true, true]),
    ("rsapss.pem", "rsapss-pkcs8.pem", "RSA-PSS 2048", [true, true]),
    ("dsa.pem", "dsa-traditional.pem", "DSA 2048", [true, true]),
    ("dsa.pem", "dsa-pkcs8.pem", "DSA 2048", [false, false]),
    ("dh.pem", "dh-pkcs8.pem", "DH 2048", [false, false]),
    ("dhx.pem", "dhx-pkcs8.pem", "DH 2048", [false, false]),
    ("p256.pem", "p256-pkcs8.pem", "EC P-256", [true, true]),
    ("p256.pem", "p256-no-public.pem", "EC P-256", [true, false]),
    ("p256.pem", "p256-compressed-public.pem", "EC P-256", [true, true]),
    ("p384.pem", "p384-traditional.pem", "EC P-384", [true, true]),
    ("p521.pem", "p521-pkcs8-encrypted.pem", "EC P-521", [true, true]),
    ("secp256k1.pem", "secp256k1-pkcs8.pem", "EC secp256k1", [true, true]),
    ("brainpool.pem", "brainpool-p256r1-pkcs8.pem", "EC brainpoolP256r1", [true, true]),
    ("brainpool512.pem", "brainpool-p512r1-pkcs8.pem", "EC brainpoolP512r1", [true, true]),
    ("explicit.pem", "ec-explicit-traditional.pem", "EC P-256", [true, true]),
    ("explicit.pem", "ec-explicit-pkcs8.der", "EC P-256", [true, true]),
    ("ed25519.pem", "ed25519-pkcs8.pem", "Ed25519", [true, false]),
    ("ed448.pem", "ed448-pkcs8.pem", "Ed448", [false, false]),
    ("x25519.pem", "x25519-pkcs8.pem", "X25519", [true, false]),
    ("x448.pem", "x448-pkcs8.pem", "X448", [false, false]),
    ("ml-dsa-44.pem", "ml-dsa-44-priv-only.pem", "ML-DSA-44", [true, true]),
    ("ml-dsa-44.pem", "ml-dsa-44-seed-only.pem", "ML-DSA-44", [true, true]),
    ("ml-dsa-65.pem", "ml-dsa-65-seed-priv.pem", "ML-DSA-65", [true, true]),
    ("ml-dsa-87.pem", "ml-dsa-87-seed-only.der", "ML-DSA-87", [true, true]),
    ("ml-kem-768.pem", "ml-kem-768-seed-only.pem", "ML-KEM-768", [true, true]),
    ("ml-kem-768.pem", "ml-kem-768-seed-priv.pem", "ML-KEM-768", [true, true]),
    ("ml-kem-768.pem", "ml-kem-768-priv-only.pem", "ML-KEM-768", [true, true]),
    ("ml-kem-512.pem", "ml-kem-512-seed-only.pem", "ML-KEM-512", [true, true]),
    ("ml-kem-512.pem", "ml-kem-512-seed-priv.pem", "ML-KEM-512", [true, true]),
    ("ml-kem-1024.pem", "ml-kem-1024-seed-only.der", "ML-KEM-1024", [true, true]),
    ("ml-kem-1024.pem", "ml-kem-1024-priv-only.pem", "ML-KEM-1024", [true, true]),
    ("slh-dsa-sha2-128s.pem", "slh-dsa-sha2-128s.pem", "SLH-DSA-SHA2-128s", [true, true]),
    ("slh-dsa-sha2-128f.pem", "slh-dsa-sha2-128f.pem", "SLH-DSA-SHA2-128f", [true, true]),
    ("slh-dsa-sha2-192s.pem", "slh-dsa-sha2-192s.pem", "SLH-DSA-SHA2-192s", [true, true]),
    ("slh-dsa-sha2-192f.pem", "slh-dsa-sha2-192f.pem", "SLH-DSA-SHA2-192f", [true, true]),
    ("slh-dsa-sha2-256s.pem", "slh-dsa-sha2-256s.pem", "SLH-DSA-SHA2-256s", [true, true]),
    ("slh-dsa-sha2-256f.pem", "slh-dsa-sha2-256f.pem", "SLH-DSA-SHA2-256f", [true, true]),
    ("slh-dsa-shake-128s.pem", "slh-dsa-shake-128s.pem", "SLH-DSA-SHAKE-128s", [true, true]),
    ("slh-dsa-shake-128f.pem", "slh-dsa-shake-128f.pem", "SLH-DSA-SHAKE-128f", [true, true]),
    ("slh-dsa-shake-192s.pem", "slh-dsa-shake-192s.pem", "SLH-DSA-SHAKE-192s", [true, true]),
    ("slh-dsa-shake-192f.pem", "slh-dsa-shake-192f.pem", "SLH-DSA-SHAKE-192f", [true, true]),
    ("slh-dsa-shake-256s.pem", "slh-dsa-shake-256s.pem", "SLH-DSA-SHAKE-256s", [true, true]),
    ("slh-dsa-shake-256f.pem", "slh-dsa-shake-256f.pem", "SLH-DSA-SHAKE-256f", [true, true]),
];

#[test]
fn a_key_matches_its_certificate() {
    for (certificate, name, algorithm, [derived, contained]) in PAIRS {
        let bundle = together(certificate, &key(name));
        let known = if cfg!(feature = "public-key-derivation") { derived } else { contained };
        let expected = match known {
            true => KeyMatch::Matches,
            false => KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived),
        };
        assert_eq!(bundle.key_match(), expected, "{name}");
        let [key] = bundle.private_keys() else { panic!("{name}") };
        let leaf = bundle.leaf().unwrap();
        assert_eq!(bundle.certificate_of(key), known.then_some(leaf), "{name}");
        assert_eq!(bundle.key_of(leaf).is_some(), known, "{name}");
        assert_eq!(key.algorithm().unwrap().to_string(), algorithm, "{name}");
        assert_eq!(leaf.public_key().algorithm().to_string(), algorithm, "{certificate}");
        let noted = bundle.notes().iter().any(|note| note.code() == NoteCode::KeyMismatch);
        assert!(!noted, "{name}");
    }
}

#[test]
fn a_key_in_version_2_with_its_public_key_matches() {
    for (certificate, name, algorithm, _) in PAIRS {
        // In the other encodings of EC and RSA keys the public part is elsewhere.
        if algorithm.starts_with("EC") || algorithm.starts_with("RSA") {
            continue;
        }
        let bundle = parse(&fixture(&format!("certificate/{certificate}"))).unwrap();
        let bits = values(content(bundle.leaf().unwrap().spki_der()))[1];
        let version_2 = with_public(&pkcs8(&key(name)), &content(bits)[1..]);
        assert_eq!(together(certificate, &version_2).key_match(), KeyMatch::Matches, "{name}");
    }
}

#[test]
fn no_key_matches_the_certificate_of_another() {
    for (certificate, own, own_algorithm, _) in PAIRS {
        for (other_certificate, other, algorithm, [derived, contained]) in PAIRS {
            if certificate == other_certificate {
                continue;
            }
            let known = if cfg!(feature = "public-key-derivation") { derived } else { contained };
            let bundle = together(certificate, &key(other));
            let certain = known || algorithm != own_algorithm;
            let expected = match certain {
                true => KeyMatch::Mismatch,
                false => KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived),
            };
            assert_eq!(bundle.key_match(), expected, "{own} and {other}");
            let noted = bundle.notes().iter().any(|note| note.code() == NoteCode::KeyMismatch);
            assert_eq!(noted, certain, "{own} and {other}");
        }
    }
}

/// On a curve in no list a point may be written in three ways, and which ones are equal is not
/// computed: equal bytes are a match, others say nothing.
#[test]
fn points_on_a_curve_in_no_list() {
    // c2tnb239v1, as long as P-256.
    let elsewhere = |der: &[u8]| {
        let (p256, other) = (&[0xce, 0x3d, 3, 1, 7][..], [0xce, 0x3d, 3, 0, 11]);
        let mut der = der.to_vec();
        while let Some(at) = der.windows(p256.len()).position(|window| window == p256) {
            der[at..at + p256.len()].copy_from_slice(&other);
        }
        der
    };
    let bundle = parse(&fixture("certificate/p256.pem")).unwrap();
    let certificate = elsewhere(bundle.leaf().unwrap().as_der());
    let with =
        |private_key: &[u8]| Parser::new().private_key(private_key).parse(&certificate).unwrap();
    let noted = |bundle: &anycert::Bundle| {
        bundle.notes().iter().any(|note| note.code() == NoteCode::KeyMismatch)
    };
    let own = elsewhere(&key("p256-traditional.der"));
    assert_eq!(with(&own).key_match(), KeyMatch::Matches);
    let point = own.len() - 65;
    let mut hybrid = own.clone();
    hybrid[point] = 6;
    for other in [hybrid, key("p384-traditional.der"), key("p256-traditional.der")] {
        let bundle = with(&other);
        assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::UnknownAlgorithm));
        assert!(!noted(&bundle));
    }
    let bundle = with(&key("rsa-traditional.der"));
    assert_eq!(bundle.key_match(), KeyMatch::Mismatch);
    assert!(noted(&bundle));
}

/// The certificate with another public key of the same algorithm: one bit of it is another, of a
/// lattice key one in its `rho`, which every key has for itself.
fn with_another_public_key(certificate: &str, algorithm: &str) -> Vec<u8> {
    let bundle = parse(&fixture(&format!("certificate/{certificate}"))).unwrap();
    let leaf = bundle.leaf().unwrap();
    let (mut der, spki) = (leaf.as_der().to_vec(), leaf.spki_der());
    let end = der.windows(spki.len()).position(|window| window == spki).unwrap() + spki.len();
    let public_key = content(values(content(spki))[1]).len() - 1;
    let place = match algorithm.get(..6).unwrap_or_default() {
        "ML-DSA" => 16,
        "ML-KEM" => public_key - 16,
        _ => public_key / 2,
    };
    der[end - public_key + place] ^= 0x10;
    der
}

#[test]
fn no_key_matches_a_certificate_of_its_own_algorithm_with_another_public_key() {
    for (certificate, name, algorithm, [derived, contained]) in PAIRS {
        let der = with_another_public_key(certificate, algorithm);
        let key = key(name);
        let parser = Parser::new().passphrase(PASSPHRASE).private_key(&key);
        let bundle = parser.parse(&der).unwrap();
        let known = if cfg!(feature = "public-key-derivation") { derived } else { contained };
        let expected = match known {
            true => KeyMatch::Mismatch,
            false => KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived),
        };
        assert_eq!(bundle.key_match(), expected, "{name}");
        let leaf = bundle.leaf().unwrap();
        assert_eq!(leaf.public_key().algorithm().to_string(), algorithm, "{name}");
        assert!(bundle.key_of(leaf).is_none(), "{name}");
        assert!(bundle.certificate_of(&bundle.private_keys()[0]).is_none(), "{name}");
        let noted = bundle.notes().iter().any(|note| note.code() == NoteCode::KeyMismatch);
        assert_eq!(noted, known, "{name}");
    }
}

#[test]
fn one_right_key_among_wrong_ones_is_enough() {
    let other = pkcs8(&key("other-pkcs8.pem"));
    let keys = [key("other-pkcs8.pem"), key("ed448-pkcs8.pem"), key("rsa-pkcs8.pem")].concat();
    let bundle = together("rsa-2048.pem", &keys);
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
    let own = bundle.key_of(bundle.leaf().unwrap()).unwrap();
    assert_ne!(own.secret_pkcs8_der().unwrap(), other);
    let twice =
        together("rsa-2048.pem", &[key("rsa-pkcs8.pem"), key("rsa-traditional.pem")].concat());
    assert!(twice.notes().iter().any(|note| note.code() == NoteCode::DuplicateKey));
}

/// The DER of the fixture with another modulus, of the same length and odd.
fn with_modulus(der: &[u8], number: u16) -> Vec<u8> {
    let spki = parse(der).unwrap().leaf().unwrap().spki_der().to_vec();
    let at = der.windows(spki.len()).position(|window| window == spki).unwrap();
    // AlgorithmIdentifier, then the BIT STRING with its SEQUENCE and the INTEGER n.
    let modulus = at + spki.len() - 5 - 256;
    let mut der = der.to_vec();
    der[modulus + 100..modulus + 102].copy_from_slice(&number.to_be_bytes());
    der
}

#[test]
fn a_hundred_keys_find_theirs_among_a_thousand_certificates() {
    let der = fixture("certificate/rsa-2048.der");
    let certificates: Vec<Vec<u8>> = (0..1000).map(|number| with_modulus(&der, number)).collect();
    let keys = (0..100_usize).map(|number| {
        let bundle = parse(&certificates[number * 10]).unwrap();
        let bits = values(content(bundle.leaf().unwrap().spki_der()))[1];
        let numbers = values(content(&content(bits)[1..]));
        let zero: &[u8] = &[2, 1, 0];
        let one: &[u8] = &[2, 1, 1];
        let fields = [zero, numbers[0], numbers[1], one, zero, zero, zero, zero, zero];
        let body = Base64::encode_string(&tlv(0x30, &fields));
        format!("-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n")
    });
    let keys: String = keys.collect();
    let bundle = Parser::new().private_key(keys.as_bytes()).parse(&certificates.concat()).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.private_keys().len()), (1000, 100));
    for (number, key) in bundle.private_keys().iter().enumerate() {
        let own = bundle.certificate_of(key).unwrap();
        assert_eq!(own.as_der(), certificates[number * 10]);
        assert!(std::ptr::eq(bundle.key_of(own).unwrap(), key));
    }
    assert!(bundle.key_of(&bundle.certificates()[1]).is_none());
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
}

/// PKCS#8 of version 2, with this public key in it (RFC 5958 §2).
fn with_public(pkcs8: &[u8], public_key: &[u8]) -> Vec<u8> {
    let fields = values(content(pkcs8));
    let public_key = tlv(0x81, &[&[0], public_key]);
    tlv(0x30, &[&[2, 1, 1], fields[1], fields[2], &public_key])
}

#[test]
fn content_sent_instead_of_a_key_is_identified() {
    let certificate = fixture("certificate/p256.pem");
    let refuse = |input: &[u8]| Parser::new().private_key(input).parse(&certificate).unwrap_err();
    let error = refuse(&certificate);
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().starts_with("private key: this is a certificate"), "{error}");
    let public = {
        let bundle = parse(&certificate).unwrap();
        bundle.leaf().unwrap().spki_der().to_vec()
    };
    let error = refuse(&public);
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().contains("public key"), "{error}");
    let error =
        refuse(b"-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n");
    assert_eq!(error.kind(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().contains("signing request"), "{error}");
}

/// Java writes such a key under rsaEncryption whatever it is for.
#[test]
fn an_rsa_key_without_public_exponent_may_belong_to_a_certificate_for_pss() {
    let (pss, rsa) = (key("rsapss-pkcs8.der"), key("rsa-pkcs8.der"));
    let own = values(content(content(values(content(&pss))[2])));
    let zero = &[2, 1, 0][..];
    let numbers = [zero, own[1], zero, own[3], zero, zero, zero, zero, zero].concat();
    let octets = tlv(0x04, &[&tlv(0x30, &[&numbers])]);
    let bundle = together("rsapss.pem", &tlv(0x30, &[zero, values(content(&rsa))[1], &octets]));
    let reason = UnknownReason::PublicKeyNotDerived;
    assert_eq!(bundle.key_match(), KeyMatch::Unknown(reason));
    assert!(bundle.notes().iter().all(|note| note.code() != NoteCode::KeyMismatch));
}
