//! The rulebook at the hub, area by area, over one working set in memory: no store, no sync.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stand outside test functions")]

mod handover;
mod homes;
mod lists;
mod merging;
mod people;
mod rides;
mod visits;
mod world;
