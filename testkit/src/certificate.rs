//! Certificates built field by field: valid in outline, with a signature of a few zero octets.

use crate::der::{context, integer, octet_string, oid, sequence, set, tlv};

/// The fields of a TBSCertificate (RFC 5280 §4.1), each as whole TLVs.
#[derive(Clone)]
pub struct Made {
    pub serial: Vec<u8>,
    /// The AlgorithmIdentifier of the signature, both times.
    pub signature: Vec<u8>,
    pub issuer: Vec<u8>,
    pub validity: Vec<u8>,
    pub subject: Vec<u8>,
    pub spki: Vec<u8>,
    pub extensions: Vec<Vec<u8>>,
}

impl Default for Made {
    fn default() -> Self {
        Made {
            serial: integer(&[1]),
            signature: sequence(&[&oid("1.2.840.10045.4.3.2")]),
            issuer: name("issuer"),
            validity: sequence(&[&utc_time("200102030405Z"), &utc_time("400102030405Z")]),
            subject: name("subject"),
            spki: spki(b"\x04key"),
            extensions: Vec::new(),
        }
    }
}

impl Made {
    pub fn of(subject: &str, issuer: &str) -> Self {
        let spki = spki(subject.as_bytes());
        Made { subject: name(subject), issuer: name(issuer), spki, ..Made::default() }
    }

    pub fn der(&self) -> Vec<u8> {
        let algorithm = &self.signature;
        let version = context(0, &[&integer(&[2])]);
        let list = sequence(&self.extensions.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let extensions = match self.extensions.len() {
            0 => Vec::new(),
            _ => context(3, &[&list]),
        };
        let tbs = sequence(&[
            &version,
            &self.serial,
            algorithm,
            &self.issuer,
            &self.validity,
            &self.subject,
            &self.spki,
            &extensions,
        ]);
        sequence(&[&tbs, algorithm, &tlv(0x03, &[&[0; 9]])])
    }
}

/// A Name of one commonName.
pub fn name(common_name: &str) -> Vec<u8> {
    sequence(&[&set(&[&attribute(&tlv(0x0c, &[common_name.as_bytes()]))])])
}

/// commonName with any value.
pub fn attribute(value: &[u8]) -> Vec<u8> {
    sequence(&[&oid("2.5.4.3"), value])
}

pub fn utc_time(text: &str) -> Vec<u8> {
    tlv(0x17, &[text.as_bytes()])
}

/// A P-256 key with arbitrary octets as its point.
pub fn spki(point: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.2.840.10045.2.1"), &oid("1.2.840.10045.3.1.7")]);
    sequence(&[&algorithm, &tlv(0x03, &[&[0], point])])
}

/// An extension that is not critical.
pub fn extension(dotted: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(dotted), &octet_string(value)])
}
