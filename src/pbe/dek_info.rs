//! Encryption of key files that name their cipher in text: DEK-Info headers, `openssh-key-v1`.

use super::{
    Attempt, Failure,
    cipher::Cipher,
    cost::{self, Cost},
};
use crate::{
    context::Parse,
    error::Path,
    passphrase::{
        LockedPart,
        keyring::{StringRule, Target},
    },
    secret::Scratch,
};
use core::fmt;
use digest::Output;
use md5::{Digest as _, Md5};

/// A cipher, its derivation from the passphrase as given, and their parameters.
pub(crate) struct Named<'a> {
    cipher: &'static Cipher,
    derivation: Derivation<'a>,
    tag: usize,
}

enum Derivation<'a> {
    /// OpenSSL's EVP_BytesToKey with MD5 and one iteration: the IV is given, and its first 8
    /// octets are the salt.
    BytesToKey { iv: [u8; 16] },
    /// OpenSSH's bcrypt_pbkdf, which gives the IV too.
    Bcrypt { salt: &'a [u8], rounds: u32 },
}

impl<'a> Named<'a> {
    /// By the name in a DEK-Info header (RFC 1421 §4.6.1.3); nothing for one that is not read.
    pub(crate) fn openssl(name: &str) -> Option<Self> {
        let cipher = Cipher::by_openssl_name(name)?;
        Some(Named { cipher, derivation: Derivation::BytesToKey { iv: [0; 16] }, tag: 0 })
    }

    /// Octets of the IV that stands beside the name; 0 for none.
    pub(crate) fn iv_length(&self) -> usize {
        self.cipher.iv
    }

    /// With this IV in its first octets; a cipher without one is salted with zeroes.
    pub(crate) fn with_iv(self, iv: [u8; 16]) -> Self {
        Named { derivation: Derivation::BytesToKey { iv }, ..self }
    }

    /// By the cipher name of an `openssh-key-v1`; nothing for one that is not read.
    pub(crate) fn openssh(name: &[u8], salt: &'a [u8], rounds: u32) -> Option<Self> {
        let (cipher, tag) = Cipher::by_openssh_name(name)?;
        Some(Named { cipher, derivation: Derivation::Bcrypt { salt, rounds }, tag })
    }

    /// Octets of the tag that stands behind the ciphertext.
    pub(crate) fn tag(&self) -> usize {
        self.tag
    }

    /// Whether so many octets can be a ciphertext, its tag included.
    pub(crate) fn takes(&self, ciphertext: usize) -> bool {
        ciphertext.checked_sub(self.tag).is_some_and(|length| self.cipher.takes(length))
    }

    /// Opens `ciphertext`, its tag behind it; `accept` says whether a plaintext is what belongs
    /// there. The work is paid for first.
    pub(crate) fn open(
        &self,
        ciphertext: &[u8],
        parse: &mut Parse<'_>,
        path: &Path<'_>,
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Scratch, Failure> {
        // Neither format encrypts under the empty passphrase, so "no password" is not tried.
        if !parse.keyring.is_given() {
            self.record_locked(parse, path);
            return Err(Failure::NoPassphrase);
        }
        let size = ciphertext.len();
        parse.context.budget.memory(size).map_err(|exceeded| Failure::Fatal(exceeded.at(path)))?;
        let attempt = Attempt {
            lock: Target::Encryption,
            family: StringRule::Pkcs5,
            cost: &|password| self.cost(password),
        };
        let opened = attempt.try_each_encoding(parse, path, |password| {
            self.decrypt(password, ciphertext).filter(|plaintext| accept(plaintext))
        });
        if opened.is_err() {
            parse.context.budget.free(size);
        }
        opened
    }

    /// Remembers that this was not tried.
    pub(crate) fn record_locked(&self, parse: &mut Parse<'_>, path: &Path<'_>) {
        parse.locked_parts.push(LockedPart::new(path, self, self.cost(0).work));
    }

    fn cost(&self, password: usize) -> Cost {
        match self.derivation {
            Derivation::BytesToKey { .. } => cost::bytes_to_key(password, self.cipher.key),
            Derivation::Bcrypt { salt, rounds } => {
                let key = self.key_and_iv();
                cost::bcrypt_pbkdf(password, salt.len(), u64::from(rounds), key)
            }
        }
    }

    fn key_and_iv(&self) -> usize {
        self.cipher.key.saturating_add(self.cipher.iv)
    }

    fn decrypt(&self, password: &[u8], ciphertext: &[u8]) -> Option<Scratch> {
        match &self.derivation {
            Derivation::BytesToKey { iv } => {
                let key = bytes_to_key(password, iv, self.cipher.key);
                self.cipher.decrypt(&key, iv.get(..self.cipher.iv)?, self.tag, ciphertext)
            }
            Derivation::Bcrypt { salt, rounds } => {
                let mut derived = Scratch::zeroed(self.key_and_iv());
                let out = derived.as_mut_slice();
                bcrypt_pbkdf::bcrypt_pbkdf(password, salt, *rounds, out).ok()?;
                let (key, iv) = derived.split_at_checked(self.cipher.key)?;
                self.cipher.decrypt(key, iv, self.tag, ciphertext)
            }
        }
    }
}

/// `EVP_BytesToKey with MD5, AES-256-CBC`: names and no numbers.
impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let derivation = match self.derivation {
            Derivation::BytesToKey { .. } => "EVP_BytesToKey with MD5",
            Derivation::Bcrypt { .. } => "bcrypt_pbkdf",
        };
        write!(f, "{derivation}, {}", self.cipher.name)
    }
}

/// D_1 = MD5(password ‖ salt), D_i = MD5(D_(i−1) ‖ password ‖ salt), one behind the other until
/// there are `length` octets. No crate has it.
fn bytes_to_key(password: &[u8], iv: &[u8; 16], length: usize) -> Scratch {
    let (salt, _) = iv.split_at(8);
    let mut key = Scratch::zeroed(length.next_multiple_of(16));
    let mut previous: &[u8] = &[];
    for digest in key.as_mut_slice().chunks_exact_mut(16) {
        let hash = Md5::new_with_prefix(previous).chain_update(password).chain_update(salt);
        if let Ok(out) = <&mut Output<Md5>>::try_from(&mut *digest) {
            hash.finalize_into(out);
        }
        previous = digest;
    }
    key.truncate(length);
    key
}
