//! The private keys in one file.

use super::{base64, binary, members, numbers, pem, percent};
use anycert::{Bundle, Error, ErrorKind, Format, KeyState, Limit, Parser, detect};
use std::fmt;

/// One private key, or what must be taken for one.
pub(super) struct Find {
    /// In a text.
    pub(super) line: Option<usize>,
    pub(super) algorithm: Option<String>,
    pub(super) state: State,
    /// The label of a PEM block, or the format.
    pub(super) container: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Not encrypted, or so that it opens without a passphrase.
    Clear,
    Encrypted,
    /// Damaged or of an unsupported kind; by its form it is a private key.
    Unreadable,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            State::Clear => "clear",
            State::Encrypted => "encrypted",
            State::Unreadable => "unreadable",
        }
    }
}

/// "RSA 2048 private key, not encrypted (PRIVATE KEY)"
impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(algorithm) = &self.algorithm {
            write!(f, "{algorithm} ")?;
        }
        let state = match self.state {
            State::Clear => "not encrypted",
            State::Encrypted => "encrypted",
            State::Unreadable => "could not be read",
        };
        write!(f, "private key, {state} ({})", self.container)
    }
}

/// The keys in the text of the file; if there are none, in the file as a whole, and in its octets.
pub(super) fn keys(bytes: &[u8], parser: Parser<'_>) -> Vec<Find> {
    let blocks = pem::blocks(bytes);
    let mut finds = pem::keys(bytes, &blocks, parser);
    finds.extend(pem::putty_keys(bytes));
    finds.extend(base64::keys(bytes, &blocks, parser));
    finds.extend(percent::keys(bytes, parser));
    finds.extend(members::keys(bytes));
    finds.extend(numbers::keys(bytes, parser));
    finds.sort_by_key(|find| find.line);
    if finds.is_empty() && detect(bytes).is_some() {
        finds = of(bytes, parser, None, None);
    }
    // Keys in clear are found beside encrypted ones too, which may be left out.
    if finds.iter().all(|find| find.state == State::Encrypted) {
        let mut more = binary::keys(bytes, parser);
        more.retain(|find| finds.is_empty() || find.state != State::Encrypted);
        finds.extend(more);
    }
    finds
}

/// The keys in `bytes`, which are one container or the text of one. A container that does not open,
/// and that is made for private keys, counts as one.
pub(super) fn of(
    bytes: &[u8],
    parser: Parser<'_>,
    line: Option<usize>,
    label: Option<&str>,
) -> Vec<Find> {
    match parser.parse(bytes) {
        Ok(bundle) => in_bundle(&bundle, line, label),
        Err(error) => unopened(bytes, &error, line, label).into_iter().collect(),
    }
}

fn in_bundle(bundle: &Bundle, line: Option<usize>, label: Option<&str>) -> Vec<Find> {
    let keys = bundle.private_keys().iter();
    let container = label.map_or_else(|| bundle.format().to_string(), str::to_owned);
    let find = |key: &anycert::PrivateKey| Find {
        line,
        algorithm: key.algorithm().map(|algorithm| algorithm.to_string()),
        state: match key.state() {
            KeyState::Clear => State::Clear,
            _ => State::Encrypted,
        },
        container: container.clone(),
    };
    keys.map(find).collect()
}

/// Whether deriving a key would have cost more than is spent on a search.
fn needs_derivation(error: &Error) -> bool {
    error.exceeded().is_some_and(|exceeded| exceeded.limit() == Limit::KdfWork)
}

fn unopened(bytes: &[u8], error: &Error, line: Option<usize>, label: Option<&str>) -> Option<Find> {
    let state = match error.kind() {
        ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase => State::Encrypted,
        ErrorKind::LimitExceeded if needs_derivation(error) => State::Encrypted,
        ErrorKind::NoCertificateOrKey => return None,
        _ => State::Unreadable,
    };
    let container = match (label, detect(bytes)) {
        (Some(label), _) => label.to_owned(),
        (None, Some(format @ (Format::PrivateKey | Format::Pkcs12 | Format::JavaKeyStore))) => {
            format.to_string()
        }
        (None, _) if state == State::Encrypted => "encrypted".into(),
        (None, _) => return None,
    };
    Some(Find { line, algorithm: None, state, container })
}
