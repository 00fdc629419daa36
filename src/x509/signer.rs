//! The signer of a signed message.

use crate::x509::certificate::Certificate;
use alloc::boxed::Box;

/// Who signed a message.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) identifier: Identifier,
    /// Whether the message answers a request for a certificate.
    pub(crate) is_responder: bool,
}

/// SignerIdentifier (RFC 5652 §5.3).
#[derive(Debug)]
pub(crate) enum Identifier {
    /// The issuer Name with tag and length, and the content octets of the serial number.
    IssuerAndSerial(Box<[u8]>, Box<[u8]>),
    SubjectKeyIdentifier(Box<[u8]>),
}

impl Signer {
    /// Returns the position of the certificate that this identifies (RFC 5652 §5.3).
    pub(crate) fn find(&self, certificates: &[Certificate]) -> Option<usize> {
        certificates.iter().position(|certificate| match &self.identifier {
            Identifier::IssuerAndSerial(issuer, serial) => {
                certificate.issuer_der() == &**issuer && certificate.serial() == &**serial
            }
            Identifier::SubjectKeyIdentifier(id) => certificate.subject_key_id() == Some(&**id),
        })
    }
}
