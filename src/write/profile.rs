//! The algorithms of a PKCS#12 file.

use super::{encryption::Encryption, iterations::Iterations, random::Random};
use crate::{error::Error, pbe::MacSeal};

/// The algorithms of a PKCS#12 file to be written. RC2 is never written.
///
/// | profile | encryption | MAC | read by |
/// |---|---|---|---|
/// | `Modern` | PBES2: PBKDF2 with HMAC-SHA-256, AES-256-CBC | HMAC-SHA-256 | OpenSSL, Java, GnuTLS, NSS, Python's cryptography, Go |
/// | `Pbmac1` | as `Modern` | PBMAC1 with HMAC-SHA-256 (RFC 9579) | OpenSSL 3.5, Python's cryptography 48 |
/// | `Legacy` | Triple DES under PKCS#12's key derivation with SHA-1 | HMAC-SHA-1 | as `Modern`, and older software; OpenSSL 3 with its legacy provider |
/// | `NoPassphrase` | none | none | OpenSSL, Python's cryptography; Java, without private keys |
///
/// Java reads ASCII passphrases only. `testdata/README.md` has the table of what was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pkcs12Profile {
    /// The algorithms that current software writes, with more iterations.
    Modern(Iterations),
    /// For rules that exclude PKCS#12's own key derivation, such as FIPS 140-3.
    Pbmac1(Iterations),
    /// For software that reads nothing else. It resists guessing of the passphrase less.
    Legacy(Iterations),
    /// Neither encrypted nor authenticated: whoever reads the file has the private keys.
    NoPassphrase,
}

/// [`Modern`](Pkcs12Profile::Modern) with [`Iterations::DEFAULT`].
impl Default for Pkcs12Profile {
    fn default() -> Self {
        Pkcs12Profile::Modern(Iterations::DEFAULT)
    }
}

/// The MAC of a PKCS#12 file.
pub(super) enum Mac {
    /// The HMAC of RFC 7292 §5.1 with SHA-256.
    Sha256 {
        iterations: Iterations,
        salt: [u8; 16],
    },
    /// The same with SHA-1.
    Sha1 {
        iterations: Iterations,
        salt: [u8; 16],
    },
    Pbmac1 {
        iterations: Iterations,
        salt: [u8; 16],
    },
}

impl Mac {
    pub(super) fn seal(&self) -> MacSeal<'_> {
        match self {
            Mac::Sha256 { iterations, salt } => MacSeal::pkcs12_sha256(salt, iterations.get()),
            Mac::Sha1 { iterations, salt } => MacSeal::pkcs12_sha1(salt, iterations.get()),
            Mac::Pbmac1 { iterations, salt } => MacSeal::pbmac1(salt, iterations.get()),
        }
    }
}

impl Pkcs12Profile {
    pub(super) fn takes_passphrase(self) -> bool {
        self != Pkcs12Profile::NoPassphrase
    }

    /// An encryption with fresh random octets; `None` if nothing is encrypted.
    pub(super) fn draw_encryption<F>(
        self,
        random: &mut Random<F>,
    ) -> Result<Option<Encryption>, Error>
    where
        F: FnMut(&mut [u8]),
    {
        Ok(match self {
            Pkcs12Profile::Modern(iterations) | Pkcs12Profile::Pbmac1(iterations) => {
                let (salt, iv) = (random.octets()?, random.octets()?);
                Some(Encryption::Pbkdf2 { iterations, salt, iv })
            }
            Pkcs12Profile::Legacy(iterations) => {
                Some(Encryption::TripleDes { iterations, salt: random.octets()? })
            }
            Pkcs12Profile::NoPassphrase => None,
        })
    }

    /// A MAC with fresh random octets; `None` if there is none.
    pub(super) fn draw_mac<F>(self, random: &mut Random<F>) -> Result<Option<Mac>, Error>
    where
        F: FnMut(&mut [u8]),
    {
        Ok(match self {
            Pkcs12Profile::Modern(iterations) => {
                Some(Mac::Sha256 { iterations, salt: random.octets()? })
            }
            Pkcs12Profile::Pbmac1(iterations) => {
                Some(Mac::Pbmac1 { iterations, salt: random.octets()? })
            }
            Pkcs12Profile::Legacy(iterations) => {
                Some(Mac::Sha1 { iterations, salt: random.octets()? })
            }
            Pkcs12Profile::NoPassphrase => None,
        })
    }
}
