//! Recognized but unsupported text: one file for each kind.

mod base64_inside;
mod binary_as_text;
mod block;
mod body_lines;
mod character;
mod description;
mod document;
mod dump;
mod fingerprint;
mod line_prefix;
mod name;
mod one_line;
mod stray_kind;

pub(crate) use base64_inside::base64_error;
pub(crate) use binary_as_text::damaged_binary;
pub(crate) use character::character;
pub(crate) use document::document;
pub(crate) use name::name;
