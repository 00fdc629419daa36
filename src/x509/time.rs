//! Time (RFC 5280 §4.1.2.5): UTCTime and GeneralizedTime, to the second, in UTC.

use crate::{
    asn1::{error::ReadError, tlv::Reader},
    error::x509::NOT_A_DATE,
    note::NoteCode,
    tag::Tag,
};
use time::{Date, Duration, Month, PrimitiveDateTime, Time};

/// A point in time in UTC, and the leniency with which it was read.
#[derive(Clone, Copy)]
pub(super) struct Read {
    pub(super) time: PrimitiveDateTime,
    pub(super) note: Option<NoteCode>,
}

/// Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime } (RFC 5280 §4.1).
#[inline(always)]
pub(super) fn read<F: ReadError>(reader: &mut Reader<'_, F>) -> Result<Read, F> {
    let general = match reader.peek() {
        Some(Tag::UTC_TIME) => false,
        Some(Tag::GENERALIZED_TIME) => true,
        _ => return Err(reader.unexpected(Tag::UTC_TIME)),
    };
    let tlv = reader.any()?;
    let text = tlv.value();
    let read = if general { generalized_time(text) } else { utc_time(text) };
    read.ok_or_else(|| F::of(&NOT_A_DATE, tlv.offset))
}

/// UTCTime, `YYMMDDHHMMSSZ`: years 50 to 99 are 19xx, 00 to 49 are 20xx (RFC 5280 §4.1.2.5.1).
///
/// Also accepted: no seconds and an offset, which X.680 §47 allows, and a year of four digits, which
/// the options of OpenSSL's command line can produce.
#[inline]
fn utc_time(text: &[u8]) -> Option<Read> {
    if let [_, _, _, _, _, _, _, _, _, _, _, _, b'Z'] = text {
        let [year, month, day, hour] = four_numbers(text.first_chunk()?)?;
        let [_, _, minute, second] = four_numbers(text.get(4..)?.first_chunk()?)?;
        let century = if year < 50 { 2000 } else { 1900 };
        let year = i32::from(year).wrapping_add(century);
        return to_the_second(year, [month, day, hour, minute, second]);
    }
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match (digits, text) {
        (14, [y1, y2, y3, y4, rest @ ..]) => {
            let mut read = read_rest(four_digits(*y1, *y2, *y3, *y4)?, rest)?;
            read.note = Some(NoteCode::TimeFourDigitYear);
            Some(read)
        }
        (_, [y1, y2, rest @ ..]) => {
            let year = two_digits(*y1, *y2)?;
            let century = if year < 50 { 2000 } else { 1900 };
            read_rest(i32::from(year).checked_add(century)?, rest)
        }
        _ => None,
    }
}

/// GeneralizedTime, `YYYYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5.2).
#[inline]
fn generalized_time(text: &[u8]) -> Option<Read> {
    if let [_, _, _, _, _, _, _, _, _, _, _, _, _, _, b'Z'] = text {
        let [century, year, month, day] = four_numbers(text.first_chunk()?)?;
        let [_, hour, minute, second] = four_numbers(text.get(6..)?.first_chunk()?)?;
        let year = i32::from(century).wrapping_mul(100).wrapping_add(i32::from(year));
        return to_the_second(year, [month, day, hour, minute, second]);
    }
    let [y1, y2, y3, y4, rest @ ..] = text else { return None };
    read_rest(four_digits(*y1, *y2, *y3, *y4)?, rest)
}

/// Eight digits as four numbers, converted at once.
#[inline(always)]
fn four_numbers(text: &[u8; 8]) -> Option<[u8; 4]> {
    const ALL: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_le_bytes(*text) ^ (0x30 * ALL);
    // The high bit is set, or becomes set by the addition, in each octet that is not a digit.
    if (digits | digits.wrapping_add(0x76 * ALL)) & (0x80 * ALL) != 0 {
        return None;
    }
    // Each pair of octets is a tens digit and a ones digit.
    let [a, _, b, _, c, _, d, _] = digits.wrapping_mul(10).wrapping_add(digits >> 8).to_le_bytes();
    Some([a, b, c, d])
}

/// A date in UTC from its numbers.
#[inline]
fn to_the_second(year: i32, [month, day, hour, minute, second]: [u8; 5]) -> Option<Read> {
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some(Read { time: PrimitiveDateTime::new(date, time), note: None })
}

/// Reads what follows the year, in any accepted form.
#[cold]
fn read_rest(year: i32, rest: &[u8]) -> Option<Read> {
    let [m1, m2, d1, d2, h1, h2, n1, n2, rest @ ..] = rest else { return None };
    let month = Month::try_from(two_digits(*m1, *m2)?).ok()?;
    let date = Date::from_calendar_date(year, month, two_digits(*d1, *d2)?).ok()?;
    let (hour, minute) = (two_digits(*h1, *h2)?, two_digits(*n1, *n2)?);
    odd_ending(date, hour, minute, rest)
}

