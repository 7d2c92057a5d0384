//! What only a platform can do. Synchronous on purpose: Swift crashes on asynchronous foreign traits.

use doorstep_core::clock::Moment;

use crate::DoorstepError;

/// One reading of the platform's clocks.
#[uniffi::remote(Record)]
pub struct Moment {
    /// The clock on the screen, milliseconds since 1970 (UTC). Anything: people and networks set it.
    pub wall_ms: i64,
    /// Milliseconds since the phone started, sleep included (`elapsedRealtime`, `mach_continuous_time`).
    pub uptime_ms: u64,
    /// Names the boot: another value after every restart (`BOOT_COUNT`, a hash of `kern.bootsessionuuid`).
    pub boot: u64,
}

/// What a phone must offer. Called from any thread.
#[uniffi::export(rust, foreign)]
pub trait Platform: Send + Sync {
    /// Reads the clocks.
    fn moment(&self) -> Result<Moment, DoorstepError>;

    /// Destroys the database's key for good: the device was revoked and everything unsent is at the hub.
    fn destroy_key(&self) -> Result<(), DoorstepError>;
}
