//! The commune, squads, members, devices, and who looks after which household.

use doorstep_core::id::Id;
use serde_json::Value;

use super::{Case, Decision, list, need, seats::Trip};
use crate::oracle::{
    Body, Oracle,
    change::{id_in, text_in},
    decide::{Outcome, Stop, derived},
    merge::set,
    state::{Effect, Who, json, object},
};

pub(super) fn set_up(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let root = case.told.root;
    oracle.must(oracle.coordinates(case.me()))?;
    if root != oracle.commune {
        return Err(Stop::refused("invalid"));
    }
    if oracle.tables.body("commune", root).is_some() {
        return Err(Stop::superseded("already_there"));
    }
    let put = Effect::Put("commune", root, root, case.told.data.clone(), vec![]);
    Ok(Outcome::with(vec![put, Effect::Grant(Who::Commune, root)]))
}

pub(super) fn edit_commune(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    need(oracle, "commune", case.told.root)?;
    oracle.edit(case.told, case.of, case.standing, ("commune", case.told.root), &case.told.data)
}

pub(super) fn add_to_commune(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let kind = if case.told.kind == "neighbourhood.add" { "neighbourhood" } else { "service_point" };
    Ok(Outcome::with(vec![Effect::Put(kind, case.told.id, case.told.root, case.told.data.clone(), vec![])]))
}

pub(super) fn announce(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.leads_some(case.me()))?;
    Ok(Outcome::with(vec![Effect::Put("visit_round", case.told.id, case.told.root, case.told.data.clone(), vec![])]))
}

pub(super) fn edit_neighbourhood(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let id = case.id("neighbourhood")?;
    let (_, was) = need(oracle, "neighbourhood", id)?;
    let mut patch = case.patch("neighbourhood");
    if let (Some(name), Some(old)) = (case.told.text_of("name"), text_in(was, "name"))
        && name != old
    {
        let mut former = list(was, "former_names");
        former.push(old.into());
        patch.insert("former_names".into(), former.into());
    }
    oracle.edit(case.told, case.of, case.standing, ("neighbourhood", id), &patch)
}

fn moved(oracle: &Oracle, household: Id, into: Id) -> Option<Effect> {
    let mut body = oracle.tables.body("household", household)?.clone();
    body.insert("neighbourhood".into(), json(into));
    Some(Effect::Put("household", household, household, body, vec!["neighbourhood".into()]))
}

pub(super) fn merge_neighbourhood(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let (from, into) = (case.id("neighbourhood")?, case.id("into")?);
    if from == into {
        return Err(Stop::refused("invalid"));
    }
    let (row, was) = need(oracle, "neighbourhood", from)?;
    let (_, takes) = need(oracle, "neighbourhood", into)?;
    oracle.still(case.told, case.of, "neighbourhood", from, "state")?;
    let mut left = was.clone();
    left.extend(object([("state", "merged".into()), ("into", vec![json(into)].into())]));
    let mut names = list(takes, "former_names");
    names.extend(list(was, "former_names"));
    names.push(was.get("name").cloned().unwrap_or("".into()));
    let mut made_from = list(takes, "from");
    made_from.push(json(from));
    let mut grown = takes.clone();
    grown.extend(object([("former_names", names.into()), ("from", made_from.into())]));
    let mut effects = vec![
        Effect::Put("neighbourhood", from, row.root, left, vec!["state".into()]),
        Effect::Put("neighbourhood", into, row.root, grown, vec![]),
    ];
    for (id, _, body) in oracle.tables.all("household") {
        if id_in(body, "neighbourhood") == Some(from) {
            effects.extend(moved(oracle, id, into));
        }
    }
    Ok(Outcome::with(effects))
}

pub(super) fn split_neighbourhood(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let from = case.id("neighbourhood")?;
    let (row, was) = need(oracle, "neighbourhood", from)?;
    oracle.still(case.told, case.of, "neighbourhood", from, "state")?;
    let mut effects = Vec::new();
    let mut into = Vec::new();
    let mut moves = Vec::new();
    for (i, part) in list(&case.told.data, "parts").iter().enumerate() {
        let id = derived(case.told.id, &format!("part {i}"));
        into.push(json(id));
        let name = part.get("name").cloned().unwrap_or_default();
        let body = object([("name", name), ("from", vec![json(from)].into()), ("state", "active".into())]);
        effects.push(Effect::Put("neighbourhood", id, case.told.root, body, vec![]));
        let homes = part.get("households").and_then(Value::as_array).cloned().unwrap_or_default();
        moves.extend(homes.iter().filter_map(|home| Some((home.as_str()?.parse::<Id>().ok()?, id))));
    }
    let mut body = was.clone();
    body.extend(object([("state", "split".into()), ("into", into.into())]));
    effects.push(Effect::Put("neighbourhood", from, row.root, body, vec!["state".into()]));
    for (home, part) in moves {
        effects.push(moved(oracle, home, part).ok_or_else(|| Stop::parked("not_found"))?);
    }
    Ok(Outcome::with(effects))
}

