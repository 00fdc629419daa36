//! The rows of an answer.

use crate::{
    expiry, key,
    line::{Line, Urgency},
    names,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use anycert::{Bundle, Certificate, Integrity, KeyMatch, time::OffsetDateTime};

/// The most names that are shown: certificates of content delivery networks have hundreds.
const MOST_NAMES: usize = 20;

/// A row. The rows of several keys share the heading of the first; the others have none.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Fact {
    /// What the row is about; empty if it continues the row above.
    pub heading: &'static str,
    /// The text of the row.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub line: Line,
}

impl Fact {
    fn new(heading: &'static str, text: String) -> Self {
        Fact { heading, line: Line { text, urgency: Urgency::None } }
    }
}

/// The leaf, the private keys and the container.
pub fn facts(bundle: &Bundle, now: OffsetDateTime) -> Vec<Fact> {
    let mut facts = Vec::new();
    match bundle.leaf() {
        Some(leaf) => certificate(leaf, now, &mut facts),
        None => facts.push(Fact::new("certificate", "none".into())),
    }
    private_keys(bundle, &mut facts);
    facts.push(Fact::new("format", container(bundle)));
    facts
}

/// The certificates of the chain after the leaf, each with its expiry.
pub fn chain(bundle: &Bundle, now: OffsetDateTime) -> Vec<Line> {
    bundle.chain().skip(1).map(|one| Line::dated(one, now)).collect()
}

/// The certificates outside the chain, each with its expiry.
pub fn others(bundle: &Bundle, now: OffsetDateTime) -> Vec<Line> {
    let mut in_chain: Vec<&[u8]> = bundle.chain().map(|one| one.as_der()).collect();
    in_chain.sort_unstable();
    let is_other = |other: &&Certificate| in_chain.binary_search(&other.as_der()).is_err();
    bundle.certificates().iter().filter(is_other).map(|one| Line::dated(one, now)).collect()
}

fn certificate(leaf: &Certificate, now: OffsetDateTime, facts: &mut Vec<Fact>) {
    if leaf.subject().is_empty() {
        facts.push(Fact::new("name", leaf.display_name()));
        facts.push(Fact::new("subject", "(empty)".into()));
    } else {
        facts.push(Fact::new("subject", leaf.subject().to_string()));
    }
    facts.extend(first_names(leaf).map(|names| Fact::new("SANs", names)));
    facts.push(Fact::new("issuer", leaf.issuer().to_string()));
    let end = leaf.not_after();
    let text = format!("{}, {}", expiry::readable(end), expiry::in_days(end, now));
    facts.push(Fact { heading: "expires", line: Line { text, urgency: Urgency::of(end, now) } });
    facts.push(Fact::new("SHA-256", leaf.fingerprint_sha256_hex()));
    facts.push(Fact::new("SHA-1", leaf.fingerprint_sha1_hex()));
}

/// The first subject alternative names and the number of the others; `None` if there are none.
fn first_names(leaf: &Certificate) -> Option<String> {
    let mut names = names::alternative_names(leaf);
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let shown = Some(names.join(", ")).filter(|_| !names.is_empty())?;
    Some(match more {
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
        [only] => {
            let belongs = key::belongs(bundle.key_match());
            ("private key", format!("yes, {}; {belongs}", key::described(only)))
        }
        keys => {
            let belongs = key::one_belongs(bundle.key_match());
            ("private keys", format!("{}; {belongs}", keys.len()))
        }
    };
    facts.push(Fact { heading, line: Line { text, urgency } });
    if let keys @ [_, _, ..] = bundle.private_keys() {
        facts.extend(keys.iter().map(|one| Fact::new("", key::one_of_several(one, bundle))));
    }
}

/// The format, the layers around it and its MAC: "PKCS#12 in base64, MAC verified".
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
