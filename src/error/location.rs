//! Places in an input.

use crate::format::Layer;
use alloc::{boxed::Box, vec::Vec};
use core::{fmt, num::NonZeroUsize};

/// A place in the input: the containers around it, then a line or a byte.
///
/// [`Display`](fmt::Display) prints `PKCS#12, safe 2, bag 1: certificate 1`. Counts start at 1.
///
/// ```
/// let pem = "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n";
/// let error = anycert::parse(pem).unwrap_err();
/// assert_eq!(error.location().block(), Some(1));
/// assert_eq!(error.location().line(), Some(2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    steps: Box<[Step]>,
    /// The offset plus one, so that the `Option` takes no space of its own: each note has a location.
    byte: Option<NonZeroUsize>,
    line: Option<NonZeroUsize>,
}

impl Location {
    pub(crate) fn of(path: &Path<'_>) -> Self {
        let ancestors = core::iter::successors(Some(path), |path| path.parent);
        let depth = ancestors.filter(|path| path.step.is_some()).count();
        let mut steps = Vec::with_capacity(depth);
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
        Location { steps: steps.into(), byte: None, line: line.and_then(NonZeroUsize::new) }
    }

    /// The bytes on the heap.
    pub(crate) fn memory(&self) -> usize {
        size_of_val(&*self.steps)
    }

    pub(super) fn set_byte(&mut self, offset: usize) {
        self.byte = NonZeroUsize::new(offset.saturating_add(1));
    }

    pub(super) fn set_line(&mut self, line: usize) {
        self.line = NonZeroUsize::new(line);
    }

    /// The offset in bytes, from 0, within the innermost container of the path, after decoding (for
    /// a PEM block: within its DER).
    #[must_use]
    pub fn byte(&self) -> Option<usize> {
        self.byte.map(|byte| byte.get().saturating_sub(1))
    }

    /// The line of the text, from 1: the exact line if it is known, otherwise the first line of the
    /// block.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line.map(NonZeroUsize::get)
    }

    /// The number of the PEM block, from 1.
    #[must_use]
    pub fn block(&self) -> Option<usize> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Block { number, .. } => Some(*number),
            _ => None,
        })
    }

    /// Whether the place is in the second input,
    /// [`Parser::private_key`](crate::Parser::private_key).
    #[must_use]
    pub fn in_private_key_input(&self) -> bool {
        self.steps.first() == Some(&Step::PrivateKeyInput)
    }

    /// Prints `PKCS#12, safe 2, bag 1: certificate 1: `, with the closing colon, or nothing for an
    /// empty path.
    pub(super) fn fmt_path(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_steps(f)?;
        if !self.steps.is_empty() {
            f.write_str(": ")?;
        }
        Ok(())
    }

    fn fmt_steps(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before: Option<&Step> = None;
        for step in &*self.steps {
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

    /// Prints ` at line 7` or ` at byte 65` if the path does not already say so.
    pub(super) fn fmt_position(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_in_path = self
            .steps
            .iter()
            .any(|step| matches!(step, Step::Block { line, .. } if Some(*line) == self.line()));
        if let Some(line) = self.line().filter(|_| !is_in_path) {
            write!(f, " at line {line}")?;
        }
        if let Some(byte) = self.byte() {
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

/// One step of the way from the input to a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    PrivateKeyInput,
    Layer(Layer),
    /// A PEM block: its number and its first line, from 1, and its label if it is a known one.
    Block {
        number: usize,
        line: usize,
        label: Option<&'static str>,
    },
    Pkcs7,
    Pkcs12,
    JavaKeyStore,
    /// The n-th entry of a key store, from 1.
    Entry(usize),
    /// The n-th ContentInfo of an AuthenticatedSafe, from 1.
    Safe(usize),
    Bag(usize),
    Certificate(usize),
    Key(usize),
    /// A field, by its name in the RFC: `validity`, `MacData`.
    Field(&'static str),
}

impl Step {
    /// Whether a comma precedes this step; the contents of a container follow a colon.
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
            Step::JavaKeyStore => f.write_str("Java key store"),
            Step::Entry(number) => write!(f, "entry {number}"),
            Step::Safe(number) => write!(f, "safe {number}"),
            Step::Bag(number) => write!(f, "bag {number}"),
            Step::Certificate(number) => write!(f, "certificate {number}"),
            Step::Key(number) => write!(f, "key {number}"),
            Step::Field(name) => f.write_str(name),
        }
    }
}

/// The way from the input to the place that is being parsed. It is a linked list on the stack, without
/// an allocation until it becomes the [`Location`] of an error or a note.
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
