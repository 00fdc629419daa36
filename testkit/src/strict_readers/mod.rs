//! What other software finds in a text: one file for each reader, with its rule and the versions on
//! which it was measured. `tests/text/strict_readers` holds the measured table and checks the rules
//! against it; `testdata/tools/measure-readers.py` measures anew.

mod contradiction;
mod cryptography;
mod gnutls;
mod go;
mod java;
mod openssl;
mod reading;
mod rfc7468;
mod rustls;

pub use contradiction::contradictions;
pub use reading::{Block, Found};

/// What a reader finds in a text.
pub type Rule = fn(&[u8]) -> Found;

/// The readers by the names that the measured table has for them.
pub const READERS: &[(&str, Rule)] = &[
    ("openssl", openssl::from_file),
    ("openssl_memory", openssl::from_memory),
    ("openssl_store", openssl::store),
    ("go", go::before_1_25),
    ("go_1_26", go::since_1_26),
    ("gnutls", gnutls::read),
    ("java", java::all_17),
    ("java_one", java::one_by_one_17),
    ("java_25", java::all_25),
    ("java_25_one", java::one_by_one_25),
    ("cryptography", cryptography::read),
    ("rustls", rustls::read),
    ("rfc7468", rfc7468::read),
];
