//! Textual encodings (RFC 7468): a text into its sections, in one pass.
//!
//! Where a text has one exact BEGIN line, exact ones alone open sections, as for a strict reader;
//! only where it has none are damaged ones read. A text that stood in string literals, with `\n`
//! for its line ends, has no strict reader: there the first line of a literal stands behind its
//! name and its quote, and the others do not.

use super::{
    base64,
    boundary::{Before, Boundary, Form, Side, first_begin, next_boundary},
    label::Label,
    lines::{line_ends, split_line},
};
use crate::{
    context::Context,
    error::{
        Error, ErrorText, Path, Step,
        text::{
            DAMAGED_BEGIN, MARK_BEFORE_BEGIN, NESTED_BEGIN, NO_BEGIN, NO_END, UNEVEN_PREFIX,
            WRONG_END,
        },
    },
    note::NoteCode,
    secret::{Bytes, Scratch},
};

/// Strict readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeenBy {
    All,
    Some,
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
    /// All between the two boundaries.
    content: Bytes<'a>,
    /// Where headers begin and end in `content`, and where the body begins: nowhere if the
    /// headers do not end.
    headers: (usize, usize),
    body: Option<usize>,
    /// A boundary is missing: what to say if the body does not show that nothing else is, and
    /// what if it does.
    pub(super) missing_boundary: Option<(&'static ErrorText, NoteCode)>,
    pub(super) is_seen: bool,
    /// Some strict readers see it, and some do not.
    pub(super) is_disputed: bool,
    boundaries_are_seen: bool,
}

impl Section<'_> {
    pub(crate) fn step(&self) -> Step {
        Step::Block { number: self.number, line: self.line, label: self.name }
    }

    /// Whether a strict reader sees where the section begins and ends.
    pub(crate) const fn boundaries_are_seen(&self) -> bool {
        self.boundaries_are_seen
    }

    /// Which strict readers see the section and read the same in it: known once it is decoded.
    pub(crate) const fn seen_by(&self) -> SeenBy {
        match (self.is_seen, self.is_disputed) {
            (true, false) => SeenBy::All,
            (true, true) => SeenBy::Some,
            (false, _) => SeenBy::None,
        }
    }

    /// RFC 1421 header lines, without the empty line that ends them.
    pub(crate) fn headers(&self) -> &[u8] {
        self.content.get(self.headers.0..self.headers.1).unwrap_or_default()
    }

    /// Base64, with its line ends; nothing if no empty line separates it from the headers.
    pub(crate) fn body(&self) -> Option<&[u8]> {
        self.content.get(self.body?..)
    }

    /// Whether an empty line is there that is neither before the base64 nor behind headers.
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

    /// The line of the byte at `offset` in the body.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let before = self.content.get(..self.body.unwrap_or(0).saturating_add(offset));
        self.line.saturating_add(line_ends(before.unwrap_or(&self.content)))
    }
}

/// The sections of a text one by one.
pub(crate) struct Sections<'a> {
    pub(super) text: &'a [u8],
    /// Bytes of `text` already read, and the line on which the rest begins.
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) count: usize,
    /// Whether an exact BEGIN line is there, so that no other counts.
    is_exact: bool,
    /// Whether the line ends were escapes, so that no strict reader sees any line of it.
    was_escaped: bool,
    /// Whether the bytes already read end in an END that has something behind it on its line.
    pub(super) may_be_glued: bool,
    /// Whether a BEGIN was taken for prose since the last section: an END behind it may be its own.
    pub(super) begin_in_prose: bool,
    /// Bytes that looked like strict blocks and were none.
    pub(super) rescanned_bytes: usize,
    /// Whether anything but blanks stood around the sections so far.
    pub(crate) text_around: bool,
}

impl<'a> Sections<'a> {
    pub(crate) fn new(text: &'a [u8], was_escaped: bool) -> Self {
        Sections {
            text,
            at: 0,
            line: 1,
            count: 0,
            is_exact: first_begin(text) == Some(Form::Exact),
            was_escaped,
            may_be_glued: false,
            begin_in_prose: false,
            rescanned_bytes: 0,
            text_around: false,
        }
    }

