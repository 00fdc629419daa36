//! Times in the format of RFC 3339.

use core::fmt;
use time::{OffsetDateTime, UtcOffset};

/// A time that prints in the format of RFC 3339 §5.6, in UTC, always with three decimals and a year
/// of four digits: `2026-03-15T12:00:00.000Z`.
///
/// ```
/// use anycert::{Rfc3339, time::OffsetDateTime};
/// let time = OffsetDateTime::from_unix_timestamp(1_773_576_000)?;
/// assert_eq!(Rfc3339(time).to_string(), "2026-03-15T12:00:00.000Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rfc3339(pub OffsetDateTime);

impl fmt::Display for Rfc3339 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.0.checked_to_offset(UtcOffset::UTC).unwrap_or(self.0);
        let (date, time) = (moment.date(), moment.time());
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        let (hour, minute, second) = time.as_hms();
        let millisecond = time.millisecond();
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use time::Duration;

    fn printed(seconds: i64) -> alloc::string::String {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        Rfc3339(moment).to_string()
    }

    #[test]
    fn always_three_decimals_and_four_digits_of_a_year() {
        assert_eq!(printed(1_773_576_000), "2026-03-15T12:00:00.000Z");
        assert_eq!(printed(253_402_300_799), "9999-12-31T23:59:59.000Z");
        assert_eq!(printed(-62_167_219_200), "0000-01-01T00:00:00.000Z");
        let moment = OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(7);
        let moment = moment.to_offset(UtcOffset::from_hms(2, 30, 0).unwrap());
        assert_eq!(Rfc3339(moment).to_string(), "1970-01-01T00:00:00.007Z");
    }
}
