//! Why an input was refused: the kind of the error, its place and what to do about it. Every other
//! file here has the texts of one module.

pub(crate) mod asn1;
pub(crate) mod bundle;
pub(crate) mod damaged_text;
mod error_text;
pub(crate) mod java_keystore;
pub(crate) mod key;
mod kind;
pub(crate) mod limits;
mod located;
mod location;
pub(crate) mod parser;
pub(crate) mod pbe;
pub(crate) mod pkcs12;
pub(crate) mod pkcs7;
pub(crate) mod text;
pub(crate) mod unsupported_binary;
pub(crate) mod unsupported_text;
#[cfg(feature = "write")]
pub(crate) mod write;
pub(crate) mod x509;

pub(crate) use error_text::ErrorText;
pub use kind::ErrorKind;
pub use located::Error;
pub use location::Location;
pub(crate) use location::{Path, Step};
