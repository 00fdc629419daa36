//! The encodings of a whole text: each is removed as a whole or not at all.

mod bytes;
mod decoded;
mod literal;
mod outermost;
mod percent;
mod utf16;

pub(crate) use bytes::{HEAD, head, split_data_uri};
pub(crate) use decoded::{Broken, Decoded};
pub(crate) use outermost::{of_bytes, of_text};
pub(crate) use utf16::is_utf16;
