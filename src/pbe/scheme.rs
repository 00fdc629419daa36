//! An encryption scheme: key derivation function, cipher and their parameters.

use super::{
    cipher::Cipher,
    cost::{self, Cost},
    kdf::{Derived, Kdf, Output},
};
use crate::{note::NoteCode, passphrase::StringRule, secret::Scratch};
use core::fmt;

/// A password-based encryption scheme with its parameters.
pub(crate) struct Scheme<'a> {
    pub(super) rule: StringRule,
    pub(super) kdf: Kdf<'a>,
    pub(super) cipher: &'static Cipher,
    /// Length of the key in octets.
    pub(super) key: usize,
    pub(super) iv: Iv<'a>,
    /// A cipher to try if `cipher` does not open it, under the first octets of the same key.
    pub(super) shorter: Option<&'static Cipher>,
    /// Length in octets of the tag at the end of a GCM ciphertext.
    pub(super) tag: usize,
    /// The deviation from the standard that was accepted in the parameters.
    pub(super) leniency: Option<NoteCode>,
}

#[derive(Clone, Copy)]
pub(super) enum Iv<'a> {
    Derived,
    Given(&'a [u8]),
    /// The first octets of the ciphertext.
    Leading,
}

impl Scheme<'_> {
    /// The cost of one attempt with a passphrase and a ciphertext of these lengths in octets. With
    /// PBKDF1 and with a key for two ciphers the ciphertext can be decrypted twice.
    pub(crate) fn cost(&self, password: usize, ciphertext: usize) -> Cost {
        if let Kdf::Passphrase = self.kdf {
            return cost::java_key_protector(password, ciphertext);
        }
        let decryption = cost::decryption(self.cipher.price, ciphertext);
        let kdf = self.kdf.cost(password, self.output()).then(decryption);
        let is_tried_twice = self.shorter.is_some() || matches!(self.kdf, Kdf::Pbkdf1 { .. });
        if is_tried_twice { kdf.then(decryption) } else { kdf }
    }

    /// Whether a ciphertext can have this length in octets.
    pub(super) fn accepts_length(&self, ciphertext: usize) -> bool {
        let leading = if let Iv::Leading = self.iv { self.cipher.iv } else { 0 };
        self.cipher.accepts_length(ciphertext) && ciphertext >= self.tag.saturating_add(leading)
    }

    /// Makes one attempt, which must have been paid for. Returns `None` if padding, tag or `accept`
    /// show that the passphrase is wrong.
    ///
    /// PBKDF1 can yield more octets than key and IV need. The IV is in those after the key (RFC 8018
    /// §6.1.1); NSS takes the last ones, which the returned note code reports.
    ///
    /// Fixture: `pkcs12/nss-pbes1-sha-1-des.p12`.
    pub(super) fn decrypt(
        &self,
        password: &[u8],
        ciphertext: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Option<(Scratch, Option<NoteCode>)> {
        let Derived { key, iv: derived } = self.kdf.derive(password, self.output())?;
        let (leading, ciphertext) = match self.iv {
            Iv::Leading => ciphertext.split_at_checked(self.cipher.iv)?,
            _ => (&[][..], ciphertext),
        };
        let decrypt = |cipher: &Cipher, key: &[u8], iv: &[u8]| {
            let plaintext = cipher.decrypt(key, iv, self.tag, ciphertext);
            plaintext.filter(|plaintext| accept(plaintext))
        };
        let attempt = |iv: &[u8]| decrypt(self.cipher, &key, iv);
        match self.iv {
            Iv::Given(iv) => {
                let shorter = || {
                    let cipher = self.shorter?;
                    decrypt(cipher, key.get(..cipher.key)?, iv)
                };
                return Some((attempt(iv).or_else(shorter)?, None));
            }
            Iv::Leading => return Some((attempt(leading)?, None)),
            Iv::Derived => {}
        }
        let (after_key, more) = derived.split_at_checked(self.cipher.iv)?;
        if let Some(plaintext) = attempt(after_key) {
            return Some((plaintext, None));
        }
        let last = derived.get(more.len()..).filter(|_| !more.is_empty())?;
        Some((attempt(last)?, Some(NoteCode::EncryptionParameters)))
    }

    pub(super) fn output(&self) -> Output {
        let iv = match self.iv {
            Iv::Derived => self.cipher.iv,
            Iv::Given(_) | Iv::Leading => 0,
        };
        Output::KeyAndIv { key: self.key, iv }
    }
}

/// `PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC`: names without numbers.
impl fmt::Display for Scheme<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cipher = self.cipher.name;
        match &self.kdf {
            Kdf::Pkcs12 { hash, .. } => write!(f, "PKCS#12 PBE, {}, {cipher}", hash.name),
            Kdf::Pbkdf1 { hash, .. } => write!(f, "PBES1, {}, {cipher}", hash.name),
            Kdf::Pbkdf2 { prf, .. } => write!(f, "PBES2, PBKDF2 with HMAC-{}, {cipher}", prf.name),
            Kdf::Scrypt { .. } => write!(f, "PBES2, scrypt, {cipher}"),
            Kdf::JavaPbe { .. } => write!(f, "JCEKS PBE, MD5, {cipher}"),
            Kdf::Passphrase => f.write_str(cipher),
            Kdf::BytesToKey { .. } => write!(f, "EVP_BytesToKey with MD5, {cipher}"),
            Kdf::Bcrypt { .. } => write!(f, "bcrypt_pbkdf, {cipher}"),
        }
    }
}
