//! What can be recorded at a door: outcomes, with whom, for whom, which services, when to come back.

use chrono::NaiveDate;

use super::{
    home::Home,
    household::{FollowUpLine, follow_up_line},
    names::{self, Mate, Names},
};
use crate::{
    calendar::WorkingCalendar,
    catalogue::{Catalogue, CodeKind},
    id::Id,
    model::{
        self,
        visit::{Visit, VisitOutcome},
    },
    record::Key,
    store::{PhoneStore, StoreResult, records},
};

/// Working days that the screen proposes for coming back.
const COME_BACK_AFTER: [i16; 4] = [1, 2, 3, 5];

/// A code with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code.
    pub code: String,
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A service that can be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChoice {
    /// The resident.
    pub id: Id,
    /// As they are spoken of.
    pub who: String,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
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

fn choice(catalogue: &Catalogue, kind: CodeKind, code: &str) -> Choice {
    let word = catalogue.word(kind, code);
    let (vi, en) = word.map_or((code, code), |word| (word.vi.as_str(), word.en.as_str()));
    Choice { code: code.to_owned(), vi: vi.to_owned(), en: en.to_owned() }
}

/// The words of a code, in both languages; the code itself where the catalogue does not know it.
pub fn words(kind: CodeKind, code: &str) -> Choice {
    choice(Catalogue::built_in(), kind, code)
}

impl PhoneStore {
    /// What can be recorded at a home on a day; none where the phone does not hold it.
    pub fn visit_options(&self, household: Id, day: NaiveDate) -> StoreResult<Option<VisitOptions>> {
        let (conn, me) = (self.connection(), self.enrolment()?.member);
        let Some(home) = Home::load(conn, household)? else { return Ok(None) };
        let calendar = super::calendar(conn)?;
        let squad = names::member(conn, me)?.squad;
        let catalogue = Catalogue::built_in();
        let each = |kind, codes: Vec<&str>| codes.into_iter().map(|code| choice(catalogue, kind, code)).collect();
        let services = catalogue.services().iter().map(|service| ServiceChoice {
            service: Choice { code: service.id.clone(), vi: service.name.vi.clone(), en: service.name.en.clone() },
            group: service.group.clone(),
            outcomes: each(CodeKind::Outcome, catalogue.outcomes_of(&service.id)),
            blockers: each(CodeKind::Blocker, catalogue.blockers_of(&service.id)),
            papers: each(CodeKind::Paper, service.papers.iter().map(String::as_str).collect()),
            follow_up_on: service
                .follow_up_days
                .and_then(|days| i16::try_from(days).ok())
                .map(|days| calendar.add_working_days(day, days).to_string()),
            needs_travel: service.needs_travel,
        });
        Ok(Some(VisitOptions {
            who: home.who(None),
            outcomes: VisitOutcome::KNOWN.iter().map(|code| VisitOutcome::from(*code)).collect(),
            partners: Names::load(conn)?.mates(squad).into_iter().filter(|mate| mate.id != me).collect(),
            with: partners_today(self, me, day)?,
            people: home.living().map(|(id, _)| PersonChoice { id, who: home.who(Some(id)) }).collect(),
            services: services.collect(),
            papers: each(CodeKind::Paper, catalogue.codes(CodeKind::Paper).map(|(code, _)| code).collect()),
            come_back: days_to_come_back(&calendar, day),
            open_follow_ups: home
                .open_follow_ups()
                .map(|(id, f)| follow_up_line(&home, *id, f, &calendar, day))
                .collect(),
        }))
    }
}

impl PhoneStore {
    /// A visit as it reads now, and the home that it was to: what an amendment begins with. None where the phone does not
    /// hold it, or where it was taken back.
    pub fn visit(&self, id: Id) -> StoreResult<Option<(Id, Visit)>> {
        let record = records::get(self.connection(), &Key::new(model::VISIT, id))?;
        let read = record.and_then(|record| record.read::<Visit>().ok().map(|visit| (record.root, visit)));
        Ok(read.filter(|(_, visit)| !visit.withdrawn))
    }
}

/// Days proposed for coming back, ISO dates.
pub(super) fn days_to_come_back(calendar: &WorkingCalendar, day: NaiveDate) -> Vec<String> {
    COME_BACK_AFTER.iter().map(|n| calendar.add_working_days(day, *n).to_string()).collect()
}

/// The partners of this member's latest visit of the day.
fn partners_today(store: &PhoneStore, me: Id, day: NaiveDate) -> StoreResult<Vec<Id>> {
    let day = day.to_string();
    let visits = records::views::<Visit>(store.connection(), &model::VISIT)?.into_iter().map(|visit| visit.body);
    let last = visits.filter(|visit| visit.day == day && visit.by == Some(me)).max_by_key(|visit| visit.at);
    Ok(last.map(|visit| visit.with).unwrap_or_default())
}
