//! Households: added at a door, edited, merged when two turn out to be one.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    authority::Holding,
    commune::responsible_squad,
    form::{self, Form, json_id},
    links::{self, Link},
    merge,
    outcome::{Outcome, Stop, Write},
    ride,
    working_set::{Reads, WorkingSet},
};
use crate::{
    calendar::vietnam_date,
    change::Change,
    id::Id,
    json::Fields,
    model::{
        self,
        assignment::Assignment,
        consent::{Consent, Purpose},
        household::Household,
    },
    place::Position,
    receipt::Reason,
    record::{Key, Record, Scope},
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "household.add", class: Class::Open, keeps: &[], reads: add_reads, apply: add },
    Rule { kind: "household.edit", class: Class::Edit, keeps: &[], reads: edit_reads, apply: edit },
    Rule { kind: "household.merge", class: Class::Command, keeps: &[], reads: merge_reads, apply: merge_into },
    Rule { kind: "household.unmerge", class: Class::Command, keeps: &[], reads: merge_reads, apply: unmerge },
];

fn add_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let Some(neighbourhood) = links::id_of(&change.data, "neighbourhood") else { return Reads::default() };
    Reads::default().record(model::NEIGHBOURHOOD, neighbourhood).link(ws, Link::responsibilities(neighbourhood))
}

/// A household found at a door. It falls to the squad responsible for its neighbourhood; when that is the author's own
/// squad the author keeps it, otherwise it goes to that squad's unassigned list.
fn add(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Household>()?;
    form.text("head")?;
    let neighbourhood = form.id("neighbourhood")?;
    if change.root != change.id {
        return Err(Stop::invalid("root"));
    }
    if change.data.get("pin").is_some_and(|pin| !pin.is_null()) {
        return Err(Stop::refused(Reason::ConsentMissing).arg("purpose", Purpose::Pin.as_str()));
    }
    if d.ws.get(model::HOUSEHOLD, change.id).is_some() {
        return Err(Stop::superseded(Reason::AlreadyThere));
    }
    // A hub restored from a backup may get the household again after its erasure: the list is older than the backup.
    if d.ws.is_erased(change.id) {
        return Err(Stop::superseded(Reason::Redacted));
    }
    let squad = responsible_squad(d.ws, neighbourhood, vietnam_date(d.ctx.received)).or(d.author.squad());
    let member = (!d.author.is_hub() && squad.is_some() && squad == d.author.squad()).then_some(d.author.id);
    let mut body = change.data.clone();
    body.insert("added_by".into(), json_id(d.author.id));
    Ok(Outcome::applied(create(change.id, body, squad, member, d.author.id)))
}

/// The writes that make a household and hand it to a squad and perhaps a member.
pub(crate) fn create(id: Id, body: Fields, squad: Option<Id>, member: Option<Id>, by: Id) -> Vec<Write> {
    let assignment = form::body([
        ("squad", squad.map_or(Value::Null, json_id)),
        ("member", member.map_or(Value::Null, json_id)),
        ("by", json_id(by)),
    ]);
    let mut writes = vec![
        Write::Put { key: Key::new(model::HOUSEHOLD, id), root: id, body, fields: Vec::new() },
        Write::Put { key: Key::new(model::ASSIGNMENT, id), root: id, body: assignment, fields: Vec::new() },
        Write::Grant { scope: Scope::Commune, root: id },
    ];
    writes.extend(squad.map(|squad| Write::Grant { scope: Scope::Squad(squad), root: id }));
    writes.extend(member.map(|member| Write::Grant { scope: Scope::Member(member), root: id }));
    writes
}

fn edit_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let mut reads = Reads::default().record(model::HOUSEHOLD, change.root);
    if change.data.contains_key("pin") {
        reads = reads.link(ws, Link::of_root(change.root));
    }
    if ride::copies_from_household(&change.data) {
        reads = reads.and(ride::reads_of_household(ws, change.root));
    }
    reads
}

