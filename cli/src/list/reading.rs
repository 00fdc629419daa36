//! What is in one file.

use crate::{
    failure::Failure,
    input::{MOST_BYTES, with_room},
    words,
};
use anycert::{
    Bundle, Certificate, ErrorKind, KeyState, Parser, PrivateKey, detect, time::OffsetDateTime,
};
use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// How much of a file decides whether it begins like a certificate.
const HEAD_BYTES: u64 = 64 << 10;
/// Files with these extensions are read regardless of their content.
const EXTENSIONS: [&str; 13] = [
    "pem",
    "crt",
    "cer",
    "der",
    "p7b",
    "p7c",
    "pkcs7",
    "pfx",
    "p12",
    "jks",
    "jceks",
    "keystore",
    "truststore",
];

/// One certificate in one file.
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) subject: String,
    pub(super) issuer: String,
    pub(super) serial: String,
    pub(super) fingerprint_sha256: String,
    pub(super) not_before: OffsetDateTime,
    pub(super) not_after: OffsetDateTime,
    pub(super) private_key: HasKey,
}

/// Whether the private key of a certificate is in the same file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HasKey {
    No,
    Yes,
    /// There is an encrypted one that may belong to it.
    Locked,
}

impl HasKey {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            HasKey::No => "no",
            HasKey::Yes => "yes",
            HasKey::Locked => "locked",
        }
    }
}

pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) entries: Vec<Entry>,
    pub(super) failures: Vec<Failure>,
}

/// Finds nothing in a file that is not meant to hold certificates.
pub(super) fn read(path: &Path, parser: Parser<'_>) -> Found {
    let mut found = Found { path: path.into(), entries: Vec::new(), failures: Vec::new() };
    match content(path) {
        Ok(Some(content)) => match parser.parse(&content) {
            Ok(bundle) => {
                found.entries = entries(path, &bundle);
                found.failures = bundle.broken().iter().cloned().map(Failure::Input).collect();
            }
            // A request, a public key, a revocation list: sound, and nothing that is listed here.
            Err(error) if error.kind() == ErrorKind::NoCertificateOrKey => {}
            Err(error) => found.failures.push(Failure::Input(error)),
        },
        Ok(None) => {}
        Err(error) => found.failures.push(Failure::File(error)),
    }
    found
}

/// The file, if it is named like a certificate or begins like one: all of it, or one byte more than
/// is read, which the library then rejects.
fn content(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut file = File::open(path)?;
    let mut head = with_room(HEAD_BYTES);
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    if !is_named_like_one(path) && detect(&head).is_none() {
        return Ok(None);
    }
    let mut whole = with_room(file.metadata()?.len().min(MOST_BYTES) + 1);
    whole.extend_from_slice(&head);
    file.take(MOST_BYTES + 1 - HEAD_BYTES).read_to_end(&mut whole)?;
    Ok(Some(whole))
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

/// A locked key that belongs to none of the others may belong to this certificate.
fn has_key(certificate: &Certificate, bundle: &Bundle) -> HasKey {
    let is_locked = |key: &PrivateKey| matches!(key.state(), KeyState::Locked(_));
    let may_belong = |key: &PrivateKey| is_locked(key) && bundle.certificate_of(key).is_none();
    match bundle.key_of(certificate) {
        Some(key) if !is_locked(key) => HasKey::Yes,
        Some(_) => HasKey::Locked,
        None if bundle.private_keys().iter().any(may_belong) => HasKey::Locked,
        None => HasKey::No,
    }
}
