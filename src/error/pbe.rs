//! Error texts of `pbe`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static UNSUPPORTED_MAC: ErrorText = ErrorText::unsupported(
    "its integrity is protected with something that is not read:",
    "export it again with current software and its default settings",
);
pub(crate) static BAD_PBMAC1_KEY: ErrorText = ErrorText::malformed(
    "a PBMAC1 key length outside of 20 to 64",
    "the file is made by faulty software, or to deceive: export it again",
);
pub(crate) static BAD_DIGEST: ErrorText = ErrorText::malformed(
    "a MAC that is not as long as its hash function makes it",
    "the file is made by faulty software, or to deceive: export it again",
);
pub(crate) static INCORRECT: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "the passphrase does not open this",
    help: "check the passphrase; if it is right, the file was changed after it was made",
};
pub(crate) static INCORRECT_AS_FAR_AS_TRIED: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "the passphrase does not open this as far as it was tried",
    help: "check the passphrase; in other encodings it was not tried, because that would cost \
           more work than the limit allows",
};
pub(crate) static NOT_WHOLE_BLOCKS: ErrorText = ErrorText::malformed(
    "the encrypted data is not of a length that its cipher makes",
    "the file is damaged or cut short: get it again from where it was made",
);
pub(crate) static UNSUPPORTED_SCHEME: ErrorText = ErrorText::unsupported(
    "it is encrypted with something that is not read:",
    "export it again with current software and its default encryption",
);
pub(crate) static BAD_PARAMETERS: ErrorText = ErrorText::malformed(
    "parameters of the encryption that cannot be",
    "the file is damaged or made by faulty software: export it again",
);
pub(crate) static BAD_ITERATIONS: ErrorText = ErrorText::malformed(
    "an iteration count below 1",
    "the file is damaged or made by faulty software: export it again",
);
pub(crate) static BAD_IV: ErrorText = ErrorText::malformed(
    "an initialization vector of the wrong length",
    "the file is damaged or made by faulty software: export it again",
);
pub(crate) static BAD_KEY_LENGTH: ErrorText = ErrorText::malformed(
    "a key length that the cipher does not have",
    "the file is damaged or made by faulty software: export it again",
);
pub(crate) static UNSUPPORTED_KDF: ErrorText = ErrorText::unsupported(
    "its key is derived with something that is not read:",
    "export it again with current software and its default encryption",
);
pub(crate) static UNSUPPORTED_PRF: ErrorText = ErrorText::unsupported(
    "its key is derived with a function that is not read:",
    "export it again with current software and its default encryption",
);
pub(crate) static UNSUPPORTED_CIPHER: ErrorText = ErrorText::unsupported(
    "it is encrypted with a cipher that is not read:",
    "export it again with current software and its default encryption",
);
pub(crate) static OTHER_SOURCE: ErrorText = ErrorText::unsupported(
    "the salt of its key derivation is not in the file",
    "export it again with current software and its default encryption",
);
pub(crate) static BAD_SCRYPT: ErrorText = ErrorText::malformed(
    "scrypt parameters that cannot be",
    "the file is damaged or made by faulty software: export it again",
);
