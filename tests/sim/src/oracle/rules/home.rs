//! Households, notes, follow-ups, conflicts, lists.

use doorstep_core::id::Id;
use serde_json::Value;

use super::{Case, Decision, day, need, ride};
use crate::oracle::{
    Body, Oracle,
    change::{id_in, text_in},
    decide::{Outcome, Standing, Stop},
    merge,
    state::{Effect, Who, json, object},
};

pub(super) fn add_note(case: &Case<'_>) -> Decision {
    let mut body = case.told.data.clone();
    body.extend(object([("by", json(case.me())), ("at", case.at().into())]));
    Ok(Outcome::with(vec![Effect::Put("note", case.told.id, case.told.root, body, vec![])]))
}

pub(super) fn remove_note(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.id("note")?;
    let (row, note) = need(oracle, "note", id)?;
    let allowed = id_in(note, "by") == Some(case.me()) || oracle.leads_some(case.me());
    oracle.must(row.root == case.told.root && allowed)?;
    let mut body = note.clone();
    body.remove("text");
    body.insert("removed".into(), true.into());
    Ok(Outcome::with(vec![Effect::Put("note", id, row.root, body, vec![])]))
}

pub(super) fn add_follow_up(case: &Case<'_>) -> Decision {
    let mut body = case.told.data.clone();
    body.insert("state".into(), "open".into());
    Ok(Outcome::with(vec![Effect::Put("follow_up", case.told.id, case.told.root, body, vec![])]))
}

pub(super) fn edit_follow_up(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.id("follow_up")?;
    need(oracle, "follow_up", id)?;
    oracle.edit(case.told, case.of, case.standing, ("follow_up", id), &case.patch("follow_up"))
}

pub(super) fn close_conflict(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.id("conflict")?;
    let (row, conflict) = need(oracle, "conflict", id)?;
    let mut body = conflict.clone();
    body.insert("closed".into(), true.into());
    Ok(Outcome::with(vec![Effect::Put("conflict", id, row.root, body, vec![])]))
}

/// The squad that looks after a neighbourhood on a day: the one whose turn began last.
fn responsible(oracle: &Oracle, neighbourhood: Option<Id>, day: &str) -> Option<Id> {
    let mut best: Option<(&str, Id)> = None;
    for (_, _, body) in oracle.tables.all("responsibility") {
        let (from, squad) = (text_in(body, "from").unwrap_or(""), id_in(body, "squad"));
        let lasts = text_in(body, "to").is_none_or(|to| day <= to);
        if id_in(body, "neighbourhood") == neighbourhood && from <= day && lasts {
            // Of those that began on the same day the last in order of identity counts.
            if let Some(squad) = squad
                && best.is_none_or(|(began, _)| began <= from)
            {
                best = Some((from, squad));
            }
        }
    }
    best.map(|(_, squad)| squad)
}

fn create(id: Id, body: Body, squad: Option<Id>, member: Option<Id>, by: Id) -> Vec<Effect> {
    let null = |id: Option<Id>| id.map_or(Value::Null, json);
    let assignment = object([("squad", null(squad)), ("member", null(member)), ("by", json(by))]);
    let mut effects = vec![
        Effect::Put("household", id, id, body, vec![]),
        Effect::Put("assignment", id, id, assignment, vec![]),
        Effect::Grant(Who::Commune, id),
    ];
    effects.extend(squad.map(|squad| Effect::Grant(Who::Squad(squad), id)));
    effects.extend(member.map(|member| Effect::Grant(Who::Member(member), id)));
    effects
}

pub(super) fn add(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    if oracle.tables.body("household", told.id).is_some() {
        return Err(Stop::superseded("already_there"));
    }
    let own = oracle.tables.id("member", case.me(), "squad");
    let squad = responsible(oracle, told.id_of("neighbourhood"), &day(case.of.received)).or(own);
    let member = (case.me() != Id::HUB && squad.is_some() && squad == own).then_some(case.me());
    let mut body = told.data.clone();
    body.insert("added_by".into(), json(case.me()));
    Ok(Outcome::with(create(told.id, body, squad, member, case.me())))
}

/// Whether anybody of a household agreed to its position on a map, apart from one resident.
pub(super) fn agreed_to_pin(oracle: &Oracle, household: Id, besides: Option<Id>) -> bool {
    oracle.tables.all("consent").any(|(_, row, consent)| {
        row.root == household
            && text_in(consent, "purpose") == Some("pin")
            && text_in(consent, "state") == Some("given")
            && (besides.is_none() || id_in(consent, "resident") != besides)
    })
}

