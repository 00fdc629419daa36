//! Error texts of `pkcs12`.

use super::{error_text::ErrorText, kind::ErrorKind};

const DAMAGED: &str = "the file is damaged or was written by faulty software: export it again";
const GROUP: &str = "import the file on Windows as a member of that group, and export it again with a \
                     passphrase";
const WITH_PASSPHRASE: &str = "export the file again, protected by a passphrase";

pub(crate) static CRL: ErrorText = ErrorText::no_material(
    "this is a certificate revocation list",
    "provide the certificate and its private key; revocation lists are not read",
);
pub(crate) static SECRET: ErrorText = ErrorText::no_material(
    "this is a secret key or a password, not a private key",
    "provide a file with the certificate and its private key",
);
pub(crate) static SDSI: ErrorText = ErrorText::no_material(
    "this is an SDSI certificate, not an X.509 certificate",
    "provide a file with an X.509 certificate",
);
pub(crate) static UNKNOWN_BAG: ErrorText = ErrorText::no_material(
    "unknown bag type",
    "provide a file with the certificate and its private key",
);
pub(crate) static PUBLIC_KEY_INTEGRITY: ErrorText = ErrorText::unsupported(
    "unsupported integrity mode: the file is signed instead of protected by a passphrase",
    WITH_PASSPHRASE,
);
pub(crate) static PUBLIC_KEY_PRIVACY: ErrorText = ErrorText::unsupported(
    "unsupported privacy mode: the content is encrypted to a certificate instead of under a \
     passphrase",
    WITH_PASSPHRASE,
);
pub(crate) static UNEXPECTED_CONTENT_TYPE: ErrorText =
    ErrorText::malformed("unexpected content type", DAMAGED);
pub(crate) static LOCKED: ErrorText = ErrorText {
    kind: ErrorKind::PassphraseRequired,
    text: "this is encrypted and no passphrase was given",
    help: "provide the passphrase that the file was exported with",
};
pub(crate) static BAD_VERSION: ErrorText = ErrorText::malformed(
    "unsupported PKCS#12 version: must be 3",
    "export the file again with current software",
);
pub(crate) static NO_CONTENT: ErrorText = ErrorText::malformed("the content is missing", DAMAGED);
pub(crate) static OTHER_PASSPHRASE: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "this part was encrypted under another passphrase",
    help: "export the file again with one passphrase for everything; this one is right for the file \
           as a whole, whose MAC it verified",
};
pub(crate) static LOCKED_FOR_GROUP: ErrorText = ErrorText {
    kind: ErrorKind::PassphraseRequired,
    text: "this file is protected to a Windows user or group",
    help: GROUP,
};
pub(crate) static WRONG_PASSPHRASE_FOR_GROUP: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "wrong passphrase for this file, which is protected to a Windows user or group",
    help: GROUP,
};
pub(crate) static EMPTY: ErrorText = ErrorText::no_material(
    "this file is empty: it contains no certificate and no private key",
    "export the file again, with the certificate and its private key selected",
);
