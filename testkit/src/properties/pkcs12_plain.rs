//! PKCS#12 with a valid MAC: safes, bags and attributes, encrypted or not.

use super::{invariants, limits::LIMITS, pfx};
use anycert::{ErrorKind, Integrity, Parser};

/// `data` is the encoding of an AuthenticatedSafe.
pub fn run(data: &[u8]) {
    let file = pfx::sealed(data, "p");
    let parser = Parser::new().passphrase("p").limits(LIMITS);
    invariants::input(&parser, &file);
    invariants::input(&parser.skip_broken(true).decrypt_keys(false), &file);
    match parser.parse(&file) {
        Ok(bundle) => assert_eq!(bundle.integrity(), Integrity::Verified),
        // Encrypted under another passphrase than the MAC, which verified.
        Err(error) if error.kind() == ErrorKind::IncorrectPassphrase => {
            assert!(error.location().to_string().contains("safe"), "{error}");
        }
        Err(_) => {}
    }
    // Without the passphrase nothing is verified.
    if let Ok(bundle) = Parser::new().limits(LIMITS).parse(&file) {
        assert_eq!(bundle.integrity(), Integrity::Unchecked);
    }
}