pub(super) fn edit(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    need(oracle, "household", told.root)?;
    if told.data.get("pin").is_some_and(|pin| !pin.is_null()) && !agreed_to_pin(oracle, told.root, None) {
        return Err(Stop::refused("consent_missing"));
    }
    let mut outcome = oracle.edit(told, case.of, case.standing, ("household", told.root), &told.data)?;
    let written = outcome.effects.iter().find_map(|effect| match effect {
        Effect::Put("household", _, _, body, _) => Some(body.clone()),
        _ => None,
    });
    let copied = ["address", "landmark", "phones"].iter().any(|field| told.data.contains_key(*field));
    if let Some(body) = written.filter(|_| copied) {
        outcome.effects.extend(ride::refresh(oracle, told.root, Some(&body), None));
    }
    Ok(outcome)
}

pub(super) fn merge(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let (from, into) = (case.told.root, case.id("into")?);
    let (_, home) = need(oracle, "household", from)?;
    let (_, target) = need(oracle, "household", into)?;
    if from == into || target.contains_key("alias_of") {
        return Err(Stop::refused("invalid"));
    }
    for id in [from, into] {
        oracle.must(oracle.leads(case.me(), oracle.tables.id("assignment", id, "squad")))?;
    }
    if case.standing == Standing::Never {
        return Err(Stop::parked("not_your_household"));
    }
    oracle.still(case.told, case.of, "household", from, "alias_of")?;
    let alias = |id: Id, body: &Body| {
        let mut body = body.clone();
        body.insert("alias_of".into(), json(into));
        Effect::Put("household", id, id, body, vec!["alias_of".into()])
    };
    let mut effects = vec![alias(from, home)];
    for (id, _, body) in oracle.tables.all("household") {
        if id_in(body, "alias_of") == Some(from) {
            effects.push(alias(id, body));
        }
    }
    effects.extend(oracle.tables.holders(into).into_iter().map(|who| Effect::Grant(who, from)));
    Ok(Outcome::with(effects))
}

pub(super) fn unmerge(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let root = case.told.root;
    let (_, home) = need(oracle, "household", root)?;
    let (squad, member) =
        (oracle.tables.id("assignment", root, "squad"), oracle.tables.id("assignment", root, "member"));
    oracle.must(oracle.leads(case.me(), squad))?;
    oracle.still(case.told, case.of, "household", root, "alias_of")?;
    let mut body = home.clone();
    body.remove("alias_of");
    let mut effects = vec![Effect::Put("household", root, root, body, vec!["alias_of".into()])];
    for who in oracle.tables.holders(root) {
        let stays = who == Who::Commune || Some(who) == squad.map(Who::Squad) || Some(who) == member.map(Who::Member);
        if !stays {
            effects.push(Effect::End(who, root));
        }
    }
    Ok(Outcome::with(effects))
}

pub(super) fn import(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    oracle.must(oracle.coordinates(case.me()))?;
    let Some(Value::Object(fields)) = told.data.get("fields") else { return Err(Stop::refused("invalid")) };
    let last = oracle.tables.body("import_source", told.root).and_then(|body| body.get("last")?.as_object()).cloned();
    let last = last.unwrap_or_default();
    let mut said = last.clone();
    said.extend(fields.clone());
    let copy = |name: &str| told.data.get(name).cloned().unwrap_or(Value::Null);
    let source = object([("key", copy("key")), ("batch", copy("batch")), ("last", Value::Object(said))]);
    let source = Effect::Put("import_source", told.root, told.root, source, vec![]);
    let Some(home) = oracle.tables.body("household", told.root) else {
        let squad = responsible(oracle, id_in(fields, "neighbourhood"), &day(case.of.received));
        let mut effects = create(told.root, fields.clone(), squad, None, case.me());
        effects.push(source);
        return Ok(Outcome::with(effects));
    };
    let mut body = home.clone();
    let mut taken = Vec::new();
    for (field, value) in merge::paths(fields) {
        let (before, now) = (merge::get(&last, &field), merge::get(home, &field));
        if value != before && value != now && now == before {
            merge::set(&mut body, &field, value);
            taken.push(field);
        }
    }
    let mut effects = Vec::new();
    if !taken.is_empty() {
        effects.extend(ride::refresh(oracle, told.root, Some(&body), None));
        effects.push(Effect::Put("household", told.root, told.root, body, taken));
    }
    effects.push(source);
    Ok(Outcome::with(effects))
}

pub(super) fn import_missing(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let (row, source) = need(oracle, "import_source", case.told.root)?;
    let mut body = source.clone();
    body.insert("missing".into(), true.into());
    Ok(Outcome::with(vec![Effect::Put("import_source", case.told.root, row.root, body, vec![])]))
}

/// Open follow-ups of somebody who died.
pub(super) fn drop_follow_ups(oracle: &Oracle, household: Id, resident: Id) -> Vec<Effect> {
    let of = oracle.tables.all("follow_up").filter(|(_, row, body)| {
        row.root == household
            && id_in(body, "resident") == Some(resident)
            && text_in(body, "state").is_none_or(|s| s == "open")
    });
    of.map(|(id, row, body)| {
        let mut body = body.clone();
        body.insert("state".into(), "dropped".into());
        Effect::Put("follow_up", id, row.root, body, vec!["state".into()])
    })
    .collect()
}
