//! What is wrong with a household's row, and what only looks different.
//!
//! Dirt hangs on the household's code, not on its place in the list: an edited list keeps it, so a household that nobody
//! touched really is unchanged.

use super::Mess;
use crate::dice::{Dice, Topic};
use crate::households::Household;

/// How a phone cell is unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadPhone {
    /// Some digits are missing.
    TooShort,
    /// One digit too many.
    TooLong,
    /// Excel's 9,51E+08: the digits are gone.
    Exponent,
}

impl BadPhone {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::TooShort | Self::TooLong => "phone_invalid",
            Self::Exponent => "phone_lost_digits",
        }
    }
}

/// What is wrong with one household's row.
#[derive(Clone, Debug)]
pub(super) struct RowDirt {
    pub(super) no_name: bool,
    pub(super) bad_phone: Option<BadPhone>,
    pub(super) twice: bool,
    pub(super) unknown_year: bool,
    /// "khoảng 1952", where the year is approximate.
    pub(super) says_about: bool,
    pub(super) id_in_note: bool,
    /// CCCD that does not exist: no province has the code 099.
    pub(super) id_number: String,
    /// Account of no bank.
    pub(super) account: String,
}

impl RowDirt {
    pub(super) fn of(household: &Household, mess: &Mess, commune: &str) -> Self {
        let mut dice = Dice::new(mess.seed, commune, Topic::Dirt, index(household));
        let no_name = dice.permille(mess.no_names);
        let bad_phone = dice.permille(mess.bad_phones).then(|| match dice.weighted([45, 25, 30].into_iter()) {
            0 => BadPhone::TooShort,
            1 => BadPhone::TooLong,
            _ => BadPhone::Exponent,
        });
        Self {
            no_name,
            bad_phone: bad_phone.filter(|_| !household.phones.is_empty()),
            // A row without a name fails; the same again would only fail again.
            twice: dice.permille(mess.duplicates) && !no_name,
            unknown_year: dice.permille(mess.unknown_years),
            says_about: dice.permille(600) && household.head.birth_approximate,
            id_in_note: dice.permille(mess.ids_in_notes),
            id_number: format!("099{:09}", dice.below(1_000_000_000)),
            account: format!("9999{:09}", dice.below(1_000_000_000)),
        }
    }
}

/// The stream of a household's looks.
pub(super) fn cosmetics(household: &Household, mess: &Mess, commune: &str) -> Dice {
    Dice::new(mess.cosmetic_seed, commune, Topic::Cosmetics, index(household))
}

fn index(household: &Household) -> u64 {
    household.code.parse().unwrap_or_default()
}
