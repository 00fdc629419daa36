//! Requests: a body of bounded length, flat JSON, and its fields.

use crate::{
    answer::ApiError,
    budget::{Budget, Share},
    config::Config,
    lane::Account,
    material::Submission,
    name,
};
use anycert::CertificateType;
use axum::{
    body::{Body, HttpBody},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use serde::de::{self, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use std::{cell::Cell, fmt, time::Duration};
use tokio::time::{self, Instant};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A body that is too long is received up to these bounds, so that the client sees the response.
const DISCARDED_BYTES: usize = 8 << 20;
const DISCARDING: Duration = Duration::from_secs(2);

/// Refuses a content type other than JSON.
pub fn check_content_type(headers: &HeaderMap) -> Result<(), ApiError> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next());
    match media_type {
        Some(media_type) if media_type.trim().eq_ignore_ascii_case("application/json") => Ok(()),
        _ => Err(ApiError::unsupported_media_type()),
    }
}

/// The whole body in one buffer, with its share of the budget, which is taken before the body is
/// received and has to be held as long as anything made from the body.
pub async fn read_body(
    headers: &HeaderMap,
    mut body: Body,
    config: &Config,
    budget: &Budget,
    account: &Account,
) -> Result<(Zeroizing<Vec<u8>>, Share), ApiError> {
    let limit = config.body_bytes;
    let announced = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        // A client that sent `Expect: 100-continue` gets its response at once.
        if !headers.contains_key(header::EXPECT) {
            discard(body).await;
        }
        return Err(ApiError::too_large(limit));
    }
    let length = announced.unwrap_or(limit);
    let share = budget.take(account, length)?;
    // Sized before it is filled: a buffer that grows leaves copies in freed memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    let end = Instant::now() + config.body_timeout;
    loop {
        let pause = Instant::now() + config.body_timeout / 3;
        let frame = time::timeout_at(pause.min(end), body.frame()).await;
        let Some(frame) = frame.map_err(|_| ApiError::slow_request())? else { break };
        let frame = frame.map_err(|_| ApiError::validation(None, "the request broke off"))?;
        let Some(data) = frame.data_ref() else { continue };
        if bytes.len() + data.len() > length {
            discard(body).await;
            return Err(ApiError::too_large(limit));
        }
        bytes.extend_from_slice(data);
    }
    Ok((bytes, share))
}

async fn discard(mut body: Body) {
    let discarding = async {
        let mut length = 0;
        while let Some(Ok(frame)) = body.frame().await {
            length += frame.data_ref().map_or(0, |data| data.len());
            if length > DISCARDED_BYTES {
                break;
            }
        }
    };
    let _ = time::timeout(DISCARDING, discarding).await;
}

/// The fields of a new certificate. No message repeats a value: it may be a secret in the wrong
/// place.
pub fn submission(body: &[u8], secret_type_is_required: bool) -> Result<Submission, ApiError> {
    let fields = fields(body)?;
    check_secret_type(fields.secret_type, secret_type_is_required)?;
    let required = |text: Option<Text>, field| {
        text.ok_or_else(|| ApiError::validation(Some(field), format!("`{field}` is required")))
    };
    // A form sends its empty fields too. They count as absent: an empty passphrase would be one.
    let optional = |text: Option<Text>| text.filter(|text| !text.is_empty());
    let name = required(fields.name, "name")?;
    Ok(Submission {
        name: name::normalize(&name)
            .map_err(|message| ApiError::validation(Some("name"), message))?,
        content: required(fields.certificate_content, "certificate_content")?,
        private_key: optional(fields.private_key),
        passphrase: optional(fields.passphrase),
        certificate_type: optional(fields.certificate_type)
            .map(|word| certificate_type(&word))
            .transpose()?,
        collection_id: optional(fields.collection_id)
            .map(|text| collection_id(&text))
            .transpose()?,
        accept_unmatched_key: fields.accept_unmatched_key,
    })
}

type Text = Zeroizing<String>;

/// The fields as they were sent. Absent and null are the same.
#[derive(Default)]
struct Fields {
    name: Option<Text>,
    certificate_content: Option<Text>,
    private_key: Option<Text>,
    passphrase: Option<Text>,
    certificate_type: Option<Text>,
    collection_id: Option<Text>,
    secret_type: Option<Text>,
    accept_unmatched_key: bool,
}

const FIELDS: [&str; 8] = [
    "name",
    "certificate_content",
    "private_key",
    "passphrase",
    "certificate_type",
    "collection_id",
    "secret_type",
    "accept_unmatched_key",
];

/// Names that people use instead.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("certificate", "certificate_content"),
    ("content", "certificate_content"),
    ("pem", "certificate_content"),
    ("key", "private_key"),
    ("password", "passphrase"),
    ("type", "certificate_type"),
];

