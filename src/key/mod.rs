//! Private keys, in every encoding.

mod ber_to_der;
mod clear;
mod derive;
mod dsa_dh;
mod ec;
mod encrypted_pkcs8;
mod integer;
pub(crate) mod legacy_pem;
mod locked;
mod locked_form;
mod ml_dsa_kem;
mod numbers;
mod openssh;
mod pkcs8;
mod private_key;
mod raw_keys;
mod read;
mod rsa;
mod unencrypted;
mod write;

pub(crate) use locked::always_locked;
#[cfg(feature = "write")]
pub(crate) use locked_form::pem;
pub use private_key::{KeyState, LockReason, PrivateKey};
pub(crate) use read::read;
