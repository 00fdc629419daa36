//! HTTP: routes, authorization, limits on requests and time, and one log line per request.

use crate::{
    answer::{self, ApiError, Cursor},
    budget::{Budgets, Share},
    config::Config,
    connections::Connection,
    crypto::{self, Column, Vault},
    lane::Account,
    material::{Material, Submission},
    page,
    parse_pool::ParsePool,
    request,
    store::{Listing, NewSecret, Shown, Store, Summary},
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{MatchedPath, Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use std::{
    io,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use tokio::time;
use uuid::Uuid;

pub struct App {
    config: Arc<Config>,
    vault: Arc<Vault>,
    store: Store,
    pool: ParsePool,
    budgets: Budgets,
}

/// The longest page of a list, in bytes.
const LIST_BYTES: usize = 256 << 10;

pub fn router(config: Arc<Config>, vault: Vault, store: Store) -> io::Result<Router> {
    let app = Arc::new(App {
        pool: ParsePool::start(config.cores, config.body_bytes)?,
        budgets: Budgets::new(config.requests, config.bytes_in_flight),
        config,
        vault: Arc::new(vault),
        store,
    });
    Ok(Router::new()
        .route("/v1/secrets/certificate", post(create_certificate))
        .route("/v1/secrets", post(create).get(list))
        .route("/v1/secrets/{id}", get(show).delete(delete))
        .route_layer(middleware::from_fn_with_state(app.clone(), admit))
        .route("/healthz", get(health))
        .merge(page::routes())
        .fallback(async || ApiError::not_found("there is nothing at this address"))
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .layer(middleware::from_fn_with_state(app.clone(), around))
        .with_state(app))
}

#[derive(Clone, Copy)]
struct RequestId(Uuid);

/// The outermost layer: request ID, time limit, error responses and log.
async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let id = Uuid::new_v4();
    let begun = Instant::now();
    // Method and path are logged from a fixed list, never as sent: somebody will put a secret into
    // an address or a method.
    let method = word_of(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let may_hold_secrets = request.method() == Method::POST;
    request.extensions_mut().insert(RequestId(id));
    let mut response = time::timeout(app.config.request_timeout, next.run(request))
        .await
        .unwrap_or_else(|_| ApiError::timeout().into_response());
    let error = response.extensions_mut().remove::<ApiError>();
    let (code, kind) = error.as_ref().map(ApiError::words).unzip();
    if let Some(error) = error {
        response = error.respond(id);
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        headers.insert("x-request-id", id);
    }
    if may_hold_secrets {
        // hyper keeps the end of the request in its buffer until the connection closes.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    tracing::info!(
        request_id = %id,
        method,
        route = route.as_ref().map_or("none", MatchedPath::as_str),
        status = response.status().as_u16(),
        code,
        kind = kind.flatten(),
        milliseconds = begun.elapsed().as_secs_f64() * 1000.0,
        "request"
    );
    response
}

fn word_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Authenticates the client before the body is received, and checks whether the account may have
/// another request in progress.
async fn admit(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let admitted = account_of(&app, request.headers()).and_then(|account| {
        let place = app.budgets.requests.take(&account, 1)?;
        Ok((account, place))
    });
    let (account, _place) = match admitted {
        Ok(admitted) => admitted,
        Err(error) => return error.into_response(),
    };
    let _busy = request.extensions().get::<Arc<Connection>>().map(Connection::busy);
    request.extensions_mut().insert(account);
    next.run(request).await
}

fn account_of(app: &App, headers: &HeaderMap) -> Result<Account, ApiError> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .ok_or_else(ApiError::unauthorized)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ApiError::unauthorized());
    }
    let account = app.store.account_of(crypto::token_hash(token.trim()))?;
    account.ok_or_else(ApiError::unauthorized)
}

async fn create_certificate(
    State(app): State<Arc<App>>,
    Extension(account): Extension<Account>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    keep(&app, account, id, &headers, body, false).await
}

async fn create(
    State(app): State<Arc<App>>,
    Extension(account): Extension<Account>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    keep(&app, account, id, &headers, body, true).await
}

async fn keep(
    app: &App,
    account: Account,
    RequestId(request_id): RequestId,
    headers: &HeaderMap,
    body: Body,
    secret_type_is_required: bool,
) -> Result<Response, ApiError> {
    request::check_content_type(headers)?;
    let (body, _share): (_, Share) =
        request::read_body(headers, body, &app.config, &app.budgets.bytes, &account).await?;
    let (vault, owner) = (app.vault.clone(), account.clone());
    let finish = move |submission: &Submission, material: &Material| {
        seal(&vault, owner.clone(), submission, material)
    };
    let secret = app.pool.parse(&account, body, secret_type_is_required, finish).await?;
    let shown = secret.shown.clone();
    app.budgets.pace.count(&account, secret.sealed_bytes()).await;
    app.store.insert(secret, app.config.secrets_per_account).await?;
    Ok(answer::secret(StatusCode::CREATED, &shown, request_id))
}

