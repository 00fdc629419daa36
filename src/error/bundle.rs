//! Error texts of `bundle`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static REPAIRED: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "strict reading refuses this",
    help: "export the file again with current software, or read it without strict",
};
pub(crate) static CONTRADICTED: ErrorText = ErrorText {
    kind: ErrorKind::Refused,
    text: "strict reading refuses this",
    help: "send what belongs together and say what it is, or read it without strict",
};
