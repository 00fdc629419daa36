//! Extensions (RFC 5280 §4.2), each read only on request, so that an odd one hides no other.

mod accessors;
mod extension;
mod general_name;
mod usage;

pub use extension::{Extension, Extensions};
pub use general_name::{GeneralName, GeneralNames, Ia5Text};
pub use usage::{BasicConstraints, ExtendedKeyUsage, KeyPurpose, KeyUsage};

#[cfg(test)]
mod tests;
