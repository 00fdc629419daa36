//! What goes out: JSON for what was kept, and for every error something that a person can act on.

use crate::{
    material::Unreadable,
    parse_pool::PoolError,
    store::{StoreError, Summary},
};
use anycert::{ErrorKind, Limit};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// An answer that is not what was asked for.
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
    /// Which field of the request to look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// What kind of trouble the material is in: the words of `anycert::ErrorKind`, or
    /// `key_mismatch`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// Where in the material.
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
        let message = "this address does not take this method: see /openapi.json";
        ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
    }

    pub fn unsupported_media_type() -> ApiError {
        let message = "send JSON, with the header `Content-Type: application/json`";
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    pub fn too_large(limit: usize) -> ApiError {
        let message = format!("the request is longer than the {limit} bytes that are taken");
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
    }

    pub fn busy() -> ApiError {
        let message = "too many requests are waiting: try again in a few seconds";
        let error = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message);
        ApiError { retry_after_seconds: Some(2), ..error }
    }

    pub fn timeout() -> ApiError {
        let message = "this took too long and was given up: try again later";
        let error = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", message);
        ApiError { retry_after_seconds: Some(10), ..error }
    }

    pub fn internal() -> ApiError {
        let message = "this went wrong on our side; the operator finds it by the request id";
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message)
    }

    /// For the log: neither word holds anything of the request.
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

/// The error travels as an extension: the outermost layer, which knows the request's id, makes the
/// answer of it.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<PoolError> for ApiError {
    fn from(error: PoolError) -> ApiError {
        match error {
            PoolError::Full => ApiError::busy(),
            PoolError::Failed => ApiError::internal(),
            PoolError::Unreadable(Unreadable::Library(error)) => ApiError::from(&error),
            PoolError::Unreadable(Unreadable::KeyMismatch { key_was_sent_apart }) => {
                key_mismatch(key_was_sent_apart)
            }
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::NameExists => {
                let message = "a secret of this name exists: choose another name";
                let mut error = ApiError::new(StatusCode::CONFLICT, "conflict", message);
                error.body.field = Some("name");
                error
            }
            StoreError::PlanLimit => {
                let message = "this account has as many secrets as its plan allows";
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
        answer.body.location = Some(error.location().to_string());
        answer.body.help = Some(error.help());
        answer
    }
}

fn key_mismatch(key_was_sent_apart: bool) -> ApiError {
    // The library's words for the second input.
    let (field, location) = match key_was_sent_apart {
        true => ("private_key", "private key"),
        false => ("certificate_content", ""),
    };
    let message = "the private key does not belong to the certificate";
    let mut error = ApiError::validation(Some(field), message);
    error.body.kind = Some("key_mismatch");
    error.body.location = Some(location.to_owned());
    error.body.help = Some(
        "send the key that the certificate was requested with, or the certificate that was \
         issued for this key",
    );
    error
}

#[derive(Serialize)]
struct Meta {
    request_id: Uuid,
    /// Of a list that goes on: what to ask for with `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Uuid>,
}

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

pub fn secret(status: StatusCode, summary: &Summary, request_id: Uuid) -> Response {
    #[derive(Serialize)]
    struct Answer<'a> {
        data: Secret<'a>,
        meta: Meta,
    }
    let Ok(data) = answer_of(summary) else { return ApiError::internal().into_response() };
    json(status, &Answer { data, meta: Meta { request_id, next: None } })
}

pub fn secrets(summaries: &[Summary], next: Option<Uuid>, request_id: Uuid) -> Response {
    #[derive(Serialize)]
    struct Answer<'a> {
        data: Vec<Secret<'a>>,
        meta: Meta,
    }
    let data: Result<Vec<_>, _> = summaries.iter().map(answer_of).collect();
    let Ok(data) = data else { return ApiError::internal().into_response() };
    json(StatusCode::OK, &Answer { data, meta: Meta { request_id, next } })
}

fn answer_of(summary: &Summary) -> serde_json::Result<Secret<'_>> {
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

fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => {
            let content_type = [(header::CONTENT_TYPE, "application/json")];
            (status, content_type, Body::from(body)).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
