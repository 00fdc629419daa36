//! The iteration count of a key derivation function.

/// The iteration count of PBKDF2 and of PKCS#12's key derivation, for a file to be written: from
/// 10,000 to 2³¹−1.
///
/// ```
/// use anycert::Iterations;
/// assert_eq!(Iterations::new(600_000).map(Iterations::get), Some(600_000));
/// assert_eq!(Iterations::new(1), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iterations(u32);

/// The count that `keytool` writes. Fewer protect only a passphrase that is as random as a key.
const LEAST: u32 = 10_000;
/// Readers count in `i32`.
const MOST: u32 = 0x7fff_ffff;

impl Iterations {
    /// 200,000: .NET accepts at most 1,000,000 in one file, and a PKCS#12 with two private keys
    /// needs four derivations.
    pub const DEFAULT: Iterations = Iterations(200_000);

    /// `None` below 10,000 and above 2³¹−1.
    #[must_use]
    pub const fn new(count: u32) -> Option<Iterations> {
        if count < LEAST || count > MOST { None } else { Some(Iterations(count)) }
    }

    /// The count.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Default for Iterations {
    fn default() -> Self {
        Iterations::DEFAULT
    }
}
