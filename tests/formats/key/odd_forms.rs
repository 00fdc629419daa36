//! Forms of keys that standards do not define: each is read with its note, and what contradicts is
//! refused.

use super::{
    P256, content, fixture, key, malformed, notes, pkcs8, together, values, with_private_key,
};
use anycert::{KeyMatch, NoteCode};
use testkit::der::tlv;

/// The fields of ECPrivateKey in the PKCS#8 of P-256.
fn ec_fields(der: &[u8]) -> Vec<Vec<u8>> {
    let octets = values(content(der))[2];
    values(content(content(octets))).into_iter().map(<[u8]>::to_vec).collect()
}

#[test]
fn a_bare_scalar_in_place_of_an_ec_private_key() {
    let der = key("p256-pkcs8.der");
    let scalar = content(&ec_fields(&der)[1]).to_vec();
    let positive = [&[0; 1][..], &scalar].concat();
    for (tag, octets) in [(4, &scalar), (2, &positive)] {
        let bare = with_private_key(&der, |_| tlv(tag, &[octets]));
        assert!(notes(&bare).contains(&NoteCode::OddKeyStructure), "{tag}");
        assert_eq!(content(&ec_fields(&pkcs8(&bare))[1]), scalar, "{tag}");
        let more = with_private_key(&der, |_| [tlv(tag, &[octets]), vec![5, 0]].concat());
        malformed(&more, "privateKey");
    }
}

#[test]
fn versions_and_unused_bits_of_ec_keys_are_noted() {
    let der = key("p256-pkcs8.der");
    let [_, scalar, point] = &ec_fields(&der)[..] else { panic!("three fields") };
    let other_version = with_private_key(&der, |_| tlv(0x30, &[&[2, 1, 2], scalar, point]));
    assert!(notes(&other_version).contains(&NoteCode::KeyVersion));
    let bits = content(point);
    let unused = tlv(0xa1, &[&tlv(3, &[&[1], &content(bits)[1..]])]);
    let unused_bits = with_private_key(&der, |_| tlv(0x30, &[&[2, 1, 1], scalar, &unused]));
    assert!(notes(&unused_bits).contains(&NoteCode::OddKeyStructure));
    for input in [&other_version, &unused_bits] {
        assert_eq!(pkcs8(input), der);
    }
    let more = with_private_key(&der, |inner| [inner, &[5, 0]].concat());
    malformed(&more, "ECPrivateKey");
}

/// Without a point, the length of the scalar decides between two curves.
#[test]
fn a_scalar_fits_the_curve_of_its_length() {
    let der = key("p384-pkcs8.der");
    let fields = values(content(&der));
    let own = values(content(fields[1]));
    let [version, scalar, ..] = &ec_fields(&der)[..] else { panic!("fields") };
    let inside = tlv(0x30, &[version, scalar, &tlv(0xa0, &[own[1]])]);
    let beside = tlv(0x30, &[fields[0], &tlv(0x30, &[own[0], P256]), &tlv(4, &[&inside])]);
    assert!(notes(&beside).contains(&NoteCode::CurveContradiction));
    let algorithm = values(content(&pkcs8(&beside)))[1].to_vec();
    assert_eq!(algorithm, fields[1]);
}

#[test]
fn versions_of_traditional_dsa_keys_are_noted() {
    let der = key("dsa-traditional.der");
    let other = tlv(0x30, &[&[&[2, 1, 1][..]], &values(content(&der))[1..]].concat());
    assert!(notes(&other).contains(&NoteCode::KeyVersion));
    assert!(!notes(&der).contains(&NoteCode::KeyVersion));
    assert_eq!(pkcs8(&other), pkcs8(&der));
}

#[test]
fn nothing_follows_the_fields_of_a_key() {
    let rsa = key("rsa-pkcs8.der");
    let more = |inner: &[u8]| tlv(0x30, &[content(inner), &[5, 0]]);
    malformed(&with_private_key(&rsa, more), "RSAPrivateKey");
    malformed(&with_private_key(&rsa, |inner| [inner, &[5, 0]].concat()), "RSAPrivateKey");
    malformed(&with_private_key(&key("p256-pkcs8.der"), more), "ECPrivateKey");
    let ml_dsa = pkcs8(&key("ml-dsa-65-seed-priv.pem"));
    malformed(&with_private_key(&ml_dsa, more), "privateKey");
    let x = |inner: &[u8]| [inner, &[5, 0]].concat();
    malformed(&with_private_key(&key("dsa-pkcs8.der"), x), "privateKey");
}

