//! Values as words: stable ones for programs, sentences for people.

use anycert::{
    Integrity, KeyMatch, KeyState, LockReason, UnknownReason,
    time::{Date, OffsetDateTime},
};

/// RFC 3339 in UTC with three decimals.
pub(crate) fn rfc3339(moment: OffsetDateTime) -> String {
    format!("{}T{}.000Z", date(moment.date()), clock(moment))
}

pub(crate) fn readable(moment: OffsetDateTime) -> String {
    format!("{} {} UTC", date(moment.date()), clock(moment))
}

fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn clock(moment: OffsetDateTime) -> String {
    format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second())
}

/// Whole days until `moment`, negative once it is past.
pub(crate) fn days_until(moment: OffsetDateTime, now: OffsetDateTime) -> i64 {
    (moment - now).whole_seconds().div_euclid(24 * 60 * 60)
}

pub(crate) fn in_days(moment: OffsetDateTime, now: OffsetDateTime) -> String {
    match days_until(moment, now) {
        ..-1 => format!("EXPIRED {} days ago", (now - moment).whole_days()),
        -1 => "EXPIRED within the last day".into(),
        0 => "in less than a day".into(),
        1 => "in 1 day".into(),
        days => format!("in {days} days"),
    }
}

pub(crate) fn key_match(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "matches",
        KeyMatch::Mismatch => "mismatch",
        KeyMatch::Unknown(_) => "unknown",
        KeyMatch::NoKey => "no_key",
        KeyMatch::NoCertificate => "no_certificate",
        _ => "other",
    }
}

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

pub(crate) fn integrity(integrity: Integrity) -> &'static str {
    match integrity {
        Integrity::None => "none",
        Integrity::Verified => "verified",
        Integrity::Unchecked => "unchecked",
        _ => "other",
    }
}

pub(crate) fn key_state(state: KeyState) -> &'static str {
    match state {
        KeyState::Clear => "clear",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(_) => "locked",
        _ => "other",
    }
}

pub(crate) fn lock_reason(state: KeyState) -> Option<&'static str> {
    let KeyState::Locked(reason) = state else { return None };
    Some(match reason {
        LockReason::NoPassphrase => "no_passphrase",
        LockReason::IncorrectPassphrase => "incorrect_passphrase",
        LockReason::Unsupported => "unsupported",
        LockReason::NotRequested => "not_requested",
        _ => "other",
    })
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

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
