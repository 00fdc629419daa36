//! The serialization of single values: words, and times in the format of RFC 3339.

use crate::rfc3339::Rfc3339;
use core::fmt::Display;
use serde::Serializer;
use time::OffsetDateTime;

pub(crate) fn text<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

pub(crate) fn text_or_null<T: Display, S: Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn texts<T: Display, S: Serializer>(
    values: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(alloc::string::ToString::to_string))
}

pub(crate) fn moment<S: Serializer>(
    moment: &OffsetDateTime,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Rfc3339(*moment))
}

pub(crate) fn moment_or_null<S: Serializer>(
    moment: &Option<OffsetDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    text_or_null(&moment.map(Rfc3339), serializer)
}
