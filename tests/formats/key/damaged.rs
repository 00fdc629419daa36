//! Keys with invalid numbers.

use super::{P256, content, key, malformed, notes, parse, pkcs8, values, with_private_key};
use anycert::NoteCode;
use std::fs;
use testkit::{
    der::{integer, octet_string, oid, sequence, tlv},
    tlv,
};

const P256_ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
    0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

fn sec1(scalar: &[u8]) -> Vec<u8> {
    let scalar = tlv(0x04, &[scalar]);
    tlv(0x30, &[&[2, 1, 1], &scalar, &tlv(0xa0, &[P256])])
}

#[test]
fn ec_scalars_out_of_range() {
    for scalar in [&[][..], &[0; 32], &[0; 33], &P256_ORDER, &[0xff; 32], &[1; 33], &[0xff; 115]] {
        malformed(&sec1(scalar), "privateKey");
    }
    let mut last = P256_ORDER;
    last[31] -= 1;
    assert_eq!(notes(&sec1(&last)), [NoteCode::PassphraseUnused]);
    for scalar in [&[1][..], &[&[0], &last[..]].concat()] {
        assert!(notes(&sec1(scalar)).contains(&NoteCode::EcScalarLength));
    }
}

#[test]
fn ec_points_and_curves_that_do_not_fit() {
    let scalar = tlv(0x04, &[&[7; 32]]);
    let with_point = |point: &[u8]| {
        let bits = tlv(0x03, &[&[0], point]);
        tlv(0x30, &[&[2, 1, 1], &scalar, &tlv(0xa0, &[P256]), &tlv(0xa1, &[&bits])])
    };
    for point in [&[][..], &[4; 64], &[4; 66], &[2; 65], &[9; 65]] {
        malformed(&with_point(point), "publicKey");
    }
    malformed(&tlv(0x30, &[&[2, 1, 1], &scalar]), "parameters");
    // Base point G belongs to the secret number 1 only.
    if cfg!(feature = "public-key-derivation") {
        let generator = content(values(content(&pkcs8(&sec1(&[1]))))[2]).to_vec();
        let point = content(values(content(&generator))[2]);
        let mut wrong =
            tlv(0x30, &[&[2, 1, 1], &scalar, &tlv(0xa0, &[P256]), &tlv(0xa1, &[point])]);
        malformed(&wrong, "publicKey");
        // The right x, and a y that is another but as even or odd.
        let own = content(values(content(&pkcs8(&sec1(&[7; 32]))))[2]).to_vec();
        let mut point = content(content(values(content(&own))[2]))[1..].to_vec();
        assert!(parse(&with_point(&point)).is_ok());
        point[40] ^= 1;
        malformed(&with_point(&point), "publicKey");
        wrong.truncate(20);
        malformed(&wrong, "");
    }
}

/// The point is in the key and beside it (RFC 5958 §2), in any form.
#[test]
fn an_ec_key_with_two_public_points() {
    let der = key("p256-pkcs8.der");
    let fields = values(content(&der));
    let bits = content(values(content(content(fields[2])))[2]);
    let point = content(bits)[1..].to_vec();
    let beside =
        |point: &[u8]| tlv(0x30, &[&[2, 1, 1], fields[1], fields[2], &tlv(0x81, &[&[0], point])]);
    let mut compressed = [&[2 | point[64] & 1][..], &point[1..33]].concat();
    for same in [&point, &compressed] {
        assert_eq!(pkcs8(&beside(same)), der);
    }
    compressed[9] ^= 1;
    malformed(&beside(&compressed), "publicKey");
}

/// PKCS#1 with n, e, d, p, q and other numbers that do not matter.
fn pkcs1(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8]) -> Vec<u8> {
    let [n, e, d, p, q] = [n, e, d, p, q].map(|number| tlv(0x02, &[&[0], number]));
    tlv(0x30, &[&[2, 1, 0], &n, &e, &d, &p, &q, &[2, 1, 1, 2, 1, 1, 2, 1, 1]])
}

#[test]
fn invalid_rsa_numbers() {
    // 3233 = 61·53, the example of every text book.
    assert!(parse(&pkcs1(&[0x0c, 0xa1], &[17], &[0x0a, 0xc1], &[61], &[53])).is_ok());
    malformed(&pkcs1(&[0], &[17], &[1], &[0], &[0]), "modulus");
    malformed(&pkcs1(&[1], &[17], &[1], &[0], &[0]), "modulus");
    malformed(&pkcs1(&[0x0c, 0xa0], &[17], &[1], &[0], &[0]), "modulus");
    malformed(&pkcs1(&[0xff; 1 << 17], &[17], &[1], &[0], &[0]), "modulus");
    malformed(&pkcs1(&[0x0c, 0xa1], &[16], &[1], &[61], &[53]), "publicExponent");
    malformed(&pkcs1(&[0x0c, 0xa1], &[17], &[0], &[61], &[53]), "privateExponent");
    malformed(&pkcs1(&[0x0c, 0xa1], &[17], &[1, 1, 1], &[61], &[53]), "privateExponent");
    malformed(&pkcs1(&[0x0c, 0xa1], &[17], &[1], &[61], &[59]), "prime1");
}

