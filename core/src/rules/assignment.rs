//! Giving a household to a volunteer, or to another squad. A handover writes grants; no visit or note is touched.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::{self, Form, json_id},
    links::{self, Link},
    merge,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    model::{
        self,
        assignment::Assignment,
        member::{Member, Role},
    },
    receipt::Reason,
    record::{Key, Scope},
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "assignment.assign", class: Class::Command, keeps: &[], reads, apply: assign },
    Rule { kind: "assignment.take_back", class: Class::Command, keeps: &[], reads, apply: take_back },
];

fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    Reads::default()
        .record(model::ASSIGNMENT, change.root)
        .maybe(model::MEMBER, links::id_of(&change.data, "member"))
        .maybe(model::SQUAD, links::id_of(&change.data, "squad"))
        .maybe(model::SQUAD, ws.view::<Assignment>(model::ASSIGNMENT, Some(change.root)).and_then(|a| a.squad))
        .link(ws, Link::open_rides_of(change.root))
        .link(ws, Link::aliases_of(change.root))
        .and(following(change.root, ws).into_iter().fold(Reads::default(), Reads::grants))
}

/// Roots that go where the household goes: its rides that are not over, and what turned out to be the same household.
fn following(household: Id, ws: &WorkingSet) -> Vec<Id> {
    let (rides, aliases) = (Link::open_rides_of(household), Link::aliases_of(household));
    let rides = ws.linked_keys(&rides).filter(|key| key.kind == model::RIDE).collect::<Vec<_>>();
    let aliases = ws.linked_keys(&aliases).filter(|key| key.kind == model::HOUSEHOLD).collect::<Vec<_>>();
    rides.into_iter().chain(aliases).map(|key| key.id).collect()
}

/// `data`: `member` to give it to; or `squad` to hand it to another squad's unassigned list.
fn assign(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let record = d.ws.need(model::ASSIGNMENT, change.root)?;
    let now: Assignment = record.read()?;
    d.author.must_lead(now.squad)?;
    let member = form.maybe_id("member")?;
    let squad = form.maybe_id("squad")?.or(now.squad);
    if squad != now.squad {
        // Between squads the coordinator decides.
        d.author.must_coordinate()?;
        if let Some(squad) = squad {
            d.ws.need(model::SQUAD, squad)?;
        }
    }
    if let Some(id) = member {
        must_be_in(d, id, squad)?;
    }
    hand_over(change, d, now, squad, member)
}

/// A leader's phone holds the squad's roster, not every member's record; the hub sees both.
fn must_be_in(d: &Decision<'_>, id: Id, squad: Option<Id>) -> Result<(), Stop> {
    let in_squad = match d.ws.get(model::MEMBER, id) {
        Some(record) => {
            let member: Member = record.read()?;
            !member.left && member.squad == squad && (member.is(&Role::Volunteer) || member.is(&Role::Leader))
        }
        None => {
            d.ws.view::<model::squad::Squad>(model::SQUAD, squad).is_some_and(|squad| squad.roster.contains_key(&id))
        }
    };
    if in_squad { Ok(()) } else { Err(Stop::parked(Reason::NotFound).arg("kind", "member").arg("id", id)) }
}

fn take_back(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let record = d.ws.need(model::ASSIGNMENT, change.root)?;
    let now: Assignment = record.read()?;
    d.author.must_lead(now.squad)?;
    let squad = now.squad;
    hand_over(change, d, now, squad, None)
}

fn hand_over(
    change: &Change,
    d: &Decision<'_>,
    now: Assignment,
    squad: Option<Id>,
    member: Option<Id>,
) -> Result<Outcome, Stop> {
    let key = Key::new(model::ASSIGNMENT, change.root);
    merge::must_be_unmoved(change, d.ctx, d.ws, &key, "member")?;
    let record = d.ws.need(model::ASSIGNMENT, change.root)?;
    let mut body = record.body.clone();
    let set = |body: &mut _, field, id: Option<Id>| merge::set_at(body, field, id.map_or(Value::Null, json_id));
    set(&mut body, "squad", squad);
    set(&mut body, "member", member);
    body.extend(form::body([("by", json_id(change.member))]));
    let mut writes = vec![Write::Put { key, root: change.root, body, fields: vec!["member".into()] }];
    let following = following(change.root, d.ws);
    for root in std::iter::once(change.root).chain(following) {
        if now.member != member {
            writes.extend(now.member.filter(|old| !drives(d.ws, root, *old)).map(|old| end(Scope::Member(old), root)));
            writes.extend(member.map(|new| Write::Grant { scope: Scope::Member(new), root }));
        }
        if now.squad != squad {
            writes.extend(now.squad.map(|old| end(Scope::Squad(old), root)));
            writes.extend(squad.map(|new| Write::Grant { scope: Scope::Squad(new), root }));
        }
    }
    Ok(Outcome::applied(writes))
}

fn end(scope: Scope, root: Id) -> Write {
    Write::End { scope, root }
}

/// A driver keeps the ride whoever looks after the household.
fn drives(ws: &WorkingSet, root: Id, member: Id) -> bool {
    ws.view::<model::ride::Ride>(model::RIDE, Some(root)).is_some_and(|ride| ride.driver == Some(member))
}
