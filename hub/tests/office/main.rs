//! The commands as people type them, on a real data folder: set up, import, assign, hand in, back up, restore; and every
//! way in which they refuse.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

mod backups;
mod desk;
mod handed_in;
mod lists;
mod outlines;
mod refusals;
