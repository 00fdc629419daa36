//! Comparison with other readers: if all accept an input, their answers agree.

use super::invariants;
use anycert::{Certificate, parse};
use x509_cert::{
    der::{Decode, Encode, asn1::AnyRef},
    name::Name,
};

/// `data` is a certificate in DER, or a text with one PEM block.
pub fn run(data: &[u8]) {
    if data.first() == Some(&0x30) {
        certificate(data);
    } else {
        strict_pem(data);
    }
}

/// The source of the four facts and the serial number in one of the readers.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    subject: Vec<u8>,
    issuer: Vec<u8>,
    not_after: i64,
    serial: Vec<u8>,
}

fn certificate(der: &[u8]) {
    let Ok(ours) = Certificate::from_der(der) else { return };
    invariants::certificate(&ours);
    let facts = Facts {
        subject: ours.subject_der().to_vec(),
        issuer: ours.issuer_der().to_vec(),
        not_after: ours.not_after().unix_timestamp(),
        serial: ours.serial().to_vec(),
    };
    if let Some(theirs) = by_x509_parser(der) {
        assert_eq!(facts, theirs, "x509-parser reads something else");
    }
    if let Some(theirs) = by_x509_cert(der) {
        let subject = as_x509_cert_writes(&facts.subject);
        let issuer = as_x509_cert_writes(&facts.issuer);
        assert_eq!(Facts { subject, issuer, ..facts }, theirs, "x509-cert reads something else");
    }
}

/// It keeps no bytes and writes each SET in the order of DER, whatever it read.
fn as_x509_cert_writes(name: &[u8]) -> Vec<u8> {
    let name = Name::from_der(name).expect("a name that it read in the certificate");
    name.to_der().expect("what was read can be written")
}

/// It ends a name silently at an RDN that it cannot read, an empty one: then it says nothing of it.
fn by_x509_parser(der: &[u8]) -> Option<Facts> {
    let (rest, certificate) = x509_parser::parse_x509_certificate(der).ok()?;
    let names = [certificate.subject(), certificate.issuer()];
    let are_whole = names.iter().all(|name| AnyRef::from_der(name.as_raw()).is_ok());
    (rest.is_empty() && are_whole).then(|| Facts {
        subject: certificate.subject().as_raw().to_vec(),
        issuer: certificate.issuer().as_raw().to_vec(),
        not_after: certificate.validity().not_after.timestamp(),
        serial: certificate.raw_serial().to_vec(),
    })
}

fn by_x509_cert(der: &[u8]) -> Option<Facts> {
    let certificate = x509_cert::Certificate::from_der(der).ok()?;
    let fields = certificate.tbs_certificate();
    let not_after = fields.validity().not_after.to_unix_duration().as_secs();
    Some(Facts {
        subject: fields.subject().to_der().ok()?,
        issuer: fields.issuer().to_der().ok()?,
        not_after: i64::try_from(not_after).ok()?,
        serial: fields.serial_number().as_bytes().to_vec(),
    })
}

/// A text that is exactly one block for a strict reader is the same block for this crate.
fn strict_pem(text: &[u8]) {
    let Ok((label, der)) = pem_rfc7468::decode_vec(text) else { return };
    if label != "CERTIFICATE" {
        return;
    }
    match (Certificate::from_der(&der), parse(text)) {
        (Ok(alone), Ok(bundle)) => assert_eq!(bundle.certificates(), [alone]),
        (Ok(_), Err(error)) => panic!("{error}"),
        // The content may differ from the label.
        (Err(_), _) => {}
    }
}
