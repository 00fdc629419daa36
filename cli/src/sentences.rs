//! The state of a private key in words. `bindings/wasm` includes this file, without `std`.

use anycert::{KeyMatch, KeyState, LockReason, UnknownReason};

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

/// The same for several keys.
pub(crate) fn one_belongs(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "one of them belongs to this certificate",
        KeyMatch::Mismatch => "NONE OF THEM BELONGS to this certificate",
        KeyMatch::NoCertificate => "no certificate to match them to",
        _ => "they cannot be matched to this certificate",
    }
}

pub(crate) fn why_unknown(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::KeyLocked => "locked, so it cannot be matched to this certificate",
        UnknownReason::PublicKeyNotDerived => {
            "stored without its public key, so it cannot be matched to this certificate"
        }
        _ => "cannot be matched to this certificate",
    }
}

pub(crate) fn described(state: KeyState) -> &'static str {
    match state {
        KeyState::Clear => "not encrypted",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(reason) => locked(reason),
        _ => "in another state",
    }
}

pub(crate) fn locked(reason: LockReason) -> &'static str {
    match reason {
        LockReason::NoPassphrase => "locked: no passphrase was given",
        LockReason::IncorrectPassphrase => "locked: wrong passphrase",
        LockReason::Unsupported => "locked: unsupported encryption",
        LockReason::NotRequested => "encrypted",
        _ => "locked",
    }
}
