//! Error texts of the ASN.1 readers.

use super::error_text::ErrorText;

const DAMAGED: &str = "the file is damaged or incomplete: export or download it again";
pub(crate) static UNCLOSED: ErrorText =
    ErrorText::malformed("indefinite length without end-of-contents", DAMAGED);
pub(crate) static TOO_LONG: ErrorText = ErrorText::malformed(
    "value too large: 4 GiB or more in BER",
    "this is not a certificate file: ask its sender for the right one",
);
pub(crate) static TRUNCATED: ErrorText = ErrorText::malformed(
    "unexpected end of data",
    "the end or a line is missing: provide the whole file, unchanged",
);
pub(crate) static LENGTH_TOO_LARGE: ErrorText =
    ErrorText::malformed("invalid length: longer than the enclosing structure", DAMAGED);
pub(crate) static BAD_LENGTH: ErrorText = ErrorText::malformed("invalid length", DAMAGED);
pub(crate) static NON_MINIMAL_LENGTH: ErrorText = ErrorText::malformed(
    "invalid length: more octets than DER allows",
    "the file was changed or made by faulty software: export it again",
);
pub(crate) static INDEFINITE_LENGTH: ErrorText = ErrorText::malformed(
    "indefinite length where DER is required",
    "convert the file to DER, or export it again",
);
pub(crate) static BAD_TAG: ErrorText = ErrorText::malformed("invalid tag", DAMAGED);
pub(crate) static UNEXPECTED_TAG: ErrorText = ErrorText::malformed("unexpected tag", DAMAGED);
pub(crate) static LEFT_OVER: ErrorText = ErrorText::malformed(
    "trailing data in a structure",
    "the file was changed or made by faulty software: export it again",
);
