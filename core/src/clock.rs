//! What time it is, on a phone whose clock may be wrong.
//!
//! A phone takes the hub's time at each sync and counts on from there by *uptime*, the clock that no setting moves.
//! Within one boot that is all: whatever the wall clock shows, 1970 or 2090, the estimate stays right. A restart loses
//! the uptime; then the wall clock is believed as far as it is plausible, and where it is not, the time is *unsure*: at
//! least so much has passed, perhaps more. What is stamped meanwhile is flagged and ranks below what is not.
//!
//! Everything is a value: the platform takes readings, [`HubTime`] is stored beside the data, and
//! [`HubTime::advanced`] says what follows from both. Times are milliseconds since 1970 (UTC), as the hub counts them.

mod enrolment;
#[cfg(test)]
mod tests;

pub use enrolment::{EnrolmentLimits, EnrolmentState, enrolment_age_ms, enrolment_state};

use serde::{Deserialize, Serialize};

/// Wall clock and uptime advance alike if they differ by no more than this: 5 minutes, above which the hub flags skew.
pub const AGREEMENT_MS: i64 = 5 * 60 * 1000;

/// How much time may be counted without storing it: 10 minutes, the most that a restart costs a phone that only looked.
/// What a person saves stores the time with it.
pub const KEPT_EVERY_MS: i64 = 10 * 60 * 1000;

/// The longest time without power after which a wall clock is still believed: 60 days. It must exceed the enrolment
/// limit, so that a phone found in a drawer is locked rather than unsure; and stay far below a year, so that a clock
/// set to the wrong year is not believed.
pub const BELIEVED_OFF_MS: i64 = 60 * 24 * 60 * 60 * 1000;

/// One reading of the platform's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The clock on the screen, milliseconds since 1970 (UTC). Anything: people and networks set it.
    pub wall_ms: i64,
    /// Milliseconds since the phone started, sleep included (`elapsedRealtime`, `mach_continuous_time`).
    pub uptime_ms: u64,
    /// Names the boot: another value after every restart (`BOOT_COUNT`, a hash of `kern.bootsessionuuid`).
    pub boot: u64,
}

/// The time at which something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Hub time, milliseconds since 1970 (UTC).
    pub at_ms: i64,
    /// A jump of the clock could not be explained since the last sync: `at_ms` is the earliest that it can be.
    pub unsure: bool,
}

/// The hub's time as a phone knows it: the anchor of the last sync and what has been counted since. Stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubTime {
    /// Hub time of the last sync.
    pub synced_ms: i64,
    /// Hub time at `reading`, as estimated then.
    pub at_ms: i64,
    /// The latest reading that went into this.
    pub reading: Moment,
    /// An unexplained jump lies between the last sync and `reading`.
    pub unsure: bool,
    /// Uptime spent unsure since the last sync. A plausible wall clock ends being unsure but does not give it back.
    pub unsure_uptime_ms: u64,
}

impl HubTime {
    /// The anchor: at this reading, the hub said that it is `hub_ms`.
    pub const fn synced(hub_ms: i64, reading: Moment) -> Self {
        Self { synced_ms: hub_ms, at_ms: hub_ms, reading, unsure: false, unsure_uptime_ms: 0 }
    }

    /// The hub's time at a later reading. To be stored and used from then on: `at_ms` never goes back along a chain of
    /// these, and a restart costs only what was not counted before it.
    #[must_use]
    pub fn advanced(&self, reading: Moment) -> Self {
        if self.overtook(reading) {
            return *self;
        }
        let counted_ms = if self.same_run(reading) {
            reading.uptime_ms.saturating_sub(self.reading.uptime_ms)
        } else {
            // The restart came after the last reading, so at least the new uptime has passed since.
            reading.uptime_ms
        };
        let earliest = self.at_ms.saturating_add_unsigned(counted_ms);
        let certain = self.same_run(reading) && !self.unsure;
        let told = if certain { Some(earliest) } else { self.told_by_wall(reading, earliest) };
        Self {
            synced_ms: self.synced_ms,
            at_ms: told.unwrap_or(earliest),
            reading,
            unsure: told.is_none(),
            unsure_uptime_ms: match told {
                Some(_) => self.unsure_uptime_ms,
                None => self.unsure_uptime_ms.saturating_add(counted_ms),
            },
        }
    }

    /// Whether to store this in the place of what was stored before: after a restart, when certainty changed, and every
    /// [`KEPT_EVERY_MS`]. What is not stored is counted again from what was, and lost only by a restart; a commit for each
    /// look at the clock would cost every screen a write to the disk.
    pub fn is_worth_keeping_after(&self, kept: &HubTime) -> bool {
        self.reading.boot != kept.reading.boot
            || self.unsure != kept.unsure
            || self.at_ms.saturating_sub(kept.at_ms) >= KEPT_EVERY_MS
    }

    /// The stamp of what is done at this time.
    pub const fn stamp(&self) -> Stamp {
        Stamp { at_ms: self.at_ms, unsure: self.unsure }
    }

    /// How far the wall clock of the latest reading is ahead of the hub (behind: negative), in milliseconds.
    pub const fn wall_skew_ms(&self) -> i64 {
        self.reading.wall_ms.saturating_sub(self.at_ms)
    }

    /// Whether the reading was taken just before the one already counted (by another thread): it adds nothing. Taken for
    /// a restart, it would count its whole uptime again.
    fn overtook(&self, reading: Moment) -> bool {
        let behind = self.reading.uptime_ms.checked_sub(reading.uptime_ms);
        reading.boot == self.reading.boot && behind.is_some_and(|ms| ms > 0 && ms <= AGREEMENT_MS.unsigned_abs())
    }

    /// Whether the phone has run without a restart since the last reading. Where the boot's name differs although both
    /// clocks advanced alike, the name is wrong and the clocks are right.
    fn same_run(&self, reading: Moment) -> bool {
        let Some(uptime) = reading.uptime_ms.checked_sub(self.reading.uptime_ms) else { return false };
        let wall = i128::from(reading.wall_ms) - i128::from(self.reading.wall_ms);
        reading.boot == self.reading.boot || (wall - i128::from(uptime)).abs() <= i128::from(AGREEMENT_MS)
    }

    /// What the wall clock says, if it is plausible: not before the earliest possible time, not long after.
    ///
    /// It can say it in two ways. As it shows; or by how far it moved, if it is wrong by a constant. The one that needs
    /// less time to have passed is right in each case: clock right, constantly wrong, or put right meanwhile.
    fn told_by_wall(&self, reading: Moment, earliest: i64) -> Option<i64> {
        let moved = reading.wall_ms.saturating_sub(self.reading.wall_ms);
        // Movement since an unsure reading proves nothing: that reading's clock was not believed either.
        let by_movement = (!self.unsure).then(|| self.at_ms.saturating_add(moved));
        let plausible = earliest.saturating_sub(AGREEMENT_MS)..=earliest.saturating_add(BELIEVED_OFF_MS);
        [Some(reading.wall_ms), by_movement]
            .into_iter()
            .flatten()
            .filter(|told| plausible.contains(told))
            .min()
            .map(|told| told.max(earliest))
    }
}

/// The time at a reading, for a stamp. Whoever goes on counting stores [`HubTime::advanced`] instead.
pub fn estimate(anchor: &HubTime, reading: Moment) -> Stamp {
    anchor.advanced(reading).stamp()
}
