//! Error texts of the limits.

use super::{ErrorKind, ErrorText};
use crate::limits::Limit;

pub(crate) const fn of(limit: Limit) -> &'static ErrorText {
    const fn too_large(text: &'static str, help: &'static str) -> ErrorText {
        ErrorText { kind: ErrorKind::LimitExceeded, text, help }
    }
    const SPLIT: &str = "split the file, or have the operator raise this limit";
    match limit {
        Limit::InputBytes => &const { too_large("the input is too long", SPLIT) },
        Limit::Certificates => &const { too_large("there are too many certificates", SPLIT) },
        Limit::PrivateKeys => &const { too_large("there are too many private keys", SPLIT) },
        Limit::PemSections => &const { too_large("there are too many PEM sections", SPLIT) },
        Limit::Bags => &const { too_large("there are too many bags", SPLIT) },
        Limit::KdfWork => {
            &const {
                too_large(
                    "deriving the keys would cost too much work",
                    "export the file again with fewer iterations, or have the operator raise this limit",
                )
            }
        }
        Limit::MemoryBytes => {
            &const {
                too_large(
                    "reading this would take too much memory",
                    "export the file again with smaller parameters, or have the operator raise this limit",
                )
            }
        }
        Limit::Nesting => {
            &const {
                too_large(
                    "values are nested too deep",
                    "this is not a file that certificate software writes: ask its sender for a new one",
                )
            }
        }
        Limit::TextLayers => {
            &const {
                too_large(
                    "too many text encodings lie one inside the other",
                    "decode the text once or twice and send the result",
                )
            }
        }
    }
}
