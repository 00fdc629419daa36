//! Error texts of `key`.

use super::error_text::ErrorText;

const EXPORT_AGAIN: &str = "the key is damaged, or was created by faulty software: export it again";
const COMBINED: &str = "the file is damaged or combines two keys: export the key again";
pub(crate) static WRONG_LENGTH: ErrorText = ErrorText::malformed(
    "invalid key length for this algorithm",
    "the key is damaged or cut off: export it again",
);
pub(crate) static OTHER_PUBLIC_KEY: ErrorText =
    ErrorText::malformed("the public key does not match the private key", COMBINED);
pub(crate) static NO_PARAMETERS: ErrorText =
    ErrorText::malformed("missing algorithm parameters", EXPORT_AGAIN);
pub(crate) static NOT_A_PRIME: ErrorText = ErrorText::malformed("invalid prime", EXPORT_AGAIN);
pub(crate) static NOT_IN_RANGE: ErrorText =
    ErrorText::malformed("number out of range for the primes of this key", EXPORT_AGAIN);
pub(crate) static NO_CURVE: ErrorText = ErrorText::malformed(
    "missing curve parameters",
    "export the key again as PKCS#8, or with its parameters",
);
pub(crate) static BAD_SCALAR: ErrorText = ErrorText::malformed(
    "invalid private key: zero, or not below the order of the curve",
    EXPORT_AGAIN,
);
pub(crate) static BAD_POINT: ErrorText =
    ErrorText::malformed("invalid length of the public point for this curve", EXPORT_AGAIN);
pub(crate) static OTHER_POINT: ErrorText =
    ErrorText::malformed("the public point does not match the private key", COMBINED);
pub(crate) static NO_DEK_INFO: ErrorText = ErrorText::malformed(
    "missing DEK-Info header in an encrypted key",
    "a line is missing: provide the file as it was created",
);
pub(crate) static BAD_DEK_INFO: ErrorText = ErrorText::malformed(
    "invalid DEK-Info header: expected a cipher name and hexadecimal digits",
    "the line was changed or cut off: provide the file as it was created",
);
pub(crate) static BAD_IV: ErrorText = ErrorText::malformed(
    "invalid length of the initialization vector in the DEK-Info header",
    "the line was changed or cut off: provide the file as it was created",
);
pub(crate) static LEGACY_BAD_LENGTH: ErrorText = ErrorText::malformed(
    "invalid length of the encrypted key for this cipher",
    "the block is damaged or cut off: provide the file as it was created",
);
pub(crate) static LEGACY_UNSUPPORTED_CIPHER: ErrorText = ErrorText::unsupported(
    "unsupported cipher in the DEK-Info header",
    "convert the key: openssl pkcs8 -topk8 -in FILE -out NEWFILE -provider legacy -provider default",
);
pub(crate) static OTHER_SEED: ErrorText =
    ErrorText::malformed("the expanded key does not match the seed", COMBINED);
const EXPORT_AGAIN_OPENSSH: &str = "the key is damaged or cut off: copy the original file again";
pub(crate) static SEVERAL_KEYS: ErrorText = ErrorText::unsupported(
    "several keys in one OpenSSH block",
    "provide each key in its own block, as ssh-keygen writes them",
);
pub(crate) static OPENSSH_UNSUPPORTED_CIPHER: ErrorText = ErrorText::unsupported(
    "unsupported cipher of the OpenSSH key",
    "convert the key: ssh-keygen -p -Z aes256-ctr -f FILE",
);
pub(crate) static UNSUPPORTED_KDF: ErrorText = ErrorText::unsupported(
    "unsupported key derivation of the OpenSSH key",
    "convert the key: ssh-keygen -p -f FILE",
);
pub(crate) static HARDWARE_KEY: ErrorText = ErrorText::unsupported(
    "this OpenSSH key is a reference to a key in a FIDO security key",
    "provide a private key that is stored in a file",
);
pub(crate) static UNKNOWN_TYPE: ErrorText = ErrorText::unsupported(
    "unsupported type of the OpenSSH key",
    "provide a key of type RSA, ECDSA or Ed25519",
);
pub(crate) static OPENSSH_BAD_LENGTH: ErrorText =
    ErrorText::malformed("invalid length of the encrypted part", EXPORT_AGAIN_OPENSSH);
pub(crate) static CHECK_NUMBERS: ErrorText =
    ErrorText::malformed("the check numbers of the OpenSSH key differ", EXPORT_AGAIN_OPENSSH);
pub(crate) static BAD_PADDING: ErrorText =
    ErrorText::malformed("invalid padding of the OpenSSH key", EXPORT_AGAIN_OPENSSH);
pub(crate) static CUT_SHORT: ErrorText = ErrorText::malformed(
    "truncated OpenSSH key",
    "the end or a line is missing: provide the whole file as it was created",
);
pub(crate) static BAD_FIELD: ErrorText = ErrorText::malformed(
    "invalid field of the OpenSSH key",
    "the key is damaged: copy the original file again",
);
pub(crate) static NOT_A_MODULUS: ErrorText =
    ErrorText::malformed("invalid RSA modulus", EXPORT_AGAIN);
pub(crate) static NOT_AN_EXPONENT: ErrorText =
    ErrorText::malformed("invalid RSA exponent", EXPORT_AGAIN);
pub(crate) static OTHER_PRIMES: ErrorText =
    ErrorText::malformed("the primes do not match the RSA modulus", EXPORT_AGAIN);
pub(crate) static TOO_MANY_PRIMES: ErrorText =
    ErrorText::malformed("too many RSA primes", EXPORT_AGAIN);
pub(crate) static NOT_ENCODABLE: ErrorText =
    ErrorText::malformed("invalid algorithm parameters", EXPORT_AGAIN);
