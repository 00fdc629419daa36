//! Private keys: headers, numbers that are none, keys of the wrong length, keys of others.

use super::{refused, survive, survive_with};
use anycert::{ErrorKind, KeyMatch, KeyState, Limit, LockReason, NoteCode, Parser};
use testkit::{
    der::{context, integer, octet_string, oid, sequence, tlv},
    fixture, pem,
    pfx::algorithm,
};

fn with_passphrase() -> Parser<'static> {
    Parser::new().passphrase("passphrase")
}

#[test]
fn dek_info() {
    let body = pem::base64(&[0; 64]);
    for info in [
        "",
        "DEK-Info:",
        "DEK-Info: ",
        "DEK-Info: AES-256-CBC",
        "DEK-Info: AES-256-CBC,",
        "DEK-Info: AES-256-CBC,00",
        "DEK-Info: AES-256-CBC,0011223344556677",
        "DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEF",
        "DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFG",
        "DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF00",
        "DEK-Info: DES-EDE3-CBC,00112233445566",
        "DEK-Info: DES-EDE3-CBC,0011223344556677,",
        "DEK-Info: ROT-13,0011223344556677",
        "DEK-Info: ,0011223344556677",
        "DEK-Info: \u{e4}\u{fc},\u{f6}",
        "dek-info AES-256-CBC",
    ] {
        for headers in [
            format!("Proc-Type: 4,ENCRYPTED\n{info}\n\n"),
            format!("{info}\nProc-Type: 4,ENCRYPTED\n\n"),
        ] {
            for body in [&body, ""] {
                let text = format!(
                    "-----BEGIN RSA PRIVATE KEY-----\n{headers}{body}\n-----END RSA PRIVATE KEY-----\n"
                );
                let error = survive_with(&with_passphrase(), text.as_bytes()).expect_err(info);
                let kind = error.kind();
                assert!(
                    matches!(kind, ErrorKind::Malformed | ErrorKind::Unsupported),
                    "{info}: {error}"
                );
                assert!(!error.to_string().contains("ROT"), "{error}");
                let _ = survive(text.as_bytes());
            }
        }
    }
    let long = "A".repeat(1 << 20);
    let text = format!(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {long},{long}\n\n{body}\n-----END RSA PRIVATE KEY-----\n"
    );
    survive_with(&with_passphrase(), text.as_bytes()).unwrap_err();
}

fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// PrivateKeyInfo (RFC 5958 §2).
fn pkcs8(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    sequence(&[&integer(&[0]), algorithm, &octet_string(key)])
}

/// 2³¹−1 and more: iteration counts that are never run.
const TOO_MANY: [&[u8]; 3] = [
    &[0x7f, 0xff, 0xff, 0xff],
    &[1, 0, 0, 0, 0],
    &[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

#[test]
fn iterations_of_pkcs8() {
    let schemes = |count: &[u8]| {
        let salted = sequence(&[&octet_string(b"eightoct"), &integer(count)]);
        let kdf = algorithm("1.2.840.113549.1.5.12", &salted);
        let cipher = algorithm("2.16.840.1.101.3.4.1.42", &octet_string(&[0; 16]));
        [
            algorithm("1.2.840.113549.1.5.13", &sequence(&[&kdf, &cipher])),
            algorithm("1.2.840.113549.1.5.3", &salted),
            algorithm("1.2.840.113549.1.12.1.3", &salted),
        ]
    };
    let encrypted = |scheme: &[u8]| sequence(&[scheme, &octet_string(&[0; 32])]);
    for count in TOO_MANY {
        for scheme in schemes(count) {
            let der = encrypted(&scheme);
            for input in [pem::block("ENCRYPTED PRIVATE KEY", &der).into_bytes(), der] {
                let error = survive_with(&with_passphrase(), &input).unwrap_err();
                assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork, "{error}");
                let bundle = survive(&input).unwrap();
                let state = bundle.private_keys()[0].state();
                assert_eq!(state, KeyState::Locked(LockReason::NoPassphrase));
            }
        }
    }
    for count in [&[0][..], &[0xff], &[0x80, 0, 0, 0]] {
        for scheme in schemes(count) {
            refused(&encrypted(&scheme), ErrorKind::Malformed);
        }
    }
}

/// An openssh-key-v1 of Ed25519, encrypted, with these options of bcrypt.
fn openssh(salt: &[u8], rounds: u32) -> String {
    let string = |octets: &[u8]| {
        let length = u32::try_from(octets.len()).expect("short");
        [&length.to_be_bytes(), octets].concat()
    };
    let options = [string(salt), rounds.to_be_bytes().to_vec()].concat();
    let public = [string(b"ssh-ed25519"), string(&[7; 32])].concat();
    let parts = [
        b"openssh-key-v1\0".to_vec(),
        string(b"aes256-ctr"),
        string(b"bcrypt"),
        string(&options),
        1_u32.to_be_bytes().to_vec(),
        string(&public),
        string(&[0; 144]),
    ];
    pem::block("OPENSSH PRIVATE KEY", &parts.concat())
}

#[test]
fn iterations_of_openssh_bcrypt() {
    for rounds in [1 << 16, i32::MAX.unsigned_abs(), 1 << 31, u32::MAX] {
        for salt in [&[7; 16][..], &[7; 1], &[7; 1 << 20]] {
            let text = openssh(salt, rounds);
            let error = survive_with(&with_passphrase(), text.as_bytes()).unwrap_err();
            assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork, "{error}");
            let bundle = survive(text.as_bytes()).unwrap();
            assert_eq!(
                bundle.private_keys()[0].state(),
                KeyState::Locked(LockReason::NoPassphrase)
            );
        }
    }
    refused(openssh(&[7; 16], 0).as_bytes(), ErrorKind::Malformed);
    refused(openssh(&[], 16).as_bytes(), ErrorKind::Malformed);
    let wrong = survive_with(&with_passphrase(), openssh(&[7; 16], 1).as_bytes()).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase);
}

