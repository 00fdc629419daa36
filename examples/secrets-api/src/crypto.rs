//! The master key, sealed values and tokens.

use crate::{config::Config, store::make_data_dir};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use sha2::{Digest, Sha256};
use std::{
    error::Error,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Seals and opens stored values, with XChaCha20-Poly1305 under the master key.
pub struct Vault(XChaCha20Poly1305);

/// The column of a sealed value. The value opens only in this column and under its own ID.
#[derive(Clone, Copy)]
pub enum Column {
    Content,
    PrivateKey,
    Passphrase,
    LockedInput,
    Check,
}

impl Vault {
    /// With the key from the environment, or from the key file, which is created on first use.
    pub fn open(config: &Config) -> Result<Vault, Box<dyn Error>> {
        let text = match &config.master_key {
            Some(text) => text.clone(),
            None => key_file(&config.data_dir)?,
        };
        let mut key = Zeroizing::new([0; 32]);
        match Base64::decode(text.trim_end(), key.as_mut_slice()) {
            Ok(bytes) if bytes.len() == 32 => {}
            _ => return Err("the master key is not base64 of 32 bytes".into()),
        }
        Ok(Vault(XChaCha20Poly1305::new(&Key::from(*key))))
    }

    /// A random nonce of 24 bytes, then the ciphertext with its tag.
    pub fn seal(&self, id: Uuid, column: Column, plain: &[u8]) -> Vec<u8> {
        let nonce = XNonce::generate();
        let aad = associated_data(id, column);
        let ciphertext = self.0.encrypt(&nonce, Payload { msg: plain, aad: &aad });
        // It fails only beyond 256 GiB.
        let mut sealed = nonce.to_vec();
        sealed.extend(ciphertext.expect("a request is short"));
        sealed
    }

    /// `None` if the value was sealed with another key or for another place, or was changed.
    pub fn open_sealed(
        &self,
        id: Uuid,
        column: Column,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = sealed.split_first_chunk::<24>()?;
        let aad = associated_data(id, column);
        let payload = Payload { msg: ciphertext, aad: &aad };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }
}

fn associated_data(id: Uuid, column: Column) -> Vec<u8> {
    let column = match column {
        Column::Content => "content",
        Column::PrivateKey => "private_key",
        Column::Passphrase => "passphrase",
        Column::LockedInput => "locked_input",
        Column::Check => "check",
    };
    [id.as_bytes(), column.as_bytes()].concat()
}

/// The text of the key file. Whoever can read it can read every secret, so a file that is readable
/// by others is refused.
fn key_file(data_dir: &Path) -> Result<Zeroizing<String>, Box<dyn Error>> {
    make_data_dir(data_dir)?;
    let path = data_dir.join("master.key");
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            let key = Zeroizing::new(<[u8; 32]>::from(Key::generate()));
            let text = Zeroizing::new(Base64::encode_string(key.as_slice()));
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            File::open(data_dir)?.sync_all()?;
            Ok(text)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if fs::metadata(&path)?.permissions().mode() & 0o077 != 0 {
                return Err(format!("{} must be of mode 0600", path.display()).into());
            }
            Ok(Zeroizing::new(fs::read_to_string(&path)?))
        }
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

/// A bearer token: 256 random bits, so storing a plain hash of it is enough.
pub fn new_token() -> Zeroizing<String> {
    let bytes = Zeroizing::new(<[u8; 32]>::from(Key::generate()));
    Zeroizing::new(format!("sat_{}", Base64UrlUnpadded::encode_string(bytes.as_slice())))
}

pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
