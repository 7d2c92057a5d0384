//! `POST /v1/enrol`: a code for a token.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use doorstep_core::{
    enrolment::{EnrolRequest, MAX_ENROL_BODY},
    sync::hub::ExchangeError,
};

use super::{App, Peer, body, sync::of_store};
use crate::{
    admission::{Urgency, retry_after},
    office::devices::{self, NotEnrolled},
    problem::Problem,
};

pub(super) async fn enrol_device(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (parts, content) = request.into_parts();
    // A person stands there with the phone in hand.
    let Some(_place) = app.admission.admit(Urgency::User) else {
        app.metrics.turned_away.inc();
        return Err(Problem::QueueFull(retry_after(Urgency::User)));
    };
    let now = (app.clock)();
    let address = parts.extensions.get::<Peer>().ok_or(Problem::Internal)?.0.ip();
    if let Some(seconds) = app.attempts.must_wait(address, now) {
        return Err(Problem::TooManyAttempts(seconds));
    }
    let bytes = body::read(&parts.headers, content, MAX_ENROL_BODY, app.body_time).await?;
    let request: EnrolRequest = serde_json::from_slice(&bytes).map_err(|error| {
        // Not serde's own words: they may quote the code.
        Problem::BadBody(format!("a member is missing or not of its form (column {})", error.column()))
    })?;
    let turn = app.admission.turn(Urgency::User).await;
    let at_work = app.clone();
    let enrolled = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        devices::enrol(&at_work.hub, &request, &at_work.whereabouts, now)
    });
    match enrolled.await.map_err(|_| Problem::Internal)? {
        Ok(answer) => {
            app.metrics.enrolments.inc();
            tracing::info!(device = %answer.device, member = %answer.member, "enrolled");
            Ok(Json(answer).into_response())
        }
        Err(NotEnrolled::BadCode) => {
            app.attempts.wrong(address, now);
            Err(Problem::BadCode)
        }
        Err(NotEnrolled::NotApplied(receipt)) => {
            tracing::warn!(change = %receipt.change, fate = %receipt.fate, "the rulebook did not take the device");
            Err(Problem::BadCode)
        }
        Err(NotEnrolled::Store(error) | NotEnrolled::Exchange(ExchangeError::Store(error))) => Err(of_store(&error)),
        Err(NotEnrolled::Exchange(_)) => Err(Problem::Internal),
    }
}
