//! How long ago a phone last synced, and what follows for the data on it.

use super::{BELIEVED_OFF_MS, HubTime};

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// The limits that a commune sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentLimits {
    /// Without a sync for so long, the data is locked.
    pub locked_after_ms: u64,
    /// So long before that, the phone begins to ask for a sync.
    pub warn_before_ms: u64,
    /// With an unsure clock the phone works for so much uptime, then it is locked.
    pub unsure_uptime_ms: u64,
}

impl EnrolmentLimits {
    /// The limits with another number of days until the data is locked: from 1 to 59, because after 60 days without
    /// power a wall clock is no longer believed. Days outside are brought to the nearest.
    pub fn locked_after_days(days: u16) -> Self {
        let longest = BELIEVED_OFF_MS.unsigned_abs() / DAY_MS - 1;
        Self { locked_after_ms: u64::from(days).clamp(1, longest) * DAY_MS, ..Self::default() }
    }
}

/// 14 days; asking for a sync from 3 days before; 48 hours of uptime with an unsure clock.
impl Default for EnrolmentLimits {
    fn default() -> Self {
        Self { locked_after_ms: 14 * DAY_MS, warn_before_ms: 3 * DAY_MS, unsure_uptime_ms: 48 * HOUR_MS }
    }
}

/// What a phone may do with its data. Unsent work is kept and can be sent in each of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Time since the last sync, in milliseconds; with an unsure clock, the least that it can be. Never below zero.
pub fn enrolment_age_ms(now: &HubTime) -> u64 {
    if now.at_ms > now.synced_ms { now.at_ms.abs_diff(now.synced_ms) } else { 0 }
}

/// What the phone may do at `now` (from [`HubTime::advanced`] with a fresh reading).
pub fn enrolment_state(now: &HubTime, limits: &EnrolmentLimits) -> EnrolmentState {
    let left_ms = limits.locked_after_ms.saturating_sub(enrolment_age_ms(now));
    let uptime_left_ms = limits.unsure_uptime_ms.saturating_sub(now.unsure_uptime_ms);
    if left_ms == 0 || (now.unsure && uptime_left_ms == 0) {
        EnrolmentState::Locked
    } else if now.unsure {
        EnrolmentState::ClockUnsure { uptime_left_ms }
    } else if left_ms <= limits.warn_before_ms {
        EnrolmentState::DueSoon { days: u32::try_from(left_ms.div_ceil(DAY_MS)).unwrap_or(u32::MAX) }
    } else {
        EnrolmentState::Fresh
    }
}
