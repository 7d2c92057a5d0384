//! `GET /`: what this is, for whoever opens the address in a browser.

use axum::{http::header, response::IntoResponse};

const PAGE: &str = include_str!("home.html");

pub(super) async fn show_home() -> impl IntoResponse {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, policy)], PAGE)
}
