//! Responses: JSON for stored secrets, and errors that a person can act on.

use crate::{
    budget::{Exhausted, Share},
    material::Refusal,
    store::{Page, Shown, StoreError, Summary},
};
use anycert::{CertificateType, ErrorKind, Limit, UnknownReason};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// An error response.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    body: Box<ErrorBody>,
    retry_after_seconds: Option<u32>,
}

#[derive(Clone, Debug, Serialize)]
struct ErrorBody {
    code: &'static str,
    message: String,
    /// The field of the request that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// The category of the problem: the words of `anycert::ErrorKind`, or this program's own
    /// `certificate_type_mismatch`, `key_mismatch` and `key_unmatched`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// The place in the material.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> ApiError {
        let body = ErrorBody {
            code,
            message: message.into(),
            field: None,
            kind: None,
            location: None,
            help: None,
        };
        ApiError { status, body: Box::new(body), retry_after_seconds: None }
    }

    pub fn validation(field: Option<&'static str>, message: impl Into<String>) -> ApiError {
        let mut error = ApiError::new(StatusCode::BAD_REQUEST, "validation_error", message);
        error.body.field = field;
        error
    }

    pub fn unauthorized() -> ApiError {
        let message = "send a valid token in the header `Authorization: Bearer <token>`";
        ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    pub fn not_found(message: &'static str) -> ApiError {
        ApiError::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    pub fn method_not_allowed() -> ApiError {
        let message = "this method is not allowed here: see /openapi.json";
        ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
    }

    pub fn unsupported_media_type() -> ApiError {
        let message = "send JSON, with the header `Content-Type: application/json`";
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    pub fn too_large(limit: usize) -> ApiError {
        let message = format!("the request is longer than {limit} bytes");
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
    }

    pub fn slow_request() -> ApiError {
        let message = "the request did not arrive in time: send it again";
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", message)
    }

    pub fn timeout() -> ApiError {
        let message = "this took too long and was given up: try again later";
        let error = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", message);
        ApiError { retry_after_seconds: Some(10), ..error }
    }

    pub fn internal() -> ApiError {
        let message = "the server failed: the operator finds the cause by the request ID";
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message)
    }

    /// For the log: neither word contains a byte of the request.
    pub fn words(&self) -> (&'static str, Option<&'static str>) {
        (self.body.code, self.body.kind)
    }

    pub fn respond(self, request_id: Uuid) -> Response {
        #[derive(Serialize)]
        struct Answer {
            error: Box<ErrorBody>,
            meta: Meta,
        }
        let answer = Answer { error: self.body, meta: Meta { request_id, next: None } };
        let mut response = json(self.status, &answer);
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The error is passed on as an extension: the outermost layer knows the request ID and writes the
/// response.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Exhausted> for ApiError {
    fn from(exhausted: Exhausted) -> ApiError {
        let error = match exhausted {
            Exhausted::Account => ApiError::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_requests",
                "this account has too many requests in progress: wait for an answer first",
            ),
            Exhausted::All => ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "the server is busy: try again in a few seconds",
            ),
        };
        ApiError { retry_after_seconds: Some(2), ..error }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> ApiError {
        match refusal {
            Refusal::Library(error) => ApiError::from(&error),
            Refusal::TypeMismatch { declared, content } => type_mismatch(declared, &content),
            Refusal::KeyMismatch { key_was_sent_separately } => {
                key_mismatch(key_was_sent_separately)
            }
            Refusal::KeyUnmatched { reason, key_was_sent_separately, passphrase_was_sent } => {
                key_unmatched(reason, key_was_sent_separately, passphrase_was_sent)
            }
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::NameExists => {
                let message = "a secret with this name exists: choose another name";
                let mut error = ApiError::new(StatusCode::CONFLICT, "conflict", message);
                error.body.field = Some("name");
                error
            }
            StoreError::PlanLimit => {
                let message =
                    "this account has as many secrets as its plan allows: delete one first";
                ApiError::new(StatusCode::FORBIDDEN, "plan_limit", message)
            }
            StoreError::Failed => ApiError::internal(),
        }
    }
}

impl From<&anycert::Error> for ApiError {
    fn from(error: &anycert::Error) -> ApiError {
        let limit = error.exceeded().map(|exceeded| exceeded.limit());
        let (status, code) = match (error.kind(), limit) {
            (ErrorKind::LimitExceeded, Some(Limit::InputBytes)) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large")
            }
            (ErrorKind::LimitExceeded, _) => (StatusCode::UNPROCESSABLE_ENTITY, "limit_exceeded"),
            _ => (StatusCode::BAD_REQUEST, "validation_error"),
        };
        let field = match error.kind() {
            ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase => "passphrase",
            _ if error.location().in_private_key_input() => "private_key",
            _ => "certificate_content",
        };
        let mut answer = ApiError::new(status, code, error.to_string());
        answer.body.field = Some(field);
        answer.body.kind = Some(error.kind().as_str());
        // The whole input is not a useful place, and `field` names the input.
        let location = error.location().to_string();
        answer.body.location =
            Some(location).filter(|place| !place.is_empty() && place != "private key");
        answer.body.help = Some(error.help());
        answer
    }
}

