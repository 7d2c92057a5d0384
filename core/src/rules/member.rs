//! Members: their roles decide what they hold; the squad's roster and grants follow.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::{self, Form},
    links, merge,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    json::Fields,
    model::{
        self,
        member::{Member, Role},
    },
    record::{Key, Record, Scope},
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "member.add", class: Class::Open, keeps: &[], reads: add_reads, apply: add },
    Rule { kind: "member.edit", class: Class::Edit, keeps: &[], reads: edit_reads, apply: edit },
];

fn add_reads(change: &Change, _: &WorkingSet) -> Reads {
    let squad = links::id_of(&change.data, "squad");
    reads_of(change.id, squad)
}

/// What [`follow`] writes grants and memberships of: the member and their squad. A new member's grant of the commune's root
/// needs no reading: they held nothing before.
fn reads_of(member: Id, squad: Option<Id>) -> Reads {
    let mut reads = Reads::default().maybe(model::SQUAD, squad).grants(member).memberships(member);
    if let Some(squad) = squad {
        reads = reads.grants(squad);
    }
    reads
}

/// The member is their own root, and the change's id their identity.
fn add(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Member>()?;
    form.text("name")?;
    let squad = form.maybe_id("squad")?;
    let roles: Vec<Role> = form.or_default("roles")?;
    may_give(d, squad, &roles)?;
    let id = change.id;
    let mut writes = vec![
        Write::Put { key: Key::new(model::MEMBER, id), root: id, body: change.data.clone(), fields: Vec::new() },
        Write::Grant { scope: Scope::Member(id), root: id },
        Write::Grant { scope: Scope::Commune, root: id },
        Write::Grant { scope: Scope::Member(id), root: d.ctx.commune.root() },
    ];
    let member: Member = crate::json::read(&change.data).map_err(|_| Stop::invalid("data"))?;
    writes.extend(follow(d.ws, id, &Member::default(), &member));
    Ok(Outcome::applied(writes))
}

/// Leaders look after volunteers and drivers of their own squad; roles above that are the coordinator's to give.
fn may_give(d: &Decision<'_>, squad: Option<Id>, roles: &[Role]) -> Result<(), Stop> {
    if roles.iter().any(|role| matches!(role, Role::Leader | Role::Coordinator)) {
        d.author.must_coordinate()
    } else {
        d.author.must_lead(squad)
    }
}

fn edit_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let Some(id) = links::id_of(&change.data, "member") else { return Reads::default() };
    let was: Option<Member> = ws.view(model::MEMBER, Some(id));
    Reads::default()
        .record(model::MEMBER, id)
        .and(reads_of(id, links::id_of(&change.data, "squad")))
        .and(reads_of(id, was.and_then(|member| member.squad)))
}

fn edit(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Member>()?;
    let id = form.id("member")?;
    let record = d.ws.need(model::MEMBER, id)?;
    let was: Member = record.read()?;
    let patch: Fields =
        change.data.iter().filter(|(n, _)| *n != "member").map(|(n, v)| (n.clone(), v.clone())).collect();
    let about_access = patch.keys().any(|field| matches!(field.as_str(), "roles" | "squad" | "left"));
    if about_access {
        let roles: Vec<Role> = form.or_default("roles")?;
        may_give(d, was.squad, &was.roles)?;
        may_give(d, form.maybe_id("squad")?.or(was.squad), &roles)?;
    } else if id != d.author.id {
        // Members keep their own name and phone; leaders may help.
        d.author.must_lead(was.squad)?;
    }
    let mut outcome = merge::edit(change, d.ctx, d.ws, record, &patch, d.holding)?;
    let body = outcome.writes.iter().find_map(|write| match write {
        Write::Put { key, body, .. } if *key == record.key => Some(body),
        _ => None,
    });
    if let Some(now) = body.and_then(|body| crate::json::read::<Member>(body).ok()) {
        let follow = follow(d.ws, id, &was, &now);
        outcome.writes.extend(follow);
    }
    Ok(outcome)
}

/// Memberships, grants and rosters that follow from who a member was and is.
fn follow(ws: &WorkingSet, id: Id, was: &Member, now: &Member) -> Vec<Write> {
    let mut writes = Vec::new();
    let own = Scope::Member(id);
    let scopes = |member: &Member| {
        // Whoever leaves belongs to nothing any more, and so holds nothing, whatever was granted to them.
        let mut scopes = if member.left || member.name.is_empty() { Vec::new() } else { vec![own] };
        if member.is(&Role::Coordinator) {
            scopes.push(Scope::Commune);
        }
        if let (true, Some(squad)) = (member.is(&Role::Leader), member.squad) {
            scopes.push(Scope::Squad(squad));
        }
        scopes
    };
    let (before, after) = (scopes(was), scopes(now));
    writes.extend(before.iter().filter(|s| !after.contains(s)).map(|scope| Write::Leave { member: id, scope: *scope }));
    writes.extend(after.iter().filter(|s| !before.contains(s)).map(|scope| Write::Join { member: id, scope: *scope }));
    let squad_of = |member: &Member| member.squad.filter(|_| !member.left);
    let (from, to) = (squad_of(was), squad_of(now));
    if let Some(squad) = from.filter(|_| from != to) {
        writes.push(Write::End { scope: own, root: squad });
        writes.push(Write::End { scope: Scope::Squad(squad), root: id });
        writes.extend(ws.get(model::SQUAD, squad).map(|record| roster(record, id, None)));
    }
    if let Some(squad) = to {
        writes.push(Write::Grant { scope: own, root: squad });
        writes.push(Write::Grant { scope: Scope::Squad(squad), root: id });
        writes.extend(ws.get(model::SQUAD, squad).map(|record| roster(record, id, Some(now))));
    }
    writes
}

fn roster(squad: &Record, id: Id, entry: Option<&Member>) -> Write {
    let mut body = squad.body.clone();
    let roster = body.entry("roster").or_insert_with(|| Value::Object(Fields::new()));
    if !roster.is_object() {
        *roster = Value::Object(Fields::new());
    }
    if let Value::Object(roster) = roster {
        match entry {
            Some(member) => {
                let roles: Vec<Value> = member.roles.iter().map(|role| role.as_str().into()).collect();
                let entry = form::body([("name", member.name.as_str().into()), ("roles", roles.into())]);
                roster.insert(id.to_string(), Value::Object(entry));
            }
            None => {
                roster.remove(&id.to_string());
            }
        }
    }
    Write::Put { key: squad.key.clone(), root: squad.root, body, fields: vec![format!("roster.{id}")] }
}
