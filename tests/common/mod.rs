//! What several test programs need. Each uses a part of it.
#![allow(dead_code, reason = "each test program compiles this module and uses a part of it")]

pub(crate) mod certificate;
pub(crate) mod cms;
pub(crate) mod der;
pub(crate) mod example;
pub(crate) mod fixture;
pub(crate) mod needles;
pub(crate) mod parallel;
pub(crate) mod pem;
pub(crate) mod pfx;
pub(crate) mod schema;
pub(crate) mod snapshot;
pub(crate) mod tlv;

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
