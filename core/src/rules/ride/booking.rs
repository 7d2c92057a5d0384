//! Booking, giving vehicles, cancelling; the waiting list and who moves up.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::Value;

use super::{copies, patched, rides, seats, view};
use crate::{
    calendar::{CalendarEdits, WorkingCalendar},
    change::Change,
    id::Id,
    model::{
        self,
        assignment::Assignment,
        commune::{Commune, ServicePoint},
        consent::{Consent, Purpose},
        household::Household,
        member::Role,
        resident::{Resident, ResidentState},
        ride::{CancelReason, Ride, RideState},
        vehicle::Vehicle,
    },
    receipt::Reason,
    record::{Key, Scope},
    rules::{
        Decision,
        authority::{Holding, holding},
        form::{self, Form, json_id},
        links::{self, Link},
        merge,
        outcome::{Outcome, Stop, Write},
        resident::must_have_agreed,
        working_set::{Reads, WorkingSet},
    },
};

/// The calendar before a commune's own days.
static BUILT_IN: LazyLock<WorkingCalendar> = LazyLock::new(WorkingCalendar::built_in);

fn named(change: &Change, field: &str) -> Option<Id> {
    links::id_of(&change.data, field)
}

pub(super) fn book_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let (household, resident) = (named(change, "household"), named(change, "resident"));
    let mut reads = Reads::default()
        .maybe(model::HOUSEHOLD, household)
        .maybe(model::ASSIGNMENT, household)
        .maybe(model::RESIDENT, resident)
        .maybe(model::CONSENT, resident.map(|resident| Consent::id(resident, &Purpose::Ride)))
        .maybe(model::SERVICE_POINT, named(change, "point"))
        .maybe(model::COMMUNE, ws.get(model::SERVICE_POINT, named(change, "point").unwrap_or(Id::HUB)).map(|p| p.root));
    if let Some(household) = household {
        reads = reads.grants(household);
    }
    if let Some(vehicle) = named(change, "vehicle") {
        reads = reads.and(super::reads_of_vehicle(ws, vehicle));
    }
    let squad = ws.view::<Assignment>(model::ASSIGNMENT, household).and_then(|assignment| assignment.squad);
    if let (Some(squad), Some(Value::String(day))) = (squad, change.data.get("day")) {
        reads = reads.link(ws, Link::rides_waiting(squad, day));
    }
    reads
}

/// `data`: household, resident, service, point, day, `outbound` and `back` windows, companions, `vehicle` where one was
/// offered. The passenger's needs come from their record. On a phone the ride is *requested*; the hub confirms it or
/// states its place on the waiting list.
pub(super) fn book(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    form.fits::<Ride>()?;
    let (household, resident) = (form.id("household")?, form.id("resident")?);
    let day = form.date("day")?;
    if change.root != change.id {
        return Err(Stop::invalid("root"));
    }
    let about_home = Change { root: household, ..change.clone() };
    if holding(&about_home, d.ctx, d.ws) == Holding::Never {
        return Err(Stop::parked(Reason::NotYourHousehold).arg("root", household));
    }
    let home: Household = d.ws.need(model::HOUSEHOLD, household)?.read()?;
    let passenger_record = d.ws.need(model::RESIDENT, resident)?;
    let passenger: Resident = passenger_record.read()?;
    if passenger_record.root != household {
        return Err(Stop::invalid("resident"));
    }
    if passenger.state == ResidentState::Deceased {
        return Err(Stop::refused(Reason::Deceased));
    }
    must_have_agreed(d.ws, resident, &Purpose::Ride)?;
    if let Some(id) = form.maybe_id("point")? {
        must_be_open(d.ws, id, day)?;
    }
    let assignment: Assignment = d.ws.view(model::ASSIGNMENT, Some(household)).unwrap_or_default();
    let mut body = change.data.clone();
    // What the hub decides is not for a phone to say.
    for decided in ["driver", "place", "misfits", "cancelled", "ended_at"] {
        body.remove(decided);
    }
    body.extend(form::body([
        ("booked_by", json_id(change.member)),
        ("squad", assignment.squad.map_or(Value::Null, json_id)),
        ("state", RideState::Requested.as_str().into()),
    ]));
    copies::write_copies(&mut body, Some(&home), Some(&passenger));
    let ride = view(&body)?;
    for [from, to] in ride.legs() {
        if !(0..=1440).contains(&from) || !(from..=1440).contains(&to) {
            return Err(Stop::invalid("outbound"));
        }
    }
    let mut grants = vec![Scope::Commune, Scope::Member(change.member)];
    grants.extend(assignment.squad.map(Scope::Squad));
    grants.extend(assignment.member.map(Scope::Member));
    if d.ctx.is_hub() {
        match fitting_vehicle(d.ws, change.id, &ride)? {
            Some(vehicle) => {
                confirm(&mut body, &vehicle);
                grants.extend(vehicle.driver.map(Scope::Member));
            }
            None => {
                let ahead = assignment.squad.map_or(0, |squad| waiting(d.ws, squad, &ride.day).len() as i64);
                body.extend(form::body([("state", RideState::Waiting.as_str().into()), ("place", (ahead + 1).into())]));
            }
        }
    }
    let put =
        Write::Put { key: Key::new(model::RIDE, change.id), root: change.id, body, fields: vec!["vehicle".into()] };
    let grants = grants.into_iter().filter(|scope| *scope != Scope::Member(Id::HUB));
    Ok(Outcome::applied(
        std::iter::once(put).chain(grants.map(|scope| Write::Grant { scope, root: change.id })).collect(),
    ))
}

