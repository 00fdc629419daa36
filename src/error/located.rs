//! The error type: an [`ErrorText`] with its place.

use super::{
    error_text::ErrorText,
    kind::ErrorKind,
    location::{Location, Path},
};
use crate::{
    limits::{Exceeded, Limit},
    note::NoteCode,
    tag::Tag,
};
use alloc::boxed::Box;
use core::fmt;

const PROVIDE_PRIVATE_KEY: &str = "provide the private key here, as a file or as text from its BEGIN to its END line; the certificate goes into the first input";

/// Why an input was refused.
///
/// [`Display`](fmt::Display) prints one line, `place: what is wrong`, which contains no byte of the
/// input except known PEM labels; `{:#}` adds [`help`](Error::help) and
/// [`feature`](Error::feature). Programs should act on [`kind`](Error::kind), never on the text,
/// which may change between versions.
///
/// ```
/// use anycert::ErrorKind;
/// let error = anycert::parse("-----BEGIN CERTIFICATE-----\nMAMCAQE=\n").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Malformed);
/// assert_eq!(error.location().block(), Some(1));
/// println!("{error:#}");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// Every field is initialized in full, even where it has no value: an unused octet would keep what was
/// on the stack, which could be part of a key.
#[derive(Clone)]
struct Inner {
    text: &'static ErrorText,
    location: Location,
    tags: Option<(Tag, Option<Tag>)>,
    /// In dotted decimal, or empty.
    oid: Box<str>,
    /// The name of the algorithm, or empty.
    algorithm: &'static str,
    /// The name of a Cargo feature, or empty.
    feature: &'static str,
    limit: Option<Limit>,
    asked: u64,
    allowed: u64,
    note: Option<NoteCode>,
}

impl Error {
    pub(crate) fn new(text: &'static ErrorText, path: &Path<'_>) -> Self {
        Error(Box::new(Inner {
            text,
            location: Location::of(path),
            tags: None,
            oid: Box::default(),
            algorithm: "",
            feature: "",
            limit: None,
            asked: 0,
            allowed: 0,
            note: None,
        }))
    }

    pub(crate) fn with_byte(mut self, offset: usize) -> Self {
        self.0.location.set_byte(offset);
        self
    }

    pub(crate) fn with_line(mut self, line: usize) -> Self {
        self.0.location.set_line(line);
        self
    }

    pub(crate) fn with_tags(mut self, expected: Tag, found: Option<Tag>) -> Self {
        self.0.tags = Some((expected, found));
        self
    }

    /// Replaces the text; the place stays.
    pub(crate) fn with_text(mut self, text: &'static ErrorText) -> Self {
        self.0.text = text;
        self
    }

    /// Whether this is the text of the error.
    pub(crate) fn is(&self, text: &'static ErrorText) -> bool {
        core::ptr::eq(self.0.text, text)
    }

    /// Adds the OID in dotted decimal, and its name if it has one.
    pub(crate) fn with_oid(mut self, oid: &str, name: Option<&'static str>) -> Self {
        self.0.oid = oid.into();
        self.0.algorithm = name.unwrap_or_default();
        self
    }

    /// Adds the name of an algorithm that the input gives by name.
    pub(crate) fn with_algorithm(mut self, name: &'static str) -> Self {
        self.0.algorithm = name;
        self
    }

    pub(crate) fn with_feature(mut self, feature: &'static str) -> Self {
        self.0.feature = feature;
        self
    }

    pub(crate) fn with_exceeded(mut self, exceeded: Exceeded) -> Self {
        self.0.limit = Some(exceeded.limit());
        (self.0.asked, self.0.allowed) = (exceeded.asked(), exceeded.allowed());
        self
    }

    pub(crate) fn with_note(mut self, code: NoteCode, location: &Location) -> Self {
        self.0.note = Some(code);
        self.0.location = location.clone();
        self
    }

    /// The category of this error, for programs to act on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.text.kind
    }

    /// The place in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// What to do about it: one sentence for a person who does not know ASN.1.
    #[must_use]
    pub fn help(&self) -> &'static str {
        // Most texts ask for a certificate, which would be wrong advice for the private key input.
        match self.kind() {
            ErrorKind::Empty | ErrorKind::NoCertificateOrKey
                if self.0.location.in_private_key_input() =>
            {
                PROVIDE_PRIVATE_KEY
            }
            _ => self.0.text.help,
        }
    }

    /// The unsupported object identifier, in dotted decimal.
    #[must_use]
    pub fn oid(&self) -> Option<&str> {
        Some(&*self.0.oid).filter(|oid| !oid.is_empty())
    }

    /// The Cargo feature that adds support for this input.
    #[must_use]
    pub fn feature(&self) -> Option<&str> {
        Some(self.0.feature).filter(|feature| !feature.is_empty())
    }

    /// The limit that was exceeded, with the amount needed and the amount allowed.
    ///
    /// Present in every [`LimitExceeded`](ErrorKind::LimitExceeded), and in an
    /// [`IncorrectPassphrase`](ErrorKind::IncorrectPassphrase) if the limit did not allow every
    /// encoding of the passphrase to be tried.
    #[must_use]
    pub fn exceeded(&self) -> Option<Exceeded> {
        self.0.limit.map(|limit| Exceeded::new(limit, self.0.asked, self.0.allowed))
    }

    /// The code of the note that made `strict` refuse the input ([`Refused`](ErrorKind::Refused)).
    #[must_use]
    pub fn note_code(&self) -> Option<NoteCode> {
        self.0.note
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        inner.location.fmt_path(f)?;
        f.write_str(inner.text.text)?;
        match (&*inner.oid, inner.algorithm) {
            ("", "") => {}
            (oid, "") => write!(f, " {oid}")?,
            ("", name) => write!(f, ": {name}")?,
            (oid, name) => write!(f, " {name} ({oid})")?,
        }
        match inner.tags {
            Some((expected, Some(found))) => write!(f, ": expected {expected}, found {found}")?,
            Some((expected, None)) => write!(f, ": expected {expected}, found the end")?,
            None => {}
        }
        if let Some(exceeded) = self.exceeded() {
            let (asked, allowed) = (exceeded.asked(), exceeded.allowed());
            write!(f, ": {} is {allowed}, this asks for {asked}", exceeded.limit().as_str())?;
        }
        if let Some(code) = inner.note {
            write!(f, ": {}", code.text())?;
        }
        inner.location.fmt_position(f)?;
        if f.alternate() {
            write!(f, "; {}", self.help())?;
            if let Some(feature) = self.feature() {
                write!(f, " (the Cargo feature `{feature}` adds support)")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {self})", self.kind())
    }
}

impl core::error::Error for Error {}

impl ErrorText {
    pub(crate) fn at(&'static self, path: &Path<'_>) -> Error {
        Error::new(self, path)
    }
}
