//! Writing (feature `write`): PKCS#7, encrypted PKCS#8 and PKCS#12.

mod bundle;
mod cms;
mod encode;
mod encryption;
mod iterations;
mod passphrase;
mod pfx;
mod pkcs12;
mod pkcs8;
mod private_key;
mod profile;
mod random;
mod writer;

pub use encryption::EncryptionParameters;
pub use iterations::Iterations;
pub use profile::Pkcs12Profile;
pub use writer::Pkcs12Writer;
