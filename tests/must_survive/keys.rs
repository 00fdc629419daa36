//! Private keys: headers, numbers that are none, keys of the wrong length, keys of others.

use super::{
    common::{
        der::{context, integer, octet_string, oid, sequence, tlv},
        fixture, pem,
    },
    refused, survive, survive_with,
};
use anycert::{ErrorKind, KeyMatch, Parser};

const PASSPHRASE: Parser<'static> = Parser::new().passphrase("passphrase");

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
                let error = survive_with(&PASSPHRASE, text.as_bytes()).expect_err(info);
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
    survive_with(&PASSPHRASE, text.as_bytes()).unwrap_err();
}

fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// PrivateKeyInfo (RFC 5958 §2).
fn pkcs8(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    sequence(&[&integer(&[0]), algorithm, &octet_string(key)])
}

/// Whatever it is, it is read or refused with its place, and told as a key.
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
