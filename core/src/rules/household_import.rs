//! A household as a list has it: three-way per field, so that a correction made at a door survives the next import.
//!
//! A field changes only when the list differs from what it said last time; where the household now differs from both,
//! the household's value stays. What the list has no column for changes nothing.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    commune::responsible_squad,
    form::{self, Form},
    household,
    links::{self, Link},
    merge,
    outcome::{Outcome, Stop, Write},
    ride,
    working_set::{Reads, WorkingSet},
};
use crate::{
    calendar::vietnam_date,
    change::Change,
    json::Fields,
    model::{self, household::Household, import_source::ImportSource},
    receipt::Reason,
    record::Key,
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "household.import", class: Class::Open, keeps: &[], reads, apply },
    Rule { kind: "household.import_missing", class: Class::Open, keeps: &[], reads: missing_reads, apply: missing },
];

fn fields(change: &Change) -> Option<&Fields> {
    change.data.get("fields")?.as_object()
}

fn reads(change: &Change, ws: &WorkingSet) -> Reads {
    let mut reads =
        Reads::default().record(model::IMPORT_SOURCE, change.root).and(ride::reads_of_household(ws, change.root));
    if let Some(neighbourhood) = fields(change).and_then(|fields| links::id_of(fields, "neighbourhood")) {
        reads = reads.link(ws, Link::responsibilities(neighbourhood));
    }
    reads
}

fn apply(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    let fields = fields(change).ok_or_else(|| Stop::invalid("fields"))?;
    Form(fields).fits::<Household>()?;
    let key = form.text("key")?;
    let batch = form.text("batch")?;
    // Erased at their request: another list does not bring the household back.
    if d.ws.is_erased(change.root) {
        return Err(Stop::superseded(Reason::Redacted));
    }
    let last = d.ws.view::<ImportSource>(model::IMPORT_SOURCE, Some(change.root)).unwrap_or_default().last;
    // A column that this list lacks keeps what an earlier list said.
    let mut said = last.clone();
    said.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    let source = form::body([("key", key.into()), ("batch", batch.into()), ("last", Value::Object(said))]);
    let put_source = Write::Put {
        key: Key::new(model::IMPORT_SOURCE, change.root),
        root: change.root,
        body: source,
        fields: Vec::new(),
    };
    let Some(record) = d.ws.get(model::HOUSEHOLD, change.root) else {
        let neighbourhood = Form(fields).id("neighbourhood")?;
        Form(fields).text("head")?;
        let squad = responsible_squad(d.ws, neighbourhood, vietnam_date(d.ctx.received));
        let mut writes = household::create(change.root, fields.clone(), squad, None, d.author.id);
        writes.push(put_source);
        return Ok(Outcome::applied(writes));
    };
    let mut body = record.body.clone();
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    for (field, value) in merge::field_paths(fields) {
        let before = merge::value_at(&last, &field);
        let current = merge::value_at(&record.body, &field);
        if value == before || value == current {
            continue;
        }
        if current == before {
            merge::set_at(&mut body, &field, value);
            taken.push(field);
        } else {
            kept.push(Value::from(field));
        }
    }
    let mut writes = Vec::new();
    if !taken.is_empty() {
        writes.extend(ride::refresh_copies(d.ws, change.root, Some(&body), None)?);
        writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: taken });
    }
    writes.push(put_source);
    let mut outcome = Outcome::applied(writes);
    if !kept.is_empty() {
        outcome.args.insert("kept".into(), kept.into());
    }
    Ok(outcome)
}

fn missing_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().record(model::IMPORT_SOURCE, change.root)
}

/// A list that covers the household's neighbourhood no longer has it: noted, never deleted.
fn missing(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let record = d.ws.need(model::IMPORT_SOURCE, change.root)?;
    let mut body = record.body.clone();
    body.insert("missing".into(), true.into());
    Ok(Outcome::applied(vec![Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() }]))
}
