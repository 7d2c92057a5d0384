//! What a release leaves behind: a phone's file with work unsent, the hub's file that it belongs to, and one exchange as
//! it crossed the wire. Frozen under `tests/history/RELEASE/` by
//!
//! ```text
//! cargo run --package doorstep-history -- tests/history/RELEASE
//! ```
//!
//! and never written again. `tests/opens.rs` opens a copy of each, delivers the work, pulls, and compares.
//!
//! Everything in it is invented.

pub mod scene;
