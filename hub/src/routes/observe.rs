//! Around every request: an identifier, one line in the log, one count.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::{App, headers};

pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut random = [0; 6];
    // Without randomness requests share an identifier: the log is less useful, nothing else.
    let _ = getrandom::fill(&mut random);
    let id = doorstep_core::receipt::hex(&random);
    // Known routes only: what strangers ask for is neither logged nor counted by name.
    let route = match request.uri().path() {
        "/v1/sync" => "sync",
        "/v1/enrol" => "enrol",
        "/healthz" => "healthz",
        "/metrics" => "metrics",
        "/" => "home",
        _ => "other",
    };
    let span = tracing::info_span!("request", id, route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = status.as_u16(), milliseconds, "answered"));
    app.metrics.requests.with_label_values(&[route, status.as_str()]).inc();
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(headers::REQUEST_ID, id);
    }
    response
}
