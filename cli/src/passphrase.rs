//! Where the passphrase comes from.

use crate::command_line::Source;
use anycert::Parser;
use std::path::PathBuf;
use zeroize::Zeroizing;

pub(crate) enum PassphraseSource {
    File(PathBuf),
    Environment(String),
}

/// The lines of the two options in a help text.
macro_rules! passphrase_help {
    () => {
        "  --passphrase-file FILE   read the passphrase from the first line of FILE
  --passphrase-env VAR     read the passphrase from the environment variable VAR
"
    };
}
pub(crate) use passphrase_help;

/// The lines of the options for a key store whose private keys have another passphrase.
macro_rules! store_passphrase_help {
    () => {
        "  --store-passphrase-file FILE, --store-passphrase-env VAR
                           the passphrase of the PKCS#12 file or Java key store as a whole, if
                           that of its private keys is another one
"
    };
}
pub(crate) use store_passphrase_help;

/// The passphrases of an input, as the command line names them.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) passphrase: Option<PassphraseSource>,
    pub(crate) store: Option<PassphraseSource>,
}

/// The passphrases of an input.
pub(crate) struct Passphrases {
    passphrase: Option<Zeroizing<Vec<u8>>>,
    store: Option<Zeroizing<String>>,
}

impl Sources {
    pub(crate) fn load(&self) -> Result<Passphrases, String> {
        let store = self.store.as_ref().map(|source| text(load(source)?, Some(source), "store"));
        Ok(Passphrases {
            passphrase: self.passphrase.as_ref().map(load).transpose()?,
            store: store.transpose()?,
        })
    }
}

impl Passphrases {
    pub(crate) fn is_given(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Sets what is given.
    pub(crate) fn set<'a>(&'a self, parser: Parser<'a>) -> Parser<'a> {
        let parser = parser.integrity_passphrase(self.store.as_ref().map(|store| store.as_str()));
        parser.passphrase_bytes(self.passphrase.as_deref().map(Vec::as_slice))
    }
}

/// A passphrase that has to be Unicode; `which` it is, is said if it is not.
pub(crate) fn text(
    passphrase: Zeroizing<Vec<u8>>,
    source: Option<&PassphraseSource>,
    which: &str,
) -> Result<Zeroizing<String>, String> {
    let place = match source {
        Some(PassphraseSource::File(path)) => crate::words::file_name(path),
        Some(PassphraseSource::Environment(variable)) => variable.clone(),
        None => String::new(),
    };
    match str::from_utf8(&passphrase) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(format!("{place}: the {which} passphrase is not UTF-8")),
    }
}

/// Reads the value of `--passphrase-file` or `--passphrase-env`; the passphrase has one source.
pub(crate) fn option(
    slot: &mut Option<PassphraseSource>,
    is_file: bool,
    words: &mut lexopt::Parser,
) -> Result<(), lexopt::Error> {
    use lexopt::ValueExt as _;
    let value = words.value()?;
    let source = match is_file {
        true => PassphraseSource::File(value.into()),
        false => PassphraseSource::Environment(value.string()?),
    };
    match slot.replace(source) {
        None => Ok(()),
        Some(_) => Err("give the passphrase only once".into()),
    }
}

/// The passphrase of a file or an environment variable. An empty one is a passphrase.
pub(crate) fn load(source: &PassphraseSource) -> Result<Zeroizing<Vec<u8>>, String> {
    match source {
        PassphraseSource::File(path) => {
            let failed = |what: &str| format!("passphrase file {}: {what}", path.display());
            let bytes = std::fs::read(path)
                .map(Zeroizing::new)
                .map_err(|error| failed(&error.to_string()))?;
            first_line(&bytes).ok_or_else(|| failed("invalid UTF-16"))
        }
        PassphraseSource::Environment(variable) => match std::env::var_os(variable) {
            Some(value) => Ok(Zeroizing::new(value.into_encoded_bytes())),
            None => Err(format!("the environment variable {variable} is not set")),
        },
    }
}

/// The first line as the person who wrote the file meant it: without the byte order mark and the
/// line end that editors on Windows add, and in UTF-8 if it is UTF-16.
fn first_line(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut line = match bytes {
        [0xff, 0xfe, units @ ..] => from_utf16(units, u16::from_le_bytes)?,
        [0xfe, 0xff, units @ ..] => from_utf16(units, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => Zeroizing::new(rest.to_vec()),
        _ => Zeroizing::new(bytes.to_vec()),
    };
    let end = line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len());
    line.truncate(end);
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Some(line)
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Zeroizing<Vec<u8>>> {
    // Of the final size: a buffer that grows leaves copies in freed memory.
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() / 2 * 3));
    let (units, []) = bytes.as_chunks() else { return None };
    for character in char::decode_utf16(units.iter().copied().map(unit)) {
        text.push(character.ok()?);
    }
    Some(Zeroizing::new(core::mem::take(&mut *text).into_bytes()))
}

/// Asks for the passphrase without echoing it. `None` if nothing was entered or there is no terminal.
pub(crate) fn ask(source: &Source, again: bool) -> Option<Zeroizing<String>> {
    let wrong = if again { "Wrong passphrase. " } else { "" };
    let prompt = format!("{wrong}Passphrase of {source} (none: press Enter): ");
    let answer = rpassword::prompt_password(prompt).ok().map(Zeroizing::new)?;
    if answer.is_empty() { None } else { Some(answer) }
}

/// Asks for a new passphrase twice. Returns `None` without a terminal, or if the answers differ.
pub(crate) fn ask_new() -> Option<Zeroizing<String>> {
    use std::io::IsTerminal as _;
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let ask = |prompt| rpassword::prompt_password(prompt).ok().map(Zeroizing::new);
    let first = ask("New passphrase: ")?;
    let second = ask("New passphrase again: ")?;
    if *first == *second {
        return Some(first);
    }
    eprintln!("The two passphrases differ.");
    None
}

#[cfg(test)]
mod tests {
    use super::first_line;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn the_first_line_as_it_was_meant() {
        for end in ["", "\n", "\r\n", "\nmore\n", "\r\nmore\r\n"] {
            for text in ["grün \u{1f511} x ", ""] {
                let whole = format!("{text}{end}");
                let marked = format!("\u{feff}{whole}");
                for file in [
                    whole.clone().into_bytes(),
                    marked.clone().into_bytes(),
                    utf16(&marked, u16::to_le_bytes),
                    utf16(&marked, u16::to_be_bytes),
                ] {
                    let line = first_line(&file).map(|line| line.to_vec());
                    assert_eq!(line.as_deref(), Some(text.as_bytes()), "{file:x?}");
                }
            }
        }
        assert_eq!(first_line(b"\xff\xfea"), None);
        assert_eq!(first_line(b"\xff\xfe\x00\xd8"), None);
        // Not UTF-8: as it is.
        assert_eq!(first_line(b"\xe4\r\n").map(|line| line.to_vec()), Some(vec![0xe4]));
    }
}
