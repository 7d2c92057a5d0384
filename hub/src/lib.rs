//! The hub that phones sync with.

pub mod store;
