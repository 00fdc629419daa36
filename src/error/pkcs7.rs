//! Error texts of `pkcs7`.

use super::error_text::ErrorText;

const PROVIDE_BUNDLE: &str =
    "provide the certificates themselves, as PEM or as a PKCS#7 bundle (.p7b) of certificates";
const WITH_CERTIFICATES: &str = "export the bundle again with the certificates included";

pub(crate) static NO_CONTENT: ErrorText = ErrorText::malformed(
    "the signed data is missing",
    "the file is damaged or truncated: export the bundle again",
);
pub(crate) static NO_CERTIFICATES: ErrorText = ErrorText::no_material(
    "this signed data does not contain a certificate",
    "export it again with the certificates included, or provide the signer's certificate",
);
pub(crate) static ONLY_REVOCATION_LISTS: ErrorText = ErrorText::no_material(
    "this bundle contains certificate revocation lists and no certificate",
    WITH_CERTIFICATES,
);
pub(crate) static ONLY_OTHER_CERTIFICATES: ErrorText = ErrorText::no_material(
    "this bundle contains attribute certificates or certificates of other kinds, and no X.509 public key certificate",
    "export the bundle again with the public key certificates included",
);
pub(crate) static IN_CONTENT: ErrorText = ErrorText::no_material(
    "the certificates or keys in this message are its content",
    "extract the content, and provide it by itself: openssl cms -data_out -inform DER -in FILE -out CONTENT",
);
pub(crate) static ONLY_IN_CONTENT: ErrorText = ErrorText::no_material(
    "this signed data does not contain a certificate outside its content",
    "extract the content of the signed message, and provide the certificates or keys in it",
);
pub(crate) static EMPTY_SEQUENCE: ErrorText =
    ErrorText::no_material("this certificate list is empty", PROVIDE_BUNDLE);
pub(crate) static ENCRYPTED: ErrorText = ErrorText::no_material(
    "this is an encrypted message without certificates, of type",
    "decrypt it with its private key and provide the certificates that it contains",
);
pub(crate) static MESSAGE: ErrorText =
    ErrorText::no_material("this is a message without certificates, of type", PROVIDE_BUNDLE);
pub(crate) static OTHER_CONTENT: ErrorText = ErrorText::no_material(
    "this is not a bundle of certificates but a value of type",
    PROVIDE_BUNDLE,
);
