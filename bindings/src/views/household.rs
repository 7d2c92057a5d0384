//! One home.

use doorstep_core::{
    id::Id,
    model::{
        consent::{ConsentState, Purpose},
        resident::{Need, ResidentState},
        visit::VisitOutcome,
    },
    store::query::{
        fates::FateView,
        home::{Care, HomeLine, PhoneLine},
        household::{
            Assigned, ConflictLine, ConsentLine, FollowUpLine, HelpLine, HistoryKind, HistoryLine, HouseholdScreen,
            Person,
        },
        ride::RideLine,
    },
};

/// A person of the home.
#[uniffi::remote(Record)]
pub struct Person {
    /// The resident.
    pub id: Id,
    /// Full name.
    pub name: String,
    /// ông, bà, cụ, …
    pub honorific: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Whether the year is a guess.
    pub birth_approx: bool,
    /// Relation to the head.
    pub relation: String,
    /// Number to call and whose it is.
    pub phone: Option<PhoneLine>,
    /// Travel needs.
    pub needs: Vec<Need>,
    /// Preferred language (BCP 47).
    pub language: Option<String>,
    /// Where they are.
    pub state: ResidentState,
    /// What they were asked, purpose by purpose.
    pub consents: Vec<ConsentLine>,
}

/// An answer to one purpose.
#[uniffi::remote(Record)]
pub struct ConsentLine {
    /// The purpose.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: ConsentState,
    /// The withdrawal that stands: a consent that restores names it.
    pub withdrawal: Option<Id>,
}

/// Something promised.
#[uniffi::remote(Record)]
pub struct FollowUpLine {
    /// The follow-up.
    pub id: Id,
    /// ISO date.
    pub due: String,
    /// Working days until then, negative when past; none where the date does not read.
    pub working_days_left: Option<i64>,
    /// Service of the catalogue.
    pub service: Option<String>,
    /// Whom it is about.
    pub who: String,
    /// Papers still missing, codes of the catalogue.
    pub missing: Vec<String>,
    /// Who brings them.
    pub who_brings: String,
}

/// One person helped with one service.
#[uniffi::remote(Record)]
pub struct HelpLine {
    /// Whom; empty for an anonymous person.
    pub who: String,
    /// Service of the catalogue.
    pub service: String,
    /// Outcome of the service.
    pub outcome: String,
    /// Blockers.
    pub blockers: Vec<String>,
}

/// A line of the history.
#[uniffi::remote(Record)]
pub struct HistoryLine {
    /// The visit, note or resident.
    pub id: Id,
    /// What it tells of.
    pub kind: HistoryKind,
    /// When, milliseconds since 1970; none where nobody knows.
    pub at: Option<i64>,
    /// Who did it.
    pub by: String,
    /// With whom.
    pub with: Vec<String>,
    /// What the visit came to.
    pub outcome: Option<VisitOutcome>,
    /// Who was helped with what.
    pub helped: Vec<HelpLine>,
    /// Papers that were missing.
    pub missing: Vec<String>,
    /// The note, or the name of the person who died.
    pub text: String,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether its text and people were erased.
    pub redacted: bool,
    /// Whether this member did it, and may take it back.
    pub own: bool,
    /// What became of it, where this phone recorded it.
    pub fate: Option<FateView>,
}

/// Two values of one field.
#[uniffi::remote(Record)]
pub struct ConflictLine {
    /// The conflict.
    pub id: Id,
    /// Kind of the record.
    pub record_kind: String,
    /// The record.
    pub record: Option<Id>,
    /// The field.
    pub field: String,
    /// The value that stands.
    pub kept: String,
    /// Who wrote it.
    pub kept_by: String,
    /// The other value.
    pub lost: String,
    /// Who wrote that.
    pub lost_by: String,
}

/// Who looks after a home.
#[uniffi::remote(Record)]
pub struct Assigned {
    /// The member.
    pub member: Option<Id>,
    /// Their name.
    pub name: String,
    /// The squad's name.
    pub squad: String,
    /// Whether it is this member.
    pub mine: bool,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct HouseholdScreen {
    /// The home.
    pub home: HomeLine,
    /// Why it needs care.
    pub care: Care,
    /// Who looks after it.
    pub assigned: Assigned,
    /// The people.
    pub people: Vec<Person>,
    /// What is promised and open, the earliest first.
    pub follow_ups: Vec<FollowUpLine>,
    /// Days to which a promise can be moved, ISO dates.
    pub come_back: Vec<String>,
    /// Its rides, by day and time.
    pub rides: Vec<RideLine>,
    /// What happened, the newest first.
    pub history: Vec<HistoryLine>,
    /// What two people wrote without seeing each other.
    pub conflicts: Vec<ConflictLine>,
}