/// Stops on days when the service point is closed: its own closures, weekends (Saturdays it may work), holidays.
fn must_be_open(ws: &WorkingSet, point: Id, day: NaiveDate) -> Result<(), Stop> {
    let record = ws.need(model::SERVICE_POINT, point)?;
    let place: ServicePoint = record.read()?;
    let commune: Commune = ws.view(model::COMMUNE, Some(record.root)).unwrap_or_default();
    let text = day.to_string();
    let edits = CalendarEdits::from_dates(&commune.holidays, &commune.working_days);
    let calendar = edits.and_then(|edits| BUILT_IN.with_edits(&edits)).unwrap_or_else(|_| BUILT_IN.clone());
    let works_saturdays = place.saturday && day.weekday() == Weekday::Sat && calendar.day_off(day).is_none();
    if place.closed_on.contains(&text) || !(calendar.is_working_day(day) || works_saturdays) {
        return Err(Stop::refused(Reason::PointClosed).arg("point", point).arg("day", text.as_str()));
    }
    Ok(())
}

/// The vehicle that the ride names, if it can take it.
fn fitting_vehicle(ws: &WorkingSet, id: Id, ride: &Ride) -> Result<Option<Vehicle>, Stop> {
    let Some(vehicle_id) = ride.vehicle else { return Ok(None) };
    let vehicle: Vehicle = ws.need(model::VEHICLE, vehicle_id)?.read()?;
    let others = rides(ws, &Link::open_rides_of_vehicle(vehicle_id));
    let others = others.iter().filter(|(record, _)| record.key.id != id).map(|(_, ride)| ride);
    Ok(seats::misfits(&vehicle, ride, others).is_empty().then_some(vehicle))
}

fn confirm(body: &mut crate::json::Fields, vehicle: &Vehicle) {
    merge::set_at(body, "place", Value::Null);
    merge::set_at(body, "misfits", Value::Null);
    body.insert("state".into(), RideState::Confirmed.as_str().into());
    merge::set_at(body, "driver", vehicle.driver.map_or(Value::Null, json_id));
}

/// The waiting list of a squad's day, in its stated order.
fn waiting<'a>(ws: &'a WorkingSet, squad: Id, day: &str) -> Vec<(&'a crate::record::Record, Ride)> {
    let mut waiting = rides(ws, &Link::rides_waiting(squad, day));
    waiting.sort_by_key(|(record, ride)| (ride.place.unwrap_or(i64::MAX), record.key.id));
    waiting
}

pub(super) fn give_reads(change: &Change, ws: &WorkingSet) -> Reads {
    let ride: Ride = ws.view(model::RIDE, Some(change.root)).unwrap_or_default();
    let mut reads = Reads::default().record(model::RIDE, change.root).and(reads_of_queue(ws, &ride));
    for vehicle in [named(change, "vehicle"), ride.vehicle].into_iter().flatten() {
        reads = reads.and(super::reads_of_vehicle(ws, vehicle));
    }
    reads
}

/// The waiting list, with the grants of its rides: whoever moves up is granted to the driver, once.
fn reads_of_queue(ws: &WorkingSet, ride: &Ride) -> Reads {
    let Some(squad) = ride.squad else { return Reads::default() };
    let link = Link::rides_waiting(squad, &ride.day);
    let keys: Vec<_> = ws.linked_keys(&link).collect();
    keys.iter().fold(Reads::default().link(ws, link), |reads, key| reads.grants(key.id))
}