fn type_mismatch(declared: CertificateType, content: &str) -> ApiError {
    let message = format!("`certificate_type` is `{declared}`, but the content is {content}");
    let mut error = ApiError::validation(Some("certificate_type"), message);
    error.body.kind = Some("certificate_type_mismatch");
    error.body.help = Some("leave `certificate_type` out or correct it, or provide another file");
    error
}

fn field_of_key(key_was_sent_separately: bool) -> &'static str {
    if key_was_sent_separately { "private_key" } else { "certificate_content" }
}

fn key_mismatch(key_was_sent_separately: bool) -> ApiError {
    let message = "the private key does not belong to the certificate";
    let mut error = ApiError::validation(Some(field_of_key(key_was_sent_separately)), message);
    error.body.kind = Some("key_mismatch");
    error.body.help = Some(
        "provide the key that the certificate was requested with, or the certificate that was \
         issued for this key",
    );
    error
}

fn key_unmatched(
    reason: UnknownReason,
    key_was_sent_separately: bool,
    passphrase_was_sent: bool,
) -> ApiError {
    let (field, message, help) = match (reason, passphrase_was_sent) {
        (UnknownReason::KeyLocked, false) => (
            "passphrase",
            "the private key is locked, so it cannot be matched to the certificate",
            "provide its passphrase, or confirm with `accept_unmatched_key` that the key is to be \
             stored as it is",
        ),
        (UnknownReason::KeyLocked, true) => (
            "passphrase",
            "the passphrase does not open the private key, so it cannot be matched to the \
             certificate",
            "provide the passphrase of the private key, or confirm with `accept_unmatched_key` \
             that the key is to be stored as it is",
        ),
        _ => (
            field_of_key(key_was_sent_separately),
            "it cannot be determined whether the private key belongs to the certificate",
            "confirm with `accept_unmatched_key` that the key is to be stored all the same",
        ),
    };
    let mut error = ApiError::validation(Some(field), message);
    error.body.kind = Some("key_unmatched");
    error.body.help = Some(help);
    error
}

#[derive(Serialize)]
struct Meta {
    request_id: Uuid,
    /// The cursor of the next page of a list, for `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A secret as lists show it.
#[derive(Serialize)]
struct Secret<'a> {
    id: Uuid,
    name: &'a str,
    secret_type: &'static str,
    certificate_type: &'a str,
    base_environment: &'static str,
    collection_id: Option<Uuid>,
    metadata: &'a RawValue,
}

pub fn secret(status: StatusCode, shown: &Shown, request_id: Uuid) -> Response {
    #[derive(Serialize)]
    struct Whole<'a> {
        #[serde(flatten)]
        secret: Secret<'a>,
        notes: &'a RawValue,
        details: Option<&'a RawValue>,
    }
    #[derive(Serialize)]
    struct Answer<'a> {
        data: Whole<'a>,
        meta: Meta,
    }
    let data = || -> serde_json::Result<Whole<'_>> {
        Ok(Whole {
            secret: listed(&shown.summary)?,
            notes: serde_json::from_str(shown.notes.as_deref().unwrap_or("[]"))?,
            details: shown.details.as_deref().map(serde_json::from_str).transpose()?,
        })
    };
    let Ok(data) = data() else { return ApiError::internal().into_response() };
    json(status, &Answer { data, meta: Meta { request_id, next: None } })
}

/// `share` is released when the response has been sent.
pub fn secrets(page: &Page, share: Share, request_id: Uuid) -> Response {
    #[derive(Serialize)]
    struct Answer<'a> {
        data: Vec<Secret<'a>>,
        meta: Meta,
    }
    struct Held {
        body: Vec<u8>,
        _share: Share,
    }
    impl AsRef<[u8]> for Held {
        fn as_ref(&self) -> &[u8] {
            &self.body
        }
    }
    let data: Result<Vec<_>, _> = page.summaries.iter().map(listed).collect();
    let next = page.summaries.last().filter(|_| page.goes_on).map(Cursor::of);
    let answer = data.and_then(|data| {
        let next = next.map(|cursor| cursor.to_string());
        serde_json::to_vec(&Answer { data, meta: Meta { request_id, next } })
    });
    let Ok(body) = answer else { return ApiError::internal().into_response() };
    let body = Bytes::from_owner(Held { body, _share: share });
    ([(header::CONTENT_TYPE, "application/json")], Body::from(body)).into_response()
}

fn listed(summary: &Summary) -> serde_json::Result<Secret<'_>> {
    Ok(Secret {
        id: summary.id,
        name: &summary.name,
        secret_type: "certificate",
        certificate_type: &summary.certificate_type,
        base_environment: "production",
        collection_id: summary.collection_id,
        metadata: serde_json::from_str(&summary.metadata)?,
    })
}

/// The cursor of the next page. It stays valid if the secret that it names is deleted.
pub struct Cursor {
    pub ends: i64,
    pub id: Uuid,
}

impl Cursor {
    fn of(summary: &Summary) -> Cursor {
        Cursor { ends: summary.ends, id: summary.id }
    }

    pub fn parse(text: &str) -> Option<Cursor> {
        let (ends, id) = text.split_once('_')?;
        Some(Cursor { ends: ends.parse().ok()?, id: Uuid::parse_str(id).ok()? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.ends, self.id)
    }
}

fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => {
            let content_type = [(header::CONTENT_TYPE, "application/json")];
            (status, content_type, Body::from(body)).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