/// The same leniency twice is one note.
#[test]
fn a_leniency_is_noted_once() {
    let der = key("rsa-pkcs8.der");
    let input = with_private_key(&der, |inner| {
        let fields = values(content(inner));
        let negative = |field: &[u8]| tlv(2, &[&content(field)[1..]]);
        let [modulus, prime] = [negative(fields[1]), negative(fields[4])];
        let others: &[&[u8]] = &[&[2, 1, 7], &modulus, fields[2], fields[3], &prime];
        tlv(0x30, &[others, &fields[5..]].concat())
    });
    let found = notes(&input);
    let count = |code| found.iter().filter(|note| **note == code).count();
    assert_eq!((count(NoteCode::NegativeKeyNumber), count(NoteCode::KeyVersion)), (1, 1));
    assert_eq!(pkcs8(&input), der);
}

#[test]
fn parameters_of_algorithms_without_any_are_noted() {
    for name in ["ml-dsa-44-seed-only.der", "ed25519-pkcs8.der"] {
        let der = key(name);
        let fields = values(content(&der));
        let algorithm = tlv(0x30, &[content(fields[1]), &[5, 0]]);
        let input = tlv(0x30, &[fields[0], &algorithm, fields[2]]);
        assert!(notes(&input).contains(&NoteCode::KeyParameters), "{name}");
        assert_eq!(pkcs8(&input), pkcs8(&der), "{name}");
    }
}

/// publicKey was EXPLICIT in drafts of RFC 8410.
#[test]
fn an_explicit_public_key_beside_the_private_key() {
    let der = key("bouncycastle-ed25519-v2-with-public.der");
    let fields = values(content(&der));
    let (public, others) = fields.split_last().expect("fields");
    let bits = tlv(3, &[content(public)]);
    let with = |explicit: &[u8]| tlv(0x30, &[others, &[&tlv(0xa1, &[explicit])[..]]].concat());
    assert!(notes(&with(&bits)).contains(&NoteCode::OddKeyStructure));
    assert_eq!(pkcs8(&with(&bits)), pkcs8(&der));
    malformed(&with(&[&bits[..], &[5, 0]].concat()), "publicKey");
}

/// NaCl stores the public key after the private key, of Ed25519 alone.
#[test]
fn a_public_key_appended_to_the_private_key() {
    let spki = |name: &str| {
        let bundle = anycert::parse(&fixture(&format!("certificate/{name}"))).unwrap();
        content(values(content(bundle.leaf().unwrap().spki_der()))[1])[1..].to_vec()
    };
    let der = key("ed25519-pkcs8.der");
    let public = spki("ed25519.pem");
    let appended = with_private_key(&der, |inner| tlv(4, &[content(inner), &public]));
    assert!(notes(&appended).contains(&NoteCode::OddKeyStructure));
    assert_eq!(pkcs8(&appended), der);
    assert_eq!(together("ed25519.pem", &appended).key_match(), KeyMatch::Matches);
    let of_x25519 = key("x25519-pkcs8.der");
    malformed(
        &with_private_key(&of_x25519, |inner| tlv(4, &[content(inner), &public])),
        "privateKey",
    );

    let der = pkcs8(&key("slh-dsa-sha2-128s.pem"));
    let half = |inner: &[u8]| inner[inner.len() / 2..].to_vec();
    let appended = with_private_key(&der, |inner| [inner, &half(inner)].concat());
    assert!(notes(&appended).contains(&NoteCode::PreStandardKey));
    assert_eq!(pkcs8(&appended), der);
    let of_another = with_private_key(&der, |inner| [inner, &vec![7; inner.len() / 2]].concat());
    malformed(&of_another, "privateKey");
    let fields = values(content(&der));
    let beside =
        |public: &[u8]| tlv(0x30, &[&[2, 1, 1], fields[1], fields[2], &tlv(0x81, &[&[0], public])]);
    assert_eq!(pkcs8(&beside(&half(content(fields[2])))), der);
    malformed(&beside(&[7; 32]), "publicKey");
}

/// A public exponent is odd, however many octets it has.
#[test]
fn an_rsa_exponent_is_odd() {
    let der = key("rsa-pkcs8.der");
    let with = |exponent: &[u8]| {
        with_private_key(&der, |inner| {
            let mut fields = values(content(inner));
            let exponent = tlv(2, &[exponent]);
            fields[2] = &exponent;
            tlv(0x30, &fields)
        })
    };
    assert!(!pkcs8(&with(&[2, 1])).is_empty());
    for even in [&[2][..], &[1, 0], &[1, 2]] {
        malformed(&with(even), "publicExponent");
    }
}

/// Early software wrapped the octets of SLH-DSA in an OCTET STRING.
#[test]
fn a_wrapped_slh_dsa_key_is_noted() {
    let der = pkcs8(&key("slh-dsa-sha2-128s.pem"));
    let wrapped = with_private_key(&der, |inner| tlv(4, &[inner]));
    assert!(notes(&wrapped).contains(&NoteCode::PreStandardKey));
    assert!(!notes(&der).contains(&NoteCode::PreStandardKey));
    let more = with_private_key(&der, |inner| [tlv(4, &[inner]), vec![5, 0]].concat());
    malformed(&more, "privateKey");
}

