//! Password-based encryption: every scheme, every key derivation, every cipher.

mod passphrase;

pub(crate) use passphrase::Keyring;
