//! Extensions (RFC 5280 §4.2), each read only on request, so that an odd one hides no other.

mod access;
mod accessors;
mod extension;
mod general_name;
mod typed;
mod usage;

pub use access::{AuthorityInfoAccess, CertificatePolicy, SignedCertificateTimestamp};
pub use extension::{Extension, Extensions};
pub use general_name::{GeneralName, GeneralNames, Ia5Text};
pub use usage::{BasicConstraints, ExtendedKeyUsage, KeyPurpose, KeyUsage};

#[cfg(test)]
mod tests;
