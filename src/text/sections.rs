//! The sections of a PEM text (RFC 7468), found in one pass.
//!
//! If a text has an exact BEGIN line, only exact lines open sections, as in a strict reader;
//! damaged ones are read only if it has none. A text inside string literals with `\n` for its
//! line ends has no strict reader: there the BEGIN of a later literal follows a name and a quote.
//!
//! Accepted boundary lines:
//!
//! | line | written by | fixture |
//! |---|---|---|
//! | exact (RFC 7468 §3) | everybody | `pem/*` |
//! | blanks after it | editors, mail programs | `text/mail-quoted.eml` |
//! | the next BEGIN after END on one line, unless a sound block of the kind is in the text: OpenSSL and Go lose both, GnuTLS and Python's cryptography read both | `cat` of files without a final line end | `text/glued.pem` |
//! | the body on the same line | `tr -d '\n'`, `paste -s`, web forms | `text/one-line-by-tr.pem` |
//! | indentation, the same on each line | YAML, configuration files | `text/yaml-block.yaml` |
//! | `> ` or `\|`, the same on each line | mail programs, chat programs | `text/mail-quoted.eml` |
//! | a name and `=` or `:`, a tag, a comma before or after | environment files, XML, CSV | `text/environment-file.env`, `text/cdata.xml`, `text/csv-cell.csv` |
//! | four or six dashes | copying by hand | `text/four-dashes.pem` |
//! | dashes of word processors | Word, chat programs | `text/smart-dashes.txt` |
//! | small letters | form fields that change case | `text/small-letters.pem` |
//! | no-break spaces | web pages | `text/no-break-spaces.txt` |
//! | no END, if the data has its own length | copying by hand | `text/missing-end.pem` |
//! | no BEGIN, under the same condition | copying by hand | `text/missing-begin.pem` |
//!
//! Skipped ones: after `#`, `//`, `;` or `<!--`, if every line of the block is
//! (`text/commented-out-second.pem`); an exact END
//! after a section (`text/end-without-begin.pem`); a BEGIN or END that prose mentions.

use super::{
    boundary::{Before, Boundary, Disputed, Form, Side, next_boundary},
    chars::BYTE_ORDER_MARK,
    comment::{Comment, comment, content, is_other_comment, next_uncommented},
    label::Label,
    lines::{is_blank, line_ends},
    prefix::without_prefix,
    prose::{has_body, has_cut_begin, has_material},
    recognize,
    section::Section,
};
use crate::{
    context::Context,
    error::{
        Error, ErrorText, Path, Step,
        text::{
            COMMENT_ON_ONE_LINE, COMMENTED_LITERAL, COMMENTED_VALUE, DAMAGED_BEGIN,
            MARK_BEFORE_BEGIN, NESTED_BEGIN, NO_BEGIN, NO_END, PARTLY_COMMENTED_OUT,
            TWO_BEGIN_LINES, WRONG_END,
        },
    },
    note::NoteCode,
};

/// The sections of a text, one after the other.
pub(crate) struct Sections<'a> {
    pub(super) text: &'a [u8],
    /// Length of the part already read, and the line on which the rest begins.
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) count: usize,
    form: recognize::Form,
    /// The line ends were escapes, so no strict reader sees any line of the text.
    was_escaped: bool,
    pub(super) state: State,
    /// Bytes that looked like strict blocks and were not.
    pub(super) rescanned_bytes: usize,
    /// A line that begins with NUL is before the next section.
    pub(super) after_nul: bool,
    /// Anything but whitespace is outside the sections so far.
    pub(crate) text_around: bool,
    /// There is certificate material in binary or UTF-16 outside the sections so far.
    pub(crate) joined_encodings: bool,
    /// The line of the first certificate, key or container in another encoding outside the sections.
    pub(crate) stray_line: Option<usize>,
}

