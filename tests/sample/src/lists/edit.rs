//! The ward some months later: people renamed, numbers changed, households gone and new.

use chrono::Datelike;

use crate::dice::{Dice, Topic};
use crate::households::{self, Household, Street};
use crate::names;
use crate::phones::{Exchange, Phone, PhoneOwner};
use crate::ward::SampleWard;

/// How much has happened, per mille of the households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edits {
    /// Which households it meets.
    pub seed: u64,
    /// The head's name is written otherwise.
    pub renamed: u32,
    /// Another telephone, or a first one.
    pub new_phones: u32,
    /// No longer there.
    pub gone: u32,
    /// Newly there.
    pub arrived: u32,
}

impl Edits {
    /// 2 % renamed, 5 % with another number, 1 % gone, 1.5 % new.
    pub fn typical(seed: u64) -> Self {
        Self { seed, renamed: 20, new_phones: 50, gone: 10, arrived: 15 }
    }
}

/// Numbers of the ward end long before this one.
const NUMBERS_IN_USE: u64 = 5_000_000;
/// More than any edit deals; another seed starts another block, so that editing twice repeats no number.
const NUMBERS_OF_AN_EDIT: u64 = 300_000;

/// The same ward after `edits`. Households that stay keep code, place and people; lay out both wards with the same
/// [`super::Mess::seed`] and compare their truths with [`super::Truth::reimport`].
pub fn edited(ward: &SampleWard, edits: &Edits) -> SampleWard {
    let commune = &ward.commune;
    let mut after = SampleWard { households: Vec::with_capacity(ward.households.len()), ..ward.clone() };
    let mut exchange = Exchange::after(ward.seed, &commune.code, NUMBERS_IN_USE + edits.seed % 16 * NUMBERS_OF_AN_EDIT);
    for (index, place) in ward.neighbourhoods.iter().enumerate() {
        let mut dice = Dice::new(edits.seed, &commune.code, Topic::Edits, index as u64);
        let mut street = Street::new(place, index, ward.bounds, commune.kind, ward.campaign_day.year());
        // New houses get numbers that no old one has.
        street.number_doors_from(place.households as u32 + 1);
        let residents: Vec<&Household> = ward.households_of(index).collect();
        for household in &residents {
            street.heads.insert(household.head.name.clone(), (household.head.sex, household.head.birth_year));
        }
        for household in &residents {
            if dice.permille(edits.gone) {
                continue;
            }
            let mut household = (*household).clone();
            if dice.permille(edits.renamed) {
                rename(&mut dice, &mut household, &mut street, ward.campaign_day.year());
            }
            if dice.permille(edits.new_phones) {
                household.phones = vec![Phone { number: exchange.number(), owner: PhoneOwner::Head }];
            }
            after.households.push(household);
        }
        let arrived = residents.iter().filter(|_| dice.permille(edits.arrived)).count();
        for nth in 0..arrived {
            let code = households::code(index, residents.len() + nth);
            after.households.push(street.household(&mut dice, code, &mut exchange));
        }
    }
    after
}

/// Another name for the head that nobody here has; the surname stays.
fn rename(dice: &mut Dice, household: &mut Household, street: &mut Street<'_>, year: i32) {
    let head = &mut household.head;
    let surname = head.name.split(' ').next().unwrap_or_default().to_owned();
    for _ in 0..20 {
        let name = names::full_name(dice, head.sex, head.age_in(year), &surname);
        if !street.heads.contains_key(&name) {
            street.heads.insert(name.clone(), (head.sex, head.birth_year));
            head.name = name;
            return;
        }
    }
}
