//! The answer of `anycert show`, in the same order.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use anycert::{Bundle, KeyState, LockReason, Note, time::OffsetDateTime};
use anycert_sentences::{Fact, Line, chain, facts, others};
use serde::Serialize;

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

#[derive(Serialize)]
struct Remark {
    text: String,
    class: &'static str,
    code: &'static str,
}

impl Summary {
    pub(crate) fn of(bundle: &Bundle, now: OffsetDateTime) -> Self {
        let leaf = bundle.leaf();
        Summary {
            name: bundle.display_name(),
            expires: leaf.map(|leaf| Line::expiry(leaf, now)),
            facts: facts(bundle, now),
            chain: chain(bundle, now),
            others: others(bundle, now),
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

impl Remark {
    fn of(note: &Note) -> Self {
        let text = note.to_string();
        Remark { text, class: note.class().as_str(), code: note.code().as_str() }
    }
}
