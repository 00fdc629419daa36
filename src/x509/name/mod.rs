//! Name (RFC 5280 §4.1.2.4): borrowed, and rendered only on request.

mod attribute;
mod attribute_type;
mod distinguished_name;
mod leniencies;
mod line;
mod plain;
mod text;

pub use attribute::{Attribute, Attributes};
pub use distinguished_name::Name;
pub(super) use leniencies::note;
pub(crate) use plain::PlainLine;
pub use text::escape;
pub(crate) use text::{Style, Text};

#[cfg(test)]
mod tests;
