//! `GET /metrics`: numbers for Prometheus.

use std::sync::Arc;

use axum::{
    extract::{Extension, State},
    http::header,
    response::IntoResponse,
};

use super::{App, Peer};
use crate::problem::Problem;

pub(super) async fn show_metrics(
    State(app): State<Arc<App>>,
    Extension(Peer(peer)): Extension<Peer>,
) -> Result<impl IntoResponse, Problem> {
    if !app.metrics_open && !peer.ip().to_canonical().is_loopback() {
        return Err(Problem::NotHere);
    }
    let text = app.metrics.to_text().map_err(|_| Problem::Internal)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
