//! One home: people, promises, rides, and what happened there.

use chrono::NaiveDate;
use doorstep_sqlcipher::rusqlite::Connection;
use serde_json::Value;

use super::{
    fates::{self, FateView},
    home::{Care, Home, HomeLine, PhoneLine},
    names::Names,
    ride::{RideLine, Rides},
    visit_options::days_to_come_back,
};
use crate::{
    calendar::WorkingCalendar,
    codes,
    id::Id,
    model::{
        consent::{ConsentState, Purpose},
        follow_up::FollowUp,
        resident::{Need, Resident, ResidentState},
        visit::{Help, VisitOutcome},
    },
    store::{PhoneStore, StoreResult},
};

/// A person of the home.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentLine {
    /// The purpose.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: ConsentState,
    /// The withdrawal that stands: a consent that restores names it.
    pub withdrawal: Option<Id>,
}

/// Something promised.
#[derive(Clone, Debug, PartialEq, Eq)]
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

codes! {
    /// What a line of the history tells of.
    HistoryKind {
        /// A visit.
        Visit = "visit",
        /// A note.
        Note = "note",
        /// A person of the home has died.
        Death = "death",
    }
}

/// One person helped with one service.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl HouseholdScreen {
    /// Somebody of the home.
    pub fn person(self, resident: Id) -> Option<Person> {
        self.people.into_iter().find(|person| person.id == resident)
    }
}

impl PhoneStore {
    /// Everything about a home on a day; none where the phone does not hold it.
    pub fn household(&self, id: Id, day: NaiveDate) -> StoreResult<Option<HouseholdScreen>> {
        let (conn, me) = (self.connection(), self.enrolment()?.member);
        let Some(home) = Home::load(conn, id)? else { return Ok(None) };
        let names = Names::load(conn)?;
        let calendar = super::calendar(conn)?;
        let assigned = Assigned {
            member: home.assignment.member,
            name: names.of(home.assignment.member),
            squad: names.squad(home.assignment.squad),
            mine: home.assignment.member == Some(me),
        };
        Ok(Some(HouseholdScreen {
            home: home.line(conn)?,
            care: home.care(day),
            assigned,
            people: home.living().map(|(id, resident)| person(&home, id, resident)).collect(),
            follow_ups: home.open_follow_ups().map(|(id, f)| follow_up_line(&home, *id, f, &calendar, day)).collect(),
            come_back: days_to_come_back(&calendar, day),
            rides: Rides::of(conn, me, &names, home.id)?.lines(conn, |_| true)?,
            history: history(conn, &home, &names, me)?,
            conflicts: conflicts(&home, &names),
        }))
    }
}

fn person(home: &Home, id: Id, resident: &Resident) -> Person {
    let consents = home.consents.iter().filter(|consent| consent.resident == Some(id));
    let consents = consents.filter_map(|consent| {
        let (purpose, state) = (consent.purpose.clone()?, consent.state.clone()?);
        Some(ConsentLine { purpose, state, withdrawal: consent.withdrawal })
    });
    let consents = consents.collect();
    let r = resident.clone();
    Person {
        id,
        name: r.name,
        honorific: r.honorific,
        birth_year: r.birth_year,
        birth_approx: r.birth_approx,
        relation: r.relation,
        phone: r.phone.map(PhoneLine::from),
        needs: r.needs,
        language: r.language,
        state: r.state,
        consents,
    }
}

pub(super) fn follow_up_line(
    home: &Home,
    id: Id,
    follow_up: &FollowUp,
    calendar: &WorkingCalendar,
    day: NaiveDate,
) -> FollowUpLine {
    let due: Option<NaiveDate> = follow_up.due.parse().ok();
    FollowUpLine {
        id,
        due: follow_up.due.clone(),
        working_days_left: due.map(|due| calendar.working_days_between(day, calendar.working_day_from(due))),
        service: follow_up.service.clone(),
        who: home.who(follow_up.resident),
        missing: follow_up.missing.clone(),
        who_brings: follow_up.who_brings.clone(),
    }
}

fn history(conn: &Connection, home: &Home, names: &Names, me: Id) -> StoreResult<Vec<HistoryLine>> {
    let bare = |id, kind, at| HistoryLine {
        id,
        kind,
        at,
        by: String::new(),
        with: Vec::new(),
        outcome: None,
        helped: Vec::new(),
        missing: Vec::new(),
        text: String::new(),
        withdrawn: false,
        redacted: false,
        own: false,
        fate: None,
    };
    let mut lines = Vec::new();
    for (id, visit) in &home.visits {
        lines.push(HistoryLine {
            by: names.of(visit.by),
            with: visit.with.iter().map(|mate| names.of(Some(*mate))).collect(),
            outcome: Some(visit.outcome.clone()),
            helped: visit.helped.iter().map(|help| help_line(home, help)).collect(),
            missing: visit.missing.clone(),
            withdrawn: visit.withdrawn,
            redacted: visit.redacted,
            own: visit.by == Some(me) || visit.with.contains(&me),
            fate: fates::of(conn, *id)?,
            ..bare(*id, HistoryKind::Visit, Some(visit.at))
        });
    }
    for (id, note) in &home.notes {
        lines.push(HistoryLine {
            by: names.of(note.by),
            text: note.text.clone(),
            withdrawn: note.removed,
            own: note.by == Some(me),
            fate: fates::of(conn, *id)?,
            ..bare(*id, HistoryKind::Note, Some(note.at))
        });
    }
    for (id, resident) in home.residents.iter().filter(|(_, r)| r.state == ResidentState::Deceased) {
        lines.push(HistoryLine { text: resident.name.clone(), ..bare(*id, HistoryKind::Death, None) });
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.id)));
    Ok(lines)
}

fn help_line(home: &Home, help: &Help) -> HelpLine {
    HelpLine {
        who: help.resident.filter(|id| !home.is_dead(*id)).map(|id| home.who(Some(id))).unwrap_or_default(),
        service: help.service.clone(),
        outcome: help.outcome.clone(),
        blockers: help.blockers.clone(),
    }
}

fn conflicts(home: &Home, names: &Names) -> Vec<ConflictLine> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let open = home.conflicts.iter().filter(|(_, conflict)| !conflict.closed);
    open.map(|(id, conflict)| ConflictLine {
        id: *id,
        record_kind: conflict.record_kind.clone(),
        record: conflict.record,
        field: conflict.field.clone(),
        kept: text(&conflict.kept),
        kept_by: names.of(conflict.kept_by),
        lost: text(&conflict.lost),
        lost_by: names.of(conflict.lost_by),
    })
    .collect()
}
