//! Who lives in a household: sizes, ages, kinship and what makes it hard to come to the Centre.
//!
//! Shares (sources in `tests/sample/README.md`): household sizes of the 2019 census; 13.06 % of people are 60 or older and
//! 2.5 % are 80 or older; of those aged 80 and more 16.4 % live alone, of those aged 60 to 79 3.2 %.

use serde::{Deserialize, Serialize};

use crate::dice::Dice;
use crate::names::{self, Sex};

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
#[allow(missing_docs)] // The words are their own meaning.
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

/// Household sizes 1 to 7, percent.
pub(crate) const SIZES: [u32; 7] = [10, 20, 21, 25, 14, 7, 3];

/// An age before a person has a name.
struct Place {
    age: i64,
    sex: Sex,
    relation: Relation,
}

/// An age of 80 or more, fewer with each year.
fn very_old(dice: &mut Dice) -> i64 {
    80 + dice.weighted((0..19).map(|year| 20 - year)) as i64
}

/// An age from 60 to 79, fewer with each year.
fn old(dice: &mut Dice) -> i64 {
    60 + dice.weighted((0..20).map(|year| 30 - year)) as i64
}

/// An old person's age in a household of several: 17 % of them are 80 or older.
fn elder(dice: &mut Dice) -> i64 {
    if dice.permille(170) { very_old(dice) } else { old(dice) }
}

fn any_sex(dice: &mut Dice) -> Sex {
    if dice.permille(500) { Sex::Male } else { Sex::Female }
}

fn other(sex: Sex) -> Sex {
    if sex == Sex::Male { Sex::Female } else { Sex::Male }
}

/// The age of somebody a generation below, always below 60 so that the share of old people is what [`elders`] says.
fn generation_below(dice: &mut Dice, age: i64) -> i64 {
    (age - dice.range(21, 36)).clamp(0, 59)
}

/// Head of a household of one. The shares make 16.4 % of the very old and 3.2 % of the old live alone.
fn single(dice: &mut Dice) -> Place {
    let (age, women) = match dice.weighted([142, 117, 741].into_iter()) {
        0 => (very_old(dice), 750),
        1 => (old(dice), 700),
        _ => (dice.range(20, 59), 450),
    };
    Place { age, sex: if dice.permille(women) { Sex::Female } else { Sex::Male }, relation: Relation::Head }
}

/// How many old people a household of several has: none 64.7 %, one 23.3 %, two 12 %.
fn elders(dice: &mut Dice) -> usize {
    dice.weighted([647, 233, 120].into_iter())
}

/// The people of a household of `size`, its head first.
fn places(dice: &mut Dice, size: usize) -> Vec<Place> {
    if size <= 1 {
        return vec![single(dice)];
    }
    let old_people = elders(dice);
    let mut people = Vec::with_capacity(size);
    // Old people head their own household when it is small, or live with the child who heads it.
    let old_head = old_people > 0 && (size == 2 || dice.permille(450));
    if old_head {
        let age = elder(dice);
        let sex = if old_people == 2 || dice.permille(400) { Sex::Male } else { Sex::Female };
        people.push(Place { age, sex, relation: Relation::Head });
        if old_people == 2 {
            // Her age may cross 80 either way; both directions balance.
            people.push(Place { age: elder(dice), sex: other(sex), relation: Relation::Spouse });
        }
        let child_age = generation_below(dice, age).max(20);
        for nth in people.len()..size {
            people.push(match nth - old_people {
                0 => Place { age: child_age, sex: any_sex(dice), relation: Relation::Child },
                1 => {
                    let partner = people.last().map_or(Sex::Male, |child| child.sex);
                    let age = (child_age + dice.range(-4, 4)).clamp(19, 59);
                    Place { age, sex: other(partner), relation: Relation::ChildInLaw }
                }
                _ => Place {
                    age: generation_below(dice, child_age).min(child_age - 18).max(0),
                    sex: any_sex(dice),
                    relation: Relation::Grandchild,
                },
            });
        }
        return people;
    }
    let first_parent = if dice.permille(350) { Sex::Male } else { Sex::Female };
    let mut parents: Vec<Place> = (0..old_people)
        .map(|nth| {
            let sex = if nth == 0 { first_parent } else { other(first_parent) };
            Place { age: elder(dice), sex, relation: Relation::Parent }
        })
        .collect();
    // The head's age follows from the younger parent's, not the other way round, which would make parents too old.
    let age = match parents.iter().map(|parent| parent.age).min() {
        Some(youngest) => generation_below(dice, youngest).max(24),
        None => dice.range(24, 59),
    };
    let sex = if dice.permille(780) { Sex::Male } else { Sex::Female };
    people.push(Place { age, sex, relation: Relation::Head });
    let young = size - 1 - parents.len();
    for nth in 0..young {
        people.push(if nth == 0 && dice.permille(880) {
            let age = (age + dice.range(-6, 4)).clamp(20, 59);
            Place { age, sex: other(sex), relation: Relation::Spouse }
        } else {
            Place { age: generation_below(dice, age), sex: any_sex(dice), relation: Relation::Child }
        });
    }
    people.append(&mut parents);
    people
}

/// The people of one household, its head apart. `year` is the campaign's.
pub(crate) fn household(dice: &mut Dice, year: i32) -> (Resident, Vec<Resident>) {
    let size = 1 + dice.weighted(SIZES.into_iter());
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
