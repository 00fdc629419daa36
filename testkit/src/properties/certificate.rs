//! One certificate: the scan, its names and its accessors.

use super::invariants;
use anycert::{Certificate, Format, detect};

/// `data` is the DER.
pub fn run(data: &[u8]) {
    let certificate = match Certificate::from_der(data) {
        Ok(certificate) => certificate,
        Err(error) => return invariants::error_text(&error),
    };
    assert_eq!(certificate.as_der(), data);
    invariants::certificate(&certificate);
    // `parse` gives the same answer.
    assert_eq!(detect(data), Some(Format::Certificate));
    let Some(bundle) = invariants::read_sound(data) else { return };
    assert_eq!(bundle.certificates(), [certificate]);
    assert_eq!(bundle.format(), Format::Certificate);
}
