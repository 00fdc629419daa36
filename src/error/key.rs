//! Error texts of `key`.

use super::error_text::ErrorText;

const EXPORT_AGAIN: &str = "the key is damaged or made by faulty software: export it again";
pub(crate) static NOT_A_PRIME: ErrorText =
    ErrorText::malformed("this can be no prime of such a key", EXPORT_AGAIN);
pub(crate) static NOT_IN_RANGE: ErrorText =
    ErrorText::malformed("the number is not in the range that the key's primes set", EXPORT_AGAIN);
pub(crate) static NO_CURVE: ErrorText = ErrorText::malformed(
    "the key does not say which curve it is on",
    "export the key again as PKCS#8, or with its parameters",
);
pub(crate) static BAD_SCALAR: ErrorText = ErrorText::malformed(
    "the secret number is zero, or not below the order of the curve",
    EXPORT_AGAIN,
);
pub(crate) static BAD_POINT: ErrorText =
    ErrorText::malformed("the public point is not as long as its curve asks for", EXPORT_AGAIN);
pub(crate) static OTHER_POINT: ErrorText = ErrorText::malformed(
    "the public point does not belong to the secret number",
    "two keys were mixed up, or the file is damaged: export the key again",
);
pub(crate) static NO_DEK_INFO: ErrorText = ErrorText::malformed(
    "the headers say that the key is encrypted, and not how",
    "the DEK-Info line is missing: send the file as it was made",
);
pub(crate) static BAD_DEK_INFO: ErrorText = ErrorText::malformed(
    "the DEK-Info header is not a cipher's name and hexadecimal digits",
    "the line was changed or cut: send the file as it was made",
);
pub(crate) static BAD_IV: ErrorText = ErrorText::malformed(
    "the initialization vector in the DEK-Info header is not as long as its cipher asks for",
    "the line was changed or cut: send the file as it was made",
);
pub(crate) static LEGACY_BAD_LENGTH: ErrorText = ErrorText::malformed(
    "the encrypted key is not of a length that its cipher makes",
    "the block is damaged or cut short: send the file as it was made",
);
pub(crate) static LEGACY_UNSUPPORTED_CIPHER: ErrorText = ErrorText::unsupported(
    "the cipher that the DEK-Info header names is not read",
    "convert the key: openssl pkcs8 -topk8 -in FILE -out NEWFILE -provider legacy -provider default",
);
const EXPORT_AGAIN_ML_DSA_KEM: &str = "the key is damaged or cut short: export it again";
pub(crate) static LATTICE_WRONG_LENGTH: ErrorText = ErrorText::malformed(
    "the key is not as long as its algorithm asks for",
    EXPORT_AGAIN_ML_DSA_KEM,
);
pub(crate) static OTHER_SEED: ErrorText = ErrorText::malformed(
    "the expanded key was not made from the seed beside it",
    "two keys were mixed up, or the file is damaged: export the key again",
);
pub(crate) static LATTICE_OTHER_PUBLIC_KEY: ErrorText = ErrorText::malformed(
    "the public key does not belong to the private one",
    "two keys were mixed up, or the file is damaged: export the key again",
);
const EXPORT_AGAIN_OPENSSH: &str =
    "the key is damaged or cut short: get it again from where it was made";
pub(crate) static SEVERAL_KEYS: ErrorText = ErrorText::unsupported(
    "several keys stand in one OpenSSH block",
    "send each key in a block of its own, as ssh-keygen writes them",
);
pub(crate) static OPENSSH_UNSUPPORTED_CIPHER: ErrorText = ErrorText::unsupported(
    "the OpenSSH key is encrypted with something that is not read",
    "convert the key: ssh-keygen -p -Z aes256-ctr -f FILE",
);
pub(crate) static UNSUPPORTED_CHACHA20: ErrorText = ErrorText::unsupported(
    "the OpenSSH key is encrypted with chacha20-poly1305, which is not read",
    "convert the key: ssh-keygen -p -Z aes256-ctr -f FILE",
);
pub(crate) static UNSUPPORTED_KDF: ErrorText = ErrorText::unsupported(
    "the OpenSSH key is encrypted by a key derivation that is not read",
    "convert the key: ssh-keygen -p -f FILE",
);
pub(crate) static HARDWARE_KEY: ErrorText = ErrorText::unsupported(
    "this OpenSSH key is only the handle of one in a security key (FIDO)",
    "send a private key that is in a file",
);
pub(crate) static UNKNOWN_TYPE: ErrorText = ErrorText::unsupported(
    "the type of this OpenSSH key is not read",
    "send a key of the type RSA, ECDSA or Ed25519",
);
pub(crate) static OPENSSH_BAD_LENGTH: ErrorText =
    ErrorText::malformed("the encrypted part has a length that cannot be", EXPORT_AGAIN_OPENSSH);
pub(crate) static CHECK_NUMBERS: ErrorText =
    ErrorText::malformed("the two check numbers of the OpenSSH key differ", EXPORT_AGAIN_OPENSSH);
pub(crate) static BAD_PADDING: ErrorText = ErrorText::malformed(
    "the padding behind the OpenSSH key is not as it should be",
    EXPORT_AGAIN_OPENSSH,
);
pub(crate) static OPENSSH_OTHER_PUBLIC_KEY: ErrorText = ErrorText::malformed(
    "the public key does not belong to the private one",
    "two keys were mixed up, or the file is damaged: export the key again",
);
pub(crate) static CUT_SHORT: ErrorText = ErrorText::malformed(
    "the OpenSSH key ends inside a field",
    "the end is missing, or a line in between: send the whole file, as it was made",
);
pub(crate) static BAD_FIELD: ErrorText = ErrorText::malformed(
    "a field of the OpenSSH key that cannot be",
    "the key is damaged: get it again from where it was made",
);
const EXPORT_AGAIN_RAW_KEYS: &str = "the key is damaged or cut short: export it again";
pub(crate) static RAW_WRONG_LENGTH: ErrorText =
    ErrorText::malformed("the key is not as long as its algorithm asks for", EXPORT_AGAIN_RAW_KEYS);
pub(crate) static RAW_OTHER_PUBLIC_KEY: ErrorText = ErrorText::malformed(
    "the public key does not belong to the private one",
    "two keys were mixed up, or the file is damaged: export the key again",
);
pub(crate) static NOT_A_MODULUS: ErrorText =
    ErrorText::malformed("this can be no RSA modulus", EXPORT_AGAIN);
pub(crate) static NOT_AN_EXPONENT: ErrorText =
    ErrorText::malformed("this can be no RSA exponent", EXPORT_AGAIN);
pub(crate) static OTHER_PRIMES: ErrorText =
    ErrorText::malformed("the primes do not give the modulus of this RSA key", EXPORT_AGAIN);
pub(crate) static TOO_MANY_PRIMES: ErrorText =
    ErrorText::malformed("more primes than any RSA key has", EXPORT_AGAIN);
