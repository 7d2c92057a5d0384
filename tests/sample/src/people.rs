//! Who lives in a household: sizes, ages, kinship and what makes it hard to come to the Centre.

use serde::{Deserialize, Serialize};

use crate::dice::Dice;
use crate::names::{self, Sex};

mod composition;

use composition::{Place, places, size};

/// Kinship to the head of the household, as lists write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Chủ hộ.
    Head,
    /// Vợ or chồng.
    Spouse,
    /// Con.
    Child,
    /// Con dâu or con rể.
    ChildInLaw,
    /// Cháu.
    Grandchild,
    /// Bố or mẹ.
    Parent,
}

impl Relation {
    /// The word in a list's column "Quan hệ với chủ hộ".
    pub fn label_vi(self, sex: Sex) -> &'static str {
        match (self, sex) {
            (Self::Head, _) => "Chủ hộ",
            (Self::Spouse, Sex::Female) => "Vợ",
            (Self::Spouse, Sex::Male) => "Chồng",
            (Self::Child, _) => "Con",
            (Self::ChildInLaw, Sex::Female) => "Con dâu",
            (Self::ChildInLaw, Sex::Male) => "Con rể",
            (Self::Grandchild, _) => "Cháu",
            (Self::Parent, Sex::Male) => "Bố",
            (Self::Parent, Sex::Female) => "Mẹ",
        }
    }
}

/// How a volunteer addresses somebody: ông, bà, cụ, bác, cô, chú, anh, chị, em.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are their own meaning")]
pub enum Honorific {
    Cu,
    Ong,
    Ba,
    Bac,
    Chu,
    Co,
    Anh,
    Chi,
    Em,
}

impl Honorific {
    /// What a volunteer of about twenty says to somebody of this sex and age.
    pub fn of(sex: Sex, age: i64) -> Self {
        match (age, sex) {
            (80.., _) => Self::Cu,
            (62.., Sex::Male) => Self::Ong,
            (62.., Sex::Female) => Self::Ba,
            (52.., _) => Self::Bac,
            (38.., Sex::Male) => Self::Chu,
            (38.., Sex::Female) => Self::Co,
            (21.., Sex::Male) => Self::Anh,
            (21.., Sex::Female) => Self::Chi,
            _ => Self::Em,
        }
    }

    /// The word as written: `bà`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cu => "cụ",
            Self::Ong => "ông",
            Self::Ba => "bà",
            Self::Bac => "bác",
            Self::Chu => "chú",
            Self::Co => "cô",
            Self::Anh => "anh",
            Self::Chi => "chị",
            Self::Em => "em",
        }
    }
}

/// What a ride or a visit must reckon with: function, never a diagnosis. At most one of the three is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mobility {
    /// Walks with somebody's arm.
    pub arm_support: bool,
    /// Sits in a wheelchair.
    pub wheelchair: bool,
    /// Cannot leave the home: is served there.
    pub cannot_leave_home: bool,
}

impl Mobility {
    /// Whether anything is set.
    pub fn any(self) -> bool {
        self.arm_support || self.wheelchair || self.cannot_leave_home
    }

    /// 1.5 % of people under 60, 8 % of 60 to 74, 30 % from 75; of these arm 70, wheelchair 12, at home 18 %.
    fn draw(dice: &mut Dice, age: i64) -> Self {
        let flagged = match age {
            75.. => 300,
            60.. => 80,
            _ => 15,
        };
        let mut mobility = Self::default();
        if dice.permille(flagged) {
            match dice.weighted([70, 12, 18].into_iter()) {
                0 => mobility.arm_support = true,
                1 => mobility.wheelchair = true,
                _ => mobility.cannot_leave_home = true,
            }
        }
        mobility
    }
}

/// A person of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// Family, middle and given name, NFC.
    pub name: String,
    /// For forms of address and a list's columns.
    pub sex: Sex,
    /// How to address them.
    pub honorific: Honorific,
    /// Never a full date.
    pub birth_year: i32,
    /// The person (or who answered) was not sure of the year.
    pub birth_approximate: bool,
    /// Kinship to the head.
    pub relation: Relation,
    /// What makes coming to the Centre hard.
    pub mobility: Mobility,
    /// Has a smartphone of their own.
    pub smartphone: bool,
    /// The only person of the household.
    pub lives_alone: bool,
}

impl Resident {
    /// Age reached during `year`.
    pub fn age_in(&self, year: i32) -> i64 {
        i64::from(year - self.birth_year)
    }
}

/// The people of one household, its head apart. `year` is the campaign's.
pub(crate) fn household(dice: &mut Dice, year: i32) -> (Resident, Vec<Resident>) {
    let size = size(dice);
    let family = names::surname(dice);
    let lone = size == 1;
    let mut people = places(dice, size).into_iter();
    let head_place = people.next().unwrap_or(Place { age: 40, sex: Sex::Male, relation: Relation::Head });
    // Children carry their father's surname: the head's where he is a man, her husband's otherwise.
    let head_sex = head_place.sex;
    let spouse_family = names::surname(dice);
    let head = resident(dice, head_place, family, year, lone);
    let others = people
        .map(|place| {
            let surname = match place.relation {
                Relation::Spouse => spouse_family,
                Relation::ChildInLaw => names::surname(dice),
                Relation::Parent if place.sex == Sex::Female => names::surname(dice),
                Relation::Child | Relation::Grandchild if head_sex == Sex::Female => spouse_family,
                _ => family,
            };
            resident(dice, place, surname, year, false)
        })
        .collect();
    (head, others)
}

fn resident(dice: &mut Dice, place: Place, surname: &str, year: i32, lives_alone: bool) -> Resident {
    let Place { age, sex, relation } = place;
    let unsure = match age {
        80.. => 250,
        70.. => 120,
        60.. => 40,
        _ => 2,
    };
    let smartphone = match age {
        75.. => 120,
        60.. => 480,
        16.. => 900,
        10.. => 350,
        _ => 0,
    };
    Resident {
        name: names::full_name(dice, sex, age, surname),
        sex,
        honorific: Honorific::of(sex, age),
        birth_year: year - age as i32,
        birth_approximate: dice.permille(unsure),
        relation,
        mobility: Mobility::draw(dice, age),
        smartphone: dice.permille(smartphone),
        lives_alone,
    }
}
