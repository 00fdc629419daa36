//! Error texts of `x509`.

use super::{error_text::ErrorText, kind::ErrorKind};

/// The help for every malformed extension.
pub(crate) const ASK_ISSUER: &str =
    "the certificate can still be used; only its issuer can correct this";
pub(crate) static BAD_EXTENSION: ErrorText = ErrorText::malformed("invalid extension", ASK_ISSUER);
pub(crate) static BAD_BOOLEAN: ErrorText =
    ErrorText::malformed("invalid BOOLEAN: not one octet", ASK_ISSUER);
pub(crate) static BAD_KEY_USAGE: ErrorText = ErrorText::malformed(
    "invalid BIT STRING: the count of unused bits is missing or above 7",
    ASK_ISSUER,
);
pub(crate) static BAD_PATH_LENGTH: ErrorText =
    ErrorText::malformed("invalid path length: negative or empty", ASK_ISSUER);
pub(crate) static EMPTY_INPUT: ErrorText = ErrorText {
    kind: ErrorKind::Empty,
    text: "empty input",
    help: "provide the certificate, as a file or as text",
};
pub(crate) static AFTER_CERTIFICATE: ErrorText = ErrorText::malformed(
    "trailing data after the certificate",
    "provide one certificate, or use `anycert::parse`, which reads several",
);
pub(crate) static EMPTY_INTEGER: ErrorText = ErrorText::malformed(
    "invalid INTEGER: no octets",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static EMPTY_OID: ErrorText = ErrorText::malformed(
    "invalid OBJECT IDENTIFIER: no octets",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static CUT_OID: ErrorText = ErrorText::malformed(
    "invalid OBJECT IDENTIFIER: the last arc is incomplete",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static BAD_BIT_STRING: ErrorText = ErrorText::malformed(
    "invalid BIT STRING: the count of unused bits is missing or above 7",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static TOO_LONG: ErrorText = ErrorText::malformed(
    "certificate too large: 4 GiB or more",
    "this is not a certificate: ask its sender for the right file",
);
pub(crate) static SPKI_BAD_BIT_STRING: ErrorText = ErrorText::malformed(
    "invalid BIT STRING: the count of unused bits is missing or above 7",
    "the key is damaged or made by faulty software: export it again",
);
pub(crate) static NOT_A_DATE: ErrorText = ErrorText::malformed(
    "invalid date or time",
    "the certificate is damaged or made by faulty software: ask its issuer for a new one",
);
pub(crate) static NOT_TYPED: ErrorText = ErrorText::unsupported(
    "the x509-cert crate cannot read this certificate",
    "use the accessors of `anycert::Certificate`, which read more",
);
