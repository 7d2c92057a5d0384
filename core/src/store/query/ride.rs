//! Rides as people see them: a driver's day, who is not home yet, and what can be booked.

use chrono::NaiveDate;
use doorstep_sqlcipher::rusqlite::Connection;

use super::names::Names;
use crate::{
    catalogue::Catalogue,
    id::Id,
    model::{
        self,
        assignment::Assignment,
        commune::ServicePoint,
        consent::{Consent, ConsentState, Purpose},
        resident::{Need, ResidentState},
        ride::{CancelReason, Ride, RideState},
        vehicle::{Vehicle, VehicleType},
    },
    record::Key,
    rules::links::Link,
    store::{
        PhoneStore, StoreResult, outbox,
        query::home::Home,
        records::{self, View},
    },
};

/// A ride. Times are minutes since midnight of its day.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Minutes since midnight at which it begins.
    pub at: i64,
    /// Whether it brings somebody home.
    pub homeward: bool,
    /// The ride.
    pub ride: RideLine,
}

/// A driver's day.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The service point.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether it works on the day.
    pub open: bool,
}

/// A vehicle of the squad.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RideOptions {
    /// Who may ride.
    pub passengers: Vec<Passenger>,
    /// Where to.
    pub points: Vec<Point>,
    /// In what.
    pub vehicles: Vec<VehicleLine>,
}

/// The step after a state, where a driver takes it without asking anybody.
fn next(state: &RideState) -> Option<RideState> {
    match state {
        RideState::Confirmed => Some(RideState::PickedUp),
        RideState::PickedUp => Some(RideState::AtPoint),
        RideState::AtPoint => Some(RideState::Served),
        RideState::Served | RideState::TurnedAway => Some(RideState::GoingHome),
        RideState::GoingHome => Some(RideState::HomeSafe),
        _ => None,
    }
}

/// Rides held, with what their lines need.
pub(super) struct Rides<'a> {
    me: Id,
    names: &'a Names,
    all: Vec<View<Ride>>,
}

