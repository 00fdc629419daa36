//! Everything known about a bundle, as plain data.

mod certificate;
#[cfg(feature = "serde")]
mod json_schema;
mod key;
mod remark;
#[expect(clippy::module_inception, reason = "it defines `Report`; the others are its parts")]
mod report;
mod weakness;

pub use certificate::{
    CertificatePolicyReport, CertificateReport, GeneralNameReport, PublicKeyReport,
    SignatureReport, TimestampReport,
};
pub use key::PrivateKeyReport;
pub use remark::{BrokenReport, LockedPartReport, NoteReport};
pub use report::Report;
pub use weakness::Weakness;
