//! Drafts of households from a table's rows.

mod blocks;
mod cells;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::options::Options;
use crate::rekey::KeptField;
use crate::report::Finding;
use crate::table::Table;
use crate::value::standing::{Category, Status};

/// Where a household was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Sheet; empty for CSV.
    pub sheet: String,
    /// Row as a spreadsheet shows it.
    pub row: u32,
}

/// A person of a household, where the list has a row for each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Relation to the head, as written.
    pub relation: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// The person's own phones, E.164.
    pub phones: Vec<String>,
}

/// A household as a list tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Household {
    /// Where it was read.
    pub source: Option<Source>,
    /// The list's own key.
    pub code: Option<String>,
    /// The head's full name.
    pub head: String,
    /// Form of address written before the name.
    pub honorific: Option<String>,
    /// Neighbourhood, in the first spelling that the file uses.
    pub neighbourhood: String,
    /// Address in one line.
    pub address: Option<String>,
    /// Phones in E.164.
    pub phones: Vec<String>,
    /// The head's year of birth.
    pub birth_year: Option<i32>,
    /// The year is uncertain.
    pub birth_approximate: bool,
    /// Number of people.
    pub member_count: Option<u32>,
    /// Kinds that matter to a visit.
    pub categories: BTreeSet<Category>,
    /// The list hints at trouble with moving about: ask at the door; no more is kept.
    pub ask_mobility: bool,
    /// Moved or deceased, says the list.
    pub status: Option<Status>,
    /// Free text, redacted.
    pub note: Option<String>,
    /// People other than the head.
    pub people: Vec<Person>,
    /// Its row was hidden.
    pub hidden: bool,
    /// Fields that the list has and that could be read: only these can change anything on re-import.
    #[serde(skip)]
    pub present: BTreeSet<KeptField>,
}

/// What a sheet gave.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// In the order of rows.
    pub households: Vec<Household>,
    /// Errors and warnings.
    pub findings: Vec<Finding>,
    /// Rows that are no people: titles, totals, signatures, blanks.
    pub ignored_rows: Vec<u32>,
}

/// Reads all households of a table. `fallback` is the neighbourhood of title, sheet name or coordinator.
pub fn read(table: &Table, fallback: Option<&str>, from_1904: bool, options: &Options) -> Drafts {
    let (blocks, ignored_rows) = blocks::cut(table);
    let mut reader = cells::CellReader::new(table, fallback, from_1904, options);
    for block in &blocks {
        reader.read(block);
    }
    let (households, findings) = reader.finish();
    Drafts { households, findings, ignored_rows }
}
