//! What the ASN.1 readers report when a value cannot be read.

use crate::{
    error::{Error, ErrorText, Path, Step, asn1::UNEXPECTED_TAG},
    tag::Tag,
};

/// What the ASN.1 readers report: small and made without allocation; it becomes an [`Error`]
/// where the path is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParseError {
    pub(crate) cause: &'static ErrorText,
    /// The production being read, in its RFC's words; empty until somebody names it.
    pub(crate) part: &'static str,
    pub(crate) offset: usize,
    pub(crate) tags: Option<(Tag, Option<Tag>)>,
}

impl ParseError {
    pub(crate) const fn new(cause: &'static ErrorText, offset: usize) -> Self {
        ParseError { cause, part: "", offset, tags: None }
    }

    /// Counts from the beginning of what holds the bytes that were read, `start` further on.
    pub(crate) fn behind(mut self, start: usize) -> Self {
        self.offset = self.offset.saturating_add(start);
        self
    }

    /// Of a private key, which begins at `start`: what is said of it must not depend on its octets,
    /// which may be no structure at all but a secret number. That they fail and in which part, not
    /// at which byte nor with which tag.
    pub(crate) fn discreet(self, start: usize) -> Self {
        ParseError { tags: None, offset: self.offset.min(start), ..self }
    }

    /// Names the production, unless an inner reader did.
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

/// What a reader says of what it cannot read. A grammar that is written once is read by it in two
/// ways: quickly, and if that fails once more for the [`ParseError`].
pub(crate) trait ReadError: Copy {
    /// Whether nothing is said, so that nothing has to be kept for it.
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

/// That something cannot be read, and no more.
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

/// Names the production in which a reader failed.
pub(crate) trait InField {
    fn in_field(self, name: &'static str) -> Self;
}

impl<T, F: ReadError> InField for Result<T, F> {
    fn in_field(self, name: &'static str) -> Self {
        self.map_err(|failure| failure.in_field(name))
    }
}
