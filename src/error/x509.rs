//! Error texts of `x509`.

use super::{error_text::ErrorText, kind::ErrorKind};

/// The remedy for everything that is odd in an extension.
pub(crate) const ASK_ISSUER: &str =
    "the certificate can be used all the same; only its issuer can correct this";
pub(crate) static BAD_BOOLEAN: ErrorText =
    ErrorText::malformed("a BOOLEAN that is not one octet", ASK_ISSUER);
pub(crate) static BAD_KEY_USAGE: ErrorText =
    ErrorText::malformed("a bit string without its count of unused bits", ASK_ISSUER);
pub(crate) static BAD_PATH_LENGTH: ErrorText =
    ErrorText::malformed("a path length below zero", ASK_ISSUER);
pub(crate) static EMPTY_INPUT: ErrorText = ErrorText {
    kind: ErrorKind::Empty,
    text: "there is nothing to read",
    help: "send the certificate itself",
};
pub(crate) static BEHIND_CERTIFICATE: ErrorText = ErrorText::malformed(
    "something follows the certificate",
    "send one certificate alone, or use the front door that reads several",
);
pub(crate) static EMPTY_INTEGER: ErrorText = ErrorText::malformed(
    "a number without a digit",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static EMPTY_OID: ErrorText = ErrorText::malformed(
    "an empty object identifier",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static CUT_OID: ErrorText = ErrorText::malformed(
    "an object identifier that ends within a number",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static BAD_BIT_STRING: ErrorText = ErrorText::malformed(
    "a bit string without its count of unused bits",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static TOO_LONG: ErrorText = ErrorText::malformed(
    "a certificate of four gigabytes or more",
    "this is no certificate: ask its sender for the right file",
);
pub(crate) static SPKI_BAD_BIT_STRING: ErrorText = ErrorText::malformed(
    "a bit string without its count of unused bits",
    "the key is damaged or made by faulty software: export it again",
);
pub(crate) static NOT_A_DATE: ErrorText = ErrorText::malformed(
    "a date that does not exist or is not written as a date",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
