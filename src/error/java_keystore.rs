//! Error texts of `java_keystore`.

use super::{error_text::ErrorText, kind::ErrorKind};

const DAMAGED: &str = "the file is damaged or incomplete: get it again from its source";

pub(crate) static BAD_VERSION: ErrorText = ErrorText::malformed(
    "unsupported key store version: must be 1 or 2",
    "convert it with the software that wrote it: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12",
);
pub(crate) static BAD_COUNT: ErrorText =
    ErrorText::malformed("invalid count: more than the file can contain", DAMAGED);
pub(crate) static UNKNOWN_ENTRY: ErrorText =
    ErrorText::malformed("unknown entry type: must be 1, 2 or 3", DAMAGED);
pub(crate) static EMPTY: ErrorText = ErrorText::no_material(
    "this Java key store is empty",
    "provide a key store with the certificate: keytool -list shows what is in one",
);
pub(crate) static WRONG_STORE_PASSPHRASE: ErrorText = ErrorText {
    kind: ErrorKind::IncorrectPassphrase,
    text: "wrong passphrase",
    help: "check the passphrase: it must be that of the key store, which can differ from that of a \
           private key in it; if it is correct, the file was changed after it was created, or \
           non-ASCII characters in the passphrase were encoded in another way",
};
pub(crate) static BAD_OBJECT: ErrorText = ErrorText::unsupported(
    "unsupported serialized Java object",
    "delete this entry, or convert the key store: keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore FILE.p12 -deststoretype PKCS12",
);