pub(super) fn edit_point(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let id = case.id("point")?;
    need(oracle, "service_point", id)?;
    oracle.edit(case.told, case.of, case.standing, ("service_point", id), &case.patch("point"))
}

/// The day before, of the days that runs use.
fn day_before(day: &str) -> &'static str {
    match day {
        "2026-11-01" => "2026-10-31",
        "2026-11-24" => "2026-11-23",
        "2026-12-01" => "2026-11-30",
        _ => "2025-12-31",
    }
}

pub(super) fn responsibility(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let (squad, neighbourhood) = (case.id("squad")?, case.id("neighbourhood")?);
    need(oracle, "squad", squad)?;
    need(oracle, "neighbourhood", neighbourhood)?;
    let from = case.told.text_of("from").unwrap_or("");
    let mut effects = vec![Effect::Put("responsibility", case.told.id, case.told.root, case.told.data.clone(), vec![])];
    for (id, row, older) in oracle.tables.all("responsibility") {
        let begins = text_in(older, "from").unwrap_or("");
        if id_in(older, "neighbourhood") == Some(neighbourhood) && !older.contains_key("to") && begins <= from {
            let mut body = older.clone();
            body.insert("to".into(), day_before(from).into());
            effects.push(Effect::Put("responsibility", id, row.root, body, vec!["to".into()]));
        }
    }
    Ok(Outcome::with(effects))
}

pub(super) fn add_squad(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let id = case.told.id;
    Ok(Outcome::with(vec![
        Effect::Put("squad", id, id, case.told.data.clone(), vec![]),
        Effect::Grant(Who::Commune, id),
        Effect::Grant(Who::Squad(id), id),
    ]))
}

pub(super) fn edit_squad(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.leads(case.me(), Some(case.told.root)))?;
    need(oracle, "squad", case.told.root)?;
    oracle.edit(case.told, case.of, case.standing, ("squad", case.told.root), &case.patch("roster"))
}

pub(super) fn add_vehicle(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.leads(case.me(), Some(case.told.root)))?;
    let mut body = case.told.data.clone();
    body.insert("squad".into(), json(case.told.root));
    Ok(Outcome::with(vec![Effect::Put("vehicle", case.told.id, case.told.root, body, vec![])]))
}

fn roles(body: &Body) -> Vec<Value> {
    list(body, "roles")
}

fn has_left(body: &Body) -> bool {
    body.get("left") == Some(&Value::Bool(true))
}

/// Roles above a volunteer's are the coordinator's to give; the rest the squad's leader's.
fn may_give(oracle: &Oracle, me: Id, squad: Option<Id>, roles: &[Value]) -> Result<(), Stop> {
    let high = roles.iter().any(|role| role == "leader" || role == "coordinator");
    oracle.must(if high { oracle.coordinates(me) } else { oracle.leads(me, squad) })
}

pub(super) fn add_member(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let data = &case.told.data;
    may_give(oracle, case.me(), id_in(data, "squad"), &roles(data))?;
    let id = case.told.id;
    let mut effects = vec![
        Effect::Put("member", id, id, data.clone(), vec![]),
        Effect::Grant(Who::Member(id), id),
        Effect::Grant(Who::Commune, id),
        Effect::Grant(Who::Member(id), oracle.commune),
    ];
    effects.extend(follow(oracle, id, &Body::new(), data));
    Ok(Outcome::with(effects))
}

pub(super) fn edit_member(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.id("member")?;
    let (_, was) = need(oracle, "member", id)?;
    let (me, data, squad) = (case.me(), &case.told.data, id_in(was, "squad"));
    if ["roles", "squad", "left"].iter().any(|field| data.contains_key(*field)) {
        may_give(oracle, me, squad, &roles(was))?;
        may_give(oracle, me, id_in(data, "squad").or(squad), &roles(data))?;
    } else if id != me {
        oracle.must(oracle.leads(me, squad))?;
    }
    let mut outcome = oracle.edit(case.told, case.of, case.standing, ("member", id), &case.patch("member"))?;
    let written = outcome.effects.iter().find_map(|effect| match effect {
        Effect::Put("member", _, _, body, _) => Some(body.clone()),
        _ => None,
    });
    if let Some(now) = written {
        outcome.effects.extend(follow(oracle, id, was, &now));
    }
    Ok(outcome)
}

/// What a member belongs to: their own scope while they are here, their squad's while they lead it, the commune's.
fn scopes(id: Id, body: &Body) -> Vec<Who> {
    let here = body.contains_key("name") && !has_left(body);
    let is = |role: &str| here && roles(body).iter().any(|r| r == role);
    let mut scopes = Vec::from_iter(here.then_some(Who::Member(id)));
    if is("coordinator") {
        scopes.push(Who::Commune);
    }
    if is("leader") {
        scopes.extend(id_in(body, "squad").map(Who::Squad));
    }
    scopes
}

