//! The commune's own records: set up by the hub, edited by coordinators.

use serde_json::Value;

use super::{
    Class, Decision, Rule,
    form::{self, Form, json_id},
    links::Link,
    merge, nothing,
    outcome::{Outcome, Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    json::{self, Fields},
    model::{self, commune},
    receipt::Reason,
    record::{Key, Kind, Scope},
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "commune.set_up", class: Class::Open, keeps: &[], reads: commune_reads, apply: set_up },
    Rule { kind: "commune.edit", class: Class::Edit, keeps: &[], reads: commune_reads, apply: edit_commune },
    Rule { kind: "neighbourhood.add", class: Class::Edit, keeps: &[], reads: nothing, apply: add_neighbourhood },
    Rule {
        kind: "neighbourhood.edit",
        class: Class::Edit,
        keeps: &[],
        reads: neighbourhood_reads,
        apply: edit_neighbourhood,
    },
    Rule {
        kind: "neighbourhood.merge",
        class: Class::Command,
        keeps: &[],
        reads: merge_reads,
        apply: merge_neighbourhood,
    },
    Rule {
        kind: "neighbourhood.split",
        class: Class::Command,
        keeps: &[],
        reads: split_reads,
        apply: split_neighbourhood,
    },
    Rule { kind: "service_point.add", class: Class::Edit, keeps: &[], reads: nothing, apply: add_point },
    Rule { kind: "service_point.edit", class: Class::Edit, keeps: &[], reads: point_reads, apply: edit_point },
    Rule {
        kind: "responsibility.set",
        class: Class::Command,
        keeps: &[],
        reads: responsibility_reads,
        apply: set_responsibility,
    },
    Rule { kind: "visit_round.announce", class: Class::Edit, keeps: &[], reads: nothing, apply: announce },
];

fn named(change: &Change, field: &str) -> Option<Id> {
    super::links::id_of(&change.data, field)
}

fn put_new(change: &Change, kind: Kind, body: Fields) -> Write {
    Write::Put { key: Key::new(kind, change.id), root: change.root, body, fields: Vec::new() }
}

fn without(data: &Fields, names: &[&str]) -> Fields {
    data.iter().filter(|(name, _)| !names.contains(&name.as_str())).map(|(n, v)| (n.clone(), v.clone())).collect()
}

fn commune_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().record(model::COMMUNE, change.root)
}

fn set_up(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::Commune>()?;
    form.text("name")?;
    if change.root != d.ctx.commune.root() {
        return Err(Stop::invalid("root"));
    }
    if d.ws.get(model::COMMUNE, change.root).is_some() {
        return Err(Stop::superseded(Reason::AlreadyThere));
    }
    let put = Write::Put {
        key: Key::new(model::COMMUNE, change.root),
        root: change.root,
        body: change.data.clone(),
        fields: Vec::new(),
    };
    Ok(Outcome::applied(vec![put, Write::Grant { scope: Scope::Commune, root: change.root }]))
}

fn edit_commune(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    Form::guarded(&change.data)?.fits::<commune::Commune>()?;
    merge::edit(change, d.ctx, d.ws, d.ws.need(model::COMMUNE, change.root)?, &change.data, d.holding)
}

fn add_neighbourhood(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::Neighbourhood>()?;
    form.text("name")?;
    Ok(Outcome::applied(vec![put_new(change, model::NEIGHBOURHOOD, change.data.clone())]))
}

fn neighbourhood_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().maybe(model::NEIGHBOURHOOD, named(change, "neighbourhood"))
}

/// Renaming is an edit that keeps the former name: lists from before it still match.
fn edit_neighbourhood(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::Neighbourhood>()?;
    let record = d.ws.need(model::NEIGHBOURHOOD, form.id("neighbourhood")?)?;
    let mut patch = without(&change.data, &["neighbourhood"]);
    let was: commune::Neighbourhood = record.read()?;
    if let Some(name) = form.maybe_text("name")?
        && name != was.name
    {
        let mut former = was.former_names;
        former.push(was.name);
        patch.insert("former_names".into(), former.into());
    }
    merge::edit(change, d.ctx, d.ws, record, &patch, d.holding)
}

fn merge_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let (from, into) = (named(change, "neighbourhood"), named(change, "into"));
    let mut reads = Reads::default().maybe(model::NEIGHBOURHOOD, from).maybe(model::NEIGHBOURHOOD, into);
    if let Some(from) = from {
        reads = reads.link(ws, Link::households_in(from));
    }
    reads
}

/// Households move to the neighbourhood that takes this one in. Their roots, grants and assignments stay.
fn merge_neighbourhood(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    let (from, into) = (form.id("neighbourhood")?, form.id("into")?);
    if from == into {
        return Err(Stop::invalid("into"));
    }
    let from_record = d.ws.need(model::NEIGHBOURHOOD, from)?;
    let into_record = d.ws.need(model::NEIGHBOURHOOD, into)?;
    merge::must_be_unmoved(change, d.ctx, d.ws, &from_record.key, "state")?;
    let was: commune::Neighbourhood = from_record.read()?;
    let mut from_body = from_record.body.clone();
    json::patch(&mut from_body, &form::body([("state", "merged".into()), ("into", vec![json_id(into)].into())]));
    let mut into_body = into_record.body.clone();
    let taken_in: commune::Neighbourhood = into_record.read()?;
    let names: Vec<String> = taken_in.former_names.into_iter().chain(was.former_names).chain([was.name]).collect();
    let made_from: Vec<Value> = taken_in.from.into_iter().chain([from]).map(json_id).collect();
    json::patch(&mut into_body, &form::body([("former_names", names.into()), ("from", made_from.into())]));
    let mut writes = vec![
        Write::Put {
            key: from_record.key.clone(),
            root: from_record.root,
            body: from_body,
            fields: vec!["state".into()],
        },
        Write::Put { key: into_record.key.clone(), root: into_record.root, body: into_body, fields: vec![] },
    ];
    for household in d.ws.linked(&Link::households_in(from)).filter(|record| record.key.kind == model::HOUSEHOLD) {
        writes.push(move_household(household, into));
    }
    Ok(Outcome::applied(writes))
}

