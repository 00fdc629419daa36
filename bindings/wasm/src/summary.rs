//! The answer of `anycert show`: the same facts in the same words and the same order. A test
//! compares the two for every fixture.

use crate::{
    sentences,
    words::{self, days_until, in_days, readable, subject_or_name},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use anycert::{
    Bundle, Certificate, Integrity, KeyMatch, KeyState, LockReason, Note, PrivateKey,
    time::OffsetDateTime,
};
use serde::Serialize;

/// Certificates that expire within this many days are shown as a warning.
const SOON_DAYS: i64 = 30;
const MOST_NAMES: usize = 20;

#[derive(Serialize)]
pub(crate) struct Summary {
    /// The name of the leaf for a heading; `None` without a certificate.
    name: Option<String>,
    /// When the leaf expires, in words.
    expires: Option<Line>,
    facts: Vec<Fact>,
    chain: Vec<Line>,
    others: Vec<Line>,
    notes: Vec<Remark>,
    /// Whether a passphrase would open more.
    needs_passphrase: bool,
    certificates: usize,
    /// Whether it is a private key without a certificate.
    is_only_key: bool,
    /// Whether there is a private key of the leaf that can be written.
    has_open_key: bool,
}

/// A row. Those of several keys have one heading: the rows after the first have none.
#[derive(Serialize)]
struct Fact {
    heading: &'static str,
    #[serde(flatten)]
    line: Line,
}

#[derive(Serialize)]
struct Line {
    text: String,
    urgency: Urgency,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Urgency {
    None,
    Warning,
    Bad,
}

#[derive(Serialize)]
struct Remark {
    text: String,
    class: &'static str,
    code: &'static str,
}

impl Summary {
    pub(crate) fn of(bundle: &Bundle, now: OffsetDateTime) -> Self {
        let leaf = bundle.leaf();
        let chain: Vec<&Certificate> = bundle.chain().collect();
        let mut in_chain: Vec<&[u8]> = chain.iter().map(|one| one.as_der()).collect();
        in_chain.sort_unstable();
        let is_other = |other: &&Certificate| in_chain.binary_search(&other.as_der()).is_err();
        let dated = |certificate: &Certificate| Line::dated(certificate, now);
        Summary {
            name: bundle.display_name(),
            expires: leaf.map(|leaf| Line {
                text: words::expiry(leaf.not_after(), now),
                urgency: Urgency::of(leaf.not_after(), now),
            }),
            facts: facts(bundle, now),
            chain: chain.iter().copied().skip(1).map(dated).collect(),
            others: bundle.certificates().iter().filter(is_other).map(dated).collect(),
            notes: bundle.notes().iter().map(Remark::of).collect(),
            needs_passphrase: bundle.private_keys().iter().any(|key| {
                matches!(
                    key.state(),
                    KeyState::Locked(LockReason::NoPassphrase | LockReason::IncorrectPassphrase)
                )
            }),
            certificates: bundle.certificates().len(),
            is_only_key: leaf.is_none() && bundle.has_private_key(),
            has_open_key: bundle.leaf_key().is_some_and(|key| key.secret_pkcs8_der().is_some()),
        }
    }
}

fn facts(bundle: &Bundle, now: OffsetDateTime) -> Vec<Fact> {
    let mut facts = Vec::new();
    match bundle.leaf() {
        Some(leaf) => certificate(leaf, now, &mut facts),
        None => facts.push(Fact::new("certificate", "none".into())),
    }
    private_keys(bundle, &mut facts);
    facts.push(Fact::new("format", container(bundle)));
    facts
}

fn certificate(leaf: &Certificate, now: OffsetDateTime, facts: &mut Vec<Fact>) {
    if leaf.subject().is_empty() {
        facts.push(Fact::new("name", leaf.display_name()));
        facts.push(Fact::new("subject", "(empty)".into()));
    } else {
        facts.push(Fact::new("subject", leaf.subject().to_string()));
    }
    facts.extend(alternative_names(leaf).map(|names| Fact::new("SANs", names)));
    facts.push(Fact::new("issuer", leaf.issuer().to_string()));
    let end = leaf.not_after();
    let text = format!("{}, {}", readable(end), in_days(end, now));
    facts.push(Fact { heading: "expires", line: Line { text, urgency: Urgency::of(end, now) } });
    facts.push(Fact::new("SHA-256", leaf.fingerprint_sha256_hex()));
    facts.push(Fact::new("SHA-1", leaf.fingerprint_sha1_hex()));
}

/// The first names; `None` if there are none or they cannot be read.
fn alternative_names(leaf: &Certificate) -> Option<String> {
    let names = leaf.subject_alt_names().ok().flatten()?;
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    let shown = Some(shown.join(", ")).filter(|_| !names.is_empty())?;
    Some(match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    })
}

fn private_keys(bundle: &Bundle, facts: &mut Vec<Fact>) {
    let urgency = match bundle.key_match() {
        KeyMatch::Mismatch => Urgency::Bad,
        _ => Urgency::None,
    };
    let (heading, text) = match bundle.private_keys() {
        [] => ("private key", "no".into()),
        [key] => {
            let belongs = sentences::belongs(bundle.key_match());
            ("private key", format!("yes, {}; {belongs}", described(key)))
        }
        keys => {
            let belongs = sentences::one_belongs(bundle.key_match());
            ("private keys", format!("{}; {belongs}", keys.len()))
        }
    };
    facts.push(Fact { heading, line: Line { text, urgency } });
    if let keys @ [_, _, ..] = bundle.private_keys() {
        facts.extend(keys.iter().map(|key| Fact::new("", one_of_several(key, bundle))));
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
        Some(certificate) => format!("belongs to {}", subject_or_name(certificate)),
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
        Integrity::None => text,
        integrity => format!("{text}, MAC {integrity}"),
    }
}

impl Fact {
    fn new(heading: &'static str, text: String) -> Self {
        Fact { heading, line: Line { text, urgency: Urgency::None } }
    }
}

impl Line {
    fn dated(certificate: &Certificate, now: OffsetDateTime) -> Self {
        let end = certificate.not_after();
        let text = format!("{} ({})", subject_or_name(certificate), in_days(end, now));
        Line { text, urgency: Urgency::of(end, now) }
    }
}

impl Urgency {
    fn of(end: OffsetDateTime, now: OffsetDateTime) -> Self {
        match days_until(end, now) {
            ..0 => Urgency::Bad,
            0..SOON_DAYS => Urgency::Warning,
            _ => Urgency::None,
        }
    }
}

impl Remark {
    fn of(note: &Note) -> Self {
        let text = note.to_string();
        Remark { text, class: note.class().as_str(), code: note.code().as_str() }
    }
}
