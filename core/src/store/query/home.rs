//! One home, read once for a screen, and what a list shows of it.

use chrono::{Datelike, NaiveDate};
use doorstep_sqlcipher::rusqlite::Connection;
use serde::de::DeserializeOwned;

use crate::{
    id::Id,
    model::{
        self,
        assignment::Assignment,
        commune::{Neighbourhood, NeighbourhoodState},
        conflict::Conflict,
        consent::Consent,
        follow_up::{FollowUp, FollowUpState},
        household::{Door, Household, Phone},
        note::Note,
        resident::{Need, Resident, ResidentState},
        visit::Visit,
    },
    record::Key,
    rules::links::Link,
    store::{PhoneStore, StoreResult, records},
    text,
};

/// The age from which somebody who lives alone is to be looked after first.
pub const ELDERLY: i32 = 75;

/// What a list shows of a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeLine {
    /// The household.
    pub id: Id,
    /// Whom to ask for: the head's full name, or another person's where the head has died.
    pub head: String,
    /// ông, bà, cụ, …
    pub honorific: String,
    /// Number, lane, street, as people read them out.
    pub address: String,
    /// "cổng xanh, sau nhà văn hóa".
    pub landmark: String,
    /// Where it lies.
    pub neighbourhood: Option<Id>,
    /// The neighbourhood's name.
    pub neighbourhood_name: String,
    /// Numbers to call.
    pub phones: Vec<PhoneLine>,
    /// Its position, where somebody agreed to keep it.
    pub pin: Option<Position>,
    /// What to know at the door.
    pub door: DoorFacts,
}

/// A phone number and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLine {
    /// E.164.
    pub number: String,
    /// "con gái", "hàng xóm"; empty when it is their own.
    pub relation: String,
}

impl From<Phone> for PhoneLine {
    fn from(phone: Phone) -> PhoneLine {
        PhoneLine { number: phone.number, relation: phone.relation }
    }
}

/// A position in 1e-7 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Latitude.
    pub lat_e7: i64,
    /// Longitude.
    pub lon_e7: i64,
}

/// What to know before knocking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorFacts {
    /// Chó dữ.
    pub dog: bool,
    /// Gọi trước.
    pub call_first: bool,
    /// Cổng khóa.
    pub locked: bool,
    /// Nặng tai.
    pub hard_of_hearing: bool,
    /// Best hour, 0–23.
    pub best_hour: Option<u8>,
}

impl From<Door> for DoorFacts {
    fn from(door: Door) -> DoorFacts {
        let Door { dog, call_first, locked, hard_of_hearing, best_hour } = door;
        DoorFacts { dog, call_first, locked, hard_of_hearing, best_hour }
    }
}

/// Why a home needs more care than others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Care {
    /// Somebody of [`ELDERLY`] years or more lives alone.
    pub elderly_alone: bool,
    /// Travel needs of the people at home.
    pub needs: Vec<Need>,
}

impl Care {
    /// Whether there is any reason.
    pub fn is_due(&self) -> bool {
        self.elderly_alone || !self.needs.is_empty()
    }
}

/// A household and what follows it, its merged former selves included.
pub(super) struct Home {
    pub(super) id: Id,
    pub(super) body: Household,
    pub(super) assignment: Assignment,
    pub(super) residents: Vec<(Id, Resident)>,
    pub(super) consents: Vec<Consent>,
    pub(super) visits: Vec<(Id, Visit)>,
    pub(super) follow_ups: Vec<(Id, FollowUp)>,
    pub(super) notes: Vec<(Id, Note)>,
    pub(super) conflicts: Vec<(Id, Conflict)>,
}

impl Home {
    /// Reads a home; none where the phone does not hold it. An alias gives the home that it stands for.
    pub(super) fn load(conn: &Connection, id: Id) -> StoreResult<Option<Home>> {
        let Some(body) = household(conn, id)? else { return Ok(None) };
        let (id, body) = match body.alias_of {
            None => (id, body),
            Some(into) => match household(conn, into)? {
                Some(body) => (into, body),
                None => return Ok(None),
            },
        };
        let mut home = Home {
            id,
            body,
            assignment: Assignment::default(),
            residents: Vec::new(),
            consents: Vec::new(),
            visits: Vec::new(),
            follow_ups: Vec::new(),
            notes: Vec::new(),
            conflicts: Vec::new(),
        };
        let aliases = records::linked(conn, &Link::aliases_of(id))?.into_iter().map(|key| key.id);
        for root in std::iter::once(id).chain(aliases) {
            home.take(conn, root)?;
        }
        home.visits.sort_by_key(|(id, visit)| (visit.at, *id));
        home.follow_ups.sort_by(|(_, a), (_, b)| a.due.cmp(&b.due));
        Ok(Some(home))
    }

    fn take(&mut self, conn: &Connection, root: Id) -> StoreResult<()> {
        /// What does not fit its model a newer release wrote: it is left out.
        fn read<T: DeserializeOwned>(id: Id, body: &str) -> Option<(Id, T)> {
            Some((id, serde_json::from_str(body).ok()?))
        }
        records::each_of_root(conn, root, |kind, id, body| match kind {
            "assignment" if root == self.id => self.assignment = serde_json::from_str(body).unwrap_or_default(),
            "resident" => self.residents.extend(read(id, body)),
            "consent" => self.consents.extend(serde_json::from_str::<Consent>(body).ok()),
            "visit" => self.visits.extend(read(id, body)),
            "follow_up" => self.follow_ups.extend(read(id, body)),
            "note" => self.notes.extend(read(id, body)),
            "conflict" => self.conflicts.extend(read(id, body)),
            _ => {}
        })
    }

