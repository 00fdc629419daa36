//! Error texts of the ASN.1 readers.

use super::error_text::ErrorText;

pub(crate) static UNCLOSED: ErrorText = ErrorText::malformed(
    "an indefinite length that never ends",
    "the file is damaged or cut short: get it again from where it was made",
);
pub(crate) static TOO_LONG: ErrorText = ErrorText::malformed(
    "a BER value of four gigabytes or more",
    "this is no certificate file: ask its sender for the right one",
);
const DAMAGED: &str = "the file is damaged or cut short: get it again from where it was made";
pub(crate) static TRUNCATED: ErrorText = ErrorText::malformed(
    "a part is missing: the data ends too early",
    "the end is missing, or a line in between: send the whole file, as it was made",
);
pub(crate) static LENGTH_TOO_LARGE: ErrorText =
    ErrorText::malformed("a length goes beyond what holds it", DAMAGED);
pub(crate) static BAD_LENGTH: ErrorText = ErrorText::malformed("a length that cannot be", DAMAGED);
pub(crate) static NON_MINIMAL_LENGTH: ErrorText = ErrorText::malformed(
    "a length is written in more bytes than DER allows",
    "the file was changed or made by faulty software: export it again",
);
pub(crate) static INDEFINITE_LENGTH: ErrorText = ErrorText::malformed(
    "an indefinite length, where only DER is allowed",
    "convert the file to DER, or export it again",
);
pub(crate) static BAD_TAG: ErrorText = ErrorText::malformed("a tag that cannot be", DAMAGED);
pub(crate) static UNEXPECTED_TAG: ErrorText =
    ErrorText::malformed("this is not what belongs here", DAMAGED);
pub(crate) static LEFT_OVER: ErrorText = ErrorText::malformed(
    "something follows where the structure should end",
    "the file was changed or made by faulty software: export it again",
);
