//! Rides: booked at a door, decided at the hub, driven leg by leg until everybody is home.
//!
//! * [`seats`] decides whether a vehicle can take a ride: places, wheelchair, motorbike.
//! * `booking` books, gives vehicles, cancels and keeps the waiting list.
//! * `journey` moves a ride from door to door.
//! * `copies` keeps what a ride copies from household and resident.

mod booking;
mod copies;
mod journey;
pub mod seats;

pub use copies::{copies_from_household, reads_of_household, refresh_copies};

use super::{
    Class, Decision, Rule,
    links::Link,
    outcome::{Stop, Write},
    working_set::{Reads, WorkingSet},
};
use crate::{
    id::Id,
    json,
    model::{
        self,
        assignment::Assignment,
        ride::{CancelReason, Ride, RideState},
        vehicle::Vehicle,
    },
    record::{Record, Scope},
};

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { kind: "ride.book", class: Class::Open, keeps: &[], reads: booking::book_reads, apply: booking::book },
    Rule {
        kind: "ride.give_vehicle",
        class: Class::Command,
        keeps: &[],
        reads: booking::give_reads,
        apply: booking::give_vehicle,
    },
    Rule {
        kind: "ride.cancel",
        class: Class::Fact,
        keeps: &["reason"],
        reads: booking::cancel_reads,
        apply: booking::cancel,
    },
    Rule { kind: "ride.step", class: Class::Fact, keeps: &["state"], reads: journey::reads, apply: journey::step },
    Rule { kind: "ride.close", class: Class::Open, keeps: &[], reads: journey::reads, apply: journey::close },
];

/// The rides that a link leads to, with their views.
fn rides<'a>(ws: &'a WorkingSet, link: &Link) -> Vec<(&'a Record, Ride)> {
    ws.linked(link)
        .filter(|record| record.key.kind == model::RIDE)
        .filter_map(|record| Some((record, record.read().ok()?)))
        .collect()
}

/// What to load to look again at every open ride of a vehicle.
pub fn reads_of_vehicle(ws: &WorkingSet, vehicle: Id) -> Reads {
    let link = Link::open_rides_of_vehicle(vehicle);
    let mut reads = Reads::default().record(model::VEHICLE, vehicle).link(ws, link.clone());
    for (record, ride) in rides(ws, &link) {
        reads = reads.grants(record.root).maybe(model::ASSIGNMENT, ride.household);
    }
    reads
}

/// Ends the hold of a ride's driver on it, unless they have another: they booked it, or look after the household.
fn release_driver(ws: &WorkingSet, root: Id, ride: &Ride) -> Option<Write> {
    let driver = ride.driver?;
    let assignment: Option<Assignment> = ws.view(model::ASSIGNMENT, ride.household);
    let stays = ride.booked_by == Some(driver) || assignment.is_some_and(|a| a.member == Some(driver));
    (!stays).then_some(Write::End { scope: Scope::Member(driver), root })
}

/// A ride's record with some members written anew.
fn patched(record: &Record, members: impl IntoIterator<Item = (&'static str, serde_json::Value)>) -> Write {
    let mut body = record.body.clone();
    let mut fields = Vec::new();
    for (name, value) in members {
        super::merge::set_at(&mut body, name, value);
        fields.push(name.to_owned());
    }
    Write::Put { key: record.key.clone(), root: record.root, body, fields }
}

/// A vehicle changed (driver, seats, out of service): every open ride in it is checked again, leg by leg. What no longer
/// fits is shown on the ride, and nobody is dropped; the driver's grants follow the driver.
pub fn recheck(d: &Decision<'_>, id: Id, vehicle: &Vehicle) -> Result<Vec<Write>, Stop> {
    let mut writes = Vec::new();
    let open = rides(d.ws, &Link::open_rides_of_vehicle(id));
    for (record, ride) in &open {
        let others = open.iter().filter(|(other, _)| other.key != record.key).map(|(_, ride)| ride);
        let misfits: Vec<serde_json::Value> =
            seats::misfits(vehicle, ride, others).iter().map(|r| r.as_str().into()).collect();
        let mut members = vec![("misfits", misfits.into())];
        if ride.driver != vehicle.driver {
            members.push(("driver", vehicle.driver.map_or(serde_json::Value::Null, super::form::json_id)));
            writes.extend(release_driver(d.ws, record.root, ride));
            writes.extend(vehicle.driver.map(|new| Write::Grant { scope: Scope::Member(new), root: record.root }));
        }
        writes.push(patched(record, members));
    }
    Ok(writes)
}

fn cancel_where(d: &Decision<'_>, household: Id, resident: Id, reason: CancelReason) -> Result<Vec<Write>, Stop> {
    let mut writes = Vec::new();
    for (record, ride) in rides(d.ws, &Link::open_rides_of(household)) {
        if ride.resident == Some(resident) && !ride.state.is_return_due() {
            writes.push(patched(
                record,
                [
                    ("state", RideState::Cancelled.as_str().into()),
                    ("cancelled", reason.as_str().into()),
                    ("needs", serde_json::Value::Null),
                    ("ended_at", d.ctx.received.into()),
                ],
            ));
        }
    }
    Ok(writes)
}

/// The passenger has died: rides that have not begun are cancelled.
pub fn cancel_for_death(d: &Decision<'_>, household: Id, resident: Id) -> Result<Vec<Write>, Stop> {
    cancel_where(d, household, resident, CancelReason::Deceased)
}

/// The passenger took back the consent to rides: those that have not begun are cancelled.
pub fn cancel_for_withdrawal(d: &Decision<'_>, household: Id, resident: Id) -> Result<Vec<Write>, Stop> {
    cancel_where(d, household, resident, CancelReason::Consent)
}

/// A typed view of a body that a rule is about to write.
fn view(body: &json::Fields) -> Result<Ride, Stop> {
    json::read(body).map_err(|_| Stop::invalid("data"))
}
