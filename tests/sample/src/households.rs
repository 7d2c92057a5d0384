//! Homes and the people who live in them.

use std::collections::HashMap;

use serde::Serialize;

use crate::dice::{Dice, Topic};
use crate::names::Sex;
use crate::people::{self, Resident};
use crate::phones::{Exchange, Phone, PhoneOwner};
use crate::places::{BoundingBox, Ground, Neighbourhood, Point};
use crate::units::CommuneKind;

mod addresses;
mod doors;

pub use addresses::Address;
pub use doors::{BestTime, DoorFacts};

/// Standing in the commune's list of poor households.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
}

impl Category {
    /// As lists write it.
    pub fn label_vi(self) -> &'static str {
        match self {
            Self::Poor => "Hộ nghèo",
            Self::NearPoor => "Hộ cận nghèo",
        }
    }
}

/// What is wrong with a pin on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PinDirt {
    /// Latitude and longitude have changed places.
    Swapped,
    /// Some 30 km off, outside the box.
    Outside,
}

/// A place marked on the map by somebody, who may have erred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pin {
    /// What was recorded.
    pub point: Point,
    /// One pin in a hundred is declared wrong.
    pub dirt: Option<PinDirt>,
}

/// A household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Household {
    /// Seven digits as text, leading zeros kept: three for the neighbourhood, four for the home. Unique in the ward.
    pub code: String,
    /// Index into [`crate::SampleWard::neighbourhoods`].
    pub neighbourhood: usize,
    /// Chủ hộ.
    pub head: Resident,
    /// The others.
    pub others: Vec<Resident>,
    /// Where post would go.
    pub address: Address,
    /// What to look for: `cạnh nhà văn hóa`.
    pub landmark: Option<String>,
    /// None for 18 % of households.
    pub phones: Vec<Phone>,
    /// Where the home is in this invented world; always inside the box. Nobody in the field knows it.
    pub home: Point,
    /// What somebody marked: 30 % of households.
    pub pin: Option<Pin>,
    /// Poor or near-poor: 4 %.
    pub category: Option<Category>,
    /// What a volunteer should know before knocking.
    pub door: DoorFacts,
}

impl Household {
    /// Head first, then the others.
    pub fn residents(&self) -> impl Iterator<Item = &Resident> {
        std::iter::once(&self.head).chain(&self.others)
    }
}

/// Draws all households of a ward, neighbourhood by neighbourhood.
pub(crate) fn draw(
    ground: &Ground,
    kind: CommuneKind,
    commune: &str,
    seed: u64,
    year: i32,
    exchange: &mut Exchange,
) -> Vec<Household> {
    let mut households = Vec::with_capacity(ground.neighbourhoods.iter().map(|n| n.households).sum());
    for neighbourhood in 0..ground.neighbourhoods.len() {
        let mut dice = Dice::new(seed, commune, Topic::Households, neighbourhood as u64);
        let place = &ground.neighbourhoods[neighbourhood];
        let mut street = Street::new(place, neighbourhood, ground.bounds, kind, year);
        for nth in 0..place.households {
            households.push(street.household(&mut dice, code(neighbourhood, nth), exchange));
        }
    }
    households
}

/// Code of the `nth` household of a neighbourhood, both counted from 0.
pub(crate) fn code(neighbourhood: usize, nth: usize) -> String {
    format!("{:03}{:04}", neighbourhood + 1, nth + 1)
}

/// What must be remembered while one neighbourhood is drawn.
pub(crate) struct Street<'a> {
    place: &'a Neighbourhood,
    neighbourhood: usize,
    bounds: BoundingBox,
    kind: CommuneKind,
    year: i32,
    /// Names of heads with sex and birth year: the same name twice in a neighbourhood happens, but not by the dozen.
    pub(crate) heads: HashMap<String, (Sex, i32)>,
    doors_on_lane: Vec<u32>,
}

impl<'a> Street<'a> {
    pub(crate) fn new(
        place: &'a Neighbourhood,
        neighbourhood: usize,
        bounds: BoundingBox,
        kind: CommuneKind,
        year: i32,
    ) -> Self {
        let doors_on_lane = vec![0; place.lanes.len()];
        Self { place, neighbourhood, bounds, kind, year, heads: HashMap::new(), doors_on_lane }
    }

