//! Residents: what may be kept about a person, and what follows when they die.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::Form,
    household::written,
    links::{self, Link},
    merge,
    outcome::{Outcome, Stop, Write},
    ride,
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    json::{self, Fields},
    model::{
        self,
        consent::{Consent, ConsentState, Purpose},
        follow_up::{FollowUp, FollowUpState},
        resident::{Resident, ResidentState},
    },
    receipt::Reason,
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "resident.add", class: Class::Fact, keeps: &[], reads: add_reads, apply: add },
    Rule { kind: "resident.edit", class: Class::Edit, keeps: &[], reads: edit_reads, apply: edit },
];

/// Fields that need the person's consent, and to what.
fn gated() -> [(&'static str, Purpose); 2] {
    [("needs", Purpose::Ride), ("language", Purpose::Language)]
}

fn asks_for(data: &Fields, field: &str) -> bool {
    data.get(field).is_some_and(|value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()))
}

fn add_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().record(model::HOUSEHOLD, change.root)
}

fn add(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if d.redacted {
        return Ok(Outcome::applied(Vec::new()));
    }
    let form = Form::guarded(&change.data)?;
    form.fits::<Resident>()?;
    form.text("name")?;
    d.ws.need(model::HOUSEHOLD, change.root)?;
    // Nobody can have agreed yet: the person's consents name the record that this change makes.
    for (field, purpose) in gated() {
        if asks_for(&change.data, field) {
            return Err(Stop::refused(Reason::ConsentMissing).arg("purpose", purpose.as_str()));
        }
    }
    let key = Key::new(model::RESIDENT, change.id);
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body: change.data.clone(), fields: Vec::new() }]))
}

fn edit_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let Some(id) = links::id_of(&change.data, "resident") else { return Reads::default() };
    let mut reads = Reads::default().record(model::RESIDENT, id);
    for (field, purpose) in gated() {
        if change.data.contains_key(field) {
            reads = reads.record(model::CONSENT, Consent::id(id, &purpose));
        }
    }
    if dies(&change.data) {
        reads = reads.link(ws, Link::of_root(change.root));
    }
    reads.and(ride::reads_of_household(ws, change.root))
}

fn dies(data: &Fields) -> bool {
    data.get("state").and_then(Value::as_str) == Some(ResidentState::Deceased.as_str())
}

fn edit(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Resident>()?;
    let id = form.id("resident")?;
    let record = d.ws.need(model::RESIDENT, id)?;
    if record.root != change.root {
        return Err(Stop::invalid("resident"));
    }
    for (field, purpose) in gated() {
        if asks_for(&change.data, field) {
            must_have_agreed(d.ws, id, &purpose)?;
        }
    }
    let patch: Fields =
        change.data.iter().filter(|(n, _)| *n != "resident").map(|(n, v)| (n.clone(), v.clone())).collect();
    let mut outcome = merge::edit(change, d.ctx, d.ws, record, &patch, d.holding)?;
    let Some(body) = written(&outcome, &record.key).cloned() else { return Ok(outcome) };
    if dies(&body) && !dies(&record.body) {
        outcome.writes.extend(after_death(d, change.root, id)?);
    } else {
        outcome.writes.extend(ride::refresh_copies(d.ws, change.root, None, Some((id, &body)))?);
    }
    Ok(outcome)
}

/// Stops unless the resident has agreed to the purpose.
pub fn must_have_agreed(ws: &WorkingSet, resident: Id, purpose: &Purpose) -> Result<(), Stop> {
    let consent: Option<Consent> = ws.view(model::CONSENT, Some(Consent::id(resident, purpose)));
    let reason = match consent.and_then(|consent| consent.state) {
        Some(ConsentState::Given) => return Ok(()),
        Some(ConsentState::Withdrawn) => Reason::ConsentWithdrawn,
        _ => Reason::ConsentMissing,
    };
    Err(Stop::refused(reason).arg("purpose", purpose.as_str()).arg("resident", resident))
}

/// A person who has died is in no list, prompt, ride or notice: follow-ups are dropped, rides that have not begun are
/// cancelled. A ride under way keeps its return duty, which somebody must close.
fn after_death(d: &Decision<'_>, household: Id, resident: Id) -> Result<Vec<Write>, Stop> {
    let mut writes = ride::cancel_for_death(d, household, resident)?;
    for record in d.ws.linked(&Link::of_root(household)).filter(|record| record.key.kind == model::FOLLOW_UP) {
        let follow_up: FollowUp = record.read()?;
        if follow_up.resident == Some(resident) && follow_up.state == FollowUpState::Open {
            let mut body = record.body.clone();
            json::patch(&mut body, &super::form::body([("state", FollowUpState::Dropped.as_str().into())]));
            writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["state".into()] });
        }
    }
    Ok(writes)
}
