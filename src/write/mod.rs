//! Out again (feature `write`): PKCS#7, encrypted PKCS#8 and PKCS#12.

mod bundle;
mod cms;
mod encode;
mod encryption;
mod iterations;
mod passphrase;
mod pkcs8;
mod private_key;
mod random;

pub use encryption::EncryptionParameters;
pub use iterations::Iterations;