    /// Houses built later get numbers from here on.
    pub(crate) fn number_doors_from(&mut self, door: u32) {
        self.doors_on_lane.fill(door);
    }

    pub(crate) fn household(&mut self, dice: &mut Dice, code: String, exchange: &mut Exchange) -> Household {
        let place = self.place;
        let lane_index = dice.below(place.lanes.len());
        let lane = &place.lanes[lane_index];
        self.doors_on_lane[lane_index] += 1;
        let address = Address::draw(dice, lane, &place.name, self.doors_on_lane[lane_index]);
        let home = self.bounds.clamp(lane.home(dice));

        let (mut head, others) = self.people(dice);
        let phones = phones(dice, &head, &others, self.year, exchange);
        self.namesake(dice, &mut head, !phones.is_empty());
        let category = dice.permille(40).then(|| if dice.permille(375) { Category::Poor } else { Category::NearPoor });
        Household {
            code,
            neighbourhood: self.neighbourhood,
            phones,
            landmark: doors::landmark(dice, self.kind),
            door: DoorFacts::draw(dice, address.is_deep()),
            pin: pin(dice, home),
            head,
            others,
            address,
            home,
            category,
        }
    }

    /// People whose head has no namesake here yet, unless six draws in a row fail.
    fn people(&self, dice: &mut Dice) -> (Resident, Vec<Resident>) {
        let mut drawn = people::household(dice, self.year);
        for _ in 0..6 {
            if !self.heads.contains_key(&drawn.0.name) {
                break;
            }
            // Ages, kinship and mobility stay, so that redrawing names shifts no share.
            let age = drawn.0.age_in(self.year);
            let surname = drawn.0.name.split(' ').next().unwrap_or_default().to_owned();
            drawn.0.name = crate::names::full_name(dice, drawn.0.sex, age, &surname);
        }
        drawn
    }

    /// Two heads in a thousand get the name of a neighbour of another year: two real people, no duplicate. They have a
    /// telephone of their own, so that a list can tell them apart.
    fn namesake(&mut self, dice: &mut Dice, head: &mut Resident, has_phone: bool) {
        if dice.permille(2) && has_phone {
            let mut same: Vec<&String> = self
                .heads
                .iter()
                .filter(|(_, (sex, year))| *sex == head.sex && (year - head.birth_year).abs() >= 2)
                .map(|(name, _)| name)
                .collect();
            same.sort_unstable();
            if !same.is_empty() {
                head.name.clone_from(same[dice.below(same.len())]);
            }
        }
        self.heads.insert(head.name.clone(), (head.sex, head.birth_year));
    }
}

/// 82 % have a telephone, half of those of 75 and more who live alone; 12 % of these ring at somebody else's; 4 % have two.
fn phones(dice: &mut Dice, head: &Resident, others: &[Resident], year: i32, exchange: &mut Exchange) -> Vec<Phone> {
    let alone = head.age_in(year) >= 75 && others.is_empty();
    if !dice.permille(if alone { 500 } else { 820 }) {
        return Vec::new();
    }
    let relative = |dice: &mut Dice| match dice.weighted([40, 28, 14, 18].into_iter()) {
        0 => PhoneOwner::Daughter,
        1 => PhoneOwner::Son,
        2 => PhoneOwner::Grandchild,
        _ => PhoneOwner::Neighbour,
    };
    let owner = if dice.permille(120) { relative(dice) } else { PhoneOwner::Head };
    let mut phones = vec![Phone { number: exchange.number(), owner }];
    if dice.permille(40) {
        let married = others.iter().any(|person| person.relation == people::Relation::Spouse);
        let owner = if married { PhoneOwner::Spouse } else { PhoneOwner::Daughter };
        phones.push(Phone { number: exchange.number(), owner });
    }
    phones
}

/// A pin for three in ten, good to some metres; one in a hundred of them wrong.
fn pin(dice: &mut Dice, home: Point) -> Option<Pin> {
    if !dice.permille(300) {
        return None;
    }
    Some(if dice.permille(10) {
        if dice.permille(500) {
            Pin { point: Point { lat: home.lon, lon: home.lat }, dirt: Some(PinDirt::Swapped) }
        } else {
            Pin { point: home.moved(30_000, 30_000), dirt: Some(PinDirt::Outside) }
        }
    } else {
        Pin { point: home, dirt: None }
    })
}
