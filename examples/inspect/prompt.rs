//! The passphrase, asked for.

use crate::arguments::Source;
use zeroize::Zeroizing;

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
