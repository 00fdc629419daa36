//! Errors of the ASN.1 readers.

use crate::{
    error::{Error, ErrorText, Path, Step, asn1::UNEXPECTED_TAG},
    tag::Tag,
};

/// An error of an ASN.1 reader: small and made without allocation. It becomes an [`Error`] where the
/// path is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParseError {
    pub(crate) cause: &'static ErrorText,
    /// The production being read, in its RFC's words; empty until a caller names it.
    pub(crate) part: &'static str,
    pub(crate) offset: usize,
    pub(crate) tags: Option<(Tag, Option<Tag>)>,
}

impl ParseError {
    pub(crate) const fn new(cause: &'static ErrorText, offset: usize) -> Self {
        ParseError { cause, part: "", offset, tags: None }
    }

    /// Makes the offset relative to an enclosing value, in which the bytes read begin at `start`.
    pub(crate) fn offset_by(mut self, start: usize) -> Self {
        self.offset = self.offset.saturating_add(start);
        self
    }

    /// Removes everything that depends on the octets of a private key that begins at `start`: they
    /// may be a secret number and not a structure. The error keeps its cause and production, and
    /// loses the tags and the exact offset.
    pub(crate) fn discreet(self, start: usize) -> Self {
        ParseError { tags: None, offset: self.offset.min(start), ..self }
    }

    /// Names the production, unless an inner reader named one.
    pub(crate) fn in_field(mut self, name: &'static str) -> Self {
        if self.part.is_empty() {
            self.part = name;
        }
        self
    }

    pub(crate) fn at(self, path: &Path<'_>) -> Error {
        let error = match self.part {
            "" => Error::new(self.cause, path),
            part => Error::new(self.cause, &path.then(Step::Field(part))),
        };
        let error = error.with_byte(self.offset);
        match self.tags {
            Some((expected, found)) => error.with_tags(expected, found),
            None => error,
        }
    }
}

/// The error of a reader. One grammar is read in two ways with it: fast and with [`Rejected`], and if
/// that fails, again for the [`ParseError`].
pub(crate) trait ReadError: Copy {
    /// Whether the error has no details, so that none have to be kept for it.
    const IS_SILENT: bool;

    fn of(cause: &'static ErrorText, offset: usize) -> Self;
    fn of_tag(expected: Tag, found: Option<Tag>, offset: usize) -> Self;
    fn in_field(self, name: &'static str) -> Self;
}

impl ReadError for ParseError {
    const IS_SILENT: bool = false;

    fn of(cause: &'static ErrorText, offset: usize) -> Self {
        ParseError::new(cause, offset)
    }

    fn of_tag(expected: Tag, found: Option<Tag>, offset: usize) -> Self {
        ParseError { tags: Some((expected, found)), ..ParseError::new(&UNEXPECTED_TAG, offset) }
    }

    fn in_field(self, name: &'static str) -> Self {
        self.in_field(name)
    }
}

/// The error without details.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rejected;

impl ReadError for Rejected {
    const IS_SILENT: bool = true;

    fn of(_: &'static ErrorText, _: usize) -> Self {
        Rejected
    }

    fn of_tag(_: Tag, _: Option<Tag>, _: usize) -> Self {
        Rejected
    }

    fn in_field(self, _: &'static str) -> Self {
        Rejected
    }
}

/// Adds the production to an error.
pub(crate) trait InField {
    fn in_field(self, name: &'static str) -> Self;
}

impl<T, F: ReadError> InField for Result<T, F> {
    fn in_field(self, name: &'static str) -> Self {
        self.map_err(|failure| failure.in_field(name))
    }
}
