//! The answer as a person wants it.

use crate::{Found, Trouble, arguments::Source, excerpt, refusal, sentences, words};
use anycert::{Bundle, Certificate, Error, Location, NoteClass, PrivateKey, time::OffsetDateTime};

pub(crate) fn page(
    source: &Source,
    answer: &Result<Found, Trouble>,
    now: OffsetDateTime,
) -> String {
    let mut rows = Rows(format!("{source}\n"));
    match answer {
        Ok((bundle, input)) => {
            found(&mut rows, bundle, now);
            notes(&mut rows, bundle, input);
        }
        Err(Trouble::File(error)) => {
            rows.add("error", &error.to_string());
            rows.add("help", refusal::FILE_HELP);
        }
        Err(Trouble::Input(error, input)) => refused(&mut rows, error, input),
    }
    rows.0.push('\n');
    rows.0
}

fn found(rows: &mut Rows, bundle: &Bundle, now: OffsetDateTime) {
    match bundle.leaf() {
        Some(leaf) => certificate(rows, leaf, now),
        None => rows.add("certificate", "none"),
    }
    private_keys(rows, bundle);
    rows.add("format", &container(bundle));
    let chain: Vec<&Certificate> = bundle.chain().collect();
    rows.list("chain", chain.iter().skip(1).map(|issuer| dated(issuer, now)));
    let mut in_chain: Vec<&[u8]> = chain.iter().map(|one| one.as_der()).collect();
    in_chain.sort_unstable();
    let is_other = |other: &&Certificate| in_chain.binary_search(&other.as_der()).is_err();
    let others = bundle.certificates().iter().filter(is_other);
    rows.list("others", others.map(|other| dated(other, now)));
}

/// Each with the line it is about, where that is a line of the input and no secret.
fn notes(rows: &mut Rows, bundle: &Bundle, input: &[u8]) {
    for (number, note) in bundle.notes().iter().enumerate() {
        let heading = if number == 0 { "notes" } else { "" };
        rows.add(heading, &format!("{note} ({}: {})", note.class(), note.code()));
        if note.class() != NoteClass::Observed && bundle.layers().is_empty() {
            rows.excerpt(note.location(), input);
        }
    }
}

fn dated(certificate: &Certificate, now: OffsetDateTime) -> String {
    format!("{} ({})", certificate.subject(), words::in_days(certificate.not_after(), now))
}

fn certificate(rows: &mut Rows, leaf: &Certificate, now: OffsetDateTime) {
    let subject = leaf.subject().to_string();
    rows.add("subject", if subject.is_empty() { "(empty)" } else { &subject });
    rows.add("issuer", &leaf.issuer().to_string());
    let end = leaf.not_after();
    rows.add("expires", &format!("{}, {}", words::readable(end), words::in_days(end, now)));
}

fn private_keys(rows: &mut Rows, bundle: &Bundle) {
    let belongs = sentences::belongs(bundle.key_match());
    match bundle.private_keys() {
        [] => rows.add("private key", "no"),
        [key] => rows
            .add("private key", &format!("yes, {}; {belongs}", sentences::described(key.state()))),
        keys => {
            rows.add(
                "private keys",
                &format!("{}; for the first that fits: {belongs}", keys.len()),
            );
            keys.iter().for_each(|key| rows.add("", &one_of_several(key, bundle)));
        }
    }
}

fn one_of_several(key: &PrivateKey, bundle: &Bundle) -> String {
    let of = match bundle.certificate_of(key) {
        Some(certificate) => format!("of {}", certificate.subject()),
        None => "of no certificate here".into(),
    };
    format!("{}, {of}", sentences::described(key.state()))
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

fn refused(rows: &mut Rows, error: &Error, input: &[u8]) {
    rows.add("error", &error.to_string());
    rows.excerpt(error.location(), input);
    rows.add("help", error.help());
    if let Some(feature) = error.feature() {
        rows.add("", &format!("or build with the feature {feature}, which reads it"));
    }
    rows.add("code", error.kind().as_str());
}

/// Lines of a heading and a text, below one another.
struct Rows(String);

impl Rows {
    fn add(&mut self, heading: &str, text: &str) {
        self.0.push_str(&format!("  {heading:<13}{text}\n"));
    }

    /// The line at `location` with a marker below it, where it may be shown.
    fn excerpt(&mut self, location: &Location, input: &[u8]) {
        for line in excerpt::of(location, input).into_iter().flatten() {
            self.add("", &line);
        }
    }

    /// Several texts under one heading.
    fn list(&mut self, heading: &str, texts: impl Iterator<Item = String>) {
        for (number, text) in texts.enumerate() {
            self.add(if number == 0 { heading } else { "" }, &text);
        }
    }
}
