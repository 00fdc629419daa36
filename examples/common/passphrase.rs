//! Where the passphrase comes from.

use std::path::PathBuf;
use zeroize::Zeroizing;

pub(crate) enum PassphraseSource {
    File(PathBuf),
    Environment(String),
}

/// Takes the source that an option names; there can be only one.
pub(crate) fn set_once(
    slot: &mut Option<PassphraseSource>,
    source: PassphraseSource,
) -> Result<(), lexopt::Error> {
    match slot.replace(source) {
        None => Ok(()),
        Some(_) => Err("the passphrase can come from one place only".into()),
    }
}

/// The passphrase of a file or an environment variable. An empty one is a passphrase.
pub(crate) fn load(source: &PassphraseSource) -> Result<Zeroizing<Vec<u8>>, String> {
    match source {
        PassphraseSource::File(path) => {
            let mut bytes = std::fs::read(path)
                .map(Zeroizing::new)
                .map_err(|error| format!("the passphrase file {}: {error}", path.display()))?;
            let line_end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
            bytes.truncate(line_end);
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
            Ok(bytes)
        }
        PassphraseSource::Environment(variable) => match std::env::var_os(variable) {
            Some(value) => Ok(Zeroizing::new(value.into_encoded_bytes())),
            None => Err(format!("the environment variable {variable} is not set")),
        },
    }
}
