//! One certificate: the scan, its names and its accessors.

use super::invariants;
use anycert::{Certificate, Format, detect, parse};

/// `data` is the DER.
pub fn run(data: &[u8]) {
    let certificate = match Certificate::from_der(data) {
        Ok(certificate) => certificate,
        Err(error) => return invariants::error_text(&error),
    };
    assert_eq!(certificate.as_der(), data);
    invariants::certificate(&certificate);
    // `parse` has the same answer for a certificate alone.
    assert_eq!(detect(data), Some(Format::Certificate));
    let bundle = parse(data).expect("a certificate alone is an input");
    assert_eq!(bundle.certificates(), [certificate]);
    assert_eq!(bundle.format(), Format::Certificate);
}