impl<'a> Rides<'a> {
    pub(super) fn load(conn: &Connection, me: Id, names: &'a Names) -> StoreResult<Rides<'a>> {
        Ok(Rides { me, names, all: records::views(conn, &model::RIDE)? })
    }

    /// Those of one household.
    pub(super) fn of(conn: &Connection, me: Id, names: &'a Names, household: Id) -> StoreResult<Rides<'a>> {
        let mut all = Vec::new();
        for key in records::linked(conn, &Link::rides_of(household))? {
            all.extend(records::view(conn, &key)?.map(|body| View { id: key.id, root: key.id, body }));
        }
        Ok(Rides { me, names, all })
    }

    /// Lines of the rides that pass a test, by day and time.
    pub(super) fn lines(&self, conn: &Connection, keep: impl Fn(&Ride) -> bool) -> StoreResult<Vec<RideLine>> {
        let mut lines = Vec::new();
        for ride in self.all.iter().filter(|ride| keep(&ride.body)) {
            lines.push(self.line(conn, ride.id, &ride.body)?);
        }
        lines.sort_by(|a, b| (&a.day, a.ready_from, a.id).cmp(&(&b.day, b.ready_from, b.id)));
        Ok(lines)
    }

    fn line(&self, conn: &Connection, id: Id, ride: &Ride) -> StoreResult<RideLine> {
        let ride = ride.clone();
        let unsent = !outbox::writers(conn, &Key::new(model::RIDE, id))?.is_empty();
        let service = ride.service;
        let may_contact = match (ride.household, ride.resident) {
            (Some(household), Some(resident)) => Home::load(conn, household)?
                .is_some_and(|home| consent(&home, resident, &Purpose::Contact) == Some(ConsentState::Given)),
            _ => false,
        };
        Ok(RideLine {
            id,
            household: ride.household,
            who: ride.who,
            pickup: ride.pickup,
            phone: ride.phone,
            day: ride.day,
            ready_from: ride.outbound[0],
            there_by: ride.outbound[1],
            back_from: ride.back.map(|back| back[0]),
            home_by: ride.back.map(|back| back[1]),
            seats: 1 + ride.companions.max(0),
            needs: ride.needs,
            point: point(conn, ride.point)?.map(|point| point.name).unwrap_or_default(),
            next: next(&ride.state),
            state: ride.state,
            vehicle: vehicle(conn, ride.vehicle)?.map(|vehicle| vehicle.name).unwrap_or_default(),
            driver: self.names.of(ride.driver),
            mine: ride.driver == Some(self.me),
            place: ride.place,
            misfits: ride.misfits,
            cancelled: ride.cancelled,
            unconfirmed: unsent,
            papers: Catalogue::built_in().service(&service).map(|s| s.papers.clone()).unwrap_or_default(),
            service,
            may_contact,
        })
    }

    /// Who is not home yet, the longest first.
    pub(super) fn not_home(&self, conn: &Connection) -> StoreResult<Vec<RideLine>> {
        self.lines(conn, |ride| ride.state.is_return_due())
    }
}

fn point(conn: &Connection, id: Option<Id>) -> StoreResult<Option<ServicePoint>> {
    let Some(id) = id else { return Ok(None) };
    records::view(conn, &Key::new(model::SERVICE_POINT, id))
}

fn vehicle(conn: &Connection, id: Option<Id>) -> StoreResult<Option<Vehicle>> {
    let Some(id) = id else { return Ok(None) };
    records::view(conn, &Key::new(model::VEHICLE, id))
}

/// The passenger of a ride, while the phone holds it.
pub(super) fn passenger(conn: &Connection, ride: Id) -> StoreResult<Option<String>> {
    Ok(records::view::<Ride>(conn, &Key::new(model::RIDE, ride))?.map(|ride| ride.who))
}

/// The most seats that rides take at any moment of a day.
fn most_taken<'a>(rides: impl Iterator<Item = &'a Ride>) -> i64 {
    let rides: Vec<&Ride> = rides.filter(|ride| !ride.state.is_over() && ride.state != RideState::Waiting).collect();
    let starts = rides.iter().flat_map(|ride| ride.legs()).map(|[from, _]| from);
    let aboard = |t: i64| {
        let there = rides.iter().filter(|ride| ride.legs().any(|[from, to]| from <= t && t < to));
        there.map(|ride| ride.seats()).sum::<i64>()
    };
    starts.map(aboard).max().unwrap_or(0)
}

impl PhoneStore {
    /// A driver's day.
    pub fn manifest(&self, day: NaiveDate) -> StoreResult<Manifest> {
        let (conn, me) = (self.connection(), self.enrolment()?.member);
        let names = Names::load(conn)?;
        let rides = Rides::load(conn, me, &names)?;
        let today = day.to_string();
        let mine = |ride: &Ride| ride.day == today && ride.driver == Some(me);
        let mut legs = Vec::new();
        for ride in rides.lines(conn, mine)? {
            legs.push(Leg { at: ride.ready_from, homeward: false, ride: ride.clone() });
            if ride.state != RideState::Cancelled {
                // A return whose time nobody knows yet goes last.
                legs.push(Leg { at: ride.back_from.unwrap_or(24 * 60), homeward: true, ride });
            }
        }
        legs.sort_by_key(|leg| (leg.at, leg.homeward, leg.ride.id));
        let driven: Vec<Vehicle> = records::views::<Vehicle>(conn, &model::VEHICLE)?
            .into_iter()
            .map(|vehicle| vehicle.body)
            .filter(|vehicle| vehicle.driver == Some(me) && !vehicle.out_of_service)
            .collect();
        let most_taken = most_taken(rides.all.iter().map(|ride| &ride.body).filter(|ride| mine(ride)));
        let not_home = rides.not_home(conn)?.into_iter().filter(|ride| ride.mine).count() as u32;
        Ok(Manifest { day: today, legs, seats: driven.iter().map(|v| v.seats).sum(), most_taken, not_home })
    }

