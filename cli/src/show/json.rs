//! One JSON object for each input.

use super::Answer;
use crate::{command_line::Source, words};
use anycert::{Bundle, Certificate, KeyState, Note, PrivateKey, time::OffsetDateTime};
use anycert_sentences::{alternative_names, days_until};
use serde_json::{Value, json};

pub(super) fn line(source: &Source, answer: &Answer, now: OffsetDateTime) -> String {
    let file = match source {
        Source::File(path) => path.to_string_lossy(),
        Source::StandardInput => "-".into(),
    };
    let object = match &answer.read {
        Ok(bundle) => found(&file, bundle, now),
        Err(failure) => json!({ "file": file, "error": failure.json() }),
    };
    format!("{object}\n")
}

fn found(file: &str, bundle: &Bundle, now: OffsetDateTime) -> Value {
    json!({
        "file": file,
        "metadata": metadata(bundle),
        "name": bundle.display_name(),
        "format": bundle.format().as_str(),
        "layers": bundle.layers().iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "expires_in_days": bundle.not_after().map(|end| days_until(end, now)),
        "key_match": bundle.key_match().as_str(),
        "integrity": bundle.integrity().as_str(),
        "private_keys": bundle.private_keys().iter().map(private_key).collect::<Vec<_>>(),
        "certificates": bundle.certificates().iter().map(certificate).collect::<Vec<_>>(),
        "chain": bundle.chain().map(|one| one.subject().to_string()).collect::<Vec<_>>(),
        "notes": bundle.notes().iter().map(note).collect::<Vec<_>>(),
    })
}

/// Exactly the four facts. This object never gets another key.
fn metadata(bundle: &Bundle) -> Value {
    let metadata = bundle.metadata();
    json!({
        "subject": metadata.subject,
        "issuer": metadata.issuer,
        "expires_at": metadata.expires_at.map(words::rfc3339),
        "has_private_key": metadata.has_private_key,
    })
}

fn certificate(certificate: &Certificate) -> Value {
    json!({
        "name": certificate.display_name(),
        "subject": certificate.subject().to_string(),
        "subject_alt_names": alternative_names(certificate),
        "issuer": certificate.issuer().to_string(),
        "not_before": words::rfc3339(certificate.not_before()),
        "not_after": words::rfc3339(certificate.not_after()),
        "serial": words::hex(certificate.serial()),
        "fingerprint_sha256": certificate.fingerprint_sha256_hex(),
        "fingerprint_sha1": certificate.fingerprint_sha1_hex(),
        "friendly_name": certificate.friendly_name(),
    })
}

fn private_key(key: &PrivateKey) -> Value {
    let lock_reason = match key.state() {
        KeyState::Locked(reason) => Some(reason.as_str()),
        _ => None,
    };
    json!({
        "algorithm": key.algorithm().map(|algorithm| algorithm.to_string()),
        "state": key.state().as_str(),
        "lock_reason": lock_reason,
        "friendly_name": key.friendly_name(),
    })
}

fn note(note: &Note) -> Value {
    json!({
        "code": note.code().as_str(),
        "class": note.class().as_str(),
        "location": note.location().to_string(),
        "text": note.code().text(),
    })
}