    /// The people who live, wherever they are.
    pub(super) fn living(&self) -> impl Iterator<Item = (Id, &Resident)> {
        let living = self.residents.iter().filter(|(_, resident)| resident.state != ResidentState::Deceased);
        living.map(|(id, resident)| (*id, resident))
    }

    /// Whether a person of this home has died.
    pub(super) fn is_dead(&self, resident: Id) -> bool {
        self.residents.iter().any(|(id, r)| *id == resident && r.state == ResidentState::Deceased)
    }

    /// Follow-ups that are still to do, the earliest first.
    pub(super) fn open_follow_ups(&self) -> impl Iterator<Item = &(Id, FollowUp)> {
        let open = self.follow_ups.iter().filter(|(_, f)| f.state == FollowUpState::Open);
        open.filter(|(_, f)| f.resident.is_none_or(|resident| !self.is_dead(resident)))
    }

    /// The latest visit that was not taken back.
    pub(super) fn last_visit(&self) -> Option<&(Id, Visit)> {
        self.visits.iter().rfind(|(_, visit)| !visit.withdrawn)
    }

    pub(super) fn care(&self, day: NaiveDate) -> Care {
        let at_home: Vec<&Resident> =
            self.living().map(|(_, r)| r).filter(|r| r.state == ResidentState::AtHome).collect();
        let old = |r: &&Resident| r.birth_year.is_some_and(|year| day.year() - year >= ELDERLY);
        let mut needs: Vec<Need> = at_home.iter().flat_map(|r| r.needs.iter().cloned()).collect();
        needs.sort();
        needs.dedup();
        Care { elderly_alone: matches!(at_home.as_slice(), [one] if old(one)), needs }
    }

    /// A person as they are spoken of; the head where there is none.
    pub(super) fn who(&self, resident: Option<Id>) -> String {
        let found = resident.and_then(|id| self.living().find(|(other, _)| *other == id));
        match found {
            Some((_, r)) => text::name::address_form(Some(&r.honorific), &r.name),
            None => {
                let (head, honorific) = self.head();
                text::name::address_form(Some(&honorific), &head)
            }
        }
    }

    /// Whom to ask for. A head who has died is not named: the first of those who live is.
    pub(super) fn head(&self) -> (String, String) {
        let head = &self.body.head;
        let named = |r: &Resident| text::same(&r.name, head);
        let died = self.residents.iter().any(|(_, r)| r.state == ResidentState::Deceased && named(r))
            && !self.living().any(|(_, r)| named(r));
        if !died {
            return (head.clone(), self.body.honorific.clone());
        }
        self.living().next().map(|(_, r)| (r.name.clone(), r.honorific.clone())).unwrap_or_default()
    }

    pub(super) fn line(&self, conn: &Connection) -> StoreResult<HomeLine> {
        let (head, honorific) = self.head();
        let body = self.body.clone();
        Ok(HomeLine {
            id: self.id,
            head,
            honorific,
            address: address(&body),
            landmark: body.landmark,
            neighbourhood: body.neighbourhood,
            neighbourhood_name: neighbourhood(conn, body.neighbourhood)?.map(|n| n.name).unwrap_or_default(),
            phones: body.phones.into_iter().map(PhoneLine::from).collect(),
            pin: body.pin.map(|[lat_e7, lon_e7]| Position { lat_e7, lon_e7 }),
            door: body.door.into(),
        })
    }
}

fn household(conn: &Connection, id: Id) -> StoreResult<Option<Household>> {
    records::view(conn, &Key::new(model::HOUSEHOLD, id))
}

pub(super) fn neighbourhood(conn: &Connection, id: Option<Id>) -> StoreResult<Option<Neighbourhood>> {
    let Some(id) = id else { return Ok(None) };
    records::view(conn, &Key::new(model::NEIGHBOURHOOD, id))
}

/// A neighbourhood to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighbourhoodLine {
    /// The neighbourhood.
    pub id: Id,
    /// Its name.
    pub name: String,
}

impl PhoneStore {
    /// Neighbourhoods in use, by name.
    pub fn neighbourhoods(&self) -> StoreResult<Vec<NeighbourhoodLine>> {
        let all = records::views::<Neighbourhood>(self.connection(), &model::NEIGHBOURHOOD)?.into_iter();
        let used = all.filter(|neighbourhood| neighbourhood.body.state == NeighbourhoodState::Active);
        let mut lines: Vec<_> = used.map(|n| NeighbourhoodLine { id: n.id, name: n.body.name }).collect();
        lines.sort_by_cached_key(|line| text::collate::key(&line.name));
        Ok(lines)
    }
}

/// An address in one line.
fn address(home: &Household) -> String {
    let parts = [&home.address.house_no, &home.address.lane, &home.address.street, &home.address.text];
    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
