//! One section of a text: its headers and its encoded body (RFC 1421 §4.6, RFC 7468 §3).

use super::{
    base64,
    boundary::{Disputed, has_exact_begin},
    label::Label,
    lines::{is_blank, line_ends, split_line},
    one_line_headers,
};
use crate::{
    error::{ErrorText, Step},
    format::Format,
    note::NoteCode,
    secret::Bytes,
    shape::{Shape, shape},
};
use core::cell::OnceCell;
use zeroize::Zeroizing;

/// Number of bytes of a body that are decoded to recognize it.
const HEAD: usize = 512;

/// Which strict readers see a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeenBy {
    All,
    /// By those that know its label, or read any label.
    ByLabel,
    /// By those that read what is disputed.
    Some(Disputed),
    /// By those that find boundaries anywhere in a line, and by rustls, which takes a line that begins
    /// with END for one.
    GluedEnd,
    /// By those that find boundaries anywhere in a line.
    Anywhere,
    None,
}

/// One section of a text, its body still encoded.
pub(crate) struct Section<'a> {
    /// From 1.
    pub(crate) number: usize,
    /// The line of its BEGIN, from 1.
    pub(crate) line: usize,
    pub(crate) label: Label,
    pub(crate) name: Option<&'static str>,
    /// Everything between the two boundaries.
    content: Bytes<'a>,
    /// Start and end of the headers in `content`.
    headers: (usize, usize),
    /// Start of the body in `content`; `None` if the headers do not end.
    body: Option<usize>,
    /// A boundary is missing: the error if the data is cut off or does not tell its own length,
    /// and the note if it is complete.
    pub(super) missing_boundary: Option<(&'static ErrorText, NoteCode)>,
    pub(super) is_seen: bool,
    /// Readers that find boundaries anywhere in a line see it, or fail at it.
    pub(super) is_found: bool,
    /// Its BEGIN is exact, and more follows its END.
    pub(super) has_glued_end: bool,
    /// Why some strict readers see it and some do not.
    pub(super) disputed: Disputed,
    boundaries_are_seen: bool,
    /// The content is a PKCS#7 or PKCS#12 structure.
    pub(crate) is_container: bool,
    /// What the body encodes, once it was asked for.
    shape: OnceCell<Option<Shape>>,
}

impl<'a> Section<'a> {
    /// A section with a body and no headers.
    pub(super) fn new(
        number: usize,
        line: usize,
        label: Label,
        name: Option<&'static str>,
        content: &'a [u8],
    ) -> Self {
        Section {
            number,
            line,
            label,
            name,
            content: Bytes::Borrowed(content),
            headers: (0, 0),
            body: Some(0),
            missing_boundary: None,
            is_seen: false,
            is_found: false,
            has_glued_end: false,
            disputed: Disputed::default(),
            boundaries_are_seen: false,
            is_container: false,
            shape: OnceCell::new(),
        }
    }

    /// Sets whether strict readers see the boundaries.
    pub(super) const fn seen(mut self, yes: bool) -> Self {
        (self.is_seen, self.boundaries_are_seen) = (yes, yes);
        self
    }

    /// Sets the content and finds its headers.
    pub(super) fn set_content(&mut self, content: Bytes<'a>) {
        self.content = content;
        self.shape = OnceCell::new();
        self.find_headers();
    }

    /// RFC 1421 §4.6: there are headers if the first line has a colon; an empty line ends them. Each
    /// header line has a colon or continues the line before it (RFC 822 §3.1.1): base64 among
    /// headers would be the body to a reader that requires no empty line.
    fn find_headers(&mut self) {
        let content: &[u8] = &self.content;
        if let Some(end) = one_line_headers::end(content) {
            (self.headers, self.body) = ((0, end), Some(end));
            return;
        }
        let trimmed = content.trim_ascii_start();
        match split_line(trimmed) {
            Some((first, _)) if memchr::memchr(b':', first).is_some() => {}
            _ => return,
        }
        let start = content.len().saturating_sub(trimmed.len());
        let mut rest = trimmed;
        while let Some((line, after)) = split_line(rest) {
            let is_continued = matches!(line, [b' ' | b'\t', ..]);
            if is_blank(line) {
                let end = content.len().saturating_sub(rest.len());
                let body = content.len().saturating_sub(after.len());
                (self.headers, self.body) = ((start, end), Some(body));
                return;
            }
            if !is_continued && memchr::memchr(b':', line).is_none() {
                break;
            }
            rest = after;
        }
        (self.headers, self.body) = ((start, content.len()), None);
    }
}

impl Section<'_> {
    pub(crate) fn step(&self) -> Step {
        Step::Block { number: self.number, line: self.line, label: self.name }
    }

    /// Returns whether a strict reader sees where the section begins and ends.
    pub(crate) const fn boundaries_are_seen(&self) -> bool {
        self.boundaries_are_seen
    }

    /// Returns which strict readers see the section and read the same in it. Complete only after
    /// the section was decoded.
    pub(crate) fn seen_by(&self) -> SeenBy {
        match (self.is_seen, self.disputed) {
            (true, disputed) if disputed.is_none() => SeenBy::All,
            (true, disputed) => SeenBy::Some(disputed),
            (false, _) if self.has_glued_end => SeenBy::GluedEnd,
            (false, _) if self.is_found => SeenBy::Anywhere,
            (false, _) => SeenBy::None,
        }
    }

    /// RFC 1421 header lines, without the empty line that ends them.
    pub(crate) fn headers(&self) -> &[u8] {
        self.content.get(self.headers.0..self.headers.1).unwrap_or_default()
    }

    /// Returns the base64 with its line ends; `None` if no empty line separates it from the headers.
    pub(crate) fn body(&self) -> Option<&[u8]> {
        self.content.get(self.body?..)
    }

    /// Returns the length of the body in octets, 0 if it has none.
    pub(crate) fn body_len(&self) -> usize {
        self.body().map_or(0, <[u8]>::len)
    }

    /// Returns the shape of what the body encodes, from its first bytes.
    pub(crate) fn shape(&self) -> Option<Shape> {
        *self.shape.get_or_init(|| self.of_head(shape))
    }

    /// Calls `of` with the first bytes of what the body encodes.
    fn of_head<T>(&self, of: fn(&[u8]) -> Option<T>) -> Option<T> {
        let mut head = Zeroizing::new([0; HEAD]);
        let length = base64::decode_prefix(self.body()?, &mut *head);
        of(head.get(..length)?)
    }

    /// Returns whether the body encodes a certificate, a key, a container or PEM text of one, regardless
    /// of the label. The key blob of a TPM begins like a ContentInfo.
    pub(crate) fn holds_material(&self) -> bool {
        match self.shape().map(Shape::format) {
            Some(Some(Format::Pkcs7)) => self.label != Label::ForeignPrivateKey,
            Some(format) => format.is_some(),
            None => self.of_head(|head| has_exact_begin(head).then_some(())).is_some(),
        }
    }

    /// Returns whether there is an empty line other than before the base64 or after the headers.
    pub(super) fn has_blank_lines(&self) -> bool {
        let before_headers = self.content.get(..self.headers.0).unwrap_or_default();
        let mut rest = self.body().unwrap_or_default().trim_ascii_start();
        while let Some((line, after)) = split_line(rest) {
            if is_blank(line) && line.len() < rest.len() {
                return true;
            }
            rest = after;
        }
        line_ends(before_headers) > 1
    }

    /// Returns the line of the byte at `offset` in the body.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let before = self.content.get(..self.body.unwrap_or(0).saturating_add(offset));
        self.line.saturating_add(line_ends(before.unwrap_or(&self.content)))
    }
}
