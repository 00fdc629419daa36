//! A certificate, as plain data.

use super::{
    hex::hex,
    weakness::{Weakness, weaknesses},
};
#[cfg(feature = "serde")]
use crate::serialize;
use crate::{
    bundle::Bundle,
    error::Error,
    x509::{Certificate, HashAlgorithm, KeyAlgorithm, escape},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use time::OffsetDateTime;

/// One certificate of a [`Report`](crate::Report).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CertificateReport {
    /// [`Certificate::subject`]
    pub subject: String,
    /// [`Certificate::issuer`]
    pub issuer: String,
    /// [`Certificate::serial`], in hexadecimal.
    pub serial: String,
    /// [`Certificate::not_before`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::moment"))]
    pub not_before: OffsetDateTime,
    /// [`Certificate::not_after`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::moment"))]
    pub not_after: OffsetDateTime,
    /// [`Certificate::fingerprint_sha256`], in hexadecimal.
    pub fingerprint_sha256: String,
    /// [`Certificate::fingerprint_sha1`], in hexadecimal.
    pub fingerprint_sha1: String,
    /// [`Certificate::spki_sha256`], in hexadecimal.
    pub spki_sha256: String,
    /// [`Certificate::public_key`]
    pub public_key: PublicKeyReport,
    /// [`Certificate::signature_algorithm`]
    pub signature_algorithm: SignatureReport,
    /// [`Certificate::subject_alt_names`]; empty if the extension is absent or cannot be decoded.
    pub subject_alt_names: Vec<GeneralNameReport>,
    /// [`Certificate::key_usage`] in `snake_case` words; `None` if the extension is absent or cannot
    /// be decoded.
    pub key_usage: Option<Vec<String>>,
    /// [`Certificate::extended_key_usage`] in `snake_case` words, unknown purposes as object
    /// identifiers; `None` if the extension is absent or cannot be decoded.
    pub extended_key_usage: Option<Vec<String>>,
    /// [`Certificate::is_ca`]
    pub ca: bool,
    /// The pathLenConstraint of basicConstraints (RFC 5280 §4.2.1.9).
    pub path_length: Option<u32>,
    /// [`Certificate::is_self_issued`]
    pub self_issued: bool,
    /// Its weaknesses. Root certificates are included, although their signatures protect nothing.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::texts"))]
    pub weaknesses: Vec<Weakness>,
    /// [`Certificate::friendly_name`] as [`escape`] prints it.
    pub friendly_name: Option<String>,
    /// [`Certificate::local_key_id`], in hexadecimal.
    pub local_key_id: Option<String>,
    /// The position in the report's `private_keys` of the key that belongs to it, from 0.
    pub private_key: Option<usize>,
    /// Why extensions that are reported here could not be decoded, one line each.
    pub unreadable_extensions: Vec<String>,
}

/// The public key of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PublicKeyReport {
    /// [`KeyAlgorithm::name`]: `RSA`, `EC`, `Ed25519`, or an object identifier.
    pub algorithm: String,
    /// [`KeyAlgorithm::bits`]
    pub bits: Option<u32>,
    /// The name of the curve of an EC key.
    pub curve: Option<String>,
}

/// The signature algorithm of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureReport {
    /// The object identifier in dotted decimal.
    pub oid: String,
    /// The name in its RFC.
    pub name: Option<String>,
    /// The hash function, if the algorithm does not fix one.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text_or_null"))]
    pub hash: Option<HashAlgorithm>,
}

/// A name in subjectAltName (RFC 5280 §4.2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct GeneralNameReport {
    /// [`GeneralName::kind`](crate::GeneralName::kind)
    pub kind: String,
    /// The name as [`GeneralName`](crate::GeneralName) prints it.
    pub value: String,
}

impl CertificateReport {
    pub(super) fn of(certificate: &Certificate, bundle: &Bundle) -> Self {
        let mut unreadable = Vec::new();
        let public_key = certificate.public_key();
        let names = readable(certificate.subject_alt_names(), &mut unreadable);
        let key_usage = readable(certificate.key_usage(), &mut unreadable);
        let purposes = readable(certificate.extended_key_usage(), &mut unreadable);
        let constraints = readable(certificate.basic_constraints(), &mut unreadable);
        CertificateReport {
            subject: certificate.subject().render(),
            issuer: certificate.issuer().render(),
            serial: hex(certificate.serial()),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            fingerprint_sha256: hex(&certificate.fingerprint_sha256()),
            fingerprint_sha1: hex(&certificate.fingerprint_sha1()),
            spki_sha256: hex(&certificate.spki_sha256()),
            public_key: PublicKeyReport::of(public_key.algorithm()),
            signature_algorithm: SignatureReport::of(certificate),
            subject_alt_names: names
                .into_iter()
                .flatten()
                .map(|name| GeneralNameReport {
                    kind: name.kind().to_string(),
                    value: name.to_string(),
                })
                .collect(),
            key_usage: key_usage.map(|usage| usage.codes().map(String::from).collect()),
            extended_key_usage: purposes.map(|purposes| {
                let word = |code: Option<&str>, oid: &dyn fmt::Display| {
                    code.map_or_else(|| oid.to_string(), String::from)
                };
                purposes.map(|purpose| word(purpose.code(), &purpose.oid())).collect()
            }),
            ca: constraints.is_some_and(|constraints| constraints.is_ca()),
            path_length: constraints.and_then(|constraints| constraints.path_length()),
            self_issued: certificate.is_self_issued(),
            weaknesses: weaknesses(certificate, public_key.algorithm(), bundle.key_of(certificate)),
            friendly_name: certificate.friendly_name().map(|name| escape(name).to_string()),
            local_key_id: certificate.local_key_id().map(hex),
            private_key: bundle.key_position(certificate),
            unreadable_extensions: unreadable,
        }
    }
}

impl PublicKeyReport {
    fn of(algorithm: &KeyAlgorithm) -> Self {
        PublicKeyReport {
            algorithm: algorithm.name().to_string(),
            bits: algorithm.bits(),
            curve: algorithm.curve().map(|curve| curve.name().to_string()),
        }
    }
}

impl SignatureReport {
    fn of(certificate: &Certificate) -> Self {
        let algorithm = certificate.signature_algorithm();
        SignatureReport {
            oid: algorithm.oid().to_string(),
            name: algorithm.name().map(String::from),
            hash: algorithm.hash(),
        }
    }
}

fn readable<T>(read: Result<Option<T>, Error>, unreadable: &mut Vec<String>) -> Option<T> {
    read.unwrap_or_else(|error| {
        unreadable.push(error.to_string());
        None
    })
}
