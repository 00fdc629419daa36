//! The clock of JavaScript.

use anycert::time::{Duration, OffsetDateTime};

/// The time of a clock in seconds since 1970; the limits of the calendar for a clock beyond them.
#[expect(clippy::as_conversions, reason = "saturates, and NaN becomes 0")]
pub(crate) fn moment(seconds: f64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::seconds(seconds as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    #[test]
    fn a_clock_beyond_the_calendar_is_its_end() {
        assert_eq!(moment(f64::NAN), at(0));
        assert_eq!(moment(1e300).year(), 9999);
        assert_eq!(moment(-1e300).year(), -9999);
    }
}
