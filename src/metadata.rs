//! The four facts.

use alloc::string::{String, ToString};
use core::fmt;
use time::{OffsetDateTime, UtcOffset};

/// Whose it is, who issued it, until when, and whether a private key is with it.
///
/// Exactly these four, for ever; all else is in [`Report`](crate::Report). Of an input without a
/// certificate the first three are `None`.
///
/// With the feature `serde` it serializes as an object of exactly the four keys, in this order:
///
/// ```json
/// {"subject": "CN=example.com, O=Example Inc, C=US",
///  "issuer": "CN=Example CA, O=Example Inc, C=US",
///  "expires_at": "2026-03-15T12:00:00.000Z",
///  "has_private_key": true}
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Metadata {
    /// The leaf's subject, most specific RDN first: `CN=example.com, O=Example Inc, C=US`. Empty
    /// for a certificate without one.
    pub subject: Option<String>,
    /// The leaf's issuer, in the same form.
    pub issuer: Option<String>,
    /// The last second at which the leaf is valid, in UTC.
    #[cfg_attr(
        feature = "serde",
        serde(serialize_with = "crate::report::serialize::moment_or_null")
    )]
    pub expires_at: Option<OffsetDateTime>,
    /// Whether a private key object is in either input, locked or not. It does not say that the
    /// key opens or belongs to the certificate.
    pub has_private_key: bool,
}

impl Metadata {
    /// [`expires_at`](Metadata::expires_at) as RFC 3339 writes it, in UTC, always with three
    /// decimals: `2026-03-15T12:00:00.000Z`.
    #[must_use]
    pub fn expires_at_rfc3339(&self) -> Option<String> {
        self.expires_at.map(|moment| Rfc3339(moment).to_string())
    }
}

/// RFC 3339 §5.6 in UTC with milliseconds; a year is four digits.
pub(crate) struct Rfc3339(pub(crate) OffsetDateTime);

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
    use time::Duration;

    fn printed(seconds: i64) -> String {
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
