//! What can be recorded at a door.

use doorstep_core::{
    id::Id,
    model::visit::VisitOutcome,
    store::query::{
        household::FollowUpLine,
        names::Mate,
        visit_options::{Choice, PersonChoice, ServiceChoice, VisitOptions},
    },
};

/// A code with its words.
#[uniffi::remote(Record)]
pub struct Choice {
    /// The code.
    pub code: String,
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A service that can be recorded.
#[uniffi::remote(Record)]
pub struct ServiceChoice {
    /// The service.
    pub service: Choice,
    /// Code of its group.
    pub group: String,
    /// How it may end.
    pub outcomes: Vec<Choice>,
    /// What may be in the way.
    pub blockers: Vec<Choice>,
    /// What to bring.
    pub papers: Vec<Choice>,
    /// The day on which a follow-up is proposed, ISO date.
    pub follow_up_on: Option<String>,
    /// Whether the person must come themselves: a ride may be needed.
    pub needs_travel: bool,
}

/// Somebody who can be helped.
#[uniffi::remote(Record)]
pub struct PersonChoice {
    /// The resident.
    pub id: Id,
    /// As they are spoken of.
    pub who: String,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct VisitOptions {
    /// Whom the home is called after.
    pub who: String,
    /// Outcomes, in order of the tiles.
    pub outcomes: Vec<VisitOutcome>,
    /// The squad's other members.
    pub partners: Vec<Mate>,
    /// Whoever this member last knocked with today.
    pub with: Vec<Id>,
    /// People of the home.
    pub people: Vec<PersonChoice>,
    /// Services of the catalogue.
    pub services: Vec<ServiceChoice>,
    /// Papers that can be missing.
    pub papers: Vec<Choice>,
    /// Days proposed for coming back, ISO dates.
    pub come_back: Vec<String>,
    /// Promises that this visit may fulfil.
    pub open_follow_ups: Vec<FollowUpLine>,
}
