//! Error texts of the limits.

use super::{error_text::ErrorText, kind::ErrorKind};
use crate::limits::Limit;

const SPLIT: &str = "split the file, or have the operator raise this limit";

const fn exceeded(text: &'static str, help: &'static str) -> ErrorText {
    ErrorText { kind: ErrorKind::LimitExceeded, text, help }
}

static INPUT_BYTES: ErrorText = exceeded("the input is too long", SPLIT);
static CERTIFICATES: ErrorText = exceeded("too many certificates", SPLIT);
static PRIVATE_KEYS: ErrorText = exceeded("too many private keys", SPLIT);
static PEM_SECTIONS: ErrorText = exceeded("too many PEM sections", SPLIT);
static BAGS: ErrorText = exceeded("too many bags", SPLIT);
static KDF_WORK: ErrorText = exceeded(
    "deriving the keys would take too much work",
    "export the file again with fewer iterations, or have the operator raise this limit",
);
static MEMORY_BYTES: ErrorText = exceeded(
    "parsing this would take too much memory",
    "export the file again with smaller parameters, or have the operator raise this limit",
);
static NESTING: ErrorText = exceeded(
    "values are nested too deeply",
    "certificate software does not write such files: ask the sender for a new one",
);
static TEXT_LAYERS: ErrorText = exceeded(
    "too many nested text encodings",
    "decode the text once or twice and provide the result",
);

/// The text for exceeding `limit`.
pub(crate) const fn of(limit: Limit) -> &'static ErrorText {
    match limit {
        Limit::InputBytes => &INPUT_BYTES,
        Limit::Certificates => &CERTIFICATES,
        Limit::PrivateKeys => &PRIVATE_KEYS,
        Limit::PemSections => &PEM_SECTIONS,
        Limit::Bags => &BAGS,
        Limit::KdfWork => &KDF_WORK,
        Limit::MemoryBytes => &MEMORY_BYTES,
        Limit::Nesting => &NESTING,
        Limit::TextLayers => &TEXT_LAYERS,
    }
}
