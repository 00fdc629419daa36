//! Error texts of binary data that is recognized and not supported.

use super::error_text::ErrorText;

const PROVIDE_CERTIFICATE: &str =
    "provide the certificate that belongs to it, with its BEGIN and END lines if it is text";
pub(crate) static REQUEST: ErrorText = ErrorText::no_material(
    "this is a certificate signing request",
    "provide the certificate that the CA issued for it",
);
pub(crate) static REVOCATION_LIST: ErrorText = ErrorText::no_material(
    "this is a certificate revocation list",
    "provide a certificate; the list only names revoked ones",
);
pub(crate) static ATTRIBUTE_CERTIFICATE: ErrorText = ErrorText::no_material(
    "this is an attribute certificate, which has no public key",
    "provide the public key certificate of its holder",
);
pub(crate) static PUBLIC_KEY: ErrorText = ErrorText::no_material(
    "this is a public key",
    "provide the certificate that contains it, or the private key that belongs to it",
);
pub(crate) static ALGORITHM: ErrorText =
    ErrorText::no_material("these are only algorithm parameters", PROVIDE_CERTIFICATE);
pub(crate) static SIGNATURE: ErrorText =
    ErrorText::no_material("this is a signature (two integers, as in ECDSA)", PROVIDE_CERTIFICATE);
pub(crate) static OCSP_RESPONSE: ErrorText =
    ErrorText::no_material("this is an OCSP response", PROVIDE_CERTIFICATE);
pub(crate) static OCSP_REQUEST: ErrorText =
    ErrorText::no_material("this is an OCSP request", PROVIDE_CERTIFICATE);
pub(crate) static TIME_STAMP: ErrorText = ErrorText::no_material(
    "this is a request or response of a time stamp service",
    PROVIDE_CERTIFICATE,
);
pub(crate) static PKI_MESSAGE: ErrorText = ErrorText::no_material(
    "this is a message of the certificate management protocol (CMP)",
    "provide the certificate that the CA issued",
);
pub(crate) static SIGNED_PUBLIC_KEY: ErrorText = ErrorText::no_material(
    "this is a signed public key (SPKAC), with which a browser requests a certificate",
    "provide the certificate that the CA issued for it",
);
pub(crate) static BOUNCY_CASTLE: ErrorText = ErrorText::unsupported(
    "this is a Bouncy Castle key store (BKS, UBER or BCFKS)",
    "convert it to PKCS#12 (.p12): keytool -importkeystore with Bouncy Castle's provider and -deststoretype PKCS12",
);
pub(crate) static MICROSOFT_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key in a Microsoft format (PVK or a key blob)",
    "convert it: openssl rsa -in FILE -inform PVK -out FILE.pem (MSBLOB for a blob)",
);
pub(crate) static OPENPGP: ErrorText = ErrorText::no_material(
    "this is OpenPGP (PGP) material, not an X.509 certificate",
    "provide an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static SSH_PUBLIC_KEY: ErrorText = ErrorText::no_material(
    "this is an SSH public key, not an X.509 certificate",
    "provide an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static FOREIGN_KEY: ErrorText = ErrorText::unsupported(
    "this is a private key that only the software that wrote it can read (TPM, SSH2, Sigstore, Nebula)",
    "export the key as PKCS#8, if that software can",
);
pub(crate) static OTHER_SECTION: ErrorText = ErrorText::no_material(
    "this block is neither a certificate nor a private key",
    PROVIDE_CERTIFICATE,
);
pub(crate) static ZIP: ErrorText = ErrorText::unrecognized(
    "this is a ZIP archive (or a JAR, or an office document)",
    "unpack it and provide the certificate file inside it",
);
pub(crate) static GZIP: ErrorText = ErrorText::unrecognized(
    "this is a gzip archive",
    "unpack it and provide the certificate file inside it",
);
pub(crate) static PNG: ErrorText = ErrorText::unrecognized(
    "this is a picture (PNG)",
    "provide the certificate file, not a picture of it",
);
pub(crate) static PDF: ErrorText = ErrorText::unrecognized(
    "this is a PDF document",
    "provide the certificate file, not a document",
);
pub(crate) static SERIALIZED_STORE: ErrorText = ErrorText::unsupported(
    "this is a Windows serialized certificate store (.sst)",
    "export the certificates from it as PKCS#7 (.p7b)",
);
