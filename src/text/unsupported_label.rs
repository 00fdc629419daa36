//! The error texts of unsupported labels.

use super::label::Label;
use crate::error::{
    ErrorText,
    unsupported_binary::{
        ALGORITHM, ATTRIBUTE_CERTIFICATE, FOREIGN_KEY, OCSP_RESPONSE, OPENPGP, OTHER_SECTION,
        PUBLIC_KEY, REQUEST, REVOCATION_LIST, SSH_PUBLIC_KEY,
    },
    unsupported_text::AGE,
};

impl Label {
    /// Returns the error if an input has no block but this one.
    pub(crate) fn left_out(self) -> &'static ErrorText {
        match self {
            Label::CertificationRequest => &REQUEST,
            Label::CertificateList => &REVOCATION_LIST,
            Label::PublicKey => &PUBLIC_KEY,
            Label::AttributeCertificate => &ATTRIBUTE_CERTIFICATE,
            Label::OcspResponse => &OCSP_RESPONSE,
            Label::SshPublicKey => &SSH_PUBLIC_KEY,
            Label::OpenPgp | Label::OpenPgpSignedMessage => &OPENPGP,
            Label::EcParameters | Label::Parameters => &ALGORITHM,
            Label::ForeignPrivateKey => &FOREIGN_KEY,
            Label::Age => &AGE,
            _ => &OTHER_SECTION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_label_is_named() {
        for (label, word) in [
            (Label::CertificationRequest, "signing request"),
            (Label::CertificateList, "revocation list"),
            (Label::PublicKey, "public key"),
            (Label::AttributeCertificate, "attribute certificate"),
            (Label::SshPublicKey, "SSH public key"),
            (Label::OpenPgp, "OpenPGP"),
            (Label::OpenPgpSignedMessage, "OpenPGP"),
            (Label::EcParameters, "parameters"),
            (Label::Parameters, "parameters"),
            (Label::ForeignPrivateKey, "TPM"),
            (Label::Age, "age"),
            (Label::Other, "neither"),
        ] {
            assert!(label.left_out().text.contains(word), "{label:?}");
        }
    }
}
