//! What a correct import must make of a list.

use std::collections::HashMap;

use serde::Serialize;

use super::Column;

/// A phone number that must be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedPhone {
    /// `+84951234567`.
    pub number: String,
    /// Whose it is, as the list writes it (`con gái`); none: the head's.
    pub owner: Option<String>,
}

/// A person of a member list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedPerson {
    /// Name, in usual case.
    pub name: String,
    /// Kinship as the list writes it.
    pub relation: String,
    /// Year of birth, if the list tells it.
    pub birth_year: Option<i32>,
}

/// A household that must be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedHousehold {
    /// Sheet; the only one's name for CSV as well.
    pub sheet: String,
    /// Its (first) row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// The household's code in the ward, also where the list has no such column.
    pub code: String,
    /// Name of the head in usual case: compare without case.
    pub head: String,
    /// Neighbourhood with its word.
    pub neighbourhood: String,
    /// All that can be read.
    pub phones: Vec<ExpectedPhone>,
    /// The head's year of birth, if the list tells it.
    pub birth_year: Option<i32>,
    /// The list says "khoảng".
    pub birth_approximate: bool,
    /// As the list writes it.
    pub address: String,
    /// `Hộ nghèo` or `Hộ cận nghèo`.
    pub category: Option<String>,
    /// How many persons.
    pub persons: usize,
    /// The persons, head first; empty in a list with one row a household.
    pub people: Vec<ExpectedPerson>,
}

/// A row that must fail, or that is imported with a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowIssue {
    /// Sheet.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// `no_name`; `phone_invalid`, `phone_lost_digits`, `duplicate_in_file`, `id_number_in_text`.
    pub code: String,
    /// Household concerned.
    pub household: String,
}

/// The whole truth about a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// [`crate::NOTICE_VI`].
    pub notice: String,
    /// What must be imported, in the order of the list.
    pub households: Vec<ExpectedHousehold>,
    /// Rows (or blocks of rows) that must fail, exactly these.
    pub errors: Vec<RowIssue>,
    /// Rows that are imported, or duplicates, with a warning.
    pub warnings: Vec<RowIssue>,
    /// Column letter and meaning.
    pub columns: Vec<(String, Column)>,
    /// Letters of columns that must leave no trace.
    pub forbidden: Vec<String>,
    /// Regular expressions that must find nothing in anything an import writes.
    pub must_not_match: Vec<&'static str>,
    /// Whether the list has household codes, by which a second import finds its households.
    pub has_codes: bool,
}

/// What importing a second list after a first must report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reimport {
    /// Households that the first list did not have.
    pub created: Vec<String>,
    /// Households of which the second list says something else.
    pub updated: Vec<String>,
    /// Households of which it says the same, however it writes it.
    pub unchanged: Vec<String>,
    /// Households that it no longer has. Nothing is deleted for that.
    pub missing: Vec<String>,
}

impl Truth {
    /// What importing the list of `after` must report once this one has been imported.
    ///
    /// Households are found again by code; in lists without codes by neighbourhood, name and one of phone, year and address,
    /// so that somebody renamed counts as one created and one missing.
    pub fn reimport(&self, after: &Self) -> Reimport {
        let mut report = Reimport::default();
        let mut before: HashMap<&str, &ExpectedHousehold> =
            self.households.iter().map(|household| (household.code.as_str(), household)).collect();
        for new in &after.households {
            let known = before.get(new.code.as_str()).copied();
            let found = known.filter(|old| after.has_codes || recognisable(old, new));
            let Some(old) = found else {
                report.created.push(new.code.clone());
                continue;
            };
            before.remove(new.code.as_str());
            let place = if same_content(old, new) { &mut report.unchanged } else { &mut report.updated };
            place.push(new.code.clone());
        }
        report.missing = before.into_keys().map(str::to_owned).collect();
        report.missing.sort_unstable();
        report
    }
}

fn recognisable(old: &ExpectedHousehold, new: &ExpectedHousehold) -> bool {
    let shared_phone = old.phones.iter().any(|phone| new.phones.iter().any(|other| other.number == phone.number));
    let same_year = old.birth_year.is_some() && old.birth_year == new.birth_year;
    old.neighbourhood == new.neighbourhood
        && old.head == new.head
        && (shared_phone || same_year || old.address == new.address)
}

fn same_content(old: &ExpectedHousehold, new: &ExpectedHousehold) -> bool {
    // Where it stands in the file is no content.
    *new == ExpectedHousehold { sheet: new.sheet.clone(), row: new.row, ..old.clone() }
}