/// What the part already read ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// No boundary so far.
    Head,
    /// A section or a part of one.
    Section,
    /// An END with more on its line: the next BEGIN may be glued to it.
    GluedEnd,
    /// A BEGIN that prose mentions. The next END may belong to it.
    Prose,
}

impl<'a> Sections<'a> {
    pub(crate) fn new(text: &'a [u8], form: recognize::Form, was_escaped: bool) -> Self {
        Sections {
            text,
            at: 0,
            line: 1,
            count: 0,
            form,
            was_escaped,
            state: State::Head,
            rescanned_bytes: 0,
            after_nul: false,
            text_around: false,
            joined_encodings: false,
            stray_line: None,
        }
    }

    /// Length of the part that is not yet read.
    pub(crate) fn rest_len(&self) -> usize {
        self.text.len().saturating_sub(self.at)
    }

    /// Returns the next section, or `None` at the end of the text. After an error the next call
    /// continues after the boundary that the error is about.
    // A function of its own, so that `tests/no_panic` finds it in the machine code.
    #[inline(never)]
    pub(crate) fn next(
        &mut self,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        while let Some(boundary) = next_boundary(self.text, self.at) {
            let between = self.text.get(self.at..boundary.start).unwrap_or_default();
            let comment = comment(self.text, &boundary);
            if boundary.side == Side::End
                && self.is_first_of_ends(&boundary)
                && comment == Comment::None
            {
                return self.without_begin(&boundary, context, path).map(Some);
            }
            self.pass_over(between);
            // A note says that the text before such an END is skipped.
            if !self.is_end_alone(&boundary) {
                self.find_stray(between);
            }
            let is_glued = self.leave_end() && between.iter().all(|b| matches!(b, b' ' | b'\t'));
            self.advance(boundary.start);
            let found = match (comment, boundary.side) {
                (Comment::UpTo(end), _) => {
                    context.notes.add_once(NoteCode::CommentedOut, path);
                    self.advance(end);
                    continue;
                }
                (Comment::Partly, _) => {
                    let text = match self.was_escaped {
                        true => &COMMENTED_LITERAL,
                        false => &PARTLY_COMMENTED_OUT,
                    };
                    return Err(self.refuse(text, &boundary, path));
                }
                (Comment::OnOneLine, _) => {
                    return Err(self.refuse(&COMMENT_ON_ONE_LINE, &boundary, path));
                }
                (Comment::None, Side::Begin) => {
                    self.at_begin(&boundary, is_glued, context, path)?
                }
                (Comment::None, Side::End) => self.at_end(&boundary, between, context, path)?,
            };
            if found.is_some() {
                return Ok(found);
            }
            self.advance(boundary.end);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.pass_over(rest);
        self.find_stray(rest);
        self.advance(self.text.len());
        Ok(None)
    }

    /// Returns whether the next boundary may be glued to the last one; a later one may not.
    fn leave_end(&mut self) -> bool {
        let may_be_glued = self.state == State::GluedEnd;
        if may_be_glued {
            self.state = State::Section;
        }
        may_be_glued
    }

    /// Marks everything up to `to` as read.
    fn advance(&mut self, to: usize) {
        let read = self.text.get(self.at..to).unwrap_or_default();
        self.line = self.line.saturating_add(line_ends(read));
        self.at = to.max(self.at);
    }

    fn is_exact(&self) -> bool {
        self.form == recognize::Form::Exact
    }

    /// Returns the section opened by this BEGIN, or `None` if the line is prose that mentions one.
    fn at_begin(
        &mut self,
        begin: &Boundary<'a>,
        is_glued: bool,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        if self.is_exact() && begin.form != Form::Exact && !is_glued {
            let is_block = has_body(self.text.get(begin.end..).unwrap_or_default())
                || content(self.text, begin).is_some_and(|(content, _)| has_material(content));
            if !is_block {
                self.state = State::Prose;
                return Ok(None);
            }
            if !self.was_escaped {
                return Err(self.damaged_begin(begin, path));
            }
        }
        self.state = State::Section;
        self.count = self.count.saturating_add(1);
        let (label, name) = Label::of(begin.label);
        let (number, line) = (self.count, self.line);
        let path = path.then(Step::Block { number, line, label: name });
        context.budget.pem_section(number).map_err(|exceeded| exceeded.at(&path))?;
        if label == Label::OpenPgpSignedMessage {
            self.advance(begin.end);
            let section = Section::new(number, line, label, name, &[]);
            return Ok(Some(section.seen(begin.is_seen())));
        }
        let mut section = self.section(begin, context, &path)?;
        (section.number, section.line, section.label, section.name) = (number, line, label, name);
        Ok(Some(section))
    }

    /// The refusal of a damaged BEGIN in a text with exact ones.
    fn damaged_begin(&mut self, begin: &Boundary<'_>, path: &Path<'_>) -> Error {
        let before = self.text.get(..begin.start).unwrap_or_default();
        let is_marked = before.ends_with(BYTE_ORDER_MARK);
        let text = match is_marked {
            true => &MARK_BEFORE_BEGIN,
            false if is_other_comment(self.text, begin) => &COMMENTED_VALUE,
            false => &DAMAGED_BEGIN,
        };
        self.refuse(text, begin, path)
    }

    /// Returns an error about this boundary, and marks the boundary as read.
    fn refuse(
        &mut self,
        text: &'static ErrorText,
        boundary: &Boundary<'_>,
        path: &Path<'_>,
    ) -> Error {
        let error = text.at(path).with_line(self.line);
        self.advance(boundary.end);
        error
    }

    /// Returns the section from a BEGIN to its END, or to where the END should be.
    fn section(
        &mut self,
        begin: &Boundary<'a>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Section<'a>, Error> {
        let text = self.text;
        let end = next_uncommented(text, begin.end);
        let content_end = end.map_or(text.len(), |end| end.start);
        let content = text.get(begin.end..content_end).unwrap_or_default();
        let begin_line = self.line;
        self.advance(content_end);
        let missing_boundary = self.close(begin, end.as_ref(), path)?;
        let end = end.filter(|_| missing_boundary.is_none());
        let is_piece = begin.is_piece(text);
        let begin_is_seen = is_piece || begin.is_seen();
        let is_seen =
            end.is_some_and(|end| end.label == begin.label && begin_is_seen && end.is_seen());
        let is_found = begin.is_found(text)
            && end.is_none_or(|end| end.label == begin.label && end.is_found(text));
        note_forms(begin, end.as_ref(), text, context, path);
        let content = without_prefix(begin, text, content, &mut context.budget)
            .map_err(|error| error.at(begin_line, path))?;
        let mut section = Section::new(0, begin_line, Label::Other, None, &[]).seen(is_seen);
        section.is_found = is_found;
        section.has_glued_end = begin.is_seen() && end.is_some_and(|end| end.may_be_glued(text));
        section.disputed = begin.disputed(text);
        section.disputed.add_if(is_piece, Disputed::PIECE);
        section.disputed.add_if(core::mem::take(&mut self.after_nul), Disputed::AFTER_NUL);
        section.disputed.add(end.map_or_else(Disputed::default, |end| end.disputed(text)));
        section.set_content(content);
        section.missing_boundary = missing_boundary;
        Ok(section)
    }

    /// Takes the boundary that ends a section, if it is its END. Otherwise returns what to report:
    /// an error if the data is cut off, a note if it is complete.
    fn close(
        &mut self,
        begin: &Boundary<'_>,
        end: Option<&Boundary<'_>>,
        path: &Path<'_>,
    ) -> Result<Option<(&'static ErrorText, NoteCode)>, Error> {
        let between = end.and_then(|end| self.text.get(begin.end..end.start));
        let nested = if between.is_some_and(is_blank) { &TWO_BEGIN_LINES } else { &NESTED_BEGIN };
        match end {
            None => Ok(Some((&NO_END, NoteCode::MissingEnd))),
            // Strict readers differ on this: some skip the next block too.
            Some(next) if next.side == Side::Begin && self.is_exact() && !self.was_escaped => {
                Err(nested.at(path))
            }
            Some(next) if next.side == Side::Begin => Ok(Some((nested, NoteCode::MissingEnd))),
            Some(end) => {
                let line = self.line;
                self.advance(end.end);
                if !Label::same(end.label, begin.label) {
                    return Err(WRONG_END.at(path).with_line(line));
                }
                if end.may_be_glued(self.text) || !self.is_exact() && end.form != Form::Exact {
                    self.state = State::GluedEnd;
                }
                Ok(None)
            }
        }
    }

    /// Returns whether everything before this END may be a section without its BEGIN.
    fn is_first_of_ends(&self, end: &Boundary<'_>) -> bool {
        self.at == 0 && self.form == recognize::Form::EndOnly && end.start > 0
    }

    /// Returns the section at the head of a text whose BEGIN line is missing.
    fn without_begin(
        &mut self,
        end: &Boundary<'a>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Section<'a>, Error> {
        (self.count, self.state) = (1, State::Section);
        let (label, name) = Label::of(end.label);
        let content = self.text.get(..end.start).unwrap_or_default();
        let mut section = Section::new(1, 1, label, name, content);
        section.missing_boundary = Some((&NO_BEGIN, NoteCode::MissingBegin));
        self.advance(end.end);
        note_forms(end, None, self.text, context, &path.then(section.step()));
        Ok(section)
    }

    /// Returns whether this is an exact END that follows a section and closes none.
    fn is_end_alone(&self, end: &Boundary<'_>) -> bool {
        let is_exact = end.form == Form::Exact && self.is_exact();
        end.side == Side::End && is_exact && self.state == State::Section
    }

    /// An END that closes no section: an error, unless prose mentions it, or it follows a section
    /// in a text of exact lines, as when a BEGIN line was changed so that no reader sees it. All
    /// strict readers skip such an END. GnuTLS reads from a BEGIN line that was cut in two on. That there
    /// is no private key is not said of a text that has the lines of one.
    ///
    /// Fixture: `text/end-without-begin.pem`.
    fn at_end(
        &mut self,
        end: &Boundary<'a>,
        between: &[u8],
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Option<Section<'a>>, Error> {
        if end.form != Form::Exact && end.before(self.text) == Before::Text {
            return Ok(None);
        }
        if self.is_end_alone(end) {
            if has_cut_begin(between) {
                return Err(self.refuse(&DAMAGED_BEGIN, end, path));
            }
            if Label::of(end.label).0.is_private_key() && has_material(between) {
                return Err(self.refuse(&NO_BEGIN, end, path));
            }
            context.notes.add_once(NoteCode::EndWithoutBegin, path);
            return Ok(None);
        }
        Err(self.refuse(&NO_BEGIN, end, path))
    }
}

/// Adds the notes for boundaries that are not as RFC 7468 requires.
fn note_forms(
    begin: &Boundary<'_>,
    end: Option<&Boundary<'_>>,
    text: &[u8],
    context: &mut Context,
    path: &Path<'_>,
) {
    let code = |boundary: &Boundary<'_>| match boundary.form {
        Form::Exact if Label::is_as_written(boundary.label) => None,
        Form::Exact | Form::Damaged => Some(NoteCode::DamagedBoundary),
        Form::Displaced => Some(match boundary.before(text) {
            Before::Prefix(prefix) if boundary.ends_its_line(text) => match is_blank(prefix) {
                true => NoteCode::IndentedBlock,
                false => NoteCode::QuotedLines,
            },
            _ => NoteCode::BoundaryNotAlone,
        }),
    };
    let first = code(begin);
    let second = end.and_then(code).filter(|code| first != Some(*code));
    for code in [first, second].into_iter().flatten() {
        context.notes.add(code, path);
    }
}
