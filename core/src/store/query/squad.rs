//! What a leader looks after: homes by member, what nobody has, how far each is, who is not home yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use doorstep_sqlcipher::rusqlite::Connection;

use super::{
    Page,
    home::{Home, HomeLine},
    names::{self, Mate, Names},
    ride::{RideLine, Rides},
};
use crate::{
    id::Id,
    model::{
        self,
        assignment::Assignment,
        follow_up::{FollowUp, FollowUpState},
        visit::{Visit, VisitOutcome},
    },
    store::{
        PhoneStore, StoreResult,
        records::{self, View},
    },
};

/// Which homes to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// How a home stands, from a scan of everything held rather than a look at each home.
struct Standing {
    home: Id,
    member: Option<Id>,
    done: bool,
}

impl PhoneStore {
    /// A squad on a day.
    pub fn squad(&self, filter: &SquadFilter, day: NaiveDate, page: Page) -> StoreResult<SquadScreen> {
        let (conn, me) = (self.connection(), self.enrolment()?.member);
        let names = Names::load(conn)?;
        let squad = match filter.squad {
            Some(squad) => Some(squad),
            None => names::member(conn, me)?.squad,
        };
        let visits = visits(conn)?;
        let standings = standings(conn, squad, &visits)?;
        let rides = Rides::load(conn, me, &names)?;
        let not_home = rides.not_home(conn)?;
        let mut members = Vec::new();
        for mate in names.mates(squad) {
            let of = |s: &&Standing| s.member == Some(mate.id);
            let today = day.to_string();
            let by = |v: &&Visit| v.day == today && (v.by == Some(mate.id) || v.with.contains(&mate.id));
            members.push(MemberLoad {
                homes: standings.iter().filter(of).count() as u32,
                done: standings.iter().filter(of).filter(|s| s.done).count() as u32,
                visits_today: visits.values().flatten().filter(by).count() as u32,
                not_home: not_home.iter().filter(|ride| ride.driver == mate.name).count() as u32,
                mate,
            });
        }
        let mut found: Vec<&Standing> = standings
            .iter()
            .filter(|s| filter.member.is_none_or(|member| s.member == Some(member)))
            .filter(|s| !filter.unassigned || s.member.is_none())
            .collect();
        if let Some(neighbourhood) = filter.neighbourhood {
            let there: BTreeSet<Id> = there(conn, neighbourhood)?;
            found.retain(|s| there.contains(&s.home));
        }
        let count = found.len() as u32;
        let mut homes = Vec::new();
        for standing in page.of(found) {
            let Some(home) = Home::load(conn, standing.home)? else { continue };
            let last = home.last_visit().map(|(_, visit)| visit);
            homes.push(SquadHome {
                home: home.line(conn)?,
                member: standing.member,
                member_name: names.of(standing.member),
                last_outcome: last.map(|visit| visit.outcome.clone()),
                last_at: last.map(|visit| visit.at),
                settled: standing.done,
            });
        }
        Ok(SquadScreen {
            squad,
            name: names.squad(squad),
            total: standings.len() as u32,
            done: standings.iter().filter(|s| s.done).count() as u32,
            unassigned: standings.iter().filter(|s| s.member.is_none()).count() as u32,
            members,
            not_home,
            found: count,
            homes,
        })
    }
}

fn there(conn: &Connection, neighbourhood: Id) -> StoreResult<BTreeSet<Id>> {
    let link = crate::rules::links::Link::households_in(neighbourhood);
    Ok(records::linked(conn, &link)?.into_iter().map(|key| key.id).collect())
}

/// Visits that were not taken back, by household.
fn visits(conn: &Connection) -> StoreResult<BTreeMap<Id, Vec<Visit>>> {
    let mut visits: BTreeMap<Id, Vec<Visit>> = BTreeMap::new();
    for visit in records::views::<Visit>(conn, &model::VISIT)? {
        if !visit.body.withdrawn {
            visits.entry(visit.root).or_default().push(visit.body);
        }
    }
    Ok(visits)
}

/// Homes of a squad: those that nobody has first, then by member; aliases left out.
fn standings(conn: &Connection, squad: Option<Id>, visits: &BTreeMap<Id, Vec<Visit>>) -> StoreResult<Vec<Standing>> {
    let follow_ups = records::views::<FollowUp>(conn, &model::FOLLOW_UP)?.into_iter();
    let open: BTreeSet<Id> = follow_ups.filter(|f| f.body.state == FollowUpState::Open).map(|f| f.root).collect();
    // The projection of doors holds no aliases.
    let mut statement = conn.prepare_cached("SELECT household FROM door")?;
    let doors: BTreeSet<Id> = statement.query_map([], |row| records::id_at(row, 0))?.collect::<Result<_, _>>()?;
    let mut standings = Vec::new();
    for View { root, body: assignment, .. } in records::views::<Assignment>(conn, &model::ASSIGNMENT)? {
        if assignment.squad != squad || !doors.contains(&root) {
            continue;
        }
        let last = visits.get(&root).and_then(|visits| visits.iter().max_by_key(|visit| visit.at));
        let done = last.is_some_and(|visit| visit.outcome.settles()) && !open.contains(&root);
        standings.push(Standing { home: root, member: assignment.member, done });
    }
    standings.sort_by_key(|s| (s.member, s.home));
    Ok(standings)
}
