//! A certificate, as plain data.

use super::weakness::{Weakness, weaknesses};
#[cfg(feature = "serde")]
use crate::serialize;
use crate::{
    bundle::Bundle,
    error::Error,
    hex::hex,
    integrity::Integrity,
    x509::{
        Certificate, CertificatePolicy, GeneralName, HashAlgorithm, KeyAlgorithm,
        SignedCertificateTimestamp, escape,
    },
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt, mem};
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
    /// URLs of the certificates of the issuer, of [`Certificate::authority_info_access`]; empty if
    /// the extension is absent or cannot be decoded.
    pub ca_issuers: Vec<String>,
    /// URLs of OCSP responders, of the same.
    pub ocsp: Vec<String>,
    /// [`Certificate::crl_distribution_points`]; empty if the extension is absent or cannot be
    /// decoded.
    pub crl_distribution_points: Vec<String>,
    /// [`Certificate::certificate_policies`]; empty if the extension is absent or cannot be decoded.
    pub certificate_policies: Vec<CertificatePolicyReport>,
    /// [`Certificate::signed_certificate_timestamps`]; empty if the extension is absent or cannot be
    /// decoded.
    pub signed_certificate_timestamps: Vec<TimestampReport>,
    /// Its weaknesses. Those of a root certificate's signature are included, although that signature
    /// protects nothing.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::texts"))]
    pub weaknesses: Vec<Weakness>,
    /// [`Certificate::friendly_name`] as [`escape`] prints it.
    pub friendly_name: Option<String>,
    /// [`Certificate::local_key_id`], in hexadecimal.
    pub local_key_id: Option<String>,
    /// [`Certificate::integrity`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub integrity: Integrity,
    /// The position, from 0, in the report's `private_keys` of the key that belongs to it; `None` if
    /// there is none.
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

/// A certificate policy (RFC 5280 §4.2.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CertificatePolicyReport {
    /// [`CertificatePolicy::oid`]
    pub oid: String,
    /// [`CertificatePolicy::name`]
    pub name: Option<String>,
}

/// A signed certificate timestamp (RFC 6962 §3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TimestampReport {
    /// [`SignedCertificateTimestamp::log_id`], in hexadecimal.
    pub log_id: String,
    /// [`SignedCertificateTimestamp::timestamp`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::moment"))]
    pub timestamp: OffsetDateTime,
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
        let unreadable = &mut Vec::new();
        let public_key = certificate.public_key();
        let constraints = readable(certificate.basic_constraints(), unreadable);
        let access = readable(certificate.authority_info_access().map(Some), unreadable);
        let access = access.unwrap_or_default();
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
            subject_alt_names: subject_alt_names(certificate, unreadable),
            key_usage: key_usage(certificate, unreadable),
            extended_key_usage: extended_key_usage(certificate, unreadable),
            ca: constraints.is_some_and(|constraints| constraints.is_ca()),
            path_length: constraints.and_then(|constraints| constraints.path_length()),
            self_issued: certificate.is_self_issued(),
            ca_issuers: escaped(access.ca_issuers()),
            ocsp: escaped(access.ocsp()),
            crl_distribution_points: crl_distribution_points(certificate, unreadable),
            certificate_policies: certificate_policies(certificate, unreadable),
            signed_certificate_timestamps: timestamps(certificate, unreadable),
            weaknesses: weaknesses(certificate, public_key.algorithm(), bundle.key_of(certificate)),
            friendly_name: certificate.friendly_name().map(|name| escape(name).to_string()),
            local_key_id: certificate.local_key_id().map(hex),
            integrity: certificate.integrity(),
            private_key: bundle.key_position(certificate),
            unreadable_extensions: mem::take(unreadable),
        }
    }
}

fn subject_alt_names(
    certificate: &Certificate,
    unreadable: &mut Vec<String>,
) -> Vec<GeneralNameReport> {
    let names = readable(certificate.subject_alt_names(), unreadable);
    let report = |name: GeneralName| GeneralNameReport {
        kind: name.kind().to_string(),
        value: name.to_string(),
    };
    names.into_iter().flatten().map(report).collect()
}

fn key_usage(certificate: &Certificate, unreadable: &mut Vec<String>) -> Option<Vec<String>> {
    let usage = readable(certificate.key_usage(), unreadable)?;
    Some(usage.codes().map(String::from).collect())
}

fn extended_key_usage(
    certificate: &Certificate,
    unreadable: &mut Vec<String>,
) -> Option<Vec<String>> {
    let purposes = readable(certificate.extended_key_usage(), unreadable)?;
    let word = |code: Option<&str>, oid: &dyn fmt::Display| {
        code.map_or_else(|| oid.to_string(), String::from)
    };
    Some(purposes.map(|purpose| word(purpose.code(), &purpose.oid())).collect())
}

fn crl_distribution_points(certificate: &Certificate, unreadable: &mut Vec<String>) -> Vec<String> {
    let urls = readable(certificate.crl_distribution_points().map(Some), unreadable);
    escaped(&urls.unwrap_or_default())
}

fn certificate_policies(
    certificate: &Certificate,
    unreadable: &mut Vec<String>,
) -> Vec<CertificatePolicyReport> {
    let policies = readable(certificate.certificate_policies().map(Some), unreadable);
    policies.iter().flatten().map(CertificatePolicyReport::of).collect()
}

fn timestamps(certificate: &Certificate, unreadable: &mut Vec<String>) -> Vec<TimestampReport> {
    let timestamps = certificate.signed_certificate_timestamps().map(Some);
    readable(timestamps, unreadable).iter().flatten().map(TimestampReport::of).collect()
}

/// URLs as [`escape`] prints them.
fn escaped(urls: &[String]) -> Vec<String> {
    urls.iter().map(|url| escape(url).to_string()).collect()
}

impl CertificatePolicyReport {
    fn of(policy: &CertificatePolicy) -> Self {
        CertificatePolicyReport {
            oid: policy.oid().to_string(),
            name: policy.name().map(String::from),
        }
    }
}

impl TimestampReport {
    fn of(timestamp: &SignedCertificateTimestamp) -> Self {
        TimestampReport { log_id: hex(&timestamp.log_id()), timestamp: timestamp.timestamp() }
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
