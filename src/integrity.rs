//! The result of checking a MAC.

use core::fmt;

/// What the MAC of a PKCS#12 file, or the digest of a Java key store, proves about a certificate, a
/// key or a whole bundle: that its writer knew the passphrase, not who that was.
///
/// ```
/// use anycert::{Integrity, Parser};
///
/// let pfx = std::fs::read("testdata/pkcs12/example.pfx")?;
/// let bundle = Parser::new().passphrase("correct horse 7F").parse(&pfx)?;
/// assert_eq!(bundle.integrity(), Integrity::Verified);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Integrity {
    /// There is no MAC, or it does not cover the certificate or key; for a bundle, not everything in
    /// it. This includes PKCS#7, whose signatures are not checked.
    #[default]
    None,
    /// The MAC was verified with the given passphrase, and it covers the certificate or key, or
    /// everything in the bundle.
    Verified,
    /// There is a MAC, but it proves nothing: no passphrase was given, or the algorithm is not
    /// supported.
    Unchecked,
}

impl Integrity {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Integrity::None => "none",
            Integrity::Verified => "verified",
            Integrity::Unchecked => "unchecked",
        }
    }
}

impl fmt::Display for Integrity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
