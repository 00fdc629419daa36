//! Keys that stay encrypted.

use super::{PASSPHRASE, fixture, key, parse};
use anycert::{ErrorKind, KeyState, Limit, Limits, LockReason, Parser};

#[test]
fn no_key_derivation_runs_for_a_key_that_was_not_requested() {
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
fn keys_under_another_passphrase_stay_locked_beside_opened_ones() {
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

#[test]
fn a_locked_pkcs8_key_can_be_stored_as_it_came() {
    let file = key("p256-pkcs8-encrypted.pem");
    let unsupported = key("p256-pkcs8-seed-cbc.pem");
    let both = [&file[..], &key("rsa-proc-type-non-ascii-passphrase.pem")].concat();
    let other = Parser::new().passphrase_bytes("grüße € 7F".as_bytes());
    for (parser, input, reason) in [
        (Parser::new(), &file, LockReason::NoPassphrase),
        (Parser::new().decrypt_keys(false), &file, LockReason::NotRequested),
        (Parser::new(), &unsupported, LockReason::Unsupported),
        (other, &both, LockReason::IncorrectPassphrase),
    ] {
        let bundle = parser.parse(input).unwrap();
        let locked = &bundle.private_keys()[0];
        assert_eq!(locked.state(), KeyState::Locked(reason));
        let stored = locked.encrypted_pkcs8_pem().unwrap();
        assert!(input.starts_with(stored.as_bytes()), "{reason}");
        let (_, der) = pem_rfc7468::decode_vec(stored.as_bytes()).unwrap();
        assert_eq!(locked.encrypted_pkcs8(), Some(&der[..]));
    }
    let opened = parse(&file).unwrap();
    assert!(opened.private_keys()[0].encrypted_pkcs8().is_none());
    let elsewhere = Parser::new().parse(&key("openssh-rsa-encrypted.pem")).unwrap();
    assert!(elsewhere.private_keys()[0].encrypted_pkcs8_pem().is_none());
}

#[test]
fn every_locked_key_can_be_stored_as_it_came() {
    for name in [
        "p256-pkcs8-encrypted.pem",
        "rsa-proc-type-des-cbc.pem",
        "dsa-proc-type-des-ede3-cbc.pem",
        "old-rsa-proc-type-aes-128-ecb.pem",
        "rsa-proc-type-crlf.pem",
        "openssh-rsa-encrypted.pem",
        "openssh-ed25519-aes256-gcm.pem",
    ] {
        let file = key(name);
        let locked = Parser::new().parse(&file).unwrap();
        let stored = locked.private_keys()[0].locked_pem().expect(name);
        let later = parse(stored.as_bytes()).expect(name);
        let at_once = parse(&file).unwrap();
        assert_eq!(
            later.private_keys()[0].secret_pkcs8_der().expect(name),
            at_once.private_keys()[0].secret_pkcs8_der().unwrap(),
            "{name}"
        );
        assert!(at_once.private_keys()[0].locked_pem().is_none(), "{name}");
        let again = Parser::new().parse(stored.as_bytes()).unwrap();
        assert_eq!(again.private_keys()[0].locked_pem(), Some(stored), "{name}");
    }
    let unsupported = key("p256-proc-type-seed-cbc.pem");
    let locked = Parser::new().parse(&unsupported).unwrap();
    let stored = locked.private_keys()[0].locked_pem().unwrap();
    assert_eq!(stored.as_bytes(), unsupported, "{}", *stored);
}

#[test]
fn a_locked_key_out_of_a_pfx_opens_later() {
    let pfx = fixture("pkcs12/nss-ber-3des.p12");
    let locked = Parser::new().decrypt_keys(false).passphrase(PASSPHRASE).parse(&pfx).unwrap();
    let stored = locked.private_keys()[0].encrypted_pkcs8().unwrap();
    let later = parse(stored).unwrap();
    let at_once = parse(&pfx).unwrap();
    assert_eq!(
        later.private_keys()[0].secret_pkcs8_der(),
        at_once.private_keys()[0].secret_pkcs8_der()
    );
}

#[test]
fn an_encoding_that_was_not_tried_is_reported() {
    let file = key("p256-pkcs8-pbe-sha1-3des.pem");
    let parser = Parser::new().passphrase("wröng");
    let all = parser.parse(&file).unwrap_err();
    assert_eq!((all.kind(), all.exceeded()), (ErrorKind::IncorrectPassphrase, None));
    let look = Parser::new().parse(&file).unwrap();
    let once = look.locked_parts()[0].kdf_work();
    let error = parser.limits(Limits::DEFAULT.kdf_work(once)).parse(&file).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncorrectPassphrase);
    let exceeded = error.exceeded().unwrap();
    assert_eq!((exceeded.limit(), exceeded.allowed()), (Limit::KdfWork, once));
    assert!(exceeded.asked() > once, "{error}");
}

#[test]
fn of_several_failures_the_one_that_was_not_tried_in_full_is_the_answer() {
    let both = [key("p256-pkcs8-encrypted.pem"), key("p256-pkcs8-pbe-sha1-3des.pem")].concat();
    let look = Parser::new().parse(&both).unwrap();
    let [first, second] = [0, 1].map(|at| look.locked_parts()[at].kdf_work());
    let parser = Parser::new().passphrase("wröng");
    // Two encodings of the first key, one of the second.
    let work = 2 * first + second;
    let error = parser.limits(Limits::DEFAULT.kdf_work(work)).parse(&both).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IncorrectPassphrase);
    assert!(error.exceeded().is_some() && error.location().to_string().contains("block 2"));
    assert!(parser.parse(&both).unwrap_err().exceeded().is_none());
}