fn edit(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Household>()?;
    let record = d.ws.need(model::HOUSEHOLD, change.root)?;
    for kept in ["added_by", "alias_of"] {
        if change.data.contains_key(kept) {
            return Err(Stop::invalid(kept));
        }
    }
    if change.data.get("head").is_some_and(|head| head.as_str().is_none_or(|head| head.trim().is_empty())) {
        return Err(Stop::invalid("head"));
    }
    if change.data.get("pin").is_some_and(|pin| !pin.is_null()) && !agreed(d.ws, change.root, &Purpose::Pin) {
        return Err(Stop::refused(Reason::ConsentMissing).arg("purpose", Purpose::Pin.as_str()));
    }
    if let Some(pin) = change.data.get("pin").filter(|pin| !pin.is_null()) {
        // Latitude and longitude the wrong way round, or a home outside the country, is a slip that can be mended now.
        let [lat, lon]: [i64; 2] = serde_json::from_value(pin.clone()).map_err(|_| Stop::invalid("pin"))?;
        Position::in_vietnam(lat, lon).map_err(|_| Stop::invalid("pin"))?;
    }
    let mut outcome = merge::edit(change, d.ctx, d.ws, record, &change.data, d.holding)?;
    // Only then their sources are loaded: what another change of the same push has loaded must not matter.
    if let Some(body) = written(&outcome, &record.key).filter(|_| ride::copies_from_household(&change.data)) {
        let refreshed = ride::refresh_copies(d.ws, change.root, Some(body), None)?;
        outcome.writes.extend(refreshed);
    }
    Ok(outcome)
}

/// The body that an outcome writes for a record.
pub(crate) fn written<'a>(outcome: &'a Outcome, key: &Key) -> Option<&'a Fields> {
    outcome.writes.iter().find_map(|write| match write {
        Write::Put { key: written, body, .. } if written == key => Some(body),
        _ => None,
    })
}

/// Whether anybody in the household has agreed to a purpose.
fn agreed(ws: &WorkingSet, household: Id, purpose: &Purpose) -> bool {
    ws.linked(&Link::of_root(household))
        .filter(|record| record.key.kind == model::CONSENT)
        .filter_map(|record| record.read::<Consent>().ok())
        .any(|consent| consent.purpose.as_ref() == Some(purpose) && consent.is_given())
}

fn merge_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let into = links::id_of(&change.data, "into");
    let mut reads = Reads::default()
        .record(model::HOUSEHOLD, change.root)
        .record(model::ASSIGNMENT, change.root)
        .maybe(model::HOUSEHOLD, into)
        .maybe(model::ASSIGNMENT, into)
        .link(ws, Link::aliases_of(change.root));
    if let Some(into) = into {
        reads = reads.grants(into);
    }
    reads
}

fn alias(record: &Record, into: Option<Id>) -> Write {
    let mut body = record.body.clone();
    merge::set_at(&mut body, "alias_of", into.map_or(Value::Null, json_id));
    Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["alias_of".into()] }
}

/// Two households turn out to be one: this one becomes an alias. Nothing is moved or deleted, so it can be undone; the
/// alias is granted to whoever holds the household that stays, so that its history is read there.
fn merge_into(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let into = form.id("into")?;
    let record = d.ws.need(model::HOUSEHOLD, change.root)?;
    let target: Household = d.ws.need(model::HOUSEHOLD, into)?.read()?;
    if into == change.root || target.alias_of.is_some() {
        return Err(Stop::invalid("into"));
    }
    let squad = |id| d.ws.view::<Assignment>(model::ASSIGNMENT, Some(id)).and_then(|a| a.squad);
    d.author.must_lead(squad(change.root))?;
    d.author.must_lead(squad(into))?;
    if d.holding == Holding::Never {
        return Err(Stop::parked(Reason::NotYourHousehold).arg("root", change.root));
    }
    merge::must_be_unmoved(change, d.ctx, d.ws, &record.key, "alias_of")?;
    let mut writes = vec![alias(record, Some(into))];
    // No chain of aliases: what already pointed here points on.
    let older = d.ws.linked(&Link::aliases_of(change.root)).filter(|r| r.key.kind == model::HOUSEHOLD);
    writes.extend(older.map(|record| alias(record, Some(into))));
    let holders = d.ws.grants(into).iter().filter(|grant| grant.span.is_open());
    writes.extend(holders.map(|grant| Write::Grant { scope: grant.scope, root: change.root }));
    Ok(Outcome::applied(writes))
}

fn unmerge(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let record = d.ws.need(model::HOUSEHOLD, change.root)?;
    let assignment: Assignment = d.ws.view(model::ASSIGNMENT, Some(change.root)).unwrap_or_default();
    d.author.must_lead(assignment.squad)?;
    merge::must_be_unmoved(change, d.ctx, d.ws, &record.key, "alias_of")?;
    let mut writes = vec![alias(record, None)];
    // Back to those whom the assignment names; the merge's grants end.
    let keep = |scope: &Scope| match scope {
        Scope::Commune => true,
        Scope::Squad(squad) => Some(*squad) == assignment.squad,
        Scope::Member(member) => Some(*member) == assignment.member,
    };
    let open = d.ws.grants(change.root).iter().filter(|grant| grant.span.is_open() && !keep(&grant.scope));
    writes.extend(open.map(|grant| Write::End { scope: grant.scope, root: change.root }));
    Ok(Outcome::applied(writes))
}
