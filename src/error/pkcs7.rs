//! Error texts of `pkcs7`.

use super::error_text::ErrorText;

const SEND_BUNDLE: &str =
    "send the certificates themselves, as PEM or as a PKCS#7 bundle (.p7b) of certificates";
pub(crate) static NO_CONTENT: ErrorText = ErrorText::malformed(
    "signed data is announced and nothing of it is there",
    "the file is damaged or cut short: export the bundle again",
);
pub(crate) static NO_CERTIFICATES: ErrorText = ErrorText::nothing(
    "this is signed data without a certificate in it",
    "export it again with the certificates included, or send the signer's certificate",
);
pub(crate) static ONLY_REVOCATION_LISTS: ErrorText = ErrorText::nothing(
    "this is a bundle of revocation lists without a certificate in it",
    "export it again with the certificates included",
);
pub(crate) static ONLY_OTHER_CERTIFICATES: ErrorText = ErrorText::nothing(
    "this is a bundle of attribute certificates or other kinds, and no X.509 certificate is in it",
    "export it again with the public key certificates included",
);
pub(crate) static EMPTY_SEQUENCE: ErrorText =
    ErrorText::nothing("this is a list of no certificates", SEND_BUNDLE);
pub(crate) static ENCRYPTED: ErrorText = ErrorText::nothing(
    "this is encrypted mail or another encrypted message, of the type",
    "decrypt it where its key is and send the certificates that are in it",
);
pub(crate) static MESSAGE: ErrorText =
    ErrorText::nothing("this is a message without certificates, of the type", SEND_BUNDLE);
pub(crate) static OTHER_CONTENT: ErrorText =
    ErrorText::nothing("this is no bundle of certificates but something of the type", SEND_BUNDLE);
