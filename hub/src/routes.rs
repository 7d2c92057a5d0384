//! The hub over HTTP: one file a resource.
//!
//! | | |
//! |---|---|
//! | `POST /v1/sync` | `sync`: one exchange of an enrolled phone |
//! | `POST /v1/enrol` | `enrol`: a code for a token |
//! | `GET /healthz` | `health`: whether the hub can read its database |
//! | `GET /metrics` | `metrics`: numbers for Prometheus |
//! | `GET /` | `home`: what this is, for whoever opens the address in a browser |

mod body;
mod enrol;
mod health;
mod home;
mod metrics;
mod observe;
mod sync;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router, middleware,
    routing::{get, post},
};

use crate::{
    admission::Admission, attempts::Attempts, config::Config, hub::Hub, metrics::Metrics, office::devices::Whereabouts,
    problem::Problem,
};

/// The headers and bodies that phones and hub agree on beyond the body's lines.
pub mod headers {
    /// `user` where a person waits for the exchange.
    pub const PRIORITY: &str = "doorstep-priority";
    /// The identifier of a request, in the answer and in the log.
    pub const REQUEST_ID: &str = "doorstep-request";
}

/// What handlers share.
pub struct App {
    /// The hub.
    pub hub: Arc<Hub>,
    /// Who is served when.
    pub admission: Arc<Admission>,
    /// Wrong codes.
    pub attempts: Attempts,
    /// Counters.
    pub metrics: Metrics,
    /// What phones are told.
    pub whereabouts: Whereabouts,
    /// Whether `/metrics` answers other machines.
    pub metrics_open: bool,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// The time, milliseconds since 1970.
    pub clock: fn() -> i64,
}

impl App {
    /// The state of a server over a hub.
    ///
    /// # Errors
    /// The counters could not be made: a fault of the release.
    pub fn new(hub: Arc<Hub>, config: &Config) -> Result<App, prometheus::Error> {
        Ok(App {
            hub,
            admission: Admission::new(config.queue, config.workers),
            attempts: Attempts::default(),
            metrics: Metrics::new()?,
            whereabouts: Whereabouts { addresses: config.addresses.clone(), local_name: config.local_name.clone() },
            metrics_open: config.metrics_open,
            body_time: Duration::from_secs(120),
            clock: crate::clock::now_ms,
        })
    }
}

/// Who is at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/v1/sync", post(sync::exchange_changes))
        .route("/v1/enrol", post(enrol::enrol_device))
        .route("/healthz", get(health::show_health))
        .route("/metrics", get(metrics::show_metrics))
        .route("/", get(home::show_home))
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}
