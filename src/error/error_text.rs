//! What an error says, as a constant.

use super::kind::ErrorKind;

/// The kind, the text and the help of an error. Each module has its own, as constants in a file of
/// this folder.
#[derive(Debug)]
pub(crate) struct ErrorText {
    pub(crate) kind: ErrorKind,
    /// What is wrong, after the place: lower case, no full stop.
    pub(crate) text: &'static str,
    /// What to do about it: one sentence for a person who does not know ASN.1.
    pub(crate) help: &'static str,
}

impl ErrorText {
    pub(crate) const fn malformed(text: &'static str, help: &'static str) -> Self {
        ErrorText { kind: ErrorKind::Malformed, text, help }
    }

    pub(crate) const fn unsupported(text: &'static str, help: &'static str) -> Self {
        ErrorText { kind: ErrorKind::Unsupported, text, help }
    }

    pub(crate) const fn unrecognized(text: &'static str, help: &'static str) -> Self {
        ErrorText { kind: ErrorKind::UnrecognizedFormat, text, help }
    }

    pub(crate) const fn no_material(text: &'static str, help: &'static str) -> Self {
        ErrorText { kind: ErrorKind::NoCertificateOrKey, text, help }
    }
}
