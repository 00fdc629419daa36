//! One JSON object for each certificate and each failure.

use crate::{
    Inventory,
    reading::{Entry, Trouble},
    refusal, words,
};
use serde_json::{Value, json};
use std::path::Path;

pub(crate) fn lines(inventory: &Inventory) -> String {
    let certificates = inventory.entries.iter().map(|entry| certificate(entry, inventory));
    let troubles = inventory.troubles.iter().map(|(path, trouble)| refused(path, trouble));
    certificates.chain(troubles).map(|object| format!("{object}\n")).collect()
}

fn certificate(entry: &Entry, inventory: &Inventory) -> Value {
    json!({
        "expires_at": words::rfc3339(entry.not_after),
        "expires_in_days": words::days_until(entry.not_after, inventory.now),
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

fn refused(path: &Path, trouble: &Trouble) -> Value {
    let error = match trouble {
        Trouble::File(error) => refusal::file(error),
        Trouble::Input(error) => refusal::input(error),
    };
    json!({ "file": path.to_string_lossy(), "error": error })
}
