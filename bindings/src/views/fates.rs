//! Fates.

use doorstep_core::{
    id::Id,
    receipt::Reason,
    store::query::fates::{FateCounts, FateFilter, FateLine, FateStep, FateView, Fates, ReasonArg},
};

/// An argument of a reason: an identifier, a number, the name of a field; never text of people.
#[uniffi::remote(Record)]
pub struct ReasonArg {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What became of one change.
#[uniffi::remote(Record)]
pub struct FateView {
    /// The change.
    pub change: Id,
    /// The receipt's short name, as people read it to each other: `A41F`.
    pub receipt: String,
    /// How far it has come.
    pub step: FateStep,
    /// Why, where there is more to say.
    pub reason: Option<Reason>,
    /// Arguments of the reason.
    pub args: Vec<ReasonArg>,
}

/// A line of the list.
#[uniffi::remote(Record)]
pub struct FateLine {
    /// What became of it.
    pub fate: FateView,
    /// The kind of change, such as `visit.record`.
    pub kind: String,
    /// When it was done, milliseconds since 1970.
    pub at: i64,
    /// The household or ride that it belongs to.
    pub root: Id,
    /// Whom it is about; none where the phone no longer holds the household.
    pub who: Option<String>,
    /// Whether a person has to look at it.
    pub needs_you: bool,
}

/// How many of each.
#[uniffi::remote(Record)]
pub struct FateCounts {
    /// Saved, not sent.
    pub saved: u32,
    /// Sent, not answered.
    pub sent: u32,
    /// Acting.
    pub applied: u32,
    /// Superseded.
    pub superseded: u32,
    /// Waiting for a decision.
    pub parked: u32,
    /// Refused.
    pub refused: u32,
}

/// Which lines to show.
#[uniffi::remote(Record)]
pub struct FateFilter {
    /// Only what somebody has to look at.
    pub needs_you: bool,
    /// Only what no checkpoint has covered.
    pub unsent: bool,
    /// Only what belongs to this household or ride.
    pub root: Option<Id>,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct Fates {
    /// What needs a person first, then the newest deed first.
    pub lines: Vec<FateLine>,
    /// How many lines the filter lets through.
    pub total: u32,
    /// All changes, whatever the filter.
    pub counts: FateCounts,
    /// When the phone last stood at its hub's word, milliseconds since 1970.
    pub last_success: Option<i64>,
}