/// Only a key of modulus and private exponent alone may lack its public exponent.
#[test]
fn an_rsa_key_of_primes_has_its_public_exponent() {
    let der = key("rsa-pkcs8.der");
    let without = with_private_key(&der, |inner| {
        let mut fields = values(content(inner));
        fields[2] = &[2, 1, 0];
        tlv(0x30, &fields)
    });
    malformed(&without, "publicExponent");
}

/// P-521 as well, whose scalar has nine bits in its first two octets.
#[cfg(feature = "public-key-derivation")]
#[test]
fn every_supported_curve_derives_its_point() {
    for curve in ["p256", "p384", "p521"] {
        let der = key(&format!("{curve}-pkcs8.der"));
        let [version, scalar, ..] = &ec_fields(&der)[..] else { panic!("fields") };
        let without = with_private_key(&der, |_| tlv(0x30, &[version, scalar]));
        let bundle = together(&format!("{curve}.pem"), &without);
        assert_eq!(bundle.key_match(), KeyMatch::Matches, "{curve}");
        assert_eq!(pkcs8(&without), der, "{curve}");
    }
}

/// The longest numbers that are read have 65,536 bits.
#[test]
fn numbers_have_a_longest_length() {
    let number = |octets: usize| tlv(2, &[&[0], &vec![0xff; octets]]);
    let small: &[u8] = &[2, 1, 3];
    let rsa = |octets| {
        let zeroes: &[u8] = &[2, 1, 0].repeat(5);
        tlv(0x30, &[&[2, 1, 0], &number(octets), &[2, 1, 0], small, zeroes])
    };
    let dsa = |octets| {
        tlv(0x30, &[&[2, 1, 0], &number(octets), &[2, 1, 11], &[2, 1, 4], &[2, 1, 18], small])
    };
    assert!(!pkcs8(&rsa(8192)).is_empty() && !pkcs8(&dsa(8192)).is_empty());
    malformed(&rsa(8193), "modulus");
    malformed(&dsa(8193), "p:");
}

#[test]
fn the_private_number_of_dh_is_in_range() {
    let der = key("dh-pkcs8.der");
    assert!(!pkcs8(&der).is_empty());
    malformed(&with_private_key(&der, |_| vec![2, 1, 0]), "x:");
    let longer = |inner: &[u8]| tlv(2, &[&[0x7f; 2][..], &vec![0xff; content(inner).len() + 600]]);
    malformed(&with_private_key(&der, longer), "x:");
}

/// What was not requested is listed, whatever the format.
#[test]
fn keys_that_were_not_requested_are_listed_with_their_cost() {
    for (name, work) in [
        ("openssh-ed25519-encrypted.pem", None),
        ("rsa-proc-type-aes-256-cbc.pem", Some(8)),
        ("p256-pkcs8-encrypted.pem", Some(4096)),
    ] {
        let bundle = anycert::Parser::new().decrypt_keys(false).parse(&key(name)).expect(name);
        let [part] = bundle.locked_parts() else { panic!("{name}: one part") };
        assert!(part.kdf_work() > 0 && !part.is_tried(), "{name}");
        assert!(work.is_none_or(|work| work == part.kdf_work()), "{name}: {}", part.kdf_work());
    }
}

#[test]
fn an_iv_has_whole_octets() {
    let text = String::from_utf8(key("rsa-proc-type-aes-256-cbc.pem")).expect("a text");
    let (before, after) = text.split_once("AES-256-CBC,").expect("the header");
    let error = super::parse(format!("{before}AES-256-CBC,{}", &after[1..]).as_bytes());
    assert_eq!(error.expect_err("31 digits").kind(), anycert::ErrorKind::Malformed);
}

/// The plaintext of an encrypted key is one key; what follows it is noted or refused.
#[test]
fn nothing_follows_an_encrypted_key() {
    use testkit::pfx;
    let clear = key("p256-pkcs8.der");
    let encrypted = |plaintext: &[u8]| {
        let ciphertext = pfx::encrypt(super::PASSPHRASE.as_bytes(), 1, plaintext);
        tlv(0x30, &[&pfx::pbes2(&pfx::pbkdf2(&[1], &[])), &tlv(4, &[&ciphertext])])
    };
    assert_eq!(pkcs8(&encrypted(&clear)), clear);
    assert!(!notes(&encrypted(&clear)).contains(&NoteCode::TrailingData));
    let certificate = fixture("certificate/example.der");
    for more in [&b"more"[..], &certificate] {
        let read = super::parse(&encrypted(&[&clear, more].concat()));
        let is_silent = read.is_ok_and(|bundle| bundle.notes().is_empty());
        assert!(!is_silent, "{} octets", more.len());
    }
}
