//! Editing fields: conflicts are found by what was *seen*, never by clocks; clocks only break ties.
//!
//! An edit of a field has no conflict if the field was last written at or before the revision that its author saw, or by
//! one of the author's own changes that it follows. It then applies, whatever its clock says. In a conflict the higher
//! [`crate::change::Rank`] stands; the other value is kept in a [`crate::model::conflict`] record, and both are shown.

use serde_json::Value;

use super::{
    authority::Holding,
    context::Context,
    outcome::{Outcome, Stop, Write},
    working_set::WorkingSet,
};
use crate::{
    change::Change,
    json::{self, Fields},
    model,
    planted::{Bug, planted},
    receipt::{Fate, Reason},
    record::{Key, Record},
};

/// Whether nobody else has written the field since the author looked.
pub fn unmoved(change: &Change, ctx: &Context, ws: &WorkingSet, key: &Key, field: &str) -> bool {
    if planted(Bug::FieldsByClock) {
        return ws.mark(key, field).is_none_or(|mark| mark.rank < change.rank(ctx.received));
    }
    ws.mark(key, field).is_none_or(|mark| mark.seq <= ctx.seen(change.seen) || change.after.contains(&mark.rank.id))
}

/// A command acts only on the record as its author saw it: "an assignment overwritten" would be one that took effect
/// although its author had not seen the current one.
pub fn must_be_unmoved(change: &Change, ctx: &Context, ws: &WorkingSet, key: &Key, field: &str) -> Result<(), Stop> {
    // A hub that gave this change its fate before it was restored keeps its word.
    if !ctx.is_hub() || ctx.honour.as_ref().is_some_and(|receipt| receipt.fate == Fate::Applied) {
        return Ok(());
    }
    if unmoved(change, ctx, ws, key, field) {
        Ok(())
    } else {
        let mut stop = Stop::superseded(Reason::MovedOn);
        if let Some(mark) = ws.mark(key, field) {
            stop = stop.arg("by", mark.member).arg("change", mark.rank.id);
        }
        Err(stop)
    }
}

/// The fields that a patch writes: its members, and one level deeper where a member is an object (`door.dog`).
pub fn field_paths(patch: &Fields) -> Vec<(String, Value)> {
    let mut paths = Vec::new();
    for (name, value) in patch {
        match value {
            Value::Object(inner) => {
                paths.extend(inner.iter().map(|(sub, value)| (format!("{name}.{sub}"), value.clone())))
            }
            value => paths.push((name.clone(), value.clone())),
        }
    }
    paths
}

/// Applies an edit of a record's fields, field by field.
pub fn edit(
    change: &Change,
    ctx: &Context,
    ws: &WorkingSet,
    record: &Record,
    patch: &Fields,
    holding: Holding,
) -> Result<Outcome, Stop> {
    let mut body = record.body.clone();
    let mut taken = Vec::new();
    let mut conflicts = Vec::new();
    let rank = change.rank(ctx.received);
    for (field, value) in field_paths(patch) {
        let current = value_at(&record.body, &field);
        let free = !ctx.is_hub() || unmoved(change, ctx, ws, &record.key, &field);
        if free || current == value {
            set_at(&mut body, &field, value);
            taken.push(field);
            continue;
        }
        if holding == Holding::Then && ctx.accepted_by.is_none() {
            return Err(Stop::parked(Reason::HandedOver).arg("field", field.as_str()));
        }
        // `free` is true where there is no mark.
        let Some(mark) = ws.mark(&record.key, &field) else { continue };
        let wins = match ctx.honour.as_ref().map(|receipt| &receipt.fate) {
            Some(Fate::Applied) => true,
            Some(Fate::Superseded) => false,
            _ => rank > mark.rank,
        };
        let (kept, lost) = if wins { (&value, &current) } else { (&current, &value) };
        let (kept_by, lost_by) = if wins { (change.member, mark.member) } else { (mark.member, change.member) };
        let conflict = serde_json::json!({
            "record_kind": record.key.kind.as_str(),
            "record": record.key.id,
            "field": field,
            "kept": kept,
            "kept_by": kept_by,
            "lost": lost,
            "lost_by": lost_by,
        });
        conflicts.push(Write::Put {
            key: Key::new(model::CONFLICT, change.id.derive(&format!("conflict {} {field}", record.key.id))),
            root: record.root,
            body: json::write(&conflict),
            fields: Vec::new(),
        });
        if wins {
            set_at(&mut body, &field, value);
            taken.push(field);
        }
    }
    let lost_all = taken.is_empty() && !conflicts.is_empty();
    let mut writes = Vec::new();
    if !taken.is_empty() {
        writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: taken });
    }
    let had_conflicts = !conflicts.is_empty();
    writes.append(&mut conflicts);
    let mut outcome = Outcome::applied(writes);
    if had_conflicts {
        outcome = outcome.because(Reason::Conflict);
    }
    if lost_all {
        outcome.fate = Fate::Superseded;
    }
    Ok(outcome)
}

/// The value of a field; `null` where there is none.
pub fn value_at(body: &Fields, field: &str) -> Value {
    match field.split_once('.') {
        Some((name, sub)) => body.get(name).and_then(|inner| inner.get(sub)),
        None => body.get(field),
    }
    .cloned()
    .unwrap_or(Value::Null)
}

/// Sets a field; `null` removes it.
pub fn set_at(body: &mut Fields, field: &str, value: Value) {
    let set = |fields: &mut Fields, name: &str, value: Value| {
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), value);
        }
    };
    match field.split_once('.') {
        Some((name, sub)) => {
            let inner = body.entry(name).or_insert_with(|| Value::Object(Fields::new()));
            if !inner.is_object() {
                *inner = Value::Object(Fields::new());
            }
            if let Value::Object(inner) = inner {
                set(inner, sub, value);
            }
        }
        None => set(body, field, value),
    }
}