/// Reads seconds, fraction and time zone with the freedom that X.680 has and RFC 5280 has not: missing
/// seconds, a fraction, an offset.
fn odd_ending(date: Date, hour: u8, minute: u8, rest: &[u8]) -> Option<Read> {
    let mut note = None;
    let (second, rest) = match rest {
        [s1, s2, rest @ ..] if s1.is_ascii_digit() => (two_digits(*s1, *s2)?, rest),
        _ => {
            note = Some(NoteCode::TimeWithoutSeconds);
            (0, rest)
        }
    };
    let rest = match rest {
        [b'.' | b',', fraction @ ..] if note.is_none() => {
            note = Some(NoteCode::TimeWithFraction);
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            fraction.get(digits..)?
        }
        _ => rest,
    };
    let time = PrimitiveDateTime::new(date, Time::from_hms(hour, minute, second).ok()?);
    match rest {
        [b'Z'] => Some(Read { time, note }),
        [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
            let time = apply_offset(time, *sign, two_digits(*h1, *h2)?, two_digits(*m1, *m2)?)?;
            Some(Read { time, note: Some(NoteCode::TimeWithOffset) })
        }
        _ => None,
    }
}

fn apply_offset(
    time: PrimitiveDateTime,
    sign: u8,
    hours: u8,
    minutes: u8,
) -> Option<PrimitiveDateTime> {
    if hours > 23 || minutes > 59 {
        return None;
    }
    let minutes = i64::from(hours).checked_mul(60)?.checked_add(i64::from(minutes))?;
    let offset = Duration::seconds(minutes.checked_mul(60)?);
    let utc = if sign == b'+' { time.checked_sub(offset) } else { time.checked_add(offset) };
    utc.filter(|utc| utc.year() >= 0)
}

#[inline]
fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 {
        return None;
    }
    tens.checked_mul(10)?.checked_add(ones)
}

#[inline]
fn four_digits(a: u8, b: u8, c: u8, d: u8) -> Option<i32> {
    i32::from(two_digits(a, b)?).checked_mul(100)?.checked_add(i32::from(two_digits(c, d)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn utc(text: &str) -> Option<(String, Option<NoteCode>)> {
        utc_time(text.as_bytes()).map(|read| (read.time.assume_utc().to_string(), read.note))
    }

    fn general(text: &str) -> Option<(String, Option<NoteCode>)> {
        generalized_time(text.as_bytes())
            .map(|read| (read.time.assume_utc().to_string(), read.note))
    }

    #[test]
    fn the_forms_of_rfc_5280() {
        let plain = |text: &str| Some((text.to_string(), None));
        assert_eq!(utc("491231235959Z"), plain("2049-12-31 23:59:59.0 +00:00:00"));
        assert_eq!(utc("500101000000Z"), plain("1950-01-01 0:00:00.0 +00:00:00"));
        assert_eq!(general("99991231235959Z"), plain("9999-12-31 23:59:59.0 +00:00:00"));
        assert_eq!(general("00000229000000Z"), plain("0000-02-29 0:00:00.0 +00:00:00"));
        assert_eq!(general("20240229120000Z"), plain("2024-02-29 12:00:00.0 +00:00:00"));
    }

    #[test]
    fn other_forms_are_read_with_a_note() {
        let noted = |text: &str, code| Some((text.to_string(), Some(code)));
        assert_eq!(
            utc("3001021504Z"),
            noted("2030-01-02 15:04:00.0 +00:00:00", NoteCode::TimeWithoutSeconds)
        );
        assert_eq!(
            utc("300102150405+0130"),
            noted("2030-01-02 13:34:05.0 +00:00:00", NoteCode::TimeWithOffset)
        );
        assert_eq!(
            utc("20300102150405Z"),
            noted("2030-01-02 15:04:05.0 +00:00:00", NoteCode::TimeFourDigitYear)
        );
        assert_eq!(
            general("20300102150405.123Z"),
            noted("2030-01-02 15:04:05.0 +00:00:00", NoteCode::TimeWithFraction)
        );
        // The century is the same in every form.
        let without_seconds = NoteCode::TimeWithoutSeconds;
        assert_eq!(utc("4912312359Z"), noted("2049-12-31 23:59:00.0 +00:00:00", without_seconds));
        assert_eq!(utc("5001010000Z"), noted("1950-01-01 0:00:00.0 +00:00:00", without_seconds));
        let offset = NoteCode::TimeWithOffset;
        assert_eq!(utc("3001010000+0130"), noted("2029-12-31 22:30:00.0 +00:00:00", offset));
        assert_eq!(utc("300101000000-2359"), noted("2030-01-01 23:59:00.0 +00:00:00", offset));
        assert_eq!(general("00000101000000+0000"), noted("0000-01-01 0:00:00.0 +00:00:00", offset));
    }

    #[test]
    fn invalid_dates_are_rejected() {
        for text in [
            "",
            "Z",
            "301301000000Z",
            "300230000000Z",
            "300101240000Z",
            "300101000060Z",
            "300101000000",
            "300101000000X",
            "30010100000\u{e9}Z",
            "300101000000+2400",
            "300101000000+01",
            "300101000000+0060",
            "3:0101000000+0000",
            "300101000000*0000",
            "300101000000.5",
            "3001010000.5Z",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
        for text in ["20230229000000Z", "2030010100000Z", "20300101000000.Z", "2030"] {
            assert_eq!(general(text), None, "{text}");
        }
        assert_eq!(general("99991231235959-0100"), None);
        assert_eq!(general("00000101000000+0100"), None);
    }
}
