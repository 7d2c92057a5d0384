//! Today.

use doorstep_core::{
    id::Id,
    model::visit::VisitOutcome,
    store::query::{
        home::{Care, HomeLine},
        household::FollowUpLine,
        ride::RideLine,
        today::{DueDoor, NotAnnounced, Today, TodayHome, VisitReason},
    },
};

/// Why a home is on the list where it is. In this order.
#[uniffi::remote(Enum)]
pub enum VisitReason {
    /// Something promised is due, since so many days (0: today).
    FollowUpDue {
        /// Days since it was due.
        days: i64,
    },
    /// Somebody said "come back" on a day that has come, since so many days.
    ComeBack {
        /// Days since then.
        days: i64,
    },
    /// Nobody has knocked yet.
    NeverVisited,
    /// The last visit left it open, so many days ago.
    LastVisit {
        /// Days since the last visit.
        days: i64,
    },
    /// Something is promised for a later day.
    Later {
        /// Days until then.
        days: i64,
    },
    /// Nothing to do for now.
    Settled,
}

/// A home of the list.
#[uniffi::remote(Record)]
pub struct TodayHome {
    /// The home.
    pub home: HomeLine,
    /// Why it stands here.
    pub reason: VisitReason,
    /// Why it needs care.
    pub care: Care,
    /// What the last visit came to.
    pub last_outcome: Option<VisitOutcome>,
    /// When that was, milliseconds since 1970.
    pub last_at: Option<i64>,
}

/// Follow-ups that are due at one door.
#[uniffi::remote(Record)]
pub struct DueDoor {
    /// The home.
    pub home: HomeLine,
    /// What is due, the earliest first.
    pub due: Vec<FollowUpLine>,
}

/// A neighbourhood to which nobody has announced today's visits.
#[uniffi::remote(Record)]
pub struct NotAnnounced {
    /// The neighbourhood.
    pub neighbourhood: Id,
    /// Its name.
    pub name: String,
    /// Who announces visits there.
    pub announcer: String,
    /// Their phone, E.164; empty where unknown.
    pub announcer_phone: String,
    /// Homes on today's list there.
    pub homes: u32,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct Today {
    /// ISO date.
    pub day: String,
    /// Homes given to this member that need nothing for now.
    pub done: u32,
    /// Homes given to this member.
    pub total: u32,
    /// Who was fetched and is not home yet, the longest first.
    pub returns: Vec<RideLine>,
    /// The next ride of the day.
    pub next_ride: Option<RideLine>,
    /// Homes in order; those that need nothing come last.
    pub homes: Vec<TodayHome>,
    /// What is due, door by door.
    pub due: Vec<DueDoor>,
    /// Where nobody was told.
    pub not_announced: Vec<NotAnnounced>,
}
