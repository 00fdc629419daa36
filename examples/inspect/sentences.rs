//! What is known of a private key, in sentences.

use anycert::{KeyMatch, KeyState, LockReason, UnknownReason};

pub(crate) fn belongs(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "belongs to this certificate",
        KeyMatch::Mismatch => "DOES NOT BELONG to this certificate",
        KeyMatch::Unknown(UnknownReason::KeyLocked) => {
            "while it is locked, whether it belongs to this certificate cannot be told"
        }
        KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived) => {
            "it is stored without its public half, so whether it belongs cannot be told"
        }
        KeyMatch::Unknown(_) => "whether it belongs to this certificate cannot be told",
        KeyMatch::NoCertificate => "there is no certificate with it",
        _ => "",
    }
}

pub(crate) fn described(state: KeyState) -> &'static str {
    match state {
        KeyState::Clear => "not encrypted",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(LockReason::NoPassphrase) => "locked: no passphrase was given",
        KeyState::Locked(LockReason::IncorrectPassphrase) => {
            "locked: the passphrase does not open it"
        }
        KeyState::Locked(LockReason::Unsupported) => "locked: its encryption is not supported",
        KeyState::Locked(_) => "locked",
        _ => "in another state",
    }
}
