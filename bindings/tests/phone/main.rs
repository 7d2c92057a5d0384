//! Phones over a real hub, over real HTTPS on the loopback: the facade as the apps use it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

mod cuts;
mod device;
mod leaving;
mod networks;
mod screens;
mod trouble;
mod ward;
mod working;
