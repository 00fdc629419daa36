//! The answer for people.

use super::{Answer, excerpt};
use crate::{
    command_line::Source,
    failure::Failure,
    terminal::{Style, Terminal},
};
use anycert::{Bundle, Location, NoteClass, time::OffsetDateTime};
use anycert_sentences::{self as sentences, Fact, Line};

/// Columns before the text of a row.
const INDENT: usize = 15;
/// Each excerpt searches the input for its line, and an input may have tens of thousands of notes.
const MOST_EXCERPTS: usize = 20;

pub(super) fn page(
    source: &Source,
    answer: &Answer,
    now: OffsetDateTime,
    terminal: Terminal,
) -> String {
    let mut rows = Rows { text: String::new(), terminal, now };
    let name = source.to_string();
    for line in terminal.wrapped(&name, 0) {
        rows.text.push_str(&format!("{}\n", terminal.styled(&line, Style::Bold)));
    }
    match &answer.read {
        Ok(bundle) => {
            rows.found(bundle);
            rows.notes(bundle, &answer.input);
        }
        Err(failure) => rows.failed(failure, &answer.input),
    }
    rows.text.push('\n');
    rows.text
}

/// Lines of a heading and a text, below one another.
struct Rows {
    text: String,
    terminal: Terminal,
    now: OffsetDateTime,
}

impl Rows {
    fn found(&mut self, bundle: &Bundle) {
        for Fact { heading, line } in sentences::facts(bundle, self.now) {
            self.sentence(heading, &line);
        }
        self.below_one_heading("chain", &sentences::chain(bundle, self.now));
        self.below_one_heading("others", &sentences::others(bundle, self.now));
    }

    fn below_one_heading(&mut self, heading: &str, lines: &[Line]) {
        for (number, line) in lines.iter().enumerate() {
            self.sentence(if number == 0 { heading } else { "" }, line);
        }
    }

    fn sentence(&mut self, heading: &str, line: &Line) {
        self.add_styled(heading, &line.text, line.urgency.into());
    }

    /// Each note, the first ones with an excerpt of their line if that may be shown.
    fn notes(&mut self, bundle: &Bundle, input: &[u8]) {
        for (number, note) in bundle.notes().iter().enumerate() {
            let heading = if number == 0 { "notes" } else { "" };
            self.add(heading, &format!("{note} ({}: {})", note.class(), note.code()));
            let may_be_shown = note.class() != NoteClass::Observed && bundle.layers().is_empty();
            if may_be_shown && number < MOST_EXCERPTS {
                self.excerpt(note.location(), input);
            }
        }
    }

    fn failed(&mut self, failure: &Failure, input: &[u8]) {
        self.add_styled("error", &failure.text(), Style::Bad);
        if let Failure::Input(error) = failure {
            self.excerpt(error.location(), input);
        }
        self.add("help", failure.help());
        if let Failure::Input(error) = failure {
            if let Some(feature) = error.feature() {
                self.add("", &format!("or build with the feature {feature}, which reads it"));
            }
            self.add("code", failure.kind());
        }
    }

    fn add(&mut self, heading: &str, text: &str) {
        self.add_styled(heading, text, Style::Plain);
    }

    fn add_styled(&mut self, heading: &str, text: &str, style: Style) {
        let lines = self.terminal.wrapped(text, INDENT);
        for (number, line) in lines.iter().enumerate() {
            let heading = if number == 0 { heading } else { "" };
            self.line(heading, line, style);
        }
    }

    /// The line at `location` with a marker below it, if it may be shown and fits.
    fn excerpt(&mut self, location: &Location, input: &[u8]) {
        let Some(lines) = excerpt::of(location, input) else { return };
        if self.terminal.width.is_none_or(|width| lines[0].len() + INDENT <= width) {
            lines.iter().for_each(|line| self.line("", line, Style::Plain));
        }
    }

    fn line(&mut self, heading: &str, text: &str, style: Style) {
        let heading = self.terminal.styled(&format!("{heading:<13}"), Style::Faint);
        let text = self.terminal.styled(text, style);
        self.text.push_str(format!("  {heading}{text}").trim_end());
        self.text.push('\n');
    }
}
