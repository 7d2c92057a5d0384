//! Erasing a resident or a household at their request (Law 91/2025/QH15): text goes wherever it is kept.
//!
//! The records become tombstones without content; the identifiers go on the erasure list, which is never pruned, so that
//! a fact that arrives later is stored without text and people. The hub's engine also strips parked changes that name them.

use super::{
    Class, Decision, Rule,
    links::{self, Link},
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    model::{self, ride::Ride},
    record::Record,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "resident.erase", class: Class::Open, keeps: &[], reads, apply: erase_resident },
    Rule { kind: "household.erase", class: Class::Open, keeps: &[], reads, apply: erase_household },
];

fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    Reads::default().link(ws, Link::of_root(change.root)).link(ws, Link::rides_of(change.root))
}

fn delete(record: &Record) -> [Write; 2] {
    [Write::Delete { key: record.key.clone() }, Write::Erase { id: record.key.id }]
}

/// What names a person: their record and consents; visits, follow-ups and notes lose the link and the text.
fn erase_resident(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let resident = super::form::Form(&change.data).id("resident")?;
    let record = d.ws.need(model::RESIDENT, resident)?;
    if record.root != change.root {
        return Err(Stop::invalid("resident"));
    }
    let mut writes = delete(record).to_vec();
    for other in d.ws.linked(&Link::of_root(change.root)).filter(|other| other.key != record.key) {
        match other.key.kind.as_str() {
            "consent" if names(other, resident) => writes.extend(delete(other)),
            "visit" if names(other, resident) => writes.push(redacted_visit(other)),
            "follow_up" | "conflict" if names(other, resident) => writes.extend(delete(other)),
            // Free text about the household may be about the person: it goes too.
            "note" => writes.extend(delete(other)),
            _ => {}
        }
    }
    writes.extend(rides(d, change.root, Some(resident)));
    Ok(Outcome::applied(writes))
}

fn erase_household(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    d.ws.need(model::HOUSEHOLD, change.root)?;
    let mut writes = Vec::new();
    for record in d.ws.linked(&Link::of_root(change.root)) {
        match record.key.kind.as_str() {
            // Who held it decides who may still deliver facts about it.
            "assignment" => {}
            "visit" => writes.push(redacted_visit(record)),
            _ => writes.extend(delete(record)),
        }
    }
    writes.extend(rides(d, change.root, None));
    Ok(Outcome::applied(writes))
}

/// Rides go, those that are over included, for they copy name, address and number; one under way keeps them until the
/// person is home.
fn rides(d: &Decision<'_>, household: Id, resident: Option<Id>) -> Vec<Write> {
    let all = d.ws.linked(&Link::rides_of(household)).filter(|record| record.key.kind == model::RIDE);
    all.filter(|record| {
        record
            .read::<Ride>()
            .is_ok_and(|ride| !ride.state.is_return_due() && (resident.is_none() || ride.resident == resident))
    })
    .flat_map(delete)
    .collect()
}

fn names(record: &Record, id: Id) -> bool {
    let text = id.to_string();
    crate::json::fields_to_canonical(&record.body).contains(&text)
}

/// A visit without people and text: outcome, day, services and credit stay for the counts.
fn redacted_visit(record: &Record) -> Write {
    let mut body = record.body.clone();
    for field in ["who_brings", "note", "text", "missing"] {
        body.remove(field);
    }
    if let Some(serde_json::Value::Array(helped)) = body.get_mut("helped") {
        for help in helped.iter_mut().filter_map(serde_json::Value::as_object_mut) {
            help.retain(|name, _| matches!(name.as_str(), "service" | "outcome"));
        }
    }
    body.insert("redacted".into(), true.into());
    Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() }
}

/// The identifier of the erased person or household, for the engine that strips parked changes.
pub fn subject(change: &Change) -> Option<Id> {
    match change.kind.as_str() {
        "resident.erase" => links::id_of(&change.data, "resident"),
        "household.erase" => Some(change.root),
        _ => None,
    }
}
