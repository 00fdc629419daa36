//! Error texts of `parser`.

use super::error_text::ErrorText;

pub(crate) static NO_MATERIAL: ErrorText = ErrorText::nothing(
    "there is neither a certificate nor a private key in this",
    "send the certificate, with its BEGIN and END lines if it is text",
);
pub(crate) static NO_KEY_IN_KEY_INPUT: ErrorText = ErrorText::nothing(
    "a certificate was sent where the private key belongs",
    "send the private key in this field; the certificate belongs in the other one",
);
pub(crate) static PEM_BEHIND_DER: ErrorText = ErrorText::malformed(
    "PEM text follows the certificate in DER",
    "two files were joined into one: send one of them, or both as PEM",
);
pub(crate) static PEM_BEHIND_KEY: ErrorText = ErrorText::malformed(
    "PEM text follows the private key in the binary form of OpenSSH",
    "two files were joined into one: send one of them, or both as PEM",
);
pub(crate) static NOT_A_CERTIFICATE: ErrorText = ErrorText::malformed(
    "what stands in this block is no certificate",
    "the block is damaged or has the wrong label: export the certificate again",
);
pub(crate) static TWO_IN_ONE_BLOCK: ErrorText = ErrorText::malformed(
    "a second certificate follows the first one in the same block",
    "give each certificate BEGIN and END lines of its own: other software reads only the first one here",
);
pub(crate) static KEY_IN_CERTIFICATE_BLOCK: ErrorText = ErrorText::malformed(
    "a private key stands in a block that is labelled as a certificate",
    "correct the BEGIN and END lines, or export the key again",
);
pub(crate) static CERTIFICATE_IN_KEY_BLOCK: ErrorText = ErrorText::malformed(
    "a certificate stands in a block that is labelled as a private key",
    "correct the BEGIN and END lines, or send the private key itself",
);
pub(crate) static NOT_A_KEY: ErrorText = ErrorText::malformed(
    "what stands in this block is no private key",
    "the block is damaged or has the wrong label: export the key again",
);
pub(crate) static NOT_PKCS7: ErrorText = ErrorText::malformed(
    "what stands in this block is no PKCS#7 structure",
    "the block is damaged or has the wrong label: export the bundle again",
);
pub(crate) static NOT_PKCS12: ErrorText = ErrorText::malformed(
    "what stands in this block is no PKCS#12 structure",
    "the block is damaged or has the wrong label: export the file again",
);
