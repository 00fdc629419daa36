//! Error texts of `bundle`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static REPAIRED: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "not accepted in strict mode",
    help: "export the file again with current software, or parse it without strict mode",
};
pub(crate) static CONTRADICTED: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "not accepted in strict mode",
    help: "provide only parts that belong together, with their correct type, or parse them without strict mode",
};
