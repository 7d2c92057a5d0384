//! Whether a vehicle takes a ride, minute by minute.

use doorstep_core::id::Id;
use serde_json::Value;

use super::list;
use crate::oracle::{
    Body,
    change::{id_in, text_in},
};

/// What matters of a ride.
#[derive(Clone, Debug)]
pub(super) struct Trip {
    pub(super) state: String,
    pub(super) day: String,
    pub(super) vehicle: Option<Id>,
    pub(super) driver: Option<Id>,
    pub(super) squad: Option<Id>,
    pub(super) resident: Option<Id>,
    pub(super) place: Option<i64>,
    pub(super) seats: i64,
    legs: Vec<(i64, i64)>,
    needs: Vec<Value>,
}

impl Trip {
    pub(super) fn of(body: &Body) -> Trip {
        let leg = |name: &str| {
            let times = body.get(name)?.as_array()?;
            Some((times.first()?.as_i64()?, times.get(1)?.as_i64()?))
        };
        let companions = body.get("companions").and_then(Value::as_i64).unwrap_or(0).max(0);
        Trip {
            state: text_in(body, "state").unwrap_or("requested").to_owned(),
            day: text_in(body, "day").unwrap_or("").to_owned(),
            vehicle: id_in(body, "vehicle"),
            driver: id_in(body, "driver"),
            squad: id_in(body, "squad"),
            resident: id_in(body, "resident"),
            place: body.get("place").and_then(Value::as_i64),
            seats: 1 + companions,
            legs: [Some(leg("outbound").unwrap_or((0, 0))), leg("back")].into_iter().flatten().collect(),
            needs: list(body, "needs"),
        }
    }

    /// Somebody was fetched and is not home.
    pub(super) fn return_due(&self) -> bool {
        matches!(self.state.as_str(), "picked_up" | "at_point" | "served" | "turned_away" | "going_home")
    }

    pub(super) fn over(&self) -> bool {
        matches!(self.state.as_str(), "home_safe" | "with_family" | "cancelled")
    }

    fn needs(&self, need: &str) -> bool {
        self.needs.iter().any(|n| n == need)
    }

    fn aboard(&self, minute: i64) -> bool {
        self.legs.iter().any(|(from, to)| *from <= minute && minute < *to)
    }
}

/// What does not fit when a ride joins others in a vehicle.
pub(super) fn misfits(vehicle: &Body, trip: &Trip, others: &[Trip]) -> Vec<&'static str> {
    let number = |name: &str, usual: i64| vehicle.get(name).and_then(Value::as_i64).unwrap_or(usual);
    let others: Vec<&Trip> = others
        .iter()
        .filter(|other| other.day == trip.day && (other.state == "confirmed" || other.return_due()))
        .collect();
    let most = |load: &dyn Fn(&Trip) -> i64| {
        let minutes = trip.legs.iter().flat_map(|(from, to)| *from..(*to).max(from + 1));
        let at = |minute| {
            load(trip) + others.iter().filter(|other| other.aboard(minute)).map(|other| load(other)).sum::<i64>()
        };
        minutes.map(at).max().unwrap_or_else(|| load(trip))
    };
    let mut misfits = Vec::new();
    let out = vehicle.get("out_of_service") == Some(&Value::Bool(true));
    if out || most(&|trip| trip.seats) > number("seats", 1) {
        misfits.push("seats_full");
    }
    let chair = |trip: &Trip| i64::from(trip.needs("wheelchair"));
    if trip.needs("wheelchair") && most(&chair) > number("wheelchair_places", 0) {
        misfits.push("no_wheelchair_space");
    }
    let frail = ["wheelchair", "arm_support", "oxygen", "cannot_leave_home"].iter().any(|need| trip.needs(need));
    if frail && text_in(vehicle, "vehicle_type").unwrap_or("motorbike") == "motorbike" {
        misfits.push("motorbike_unsafe");
    }
    misfits
}
