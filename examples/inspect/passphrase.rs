//! Where the passphrase comes from.

use crate::arguments::{PassphraseSource, Source};
use zeroize::Zeroizing;

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

/// Asks for the passphrase without showing it; nothing if nothing is entered or nobody can be
/// asked.
pub(crate) fn ask(source: &Source, again: bool) -> Option<Zeroizing<String>> {
    let prompt = match again {
        false => format!("Passphrase of {source} (none: press Enter): "),
        true => format!("That was wrong. Passphrase of {source} (none: press Enter): "),
    };
    let answer = rpassword::prompt_password(prompt).ok().map(Zeroizing::new)?;
    if answer.is_empty() { None } else { Some(answer) }
}