fn seal(
    vault: &Vault,
    account: Account,
    submission: &Submission,
    material: &Material,
) -> Result<NewSecret, ApiError> {
    let id = Uuid::now_v7();
    let sealed = |column, text: &str| vault.seal(id, column, text.as_bytes());
    let failed = |_: serde_json::Error| ApiError::internal();
    let metadata = &material.metadata;
    let certificate_type = submission.certificate_type.map_or("pem", |declared| declared.as_str());
    Ok(NewSecret {
        account,
        shown: Shown {
            summary: Summary {
                id,
                name: submission.name.clone(),
                certificate_type: certificate_type.to_owned(),
                collection_id: submission.collection_id,
                metadata: serde_json::to_string(metadata).map_err(failed)?,
                ends: metadata.expires_at.map_or(i64::MAX, |end| end.unix_timestamp()),
            },
            details: Some(serde_json::to_string(&material.details).map_err(failed)?),
            notes: Some(serde_json::to_string(&material.notes).map_err(failed)?),
        },
        content: sealed(Column::Content, &material.content),
        private_key: material.private_key.as_ref().map(|key| sealed(Column::PrivateKey, key)),
        passphrase: submission.passphrase.as_ref().map(|text| sealed(Column::Passphrase, text)),
        locked_input: material.locked_key.as_ref().map(|key| sealed(Column::LockedInput, key)),
    })
}

fn secret_id(text: &str) -> Result<Uuid, ApiError> {
    Uuid::parse_str(text).map_err(|_| no_such_secret())
}

fn no_such_secret() -> ApiError {
    ApiError::not_found("there is no secret with this ID")
}

async fn show(
    State(app): State<Arc<App>>,
    Extension(account): Extension<Account>,
    Extension(RequestId(request_id)): Extension<RequestId>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let shown = app.store.find(&account, secret_id(&id)?).await?.ok_or_else(no_such_secret)?;
    Ok(answer::secret(StatusCode::OK, &shown, request_id))
}

async fn delete(
    State(app): State<Arc<App>>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    match app.store.delete(&account, secret_id(&id)?).await? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(no_such_secret()),
    }
}

#[derive(Deserialize)]
struct ListQuery {
    expires_within: Option<String>,
    limit: Option<String>,
    after: Option<String>,
}

async fn list(
    State(app): State<Arc<App>>,
    Extension(account): Extension<Account>,
    Extension(RequestId(request_id)): Extension<RequestId>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let listing = listing(query)?;
    // For the rows and the response.
    let share = app.budgets.bytes.take(&account, 2 * LIST_BYTES)?;
    let page = app.store.list(&account, listing).await?;
    let bytes = page.summaries.iter().map(|summary| summary.metadata.len()).sum();
    app.budgets.pace.count(&account, bytes).await;
    Ok(answer::secrets(&page, share, request_id))
}

fn listing(query: Result<Query<ListQuery>, QueryRejection>) -> Result<Listing, ApiError> {
    let wrong = |message| ApiError::validation(None, message);
    let Query(query) = query.map_err(|_| wrong("a parameter of the address is there twice"))?;
    let within = query.expires_within.as_deref().map(|text| {
        let message = "`expires_within` must be a number with h, d or w, such as 30d";
        seconds(text).ok_or_else(|| wrong(message))
    });
    let limit = query.limit.as_deref().map(|text| {
        let number = text.parse().ok().filter(|number| (1..=1000).contains(number));
        number.ok_or_else(|| wrong("`limit` must be a number from 1 to 1000"))
    });
    let after = query.after.as_deref().map(|text| {
        let message = "`after` must be the `meta.next` of the previous answer";
        Cursor::parse(text).ok_or_else(|| wrong(message))
    });
    Ok(Listing {
        ends_before: within.transpose()?.map(|within| now().saturating_add(within)),
        after: after.transpose()?.map(|cursor| (cursor.ends, cursor.id)),
        limit: limit.transpose()?.unwrap_or(100),
        bytes: LIST_BYTES,
    })
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
    let (status, body) = match app.store.is_well() {
        true => (StatusCode::OK, r#"{"status":"ok"}"#),
        false => (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"the store does not answer"}"#),
    };
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
