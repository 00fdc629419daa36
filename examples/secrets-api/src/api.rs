//! The HTTP around it: routes, who may, how many at once, how long, and one line of log for each
//! request.

use crate::{
    answer::{self, ApiError},
    config::Config,
    crypto::{self, Column, Vault},
    material::{Material, Submission},
    page,
    parse_pool::ParsePool,
    request,
    store::{Listing, NewSecret, Store, Summary},
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{FromRequestParts, MatchedPath, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use tokio::{sync::Semaphore, time};
use uuid::Uuid;

pub struct App {
    config: Config,
    vault: Vault,
    store: Store,
    pool: ParsePool,
    requests: Semaphore,
}

pub fn router(config: Config, vault: Vault, store: Store) -> Router {
    let app = Arc::new(App {
        pool: ParsePool::new(config.cores, config.body_bytes, config.queue),
        requests: Semaphore::new(config.queue),
        config,
        vault,
        store,
    });
    Router::new()
        .route("/v1/secrets/certificate", post(create_certificate))
        .route("/v1/secrets", post(create).get(list))
        .route("/v1/secrets/{id}", get(show))
        .route_layer(middleware::from_fn_with_state(app.clone(), admit))
        .route("/healthz", get(health))
        .merge(page::routes())
        .fallback(async || ApiError::not_found("there is nothing at this address"))
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(middleware::from_fn_with_state(app.clone(), around))
        .with_state(app)
}

#[derive(Clone, Copy)]
struct RequestId(Uuid);

/// The outermost layer: an id, a time limit, the answer to errors, and the log.
async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let id = Uuid::new_v4();
    let begun = Instant::now();
    let method = request.method().clone();
    // The pattern and not the address: somebody will put a secret into one.
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(RequestId(id));
    let mut response = time::timeout(app.config.request_timeout, next.run(request))
        .await
        .unwrap_or_else(|_| ApiError::timeout().into_response());
    let error = response.extensions_mut().remove::<ApiError>();
    let (code, kind) = error.as_ref().map(ApiError::words).unzip();
    if let Some(error) = error {
        response = error.respond(id);
    }
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert("x-request-id", id);
    }
    tracing::info!(
        request_id = %id,
        %method,
        route = route.as_ref().map(MatchedPath::as_str),
        status = response.status().as_u16(),
        code,
        kind = kind.flatten(),
        milliseconds = begun.elapsed().as_secs_f64() * 1000.0,
        "request"
    );
    response
}

/// So many bodies may be in memory at once.
async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    match app.requests.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => ApiError::busy().into_response(),
    }
}

/// Whose token came with the request.
struct Account(String);

impl FromRequestParts<Arc<App>> for Account {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let header = parts.headers.get(header::AUTHORIZATION);
        let (scheme, token) = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .ok_or_else(ApiError::unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(ApiError::unauthorized());
        }
        let account = app.store.account_of(crypto::token_hash(token.trim())).await?;
        account.map(Account).ok_or_else(ApiError::unauthorized)
    }
}

async fn create_certificate(
    State(app): State<Arc<App>>,
    account: Account,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    keep(&app, account, id, &headers, body, false).await
}

async fn create(
    State(app): State<Arc<App>>,
    account: Account,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    keep(&app, account, id, &headers, body, true).await
}

async fn keep(
    app: &App,
    Account(account): Account,
    RequestId(request_id): RequestId,
    headers: &HeaderMap,
    body: Body,
    secret_type_required: bool,
) -> Result<Response, ApiError> {
    request::check_content_type(headers)?;
    let body = request::read_body(headers, body, app.config.body_bytes).await?;
    let submission = Arc::new(request::submission(&body, secret_type_required)?);
    let material = app.pool.read(submission.clone()).await?;
    let secret = seal(&app.vault, account, &submission, &material)?;
    let summary = secret.summary.clone();
    app.store.insert(secret, app.config.secrets_per_account).await?;
    Ok(answer::secret(StatusCode::CREATED, &summary, request_id))
}

fn seal(
    vault: &Vault,
    account: String,
    submission: &Submission,
    material: &Material,
) -> Result<NewSecret, ApiError> {
    let id = Uuid::now_v7();
    let sealed = |column, text: &str| vault.seal(id, column, text.as_bytes());
    let passphrase = submission.passphrase.as_ref();
    let metadata = serde_json::to_string(&material.metadata).map_err(|_| ApiError::internal())?;
    Ok(NewSecret {
        account,
        summary: Summary {
            id,
            name: submission.name.clone(),
            certificate_type: submission
                .certificate_type
                .map_or("pem", |said| said.as_str())
                .into(),
            collection_id: submission.collection_id,
            metadata,
        },
        ends: material.metadata.expires_at.map(|end| end.unix_timestamp()),
        content: sealed(Column::Content, &material.content),
        private_key: material.private_key.as_ref().map(|key| sealed(Column::PrivateKey, key)),
        passphrase: passphrase.map(|passphrase| sealed(Column::Passphrase, passphrase)),
        locked_input: material
            .has_locked_key
            .then(|| sealed(Column::LockedInput, &submission.as_sent())),
    })
}

async fn show(
    State(app): State<Arc<App>>,
    Account(account): Account,
    Extension(RequestId(request_id)): Extension<RequestId>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let missing = || ApiError::not_found("there is no secret with this id");
    let id = Uuid::parse_str(&id).map_err(|_| missing())?;
    let summary = app.store.find(account, id).await?.ok_or_else(missing)?;
    Ok(answer::secret(StatusCode::OK, &summary, request_id))
}

#[derive(Deserialize)]
struct ListQuery {
    expires_within: Option<String>,
    limit: Option<String>,
    after: Option<String>,
}

async fn list(
    State(app): State<Arc<App>>,
    Account(account): Account,
    Extension(RequestId(request_id)): Extension<RequestId>,
    query: Result<Query<ListQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiError> {
    let wrong = |message| ApiError::validation(None, message);
    let Query(query) = query.map_err(|_| wrong("a parameter of the address comes twice"))?;
    let within = query.expires_within.as_deref().map(|text| {
        seconds(text).ok_or_else(|| wrong("`expires_within` is a number and h, d or w, as in 30d"))
    });
    let limit = query.limit.as_deref().map(|text| {
        let number = text.parse().ok().filter(|number| (1..=1000).contains(number));
        number.ok_or_else(|| wrong("`limit` is a number from 1 to 1000"))
    });
    let after = query.after.as_deref().map(|text| {
        Uuid::parse_str(text).map_err(|_| wrong("`after` is the `next` of an answer before"))
    });
    let limit: u32 = limit.transpose()?.unwrap_or(100);
    let listing = Listing {
        ends_before: within.transpose()?.map(|within| now().saturating_add(within)),
        after: after.transpose()?,
        // One more, to see whether it goes on.
        limit: limit + 1,
    };
    let mut summaries = app.store.list(account, listing).await?;
    let goes_on = summaries.len() > limit as usize;
    summaries.truncate(limit as usize);
    let next = summaries.last().filter(|_| goes_on).map(|last| last.id);
    Ok(answer::secrets(&summaries, next, request_id))
}

fn seconds(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "h" => 3600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return None,
    };
    i64::from(number.parse::<u32>().ok()?).checked_mul(unit)
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let (status, body) = match app.store.is_well().await {
        true => (StatusCode::OK, r#"{"status":"ok"}"#),
        false => (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"the store does not answer"}"#),
    };
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
