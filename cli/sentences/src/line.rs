//! One line, and how urgent it is.

use crate::{expiry, names};
use alloc::{format, string::String};
use anycert::{Certificate, time::OffsetDateTime};

/// Certificates that expire within this many days are shown as a warning.
const SOON_DAYS: i64 = 30;

/// A text, and whether it needs attention.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Line {
    /// The text, on one line.
    pub text: String,
    /// How urgent it is.
    pub urgency: Urgency,
}

/// Whether a line needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Urgency {
    /// It does not.
    None,
    /// It will soon.
    Warning,
    /// Something expired or does not belong together.
    Bad,
}

impl Line {
    /// The leaf's expiry for a glance.
    pub fn expiry(leaf: &Certificate, now: OffsetDateTime) -> Self {
        let end = leaf.not_after();
        Line { text: expiry::glance(end, now), urgency: Urgency::of(end, now) }
    }

    /// A certificate below the leaf: its name and its expiry.
    pub(crate) fn dated(certificate: &Certificate, now: OffsetDateTime) -> Self {
        let end = certificate.not_after();
        let name = names::subject_or_name(certificate);
        let text = format!("{name} ({})", expiry::in_days(end, now));
        Line { text, urgency: Urgency::of(end, now) }
    }
}

impl Urgency {
    /// That of a certificate that expires at `end`.
    pub fn of(end: OffsetDateTime, now: OffsetDateTime) -> Self {
        match expiry::days_until(end, now) {
            ..0 => Urgency::Bad,
            0..SOON_DAYS => Urgency::Warning,
            _ => Urgency::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anycert::time::Duration;

    #[test]
    fn the_last_thirty_days_are_a_warning() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let day = 86_400;
        for (seconds, urgency) in [
            (-1, Urgency::Bad),
            (0, Urgency::Warning),
            (30 * day - 1, Urgency::Warning),
            (30 * day, Urgency::None),
        ] {
            assert_eq!(Urgency::of(now + Duration::seconds(seconds), now), urgency, "{seconds}");
        }
    }
}
