//! Who wins when two people write the same field.

use serde_json::Value;

use super::{
    Body, Oracle,
    change::Told,
    decide::{Circumstances, Outcome, Standing, Stop, derived},
    state::{Effect, json, object},
};

/// The members that a patch writes, one level deep where a member is an object.
pub(super) fn paths(patch: &Body) -> Vec<(String, Value)> {
    let mut paths = Vec::new();
    for (name, value) in patch {
        if let Value::Object(inner) = value {
            paths.extend(inner.iter().map(|(sub, value)| (format!("{name}.{sub}"), value.clone())));
        } else {
            paths.push((name.clone(), value.clone()));
        }
    }
    paths
}

pub(super) fn get(body: &Body, path: &str) -> Value {
    let found = match path.split_once('.') {
        Some((name, sub)) => body.get(name).and_then(|inner| inner.get(sub)),
        None => body.get(path),
    };
    found.cloned().unwrap_or(Value::Null)
}

pub(super) fn set(body: &mut Body, path: &str, value: Value) {
    if let Some((name, sub)) = path.split_once('.') {
        let inner = body.entry(name).or_insert_with(|| Value::Object(Body::new()));
        if !inner.is_object() {
            *inner = Value::Object(Body::new());
        }
        if let Some(inner) = inner.as_object_mut() {
            set(inner, sub, value);
        }
    } else if value.is_null() {
        body.remove(path);
    } else {
        body.insert(path.to_owned(), value);
    }
}

impl Oracle {
    /// Whether nobody else wrote the field since the author looked.
    pub(super) fn free(&self, told: &Told, kind: &str, id: doorstep_core::id::Id, field: &str) -> bool {
        let Some(writer) = self.tables.writer(kind, id, field) else { return true };
        let seen = self.tables.commit_of(told.seen).is_some_and(|seen| writer.commit <= seen);
        seen || told.after.contains(&writer.strength.2)
    }

    /// A command moves nothing that has moved.
    pub(super) fn still(
        &self,
        told: &Told,
        of: &Circumstances,
        kind: &str,
        id: doorstep_core::id::Id,
        field: &str,
    ) -> Result<(), Stop> {
        let honoured = of.honour.as_ref().is_some_and(|said| said.outcome == "applied");
        if honoured || self.free(told, kind, id, field) { Ok(()) } else { Err(Stop::superseded("moved_on")) }
    }

    /// An edit, field by field.
    pub(super) fn edit(
        &self,
        told: &Told,
        of: &Circumstances,
        standing: Standing,
        (kind, id): (&'static str, doorstep_core::id::Id),
        patch: &Body,
    ) -> Result<Outcome, Stop> {
        let key = (std::sync::Arc::from(kind), id);
        let root = self.tables.rows.get(&key).map_or(told.root, |row| row.root);
        let before = self.tables.body(kind, id).cloned().unwrap_or_default();
        let mut body = before.clone();
        let mut taken = Vec::new();
        let mut conflicts = Vec::new();
        for (field, value) in paths(patch) {
            let current = get(&before, &field);
            if self.free(told, kind, id, &field) || current == value {
                set(&mut body, &field, value);
                taken.push(field);
                continue;
            }
            if standing == Standing::Before && of.accepted.is_none() {
                return Err(Stop::parked("handed_over"));
            }
            let Some(writer) = self.tables.writer(kind, id, &field) else { continue };
            let wins = match of.honour.as_ref().map(|said| said.outcome.as_str()) {
                Some("applied") => true,
                Some("superseded") => false,
                _ => told.strength(of.received) > writer.strength,
            };
            let (kept, lost) = if wins { (value.clone(), current) } else { (current, value.clone()) };
            let (kept_by, lost_by) = if wins { (told.member, writer.member) } else { (writer.member, told.member) };
            let mut conflict = object([
                ("record_kind", kind.into()),
                ("record", json(id)),
                ("field", field.as_str().into()),
                ("kept_by", json(kept_by)),
                ("lost_by", json(lost_by)),
            ]);
            conflict.insert("kept".into(), kept);
            conflict.insert("lost".into(), lost);
            let conflict_id = derived(told.id, &format!("conflict {id} {field}"));
            conflicts.push(Effect::Put("conflict", conflict_id, root, conflict, Vec::new()));
            if wins {
                set(&mut body, &field, value);
                taken.push(field);
            }
        }
        let mut outcome = Outcome::applied();
        outcome.reason = (!conflicts.is_empty()).then(|| "conflict".to_owned());
        if taken.is_empty() && !conflicts.is_empty() {
            outcome.fate = "superseded";
        }
        if !taken.is_empty() {
            outcome.effects.push(Effect::Put(kind, id, root, body, taken));
        }
        outcome.effects.extend(conflicts);
        Ok(outcome)
    }
}

impl Told {
    /// How strongly it claims a field.
    pub(super) fn strength(&self, received: i64) -> (bool, i64, doorstep_core::id::Id) {
        (!self.unsure, self.at.min(received), self.id)
    }
}