/// A leader puts a ride into a vehicle. The hub says at once what does not fit.
pub(super) fn give_vehicle(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let record = d.ws.need(model::RIDE, change.root)?;
    let ride: Ride = record.read()?;
    d.author.must_lead(ride.squad)?;
    merge::must_be_unmoved(change, d.ctx, d.ws, &record.key, "vehicle")?;
    if ride.state.is_over() || ride.state.is_return_due() {
        return Err(Stop::superseded(Reason::WrongState).arg("state", ride.state.as_str()));
    }
    let id = form.id("vehicle")?;
    let wanted = Ride { vehicle: Some(id), ..ride.clone() };
    let mut writes = Vec::new();
    let mut body = record.body.clone();
    body.insert("vehicle".into(), json_id(id));
    if d.ctx.is_hub() {
        let vehicle: Vehicle = d.ws.need(model::VEHICLE, id)?.read()?;
        let others = rides(d.ws, &Link::open_rides_of_vehicle(id));
        let others = others.iter().filter(|(other, _)| other.key != record.key).map(|(_, ride)| ride);
        if let Some(misfit) = seats::misfits(&vehicle, &wanted, others).into_iter().next() {
            return Err(Stop::refused(misfit).arg("vehicle", id).arg("seats", vehicle.seats));
        }
        confirm(&mut body, &vehicle);
        if ride.driver != vehicle.driver {
            writes.extend(ride.driver.map(|old| Write::End { scope: Scope::Member(old), root: change.root }));
        }
        writes.extend(vehicle.driver.map(|new| Write::Grant { scope: Scope::Member(new), root: change.root }));
        writes.extend(move_up(d, record.key.id, &ride, Some(id)));
    }
    let fields = vec!["vehicle".into(), "state".into()];
    writes.insert(0, Write::Put { key: record.key.clone(), root: record.root, body, fields });
    Ok(Outcome::applied(writes))
}

pub(super) fn cancel_reads(change: &Change, ws: &WorkingSet) -> Reads {
    give_reads(change, ws)
}

/// Cancels a ride that has not begun. Somebody who was fetched must be brought home: a return leg is never cancelled.
pub(super) fn cancel(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    let form = Form::guarded(&change.data)?;
    let reason: CancelReason = form.code("reason")?;
    let record = d.ws.need(model::RIDE, change.root)?;
    let ride: Ride = record.read()?;
    if ride.state.is_return_due() {
        return Err(Stop::refused(Reason::ReturnNeverCancelled).arg("state", ride.state.as_str()));
    }
    if ride.state.is_over() {
        return Err(Stop::superseded(Reason::WrongState).arg("state", ride.state.as_str()));
    }
    let mut writes = vec![patched(
        record,
        [
            ("state", RideState::Cancelled.as_str().into()),
            ("cancelled", reason.as_str().into()),
            ("place", Value::Null),
            ("ended_at", d.ctx.received.into()),
        ],
    )];
    if d.ctx.is_hub() {
        writes.extend(move_up(d, record.key.id, &ride, None));
    }
    Ok(Outcome::applied(writes))
}

/// After a ride left a vehicle or the waiting list: the first on the list that fits the freed vehicle gets the seat, the
/// others move up. A ride that goes on in the vehicle that it had, `now_in`, frees nothing.
fn move_up(d: &Decision<'_>, left: Id, ride: &Ride, now_in: Option<Id>) -> Vec<Write> {
    let Some(squad) = ride.squad else { return Vec::new() };
    let freed = ride.vehicle.filter(|_| ride.state == RideState::Confirmed).filter(|freed| Some(*freed) != now_in);
    let vehicle: Option<Vehicle> = d.ws.view(model::VEHICLE, freed);
    let mut aboard: Vec<Ride> = freed
        .map(|id| rides(d.ws, &Link::open_rides_of_vehicle(id)))
        .into_iter()
        .flatten()
        .filter(|(record, _)| record.key.id != left)
        .map(|(_, ride)| ride)
        .collect();
    let mut writes = Vec::new();
    let mut place = 1;
    for (record, waiting) in waiting(d.ws, squad, &ride.day) {
        if record.key.id == left {
            continue;
        }
        let fits = vehicle.as_ref().is_some_and(|vehicle| {
            (waiting.vehicle.is_none() || waiting.vehicle == freed)
                && seats::misfits(vehicle, &waiting, aboard.iter()).is_empty()
        });
        if let (true, Some(vehicle)) = (fits, &vehicle) {
            let mut body = record.body.clone();
            merge::set_at(&mut body, "vehicle", freed.map_or(Value::Null, json_id));
            confirm(&mut body, vehicle);
            aboard.push(Ride { state: RideState::Confirmed, vehicle: freed, ..waiting });
            let fields = vec!["vehicle".into(), "state".into()];
            writes.push(Write::Put { key: record.key.clone(), root: record.root, body, fields });
            writes.extend(vehicle.driver.map(|new| Write::Grant { scope: Scope::Member(new), root: record.root }));
        } else {
            if waiting.place != Some(place) {
                writes.push(patched(record, [("place", place.into())]));
            }
            place += 1;
        }
    }
    writes
}

/// Whether a member may take the wheel for a ride.
pub(super) fn may_drive(d: &Decision<'_>, ride: &Ride) -> bool {
    ride.driver == Some(d.author.id)
        || d.author.leads(ride.squad)
        || d.author.member.as_ref().is_some_and(|member| member.is(&Role::Driver))
        || ride.booked_by == Some(d.author.id)
}
