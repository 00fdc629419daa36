//! `openssh-key-v1`.

use super::{key, parse};
use anycert::{ErrorKind, Parser};
use base64ct::{Base64, Encoding as _};

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
