//! Rides: booked, given a vehicle, cancelled, driven; the waiting list; what rides copy.

use doorstep_core::id::Id;
use serde_json::Value;

use super::{
    Case, Decision, day, list, need,
    people::must_have_agreed,
    seats::{Trip, misfits},
};
use crate::oracle::{
    Body, Counters, Oracle,
    change::{id_in, text_in},
    decide::{Outcome, Standing, Stop},
    merge::set,
    state::{Effect, Who, json, object},
};

/// Rides that are not over and pass a test, in order of identity.
fn open<'a>(oracle: &'a Oracle, test: impl Fn(&Body) -> bool + 'a) -> impl Iterator<Item = (Id, &'a Body, Trip)> {
    let all = oracle.tables.all("ride").filter(move |(_, _, body)| test(body));
    all.map(|(id, _, body)| (id, body, Trip::of(body))).filter(|(_, _, trip)| !trip.over())
}

fn in_vehicle(oracle: &Oracle, vehicle: Id, besides: Id) -> Vec<Trip> {
    open(oracle, move |body| id_in(body, "vehicle") == Some(vehicle))
        .filter(|(id, ..)| *id != besides)
        .map(|(.., trip)| trip)
        .collect()
}

fn waiting(oracle: &Oracle, squad: Option<Id>, day: &str) -> Vec<(Id, Body, Trip)> {
    let Some(squad) = squad else { return Vec::new() };
    let mut waiting: Vec<(Id, Body, Trip)> = open(oracle, move |body| id_in(body, "squad") == Some(squad))
        .filter(|(_, _, trip)| trip.state == "waiting" && trip.day == day)
        .map(|(id, body, trip)| (id, body.clone(), trip))
        .collect();
    waiting.sort_by_key(|(id, _, trip)| (trip.place.unwrap_or(i64::MAX), *id));
    waiting
}

/// Some members of a ride written anew.
fn rewritten(id: Id, body: &Body, members: Vec<(&str, Value)>) -> Effect {
    let mut body = body.clone();
    let mut fields = Vec::new();
    for (name, value) in members {
        set(&mut body, name, value);
        fields.push(name.to_owned());
    }
    Effect::Put("ride", id, id, body, fields)
}

fn confirm(body: &mut Body, vehicle: &Body) {
    body.remove("place");
    body.remove("misfits");
    body.insert("state".into(), "confirmed".into());
    set(body, "driver", vehicle.get("driver").cloned().unwrap_or(Value::Null));
}

fn copies(body: &mut Body, home: Option<&Body>, passenger: Option<&Body>) {
    if let Some(home) = home {
        let empty = Body::new();
        let address = home.get("address").and_then(Value::as_object).unwrap_or(&empty);
        let parts = ["house_no", "lane", "street", "text"].iter().map(|name| text_in(address, name));
        let parts: Vec<&str> =
            parts.chain([text_in(home, "landmark")]).flatten().filter(|part| !part.is_empty()).collect();
        body.insert("pickup".into(), parts.join(", ").into());
    }
    if let Some(passenger) = passenger {
        let name = |field: &str| text_in(passenger, field).unwrap_or("");
        let who = format!("{} {}", name("honorific"), name("name"));
        body.insert("who".into(), who.trim().into());
        let needs = list(passenger, "needs");
        set(body, "needs", if needs.is_empty() { Value::Null } else { needs.into() });
    }
    let of_home = home.and_then(|home| list(home, "phones").first()?.get("number").cloned());
    set(body, "phone", passenger.and_then(own_phone).or(of_home).unwrap_or(Value::Null));
}

fn own_phone(passenger: &Body) -> Option<Value> {
    passenger.get("phone")?.get("number").cloned()
}

