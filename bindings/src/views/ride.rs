//! Rides.

use doorstep_core::{
    id::Id,
    model::{
        consent::ConsentState,
        resident::Need,
        ride::{CancelReason, RideState},
        vehicle::VehicleType,
    },
    store::query::ride::{Leg, Manifest, Passenger, Point, RideLine, RideOptions, VehicleLine},
};

/// A ride. Times are minutes since midnight of its day.
#[uniffi::remote(Record)]
pub struct RideLine {
    /// The ride.
    pub id: Id,
    /// The household; the phone need not hold it.
    pub household: Option<Id>,
    /// Passenger, as they are spoken of.
    pub who: String,
    /// Where to fetch them.
    pub pickup: String,
    /// Number to call.
    pub phone: String,
    /// ISO date.
    pub day: String,
    /// Ready from.
    pub ready_from: i64,
    /// At the point by.
    pub there_by: i64,
    /// Back from; none while nobody knows.
    pub back_from: Option<i64>,
    /// Home by.
    pub home_by: Option<i64>,
    /// Seats that it takes.
    pub seats: i64,
    /// Travel needs.
    pub needs: Vec<Need>,
    /// Service of the catalogue.
    pub service: String,
    /// Name of the service point.
    pub point: String,
    /// Where it stands.
    pub state: RideState,
    /// The step that comes next; none when somebody must decide first, or nothing is left.
    pub next: Option<RideState>,
    /// Name of the vehicle.
    pub vehicle: String,
    /// Name of the driver.
    pub driver: String,
    /// Whether this member drives it.
    pub mine: bool,
    /// Place on the waiting list, from 1.
    pub place: Option<i64>,
    /// What no longer fits: codes of reasons.
    pub misfits: Vec<String>,
    /// Why it was cancelled.
    pub cancelled: Option<CancelReason>,
    /// Whether something about it waits for the hub's word.
    pub unconfirmed: bool,
    /// Papers to bring, codes of the catalogue.
    pub papers: Vec<String>,
    /// Whether the passenger agreed to be called and written to, as far as this phone knows.
    pub may_contact: bool,
}

/// A leg of a ride in a driver's day.
#[uniffi::remote(Record)]
pub struct Leg {
    /// Minutes since midnight at which it begins.
    pub at: i64,
    /// Whether it brings somebody home.
    pub homeward: bool,
    /// The ride.
    pub ride: RideLine,
}

/// A driver's day.
#[uniffi::remote(Record)]
pub struct Manifest {
    /// ISO date.
    pub day: String,
    /// Legs by time. Cancelled ones stay, so that nobody waits for them.
    pub legs: Vec<Leg>,
    /// Seats of the vehicles that this member drives.
    pub seats: i64,
    /// The most seats taken at any moment of the day.
    pub most_taken: i64,
    /// How many are not home yet, of any day.
    pub not_home: u32,
}

/// Whether somebody may be booked, and what they need.
#[uniffi::remote(Record)]
pub struct Passenger {
    /// The resident.
    pub resident: Id,
    /// As they are spoken of.
    pub who: String,
    /// Travel needs.
    pub needs: Vec<Need>,
    /// Where the consent to rides stands; none if nobody asked.
    pub consent: Option<ConsentState>,
}

/// A place to go to.
#[uniffi::remote(Record)]
pub struct Point {
    /// The service point.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether it works on the day.
    pub open: bool,
}

/// A vehicle of the squad.
#[uniffi::remote(Record)]
pub struct VehicleLine {
    /// The vehicle.
    pub id: Id,
    /// Plate or name.
    pub name: String,
    /// What it is.
    pub vehicle_type: VehicleType,
    /// Name of whoever drives it now.
    pub driver: String,
    /// Passenger seats.
    pub seats: i64,
    /// Seats taken at the fullest moment of the day, as far as this phone knows.
    pub taken: i64,
    /// Places for a wheelchair.
    pub wheelchair_places: i64,
}

/// What can be booked for a household on a day.
#[uniffi::remote(Record)]
pub struct RideOptions {
    /// Who may ride.
    pub passengers: Vec<Passenger>,
    /// Where to.
    pub points: Vec<Point>,
    /// In what.
    pub vehicles: Vec<VehicleLine>,
}
