//! The page for people, and the description for programs. Both are files in `page/`.

use crate::api::App;
use axum::{
    Router,
    http::{HeaderName, header},
    response::IntoResponse,
    routing::get,
};
use std::sync::Arc;

/// Only the page's own two files may run, and only this server may be contacted.
const SECURITY: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-cache"),
];

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(async || file("text/html; charset=utf-8", include_str!("page/page.html"))))
        .route("/page.js", get(async || file("text/javascript", include_str!("page/page.js"))))
        .route("/page.css", get(async || file("text/css", include_str!("page/page.css"))))
        .route(
            "/openapi.json",
            get(async || file("application/json", include_str!("page/openapi.json"))),
        )
}

fn file(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    (SECURITY, [(header::CONTENT_TYPE, content_type)], text)
}
