//! Keys that stay encrypted.

use super::{PASSPHRASE, key, parse};
use anycert::{ErrorKind, KeyState, Limits, LockReason, Parser};

#[test]
fn no_key_derivation_runs_for_a_key_that_is_not_to_be_opened() {
    for name in
        ["p256-pkcs8-encrypted.pem", "rsa-proc-type-des-cbc.pem", "openssh-rsa-encrypted.pem"]
    {
        let parser = Parser::new().decrypt_keys(false).limits(Limits::DEFAULT.kdf_work(0));
        for parser in [parser, parser.passphrase(PASSPHRASE)] {
            let bundle = parser.parse(&key(name)).unwrap();
            assert!(bundle.has_private_key());
            let state = bundle.private_keys()[0].state();
            assert_eq!(state, KeyState::Locked(LockReason::NotRequested), "{name}");
            assert!(bundle.private_keys()[0].secret_pkcs8_der().is_none());
            assert!(bundle.private_keys()[0].secret_pkcs8_pem().is_none());
        }
    }
}

#[test]
fn what_the_passphrase_does_not_open_stays_locked_beside_what_it_does() {
    let both =
        [key("p256-pkcs8-encrypted.pem"), key("rsa-proc-type-non-ascii-passphrase.pem")].concat();
    let bundle = parse(&both).unwrap();
    let states: Vec<_> = bundle.private_keys().iter().map(anycert::PrivateKey::state).collect();
    assert_eq!(states, [KeyState::Decrypted, KeyState::Locked(LockReason::IncorrectPassphrase)]);
    let none = Parser::new().passphrase("wrong horse 00").parse(&both).unwrap_err();
    assert_eq!(none.kind(), ErrorKind::IncorrectPassphrase);
}

#[test]
fn a_locked_openssh_key_shows_its_public_half() {
    let locked = Parser::new().parse(&key("openssh-rsa-encrypted.pem")).unwrap();
    let private_key = &locked.private_keys()[0];
    assert_eq!(private_key.state(), KeyState::Locked(LockReason::NoPassphrase));
    assert_eq!(private_key.algorithm().unwrap().name(), "RSA");
}
