//! What a ride copies: name, pick-up address, phone and needs. The driver sees these and nothing else of the household,
//! so rules refresh them whenever their source changes, and look again whether the ride still fits its vehicle.

use serde_json::Value;

use super::{rides, seats, view};
use crate::{
    id::Id,
    json::{self, Fields},
    model::{
        self,
        household::Household,
        resident::{Need, Resident},
        vehicle::Vehicle,
    },
    rules::{
        links::Link,
        merge::set_at,
        outcome::{Stop, Write},
        working_set::{Reads, WorkingSet},
    },
};

/// Whether an edit of a household touches what rides copy.
pub fn copies_from_household(data: &Fields) -> bool {
    ["address", "landmark", "phones"].iter().any(|field| data.contains_key(*field))
}

/// What to load to refresh the copies of a household's open rides.
pub fn reads_of_household(ws: &WorkingSet, household: Id) -> Reads {
    let link = Link::open_rides_of(household);
    let mut reads = Reads::default().link(ws, link.clone()).record(model::HOUSEHOLD, household);
    for (_, ride) in rides(ws, &link) {
        reads = reads.maybe(model::RESIDENT, ride.resident);
        if let Some(vehicle) = ride.vehicle {
            reads = reads.record(model::VEHICLE, vehicle).link(ws, Link::open_rides_of_vehicle(vehicle));
        }
    }
    reads
}

/// Copies into a ride's body whatever source is given.
pub(super) fn write_copies(body: &mut Fields, home: Option<&Household>, passenger: Option<&Resident>) {
    if let Some(home) = home {
        let address = &home.address;
        let parts = [&address.house_no, &address.lane, &address.street, &address.text, &home.landmark];
        let pickup: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        body.insert("pickup".into(), pickup.join(", ").into());
    }
    if let Some(passenger) = passenger {
        let who = format!("{} {}", passenger.honorific, passenger.name);
        body.insert("who".into(), who.trim().into());
        let needs: Vec<Value> = passenger.needs.iter().map(|need: &Need| need.as_str().into()).collect();
        set_at(body, "needs", if needs.is_empty() { Value::Null } else { needs.into() });
    }
    // A household's number stands in only where the passenger has none of their own; one taken back at its source goes here.
    let own = passenger.and_then(|passenger| passenger.phone.as_ref());
    let phone = own.or_else(|| home.and_then(|home| home.phones.first()));
    set_at(body, "phone", phone.map_or(Value::Null, |phone| phone.number.as_str().into()));
}

/// Refreshes the copies of a household's open rides after an edit of the household or of one resident.
pub fn refresh_copies(
    ws: &WorkingSet,
    household: Id,
    home: Option<&Fields>,
    resident: Option<(Id, &Fields)>,
) -> Result<Vec<Write>, Stop> {
    let changed_home = home.is_some();
    let home: Option<Household> = match home {
        Some(body) => json::read(body).ok(),
        None => ws.view(model::HOUSEHOLD, Some(household)),
    };
    let changed: Option<(Id, Resident)> = resident.and_then(|(id, body)| Some((id, json::read(body).ok()?)));
    let mut writes = Vec::new();
    for (record, ride) in rides(ws, &Link::open_rides_of(household)) {
        let passenger = changed.as_ref().filter(|(id, _)| ride.resident == Some(*id)).map(|(_, resident)| resident);
        if !changed_home && passenger.is_none() {
            continue;
        }
        let before: Option<Resident> = ws.view(model::RESIDENT, ride.resident);
        let mut body = record.body.clone();
        write_copies(&mut body, home.as_ref(), passenger.or(before.as_ref()));
        if body == record.body {
            continue;
        }
        let now = view(&body)?;
        if let Some(vehicle_id) = now.vehicle
            && let Some(vehicle) = ws.view::<Vehicle>(model::VEHICLE, Some(vehicle_id))
        {
            let others = rides(ws, &Link::open_rides_of_vehicle(vehicle_id));
            let others = others.iter().filter(|(other, _)| other.key != record.key).map(|(_, ride)| ride);
            let misfits: Vec<Value> =
                seats::misfits(&vehicle, &now, others).iter().map(|r| r.as_str().into()).collect();
            set_at(&mut body, "misfits", if misfits.is_empty() { Value::Null } else { misfits.into() });
        }
        writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields: Vec::new() });
    }
    Ok(writes)
}
