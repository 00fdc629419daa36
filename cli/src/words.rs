//! Values as text, for programs and for people.

use anycert::{Certificate, Rfc3339, time::OffsetDateTime};
use std::{path::Path, time::SystemTime};

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// The library has no clock.
pub(crate) fn now() -> OffsetDateTime {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since_1970.map_or(0, |since| since.as_secs());
    OffsetDateTime::UNIX_EPOCH + core::time::Duration::from_secs(seconds)
}

/// RFC 3339 in UTC with three decimals.
pub(crate) fn rfc3339(moment: OffsetDateTime) -> String {
    Rfc3339(moment).to_string()
}

/// `2026-03-15 12:00:00 UTC`
pub(crate) fn readable(moment: OffsetDateTime) -> String {
    rfc3339(moment).replace('T', " ").replace(".000Z", " UTC")
}

/// Whole days until `moment`, rounded down: 0 on the last day, -1 on the day after it.
pub(crate) fn days_until(moment: OffsetDateTime, now: OffsetDateTime) -> i64 {
    (moment - now).whole_seconds().div_euclid(SECONDS_A_DAY)
}

/// [`days_until`] in words.
pub(crate) fn in_days(moment: OffsetDateTime, now: OffsetDateTime) -> String {
    match days_until(moment, now) {
        -1 => "EXPIRED 1 day ago".into(),
        days @ ..0 => format!("EXPIRED {} days ago", days.unsigned_abs()),
        0 => "in less than a day".into(),
        1 => "in 1 day".into(),
        days => format!("in {days} days"),
    }
}

/// "1 file", "2 files".
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The subject, or the display name if the subject is empty, as it often is in the certificate of a
/// service.
pub(crate) fn subject_or_name(certificate: &Certificate) -> String {
    match certificate.subject() {
        subject if subject.is_empty() => certificate.display_name(),
        subject => subject.to_string(),
    }
}

/// The subject alternative names; none if there are none or they cannot be read.
pub(crate) fn alternative_names(certificate: &Certificate) -> Vec<String> {
    let names = certificate.subject_alt_names().ok().flatten();
    names.into_iter().flatten().map(|name| name.to_string()).collect()
}

/// The name of a file on one line: control and bidirectional characters are escaped.
pub(crate) fn file_name(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}

pub(crate) fn escaped(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        match character.is_control() || is_invisible(character) {
            true => line.extend(character.escape_default()),
            false => line.push(character),
        }
    }
    line
}

/// Bidirectional controls, line and paragraph separators, and zero-width characters.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use anycert::time::Duration;

    #[test]
    fn days_and_words_follow_one_rule() {
        let now = OffsetDateTime::UNIX_EPOCH;
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
            let moment = now + Duration::seconds(seconds);
            assert_eq!(days_until(moment, now), days, "{seconds}");
            assert_eq!(in_days(moment, now), words, "{seconds}");
        }
    }

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(
            escaped("a\n\u{1b}[2Jb\u{202e}c\u{2028}d"),
            "a\\n\\u{1b}[2Jb\\u{202e}c\\u{2028}d"
        );
        assert_eq!(escaped("grün 証明書.pem"), "grün 証明書.pem");
    }
}
