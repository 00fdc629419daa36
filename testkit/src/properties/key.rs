//! One private key: the returned key is read back unchanged.

use super::{invariants, twins};
use anycert::{Bundle, KeyMatch, KeyState, Limits, Parser};

/// Executions have to stay fast, and one round of bcrypt has to be paid for: two hashes.
const LIMITS: Limits = Limits::DEFAULT.kdf_work(110_000).memory_bytes(4 << 20);

/// The passphrase of the fixtures.
const PASSPHRASE: &str = "correct horse 7F";

/// `data` is a key in any binary encoding, encrypted or not.
pub fn run(data: &[u8]) {
    let parser = Parser::new().limits(LIMITS).passphrase(PASSPHRASE);
    invariants::input(&parser, data);
    twins::check(&parser, data);
    let bundle = match parser.parse(data) {
        Ok(bundle) => bundle,
        Err(error) => return invariants::error_text(&error),
    };
    invariants::bundle(&bundle);
    match bundle.leaf() {
        None => assert_eq!(bundle.key_match(), KeyMatch::NoCertificate),
        Some(leaf) => {
            let matches = bundle.key_match() == KeyMatch::Matches;
            assert_eq!(matches, bundle.key_of(leaf).is_some());
        }
    }
    for key in bundle.private_keys() {
        let Some(der) = key.secret_pkcs8_der() else {
            assert!(matches!(key.state(), KeyState::Locked(_)));
            continue;
        };
        let pem = key.secret_pkcs8_pem().expect("what is in DER is in PEM");
        let from_pem = anycert::parse(pem.as_bytes()).expect("what was handed out is a key");
        for again in [invariants::read_sound(der), Some(from_pem)].into_iter().flatten() {
            same(&again, der, key.algorithm().expect("what is open has a name"));
        }
    }
}

fn same(again: &Bundle, der: &[u8], algorithm: anycert::KeyAlgorithm) {
    let [key] = again.private_keys() else { panic!("one key became several") };
    assert!(key.secret_pkcs8_der() == Some(der), "another key");
    assert_eq!(key.algorithm(), Some(algorithm));
    assert_eq!(key.state(), KeyState::Clear);
}
