//! One JSON object for each certificate and each failure.

use super::{Inventory, reading::Entry};
use crate::{failure::Failure, words};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn lines(inventory: &Inventory) -> String {
    let certificates = inventory.entries.iter().map(|entry| certificate(entry, inventory));
    let failures = inventory.failures.iter().map(|(path, failure)| failed(path, failure));
    certificates.chain(failures).map(|object| format!("{object}\n")).collect()
}

fn certificate(entry: &Entry, inventory: &Inventory) -> Value {
    json!({
        "expires_at": words::rfc3339(entry.not_after),
        "expires_in_days": anycert_sentences::days_until(entry.not_after, inventory.now),
        "name": entry.name,
        "subject": entry.subject,
        "issuer": entry.issuer,
        "not_before": words::rfc3339(entry.not_before),
        "serial": entry.serial,
        "fingerprint_sha256": entry.fingerprint_sha256,
        "private_key": entry.private_key.as_str(),
        "file": entry.path.to_string_lossy(),
    })
}

fn failed(path: &Path, failure: &Failure) -> Value {
    json!({ "file": path.to_string_lossy(), "error": failure.json() })
}
