//! The state of a private key, and whether it belongs to the certificate.

use crate::names::subject_or_name;
use alloc::{format, string::String};
use anycert::{Bundle, KeyMatch, KeyState, LockReason, PrivateKey, UnknownReason};

/// "RSA 2048, decrypted"
pub(crate) fn described(key: &PrivateKey) -> String {
    let state = state(key.state());
    match key.algorithm() {
        Some(algorithm) => format!("{algorithm}, {state}"),
        None => state.into(),
    }
}

/// One of several keys: [`described`], and which certificate it belongs to.
pub(crate) fn one_of_several(key: &PrivateKey, bundle: &Bundle) -> String {
    let belongs = match bundle.certificate_of(key) {
        Some(certificate) => format!("belongs to {}", subject_or_name(certificate)),
        None => "not matched to a certificate here".into(),
    };
    format!("{}; {belongs}", described(key))
}

/// Whether the only key belongs to the certificate.
pub(crate) fn belongs(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "belongs to this certificate",
        KeyMatch::Mismatch => "DOES NOT BELONG to this certificate",
        KeyMatch::NoKey => "no private key",
        KeyMatch::NoCertificate => "no certificate to match it to",
        KeyMatch::Unknown(reason) => why_unknown(reason),
        _ => "",
    }
}

/// [`belongs`] for several keys.
pub(crate) fn one_belongs(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "one of them belongs to this certificate",
        KeyMatch::Mismatch => "NONE OF THEM BELONGS to this certificate",
        KeyMatch::NoCertificate => "no certificate to match them to",
        _ => "they cannot be matched to this certificate",
    }
}

/// Why it cannot be told whether a key belongs to the certificate.
pub fn why_unknown(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::KeyLocked => "locked, so it cannot be matched to this certificate",
        UnknownReason::PublicKeyNotDerived => {
            "stored without a public key to compare, so it cannot be matched to this certificate"
        }
        _ => "cannot be matched to this certificate",
    }
}

fn state(state: KeyState) -> &'static str {
    match state {
        KeyState::Clear => "not encrypted",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(reason) => locked(reason),
        _ => "in another state",
    }
}

fn locked(reason: LockReason) -> &'static str {
    match reason {
        LockReason::NoPassphrase => "locked: no passphrase was given",
        LockReason::IncorrectPassphrase => "locked: wrong passphrase",
        LockReason::Unsupported => "locked: unsupported encryption",
        LockReason::NotRequested => "encrypted",
        _ => "locked",
    }
}
