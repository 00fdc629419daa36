//! What can be asked about a parsed input.

use crate::{clock, failure::Failure, summary::Summary};
use alloc::vec::Vec;
use anycert::{Bundle, Error};
use serde::Serialize;

/// The numbers are those of `js/anycert.js`.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// 0: the report, or the error, as JSON.
    Report,
    /// 1: the answer of `anycert show`, as JSON.
    Summary,
    /// 2: every certificate as PEM, the leaf and its chain first.
    CertificatesPem,
    /// 3: the private key of the leaf as PEM. Secret.
    PrivateKeyPem,
}

impl Answer {
    pub(crate) fn from_number(number: u32) -> Option<Self> {
        Some(match number {
            0 => Answer::Report,
            1 => Answer::Summary,
            2 => Answer::CertificatesPem,
            3 => Answer::PrivateKeyPem,
            _ => return None,
        })
    }

    /// Empty if it does not exist. `now` is in seconds since 1970.
    pub(crate) fn about(self, parsed: &Result<Bundle, Error>, now: f64) -> Vec<u8> {
        match (self, parsed) {
            (Answer::Report, Ok(bundle)) => json(&bundle.report()),
            (Answer::Summary, Ok(bundle)) => json(&Summary::of(bundle, clock::moment(now))),
            (Answer::CertificatesPem, Ok(bundle)) => bundle.to_pem().into_bytes(),
            (Answer::PrivateKeyPem, Ok(bundle)) => private_key_pem(bundle),
            (_, Err(error)) => json(&Failure::of(error)),
        }
    }
}

fn private_key_pem(bundle: &Bundle) -> Vec<u8> {
    let pem = bundle.leaf_key().and_then(|key| key.secret_pkcs8_pem());
    pem.map(|pem| pem.as_bytes().to_vec()).unwrap_or_default()
}

/// Serializing cannot fail here: the keys of all maps are strings.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
