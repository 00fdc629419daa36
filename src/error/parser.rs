//! Error texts of `parser`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static NO_MATERIAL: ErrorText = ErrorText::nothing(
    "neither a certificate nor a private key found",
    "provide the certificate, with its BEGIN and END lines if it is text",
);
pub(crate) static NO_KEY_IN_KEY_INPUT: ErrorText = ErrorText::nothing(
    "this is a certificate, where a private key is expected",
    "provide the private key here and the certificate separately",
);
pub(crate) static PEM_BEHIND_DER: ErrorText = ErrorText::malformed(
    "PEM text after the DER certificate",
    "two files were joined into one: provide one of them, or both as PEM",
);
pub(crate) static PEM_BEHIND_KEY: ErrorText = ErrorText::malformed(
    "PEM text after the binary OpenSSH private key",
    "two files were joined into one: provide one of them, or both as PEM",
);
pub(crate) static NOT_A_CERTIFICATE: ErrorText = ErrorText::malformed(
    "this block does not contain a certificate",
    "the block is damaged or has the wrong label: export the certificate again",
);
pub(crate) static TWO_IN_ONE_BLOCK: ErrorText = ErrorText::malformed(
    "two certificates in one block",
    "give each certificate its own BEGIN and END lines: other software reads only the first one here",
);
pub(crate) static KEY_IN_CERTIFICATE_BLOCK: ErrorText = ErrorText::malformed(
    "a private key in a block labelled as a certificate",
    "correct the BEGIN and END lines, or export the key again",
);
pub(crate) static CERTIFICATE_IN_KEY_BLOCK: ErrorText = ErrorText::malformed(
    "a certificate in a block labelled as a private key",
    "correct the BEGIN and END lines, or provide the private key itself",
);
pub(crate) static NOT_A_KEY: ErrorText = ErrorText::malformed(
    "this block does not contain a private key",
    "the block is damaged or has the wrong label: export the key again",
);
pub(crate) static NOT_PKCS7: ErrorText = ErrorText::malformed(
    "this block does not contain a PKCS#7 structure",
    "the block is damaged or has the wrong label: export the bundle again",
);
pub(crate) static NOT_PKCS12: ErrorText = ErrorText::malformed(
    "this block does not contain a PKCS#12 structure",
    "the block is damaged or has the wrong label: export the file again",
);
pub(crate) static NOT_PEM: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "not a PEM certificate",
    help: "provide text with BEGIN CERTIFICATE and END CERTIFICATE lines",
};
pub(crate) static MORE_THAN_ONE: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "not exactly one certificate without a private key",
    help: "provide the one certificate that is meant",
};