fn move_household(household: &crate::record::Record, into: Id) -> Write {
    let mut body = household.body.clone();
    body.insert("neighbourhood".into(), json_id(into));
    let fields = vec!["neighbourhood".into()];
    Write::Put { key: household.key.clone(), root: household.root, body, fields }
}

fn split_reads(change: &Change, _: &WorkingSet) -> Reads {
    let mut reads = neighbourhood_reads(change, &WorkingSet::default());
    for (household, _) in parts(change) {
        reads = reads.record(model::HOUSEHOLD, household);
    }
    reads
}

/// `data.parts`: new neighbourhoods by name, each with the households that go there.
fn parts(change: &Change) -> Vec<(Id, Id)> {
    let Some(Value::Array(parts)) = change.data.get("parts") else { return Vec::new() };
    parts
        .iter()
        .enumerate()
        .flat_map(|(i, part)| {
            let into = change.id.derive(&format!("part {i}"));
            let households = part.get("households").and_then(Value::as_array).into_iter().flatten();
            households.filter_map(move |id| Some((id.as_str()?.parse().ok()?, into)))
        })
        .collect()
}

fn split_neighbourhood(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    let from = form.id("neighbourhood")?;
    let record = d.ws.need(model::NEIGHBOURHOOD, from)?;
    merge::must_be_unmoved(change, d.ctx, d.ws, &record.key, "state")?;
    let Some(Value::Array(listed)) = change.data.get("parts") else { return Err(Stop::invalid("parts")) };
    let mut writes = Vec::new();
    let mut into = Vec::new();
    for (i, part) in listed.iter().enumerate() {
        let name = part.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
        let Some(name) = name else { return Err(Stop::invalid("parts")) };
        let id = change.id.derive(&format!("part {i}"));
        into.push(json_id(id));
        writes.push(Write::Put {
            key: Key::new(model::NEIGHBOURHOOD, id),
            root: change.root,
            body: form::body([("name", name.into()), ("from", vec![json_id(from)].into()), ("state", "active".into())]),
            fields: Vec::new(),
        });
    }
    if into.len() < 2 {
        return Err(Stop::invalid("parts"));
    }
    let mut body = record.body.clone();
    json::patch(&mut body, &form::body([("state", "split".into()), ("into", into.into())]));
    writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["state".into()] });
    for (household, into) in parts(change) {
        writes.push(move_household(d.ws.need(model::HOUSEHOLD, household)?, into));
    }
    Ok(Outcome::applied(writes))
}

fn add_point(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::ServicePoint>()?;
    form.text("name")?;
    Ok(Outcome::applied(vec![put_new(change, model::SERVICE_POINT, change.data.clone())]))
}

fn point_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().maybe(model::SERVICE_POINT, named(change, "point"))
}

fn edit_point(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::ServicePoint>()?;
    let record = d.ws.need(model::SERVICE_POINT, form.id("point")?)?;
    merge::edit(change, d.ctx, d.ws, record, &without(&change.data, &["point"]), d.holding)
}

fn responsibility_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let reads = Reads::default()
        .maybe(model::SQUAD, named(change, "squad"))
        .maybe(model::NEIGHBOURHOOD, named(change, "neighbourhood"));
    match named(change, "neighbourhood") {
        Some(neighbourhood) => reads.link(ws, Link::responsibilities(neighbourhood)),
        None => reads,
    }
}

/// Gives a neighbourhood to a squad from a day on; whoever had it before has it until the day before.
fn set_responsibility(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    let (squad, neighbourhood, from) = (form.id("squad")?, form.id("neighbourhood")?, form.date("from")?);
    d.ws.need(model::SQUAD, squad)?;
    d.ws.need(model::NEIGHBOURHOOD, neighbourhood)?;
    let mut writes = vec![put_new(change, model::RESPONSIBILITY, change.data.clone())];
    for record in d.ws.linked(&Link::responsibilities(neighbourhood)) {
        let older: commune::Responsibility = record.read()?;
        if older.to.is_none() && older.from.as_str() <= from.to_string().as_str() {
            let mut body = record.body.clone();
            body.insert("to".into(), (from - chrono::Days::new(1)).to_string().into());
            writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: vec!["to".into()] });
        }
    }
    Ok(Outcome::applied(writes))
}

/// The squad responsible for a neighbourhood on a day. The caller has read [`Link::responsibilities`].
pub fn responsible_squad(ws: &WorkingSet, neighbourhood: Id, day: chrono::NaiveDate) -> Option<Id> {
    let day = day.to_string();
    ws.linked(&Link::responsibilities(neighbourhood))
        .filter_map(|record| record.read::<commune::Responsibility>().ok())
        .filter(|r| r.from.as_str() <= day.as_str() && r.to.as_ref().is_none_or(|to| day.as_str() <= to.as_str()))
        .max_by(|a, b| a.from.cmp(&b.from))
        .and_then(|r| r.squad)
}

/// A round belongs to those who will knock: any leader may announce it.
fn announce(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if !d.author.leads_some() {
        return Err(Stop::refused(Reason::NotAllowed));
    }
    let form = Form::guarded(&change.data)?;
    form.fits::<commune::VisitRound>()?;
    form.id("neighbourhood")?;
    form.date("date")?;
    form.text("announced_by")?;
    Ok(Outcome::applied(vec![put_new(change, model::VISIT_ROUND, change.data.clone())]))
}
