//! Code shared by the tests, the fuzz targets and the benchmarks: fixtures; writers of DER, PEM, CMS,
//! PKCS#12 and Java key stores for inputs that no tool writes; and properties that hold for every
//! input.

pub mod certificate;
pub mod cms;
pub mod der;
pub mod fixture;
pub mod jks;
pub mod measure;
pub mod needles;
pub mod parallel;
pub mod pem;
pub mod pfx;
pub mod properties;
pub mod random;
pub mod schema;
pub mod snapshot;
pub mod strict_readers;
pub mod tlv;

use sha2::{Digest, Sha256};
use std::{fmt::Write, path::Path};

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package is in the repository")
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
