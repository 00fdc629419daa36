//! What a MAC proved.

use core::fmt;

/// What a MAC proved about a PKCS#12 file: that who wrote it knew the passphrase, and not who
/// that was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Integrity {
    /// The format has no MAC, or the file none. PKCS#7 too: its signatures are not checked.
    #[default]
    None,
    /// The MAC was verified with the passphrase.
    Verified,
    /// There is a MAC and it was not checked: no passphrase, or an unsupported algorithm.
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
