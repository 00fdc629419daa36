//! Error texts of `pkcs12`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static CRL: ErrorText = ErrorText::nothing(
    "a revocation list",
    "send the certificate and its private key; revocation lists are not read",
);
pub(crate) static SECRET: ErrorText = ErrorText::nothing(
    "a secret key or password, not a private key",
    "send a file with the certificate and its private key",
);
pub(crate) static SDSI: ErrorText = ErrorText::nothing(
    "an SDSI certificate, not an X.509 one",
    "send a file with an X.509 certificate",
);
pub(crate) static UNKNOWN_BAG: ErrorText = ErrorText::nothing(
    "something of a kind that no standard names",
    "send a file with the certificate and its private key",
);
pub(crate) static PUBLIC_KEY_INTEGRITY: ErrorText = ErrorText::unsupported(
    "the file is signed instead of protected by a passphrase",
    "export it again, protected by a passphrase",
);
pub(crate) static PUBLIC_KEY_PRIVACY: ErrorText = ErrorText::unsupported(
    "its content is encrypted to a certificate instead of under a passphrase",
    "export it again, protected by a passphrase",
);
pub(crate) static NO_BAGS: ErrorText = ErrorText::malformed(
    "a content type that has no place here",
    "the file is damaged or made by faulty software: export it again",
);
pub(crate) static SHUT: ErrorText = ErrorText {
    kind: ErrorKind::PassphraseRequired,
    text: "this is encrypted and there is no passphrase for it",
    help: "send the passphrase that the file was exported with",
};
pub(crate) static BAD_VERSION: ErrorText = ErrorText::malformed(
    "a PKCS#12 version other than 3",
    "export the file again with current software",
);
pub(crate) static NO_CONTENT: ErrorText = ErrorText::malformed(
    "the content is missing",
    "the file is damaged or made by faulty software: export it again",
);