    /// Everybody who was fetched and is not home yet, the longest first: a driver's own, a leader's squad's.
    pub fn return_duties(&self) -> StoreResult<Vec<RideLine>> {
        let conn = self.connection();
        Rides::load(conn, self.enrolment()?.member, &Names::load(conn)?)?.not_home(conn)
    }

    /// Who is at a service point and waits to be served, of any day: whoever helps there sees them, the longest first.
    pub fn rides_at_point(&self) -> StoreResult<Vec<RideLine>> {
        let conn = self.connection();
        Rides::load(conn, self.enrolment()?.member, &Names::load(conn)?)?
            .lines(conn, |ride| ride.state == RideState::AtPoint)
    }

    /// Rides of a day that this phone holds, by time.
    pub fn rides(&self, day: NaiveDate) -> StoreResult<Vec<RideLine>> {
        let conn = self.connection();
        let day = day.to_string();
        Rides::load(conn, self.enrolment()?.member, &Names::load(conn)?)?.lines(conn, |ride| ride.day == day)
    }

    /// What can be booked for a household on a day; none where the phone does not hold it.
    pub fn ride_options(&self, household: Id, day: NaiveDate) -> StoreResult<Option<RideOptions>> {
        let conn = self.connection();
        let Some(home) = Home::load(conn, household)? else { return Ok(None) };
        let passengers = home.living().filter(|(_, resident)| resident.state == ResidentState::AtHome);
        let passengers = passengers.map(|(id, resident)| Passenger {
            resident: id,
            who: home.who(Some(id)),
            needs: resident.needs.clone(),
            consent: consent(&home, id, &Purpose::Ride),
        });
        Ok(Some(RideOptions {
            passengers: passengers.collect(),
            points: points(conn, day)?,
            vehicles: vehicles(conn, self.enrolment()?.member, &home.assignment, day)?,
        }))
    }
}

/// Where a person's consent to a purpose stands.
pub(super) fn consent(home: &Home, resident: Id, purpose: &Purpose) -> Option<ConsentState> {
    let of = |c: &&Consent| c.resident == Some(resident) && c.purpose.as_ref() == Some(purpose);
    home.consents.iter().find(of).and_then(|consent| consent.state.clone())
}

fn points(conn: &Connection, day: NaiveDate) -> StoreResult<Vec<Point>> {
    use chrono::{Datelike, Weekday};
    let calendar = super::calendar(conn)?;
    let mut points = Vec::new();
    for View { id, body: point, .. } in records::views::<ServicePoint>(conn, &model::SERVICE_POINT)? {
        let saturday = point.saturday && day.weekday() == Weekday::Sat && calendar.day_off(day).is_none();
        let open = !point.closed_on.contains(&day.to_string()) && (calendar.is_working_day(day) || saturday);
        points.push(Point { id, name: point.name, open });
    }
    Ok(points)
}

fn vehicles(conn: &Connection, me: Id, home: &Assignment, day: NaiveDate) -> StoreResult<Vec<VehicleLine>> {
    let names = Names::load(conn)?;
    let rides = Rides::load(conn, me, &names)?;
    let day = day.to_string();
    let mut lines = Vec::new();
    for View { id, root, body: vehicle } in records::views::<Vehicle>(conn, &model::VEHICLE)? {
        if vehicle.out_of_service || home.squad.is_some_and(|squad| squad != root) {
            continue;
        }
        let inside = |ride: &&Ride| ride.vehicle == Some(id) && ride.day == day;
        lines.push(VehicleLine {
            id,
            driver: rides.names.of(vehicle.driver),
            taken: most_taken(rides.all.iter().map(|ride| &ride.body).filter(inside)),
            name: vehicle.name,
            vehicle_type: vehicle.vehicle_type,
            seats: vehicle.seats,
            wheelchair_places: vehicle.wheelchair_places,
        });
    }
    Ok(lines)
}
