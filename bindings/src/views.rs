//! The views of core's queries, as UniFFI is told of them: the types are core's own, so that Rust, Kotlin and Swift see the
//! same. A field that differs from core's does not compile.

mod fates;
mod home;
mod household;
mod names;
mod ride;
mod search;
mod squad;
mod status;
mod today;
mod visit_options;

use doorstep_core::clock::EnrolmentState;

/// What a phone may do with its data. Unsent work is kept and can be sent in each of these.
#[uniffi::remote(Enum)]
pub enum EnrolmentState {
    /// Synced lately.
    Fresh,
    /// The data is locked in so many days, begun days counted as whole (1: within 24 hours).
    DueSoon {
        /// Days left.
        days: u32,
    },
    /// The clock jumped and nothing explains it; the phone works on for so much uptime.
    ClockUnsure {
        /// Milliseconds of uptime left.
        uptime_left_ms: u64,
    },
    /// Too long without a sync: the data stays closed until the next one.
    Locked,
}
