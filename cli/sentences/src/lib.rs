//! What is said about an input, in words: by `anycert show`, `list` and `match`, and by the page of
//! `bindings/wasm`. Nothing here knows a terminal or a browser; both draw their rows from [`facts`],
//! [`chain`] and [`others`].
#![no_std]

extern crate alloc;

mod expiry;
mod facts;
mod key;
mod line;
mod names;

pub use expiry::{days_until, glance, in_days, readable};
pub use facts::{Fact, chain, facts, others};
pub use key::why_unknown;
pub use line::{Line, Urgency};
pub use names::{alternative_names, subject_or_name};

use alloc::{format, string::String};

/// "1 file", "2 files".
pub fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
