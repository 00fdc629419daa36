//! A private key as encrypted PKCS#8.

use super::{
    encryption::EncryptionParameters, passphrase::Octets, pkcs8::encrypted_private_key_info,
    random::Random,
};
use crate::{
    budget::Budget,
    error::{
        Error, Path,
        write::{LOCKED, TOO_LONG},
    },
    key::{PrivateKey, pem},
    secret::Scratch,
};
use alloc::{string::String, vec::Vec};
use zeroize::Zeroizing;

/// Writing (feature `write`).
impl PrivateKey {
    /// The key as an EncryptedPrivateKeyInfo (RFC 5958 §3) in DER, encrypted under `passphrase` in
    /// UTF-8. `random` fills a buffer with octets of a cryptographic random generator; the same
    /// octets give the same file.
    ///
    /// # Errors
    /// [`CannotWrite`](crate::ErrorKind::CannotWrite) if the key is locked or `random` returned
    /// only zeros; [`LimitExceeded`](crate::ErrorKind::LimitExceeded) if the derivation exceeds the
    /// [`limits`](EncryptionParameters::limits).
    ///
    /// ```
    /// use anycert::EncryptionParameters;
    /// # fn fill_random(buffer: &mut [u8]) { buffer.fill(7) }
    /// let pem = std::fs::read("testdata/key/p256-pkcs8.pem")?;
    /// let bundle = anycert::parse(&pem)?;
    /// let parameters = EncryptionParameters::default();
    /// for key in bundle.private_keys() {
    ///     let pem = key.to_encrypted_pkcs8_pem("correct horse", parameters, fill_random)?;
    ///     assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_encrypted_pkcs8_der(
        &self,
        passphrase: &str,
        parameters: EncryptionParameters,
        random: impl FnMut(&mut [u8]),
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        encrypted(self, passphrase, parameters, Random(random)).map(Scratch::into_zeroizing)
    }

    /// [`to_encrypted_pkcs8_der`](PrivateKey::to_encrypted_pkcs8_der) as an `ENCRYPTED PRIVATE KEY`
    /// block (RFC 7468 §11). Lines end with `\n`.
    ///
    /// # Errors
    /// As [`to_encrypted_pkcs8_der`](PrivateKey::to_encrypted_pkcs8_der).
    pub fn to_encrypted_pkcs8_pem(
        &self,
        passphrase: &str,
        parameters: EncryptionParameters,
        random: impl FnMut(&mut [u8]),
    ) -> Result<Zeroizing<String>, Error> {
        let der = encrypted(self, passphrase, parameters, Random(random))?;
        pem("ENCRYPTED PRIVATE KEY", &der).ok_or_else(|| TOO_LONG.at(&Path::ROOT))
    }
}

fn encrypted(
    key: &PrivateKey,
    passphrase: &str,
    parameters: EncryptionParameters,
    mut random: Random<impl FnMut(&mut [u8])>,
) -> Result<Scratch, Error> {
    let pkcs8 = key.secret_pkcs8_der().ok_or_else(|| LOCKED.at(&Path::ROOT))?;
    let mut budget = Budget::new(parameters.limits);
    let passphrase = Octets::new(passphrase, &mut budget)?;
    let encryption = parameters.draw(&mut random)?;
    let work = encryption.pay_memory(&passphrase, pkcs8.len(), &mut budget)?;
    budget.kdf_work(work).map_err(|exceeded| exceeded.at(&Path::ROOT))?;
    let ciphertext = encryption.encrypt(&passphrase, pkcs8)?;
    encrypted_private_key_info(&encryption, &ciphertext)
}