/// RFC 8017 §A.1.2: 3·5·7, each prime after the second with its exponent and coefficient.
#[test]
fn rsa_keys_of_more_than_two_primes() {
    let number = |number: u8| tlv(0x02, &[&[number]]);
    let info = |prime: u8| tlv(0x30, &[&number(prime), &number(5), &number(1)]);
    let of = |modulus: u8, others: &[&[u8]]| {
        let numbers = [1, modulus, 5, 5, 3, 5, 1, 1, 2].map(number).concat();
        tlv(0x30, &[&numbers, &tlv(0x30, others)])
    };
    let sound = of(105, &[&info(7)]);
    assert_eq!(notes(&sound), [NoteCode::PassphraseUnused]);
    assert_eq!(content(values(content(&pkcs8(&sound)))[2]), sound);
    assert!(notes(&of(15, &[])).contains(&NoteCode::OddKeyStructure));
    malformed(&of(103, &[&info(7)]), "prime1");
    malformed(&of(105, &[&[2, 1, 7]]), "otherPrimeInfos");
    malformed(&of(105, &[&tlv(0x30, &[&number(7), &number(5)])]), "otherPrimeInfos");
    malformed(&of(105, &[&tlv(0x30, &[&info(7), &number(1)])]), "otherPrimeInfos");
    let infos = |count| [&info(1)[..]].repeat(count).concat();
    assert!(parse(&of(15, &[&infos(14)])).is_ok());
    malformed(&of(15, &[&infos(15)]), "otherPrimeInfos");
}

fn dsa(p: u8, q: u8, g: u8, y: u8, x: u8) -> Vec<u8> {
    let numbers = [0, p, q, g, y, x].map(|number| tlv(0x02, &[&[number]]));
    tlv(0x30, &numbers.each_ref().map(|number| &number[..]))
}

#[test]
fn invalid_dsa_numbers() {
    assert!(parse(&dsa(23, 11, 4, 8, 7)).is_ok());
    malformed(&dsa(22, 11, 4, 8, 7), "p:");
    malformed(&dsa(23, 0, 4, 8, 7), "q:");
    malformed(&dsa(23, 11, 23, 8, 7), "g:");
    malformed(&dsa(23, 11, 4, 8, 0), "x:");
    malformed(&dsa(23, 11, 4, 8, 11), "x:");
}

/// PKCS#8 has the parameters of DSA and Diffie-Hellman in the AlgorithmIdentifier.
#[test]
fn missing_parameters_are_named() {
    // id-dsa, dhpublicnumber and PKCS#3's dhKeyAgreement.
    for algorithm in ["1.2.840.10040.4.1", "1.2.840.10046.2.1", "1.2.840.113549.1.3.1"] {
        let identifier = sequence(&[&oid(algorithm)]);
        let x = octet_string(&integer(&[7]));
        malformed(&sequence(&[&integer(&[0]), &identifier, &x]), "missing algorithm parameters");
    }
}

#[test]
fn keys_of_octets_are_as_long_as_they_must_be() {
    for name in ["ed25519", "ed448", "x25519", "x448"] {
        let der = key(&format!("{name}-pkcs8.der"));
        malformed(&with_private_key(&der, |inner| tlv(4, &[&content(inner)[1..]])), "privateKey");
        malformed(&with_private_key(&der, |inner| tlv(4, &[content(inner), &[0]])), "privateKey");
        let bare = with_private_key(&der, |inner| content(inner).to_vec());
        assert!(notes(&bare).contains(&NoteCode::PreStandardKey), "{name}");
        assert_eq!(pkcs8(&bare), der, "{name}");
    }
    let der = pkcs8(&key("slh-dsa-sha2-128s.pem"));
    malformed(&with_private_key(&der, |inner| inner[1..].to_vec()), "privateKey");
    let wrapped = with_private_key(&der, |inner| tlv(4, &[inner]));
    assert_eq!(pkcs8(&wrapped), der);
}

