//! Where a hub keeps what it knows.
//!
//! The engine (`doorstep_core::sync::hub`) decides; a store loads and commits, and knows no rule. Every store passes the
//! conformance tests in `hub/tests/conformance`.
//!
//! * [`sqlite`]: one file, inside the hub's own process.

pub mod sqlite;
