//! What a hub counts, for Prometheus: numbers only, no identifier of anybody.

use prometheus::{Encoder, Histogram, HistogramOpts, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

/// The counters of a hub.
pub struct Metrics {
    registry: Registry,
    /// Requests by route and status.
    pub requests: IntCounterVec,
    /// Changes received that have a fate, repetitions included.
    pub changes: IntCounter,
    /// Phones let in.
    pub enrolments: IntCounter,
    /// Exchanges whose phone's clock differs from the hub's by more than five minutes.
    pub skewed: IntCounter,
    /// Gaps in a phone's queue that could not be filled.
    pub gaps: IntCounter,
    /// Requests turned away because all places were taken.
    pub turned_away: IntCounter,
    /// Requests that have a place now.
    pub admitted: IntGauge,
    /// Seconds from the turn to the answer.
    pub exchange_seconds: Histogram,
}

impl Metrics {
    /// New counters, at zero.
    ///
    /// # Errors
    /// A name used twice: a fault of this file.
    pub fn new() -> Result<Metrics, prometheus::Error> {
        let registry = Registry::new();
        let counters = |name: &str, help: &str, labels: &[&str]| IntCounterVec::new(Opts::new(name, help), labels);
        let buckets = vec![0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
        let metrics = Metrics {
            requests: counters("doorstep_requests_total", "Requests by route and status", &["route", "status"])?,
            changes: IntCounter::new("doorstep_changes_total", "Changes received that have a fate")?,
            enrolments: IntCounter::new("doorstep_enrolments_total", "Phones let in")?,
            skewed: IntCounter::new("doorstep_skewed_clocks_total", "Exchanges with a clock more than 5 minutes off")?,
            gaps: IntCounter::new("doorstep_queue_gaps_total", "Gaps in queues that could not be filled")?,
            turned_away: IntCounter::new("doorstep_turned_away_total", "Requests turned away, all places taken")?,
            admitted: IntGauge::new("doorstep_admitted", "Requests that have a place now")?,
            exchange_seconds: Histogram::with_opts(
                HistogramOpts::new("doorstep_exchange_seconds", "Seconds from turn to answer").buckets(buckets),
            )?,
            registry,
        };
        let Metrics { registry, requests, changes, enrolments, skewed, gaps, turned_away, admitted, exchange_seconds } =
            &metrics;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(changes.clone()))?;
        registry.register(Box::new(exchange_seconds.clone()))?;
        registry.register(Box::new(admitted.clone()))?;
        for counter in [enrolments, skewed, gaps, turned_away] {
            registry.register(Box::new(counter.clone()))?;
        }
        Ok(metrics)
    }

    /// The text that Prometheus reads.
    pub fn to_text(&self) -> Result<String, prometheus::Error> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        String::from_utf8(text).map_err(|error| prometheus::Error::Msg(error.to_string()))
    }
}
