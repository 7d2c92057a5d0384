//! `GET /healthz`: whether the hub can read its database.

use std::sync::Arc;

use axum::{Json, extract::State, response::IntoResponse};
use serde_json::json;

use super::{App, sync::of_store};
use crate::problem::Problem;

pub(super) async fn show_health(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Problem> {
    let read = tokio::task::spawn_blocking(move || app.hub.store().communes()).await;
    let communes = read.map_err(|_| Problem::Internal)?.map_err(|error| of_store(&error))?;
    Ok(Json(json!({ "status": "ok", "communes": communes, "version": env!("CARGO_PKG_VERSION") })))
}
