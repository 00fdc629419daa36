//! `openssh-key-v1`.

use super::{key, parse};
use anycert::{ErrorKind, Limit, Limits, Parser};
use base64ct::{Base64, Encoding as _};
use std::fs;
use testkit::fixture::root;

/// The binary of a block, which has 70 columns where RFC 7468 has 64.
fn openssh(name: &str) -> Vec<u8> {
    let pem = String::from_utf8(key(name)).unwrap();
    let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    Base64::decode_vec(&lines.concat()).unwrap()
}

#[test]
fn openssh_cut_off_anywhere() {
    for name in
        ["openssh-ed25519.pem", "openssh-ecdsa-encrypted.pem", "openssh-ed25519-aes256-gcm.pem"]
    {
        let whole = openssh(name);
        for length in 15..whole.len() {
            let parser = Parser::new().decrypt_keys(false);
            let error = parser.parse(&whole[..length]).expect_err(name);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{name} {length}");
        }
    }
}

#[test]
fn openssh_changed_anywhere_is_refused_or_read() {
    let whole = openssh("openssh-ed25519.pem");
    for at in 15..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x41;
        if let Err(error) = parse(&changed) {
            assert!(error.to_string().is_ascii());
        }
    }
}

#[test]
fn bcrypt_rounds_are_paid_for_first() {
    let mut dear = openssh("openssh-ed25519-encrypted.pem");
    let salt = dear.windows(4).position(|four| four == [0, 0, 0, 16]).unwrap();
    dear[salt + 20..salt + 24].copy_from_slice(&u32::MAX.to_be_bytes());
    let error = parse(&dear).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    dear[salt + 20..salt + 24].fill(0);
    assert_eq!(parse(&dear).unwrap_err().kind(), ErrorKind::Malformed);
}

/// A PEM reader would find the trailing data, which is not part of the encrypted key.
#[test]
fn openssh_with_trailing_data() {
    let certificate = fs::read(root().join("certificate/p256.pem")).unwrap();
    for name in [
        "openssh-ed25519.pem",
        "openssh-ecdsa-encrypted.pem",
        "openssh-ed25519-aes256-gcm.pem",
        "openssh-ed25519-chacha20-poly1305.pem",
    ] {
        let whole = openssh(name);
        let with = |behind: &[u8]| Parser::new().parse(&[&*whole, behind].concat());
        assert!(with(b" \n\0").is_ok(), "{name}");
        let error = with(&[b"\n", &*certificate].concat()).expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Malformed, "{name}");
        if !name.contains("chacha20") {
            let error = with(b"x").expect_err(name);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{name}");
        }
    }
}

/// An unencrypted RSA key of modulus, private exponent and primes.
fn rsa([n, d, p, q]: [&[u8]; 4]) -> Vec<u8> {
    let numbers = [n, &[3], d, &[1], p, q].map(text).concat();
    let private = [&[0; 8][..], &text(b"ssh-rsa"), &numbers, &text(b"")].concat();
    let public = [&text(b"ssh-rsa")[..], &text(&[3]), &text(n)].concat();
    let head = [&b"openssh-key-v1\0"[..], &text(b"none"), &text(b"none"), &text(b"")];
    [&head.concat()[..], &[0, 0, 0, 1], &text(&public), &text(&private)].concat()
}