/// Copies of a household's open rides, after its record or a resident's changed.
pub(super) fn refresh(
    oracle: &Oracle,
    household: Id,
    home: Option<&Body>,
    resident: Option<(Id, &Body)>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (id, before, trip) in open(oracle, move |body| id_in(body, "household") == Some(household)) {
        let passenger = resident.filter(|(id, _)| trip.resident == Some(*id)).map(|(_, body)| body);
        if home.is_none() && passenger.is_none() {
            continue;
        }
        let mut body = before.clone();
        let lives = home.or_else(|| oracle.tables.body("household", household));
        let rides = passenger.or_else(|| oracle.tables.body("resident", trip.resident?));
        copies(&mut body, lives, rides);
        if body == *before {
            continue;
        }
        if let Some(vehicle) = trip.vehicle
            && let Some(of) = oracle.tables.body("vehicle", vehicle)
        {
            let found = misfits(of, &Trip::of(&body), &in_vehicle(oracle, vehicle, id));
            set(&mut body, "misfits", if found.is_empty() { Value::Null } else { found.into() });
        }
        effects.push(Effect::Put("ride", id, id, body, vec![]));
    }
    effects
}

/// Rides of a person that have not begun end, because the person died or took back the consent.
pub(super) fn cancel_for(oracle: &Oracle, case: &Case<'_>, household: Id, resident: Id, reason: &str) -> Vec<Effect> {
    open(oracle, move |body| id_in(body, "household") == Some(household) && id_in(body, "resident") == Some(resident))
        .filter(|(_, _, trip)| !trip.return_due())
        .map(|(id, body, _)| {
            let members = vec![
                ("state", "cancelled".into()),
                ("cancelled", reason.into()),
                ("needs", Value::Null),
                ("ended_at", case.of.received.into()),
            ];
            rewritten(id, body, members)
        })
        .collect()
}

/// Rides of an erased person or household; somebody on the way keeps name and drop-off until they are home.
pub(super) fn erase(oracle: &Oracle, household: Id, resident: Option<Id>) -> Vec<Effect> {
    let all = oracle.tables.all("ride").filter(|(_, _, body)| {
        id_in(body, "household") == Some(household) && (resident.is_none() || id_in(body, "resident") == resident)
    });
    all.filter(|(_, _, body)| !Trip::of(body).return_due())
        .map(|(id, ..)| Effect::Delete(("ride".into(), id)))
        .collect()
}

pub(super) fn book(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let told = case.told;
    let (household, resident) = (case.id("household")?, case.id("resident")?);
    if oracle.standing(told, household, case.of) == Standing::Never {
        return Err(Stop::parked("not_your_household"));
    }
    let (_, home) = need(oracle, "household", household)?;
    let (row, passenger) = need(oracle, "resident", resident)?;
    if row.root != household {
        return Err(Stop::refused("invalid"));
    }
    if text_in(passenger, "state") == Some("deceased") {
        return Err(Stop::refused("deceased"));
    }
    must_have_agreed(oracle, resident, "ride")?;
    let date = told.text_of("day").unwrap_or("").to_owned();
    if let Some(point) = told.id_of("point") {
        let (_, point) = need(oracle, "service_point", point)?;
        // The runs know one Sunday; no Saturday, no holiday.
        if list(point, "closed_on").contains(&date.as_str().into()) || date == "2026-12-13" {
            return Err(Stop::refused("point_closed"));
        }
    }
    let squad = oracle.tables.id("assignment", household, "squad");
    let mut body = told.data.clone();
    for decided in ["driver", "place", "misfits", "cancelled", "ended_at"] {
        body.remove(decided);
    }
    body.extend(object([
        ("booked_by", json(case.me())),
        ("squad", squad.map_or(Value::Null, json)),
        ("state", "requested".into()),
    ]));
    copies(&mut body, Some(home), Some(passenger));
    let trip = Trip::of(&body);
    let mut holders = vec![Who::Commune, Who::Member(case.me())];
    holders.extend(squad.map(Who::Squad));
    holders.extend(oracle.tables.id("assignment", household, "member").map(Who::Member));
    let vehicle = trip.vehicle.map(|id| need(oracle, "vehicle", id).map(|(_, vehicle)| (id, vehicle))).transpose()?;
    match vehicle.filter(|(id, vehicle)| misfits(vehicle, &trip, &in_vehicle(oracle, *id, told.id)).is_empty()) {
        Some((_, vehicle)) => {
            confirm(&mut body, vehicle);
            holders.extend(id_in(vehicle, "driver").map(Who::Member));
        }
        None => {
            let ahead = waiting(oracle, squad, &date).len() as i64;
            body.insert("state".into(), "waiting".into());
            body.insert("place".into(), (ahead + 1).into());
        }
    }
    let mut effects = vec![Effect::Put("ride", told.id, told.id, body, vec!["vehicle".into()])];
    effects
        .extend(holders.into_iter().filter(|who| *who != Oracle::only(Id::HUB)).map(|who| Effect::Grant(who, told.id)));
    Ok(Outcome::with(effects))
}

