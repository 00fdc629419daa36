//! Password-based encryption and authentication: schemes, key derivation, ciphers, MACs.

mod attempt;
mod block_modes;
mod cipher;
mod cost;
mod dek_info;
#[cfg(feature = "rare-ciphers")]
mod gost;
#[cfg(feature = "rare-ciphers")]
mod gost_modes;
mod hash;
mod hashes;
mod java_key_protector;
mod java_pbe;
mod java_store_digest;
mod kdf;
mod mac;
mod open;
mod openssh_ciphers;
mod openssl_ciphers;
mod other_modes;
mod parameters;
mod pbes1;
mod pbes2;
mod pbkdf2_sha256;
#[cfg(feature = "rare-ciphers")]
mod rare_ciphers;
mod read;
mod scheme;
#[cfg(feature = "write")]
mod seal;
#[cfg(test)]
mod tests;
mod unsupported;

pub(crate) use attempt::Failure;
pub(crate) use dek_info::Named;
pub(crate) use java_store_digest::JavaStoreDigest;
pub(crate) use mac::Mac;
pub(crate) use open::open;
pub(crate) use openssl_ciphers::unsupported as unsupported_by_openssl_name;
pub(crate) use scheme::Scheme;
#[cfg(feature = "write")]
pub(crate) use seal::{MacSeal, Seal};