/// One flat object of known fields, each at most once. Parsing stops at the first mistake, so only
/// the fields are ever built.
fn fields(body: &[u8]) -> Result<Fields, ApiError> {
    let mut problem = None;
    let mut json = serde_json::Deserializer::from_slice(body);
    let fields = json.deserialize_map(Object { problem: &mut problem });
    fields.and_then(|fields| json.end().map(|()| fields)).map_err(|error| {
        problem.unwrap_or_else(|| {
            let (line, column) = (error.line(), error.column());
            let message = format!("the body is not a JSON object: line {line}, column {column}");
            ApiError::validation(None, message)
        })
    })
}

struct Object<'a> {
    /// Replaces serde's own error, which may repeat a value.
    problem: &'a mut Option<ApiError>,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        let mut seen = [false; FIELDS.len()];
        let mut number = 0;
        let mut wrong = |field, message: String| {
            *self.problem = Some(ApiError::validation(field, message));
            A::Error::custom("")
        };
        while let Some(key) = map.next_key::<Key>()? {
            number += 1;
            let Key(position) = key;
            let position = match position {
                Ok(position) => position,
                Err(Some(meant)) => {
                    let message = format!("field {number} is unknown: did you mean `{meant}`?");
                    return Err(wrong(Some(meant), message));
                }
                Err(None) => {
                    let known = FIELDS.map(|field| format!("`{field}`")).join(", ");
                    let message = format!("field {number} is unknown: the fields are {known}");
                    return Err(wrong(None, message));
                }
            };
            let field = FIELDS[position];
            if std::mem::replace(&mut seen[position], true) {
                return Err(wrong(Some(field), format!("`{field}` is there twice")));
            }
            let is_nested = Cell::new(false);
            let value = match map.next_value_seed(ScalarSeed { is_nested: &is_nested }) {
                Err(_) if is_nested.get() => Scalar::Other,
                value => value?,
            };
            let (kind, slot) = match field {
                "accept_unmatched_key" => ("true or false", None),
                "name" => ("a string", Some(&mut fields.name)),
                "certificate_content" => ("a string", Some(&mut fields.certificate_content)),
                "private_key" => ("a string", Some(&mut fields.private_key)),
                "passphrase" => ("a string", Some(&mut fields.passphrase)),
                "certificate_type" => ("a string", Some(&mut fields.certificate_type)),
                "collection_id" => ("a string", Some(&mut fields.collection_id)),
                _ => ("a string", Some(&mut fields.secret_type)),
            };
            match (value, slot) {
                (Scalar::Null, _) => {}
                (Scalar::Text(text), Some(slot)) => *slot = Some(text),
                (Scalar::Flag(flag), None) => fields.accept_unmatched_key = flag,
                _ => return Err(wrong(Some(field), format!("`{field}` must be {kind}"))),
            }
        }
        Ok(fields)
    }
}

/// The position of a name in `FIELDS`, or the field that was probably meant.
struct Key(Result<usize, Option<&'static str>>);

impl<'de> de::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Key, E> {
                let position = FIELDS.iter().position(|field| *field == name);
                Ok(Key(position.ok_or_else(|| meant(name))))
            }
        }
        deserializer.deserialize_identifier(Name)
    }
}

/// The field whose name differs only in case and punctuation, or has this alternative name.
fn meant(name: &str) -> Option<&'static str> {
    if name.len() > 40 {
        return None;
    }
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let name = letters(name);
    let same = FIELDS.into_iter().find(|field| letters(field) == name);
    same.or_else(|| OTHER_WORDS.into_iter().find(|(word, _)| *word == name).map(|(_, field)| field))
}

enum Scalar {
    Null,
    Text(Text),
    Flag(bool),
    Other,
}

struct ScalarSeed<'a> {
    /// Set if the value is an array or an object; the rest of it is not parsed.
    is_nested: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for ScalarSeed<'_> {
    type Value = Scalar;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed<'_> {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, _: A) -> Result<Scalar, A::Error> {
        self.is_nested.set(true);
        Err(A::Error::custom(""))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Scalar, A::Error> {
        self.is_nested.set(true);
        Err(A::Error::custom(""))
    }
}

fn check_secret_type(secret_type: Option<Text>, is_required: bool) -> Result<(), ApiError> {
    match secret_type.as_ref().map(|word| word.as_str()) {
        Some("certificate") => Ok(()),
        None if !is_required => Ok(()),
        _ => {
            let message = "`secret_type` must be `certificate`: no other secrets are stored here";
            Err(ApiError::validation(Some("secret_type"), message))
        }
    }
}

fn certificate_type(word: &str) -> Result<CertificateType, ApiError> {
    word.parse().map_err(|error| {
        let message = format!("`certificate_type` is {error}");
        ApiError::validation(Some("certificate_type"), message)
    })
}

fn collection_id(text: &str) -> Result<Uuid, ApiError> {
    Uuid::parse_str(text)
        .map_err(|_| ApiError::validation(Some("collection_id"), "`collection_id` is not a UUID"))
}
