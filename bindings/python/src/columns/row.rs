//! One row: its leaf certificate, by the cheapest way that gives the answer of a parse.

use crate::input::Options;
use anycert::{Bundle, Certificate, Error, Format};
use memchr::memmem;

/// What a row contains.
pub(super) struct Row {
    pub(super) leaf: Option<Certificate>,
    pub(super) format: Format,
    pub(super) has_private_key: bool,
}

const SEQUENCE: u8 = 0x30;
const BEGIN: &[u8] = b"-----BEGIN ";

pub(super) fn read(octets: &[u8], options: &Options) -> Result<Row, Error> {
    match single(octets, options) {
        Some(certificate) => {
            Ok(Row { leaf: Some(certificate), format: Format::Certificate, has_private_key: false })
        }
        None => options.parse(octets).map(|bundle| Row::of(&bundle)),
    }
}

/// One certificate in DER, which needs no parse. Text inside it is for the parser to judge.
fn single(octets: &[u8], options: &Options) -> Option<Certificate> {
    let plain = octets.first() == Some(&SEQUENCE) && options.leave_certificates_alone();
    if !plain || memmem::find(octets, BEGIN).is_some() {
        return None;
    }
    Certificate::from_der(octets).ok()
}

impl Row {
    fn of(bundle: &Bundle) -> Self {
        Row {
            leaf: bundle.leaf().cloned(),
            format: bundle.format(),
            has_private_key: bundle.has_private_key(),
        }
    }
}
