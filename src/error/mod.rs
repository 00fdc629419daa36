//! What an input is refused with: a kind to act on, a place, and what to do about it.

pub(crate) mod asn1;
pub(crate) mod bundle;
pub(crate) mod key;
pub(crate) mod limits;
pub(crate) mod parser;
pub(crate) mod pbe;
pub(crate) mod pkcs12;
pub(crate) mod pkcs7;
pub(crate) mod text;
pub(crate) mod unsupported_binary;
pub(crate) mod unsupported_text;
pub(crate) mod x509;

use crate::{format::Layer, limits::Exceeded, note::NoteCode, tag::Tag};
use alloc::{boxed::Box, vec::Vec};
use core::fmt;

/// Why an input was refused.
///
/// [`Display`](fmt::Display) gives one line, `place: what is wrong`, with no byte of the input in
/// it but known PEM labels; [`help`](Error::help) says what to do about it. Programs act on
/// [`kind`](Error::kind) and never on the text, which may change between versions.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    cause: &'static ErrorText,
    location: Location,
    tags: Option<(Tag, Option<Tag>)>,
    oid: Option<(Box<str>, Option<&'static str>)>,
    feature: Option<&'static str>,
    exceeded: Option<Exceeded>,
    note: Option<NoteCode>,
}

/// What a caller can do about an [`Error`]: one kind for each different reaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing in the input, or only blanks.
    Empty,
    /// The input is no certificate material at all, as far as can be told.
    UnrecognizedFormat,
    /// The input claims to be something and breaks that format's rules.
    Malformed,
    /// The certificates are encrypted: ask for the passphrase.
    PassphraseRequired,
    /// The passphrase that was given is wrong, or the file was changed.
    IncorrectPassphrase,
    /// Sound as far as it was read, but made with something this build does not read.
    Unsupported,
    /// The input was understood, and neither certificate nor private key is in it.
    NoCertificateOrKey,
    /// Reading it would go over one of the [`Limits`](crate::Limits).
    LimitExceeded,
    /// [`strict`](crate::Parser::strict) was asked for and the input needed a leniency.
    Refused,
}

impl ErrorKind {
    /// A stable `snake_case` word, for logs and API answers.
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
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const SEND_PRIVATE_KEY: &str = "send the private key in this field, as its file or as the text from BEGIN to END; the certificate belongs in the other one";

/// One thing that can be wrong, and its remedy. Each module keeps its own as constants.
#[derive(Debug)]
pub(crate) struct ErrorText {
    pub(crate) kind: ErrorKind,
    /// No capital, no full stop: it stands behind the place.
    pub(crate) text: &'static str,
    /// What to do next, for someone who does not know ASN.1.
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

    pub(crate) const fn nothing(text: &'static str, help: &'static str) -> Self {
        ErrorText { kind: ErrorKind::NoCertificateOrKey, text, help }
    }

    pub(crate) fn at(&'static self, path: &Path<'_>) -> Error {
        Error::new(self, path)
    }
}

impl Error {
    pub(crate) fn new(cause: &'static ErrorText, path: &Path<'_>) -> Self {
        Error(Box::new(Inner {
            cause,
            location: Location::of(path),
            tags: None,
            oid: None,
            feature: None,
            exceeded: None,
            note: None,
        }))
    }

    pub(crate) fn with_byte(mut self, offset: usize) -> Self {
        self.0.location.byte = Some(offset);
        self
    }

    pub(crate) fn with_line(mut self, line: usize) -> Self {
        self.0.location.line = Some(line);
        self
    }

    pub(crate) fn with_tags(mut self, expected: Tag, found: Option<Tag>) -> Self {
        self.0.tags = Some((expected, found));
        self
    }

    /// `oid` in dotted decimal, and its name where it has one.
    pub(crate) fn with_oid(mut self, oid: &str, name: Option<&'static str>) -> Self {
        self.0.oid = Some((oid.into(), name));
        self
    }

    pub(crate) fn with_feature(mut self, feature: &'static str) -> Self {
        self.0.feature = Some(feature);
        self
    }

    pub(crate) fn with_exceeded(mut self, exceeded: Exceeded) -> Self {
        self.0.exceeded = Some(exceeded);
        self
    }

    pub(crate) fn with_note(mut self, code: NoteCode, location: &Location) -> Self {
        self.0.note = Some(code);
        self.0.location = location.clone();
        self
    }

    /// What to do about it, in kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.cause.kind
    }

    /// Where in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// What to do next, in one sentence for someone who does not know ASN.1.
    #[must_use]
    pub fn help(&self) -> &'static str {
        // Most causes ask for a certificate, which is not what belongs into the field for the key.
        match self.kind() {
            ErrorKind::Empty | ErrorKind::NoCertificateOrKey
                if self.0.location.in_private_key_input() =>
            {
                SEND_PRIVATE_KEY
            }
            _ => self.0.cause.help,
        }
    }

    /// The object identifier that is not supported, in dotted decimal.
    #[must_use]
    pub fn oid(&self) -> Option<&str> {
        self.0.oid.as_ref().map(|(oid, _)| &**oid)
    }

    /// The Cargo feature that would read this input.
    #[must_use]
    pub fn feature(&self) -> Option<&str> {
        self.0.feature
    }

    /// Of [`LimitExceeded`](ErrorKind::LimitExceeded): the limit, what was asked, what is allowed.
    /// Of [`IncorrectPassphrase`](ErrorKind::IncorrectPassphrase) the same, where the passphrase
    /// was not tried in every encoding because that would have gone over the limit.
    #[must_use]
    pub fn exceeded(&self) -> Option<Exceeded> {
        self.0.exceeded
    }

    /// Of [`Refused`](ErrorKind::Refused): the leniency that `strict` did not grant.
    #[must_use]
    pub fn note_code(&self) -> Option<NoteCode> {
        self.0.note
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        inner.location.fmt_path(f)?;
        f.write_str(inner.cause.text)?;
        if let Some((oid, name)) = &inner.oid {
            match name {
                Some(name) => write!(f, " {name} ({oid})")?,
                None => write!(f, " {oid}")?,
            }
        }
        match inner.tags {
            Some((expected, Some(found))) => write!(f, ": expected {expected}, found {found}")?,
            Some((expected, None)) => write!(f, ": expected {expected}, found nothing more")?,
            None => {}
        }
        if let Some(exceeded) = inner.exceeded {
            let (asked, allowed) = (exceeded.asked(), exceeded.allowed());
            write!(f, ": {} is {allowed}, this asks for {asked}", exceeded.limit().as_str())?;
        }
        if let Some(code) = inner.note {
            write!(f, ": {}", code.text())?;
        }
        inner.location.fmt_position(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {self})", self.kind())
    }
}