#[test]
fn trailing_data_after_keys() {
    for name in ["key/example-pkcs8.der", "key/dsa-traditional.der", "key/java-rsa-pkcs8.der"] {
        let whole = fixture::all().into_iter().find(|fixture| fixture.name == name).expect(name);
        let twice = whole.bytes.repeat(2);
        refused(&twice, ErrorKind::Malformed);
        refused(pem::block("PRIVATE KEY", &twice).as_bytes(), ErrorKind::Malformed);
        for behind in [null(), vec![1]] {
            let input = [&whole.bytes[..], &behind].concat();
            for input in [&input[..], pem::block("PRIVATE KEY", &input).as_bytes()] {
                let bundle = survive(input).unwrap();
                assert_eq!(bundle.private_keys().len(), 1);
                assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::TrailingData));
            }
        }
    }
}

/// Each is read or refused with its place, and recognized as a key.
fn key(der: &[u8]) {
    match survive(der) {
        Ok(bundle) => {
            assert_eq!(bundle.private_keys().len(), 1);
            let _ =
                bundle.private_keys()[0].algorithm().map(|algorithm| algorithm.name().to_owned());
            let _ = bundle.private_keys()[0].secret_pkcs8_der();
        }
        Err(error) => {
            let kind = error.kind();
            assert!(
                matches!(kind, ErrorKind::Malformed | ErrorKind::Unsupported),
                "{kind}: {error}"
            );
        }
    }
}

#[test]
fn key_material_of_rsa() {
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), &null()]);
    let megabit = [&[0x7f][..], &[0xff; 1 << 17]].concat();
    for modulus in [&[][..], &[0], &[1], &[2], &[4], &[0x80], &[0xff; 256], &megabit] {
        let numbers = [&[1][..], &[3], &[3], &[3], &[1], &[1], &[1]].map(integer);
        let mut parts = vec![integer(&[0]), integer(modulus)];
        parts.extend(numbers);
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        let rsa = sequence(&parts);
        key(&rsa);
        key(&pkcs8(&algorithm, &rsa));
        refused(&pkcs8(&algorithm, &[&rsa[..], &[0x05, 0]].concat()), ErrorKind::Malformed);
    }
    for inner in [vec![], null(), sequence(&[]), sequence(&[&integer(&[0])]), octet_string(b"x")] {
        refused(&pkcs8(&algorithm, &inner), ErrorKind::Malformed);
    }
}

