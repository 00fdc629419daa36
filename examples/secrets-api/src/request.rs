//! What comes in: a body of bounded length, JSON, and its fields one by one.

use crate::{answer::ApiError, material::Submission};
use anycert::CertificateType;
use axum::{
    body::{Body, HttpBody},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use serde_json::{Map, Value};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Refuses what does not say that it is JSON.
pub fn check_content_type(headers: &HeaderMap) -> Result<(), ApiError> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next());
    match media_type {
        Some(media_type) if media_type.trim().eq_ignore_ascii_case("application/json") => Ok(()),
        _ => Err(ApiError::unsupported_media_type()),
    }
}

/// The whole body, in one buffer that is wiped. What is too long is read to its end within reason
/// and thrown away: a client that is still sending would not see the answer. One that waits for
/// leave to send does.
pub async fn read_body(
    headers: &HeaderMap,
    mut body: Body,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, ApiError> {
    let announced = body.size_hint().upper().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) && headers.contains_key(header::EXPECT) {
        return Err(ApiError::too_large(limit));
    }
    // Sized before it is filled: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(announced.unwrap_or(limit).min(limit)));
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::validation(None, "the request broke off"))?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length <= limit {
            bytes.extend_from_slice(data);
        } else if length > limit.saturating_mul(32) {
            break;
        }
    }
    if length > limit { Err(ApiError::too_large(limit)) } else { Ok(bytes) }
}

/// The fields of a new certificate. No message repeats a value: it may be a secret in the wrong
/// place.
pub fn submission(body: &[u8], secret_type_required: bool) -> Result<Submission, ApiError> {
    let mut fields: Map<String, Value> = serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = format!("the body is not a JSON object: line {line}, column {column}");
        ApiError::validation(None, message)
    })?;
    check_secret_type(text(&mut fields, "secret_type")?, secret_type_required)?;
    Ok(Submission {
        name: name(&required(&mut fields, "name")?)?,
        content: required(&mut fields, "certificate_content")?,
        private_key: optional(&mut fields, "private_key")?,
        passphrase: optional(&mut fields, "passphrase")?,
        certificate_type: optional(&mut fields, "certificate_type")?
            .map(|word| certificate_type(&word))
            .transpose()?,
        collection_id: optional(&mut fields, "collection_id")?
            .map(|text| collection_id(&text))
            .transpose()?,
    })
}

type Text = Zeroizing<String>;

/// Absent and null are the same.
fn text(fields: &mut Map<String, Value>, field: &'static str) -> Result<Option<Text>, ApiError> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(Zeroizing::new(text))),
        Some(_) => Err(ApiError::validation(Some(field), format!("`{field}` must be a string"))),
    }
}

fn required(fields: &mut Map<String, Value>, field: &'static str) -> Result<Text, ApiError> {
    text(fields, field)?
        .ok_or_else(|| ApiError::validation(Some(field), format!("`{field}` is required")))
}

/// A form sends its empty fields too: they are none. An empty passphrase would be one.
fn optional(
    fields: &mut Map<String, Value>,
    field: &'static str,
) -> Result<Option<Text>, ApiError> {
    Ok(text(fields, field)?.filter(|text| !text.is_empty()))
}

fn check_secret_type(secret_type: Option<Text>, required: bool) -> Result<(), ApiError> {
    match secret_type.as_ref().map(|word| word.as_str()) {
        Some("certificate") => Ok(()),
        None if !required => Ok(()),
        _ => {
            let message = "`secret_type` must be `certificate`: no other secrets are kept here";
            Err(ApiError::validation(Some("secret_type"), message))
        }
    }
}

/// Spaces become underscores.
fn name(text: &str) -> Result<String, ApiError> {
    let refused = |message| Err(ApiError::validation(Some("name"), message));
    if text.trim().is_empty() {
        return refused("`name` is empty");
    }
    if text.chars().count() > 255 {
        return refused("`name` is longer than 255 characters");
    }
    if text.chars().any(char::is_control) {
        return refused("`name` holds a line break or another control character");
    }
    Ok(text.replace(' ', "_"))
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
