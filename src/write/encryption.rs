//! Encryption under a passphrase, with the parameters that the file states.

use super::{iterations::Iterations, passphrase::Octets, random::Random};
use crate::{
    budget::Budget,
    error::{Error, Path, write::TOO_LONG},
    limits::Limits,
    pbe::Seal,
    secret::Scratch,
};

/// How a private key is encrypted: AES-256-CBC under a key that is derived from the passphrase by
/// PBKDF2 with HMAC-SHA-256, or by scrypt (PBES2, RFC 8018 §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncryptionParameters {
    kdf: Kdf,
    pub(super) limits: Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kdf {
    Pbkdf2(Iterations),
    Scrypt,
}

/// log₂ N, r and p of scrypt. OpenSSL refuses to spend more than 32 MiB on N and r.
const SCRYPT: (u8, u32, u32) = (14, 8, 5);

impl EncryptionParameters {
    /// PBKDF2, supported by all software that reads PBES2.
    #[must_use]
    pub const fn pbkdf2(iterations: Iterations) -> Self {
        EncryptionParameters { kdf: Kdf::Pbkdf2(iterations), limits: Limits::DEFAULT }
    }

    /// scrypt with N = 2¹⁴, r = 8 and p = 5, which takes 16 MiB of memory. OpenSSL and Python's
    /// cryptography read it; Java and GnuTLS do not.
    #[must_use]
    pub const fn scrypt() -> Self {
        EncryptionParameters { kdf: Kdf::Scrypt, limits: Limits::DEFAULT }
    }

    /// The limits on work and memory: [`kdf_work`](Limits::kdf_work) and
    /// [`memory_bytes`](Limits::memory_bytes). Everything else in them concerns reading.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The encryption with fresh random octets.
    pub(super) fn draw<F>(self, random: &mut Random<F>) -> Result<Encryption, Error>
    where
        F: FnMut(&mut [u8]),
    {
        let (salt, iv) = (random.octets()?, random.octets()?);
        Ok(match self.kdf {
            Kdf::Pbkdf2(iterations) => Encryption::Pbkdf2 { iterations, salt, iv },
            Kdf::Scrypt => Encryption::Scrypt { cost: SCRYPT, salt, iv },
        })
    }
}

/// PBKDF2 with [`Iterations::DEFAULT`].
impl Default for EncryptionParameters {
    fn default() -> Self {
        EncryptionParameters::pbkdf2(Iterations::DEFAULT)
    }
}

/// One encryption with all its parameters.
pub(super) enum Encryption {
    /// PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC.
    Pbkdf2 { iterations: Iterations, salt: [u8; 16], iv: [u8; 16] },
    /// PBES2 with scrypt (log₂ N, r, p) and AES-256-CBC.
    Scrypt { cost: (u8, u32, u32), salt: [u8; 16], iv: [u8; 16] },
    /// pbeWithSHAAnd3-KeyTripleDES-CBC of PKCS#12.
    TripleDes { iterations: Iterations, salt: [u8; 16] },
}

impl Encryption {
    fn seal(&self) -> Seal<'_> {
        match self {
            Encryption::Pbkdf2 { iterations, salt, iv } => {
                Seal::pbkdf2_aes_256(salt, iterations.get(), iv)
            }
            Encryption::Scrypt { cost, salt, iv } => Seal::scrypt_aes_256(salt, *cost, iv),
            Encryption::TripleDes { iterations, salt } => {
                Seal::pkcs12_triple_des(salt, iterations.get())
            }
        }
    }

    /// Charges the memory of encrypting a plaintext of this length. Returns the work, which the
    /// caller charges for all parts of a file together.
    pub(super) fn pay_memory(
        &self,
        passphrase: &Octets,
        plaintext: usize,
        budget: &mut Budget,
    ) -> Result<u64, Error> {
        let seal = self.seal();
        let cost = seal.cost(passphrase.by(seal.rule()).len(), plaintext);
        let ciphertext = seal.ciphertext_len(plaintext).unwrap_or(usize::MAX);
        let paid = budget.memory(cost.memory);
        budget.free(cost.memory);
        let paid = paid.and_then(|()| budget.memory(ciphertext));
        paid.map(|()| cost.work).map_err(|exceeded| exceeded.at(&Path::ROOT))
    }

    /// Encrypts, which must have been paid for.
    pub(super) fn encrypt(&self, passphrase: &Octets, plaintext: &[u8]) -> Result<Scratch, Error> {
        let seal = self.seal();
        let ciphertext = seal.encrypt(passphrase.by(seal.rule()), plaintext);
        ciphertext.ok_or_else(|| TOO_LONG.at(&Path::ROOT))
    }
}
