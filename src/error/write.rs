//! Error texts of `write`.

use super::{error_text::ErrorText, kind::ErrorKind};

const fn cannot_write(text: &'static str, help: &'static str) -> ErrorText {
    ErrorText { kind: ErrorKind::CannotWrite, text, help }
}

pub(crate) static NO_CERTIFICATE: ErrorText = ErrorText::no_material(
    "there is no certificate to write",
    "provide a certificate: this format contains only certificates",
);
pub(crate) static LOCKED: ErrorText = cannot_write(
    "the private key is locked",
    "provide the passphrase of the key when it is read, or leave the key out",
);
pub(crate) static NOTHING: ErrorText = ErrorText::no_material(
    "there is neither a certificate nor a private key to write",
    "provide a certificate or a private key",
);
pub(crate) static MISMATCH: ErrorText = cannot_write(
    "the private key does not belong to the certificate",
    "provide the certificate of this key, or write the key into a separate file",
);
pub(crate) static NO_PASSPHRASE: ErrorText = ErrorText {
    kind: ErrorKind::PassphraseRequired,
    text: "no passphrase for a file that is to be encrypted",
    help: "provide a passphrase, or choose the profile without one",
};
pub(crate) static UNUSED_PASSPHRASE: ErrorText = cannot_write(
    "a passphrase for a file that is not to be encrypted",
    "choose a profile that encrypts, or leave the passphrase out",
);
pub(crate) static ZERO_RANDOM: ErrorText = cannot_write(
    "the random source returned only zeros",
    "provide a cryptographic random generator, and check that it did not fail",
);
pub(crate) static TOO_LONG: ErrorText =
    cannot_write("too long to be encoded", "write fewer certificates into one file");
