//! What is recognised and not read: each named, with what to send instead.

use super::Shape;
use crate::{
    error::{ErrorText, ErrorKind},
    text::label::Label,
};

const SEND_CERTIFICATE: &str =
    "send the certificate that belongs to it, with its BEGIN and END lines if it is text";

pub(crate) const fn unrecognized(text: &'static str, help: &'static str) -> ErrorText {
    ErrorText { kind: ErrorKind::UnrecognizedFormat, text, help }
}

static REQUEST: ErrorText = ErrorText::nothing(
    "this is a certificate signing request",
    "send the certificate that the CA issued for it",
);
static REVOCATION_LIST: ErrorText = ErrorText::nothing(
    "this is a certificate revocation list",
    "send a certificate; the list only names those that were revoked",
);
static ATTRIBUTE_CERTIFICATE: ErrorText = ErrorText::nothing(
    "this is an attribute certificate, which holds no public key",
    "send the public key certificate of its holder",
);
static PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is a public key",
    "send the certificate that holds it, or the private key that belongs to it",
);
static ALGORITHM: ErrorText = ErrorText::nothing("these are algorithm parameters alone", SEND_CERTIFICATE);
static OCSP_RESPONSE: ErrorText = ErrorText::nothing("this is an OCSP response", SEND_CERTIFICATE);
static OCSP_REQUEST: ErrorText = ErrorText::nothing("this is an OCSP request", SEND_CERTIFICATE);
static TIME_STAMP: ErrorText =
    ErrorText::nothing("this is a message of a time stamp service", SEND_CERTIFICATE);
static PKI_MESSAGE: ErrorText = ErrorText::nothing(
    "this is a message of the certificate management protocol (CMP)",
    "send the certificate that the CA issued",
);
pub(crate) static SIGNED_PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is a signed public key (SPKAC), which a browser makes to ask for a certificate",
    "send the certificate that the CA issued for it",
);
static BOUNCY_CASTLE: ErrorText = ErrorText::unsupported(
    "this is a key store of Bouncy Castle (BKS, UBER or BCFKS)",
    "convert it to PKCS#12 (.p12): keytool -importkeystore with Bouncy Castle's provider and -deststoretype PKCS12",
);
static MICROSOFT_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key in a form of Microsoft's (PVK or a key blob)",
    "convert it: openssl rsa -in FILE -inform PVK -out FILE.pem (MSBLOB for a blob)",
);
static OPENPGP: ErrorText = ErrorText::nothing(
    "this is OpenPGP (PGP) material, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static SSH_PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is an SSH public key, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
static FOREIGN_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key that only the software that wrote it reads (TPM, SSH2, Sigstore, Nebula)",
    "export the key as PKCS#8, where that software can",
);
static OTHER_SECTION: ErrorText =
    ErrorText::nothing("this block is neither certificate nor private key", SEND_CERTIFICATE);
static JAVA_KEY_STORE: ErrorText = ErrorText::unsupported(
    "this is a Java key store (JKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12",
);
static JCE_KEY_STORE: ErrorText = ErrorText::unsupported(
    "this is a Java key store (JCEKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore FILE.p12 -deststoretype PKCS12",
);
static ZIP: ErrorText = unrecognized(
    "this is a ZIP archive (or a JAR, or an office document)",
    "unpack it and send the certificate file that is in it",
);
static GZIP: ErrorText =
    unrecognized("this is a gzip archive", "unpack it and send the certificate file in it");
static PNG: ErrorText =
    unrecognized("this is a picture (PNG)", "send the certificate file, not a picture of it");
static PDF: ErrorText =
    unrecognized("this is a PDF document", "send the certificate file, not a document");
static SERIALIZED_STORE: ErrorText = ErrorText::unsupported(
    "this is a Windows serialized certificate store (.sst)",
    "export the certificates from it as PKCS#7 (.p7b)",
);

impl Shape {
    /// The answer if nothing but this is there.
    pub(crate) fn left_out(self) -> &'static ErrorText {
        match self {
            Shape::CertificationRequest => &REQUEST,
            Shape::CertificateList => &REVOCATION_LIST,
            Shape::AttributeCertificate => &ATTRIBUTE_CERTIFICATE,
            Shape::SubjectPublicKeyInfo | Shape::RsaPublicKey => &PUBLIC_KEY,
            Shape::Parameters | Shape::ObjectIdentifier => &ALGORITHM,
            Shape::OcspResponse => &OCSP_RESPONSE,
            Shape::OcspRequest => &OCSP_REQUEST,
            Shape::TimeStampRequest | Shape::TimeStampResponse => &TIME_STAMP,
            Shape::CertificateRequestMessages => &REQUEST,
            Shape::PkiMessage => &PKI_MESSAGE,
            Shape::SignedPublicKey => &SIGNED_PUBLIC_KEY,
            Shape::BouncyCastleKeyStore | Shape::BouncyCastleFipsKeyStore => &BOUNCY_CASTLE,
            Shape::MicrosoftPrivateKey => &MICROSOFT_KEY,
            Shape::JavaKeyStore => &JAVA_KEY_STORE,
            Shape::JceKeyStore => &JCE_KEY_STORE,
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

impl Label {
    /// The answer if nothing but a block of this label is there.
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
            (Shape::SignedPublicKey, "SPKAC"),
            (Shape::BouncyCastleKeyStore, "BKS"),
            (Shape::BouncyCastleFipsKeyStore, "BCFKS"),
            (Shape::MicrosoftPrivateKey, "PVK"),
            (Shape::JavaKeyStore, "(JKS)"),
            (Shape::JceKeyStore, "JCEKS"),
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
            (Label::Other, "neither"),
        ] {
            assert!(label.left_out().text.contains(word), "{label:?}");
        }
    }
}
