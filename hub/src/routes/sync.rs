//! `POST /v1/sync`: one exchange.
//!
//! Order matters: a place first, then the token, then the body, then a turn. A hub that is full says so before it has
//! read a byte; a stranger costs a look-up.

use std::{sync::Arc, time::Instant};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use doorstep_core::{
    clock::AGREEMENT_MS,
    enrolment::Token,
    id::{CommuneCode, Id},
    sync::{
        hub::{ExchangeError, store::StoreError},
        wire::{Answer, Line, MAX_COMPRESSED, Request as Exchange, WireError},
    },
};

use super::{App, body, headers};
use crate::{
    admission::{Urgency, retry_after},
    problem::Problem,
};

pub(super) async fn exchange_changes(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (parts, content) = request.into_parts();
    let urgency = urgency(&parts.headers);
    let Some(place) = app.admission.admit(urgency) else {
        app.metrics.turned_away.inc();
        return Err(Problem::QueueFull(retry_after(urgency)));
    };
    app.metrics.admitted.set(i64::try_from(app.admission.taken()).unwrap_or(i64::MAX));
    let answer = exchange(&app, urgency, &parts.headers, content).await;
    drop(place);
    app.metrics.admitted.set(i64::try_from(app.admission.taken()).unwrap_or(i64::MAX));
    Ok(([(header::CONTENT_TYPE, "application/zstd")], answer?).into_response())
}

async fn exchange(app: &Arc<App>, urgency: Urgency, headers: &HeaderMap, content: Body) -> Result<Vec<u8>, Problem> {
    let token = bearer(headers).ok_or(Problem::UnknownDevice)?;
    let (commune, device) = find_device(app, token).await?;
    let bytes = body::read(headers, content, MAX_COMPRESSED, app.body_time).await?;
    let turn = app.admission.turn(urgency).await;
    let app = app.clone();
    let span = tracing::Span::current();
    let work = tokio::task::spawn_blocking(move || {
        // Held here: a phone that goes away does not free the desk while its push is still being written.
        let _turn = turn;
        span.in_scope(|| answer(&app, &commune, device, &bytes))
    });
    work.await.map_err(|_| Problem::Internal)?
}

fn urgency(headers: &HeaderMap) -> Urgency {
    match headers.get(headers::PRIORITY) {
        Some(value) if value == "user" => Urgency::User,
        _ => Urgency::Background,
    }
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?.parse().ok()
}

async fn find_device(app: &Arc<App>, token: Token) -> Result<(CommuneCode, Id), Problem> {
    let app = app.clone();
    let found = tokio::task::spawn_blocking(move || app.hub.store().find_credential(&token.hash())).await;
    let found = found.map_err(|_| Problem::Internal)?.map_err(|error| of_store(&error))?;
    found.ok_or(Problem::UnknownDevice)
}

fn answer(app: &App, commune: &CommuneCode, device: Id, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let began = Instant::now();
    let request = Exchange::decode(bytes).map_err(|error| of_wire(&error))?;
    let now = (app.clock)();
    let skew = request.head.now.saturating_sub(now);
    if skew.saturating_abs() > AGREEMENT_MS {
        app.metrics.skewed.inc();
        tracing::warn!(%device, seconds = skew / 1000, "the phone's clock is off");
    }
    if request.head.gaps > 0 {
        app.metrics.gaps.inc_by(u64::from(request.head.gaps));
        tracing::warn!(%device, gaps = request.head.gaps, "gaps in the queue could not be filled");
    }
    let answer = app.hub.exchange(commune, device, &request, now).map_err(|error| of_exchange(&error))?;
    note_fates(app, &answer);
    tracing::info!(%device, pushed = request.changes.len(), lines = answer.lines.len(), "exchanged");
    let bytes = answer.encode().map_err(|_| Problem::Internal)?;
    app.metrics.exchange_seconds.observe(began.elapsed().as_secs_f64());
    Ok(bytes)
}

/// Counts what now has a fate, also of a revoked phone.
fn note_fates(app: &App, answer: &Answer) {
    let pushed = answer.lines.iter().filter(|line| matches!(line, Line::Pushed(_))).count();
    app.metrics.changes.inc_by((pushed + answer.head.durable.len()) as u64);
}

fn of_wire(error: &WireError) -> Problem {
    match error {
        WireError::TooLarge { .. } => Problem::TooLarge,
        other => Problem::BadBody(other.to_string()),
    }
}

fn of_exchange(error: &ExchangeError) -> Problem {
    match error {
        ExchangeError::UnknownDevice => Problem::UnknownDevice,
        ExchangeError::BadChange { .. } => Problem::BadBody(error.to_string()),
        ExchangeError::Store(error) => of_store(error),
    }
}

/// The phone keeps everything and comes again, whichever it was.
pub(super) fn of_store(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store failed");
    match error {
        StoreError::Unavailable(_) => Problem::Unavailable(retry_after(Urgency::Background)),
        StoreError::Deterministic(_) => Problem::Internal,
    }
}