    /// The next section, or nothing at the end of the text. After an error the next call goes on
    /// behind the boundary that it was about.
    pub(crate) fn next(
        &mut self,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        while let Some(boundary) = next_boundary(self.text, self.at) {
            let between = self.text.get(self.at..boundary.start).unwrap_or_default();
            let is_glued = self.may_be_glued && between.iter().all(|b| matches!(b, b' ' | b'\t'));
            let is_comment = boundary.is_commented_out(self.text);
            if boundary.side == Side::End && self.opens_the_text(&boundary) && !is_comment {
                return self.without_begin(&boundary, context, path).map(Some);
            }
            self.text_around |= !is_blank(between);
            self.may_be_glued = false;
            self.advance(boundary.start);
            let found = if is_comment {
                context.notes.add_once(NoteCode::CommentedOut, path);
                None
            } else {
                match boundary.side {
                    Side::Begin => self.at_begin(&boundary, is_glued, context, path)?,
                    Side::End => self.at_end(&boundary, context, path)?,
                }
            };
            if found.is_some() {
                return Ok(found);
            }
            self.advance(boundary.end);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.text_around |= !is_blank(rest);
        self.advance(self.text.len());
        Ok(None)
    }

    /// Takes all up to `to` as read.
    fn advance(&mut self, to: usize) {
        let read = self.text.get(self.at..to).unwrap_or_default();
        self.line = self.line.saturating_add(line_ends(read));
        self.at = to.max(self.at);
    }

    /// The section that a BEGIN opens; nothing if it is only spoken of.
    fn at_begin(
        &mut self,
        begin: &Boundary<'a>,
        is_glued: bool,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        if self.is_exact && begin.form != Form::Exact && !is_glued {
            if !has_body(self.text.get(begin.end..).unwrap_or_default()) {
                self.begin_in_prose = true;
                return Ok(None);
            }
            if !self.was_escaped {
                let read = self.text.get(..begin.start).unwrap_or_default();
                let is_marked = read.ends_with(b"\xef\xbb\xbf");
                let cause = if is_marked { &MARK_BEFORE_BEGIN } else { &DAMAGED_BEGIN };
                let error = cause.at(path).with_line(self.line);
                self.advance(begin.end);
                return Err(error);
            }
        }
        self.begin_in_prose = false;
        self.count = self.count.saturating_add(1);
        let (label, name) = Label::of(begin.label);
        let (number, line) = (self.count, self.line);
        let path = path.then(Step::Block { number, line, label: name });
        context.budget.pem_section(number).map_err(|exceeded| exceeded.at(&path))?;
        if label == Label::OpenPgpSignedMessage {
            self.advance(begin.end);
            let section = Section::whole(number, line, label, name, &[]);
            return Ok(Some(section.seen(begin.is_seen())));
        }
        let mut section = self.section(begin, is_glued, context, &path)?;
        (section.number, section.line, section.label, section.name) = (number, line, label, name);
        Ok(Some(section))
    }

    /// All from a BEGIN to its END, or to where it should be.
    fn section(
        &mut self,
        begin: &Boundary<'a>,
        is_glued: bool,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Section<'a>, Error> {
        let text = self.text;
        let mut at = begin.end;
        let end = loop {
            match next_boundary(text, at) {
                Some(boundary) if boundary.is_commented_out(text) => at = boundary.end,
                end => break end,
            }
        };
        let content = match &end {
            Some(boundary) => text.get(begin.end..boundary.start).unwrap_or_default(),
            None => text.get(begin.end..).unwrap_or_default(),
        };
        let begins = self.line;
        self.advance(end.map_or(text.len(), |end| end.start));
        let end_line = self.line;
        let is_seen = end.as_ref().is_some_and(|end| {
            let is_end = end.side == Side::End && end.label == begin.label;
            let begin = is_glued || begin.is_seen();
            is_end && begin && (end.is_seen() || is_glued_to_next(end, text))
        });
        let missing_boundary = match &end {
            None => Some((&NO_END, NoteCode::MissingEnd)),
            // Strict readers make different things of this: some pass over the next block too.
            Some(next) if next.side == Side::Begin && self.is_exact && !self.was_escaped => {
                return Err(NESTED_BEGIN.at(path));
            }
            Some(next) if next.side == Side::Begin => Some((&NESTED_BEGIN, NoteCode::MissingEnd)),
            Some(end) => {
                self.advance(end.end);
                if !Label::same(end.label, begin.label) {
                    return Err(WRONG_END.at(path).with_line(end_line));
                }
                self.may_be_glued =
                    end.may_be_glued(text) || !self.is_exact && end.form != Form::Exact;
                None
            }
        };
        note_forms(begin, end.filter(|_| missing_boundary.is_none()).as_ref(), text, context, path);
        let content = self.without_prefix(begin, content, begins, context, path)?;
        let mut section = Section {
            content,
            missing_boundary,
            ..Section::whole(0, begins, Label::Other, None, &[])
        }
        .seen(is_seen);
        section.find_headers();
        Ok(section)
    }

    /// Whether all before this END may be a section that has lost its BEGIN.
    fn opens_the_text(&self, end: &Boundary<'_>) -> bool {
        let before = self.text.get(..end.start).unwrap_or_default();
        self.at == 0 && !self.is_exact && first_begin(self.text).is_none() && !before.is_empty()
    }

    /// The section at the head of a text whose BEGIN line is missing.
    fn without_begin(
        &mut self,
        end: &Boundary<'a>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Section<'a>, Error> {
        self.count = 1;
        let (label, name) = Label::of(end.label);
        let content = self.text.get(..end.start).unwrap_or_default();
        let mut section = Section::whole(1, 1, label, name, content);
        section.missing_boundary = Some((&NO_BEGIN, NoteCode::MissingBegin));
        self.advance(end.end);
        note_forms(end, None, self.text, context, &path.then(section.step()));
        Ok(section)
    }

    /// An END that closes nothing: an error, unless it is only spoken of, or stands behind a section
    /// among exact lines, as when the BEGIN line of a block was changed so that nobody reads it. All
    /// strict readers pass over it.
    ///
    /// Fixture: `text/end-without-begin.pem`.
    fn at_end(
        &mut self,
        end: &Boundary<'a>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        if end.form != Form::Exact && end.before(self.text) == Before::Text {
            return Ok(None);
        }
        if end.form == Form::Exact && self.is_exact && self.count > 0 && !self.begin_in_prose {
            context.notes.add_once(NoteCode::EndWithoutBegin, path);
            return Ok(None);
        }
        let error = NO_BEGIN.at(path).with_line(self.line);
        self.advance(end.end);
        Err(error)
    }

    /// Takes indentation or quote marks off every line, if they are the same on every one.
    fn without_prefix(
        &self,
        begin: &Boundary<'a>,
        content: &'a [u8],
        begins: usize,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Bytes<'a>, Error> {
        let prefix = match begin.before(self.text) {
            Before::Prefix(prefix) if line_ends(content) > 0 => prefix,
            _ => return Ok(Bytes::Borrowed(content)),
        };
        context.budget.memory(content.len()).map_err(|exceeded| exceeded.at(path))?;
        match strip_prefix(content, prefix) {
            Ok(stripped) => Ok(Bytes::Owned(stripped)),
            Err(_) if self.is_indented_once(begin, content) => Ok(Bytes::Borrowed(content)),
            Err(line) => Err(UNEVEN_PREFIX.at(path).with_line(begins.saturating_add(line))),
        }
    }

    /// Blanks before the very first line of a text, and before no other of its block, are not
    /// indentation: they were copied along with it.
    fn is_indented_once(&self, begin: &Boundary<'_>, content: &[u8]) -> bool {
        let mut lines = content;
        let mut is_first = true;
        while let Some((line, rest)) = split_line(lines) {
            if !is_first && line.first().is_some_and(u8::is_ascii_whitespace) {
                return false;
            }
            (lines, is_first) = (rest, false);
        }
        // Only of the first section: all before it is looked at.
        self.count == 1 && self.text.get(..begin.start).is_some_and(is_blank)
    }
}

/// Whether the next BEGIN is glued to this END, as `cat` joins two files of which the first has no
/// line feed at its end. A reader that stops at what is unsound reads nothing of such a text, GnuTLS,
/// Mbed TLS and Python's cryptography read all of it; so it counts as sound, although a few that pass
/// over the line lose the second certificate. The note says that it is there.
///
/// Fixture: `text/glued.pem`.
fn is_glued_to_next(end: &Boundary<'_>, text: &[u8]) -> bool {
    let between = || {
        let next = next_boundary(text, end.end).filter(|next| next.side == Side::Begin)?;
        text.get(end.end..next.start)
    };
    end.may_be_glued(text)
        && between().is_some_and(|gap| gap.iter().all(|byte| matches!(byte, b' ' | b'\t')))
}

impl<'a> Section<'a> {
    fn whole(
        number: usize,
        line: usize,
        label: Label,
        name: Option<&'static str>,
        content: &'a [u8],
    ) -> Self {
        let content = Bytes::Borrowed(content);
        Section {
            number,
            line,
            label,
            name,
            content,
            headers: (0, 0),
            body: Some(0),
            missing_boundary: None,
            is_seen: false,
            is_disputed: false,
            boundaries_are_seen: false,
        }
    }