/// What a member holds follows from who they are.
fn follow(oracle: &Oracle, id: Id, was: &Body, now: &Body) -> Vec<Effect> {
    let (before, after) = (scopes(id, was), scopes(id, now));
    let mut effects: Vec<Effect> =
        before.iter().filter(|who| !after.contains(who)).map(|who| Effect::Leave(id, *who)).collect();
    effects.extend(after.iter().filter(|who| !before.contains(who)).map(|who| Effect::Join(id, *who)));
    let squad = |body: &Body| id_in(body, "squad").filter(|_| !has_left(body));
    let (from, to) = (squad(was), squad(now));
    let own = Who::Member(id);
    if let Some(squad) = from.filter(|_| from != to) {
        effects.push(Effect::End(own, squad));
        effects.push(Effect::End(Who::Squad(squad), id));
        effects.extend(roster(oracle, squad, id, None));
    }
    if let Some(squad) = to {
        effects.push(Effect::Grant(own, squad));
        effects.push(Effect::Grant(Who::Squad(squad), id));
        effects.extend(roster(oracle, squad, id, Some(now)));
    }
    effects
}

fn roster(oracle: &Oracle, squad: Id, member: Id, entry: Option<&Body>) -> Option<Effect> {
    let mut body = oracle.tables.body("squad", squad)?.clone();
    let entry = entry.map_or(Value::Null, |member| {
        Value::Object(object([
            ("name", member.get("name").cloned().unwrap_or("".into())),
            ("roles", roles(member).into()),
        ]))
    });
    let path = format!("roster.{member}");
    set(&mut body, &path, entry);
    Some(Effect::Put("squad", squad, squad, body, vec![path]))
}

pub(super) fn enrol(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    need(oracle, "member", case.told.root)?;
    Ok(Outcome::with(vec![Effect::Put("device", case.told.id, case.told.root, case.told.data.clone(), vec![])]))
}

pub(super) fn revoke(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.id("device")?;
    let (row, device) = need(oracle, "device", id)?;
    let (_, owner) = need(oracle, "member", row.root)?;
    if row.root != case.me() {
        oracle.must(oracle.leads(case.me(), id_in(owner, "squad")))?;
    }
    let mut body = device.clone();
    body.extend(object([("state", "revoked".into()), ("revoked_at", case.of.received.into())]));
    Ok(Outcome::with(vec![Effect::Put("device", id, row.root, body, vec!["state".into()])]))
}

/// Gives a household to somebody, to another squad, or back to the squad's list.
pub(super) fn assign(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let root = case.told.root;
    let (_, now) = need(oracle, "assignment", root)?;
    let (old_squad, old_member) = (id_in(now, "squad"), id_in(now, "member"));
    oracle.must(oracle.leads(case.me(), old_squad))?;
    let (mut squad, mut member) = (old_squad, None);
    if case.told.kind == "assignment.assign" {
        squad = case.told.id_of("squad").or(old_squad);
        member = case.told.id_of("member");
        if squad != old_squad {
            oracle.must(oracle.coordinates(case.me()))?;
            if let Some(squad) = squad {
                need(oracle, "squad", squad)?;
            }
        }
        if let Some(id) = member {
            let takes = need(oracle, "member", id).is_ok_and(|(_, body)| {
                id_in(body, "squad") == squad && (oracle.author_is(id, "volunteer") || oracle.author_is(id, "leader"))
            });
            if !takes {
                return Err(Stop::parked("not_found"));
            }
        }
    }
    oracle.still(case.told, case.of, "assignment", root, "member")?;
    let mut body = now.clone();
    set(&mut body, "squad", squad.map_or(Value::Null, json));
    set(&mut body, "member", member.map_or(Value::Null, json));
    body.insert("by".into(), json(case.me()));
    let mut effects = vec![Effect::Put("assignment", root, root, body, vec!["member".into()])];
    let rides = oracle
        .tables
        .all("ride")
        .filter(|(_, _, ride)| id_in(ride, "household") == Some(root) && !Trip::of(ride).over());
    // What turned out to be the same household goes along too.
    let aliases = oracle.tables.all("household").filter(|(_, _, home)| id_in(home, "alias_of") == Some(root));
    let roots: Vec<(Id, Option<Id>)> =
        rides.map(|(id, _, ride)| (id, id_in(ride, "driver"))).chain(aliases.map(|(id, _, _)| (id, None))).collect();
    for (root, driver) in std::iter::once((root, None)).chain(roots) {
        if old_member != member {
            effects
                .extend(old_member.filter(|old| driver != Some(*old)).map(|old| Effect::End(Who::Member(old), root)));
            effects.extend(member.map(|new| Effect::Grant(Who::Member(new), root)));
        }
        if old_squad != squad {
            effects.extend(old_squad.map(|old| Effect::End(Who::Squad(old), root)));
            effects.extend(squad.map(|new| Effect::Grant(Who::Squad(new), root)));
        }
    }
    Ok(Outcome::with(effects))
}