impl core::error::Error for Error {}

/// A place in the input: the way through its containers, then a line or a byte.
///
/// [`Display`](fmt::Display) reads `PKCS#12, safe 2, bag 1: certificate 1`. Counts start at 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    steps: Vec<Step>,
    byte: Option<usize>,
    line: Option<usize>,
}

impl Location {
    pub(crate) fn of(path: &Path<'_>) -> Self {
        let mut steps = Vec::new();
        let mut line = None;
        let mut next = Some(path);
        while let Some(Path { parent, step }) = next {
            if let Some(step) = step {
                if let (Step::Block { line: begins, .. }, None) = (step, line) {
                    line = Some(*begins);
                }
                steps.push(step.clone());
            }
            next = *parent;
        }
        steps.reverse();
        Location { steps, byte: None, line }
    }

    /// Offset in bytes, from 0, in the innermost container that the path names, once decoded (for
    /// a PEM block: in the DER that its base64 stands for).
    #[must_use]
    pub fn byte(&self) -> Option<usize> {
        self.byte
    }

    /// Line of the text, from 1: the very line where it is known, else the one where the block
    /// begins.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Number of the PEM block, from 1.
    #[must_use]
    pub fn block(&self) -> Option<usize> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Block { number, .. } => Some(*number),
            _ => None,
        })
    }

    /// Whether this is in the second input, [`Parser::private_key`](crate::Parser::private_key).
    #[must_use]
    pub fn in_private_key_input(&self) -> bool {
        self.steps.first() == Some(&Step::PrivateKeyInput)
    }

    /// `PKCS#12, safe 2, bag 1: certificate 1: ` with its closing colon, or nothing.
    fn fmt_path(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_steps(f)?;
        if !self.steps.is_empty() {
            f.write_str(": ")?;
        }
        Ok(())
    }

    fn fmt_steps(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before: Option<&Step> = None;
        for step in &self.steps {
            match before {
                None => {}
                Some(Step::PrivateKeyInput) => f.write_str(": ")?,
                Some(_) if step.is_container() => f.write_str(", ")?,
                Some(_) => f.write_str(": ")?,
            }
            write!(f, "{step}")?;
            before = Some(step);
        }
        Ok(())
    }

    /// ` at line 7` or ` at byte 65`, where that says more than the path.
    fn fmt_position(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self
            .steps
            .iter()
            .any(|step| matches!(step, Step::Block { line, .. } if Some(*line) == self.line));
        if let Some(line) = self.line.filter(|_| !said) {
            write!(f, " at line {line}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, " at byte {byte}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_steps(f)?;
        self.fmt_position(f)
    }
}

/// One turn on the way into an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    PrivateKeyInput,
    Layer(Layer),
    /// A PEM block: its number and first line from 1, its label where that is a known one.
    Block {
        number: usize,
        line: usize,
        label: Option<&'static str>,
    },
    Pkcs7,
    Pkcs12,
    /// The n-th ContentInfo of an AuthenticatedSafe, from 1.
    Safe(usize),
    Bag(usize),
    Certificate(usize),
    Key(usize),
    /// A named part, in the words of its RFC: `validity`, `MacData`.
    Field(&'static str),
}

impl Step {
    /// Containers are separated by commas; what lies in them comes behind a colon.
    fn is_container(&self) -> bool {
        !matches!(self, Step::Certificate(_) | Step::Key(_) | Step::Field(_))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::PrivateKeyInput => f.write_str("private key"),
            Step::Layer(layer) => write!(f, "{layer}"),
            Step::Block { number, line, label: Some(label) } => {
                write!(f, "block {number} ({label}, line {line})")
            }
            Step::Block { number, line, label: None } => write!(f, "block {number} (line {line})"),
            Step::Pkcs7 => f.write_str("PKCS#7"),
            Step::Pkcs12 => f.write_str("PKCS#12"),
            Step::Safe(number) => write!(f, "safe {number}"),
            Step::Bag(number) => write!(f, "bag {number}"),
            Step::Certificate(number) => write!(f, "certificate {number}"),
            Step::Key(number) => write!(f, "key {number}"),
            Step::Field(name) => f.write_str(name),
        }
    }
}

/// The way from the input to where a stage works now, kept on the stack: it costs nothing until
/// an error or a note is made of it.
#[derive(Clone)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Option<Step>,
}

impl Path<'_> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, step: None };

    pub(crate) fn then(&self, step: Step) -> Path<'_> {
        Path { parent: Some(self), step: Some(step) }
    }
}
