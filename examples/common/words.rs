//! Values as words: for programs and for people.

use anycert::time::{Date, OffsetDateTime};
use std::{path::Path, time::SystemTime};

/// The library has no clock.
pub(crate) fn now() -> OffsetDateTime {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since_1970.map_or(0, |since| since.as_secs());
    OffsetDateTime::UNIX_EPOCH + core::time::Duration::from_secs(seconds)
}

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

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a file, fit for a terminal and for one line: nothing in it that is not shown itself,
/// marks that turn the order of letters included.
pub(crate) fn name_of(path: &Path) -> String {
    let mut name = String::new();
    for character in path.to_string_lossy().chars() {
        let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match character.is_control() || turns {
            true => name.extend(character.escape_default()),
            false => name.push(character),
        }
    }
    name
}
