//! SignedData (RFC 5652 §5.1) built part by part.

use crate::der::{context, indefinite, integer, octet_string, oid, sequence, set};

pub const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub const DATA: &str = "1.2.840.113549.1.7.1";
pub const NETSCAPE_SEQUENCE: &str = "2.16.840.1.113730.2.5";

/// The parts of a SignedData, each as whole TLVs.
pub struct Signed {
    pub content: Vec<u8>,
    pub certificates: Vec<u8>,
    pub lists: Vec<u8>,
    pub signers: Vec<u8>,
}

impl Signed {
    pub fn of(choices: &[&[u8]]) -> Self {
        Signed {
            content: sequence(&[&oid(DATA)]),
            certificates: context(0, choices),
            lists: Vec::new(),
            signers: set(&[]),
        }
    }

    pub fn bare(&self) -> Vec<u8> {
        let version = integer(&[1]);
        let parts: [&[u8]; 6] =
            [&version, &set(&[]), &self.content, &self.certificates, &self.lists, &self.signers];
        sequence(&parts)
    }

    pub fn der(&self) -> Vec<u8> {
        content_info(SIGNED_DATA, &self.bare())
    }
}

pub fn content_info(content_type: &str, content: &[u8]) -> Vec<u8> {
    sequence(&[&oid(content_type), &context(0, &[content])])
}

/// The same SignedData with every length around the certificates indefinite.
pub fn streamed(choices: &[&[u8]]) -> Vec<u8> {
    let chunks = indefinite(0x24, &[&octet_string(b"con"), &octet_string(b"tent")]);
    let content = indefinite(0x30, &[&oid(DATA), &indefinite(0xa0, &[&chunks])]);
    let certificates = indefinite(0xa0, choices);
    let signed = indefinite(
        0x30,
        &[&integer(&[1]), &indefinite(0x31, &[]), &content, &certificates, &indefinite(0x31, &[])],
    );
    indefinite(0x30, &[&oid(SIGNED_DATA), &indefinite(0xa0, &[&signed])])
}
