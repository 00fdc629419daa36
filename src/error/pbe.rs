//! Error texts of `pbe`.

use super::{error_text::ErrorText, kind::ErrorKind};

const DAMAGED: &str = "the file is damaged or was written by faulty software: export it again";
const DEFAULT_ENCRYPTION: &str =
    "export the file again with current software and its default encryption";

pub(crate) static UNSUPPORTED_MAC: ErrorText = ErrorText::unsupported(
    "unsupported MAC algorithm:",
    "export the file again with current software and its default settings",
);
pub(crate) static BAD_PBMAC1_KEY_LENGTH: ErrorText =
    ErrorText::malformed("invalid PBMAC1 key length: must be 20 to 64", DAMAGED);
pub(crate) static BAD_MAC_LENGTH: ErrorText =
    ErrorText::malformed("invalid MAC length for its hash function", DAMAGED);
pub(crate) static WRONG_PASSPHRASE: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "wrong passphrase",
    help: "check the passphrase; if it is correct, the file was changed after it was created, or \
           non-ASCII characters in the passphrase were encoded in another way",
};
pub(crate) static NOT_TRIED_IN_EVERY_ENCODING: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "wrong passphrase, not tried in every encoding",
    help: "check the passphrase; other encodings of it were not tried, because that would need \
           more work than the limit allows",
};
pub(crate) static BAD_CIPHERTEXT_LENGTH: ErrorText = ErrorText::malformed(
    "invalid length of the encrypted data for its cipher",
    "the file is damaged or truncated: get it again from its source",
);
pub(crate) static UNSUPPORTED_SCHEME: ErrorText =
    ErrorText::unsupported("unsupported encryption:", DEFAULT_ENCRYPTION);
pub(crate) static BAD_PARAMETERS: ErrorText =
    ErrorText::malformed("invalid encryption parameters", DAMAGED);
pub(crate) static BAD_ITERATIONS: ErrorText =
    ErrorText::malformed("invalid iteration count: must be at least 1", DAMAGED);
pub(crate) static BAD_IV: ErrorText =
    ErrorText::malformed("invalid length of the initialization vector", DAMAGED);
pub(crate) static BAD_KEY_LENGTH: ErrorText =
    ErrorText::malformed("invalid key length for the cipher", DAMAGED);
pub(crate) static UNSUPPORTED_KDF: ErrorText =
    ErrorText::unsupported("unsupported key derivation function:", DEFAULT_ENCRYPTION);
pub(crate) static UNSUPPORTED_PRF: ErrorText =
    ErrorText::unsupported("unsupported pseudorandom function:", DEFAULT_ENCRYPTION);
pub(crate) static UNSUPPORTED_CIPHER: ErrorText =
    ErrorText::unsupported("unsupported cipher:", DEFAULT_ENCRYPTION);
pub(crate) static OTHER_SALT_SOURCE: ErrorText = ErrorText::unsupported(
    "unsupported key derivation: its salt is not in the file",
    DEFAULT_ENCRYPTION,
);
pub(crate) static BAD_SCRYPT: ErrorText =
    ErrorText::malformed("invalid scrypt parameters", DAMAGED);
