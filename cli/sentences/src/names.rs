//! The names of a certificate.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use anycert::Certificate;

/// The subject, or the display name if the subject is empty, as it often is in the certificate of a
/// service.
pub fn subject_or_name(certificate: &Certificate) -> String {
    match certificate.subject() {
        subject if subject.is_empty() => certificate.display_name(),
        subject => subject.to_string(),
    }
}

/// The subject alternative names; none if there are none or they cannot be read.
pub fn alternative_names(certificate: &Certificate) -> Vec<String> {
    let names = certificate.subject_alt_names().ok().flatten();
    names.into_iter().flatten().map(|name| name.to_string()).collect()
}
