//! The answer for people.

use super::{Answer, excerpt};
use crate::{
    command_line::Source,
    failure::Failure,
    sentences,
    terminal::{Style, Terminal},
    words,
};
use anycert::{
    Bundle, Certificate, KeyMatch, Location, NoteClass, PrivateKey, time::OffsetDateTime,
};

/// Columns before the text of a row.
const INDENT: usize = 15;
/// Certificates that expire within this many days are shown as a warning.
const SOON_DAYS: i64 = 30;
/// A certificate of a content delivery network has hundreds of names; `--json` prints all of them.
const MOST_NAMES: usize = 20;
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
        match bundle.leaf() {
            Some(leaf) => self.certificate(leaf),
            None => self.add("certificate", "none"),
        }
        self.private_keys(bundle);
        self.add("format", &container(bundle));
        let chain: Vec<&Certificate> = bundle.chain().collect();
        self.dated("chain", chain.iter().skip(1).copied());
        let mut in_chain: Vec<&[u8]> = chain.iter().map(|one| one.as_der()).collect();
        in_chain.sort_unstable();
        let is_other = |other: &&Certificate| in_chain.binary_search(&other.as_der()).is_err();
        self.dated("others", bundle.certificates().iter().filter(is_other));
    }

    fn certificate(&mut self, leaf: &Certificate) {
        if leaf.subject().is_empty() {
            self.add("name", &leaf.display_name());
            self.add("subject", "(empty)");
        } else {
            self.add("subject", &leaf.subject().to_string());
        }
        let names = words::alternative_names(leaf);
        if !names.is_empty() {
            let more = match names.len().saturating_sub(MOST_NAMES) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let shown = names[..names.len().min(MOST_NAMES)].join(", ");
            self.add("SANs", &format!("{shown}{more}"));
        }
        self.add("issuer", &leaf.issuer().to_string());
        let end = leaf.not_after();
        let expires = format!("{}, {}", words::readable(end), words::in_days(end, self.now));
        self.add_styled("expires", &expires, self.urgency(end));
        self.add("SHA-256", &leaf.fingerprint_sha256_hex());
        self.add("SHA-1", &leaf.fingerprint_sha1_hex());
    }

    fn private_keys(&mut self, bundle: &Bundle) {
        let style = match bundle.key_match() {
            KeyMatch::Mismatch => Style::Bad,
            _ => Style::Plain,
        };
        match bundle.private_keys() {
            [] => self.add("private key", "no"),
            [key] => {
                let belongs = sentences::belongs(bundle.key_match());
                let text = format!("yes, {}; {belongs}", described(key));
                self.add_styled("private key", &text, style);
            }
            keys => {
                let belongs = sentences::one_belongs(bundle.key_match());
                self.add_styled("private keys", &format!("{}; {belongs}", keys.len()), style);
                keys.iter().for_each(|key| self.add("", &one_of_several(key, bundle)));
            }
        }
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

    /// Certificates under one heading, each with its expiry.
    fn dated<'a>(&mut self, heading: &str, certificates: impl Iterator<Item = &'a Certificate>) {
        for (number, certificate) in certificates.enumerate() {
            let end = certificate.not_after();
            let name = words::subject_or_name(certificate);
            let text = format!("{name} ({})", words::in_days(end, self.now));
            let heading = if number == 0 { heading } else { "" };
            self.add_styled(heading, &text, self.urgency(end));
        }
    }

    fn urgency(&self, end: OffsetDateTime) -> Style {
        match words::days_until(end, self.now) {
            ..0 => Style::Bad,
            0..SOON_DAYS => Style::Warning,
            _ => Style::Plain,
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

fn described(key: &PrivateKey) -> String {
    let state = sentences::described(key.state());
    match key.algorithm() {
        Some(algorithm) => format!("{algorithm}, {state}"),
        None => state.into(),
    }
}

fn one_of_several(key: &PrivateKey, bundle: &Bundle) -> String {
    let belongs = match bundle.certificate_of(key) {
        Some(certificate) => format!("belongs to {}", words::subject_or_name(certificate)),
        None => "not matched to a certificate here".into(),
    };
    format!("{}; {belongs}", described(key))
}

fn container(bundle: &Bundle) -> String {
    let mut text = bundle.format().to_string();
    for layer in bundle.layers().iter().rev() {
        text = format!("{text} in {layer}");
    }
    match bundle.integrity() {
        anycert::Integrity::None => text,
        integrity => format!("{text}, MAC {integrity}"),
    }
}
