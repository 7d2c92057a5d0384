//! The hub over real HTTPS on the loopback, with a client that pins its key and ignores its certificate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

mod admission;
mod enrolment;
mod exchange;
mod ward;
