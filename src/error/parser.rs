//! Error texts of `parser`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static ALTERNATIVES: ErrorText = ErrorText::malformed(
    "several certificates in this document, and some may be commented out, conditional or replaced by others",
    "provide only the certificate that is in use, with its chain and key, as PEM text",
);
pub(crate) static NO_MATERIAL: ErrorText = ErrorText::no_material(
    "neither a certificate nor a private key found",
    "provide the certificate, with its BEGIN and END lines if it is text",
);
pub(crate) static NO_KEY_IN_KEY_INPUT: ErrorText = ErrorText::no_material(
    "this is a certificate, where a private key is expected",
    "provide the private key here and the certificate separately",
);
pub(crate) static PEM_AFTER_DER: ErrorText = ErrorText::malformed(
    "PEM text after the DER certificate",
    "two files were joined into one: provide one of them, or both as PEM",
);
pub(crate) static PEM_AFTER_KEY: ErrorText = ErrorText::malformed(
    "PEM text after the binary OpenSSH private key",
    "two files were joined into one: provide one of them, or both as PEM",
);
pub(crate) static MATERIAL_AFTER: ErrorText = ErrorText::malformed(
    "a certificate or key after the end of this structure",
    "two files were joined into one: provide one of them, or each by itself",
);
pub(crate) static MATERIAL_AFTER_INSIDE: ErrorText = ErrorText::malformed(
    "a certificate or key after the end of a structure inside this file",
    "other software does not find it there: export the file again, or have its author do so",
);
pub(crate) static TWO_IN_ONE_BLOCK: ErrorText = ErrorText::malformed(
    "two certificates in one block",
    "give each certificate its own BEGIN and END lines: other software reads only the first one here",
);
pub(crate) static KEY_AFTER_CERTIFICATE: ErrorText = ErrorText::malformed(
    "a private key or a bundle after the certificate in one block",
    "give each its own BEGIN and END lines: other software reads only the certificate here",
);
pub(crate) static PEM_INSIDE_BINARY: ErrorText = ErrorText::malformed(
    "PEM text inside binary data",
    "other software would read the text and not the data around it: provide the certificate or key alone",
);
pub(crate) static NOT_PEM: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "not a PEM certificate",
    help: "provide text with BEGIN CERTIFICATE and END CERTIFICATE lines",
};
pub(crate) static MORE_THAN_ONE: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "expected exactly one certificate and no private key",
    help: "provide only the certificate that is meant",
};
