//! PKCS#12 under any passphrase: its encodings, right and wrong.

use super::{invariants, limits::LIMITS, pfx};
use anycert::{ErrorKind, Parser};

/// An AuthenticatedSafe without a safe, so that the MAC alone decides.
const EMPTY: &[u8] = &[0x30, 0];

/// `data` is a byte of length, a passphrase of that length, and a PFX.
pub fn run(data: &[u8]) {
    let Some((length, rest)) = data.split_first() else { return };
    let Some((passphrase, file)) = rest.split_at_checked(usize::from(*length)) else { return };
    let parser = Parser::new().limits(LIMITS);
    invariants::input(&parser.passphrase_bytes(passphrase), file);
    if let Ok(text) = str::from_utf8(passphrase) {
        invariants::input(&parser.integrity_passphrase(text), file);
        own(&parser, text);
    }
}

/// A file sealed with the passphrase is opened by it and by no other.
fn own(parser: &Parser<'_>, passphrase: &str) {
    let file = pfx::sealed(EMPTY, passphrase);
    let kind = |parser: Parser<'_>| parser.parse(&file).map(|bundle| bundle.integrity());
    let opened = kind(parser.passphrase(passphrase));
    assert_eq!(opened.unwrap_err().kind(), ErrorKind::NoCertificateOrKey);
    let longer = format!("{passphrase}x");
    let refused = kind(parser.passphrase(&longer));
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
}
