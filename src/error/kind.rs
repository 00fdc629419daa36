//! The kinds of errors.

use core::fmt;

/// The category of an [`Error`](crate::Error), for programs to act on: one kind for each thing a
/// caller can do.
///
/// ```
/// use anycert::ErrorKind;
///
/// fn status(kind: ErrorKind) -> u16 {
///     match kind {
///         ErrorKind::LimitExceeded => 413,
///         _ => 400,
///     }
/// }
/// let error = anycert::parse("hello").unwrap_err();
/// assert_eq!((error.kind(), status(error.kind())), (ErrorKind::UnrecognizedFormat, 400));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is empty or only whitespace.
    Empty,
    /// The input is not certificate material in any known form.
    UnrecognizedFormat,
    /// The input violates the rules of its own format.
    Malformed,
    /// The certificates are encrypted and no passphrase was given.
    PassphraseRequired,
    /// The given passphrase is wrong, or the file was changed.
    IncorrectPassphrase,
    /// The input uses an algorithm or a structure that this build does not support.
    Unsupported,
    /// The input was understood, but contains neither a certificate nor a private key.
    NoCertificateOrKey,
    /// Parsing the input would exceed one of the [`Limits`](crate::Limits).
    LimitExceeded,
    /// [`strict`](crate::Parser::strict) refused an input that needs a leniency.
    Refused,
    /// The material to be written is locked, does not belong together, or cannot be encoded (feature
    /// `write`).
    CannotWrite,
}

impl ErrorKind {
    /// A stable `snake_case` word, for logs and API responses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Empty => "empty",
            ErrorKind::UnrecognizedFormat => "unrecognized_format",
            ErrorKind::Malformed => "malformed",
            ErrorKind::PassphraseRequired => "passphrase_required",
            ErrorKind::IncorrectPassphrase => "incorrect_passphrase",
            ErrorKind::Unsupported => "unsupported",
            ErrorKind::NoCertificateOrKey => "no_certificate_or_key",
            ErrorKind::LimitExceeded => "limit_exceeded",
            ErrorKind::Refused => "refused",
            ErrorKind::CannotWrite => "cannot_write",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