/// A seat, or a place on the list, became free: whoever waits moves up.
fn move_up(oracle: &Oracle, left: Id, trip: &Trip, freed: Option<Id>) -> Vec<Effect> {
    let vehicle = freed.and_then(|id| oracle.tables.body("vehicle", id));
    let mut aboard = freed.map_or(Vec::new(), |id| in_vehicle(oracle, id, left));
    let mut effects = Vec::new();
    let mut place = 1;
    for (id, mut body, other) in waiting(oracle, trip.squad, &trip.day) {
        if id == left {
            continue;
        }
        let wants = other.vehicle.is_none() || other.vehicle == freed;
        match (vehicle, freed) {
            (Some(vehicle), Some(freed)) if wants && misfits(vehicle, &other, &aboard).is_empty() => {
                body.insert("vehicle".into(), json(freed));
                confirm(&mut body, vehicle);
                aboard.push(Trip::of(&body));
                effects.push(Effect::Put("ride", id, id, body, vec!["vehicle".into(), "state".into()]));
                effects.extend(id_in(vehicle, "driver").map(|driver| Effect::Grant(Who::Member(driver), id)));
            }
            _ => {
                if other.place != Some(place) {
                    effects.push(rewritten(id, &body, vec![("place", place.into())]));
                }
                place += 1;
            }
        }
    }
    effects
}

pub(super) fn give_vehicle(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.told.root;
    let (_, ride) = need(oracle, "ride", id)?;
    let trip = Trip::of(ride);
    oracle.must(oracle.leads(case.me(), trip.squad))?;
    oracle.still(case.told, case.of, "ride", id, "vehicle")?;
    if trip.over() || trip.return_due() {
        return Err(Stop::superseded("wrong_state"));
    }
    let wanted = case.id("vehicle")?;
    let (_, vehicle) = need(oracle, "vehicle", wanted)?;
    if let Some(misfit) = misfits(vehicle, &trip, &in_vehicle(oracle, wanted, id)).first() {
        return Err(Stop::refused(misfit));
    }
    let mut body = ride.clone();
    body.insert("vehicle".into(), json(wanted));
    confirm(&mut body, vehicle);
    let driver = id_in(vehicle, "driver");
    let mut effects = vec![Effect::Put("ride", id, id, body, vec!["vehicle".into(), "state".into()])];
    if trip.driver != driver {
        effects.extend(release(oracle, id, ride, &trip));
    }
    effects.extend(driver.map(|new| Effect::Grant(Who::Member(new), id)));
    // Only a vehicle that the ride has left has a seat to give.
    let freed = trip.vehicle.filter(|old| trip.state == "confirmed" && *old != wanted);
    effects.extend(move_up(oracle, id, &trip, freed));
    Ok(Outcome::with(effects))
}

pub(super) fn cancel(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let id = case.told.root;
    let (_, ride) = need(oracle, "ride", id)?;
    let trip = Trip::of(ride);
    if trip.return_due() {
        return Err(Stop::refused("return_never_cancelled"));
    }
    if trip.over() {
        return Err(Stop::superseded("wrong_state"));
    }
    let reason = case.told.text_of("reason").unwrap_or("");
    let members = vec![
        ("state", "cancelled".into()),
        ("cancelled", reason.into()),
        ("place", Value::Null),
        ("ended_at", case.of.received.into()),
    ];
    let mut effects = vec![rewritten(id, ride, members)];
    let freed = trip.vehicle.filter(|_| trip.state == "confirmed");
    effects.extend(move_up(oracle, id, &trip, freed));
    Ok(Outcome::with(effects))
}