    const fn seen(mut self, yes: bool) -> Self {
        (self.is_seen, self.boundaries_are_seen) = (yes, yes);
        self
    }

    /// RFC 1421 §4.6: headers are there if the first line has a colon; an empty line ends them. Each
    /// line has a colon or goes on with the one before it (RFC 822 §3.1.1): base64 in between would
    /// be the body of a reader that wants no empty line.
    fn find_headers(&mut self) {
        let content: &[u8] = &self.content;
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

/// What is not as RFC 7468 has it about the boundaries of one section.
fn note_forms(
    begin: &Boundary<'_>,
    end: Option<&Boundary<'_>>,
    text: &[u8],
    context: &mut Context,
    path: &Path<'_>,
) {
    let code = |boundary: &Boundary<'_>| match (boundary.form, boundary.before(text)) {
        (Form::Exact, _) => None,
        (Form::Damaged, _) => Some(NoteCode::DamagedBoundary),
        (Form::Displaced, Before::Prefix(prefix)) if boundary.ends_its_line(text) => {
            Some(if is_blank(prefix) { NoteCode::IndentedBlock } else { NoteCode::QuotedLines })
        }
        (Form::Displaced, _) => Some(NoteCode::BoundaryNotAlone),
    };
    let first = code(begin);
    let second = end.and_then(code).filter(|code| first != Some(*code));
    for code in [first, second].into_iter().flatten() {
        context.notes.add(code, path);
    }
}

/// Whether what follows a BEGIN looks like the inside of a section, and not like prose: base64
/// or a header, perhaps behind quote marks or an escape. A line of it may be short.
fn has_body(text: &[u8]) -> bool {
    let mut rest = text;
    let start = loop {
        rest = match rest {
            [b'\\', b'n' | b'r', tail @ ..] => tail,
            [byte, tail @ ..] if byte.is_ascii_whitespace() || b"\\\"'>|\0".contains(byte) => tail,
            start => break start,
        };
    };
    let head = start.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).take(16);
    head.take_while(|byte| base64::is_digit(**byte)).count() == 16
        || start.starts_with(b"Proc-Type")
}

/// `content` without `prefix` at the head of each line but the first, on which BEGIN stood. A
/// line may be blank. Fails with the number of the line that begins otherwise.
fn strip_prefix(content: &[u8], prefix: &[u8]) -> Result<Scratch, usize> {
    let mut stripped = Scratch::with_capacity(content.len());
    let mut rest = content;
    let mut number: usize = 0;
    while let Some((line, after)) = split_line(rest) {
        let kept = if number == 0 {
            line
        } else if let Some(line) = line.strip_prefix(prefix) {
            line
        } else if prefix.trim_ascii_end().starts_with(line.trim_ascii_end()) {
            &[]
        } else {
            return Err(number);
        };
        let line_end = rest.len().saturating_sub(after.len()).saturating_sub(line.len());
        let end = rest.get(line.len()..line.len().saturating_add(line_end)).unwrap_or_default();
        let _fits = stripped.extend(kept) && stripped.extend(end);
        (rest, number) = (after, number.saturating_add(1));
    }
    Ok(stripped)
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