#[test]
fn key_material_of_elliptic_curves() {
    let curve = oid("1.2.840.10045.3.1.7");
    let composite = [&[0x7f][..], &[0xff; 1 << 16]].concat();
    let explicit = |p: &[u8]| {
        let field = sequence(&[&oid("1.2.840.10045.1.1"), &integer(p)]);
        let coefficients = sequence(&[&octet_string(&[1]), &octet_string(&[1])]);
        sequence(&[
            &integer(&[1]),
            &field,
            &coefficients,
            &octet_string(&[4; 65]),
            &integer(p),
            &integer(&[1]),
        ])
    };
    for parameters in [
        curve,
        explicit(&[0]),
        explicit(&[15]),
        explicit(&composite),
        sequence(&[]),
        null(),
        oid("1.2.3"),
    ] {
        let algorithm = sequence(&[&oid("1.2.840.10045.2.1"), &parameters]);
        for scalar in [&[][..], &[0; 32], &[0xff; 32], &[1; 31], &[1; 33], &[1; 1 << 16]] {
            for public in [
                vec![],
                context(1, &[&tlv(0x03, &[&[0]])]),
                context(1, &[&tlv(0x03, &[&[0, 4], &[9; 64]])]),
            ] {
                let inner = sequence(&[&integer(&[1]), &octet_string(scalar), &public]);
                key(&pkcs8(&algorithm, &inner));
                key(&sequence(&[
                    &integer(&[1]),
                    &octet_string(scalar),
                    &context(0, &[&parameters]),
                    &public,
                ]));
            }
        }
    }
}

#[test]
fn key_material_of_dsa_and_dh() {
    let giant = [&[0x7f][..], &[0xff; 1 << 17]].concat();
    for p in [&[][..], &[0], &[1], &[4], &[0x80], &giant] {
        let parameters = sequence(&[&integer(p), &integer(&[3]), &integer(&[2])]);
        for arcs in ["1.2.840.10040.4.1", "1.2.840.113549.1.3.1", "1.2.840.10046.2.1"] {
            for x in [&[][..], &[0], &[1], &[0xff], &giant] {
                key(&pkcs8(&sequence(&[&oid(arcs), &parameters]), &integer(x)));
            }
        }
    }
}

#[test]
fn key_material_of_another_length() {
    for (arcs, right) in
        [("1.3.101.112", 32), ("1.3.101.113", 57), ("1.3.101.110", 32), ("1.3.101.111", 56)]
    {
        let algorithm = sequence(&[&oid(arcs)]);
        for length in [0, 1, right - 1, right + 1, 1 << 16] {
            refused(&pkcs8(&algorithm, &octet_string(&vec![1; length])), ErrorKind::Malformed);
        }
        survive(&pkcs8(&algorithm, &octet_string(&vec![1; right]))).unwrap();
        for inner in [vec![], null(), vec![1; right]] {
            let _ = survive(&pkcs8(&algorithm, &inner));
        }
    }
}

#[test]
fn truncated_pqc() {
    for (arc, seed, expanded) in [(17, 32, 2560), (18, 32, 4032), (19, 32, 4896)] {
        keys_of_two_parts(&format!("2.16.840.1.101.3.4.3.{arc}"), seed, expanded);
    }
    for (arc, seed, expanded) in [(1, 64, 1632), (2, 64, 2400), (3, 64, 3168)] {
        keys_of_two_parts(&format!("2.16.840.1.101.3.4.4.{arc}"), seed, expanded);
    }
}

/// A seed `[0]`, an expanded key, or both, short or long by one octet (RFC 9881 §6, RFC 9935 §6).
fn keys_of_two_parts(arcs: &str, seed: usize, expanded: usize) {
    let algorithm = sequence(&[&oid(arcs)]);
    let of = |seed: usize, expanded: usize| {
        [
            tlv(0x80, &[&vec![1; seed]]),
            octet_string(&vec![2; expanded]),
            sequence(&[&octet_string(&vec![1; seed]), &octet_string(&vec![2; expanded])]),
        ]
    };
    for wrong in [of(seed - 1, expanded - 1), of(seed + 1, expanded + 1), of(0, 0)] {
        for inner in wrong {
            refused(&pkcs8(&algorithm, &inner), ErrorKind::Malformed);
        }
    }
    let [seed, expanded, both] = of(seed, expanded);
    survive(&pkcs8(&algorithm, &seed)).unwrap();
    survive(&pkcs8(&algorithm, &expanded)).unwrap();
    // The expanded key was not made from this seed; which is right cannot be known.
    if let Err(error) = survive(&pkcs8(&algorithm, &both)) {
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    }
}

#[test]
fn mismatch() {
    let read = |name: &str| std::fs::read(fixture::root().join(name)).expect("a fixture");
    let certificate = read("tools/material/leaf.pem");
    let other = read("tools/material/other.key");
    let bundle = survive_with(&Parser::new().private_key(&other), &certificate).unwrap();
    assert_eq!(bundle.key_match(), KeyMatch::Mismatch);
    let own = read("tools/material/leaf.key");
    let bundle = survive_with(&Parser::new().private_key(&own), &certificate).unwrap();
    assert_ne!(bundle.key_match(), KeyMatch::Mismatch);
    assert!(survive_with(&Parser::new().strict(true).private_key(&other), &certificate).is_err());
}
