//! Everything known about a bundle.

use super::{
    certificate::CertificateReport,
    key::PrivateKeyReport,
    remark::{BrokenReport, LockedPartReport, NoteReport},
};
#[cfg(feature = "serde")]
use crate::serialize;
use crate::{
    bundle::{Bundle, KeyMatch, UnknownReason},
    format::{Format, Layer},
    integrity::Integrity,
    metadata::Metadata,
    x509::Certificate,
};
use alloc::{string::String, vec::Vec};
use time::OffsetDateTime;

/// Everything known about a [`Bundle`], as owned plain data without secrets: for logs, API answers
/// and inventories.
///
/// With the feature `serde` it serializes as an object with the fields below as keys, in this
/// order. Absent values are `null`, times are as in [`Metadata`], enumerations are `snake_case`
/// words, octets are lower-case hexadecimal. New keys and words may be added without a new `schema`
/// number; existing ones keep their meaning.
///
/// ```
/// let pem = std::fs::read("testdata/pem/leaf-chain-key.pem")?;
/// let report = anycert::parse(&pem)?.report();
/// println!("{:?} ends {:?}", report.display_name, report.earliest_expires_at);
/// for certificate in &report.certificates {
///     println!("{} {:?}", certificate.subject, certificate.weaknesses);
/// }
/// # assert_eq!(report.leaf, Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report {
    /// The version of this structure: 2.
    pub schema: u32,
    /// [`Bundle::display_name`]
    pub display_name: Option<String>,
    /// [`Metadata::subject`]
    pub subject: Option<String>,
    /// [`Metadata::issuer`]
    pub issuer: Option<String>,
    /// [`Metadata::expires_at`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::moment_or_null"))]
    pub expires_at: Option<OffsetDateTime>,
    /// [`Bundle::earliest_not_after`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::moment_or_null"))]
    pub earliest_expires_at: Option<OffsetDateTime>,
    /// [`Metadata::has_private_key`]
    pub has_private_key: bool,
    /// [`Bundle::key_match`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub key_match: KeyMatch,
    /// Why `key_match` is `unknown`.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text_or_null"))]
    pub key_match_unknown: Option<UnknownReason>,
    /// [`Bundle::format`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub format: Format,
    /// [`Bundle::layers`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::texts"))]
    pub layers: Vec<Layer>,
    /// [`Bundle::integrity`]
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::text"))]
    pub integrity: Integrity,
    /// The position of [`Bundle::leaf`] in `certificates`, from 0.
    pub leaf: Option<usize>,
    /// The positions of [`Bundle::chain`] in `certificates`, from 0, the leaf first.
    pub chain: Vec<usize>,
    /// Whether the chain ends at a self-issued certificate. `None` without a certificate.
    pub chain_complete: Option<bool>,
    /// The name of the first issuer that is missing; `None` if the chain is complete.
    pub missing_issuer: Option<String>,
    /// [`Bundle::certificates`]
    pub certificates: Vec<CertificateReport>,
    /// [`Bundle::private_keys`]
    pub private_keys: Vec<PrivateKeyReport>,
    /// [`Bundle::locked_parts`]
    pub locked_parts: Vec<LockedPartReport>,
    /// [`Bundle::notes`]
    pub notes: Vec<NoteReport>,
    /// [`Bundle::broken`]
    pub broken: Vec<BrokenReport>,
}

impl Bundle {
    /// Everything known about the bundle, as owned plain data without secrets.
    #[must_use]
    pub fn report(&self) -> Report {
        let Metadata { subject, issuer, expires_at, has_private_key } = self.metadata();
        let last = self.chain().last();
        let key_match = self.key_match();
        Report {
            schema: 2,
            display_name: self.display_name(),
            subject,
            issuer,
            expires_at,
            earliest_expires_at: self.earliest_not_after(),
            has_private_key,
            key_match,
            key_match_unknown: match key_match {
                KeyMatch::Unknown(reason) => Some(reason),
                _ => None,
            },
            format: self.format(),
            layers: self.layers().to_vec(),
            integrity: self.integrity(),
            leaf: self.leaf_position(),
            chain: self.chain_positions().collect(),
            chain_complete: last.map(Certificate::is_self_issued),
            missing_issuer: last
                .filter(|last| !last.is_self_issued())
                .map(|last| last.issuer().render()),
            certificates: self.certificate_reports(),
            private_keys: self.private_key_reports(),
            locked_parts: self.locked_parts().iter().map(LockedPartReport::of).collect(),
            notes: self.notes().iter().map(NoteReport::of).collect(),
            broken: self.broken().iter().map(BrokenReport::of).collect(),
        }
    }

    fn certificate_reports(&self) -> Vec<CertificateReport> {
        let report = |certificate| CertificateReport::of(certificate, self);
        self.certificates().iter().map(report).collect()
    }

    fn private_key_reports(&self) -> Vec<PrivateKeyReport> {
        let keys = self.private_keys().iter().enumerate();
        let reports = keys
            .map(|(position, key)| PrivateKeyReport::of(key, self.certificate_position(position)));
        reports.collect()
    }
}
