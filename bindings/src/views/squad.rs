//! A squad.

use doorstep_core::{
    id::Id,
    model::visit::VisitOutcome,
    store::query::{
        home::HomeLine,
        names::Mate,
        ride::RideLine,
        squad::{MemberLoad, SquadFilter, SquadHome, SquadScreen},
    },
};

/// Which homes to list.
#[uniffi::remote(Record)]
pub struct SquadFilter {
    /// Another squad than the leader's own, for coordinators.
    pub squad: Option<Id>,
    /// Only homes of this member.
    pub member: Option<Id>,
    /// Only homes that nobody has.
    pub unassigned: bool,
    /// Only homes here.
    pub neighbourhood: Option<Id>,
}

/// A member and their part.
#[uniffi::remote(Record)]
pub struct MemberLoad {
    /// The member.
    pub mate: Mate,
    /// Homes given to them.
    pub homes: u32,
    /// Of these, homes that need nothing for now.
    pub done: u32,
    /// Visits on the day.
    pub visits_today: u32,
    /// Passengers of theirs who are not home yet.
    pub not_home: u32,
}

/// A home of the list.
#[uniffi::remote(Record)]
pub struct SquadHome {
    /// The home.
    pub home: HomeLine,
    /// Who has it.
    pub member: Option<Id>,
    /// Their name.
    pub member_name: String,
    /// What the last visit came to.
    pub last_outcome: Option<VisitOutcome>,
    /// When that was, milliseconds since 1970.
    pub last_at: Option<i64>,
    /// Whether it needs nothing for now.
    pub settled: bool,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct SquadScreen {
    /// The squad.
    pub squad: Option<Id>,
    /// Its name.
    pub name: String,
    /// Homes of the squad.
    pub total: u32,
    /// Of these, homes that need nothing for now.
    pub done: u32,
    /// Homes that nobody has.
    pub unassigned: u32,
    /// Members, by given name.
    pub members: Vec<MemberLoad>,
    /// Who is not home yet, the longest first.
    pub not_home: Vec<RideLine>,
    /// Homes that the filter lets through.
    pub found: u32,
    /// A part of them: what nobody has first, then by member.
    pub homes: Vec<SquadHome>,
}
