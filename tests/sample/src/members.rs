//! The people with an account: volunteers, leaders, coordinators, drivers; and the points where they stand.

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use crate::dice::{Dice, Topic, share};
use crate::names::{self, Sex};
use crate::phones::Exchange;
use crate::places::{Ground, Point};
use crate::units::Commune;

/// What a member may do; one person may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Knocks on doors, stands at the Centre.
    Volunteer,
    /// Leads a squad; every squad has one.
    Leader,
    /// Deputises for the leader; squads of eight and more have one.
    Deputy,
    /// Runs the campaign of the commune.
    Coordinator,
    /// Fetches people and brings them home.
    Driver,
}

/// The kinds of vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VehicleKind {
    /// Xe máy.
    Motorbike,
    /// Xe ba bánh.
    ThreeWheeler,
    /// Ô tô.
    Car,
    /// Van.
    Van,
}

/// A driver's vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vehicle {
    /// Its kind.
    pub kind: VehicleKind,
    /// Seats for residents and their companions, the driver's not counted.
    pub seats: u8,
    /// Room for a wheelchair with somebody in it.
    pub wheelchair_space: bool,
    /// A helmet for the passenger; motorbikes only.
    pub second_helmet: bool,
    /// When the leader saw the licence; without it nobody drives a resident.
    pub licence_checked: Option<NaiveDate>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// `TV0001`, unique in the ward.
    pub code: String,
    /// Name, NFC.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Volunteers and leaders are 16 to 30, coordinators up to 40.
    pub birth_year: i32,
    /// 095x.
    pub phone: String,
    /// Index into [`crate::SampleWard::squads`]; none for coordinators.
    pub squad: Option<usize>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Drivers only.
    pub vehicle: Option<Vehicle>,
}

/// The two places where residents are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ServicePointKind {
    /// Public administrative service centre.
    Centre,
    /// Commune police, for level-2 identification.
    Police,
}

/// A service point. Its place and hours are invented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServicePoint {
    /// Which of the two.
    pub kind: ServicePointKind,
    /// Vietnamese name with the commune's.
    pub name: String,
    /// Where it stands.
    pub place: Point,
    /// Opening times of a working day, `HH:MM`.
    pub hours: [(&'static str, &'static str); 2],
    /// Members who stand there on a day.
    pub members_a_day: u8,
}

pub(crate) fn service_points(commune: &Commune, ground: &Ground) -> Vec<ServicePoint> {
    let unit = format!("{} {}", commune.kind.word(), commune.name);
    let hours = [("07:30", "11:30"), ("13:30", "17:00")];
    vec![
        ServicePoint {
            kind: ServicePointKind::Centre,
            name: format!("Trung tâm Phục vụ hành chính công {unit}"),
            place: ground.label,
            hours,
            members_a_day: 3,
        },
        ServicePoint {
            kind: ServicePointKind::Police,
            name: format!("Công an {unit}"),
            place: ground.bounds.clamp(ground.label.moved(420, -260)),
            hours,
            members_a_day: 2,
        },
    ]
}

/// Members of a squad with so many households: one for 45, but 16 to 48 where there is work for them.
fn squad_size(households: usize) -> usize {
    if households < 240 { (households / 15).clamp(3, 16) } else { (households / 45).clamp(16, 48) }
}

pub(crate) fn draw(
    ground: &Ground,
    commune: &Commune,
    seed: u64,
    campaign_day: NaiveDate,
    exchange: &mut Exchange,
) -> Vec<Member> {
    let mut dice = Dice::new(seed, &commune.code, Topic::Members, 0);
    let mut members = Vec::new();
    let year = campaign_day.year();
    let households: usize = ground.neighbourhoods.iter().map(|place| place.households).sum();
    for _ in 0..1 + households / 10_000 {
        members.push(member(&mut dice, year, 24..=40, None, vec![Role::Coordinator], exchange));
    }
    for (index, squad) in ground.squads.iter().enumerate() {
        let size = squad_size(squad.neighbourhoods.iter().map(|&n| ground.neighbourhoods[n].households).sum());
        for nth in 0..size {
            let (ages, roles) = match nth {
                0 => (20..=30, vec![Role::Leader, Role::Volunteer]),
                1 if size >= 8 => (18..=30, vec![Role::Deputy, Role::Volunteer]),
                _ => (16..=30, vec![Role::Volunteer]),
            };
            members.push(member(&mut dice, year, ages, Some(index), roles, exchange));
        }
    }
    appoint_drivers(&mut dice, &mut members, ground.squads.len(), campaign_day);
    for (index, member) in members.iter_mut().enumerate() {
        member.code = format!("TV{:04}", index + 1);
    }
    members
}

fn member(
    dice: &mut Dice,
    year: i32,
    ages: std::ops::RangeInclusive<i64>,
    squad: Option<usize>,
    roles: Vec<Role>,
    exchange: &mut Exchange,
) -> Member {
    let sex = if dice.permille(520) { Sex::Female } else { Sex::Male };
    let age = dice.range(*ages.start(), *ages.end());
    let surname = names::surname(dice);
    let name = names::full_name(dice, sex, age, surname);
    let birth_year = year - age as i32;
    Member { code: String::new(), name, sex, birth_year, phone: exchange.number(), squad, roles, vehicle: None }
}

/// One volunteer of nine drives, at least one a squad: adults only. Of the ward's vehicles 62 % are motorbikes, 26 % cars,
/// 7 % three-wheelers, 5 % vans, and a ward with four drivers or more has one of each.
fn appoint_drivers(dice: &mut Dice, members: &mut [Member], squads: usize, campaign_day: NaiveDate) {
    let mut drivers = Vec::new();
    for squad in 0..squads {
        let mut adults: Vec<usize> = (0..members.len())
            .filter(|&i| members[i].squad == Some(squad) && campaign_day.year() - members[i].birth_year > 18)
            .collect();
        let wanted = (adults.len() / 9).max(1);
        dice.shuffle(&mut adults);
        drivers.extend(adults.into_iter().take(wanted));
    }
    let counts = share(drivers.len(), &[62, 26, 7, 5]);
    let kinds = [VehicleKind::Motorbike, VehicleKind::Car, VehicleKind::ThreeWheeler, VehicleKind::Van];
    let mut fleet: Vec<VehicleKind> =
        kinds.iter().zip(&counts).flat_map(|(kind, &count)| std::iter::repeat_n(*kind, count)).collect();
    if fleet.len() >= kinds.len() {
        for (slot, kind) in fleet.iter_mut().zip(kinds) {
            *slot = kind;
        }
    }
    dice.shuffle(&mut fleet);
    for (index, kind) in drivers.into_iter().zip(fleet) {
        members[index].roles.push(Role::Driver);
        members[index].vehicle = Some(vehicle(dice, kind, campaign_day));
    }
}

fn vehicle(dice: &mut Dice, kind: VehicleKind, campaign_day: NaiveDate) -> Vehicle {
    let seats = match kind {
        VehicleKind::Motorbike => 1,
        VehicleKind::ThreeWheeler => dice.range(2, 3) as u8,
        VehicleKind::Car => 4,
        VehicleKind::Van => dice.range(6, 8) as u8,
    };
    let checked = Days::new(dice.range(1, 30) as u64);
    Vehicle {
        kind,
        seats,
        wheelchair_space: kind == VehicleKind::Van,
        second_helmet: kind == VehicleKind::Motorbike && dice.permille(850),
        licence_checked: if dice.permille(920) { campaign_day.checked_sub_days(checked) } else { None },
    }
}
