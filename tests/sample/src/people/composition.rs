//! Sizes, ages and kinship of a household, before anybody has a name.
//!
//! Shares (sources in `tests/sample/README.md`): household sizes of the 2019 census; 13.06 % of people are 60 or older and
//! 2.5 % are 80 or older; of those aged 80 and more 16.4 % live alone, of those aged 60 to 79 3.2 %.

use super::Relation;
use crate::dice::Dice;
use crate::names::Sex;

/// Household sizes 1 to 7, percent.
const SIZES: [u32; 7] = [10, 20, 21, 25, 14, 7, 3];

/// How many people live in a household.
pub(super) fn size(dice: &mut Dice) -> usize {
    1 + dice.weighted(SIZES.into_iter())
}

/// An age before a person has a name.
pub(super) struct Place {
    pub(super) age: i64,
    pub(super) sex: Sex,
    pub(super) relation: Relation,
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
pub(super) fn places(dice: &mut Dice, size: usize) -> Vec<Place> {
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
