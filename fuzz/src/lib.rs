//! What every input must hold to, as plain functions: the fuzz targets run them on new inputs, and
//! `tests/fuzz_replay.rs` takes this file in by its path and runs them on the kept ones.

pub mod certificate;
pub mod der;
pub mod differential;
pub mod invariants;
pub mod key;
pub mod limits;
#[path = "../../tests/must_survive/measure.rs"]
mod measure;
pub mod mutator;
pub mod parse;
pub mod pfx;
pub mod pkcs12_passphrase;
pub mod pkcs12_plain;
pub mod pkcs7;
pub mod text;
#[allow(clippy::duplicate_mod, reason = "the sweep takes it in by both its ways")]
#[path = "../../tests/common/tlv.rs"]
mod tlv;
pub mod twins;

/// The name of a target, which is also that of its folder in `corpus`, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("certificate", certificate::run),
    ("differential", differential::run),
    ("key", key::run),
    ("parse", parse::run),
    ("pkcs12_passphrase", pkcs12_passphrase::run),
    ("pkcs12_plain", pkcs12_plain::run),
    ("pkcs7", pkcs7::run),
    ("text", text::run),
];
