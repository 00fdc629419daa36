//! The scan of a certificate (RFC 5280 §4.1): one pass that checks the outline and records the offsets
//! of its parts. Each production has a function.

mod certificate;
mod outline;
mod read;

pub(super) use certificate::name;
pub(crate) use outline::Outline;
pub(super) use outline::{NOTED, Scanned, Span, to_usize};
pub(super) use read::{scan, scan_der};
