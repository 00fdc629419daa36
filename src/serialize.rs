//! The serialization of single values: words, and times in the format of RFC 3339.

use crate::{format::CertificateType, rfc3339::Rfc3339};
use core::fmt::{self, Display};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
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

impl Serialize for CertificateType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Accepts the words that [`FromStr`](core::str::FromStr) accepts.
impl<'de> Deserialize<'de> for CertificateType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Word)
    }
}

struct Word;

impl de::Visitor<'_> for Word {
    type Value = CertificateType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of pem, pfx, p12, crt, cer, key, pkcs7, p7b, p7c")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
        word.parse().map_err(E::custom)
    }
}
