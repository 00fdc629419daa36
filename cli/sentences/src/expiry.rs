//! When something expires.

use crate::count;
use alloc::{
    format,
    string::{String, ToString},
};
use anycert::{Rfc3339, time::OffsetDateTime};

const SECONDS_A_DAY: i64 = 24 * 60 * 60;
/// 9999-12-31T23:59:59Z
const END_OF_9999: i64 = 253_402_300_799;

/// `2026-03-15 12:00:00 UTC`
pub fn readable(moment: OffsetDateTime) -> String {
    Rfc3339(moment).to_string().replace('T', " ").replace(".000Z", " UTC")
}

/// Whole days until `moment`, rounded down: 0 on the last day, -1 on the day after it.
pub fn days_until(moment: OffsetDateTime, now: OffsetDateTime) -> i64 {
    seconds_until(moment, now).div_euclid(SECONDS_A_DAY)
}

/// [`days_until`] in words.
pub fn in_days(moment: OffsetDateTime, now: OffsetDateTime) -> String {
    match days_until(moment, now) {
        days @ ..0 => format!("EXPIRED {} ago", count(days.unsigned_abs(), "day")),
        0 => "in less than a day".into(),
        days => format!("in {}", count(days.unsigned_abs(), "day")),
    }
}

/// `expires in 14 days`, `expired 3 years ago`: for a glance.
pub fn glance(moment: OffsetDateTime, now: OffsetDateTime) -> String {
    // RFC 5280 §4.1.2.5: no well-defined expiration date.
    if moment.unix_timestamp() == END_OF_9999 {
        return "never expires".into();
    }
    let seconds = seconds_until(moment, now);
    let time = rounded(seconds.unsigned_abs());
    match seconds {
        ..0 => format!("expired {time} ago"),
        _ => format!("expires in {time}"),
    }
}

fn seconds_until(moment: OffsetDateTime, now: OffsetDateTime) -> i64 {
    moment.unix_timestamp().saturating_sub(now.unix_timestamp())
}

/// A span in the largest unit of which there are two at least, rounded down.
fn rounded(seconds: u64) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    // The mean lengths of the Gregorian calendar.
    const MONTH: u64 = 2_629_746;
    const YEAR: u64 = 31_556_952;
    let (unit, length) = match seconds {
        ..HOUR => ("minute", MINUTE),
        HOUR..172_800 => ("hour", HOUR),
        172_800..5_184_000 => ("day", DAY),
        5_184_000..63_113_904 => ("month", MONTH),
        _ => ("year", YEAR),
    };
    count(seconds / length, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anycert::time::Duration;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    #[test]
    fn days_and_words_follow_one_rule() {
        for (seconds, days, words) in [
            (-2 * SECONDS_A_DAY - 1, -3, "EXPIRED 3 days ago"),
            (-2 * SECONDS_A_DAY, -2, "EXPIRED 2 days ago"),
            (-SECONDS_A_DAY - 1, -2, "EXPIRED 2 days ago"),
            (-SECONDS_A_DAY, -1, "EXPIRED 1 day ago"),
            (-1, -1, "EXPIRED 1 day ago"),
            (0, 0, "in less than a day"),
            (SECONDS_A_DAY - 1, 0, "in less than a day"),
            (SECONDS_A_DAY, 1, "in 1 day"),
            (2 * SECONDS_A_DAY, 2, "in 2 days"),
        ] {
            assert_eq!(days_until(at(seconds), at(0)), days, "{seconds}");
            assert_eq!(in_days(at(seconds), at(0)), words, "{seconds}");
        }
    }

    #[test]
    fn a_glance_is_in_the_largest_unit() {
        let (hour, day) = (3600, 86_400);
        for (seconds, words) in [
            (14 * day + day / 2, "expires in 14 days"),
            (0, "expires in 0 minutes"),
            (59, "expires in 0 minutes"),
            (hour, "expires in 1 hour"),
            (48 * hour - 1, "expires in 47 hours"),
            (48 * hour, "expires in 2 days"),
            (60 * day - 1, "expires in 59 days"),
            (61 * day, "expires in 2 months"),
            (730 * day, "expires in 23 months"),
            (800 * day, "expires in 2 years"),
            (-1200 * day, "expired 3 years ago"),
            (-90, "expired 1 minute ago"),
            (-3 * day - 1, "expired 3 days ago"),
        ] {
            assert_eq!(glance(at(1_700_000_000 + seconds), at(1_700_000_000)), words);
        }
        assert_eq!(glance(at(END_OF_9999), at(0)), "never expires");
    }
}
