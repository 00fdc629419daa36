//! Encryption that names its cipher in text: DEK-Info headers (RFC 1421) and `openssh-key-v1`.

use super::{
    attempt::{Attempt, Failure},
    cipher::Cipher,
    cost::{self, Cost},
    kdf::{Kdf, Output},
};
use crate::{
    context::Parse,
    error::{Error, Path},
    passphrase::{StringRule, Target},
    secret::Scratch,
};
use core::fmt;

/// A cipher selected by name, its key derivation function and their parameters.
pub(crate) struct Named<'a> {
    cipher: &'static Cipher,
    kdf: Kdf<'a>,
    /// The IV, in the first octets; unused if it is derived.
    iv: [u8; 16],
    /// Length in octets of the authentication tag; 0 without one.
    tag: usize,
}

impl<'a> Named<'a> {
    /// The cipher of this name in a DEK-Info header (RFC 1421 §4.6.1.3); `None` if it is not supported.
    pub(crate) fn openssl(name: &str) -> Option<Self> {
        let cipher = Cipher::by_openssl_name(name)?;
        Some(Named { cipher, kdf: Kdf::BytesToKey { salt: [0; 8] }, iv: [0; 16], tag: 0 })
    }

    /// Whether the IV that follows the name can have this length in octets. OpenSSL up to 0.9.8
    /// wrote one for ECB too, as long as a block, and used it as the salt; no later version writes
    /// keys in ECB.
    pub(crate) fn accepts_iv_length(&self, length: usize) -> bool {
        length == self.cipher.iv || (self.cipher.iv == 0 && length == self.cipher.block)
    }

    /// Sets the IV, which is at the start of `iv`. Its first 8 octets are also the salt of the key
    /// derivation; without an IV, they are zeroes.
    pub(crate) fn with_iv(self, iv: [u8; 16]) -> Self {
        let mut salt = [0; 8];
        for (octet, own) in salt.iter_mut().zip(iv) {
            *octet = own;
        }
        Named { kdf: Kdf::BytesToKey { salt }, iv, ..self }
    }

    /// The cipher of this name in an `openssh-key-v1`; `None` if it is not supported.
    pub(crate) fn openssh(name: &[u8], salt: &'a [u8], rounds: u32) -> Option<Self> {
        let (cipher, tag) = Cipher::by_openssh_name(name)?;
        Some(Named { cipher, kdf: Kdf::Bcrypt { salt, rounds }, iv: [0; 16], tag })
    }

    /// Length in octets of the tag that follows the ciphertext.
    pub(crate) fn tag(&self) -> usize {
        self.tag
    }

    /// Whether a ciphertext, tag included, can have this length.
    pub(crate) fn accepts_length(&self, ciphertext: usize) -> bool {
        ciphertext.checked_sub(self.tag).is_some_and(|length| self.cipher.accepts_length(length))
    }

    /// Decrypts `ciphertext`, which includes its tag. `accept` decides whether a plaintext is of
    /// the expected kind. The work is charged first.
    pub(crate) fn open(
        &self,
        ciphertext: &[u8],
        parse: &mut Parse<'_>,
        path: &Path<'_>,
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Scratch, Failure> {
        // Neither format encrypts under the empty passphrase, so "no password" is not tried.
        if !parse.keyring.is_given() {
            self.record_locked(ciphertext.len(), parse, path).map_err(Failure::Fatal)?;
            return Err(Failure::NoPassphrase);
        }
        let size = ciphertext.len();
        parse.context.budget.memory(size).map_err(|exceeded| Failure::Fatal(exceeded.at(path)))?;
        let cost = |password| self.cost(password, size);
        let opened = self.attempt(&cost).try_each_encoding(parse, path, |password| {
            self.decrypt(password, ciphertext).filter(|plaintext| accept(plaintext))
        });
        if opened.is_err() {
            parse.context.budget.free(size);
        }
        opened
    }

    /// Records that a key with a ciphertext of this length was not tried.
    pub(crate) fn record_locked(
        &self,
        ciphertext: usize,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let cost = |password| self.cost(password, ciphertext);
        self.attempt(&cost).record_locked(false, parse, path)
    }

    fn attempt<'b>(&'b self, cost: &'b dyn Fn(usize) -> Cost) -> Attempt<'b> {
        Attempt { algorithm: self, target: Target::Encryption, rule: StringRule::Pkcs5, cost }
    }

    fn cost(&self, password: usize, ciphertext: usize) -> Cost {
        let decryption = cost::decryption(self.cipher.price, ciphertext);
        self.kdf.cost(password, self.output()).then(decryption)
    }

    fn output(&self) -> Output {
        let iv = if let Kdf::Bcrypt { .. } = self.kdf { self.cipher.iv } else { 0 };
        Output::KeyAndIv { key: self.cipher.key, iv }
    }

    fn decrypt(&self, password: &[u8], ciphertext: &[u8]) -> Option<Scratch> {
        let derived = self.kdf.derive(password, self.output())?;
        let iv = match self.kdf {
            Kdf::Bcrypt { .. } => &*derived.iv,
            _ => self.iv.get(..self.cipher.iv)?,
        };
        self.cipher.decrypt(&derived.key, iv, self.tag, ciphertext)
    }
}

/// Prints `EVP_BytesToKey with MD5, AES-256-CBC`, without parameters.
impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kdf = match self.kdf {
            Kdf::Bcrypt { .. } => "bcrypt_pbkdf",
            _ => "EVP_BytesToKey with MD5",
        };
        write!(f, "{kdf}, {}", self.cipher.name)
    }
}
