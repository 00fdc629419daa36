//! Java's JKS and JCEKS: unchanged, and with a valid digest.

use super::{invariants, limits::LIMITS};
use crate::jks;
use anycert::{ErrorKind, Format, Integrity, Parser, detect};

/// `data` is a key store without its digest.
pub fn run(data: &[u8]) {
    let parser = Parser::new().passphrase("p").limits(LIMITS);
    invariants::input(&parser.skip_broken(true), data);
    let file = jks::sealed(data, "p");
    invariants::input(&parser, &file);
    invariants::input(&parser.skip_broken(true).decrypt_keys(false), &file);
    match parser.parse(&file) {
        Ok(bundle) if bundle.format() == Format::JavaKeyStore => {
            assert_eq!(bundle.integrity(), Integrity::Verified);
            for certificate in bundle.certificates() {
                let der = certificate.as_der();
                assert!(data.windows(der.len()).any(|place| place == der), "not the input's own");
            }
        }
        // Where the entries end before `data` does, the digest is another one. Once it held, a key
        // that does not open is locked and no error.
        Err(error) if error.kind() == ErrorKind::IncorrectPassphrase => {
            let is_store = detect(data) == Some(Format::JavaKeyStore);
            assert!(!is_store || error.to_string().contains("digest"), "{error}");
        }
        _ => {}
    }
    // Without the passphrase nothing is verified.
    if let Ok(bundle) = Parser::new().limits(LIMITS).parse(&file)
        && bundle.format() == Format::JavaKeyStore
    {
        assert_eq!(bundle.integrity(), Integrity::Unchecked);
    }
}
