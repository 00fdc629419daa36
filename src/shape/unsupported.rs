//! The error texts of unsupported shapes.

use super::kind::Shape;
use crate::error::{
    ErrorText,
    unsupported_binary::{
        ALGORITHM, ATTRIBUTE_CERTIFICATE, BOUNCY_CASTLE, GZIP, MICROSOFT_KEY, OCSP_REQUEST,
        OCSP_RESPONSE, OPENPGP, OTHER_SECTION, PDF, PKI_MESSAGE, PNG, PUBLIC_KEY, REQUEST,
        REVOCATION_LIST, SERIALIZED_STORE, SIGNATURE, SIGNED_PUBLIC_KEY, TIME_STAMP, ZIP,
    },
};

impl Shape {
    /// Returns the error for an input with nothing else in it.
    pub(crate) fn left_out(self) -> &'static ErrorText {
        match self {
            Shape::CertificationRequest => &REQUEST,
            Shape::CertificateList => &REVOCATION_LIST,
            Shape::AttributeCertificate => &ATTRIBUTE_CERTIFICATE,
            Shape::SubjectPublicKeyInfo | Shape::RsaPublicKey => &PUBLIC_KEY,
            Shape::Parameters | Shape::ObjectIdentifier => &ALGORITHM,
            Shape::Signature => &SIGNATURE,
            Shape::OcspResponse => &OCSP_RESPONSE,
            Shape::OcspRequest => &OCSP_REQUEST,
            Shape::TimeStampRequest | Shape::TimeStampResponse => &TIME_STAMP,
            Shape::CertificateRequestMessages => &REQUEST,
            Shape::PkiMessage => &PKI_MESSAGE,
            Shape::SignedPublicKey => &SIGNED_PUBLIC_KEY,
            Shape::BouncyCastleKeyStore | Shape::BouncyCastleFipsKeyStore => &BOUNCY_CASTLE,
            Shape::MicrosoftPrivateKey => &MICROSOFT_KEY,
            Shape::Zip => &ZIP,
            Shape::Gzip => &GZIP,
            Shape::Png => &PNG,
            Shape::Pdf => &PDF,
            Shape::SerializedStore => &SERIALIZED_STORE,
            Shape::OpenPgp => &OPENPGP,
            _ => &OTHER_SECTION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_named() {
        for (shape, word) in [
            (Shape::CertificationRequest, "signing request"),
            (Shape::CertificateRequestMessages, "signing request"),
            (Shape::CertificateList, "revocation list"),
            (Shape::AttributeCertificate, "attribute certificate"),
            (Shape::SubjectPublicKeyInfo, "public key"),
            (Shape::RsaPublicKey, "public key"),
            (Shape::Parameters, "parameters"),
            (Shape::ObjectIdentifier, "parameters"),
            (Shape::OcspRequest, "OCSP request"),
            (Shape::OcspResponse, "OCSP response"),
            (Shape::TimeStampRequest, "time stamp"),
            (Shape::TimeStampResponse, "time stamp"),
            (Shape::PkiMessage, "CMP"),
            (Shape::Signature, "signature"),
            (Shape::SignedPublicKey, "SPKAC"),
            (Shape::BouncyCastleKeyStore, "BKS"),
            (Shape::BouncyCastleFipsKeyStore, "BCFKS"),
            (Shape::MicrosoftPrivateKey, "PVK"),
            (Shape::Zip, "ZIP"),
            (Shape::Gzip, "gzip"),
            (Shape::Png, "PNG"),
            (Shape::Pdf, "PDF"),
            (Shape::SerializedStore, "serialized certificate store"),
            (Shape::OpenPgp, "OpenPGP"),
            (Shape::Certificate, "neither"),
        ] {
            assert!(shape.left_out().text.contains(word), "{shape:?}");
        }
    }
}