#[test]
fn post_quantum_keys_are_as_long_as_they_must_be() {
    for set in ["ml-dsa-65", "ml-kem-768"] {
        for form in ["seed-only", "seed-priv", "priv-only"] {
            let Some(der) =
                fs::read(format!("{}/testdata/key/{set}-{form}.pem", env!("CARGO_MANIFEST_DIR")))
                    .ok()
                    .map(|pem| pkcs8(&pem))
            else {
                continue;
            };
            // One octet less at the end, every length around it set right.
            let shorter = |inner: &[u8]| {
                let octets = content(inner);
                match inner[0] {
                    0x30 => {
                        let both = values(octets);
                        let (seed, expanded) = (content(both[0]), content(both[1]));
                        tlv(0x30, &[&tlv(4, &[seed]), &tlv(4, &[&expanded[1..]])])
                    }
                    tag => tlv(tag, &[&octets[1..]]),
                }
            };
            malformed(&with_private_key(&der, shorter), "privateKey");
        }
    }
}

#[test]
fn a_seed_and_an_expanded_key_that_disagree() {
    for name in [
        "ml-dsa-44-seed-priv.pem",
        "ml-dsa-65-seed-priv.pem",
        "ml-kem-512-seed-priv.pem",
        "ml-kem-768-seed-priv.pem",
    ] {
        let der = pkcs8(&key(name));
        // In the seed, both its halves; in what hashing it gives.
        for at in [6, 30] {
            let other = with_private_key(&der, |inner| {
                let mut inner = inner.to_vec();
                inner[at] ^= 1;
                inner
            });
            malformed(&other, "seed");
        }
    }
    let der = pkcs8(&key("ml-kem-768-seed-priv.pem"));
    let rejection = with_private_key(&der, |inner| {
        let mut inner = inner.to_vec();
        *inner.last_mut().unwrap() ^= 1;
        inner
    });
    malformed(&rejection, "seed");
}

/// Content without the structure of the algorithm may be its bare secret number of a wrong length: the
/// error does not depend on it.
#[test]
fn octets_that_are_not_a_key_do_not_change_the_error() {
    let names: &[&str] = &[
        "dsa-pkcs8.der",
        "ec-explicit-pkcs8.der",
        "ed25519-pkcs8.der",
        "example-pkcs8.der",
        "java-ec-pkcs8-no-public.der",
        "java-rsa-pkcs8.der",
        "ml-dsa-44-seed-only.der",
        "ml-kem-768-seed-only.der",
    ];
    for name in names {
        let sound = key(name);
        for length in [1, 2, 31, 33, 63, 65, 66, 100] {
            let said = (0_u8..=255).filter(|octet| !matches!(octet, 0x02 | 0x04 | 0x30 | 0x80));
            let said = said.map(|first| {
                let mut octets: Vec<u8> = (0..length).map(|n| first.wrapping_mul(n | 1)).collect();
                octets[0] = first;
                let error = parse(&with_private_key(&sound, |_| octets.clone())).unwrap_err();
                (error.kind(), error.location().clone(), error.to_string(), error.help())
            });
            let mut said: Vec<_> = said.collect();
            said.dedup();
            assert_eq!(said.len(), 1, "{name}, {length}: {said:?}");
        }
    }
}

/// The same for keys that are not in PKCS#8: if a length is too small, octets of a secret number are
/// at the position of the next value.
#[test]
fn octets_after_a_too_small_length_do_not_change_the_error() {
    let names: &[&str] =
        &["rsa-traditional.der", "dsa-traditional.der", "brainpool-p256r1-traditional.der"];
    for name in names {
        let sound = key(name);
        for value in tlv::all(&sound).into_iter().skip(1) {
            for shorter in 1..=3 {
                let mut bytes = sound.clone();
                let length = &mut bytes[value.content.start - 1];
                let Some(less) = length.checked_sub(shorter) else { continue };
                *length = less;
                let Err(error) = parse(&bytes) else { continue };
                let said = error.to_string();
                assert!(
                    !said.contains("found") && error.location().byte().is_none_or(|byte| byte == 0),
                    "{name}: {said}"
                );
            }
        }
    }
}

/// Found by fuzzing: the seed's length in two octets, which BER allows, was returned as DER.
#[test]
fn lattice_keys_in_ber_are_returned_as_der() {
    let sound = pkcs8(&key("ml-kem-512-seed-priv.pem"));
    let in_ber = with_private_key(&sound, |both| {
        let parts = values(content(both));
        let seed = [&[0x04, 0x81, 0x40], content(parts[0])].concat();
        tlv(0x30, &[&seed, parts[1]])
    });
    // One long length makes the whole BER.
    let version = [&[0x02, 0x81, 0x01, 0x00], &content(&in_ber)[3..]].concat();
    assert_eq!(pkcs8(&tlv(0x30, &[&version])), sound);
}
