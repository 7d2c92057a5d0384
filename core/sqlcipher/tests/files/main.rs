//! Files as they lie on disk: opened, refused, damaged, set aside, and what others can read in them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests are tests too")]

mod aside;
mod fixture;
mod secrecy;
mod settings;
mod trouble;
mod verdicts;
