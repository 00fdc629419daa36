#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::string_slice
    )
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod asn1;
mod budget;
mod bundle;
mod cms;
mod collected;
mod context;
mod error;
mod format;
mod hex;
mod integrity;
mod java_keystore;
mod key;
mod limits;
mod metadata;
mod note;
mod notes;
mod oid;
mod padding;
mod parser;
mod passphrase;
mod pbe;
mod pkcs12;
mod pkcs7;
mod report;
mod rfc3339;
mod secret;
#[cfg(feature = "serde")]
mod serialize;
mod shape;
mod tag;
mod text;
mod trailing;
#[cfg(feature = "write")]
mod write;
mod x509;

pub use asn1::oid::Oid;
pub use bundle::{Bundle, KeyMatch, UnknownReason};
#[cfg(feature = "rustls-pki-types")]
pub use bundle::{Identity, IdentityError};
pub use error::{Error, ErrorKind, Location};
pub use format::{CertificateType, Format, Layer, UnknownCertificateType};
pub use integrity::Integrity;
pub use key::{KeyState, LockReason, PrivateKey};
pub use limits::{Exceeded, Limit, Limits};
pub use metadata::Metadata;
pub use note::{NoteClass, NoteCode};
pub use notes::Note;
pub use parser::{Argument, Parser, detect};
pub use passphrase::LockedPart;
pub use report::{
    BrokenReport, CertificatePolicyReport, CertificateReport, GeneralNameReport, LockedPartReport,
    NoteReport, PrivateKeyReport, PublicKeyReport, Report, SignatureReport, TimestampReport,
    Weakness,
};
pub use rfc3339::Rfc3339;
#[cfg(feature = "write")]
pub use write::{EncryptionParameters, Iterations, Pkcs12Profile, Pkcs12Writer};
pub use x509::{
    Attribute, Attributes, AuthorityInfoAccess, BasicConstraints, Certificate, CertificatePolicy,
    CertificateRef, Curve, ExtendedKeyUsage, Extension, Extensions, GeneralName, GeneralNames,
    Gost, HashAlgorithm, Ia5Text, KeyAlgorithm, KeyPurpose, KeyUsage, Name, PublicKeyInfo,
    SerialNumber, SignatureAlgorithm, SignedCertificateTimestamp, SlhDsa, escape,
};

pub use time;
pub use zeroize;

/// Parses `input` with the default options: `Parser::new().parse(input)`.
///
/// # Errors
/// One [`Error`] with its category, place and help.
pub fn parse(input: &(impl AsRef<[u8]> + ?Sized)) -> Result<Bundle, Error> {
    Parser::new().parse(input)
}
