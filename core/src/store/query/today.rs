//! Today: whom to visit, in which order and why; who is not home; which ride is next; where nobody was told.

use chrono::NaiveDate;
use doorstep_sqlcipher::rusqlite::Connection;

use super::{
    days,
    home::{Care, Home, HomeLine, neighbourhood},
    household::{FollowUpLine, follow_up_line},
    names::{self, Names},
    ride::{RideLine, Rides},
};
use crate::{
    calendar::WorkingCalendar,
    id::Id,
    model::{self, commune::VisitRound, visit::VisitOutcome},
    rules::links::Link,
    store::{PhoneStore, StoreResult, records},
    text,
};

/// Why a home is on the list where it is. In this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDoor {
    /// The home.
    pub home: HomeLine,
    /// What is due, the earliest first.
    pub due: Vec<FollowUpLine>,
}

/// A neighbourhood to which nobody has announced today's visits.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl PhoneStore {
    /// What this member does on a day.
    pub fn today(&self, day: NaiveDate) -> StoreResult<Today> {
        let (conn, me) = (self.connection(), self.enrolment()?.member);
        let calendar = super::calendar(conn)?;
        let homes = mine(conn, me)?;
        let mut list = Vec::new();
        let mut due = Vec::new();
        for home in &homes {
            let line = home.line(conn)?;
            let lines = due_at(home, &calendar, day);
            if !lines.is_empty() {
                due.push(DueDoor { home: line.clone(), due: lines });
            }
            let last = home.last_visit().map(|(_, visit)| visit);
            list.push(TodayHome {
                home: line,
                reason: reason(home, day),
                care: home.care(day),
                last_outcome: last.map(|visit| visit.outcome.clone()),
                last_at: last.map(|visit| visit.at),
            });
        }
        list.sort_by_cached_key(order);
        let done = list.iter().filter(|home| home.reason == VisitReason::Settled).count() as u32;
        let names = Names::load(conn)?;
        let rides = Rides::load(conn, me, &names)?;
        let today = day.to_string();
        let ahead =
            rides.lines(conn, |ride| ride.day == today && !ride.state.is_over() && !ride.state.is_return_due())?;
        Ok(Today {
            not_announced: not_announced(conn, me, day, &list)?,
            day: today,
            done,
            total: list.len() as u32,
            returns: rides.not_home(conn)?,
            next_ride: ahead.into_iter().next(),
            homes: list,
            due,
        })
    }
}

/// Homes given to a member, aliases left out.
fn mine(conn: &Connection, member: Id) -> StoreResult<Vec<Home>> {
    let mut homes = Vec::new();
    for key in records::linked(conn, &Link::assigned_to(member))? {
        // An alias is shown by the home that it stands for.
        homes.extend(Home::load(conn, key.id)?.filter(|home| home.id == key.id));
    }
    Ok(homes)
}

fn due_at(home: &Home, calendar: &WorkingCalendar, day: NaiveDate) -> Vec<FollowUpLine> {
    let lines = home.open_follow_ups().map(|(id, f)| follow_up_line(home, *id, f, calendar, day));
    lines.filter(|line| line.working_days_left.is_some_and(|left| left <= 0)).collect()
}

fn reason(home: &Home, day: NaiveDate) -> VisitReason {
    let promised = home.open_follow_ups().filter_map(|(_, f)| Some((f, f.due.parse::<NaiveDate>().ok()?)));
    if let Some((follow_up, due)) = promised.min_by_key(|(_, due)| *due) {
        let days = days(due, day);
        let came_from = follow_up.visit.and_then(|id| home.visits.iter().find(|(visit, _)| *visit == id));
        let come_back = came_from.is_some_and(|(_, visit)| visit.outcome == VisitOutcome::ComeBack);
        return match days {
            0.. if come_back => VisitReason::ComeBack { days },
            0.. => VisitReason::FollowUpDue { days },
            _ => VisitReason::Later { days: -days },
        };
    }
    match home.last_visit() {
        None => VisitReason::NeverVisited,
        Some((_, visit)) if visit.outcome.settles() => VisitReason::Settled,
        Some((_, visit)) => VisitReason::LastVisit { days: visit.day.parse().map_or(0, |last| days(last, day)) },
    }
}

/// By reason; within it those who need care first, then the longest wait, then along the street.
fn order(home: &TodayHome) -> (u8, bool, i64, Option<Id>, Vec<u8>, Id) {
    let (rank, wait) = match home.reason {
        VisitReason::FollowUpDue { days } => (0, -days),
        VisitReason::ComeBack { days } => (1, -days),
        VisitReason::NeverVisited => (2, 0),
        VisitReason::LastVisit { days } => (3, -days),
        VisitReason::Later { days } => (4, days),
        VisitReason::Settled => (5, 0),
    };
    let line = &home.home;
    (rank, !home.care.is_due(), wait, line.neighbourhood, text::address::key(&line.address), line.id)
}

fn not_announced(conn: &Connection, me: Id, day: NaiveDate, homes: &[TodayHome]) -> StoreResult<Vec<NotAnnounced>> {
    let squad = names::member(conn, me)?.squad;
    let today = day.to_string();
    let told: Vec<Id> = records::views::<VisitRound>(conn, &model::VISIT_ROUND)?
        .into_iter()
        .map(|round| round.body)
        .filter(|round| round.date == today && (round.squad.is_none() || round.squad == squad))
        .filter_map(|round| round.neighbourhood)
        .collect();
    let mut missing: Vec<NotAnnounced> = Vec::new();
    let ahead = |reason: &VisitReason| !matches!(reason, VisitReason::Settled | VisitReason::Later { .. });
    for id in homes.iter().filter(|home| ahead(&home.reason)).filter_map(|home| home.home.neighbourhood) {
        if told.contains(&id) {
            continue;
        }
        if let Some(found) = missing.iter_mut().find(|found| found.neighbourhood == id) {
            found.homes += 1;
            continue;
        }
        let Some(body) = neighbourhood(conn, Some(id))? else { continue };
        missing.push(NotAnnounced {
            neighbourhood: id,
            name: body.name,
            announcer: body.announcer,
            announcer_phone: body.announcer_phone,
            homes: 1,
        });
    }
    Ok(missing)
}
