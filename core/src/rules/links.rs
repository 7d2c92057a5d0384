//! Finding records by a value in their body: an index that stores keep, computed by one pure function.
//!
//! A rule that must see "the rides of this vehicle on that day" asks for the link `ride.vehicle_day`. A new way to find
//! records is a line here and a new version; stores refill the index from bodies when the version differs.

use serde_json::Value;

use crate::{
    id::Id,
    json::Fields,
    model,
    record::{Key, Kind, Record},
};

/// Raised whenever [`of`] gives other links than before for some body.
pub const VERSION: i64 = 2;

/// A named value that leads to records.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Link {
    /// The name of the index.
    pub name: &'static str,
    /// The value looked for.
    pub value: String,
}

impl Link {
    /// Rides of a vehicle that are not over.
    pub fn open_rides_of_vehicle(vehicle: Id) -> Link {
        Link { name: "ride.vehicle", value: vehicle.to_string() }
    }

    /// Rides that wait for a seat in a squad on a day.
    pub fn rides_waiting(squad: Id, day: &str) -> Link {
        Link { name: "ride.waiting", value: format!("{squad} {day}") }
    }

    /// Rides of a household that are not over.
    pub fn open_rides_of(household: Id) -> Link {
        Link { name: "ride.household", value: household.to_string() }
    }

    /// All rides of a household, those that are over included.
    pub fn rides_of(household: Id) -> Link {
        Link { name: "ride.any_household", value: household.to_string() }
    }

    /// Rides of a driver that are not over.
    pub fn open_rides_of_driver(driver: Id) -> Link {
        Link { name: "ride.driver", value: driver.to_string() }
    }

    /// All records that follow a root.
    pub fn of_root(root: Id) -> Link {
        Link { name: "root", value: root.to_string() }
    }

    /// Responsibilities for a neighbourhood.
    pub fn responsibilities(neighbourhood: Id) -> Link {
        Link { name: "responsibility.neighbourhood", value: neighbourhood.to_string() }
    }

    /// Households in a neighbourhood.
    pub fn households_in(neighbourhood: Id) -> Link {
        Link { name: "household.neighbourhood", value: neighbourhood.to_string() }
    }

    /// Visits to a household on a day.
    pub fn visits_on(household: Id, day: &str) -> Link {
        Link { name: "visit.household_day", value: format!("{household} {day}") }
    }

    /// Households whose import source has a key.
    pub fn import_key(key: &str) -> Link {
        Link { name: "import.key", value: key.to_owned() }
    }

    /// Households given to a volunteer, by their assignment.
    pub fn assigned_to(member: Id) -> Link {
        Link { name: "assignment.member", value: member.to_string() }
    }

    /// Members of a squad.
    pub fn members_of(squad: Id) -> Link {
        Link { name: "member.squad", value: squad.to_string() }
    }

    /// Vehicles that a member drives.
    pub fn vehicles_of(driver: Id) -> Link {
        Link { name: "vehicle.driver", value: driver.to_string() }
    }

    /// Households that are aliases of another one.
    pub fn aliases_of(household: Id) -> Link {
        Link { name: "household.alias", value: household.to_string() }
    }
}

/// Which members of a body [`of`] looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looks {
    /// At none.
    Nowhere,
    /// At these.
    At(&'static [&'static str]),
    /// At the whole body.
    Everywhere,
}

/// Which members of a body of a kind [`of`] looks at: a store need not read the others.
pub fn looks_at(kind: &Kind) -> Looks {
    match kind.as_str() {
        "ride" => Looks::Everywhere,
        "responsibility" => Looks::At(&["neighbourhood"]),
        "household" => Looks::At(&["alias_of", "neighbourhood"]),
        "visit" => Looks::At(&["day"]),
        "import_source" => Looks::At(&["key"]),
        "assignment" => Looks::At(&["member"]),
        "member" => Looks::At(&["squad"]),
        "vehicle" => Looks::At(&["driver"]),
        _ => Looks::Nowhere,
    }
}

/// The links that lead to a record.
pub fn of(record: &Record) -> Vec<Link> {
    let Record { key: Key { kind, .. }, root, body, .. } = record;
    let mut links = vec![Link::of_root(*root)];
    let id = |field: &str| id_of(body, field);
    match kind.as_str() {
        "ride" => {
            let ride: model::ride::Ride = crate::json::read(body).unwrap_or_default();
            if let (model::ride::RideState::Waiting, Some(squad)) = (&ride.state, ride.squad) {
                links.push(Link::rides_waiting(squad, &ride.day));
            }
            links.extend(ride.household.map(Link::rides_of));
            if !ride.state.is_over() {
                links.extend(ride.vehicle.map(Link::open_rides_of_vehicle));
                links.extend(ride.household.map(Link::open_rides_of));
                links.extend(ride.driver.map(Link::open_rides_of_driver));
            }
        }
        "responsibility" => links.extend(id("neighbourhood").map(Link::responsibilities)),
        "household" => {
            links.extend(id("neighbourhood").map(Link::households_in));
            links.extend(id("alias_of").map(Link::aliases_of));
        }
        "visit" => links.extend(body.get("day").and_then(Value::as_str).map(|day| Link::visits_on(*root, day))),
        "import_source" => links.extend(body.get("key").and_then(Value::as_str).map(Link::import_key)),
        "assignment" => links.extend(id("member").map(Link::assigned_to)),
        "member" => links.extend(id("squad").map(Link::members_of)),
        "vehicle" => links.extend(id("driver").map(Link::vehicles_of)),
        _ => {}
    }
    links
}

/// An identifier in a body.
pub(crate) fn id_of(body: &Fields, field: &str) -> Option<Id> {
    body.get(field)?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn links_look_at_nothing_but_what_they_say() {
        let id = Id::from_bytes([7; 16]);
        let members = ["alias_of", "day", "driver", "household", "key", "member", "neighbourhood", "squad", "vehicle"];
        let body: Fields = members.iter().map(|name| ((*name).to_owned(), id.to_string().into())).collect();
        let text = json::fields_to_canonical(&body);
        let kinds =
            ["ride", "responsibility", "household", "visit", "import_source", "assignment", "member", "vehicle"];
        let others =
            ["commune", "squad", "device", "resident", "consent", "follow_up", "note", "conflict", "of tomorrow"];
        for name in kinds.into_iter().chain(others) {
            let kind = Kind::from(name.to_owned());
            assert_eq!(looks_at(&kind) == Looks::Nowhere, others.contains(&name), "{name}");
            let record = |body| Record { key: Key::new(kind.clone(), id), root: id, seq: 1, body };
            let picked = match looks_at(&kind) {
                Looks::Nowhere => Fields::new(),
                Looks::At(members) => json::pick(&text, members).unwrap(),
                Looks::Everywhere => body.clone(),
            };
            assert_eq!(of(&record(picked)), of(&record(body.clone())), "{name}");
        }
    }
}
