//! What is in one file.

use crate::{refusal, words};
use anycert::{
    Bundle, Certificate, Error, ErrorKind, KeyState, Limits, Parser, detect, time::OffsetDateTime,
};
use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// So much of a file decides whether it looks like certificates.
const HEAD_BYTES: u64 = 64 << 10;
/// A bundle of every root in the world is a fiftieth of it; what is larger is something else.
const FILE_BYTES: u64 = 16 << 20;
/// Names of files that are certificates, whatever they look like.
const EXTENSIONS: [&str; 9] = ["pem", "crt", "cer", "der", "p7b", "p7c", "pkcs7", "pfx", "p12"];

/// One certificate in one file.
pub(crate) struct Entry {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    pub(crate) subject: String,
    pub(crate) issuer: String,
    pub(crate) serial: String,
    pub(crate) fingerprint_sha256: String,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    pub(crate) private_key: HasKey,
}

/// Whether the private key of a certificate is in the same file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HasKey {
    No,
    Yes,
    /// There is an encrypted one, and it may be its.
    Locked,
}

impl HasKey {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            HasKey::No => "no",
            HasKey::Yes => "yes",
            HasKey::Locked => "locked",
        }
    }
}

/// Why a file, or a part of it, was not read.
pub(crate) enum Trouble {
    File(io::Error),
    Input(Error),
}

impl Trouble {
    pub(crate) fn text(&self) -> String {
        match self {
            Trouble::File(error) => error.to_string(),
            Trouble::Input(error) => error.to_string(),
        }
    }

    pub(crate) fn help(&self) -> &'static str {
        match self {
            Trouble::File(_) => refusal::FILE_HELP,
            Trouble::Input(error) => error.help(),
        }
    }
}

pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) entries: Vec<Entry>,
    pub(crate) troubles: Vec<Trouble>,
}

/// Nothing where the file is not meant to be certificates.
pub(crate) fn read(path: &Path, parser: Parser<'_>) -> Found {
    let mut found = Found { path: path.into(), entries: Vec::new(), troubles: Vec::new() };
    match content(path) {
        Ok(Some(content)) => match parser.limits(limits()).parse(&content) {
            Ok(bundle) => {
                found.entries = entries(path, &bundle);
                found.troubles = bundle.broken().iter().cloned().map(Trouble::Input).collect();
            }
            // A request, a public key, a revocation list: sound, and no matter of an inventory.
            Err(error) if error.kind() == ErrorKind::NoCertificateOrKey => {}
            Err(error) => found.troubles.push(Trouble::Input(error)),
        },
        Ok(None) => {}
        Err(error) => found.troubles.push(Trouble::File(error)),
    }
    found
}

/// The front door's own, so that a file one byte too long is refused in its words.
fn limits() -> Limits {
    Limits::DEFAULT.input_bytes(FILE_BYTES.try_into().unwrap_or(usize::MAX))
}

/// The file, if it is named like a certificate or looks like one; no more than can be read.
fn content(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut file = File::open(path)?;
    let mut head = with_room(HEAD_BYTES);
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    if !is_named_like_one(path) && detect(&head).is_none() {
        return Ok(None);
    }
    let mut whole = with_room(file.metadata()?.len().min(FILE_BYTES) + 1);
    whole.extend_from_slice(&head);
    file.take(FILE_BYTES + 1 - HEAD_BYTES).read_to_end(&mut whole)?;
    Ok(Some(whole))
}

/// A buffer with room from the start: one that grows leaves copies of keys behind.
fn with_room(bytes: u64) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(bytes.try_into().unwrap_or(0)))
}

fn is_named_like_one(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Each certificate once, in the order of the file.
fn entries(path: &Path, bundle: &Bundle) -> Vec<Entry> {
    let mut seen = HashSet::new();
    let distinct = bundle.certificates().iter().filter(|certificate| seen.insert(*certificate));
    distinct.map(|certificate| entry(path, certificate, bundle)).collect()
}

fn entry(path: &Path, certificate: &Certificate, bundle: &Bundle) -> Entry {
    Entry {
        path: path.into(),
        name: certificate.display_name(),
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        serial: words::hex(certificate.serial()),
        fingerprint_sha256: words::hex(&certificate.fingerprint_sha256()),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        private_key: has_key(certificate, bundle),
    }
}

fn has_key(certificate: &Certificate, bundle: &Bundle) -> HasKey {
    let is_locked = |state| matches!(state, KeyState::Locked(_));
    match bundle.key_of(certificate) {
        Some(key) if !is_locked(key.state()) => HasKey::Yes,
        Some(_) => HasKey::Locked,
        None if bundle.leaf() != Some(certificate) => HasKey::No,
        None => match bundle.private_keys().iter().any(|key| is_locked(key.state())) {
            true => HasKey::Locked,
            false => HasKey::No,
        },
    }
}
