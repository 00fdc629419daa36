//! Certificates (RFC 5280): the original DER, the offsets of its parts, and their values.

mod algorithm;
mod bag_attributes;
mod buffer;
mod certificate;
mod certificate_ref;
mod display_name;
mod encode;
mod extensions;
mod host_name;
mod name;
mod octets;
mod scan;
mod serial_number;
mod signer;
pub(crate) mod spki;
mod time;

pub use algorithm::{HashAlgorithm, SignatureAlgorithm};
pub(crate) use bag_attributes::BagAttributes;
pub(crate) use buffer::CertificateBuffer;
pub use certificate::Certificate;
pub use certificate_ref::CertificateRef;
pub use extensions::{
    AuthorityInfoAccess, BasicConstraints, CertificatePolicy, ExtendedKeyUsage, Extension,
    Extensions, GeneralName, GeneralNames, Ia5Text, KeyPurpose, KeyUsage,
    SignedCertificateTimestamp,
};
pub(crate) use name::PlainLine;
pub use name::{Attribute, Attributes, Name, escape};
pub(crate) use octets::last_octets;
pub(crate) use scan::Outline;
pub use serial_number::SerialNumber;
pub(crate) use signer::{Identifier, Signer};
pub use spki::{Curve, Gost, KeyAlgorithm, PublicKeyInfo, SlhDsa};
