//! Which household of a list is which household of the last import, and which fields they share.
//!
//! The list's own household code, else neighbourhood and name with one of phone, birth year, address. Case, spaces,
//! normal form, phone style, order and running numbers are no change.

use std::collections::BTreeSet;

use doorstep_core::text::{name, same_key};
use serde::{Deserialize, Serialize};

use crate::household::Household;
use crate::value::place;
use crate::value::standing::Category;

/// The fields of a household that a list can change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The list's own key.
    pub code: Option<String>,
    /// Full name of the head.
    pub head: String,
    /// Neighbourhood.
    pub neighbourhood: String,
    /// Address.
    pub address: Option<String>,
    /// Phones, E.164.
    pub phones: Vec<String>,
    /// Year of birth of the head.
    pub birth_year: Option<i32>,
    /// Number of people.
    pub member_count: Option<u32>,
    /// Kinds.
    pub categories: BTreeSet<Category>,
    /// Note.
    pub note: Option<String>,
}

/// A field of [`Kept`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptField {
    /// Name of the head.
    Head,
    /// Neighbourhood.
    Neighbourhood,
    /// Address.
    Address,
    /// Phones.
    Phones,
    /// Year of birth.
    BirthYear,
    /// Number of people.
    MemberCount,
    /// Kinds.
    Categories,
    /// Note.
    Note,
}

impl KeptField {
    /// All, in the order of screens.
    pub const ALL: [Self; 8] = [
        Self::Head,
        Self::Neighbourhood,
        Self::Address,
        Self::Phones,
        Self::BirthYear,
        Self::MemberCount,
        Self::Categories,
        Self::Note,
    ];
}

impl From<&Household> for Kept {
    fn from(household: &Household) -> Self {
        Self {
            code: household.code.clone(),
            head: household.head.clone(),
            neighbourhood: household.neighbourhood.clone(),
            address: household.address.clone(),
            phones: household.phones.clone(),
            birth_year: household.birth_year,
            member_count: household.member_count,
            categories: household.categories.clone(),
            note: household.note.clone(),
        }
    }
}

impl Kept {
    /// A field's value as text; `None` when it is empty. Phones are joined by spaces, categories by commas.
    pub fn get(&self, field: KeptField) -> Option<String> {
        let text = match field {
            KeptField::Head => self.head.clone(),
            KeptField::Neighbourhood => self.neighbourhood.clone(),
            KeptField::Address => self.address.clone().unwrap_or_default(),
            KeptField::Phones => self.phones.join(" "),
            KeptField::BirthYear => self.birth_year.map(|y| y.to_string()).unwrap_or_default(),
            KeptField::MemberCount => self.member_count.map(|n| n.to_string()).unwrap_or_default(),
            KeptField::Categories => {
                let names = self.categories.iter().filter_map(|c| serde_json::to_value(c).ok());
                names.filter_map(|v| v.as_str().map(str::to_owned)).collect::<Vec<_>>().join(",")
            }
            KeptField::Note => self.note.clone().unwrap_or_default(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// A field's value in the form in which differences count.
    pub fn comparable(&self, field: KeptField) -> Option<String> {
        let text = self.get(field)?;
        Some(match field {
            KeptField::Head => name::key(&text),
            KeptField::Neighbourhood => place::key(&text),
            KeptField::Address => address_key(&text),
            KeptField::Note => same_key(&text),
            KeptField::Phones => {
                let mut phones: Vec<&str> = text.split(' ').collect();
                phones.sort_unstable();
                phones.join(" ")
            }
            KeptField::BirthYear | KeptField::MemberCount | KeptField::Categories => text,
        })
    }

    /// Prepared for matching.
    pub fn key(&self) -> Key {
        Key {
            code: self.code.as_deref().map(same_key).filter(|c| !c.is_empty()),
            person: (name::key(&self.head), place::key(&self.neighbourhood)),
            phones: self.phones.iter().cloned().collect(),
            birth_year: self.birth_year,
            address: self.address.as_deref().map(address_key).filter(|a| !a.is_empty()),
        }
    }
}

/// Commas, dots and spaces between the parts of an address do not count; slashes within a number do.
pub fn address_key(text: &str) -> String {
    let spaced: String =
        same_key(text).chars().map(|c| if matches!(c, ',' | '.' | ';' | '-') { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What tells one household from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The list's own key.
    pub code: Option<String>,
    /// Name and neighbourhood.
    pub person: (String, String),
    /// Phones.
    pub phones: BTreeSet<String>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Address.
    pub address: Option<String>,
}

impl Key {
    /// How strongly two keys of the same name and neighbourhood agree: `None` when everything that both tell differs.
    /// Zero when they have nothing to compare.
    pub fn agreement(&self, other: &Self) -> Option<u32> {
        let phones =
            (!self.phones.is_empty() && !other.phones.is_empty()).then(|| !self.phones.is_disjoint(&other.phones));
        let years = self.birth_year.zip(other.birth_year).map(|(a, b)| a == b);
        let addresses = self.address.as_ref().zip(other.address.as_ref()).map(|(a, b)| a == b);
        let told: Vec<bool> = [phones, years, addresses].into_iter().flatten().collect();
        let agreeing = told.iter().filter(|same| **same).count() as u32;
        (told.is_empty() || agreeing > 0).then_some(agreeing)
    }

    /// Whether two households with the same code are the same: the name agrees, or something else does.
    pub fn same_code(&self, other: &Self) -> bool {
        self.code.is_some()
            && self.code == other.code
            && (self.person.0 == other.person.0 || self.agreement(other).is_some_and(|n| n > 0))
    }
}
