//! Bundles can be written, and `strict` reads the written file as the same bundle.

use super::{invariants::read_sound, limits::LIMITS};
use crate::random::fixed;
use anycert::{Bundle, Certificate, ErrorKind, Parser, Pkcs12Profile, PrivateKey};
use std::collections::{BTreeMap, BTreeSet};

/// `data` is an input without a passphrase. It is written without one too: deriving keys would take
/// most of the time, and `tests/write.rs` has every profile.
///
/// # Panics
/// If something that was read cannot be written, or is not read again as the same.
pub fn run(data: &[u8]) {
    let Ok(bundle) = Parser::new().limits(LIMITS).parse(data) else { return };
    pkcs12(&bundle);
    if !bundle.certificates().is_empty() {
        pkcs7(&bundle);
    }
}

fn pkcs12(bundle: &Bundle) {
    match bundle.to_pkcs12(None, Pkcs12Profile::NoPassphrase, fixed()) {
        Ok(file) => {
            let Some(again) = read_sound(&file) else { return };
            assert_equal(bundle, &again);
            assert_strict(bundle, &file, None);
        }
        Err(error) => {
            // Locked, or of another certificate: no key that belongs to one is refused.
            let is_open = |key: &PrivateKey| key.secret_pkcs8_der().is_some();
            let belongs = |key: &PrivateKey| bundle.certificate_of(key).is_some();
            let all = bundle.private_keys().iter().all(|key| is_open(key) && belongs(key));
            assert!(error.kind() == ErrorKind::CannotWrite && !all, "{error}");
        }
    }
}

fn pkcs7(bundle: &Bundle) {
    let p7b = bundle.to_pkcs7_der().expect("there is a certificate");
    let Some(again) = read_sound(&p7b) else { return };
    assert_eq!(distinct(&again), distinct(bundle));
    assert!(again.certificates().is_sorted());
}

fn distinct(bundle: &Bundle) -> BTreeSet<&Certificate> {
    bundle.certificates().iter().collect()
}

/// Whether two bundles have the same certificates, keys, names and trusted entries, and the same leaf.
///
/// # Panics
/// If they differ.
pub fn assert_equal(one: &Bundle, other: &Bundle) {
    assert_eq!(distinct(one), distinct(other));
    assert_eq!(one.leaf(), other.leaf());
    assert_eq!(one.chain().collect::<Vec<_>>(), other.chain().collect::<Vec<_>>());
    assert_eq!(one.key_match(), other.key_match());
    assert_eq!(keys(one), keys(other));
    let (one, other) = (Occurrences::of(one), Occurrences::of(other));
    assert_eq!(one.trusted, other.trusted);
    assert!(one.names.keys().eq(other.names.keys()));
    // Of several names, one is written.
    assert!(
        other.names.iter().all(|(certificate, names)| names.is_subset(&one.names[certificate]))
    );
}

/// What all occurrences of each certificate say.
#[derive(Default)]
struct Occurrences<'a> {
    names: BTreeMap<&'a Certificate, BTreeSet<&'a str>>,
    trusted: BTreeSet<&'a Certificate>,
}

impl<'a> Occurrences<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let mut all = Occurrences::default();
        for certificate in bundle.certificates() {
            if let Some(name) = certificate.friendly_name() {
                all.names.entry(certificate).or_default().insert(name);
            }
            if certificate.is_trusted_entry() {
                all.trusted.insert(certificate);
            }
        }
        all
    }
}

/// The distinct keys in file order, with their names.
fn keys(bundle: &Bundle) -> Vec<(&[u8], Option<&str>)> {
    let mut keys: Vec<(&[u8], Option<&str>)> = Vec::new();
    for key in bundle.private_keys() {
        let der = key.secret_pkcs8_der().expect("a locked key is not written");
        if !keys.iter().any(|(other, _)| *other == der) {
            keys.push((der, key.friendly_name()));
        }
    }
    keys
}

/// Whether `strict` reads a file that was written of a bundle, unless it refuses a certificate or
/// a key of the bundle by itself.
///
/// # Panics
/// If it does not.
pub fn assert_strict(bundle: &Bundle, file: &[u8], passphrase: Option<&str>) {
    let strict = Parser::new().strict(true);
    let is_clean = |der: &[u8]| strict.parse(der).is_ok();
    let certificates = bundle.certificates().iter().all(|one| is_clean(one.as_der()));
    let mut keys = bundle.private_keys().iter().filter_map(PrivateKey::secret_pkcs8_der);
    if certificates && keys.all(is_clean) {
        let read = strict.passphrase(passphrase).parse(file);
        assert!(read.is_ok(), "{:#}", read.unwrap_err());
    }
}
