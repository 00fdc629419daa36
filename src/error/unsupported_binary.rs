//! Error texts of binary content that is recognized and not supported.

use super::error_text::ErrorText;

const SEND_CERTIFICATE: &str =
    "send the certificate that belongs to it, with its BEGIN and END lines if it is text";
pub(crate) static REQUEST: ErrorText = ErrorText::nothing(
    "this is a certificate signing request",
    "send the certificate that the CA issued for it",
);
pub(crate) static REVOCATION_LIST: ErrorText = ErrorText::nothing(
    "this is a certificate revocation list",
    "send a certificate; the list only names those that were revoked",
);
pub(crate) static ATTRIBUTE_CERTIFICATE: ErrorText = ErrorText::nothing(
    "this is an attribute certificate, which holds no public key",
    "send the public key certificate of its holder",
);
pub(crate) static PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is a public key",
    "send the certificate that holds it, or the private key that belongs to it",
);
pub(crate) static ALGORITHM: ErrorText =
    ErrorText::nothing("these are algorithm parameters alone", SEND_CERTIFICATE);
pub(crate) static OCSP_RESPONSE: ErrorText =
    ErrorText::nothing("this is an OCSP response", SEND_CERTIFICATE);
pub(crate) static OCSP_REQUEST: ErrorText =
    ErrorText::nothing("this is an OCSP request", SEND_CERTIFICATE);
pub(crate) static TIME_STAMP: ErrorText =
    ErrorText::nothing("this is a message of a time stamp service", SEND_CERTIFICATE);
pub(crate) static PKI_MESSAGE: ErrorText = ErrorText::nothing(
    "this is a message of the certificate management protocol (CMP)",
    "send the certificate that the CA issued",
);
pub(crate) static SIGNED_PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is a signed public key (SPKAC), which a browser makes to ask for a certificate",
    "send the certificate that the CA issued for it",
);
pub(crate) static BOUNCY_CASTLE: ErrorText = ErrorText::unsupported(
    "this is a key store of Bouncy Castle (BKS, UBER or BCFKS)",
    "convert it to PKCS#12 (.p12): keytool -importkeystore with Bouncy Castle's provider and -deststoretype PKCS12",
);
pub(crate) static MICROSOFT_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key in a form of Microsoft's (PVK or a key blob)",
    "convert it: openssl rsa -in FILE -inform PVK -out FILE.pem (MSBLOB for a blob)",
);
pub(crate) static OPENPGP: ErrorText = ErrorText::nothing(
    "this is OpenPGP (PGP) material, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static SSH_PUBLIC_KEY: ErrorText = ErrorText::nothing(
    "this is an SSH public key, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static FOREIGN_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key that only the software that wrote it reads (TPM, SSH2, Sigstore, Nebula)",
    "export the key as PKCS#8, where that software can",
);
pub(crate) static OTHER_SECTION: ErrorText =
    ErrorText::nothing("this block is neither certificate nor private key", SEND_CERTIFICATE);
pub(crate) static JAVA_KEY_STORE: ErrorText = ErrorText::unsupported(
    "this is a Java key store (JKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12",
);
pub(crate) static JCE_KEY_STORE: ErrorText = ErrorText::unsupported(
    "this is a Java key store (JCEKS)",
    "convert it: keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore FILE.p12 -deststoretype PKCS12",
);
pub(crate) static ZIP: ErrorText = ErrorText::unrecognized(
    "this is a ZIP archive (or a JAR, or an office document)",
    "unpack it and send the certificate file that is in it",
);
pub(crate) static GZIP: ErrorText = ErrorText::unrecognized(
    "this is a gzip archive",
    "unpack it and send the certificate file in it",
);
pub(crate) static PNG: ErrorText = ErrorText::unrecognized(
    "this is a picture (PNG)",
    "send the certificate file, not a picture of it",
);
pub(crate) static PDF: ErrorText =
    ErrorText::unrecognized("this is a PDF document", "send the certificate file, not a document");
pub(crate) static SERIALIZED_STORE: ErrorText = ErrorText::unsupported(
    "this is a Windows serialized certificate store (.sst)",
    "export the certificates from it as PKCS#7 (.p7b)",
);