/// The CRT exponents are computed, and their price grows with the square of the length.
#[test]
fn openssh_rsa_exponents_are_paid_for_first() {
    let prime = [&[0x7f; 1023][..], &[1]].concat();
    // The product of the primes ends with these octets.
    let modulus = [&[0x7f; 2040][..], &0x7f7f_7f7f_7f7f_7f01_u64.wrapping_pow(2).to_be_bytes()];
    let largest = rsa([&modulus.concat(), &[0x7f; 2048], &prime, &prime]);
    for (file, work) in [(openssh("openssh-rsa.pem"), 96), (largest, 4352)] {
        let with = |work| Parser::new().limits(Limits::DEFAULT.kdf_work(work)).parse(&file);
        assert!(with(work).is_ok(), "{:?}", with(work));
        let error = with(work - 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        let exceeded = error.exceeded().unwrap();
        assert_eq!((exceeded.limit(), exceeded.asked()), (Limit::KdfWork, work));
    }
    let other = Parser::new().limits(Limits::DEFAULT.kdf_work(0));
    assert!(other.parse(&openssh("openssh-ed25519.pem")).is_ok());
}

#[test]
fn openssh_rsa_numbers_have_a_limit() {
    assert!(parse(&rsa([&[15], &[3], &[3], &[5]])).is_ok());
    let ones = [0x7f; 4096];
    for numbers in [
        [&ones[..2049], &[3], &[3], &[5]],
        [&[15], &ones[..2], &[3], &[5]],
        [&[0, 15, 1], &[3], &ones[..2], &ones[..2]],
    ] {
        let error = parse(&rsa(numbers)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(error.to_string().contains("modulus"), "{error}");
    }
}

fn text(octets: &[u8]) -> Vec<u8> {
    [&u32::try_from(octets.len()).unwrap().to_be_bytes()[..], octets].concat()
}

/// A file with these names of cipher and key derivation, its options, and both halves of the key.
fn file([cipher, kdf, options, public, private]: [&[u8]; 5]) -> Vec<u8> {
    let head = [cipher, kdf, options].map(text).concat();
    [b"openssh-key-v1\0", &head[..], &[0, 0, 0, 1], &text(public), &text(private)].concat()
}

#[test]
fn openssh_keys_that_are_not_in_the_file() {
    for kind in ["sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"] {
        let error = parse(&file([b"none", b"none", b"", &text(kind.as_bytes()), b""])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        assert!(error.to_string().contains("FIDO security key"), "{error}");
    }
}

#[test]
fn openssh_ciphers_and_key_derivations_that_are_unsupported() {
    let options = [&text(b"sixteen octets!!")[..], &[0, 0, 0, 16]].concat();
    let public = text(b"ssh-ed25519");
    let private: &[u8] = &[0; 64];
    let refused = |cipher: &[u8], kdf: &[u8]| {
        let error = parse(&file([cipher, kdf, &options, &public, private])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        error
    };
    assert!(refused(b"aes256-ctr", b"argon2").to_string().contains("key derivation"));
    let error = refused(b"arcfour256", b"bcrypt");
    assert!(error.to_string().contains("cipher"), "{error}");
    assert_eq!((error.feature(), error.oid()), (None, None));
    #[cfg(not(feature = "rare-ciphers"))]
    {
        let error = refused(b"chacha20-poly1305@openssh.com", b"bcrypt");
        assert_eq!(error.feature(), Some("rare-ciphers"));
    }
}

/// Options of bcrypt are a salt and a count, and nothing else.
#[test]
fn openssh_options_of_the_key_derivation() {
    let public = text(b"ssh-ed25519");
    let salt = text(b"sixteen octets!!");
    let rounds: &[u8] = &[0, 0, 0, 1];
    let with = |options: &[u8]| {
        let input = file([b"aes256-ctr", b"bcrypt", options, &public, &[0; 64]]);
        parse(&input).unwrap_err().kind()
    };
    assert_eq!(with(&[&salt, rounds].concat()), ErrorKind::IncorrectPassphrase);
    assert_eq!(with(&[&salt, rounds, &[0]].concat()), ErrorKind::Malformed);
    assert_eq!(with(&[&text(b""), rounds].concat()), ErrorKind::Malformed);
    assert_eq!(with(&salt), ErrorKind::Malformed);
}

/// The private key of Ed25519 is followed by the public key, both of 32 octets.
#[test]
fn openssh_ed25519_has_both_halves_in_full() {
    let key = openssh("openssh-ed25519.pem");
    assert!(parse(&key).is_ok());
    let kind = text(b"ssh-ed25519");
    for (public, appended) in [(&[1; 10][..], &[1; 10][..]), (b"", b""), (&[1; 32], &[2; 32])] {
        let both = [&[7; 32], appended].concat();
        let private = [&[0; 8][..], &kind, &text(public), &text(&both), &text(b"")].concat();
        let input = file([b"none", b"none", b"", &[&kind[..], &text(public)].concat(), &private]);
        assert_eq!(parse(&input).unwrap_err().kind(), ErrorKind::Malformed, "{}", public.len());
    }
}

/// An unencrypted DSA key of p, q, g, y and x.
fn dsa(numbers: [&[u8]; 5]) -> Vec<u8> {
    let texts = numbers.map(text);
    let kind = text(b"ssh-dss");
    let public = [&kind, &texts[..4].concat()[..]].concat();
    let private = [&[0; 8][..], &kind, &texts.concat(), &text(b"")].concat();
    file([b"none", b"none", b"", &public, &private])
}

#[test]
fn openssh_dsa_numbers_are_in_range() {
    assert!(parse(&dsa([&[23], &[11], &[4], &[18], &[3]])).is_ok());
    for (numbers, place) in [
        ([&[22][..], &[11], &[4], &[18], &[3]], "p"),
        ([&[1], &[11], &[0], &[18], &[3]], "p"),
        ([&[23], &[10], &[4], &[18], &[3]], "q"),
        ([&[23], &[11], &[23], &[18], &[3]], "g"),
        ([&[23], &[11], &[4], &[18], &[11]], "x"),
        ([&[23], &[11], &[4], &[18], &[0]], "x"),
    ] {
        let error = parse(&dsa(numbers)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        assert!(error.to_string().contains(&format!("{place}:")), "{place}: {error}");
    }
}

#[test]
fn openssh_numbers_and_padding_at_their_limits() {
    let ones = [&[0][..], &[0xff; 2049]].concat();
    // 16,384 bits; the primes are not compared, since one of them is missing.
    let largest = rsa([&ones[..2049], &[3], &[], &[]]);
    assert!(parse(&largest).is_ok(), "{:?}", parse(&largest));
    let error = parse(&rsa([&ones, &[3], &[], &[]])).unwrap_err();
    assert!(error.to_string().contains("modulus"), "{error}");
    let error = parse(&rsa([&[0x8f], &[3], &[3], &[5]])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed, "a negative number: {error}");

    let key = openssh("openssh-ed25519.pem");
    let start = key.windows(11).rposition(|part| part == b"ssh-ed25519").unwrap() - 12;
    let private = &key[start..];
    let unpadded = &private[..private.len() - private[private.len() - 1] as usize];
    let kind = text(b"ssh-ed25519");
    let with = |padding: &[u8]| {
        let private = [unpadded, padding].concat();
        parse(&file([b"none", b"none", b"", &[&kind[..], &private[23..59]].concat(), &private]))
    };
    let all: Vec<u8> = (1..=255).collect();
    for padding in [&[][..], &[1], &[1, 2, 3], &all] {
        assert!(with(padding).is_ok(), "{padding:?}: {:?}", with(padding));
    }
    for padding in [&[2][..], &[1, 3], &[0], &[&all[..], &[0]].concat()] {
        assert_eq!(with(padding).unwrap_err().kind(), ErrorKind::Malformed, "{padding:?}");
    }
}

#[test]
fn openssh_types_and_lengths_that_do_not_fit() {
    let kind = text(b"ssh-foo");
    let private = [&[0; 8][..], &kind, &text(&[1]), &text(b"")].concat();
    let error = parse(&file([b"none", b"none", b"", &kind, &private])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    let options = [&text(b"sixteen octets!!")[..], &[0, 0, 0, 1]].concat();
    let public = text(b"ssh-ed25519");
    for (length, kind) in [(63, ErrorKind::Malformed), (64, ErrorKind::IncorrectPassphrase)] {
        let input = file([b"aes256-cbc", b"bcrypt", &options, &public, &vec![0; length]]);
        assert_eq!(parse(&input).unwrap_err().kind(), kind, "{length}");
    }
    let whole = openssh("openssh-ed25519.pem");
    let error = parse(&[&whole[..], b"\n x"].concat()).unwrap_err();
    assert_eq!(error.location().byte(), Some(whole.len()), "{error}");
}

#[test]
fn openssh_files_have_one_key_of_sound_numbers() {
    let key = openssh("openssh-ed25519.pem");
    // The number of keys follows the names, none of them long, and the empty options.
    let at = 15 + 8 + 8 + 4;
    assert_eq!(key[at..at + 4], [0, 0, 0, 1]);
    for number in [0, 2] {
        let mut other = key.clone();
        other[at + 3] = number;
        assert!(parse(&other).is_err(), "{number} keys");
    }
    for (modulus, place) in [(&[14][..], "modulus"), (&[1], "modulus")] {
        let error = parse(&rsa([modulus, &[1], &[], &[]])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        assert!(error.to_string().contains(place), "{error}");
    }
}
