//! Properties of every input, as plain functions: the fuzz targets run them on new inputs, and
//! `tests/fuzz_replay.rs` on the kept ones. A program that runs them declares
//! [`Counting`](crate::measure::Counting) as its allocator.

pub mod bundle;
pub mod certificate;
pub mod der;
pub mod differential;
pub mod invariants;
pub mod java_keystore;
pub mod kept;
pub mod key;
pub mod limits;
pub mod mutator;
pub mod parse;
pub mod pfx;
pub mod pkcs12_passphrase;
pub mod pkcs12_plain;
pub mod pkcs7;
pub mod text;
pub mod twins;
#[cfg(feature = "write")]
pub mod write;

/// The name of a target, which is also that of its folder in `corpus`, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("bundle", bundle::run),
    ("certificate", certificate::run),
    ("differential", differential::run),
    ("java_keystore", java_keystore::run),
    ("key", key::run),
    ("parse", parse::run),
    ("pkcs12_passphrase", pkcs12_passphrase::run),
    ("pkcs12_plain", pkcs12_plain::run),
    ("pkcs7", pkcs7::run),
    ("text", text::run),
    #[cfg(feature = "write")]
    ("write", write::run),
];