fn far(state: &str) -> u8 {
    match state {
        "picked_up" => 1,
        "at_point" => 2,
        "served" | "turned_away" => 3,
        "going_home" => 4,
        "home_safe" | "with_family" => 5,
        _ => 0,
    }
}

pub(super) fn step(oracle: &Oracle, case: &Case<'_>) -> Decision {
    let (told, id) = (case.told, case.told.root);
    let to = told.text_of("state").unwrap_or("").to_owned();
    let (_, ride) = need(oracle, "ride", id)?;
    let trip = Trip::of(ride);
    let me = case.me();
    let allowed = trip.driver == Some(me)
        || id_in(ride, "booked_by") == Some(me)
        || oracle.author_is(me, "driver")
        || oracle.leads(me, trip.squad);
    oracle.must(allowed)?;
    if far(&to) <= far(&trip.state) {
        return Err(Stop::superseded("wrong_state"));
    }
    let at = case.sure_at();
    let mut members = vec![("state", to.as_str().into()), ("cancelled", Value::Null), ("place", Value::Null)];
    let ends = far(&to) == 5;
    if ends {
        members.push(("ended_at", at.into()));
        let subjects = [id_in(ride, "household"), id_in(ride, "resident")];
        if subjects.iter().flatten().any(|id| oracle.tables.erased.contains(id)) {
            members.extend(["who", "pickup", "phone", "needs"].map(|copy| (copy, Value::Null)));
        }
    }
    if to == "turned_away" {
        members.push(("turned_away", told.data.get("reason").cloned().unwrap_or(Value::Null)));
    }
    let mut counters = Counters::new();
    if ends {
        counters.insert(("transport_trips".into(), day(at), me), 1);
        counters.insert(("transport_passengers".into(), day(at), me), trip.seats);
    }
    Ok(Outcome { counters, ..Outcome::with(vec![rewritten(id, ride, members)]) })
}

pub(super) fn close(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.coordinates(case.me()))?;
    let (_, ride) = need(oracle, "ride", case.told.root)?;
    let trip = Trip::of(ride);
    if !trip.over() {
        return Err(Stop::superseded("wrong_state"));
    }
    Ok(Outcome::with(release(oracle, case.told.root, ride, &trip).into_iter().collect()))
}

/// A driver lets go of a ride, unless they booked it or look after the household.
fn release(oracle: &Oracle, id: Id, ride: &Body, trip: &Trip) -> Option<Effect> {
    let driver = trip.driver?;
    let home = id_in(ride, "household").and_then(|home| oracle.tables.body("assignment", home));
    let stays = id_in(ride, "booked_by") == Some(driver) || home.and_then(|a| id_in(a, "member")) == Some(driver);
    (!stays).then_some(Effect::End(Who::Member(driver), id))
}

pub(super) fn edit_vehicle(oracle: &Oracle, case: &Case<'_>) -> Decision {
    oracle.must(oracle.leads(case.me(), Some(case.told.root)))?;
    let vehicle = case.id("vehicle")?;
    let (row, _) = need(oracle, "vehicle", vehicle)?;
    if row.root != case.told.root {
        return Err(Stop::refused("invalid"));
    }
    let mut outcome = oracle.edit(case.told, case.of, case.standing, ("vehicle", vehicle), &case.patch("vehicle"))?;
    let written = outcome.effects.iter().find_map(|effect| match effect {
        Effect::Put("vehicle", _, _, body, _) => Some(body.clone()),
        _ => None,
    });
    let Some(now) = written else { return Ok(outcome) };
    for (id, body, trip) in open(oracle, move |body| id_in(body, "vehicle") == Some(vehicle)) {
        let found = misfits(&now, &trip, &in_vehicle(oracle, vehicle, id));
        let mut members = vec![("misfits", found.into())];
        let driver = id_in(&now, "driver");
        if trip.driver != driver {
            members.push(("driver", driver.map_or(Value::Null, json)));
            outcome.effects.extend(release(oracle, id, body, &trip));
            outcome.effects.extend(driver.map(|new| Effect::Grant(Who::Member(new), id)));
        }
        outcome.effects.push(rewritten(id, body, members));
    }
    Ok(outcome)
}
