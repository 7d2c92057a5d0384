//! Squads and their vehicles.

use super::{
    Class, Decision, Rule,
    form::{Form, json_id},
    links, merge, nothing,
    outcome::{Outcome, Stop, Write},
    ride,
    working_set::{Reads, WorkingSet},
};
use crate::{
    change::Change,
    json::Fields,
    model::{self, squad::Squad, vehicle::Vehicle},
    record::{Key, Scope},
};

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "squad.add", class: Class::Open, keeps: &[], reads: nothing, apply: add_squad },
    Rule { kind: "squad.edit", class: Class::Edit, keeps: &[], reads: squad_reads, apply: edit_squad },
    Rule { kind: "vehicle.add", class: Class::Edit, keeps: &[], reads: squad_reads, apply: add_vehicle },
    Rule { kind: "vehicle.edit", class: Class::Edit, keeps: &[], reads: vehicle_reads, apply: edit_vehicle },
];

/// The squad is its own root, and the change's id its identity.
fn add_squad(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    let form = Form::guarded(&change.data)?;
    form.text("name")?;
    form.fits::<Squad>()?;
    let id = change.id;
    Ok(Outcome::applied(vec![
        Write::Put { key: Key::new(model::SQUAD, id), root: id, body: change.data.clone(), fields: Vec::new() },
        Write::Grant { scope: Scope::Commune, root: id },
        Write::Grant { scope: Scope::Squad(id), root: id },
    ]))
}

fn squad_reads(change: &Change, _: &WorkingSet) -> Reads {
    Reads::default().record(model::SQUAD, change.root)
}

fn edit_squad(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_lead(Some(change.root))?;
    Form::guarded(&change.data)?.fits::<Squad>()?;
    let mut patch = change.data.clone();
    // The roster is a copy that member rules keep.
    patch.remove("roster");
    merge::edit(change, d.ctx, d.ws, d.ws.need(model::SQUAD, change.root)?, &patch, d.holding)
}

fn add_vehicle(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_lead(Some(change.root))?;
    let form = Form::guarded(&change.data)?;
    form.fits::<Vehicle>()?;
    form.text("name")?;
    let mut body = change.data.clone();
    body.insert("squad".into(), json_id(change.root));
    let key = Key::new(model::VEHICLE, change.id);
    Ok(Outcome::applied(vec![Write::Put { key, root: change.root, body, fields: Vec::new() }]))
}

fn vehicle_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let vehicle = links::id_of(&change.data, "vehicle");
    let mut reads = Reads::default().maybe(model::VEHICLE, vehicle);
    if let Some(id) = vehicle {
        reads = reads.and(ride::reads_of_vehicle(ws, id));
    }
    reads
}

/// After a change of driver, seats or service the vehicle's open rides are checked again, leg by leg: what no longer
/// fits is shown, never dropped.
fn edit_vehicle(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_lead(Some(change.root))?;
    let form = Form::guarded(&change.data)?;
    form.fits::<Vehicle>()?;
    let id = form.id("vehicle")?;
    let record = d.ws.need(model::VEHICLE, id)?;
    if record.root != change.root {
        // Whoever leads the named squad leads no other's vehicles.
        return Err(Stop::invalid("vehicle"));
    }
    let patch: Fields =
        change.data.iter().filter(|(n, _)| *n != "vehicle").map(|(n, v)| (n.clone(), v.clone())).collect();
    let mut outcome = merge::edit(change, d.ctx, d.ws, record, &patch, d.holding)?;
    let changed = outcome.writes.iter().find_map(|write| match write {
        Write::Put { key, body, .. } if *key == record.key => Some(body.clone()),
        _ => None,
    });
    if let Some(body) = changed {
        let vehicle: Vehicle = crate::json::read(&body).unwrap_or_default();
        outcome.writes.extend(ride::recheck(d, id, &vehicle)?);
    }
    Ok(outcome)
}
