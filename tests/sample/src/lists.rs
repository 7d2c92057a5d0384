//! The household lists that offices really keep, mess included, and what a correct import must make of them.
//!
//! [`List::of`] lays a list out as a grid of cells (pure); [`List::xlsx`] and [`List::csv`] only write that grid. Layouts
//! follow legal forms and import tools: the Quốc hiệu frame, merged two-row headers, a row of column numbers, a sheet a
//! neighbourhood or group rows with Roman numerals, totals, signatures. Since the generator knows the ward, it knows
//! [`Truth`]: every household, every row that must fail, every warning.

use rust_xlsxwriter::XlsxError;

use crate::ward::SampleWard;

mod columns;
mod csv;
mod dirt;
mod edit;
mod grid;
mod layout;
mod phone_cells;
mod truth;
mod xlsx;

pub use columns::Column;
pub use edit::{Edits, edited};
pub use grid::{Cell, Sheet};
pub use truth::{ExpectedHousehold, ExpectedPerson, ExpectedPhone, Reimport, RowIssue, Truth};

/// One row a household or one row a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The head stands for the household.
    PerHousehold,
    /// Head first, then the others with their kinship; address and phone on the head's row.
    PerMember,
}

/// How the list says which neighbourhood a household belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// One sheet a neighbourhood, named after it, behind a summary sheet.
    Sheets,
    /// One sheet; rows "I | Phố Thành Yên" stand above their households.
    GroupRows,
    /// A column. The only one that CSV can have.
    Column,
}

/// How messy a list is. Shares are per mille.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mess {
    /// Decides which rows are dirty. A household keeps its dirt in every list with this seed.
    pub seed: u64,
    /// Decides what is no change at all: capitals, the way numbers are written, order. Vary it for a second list.
    pub cosmetic_seed: u64,
    /// Rows a household.
    pub shape: Shape,
    /// Where the neighbourhood stands.
    pub grouping: Grouping,
    /// Quốc hiệu, title, merged two-row header, number row, totals, signatures. Without: one notice row, one header row.
    pub frame: bool,
    /// A column with household codes.
    pub codes: bool,
    /// Columns that must never be stored: CCCD, bank account, ethnicity, and a hidden one with religion.
    pub forbidden: bool,
    /// Households of a neighbourhood in any order instead of by code.
    pub shuffled: bool,
    /// Text decomposed (NFD), as some Macs save it, instead of NFC.
    pub nfd: bool,
    /// Names in capitals.
    pub capitals: u32,
    /// Heads written with a form of address: `Ông Lê Văn Sơn`, `hộ bà …`. It is no part of the name.
    pub honorifics: u32,
    /// Single phones kept as numbers, so that the leading zero is gone.
    pub lost_zeros: u32,
    /// Of the households with a phone: its cell is unusable.
    pub bad_phones: u32,
    /// Rows without a name: these fail.
    pub no_names: u32,
    /// Rows that stand in the list twice.
    pub duplicates: u32,
    /// Birth years left out.
    pub unknown_years: u32,
    /// Notes with an ID number in them.
    pub ids_in_notes: u32,
}

impl Mess {
    /// As a ward's own workbook: 15 % capitals, 1.5 % with "ông" or "bà", 30 % lost zeros, 3 % bad phones, 1 % without a name, 0.5 % twice, 2 % without
    /// a year, 0.5 % with an ID number in the note; a sheet a neighbourhood.
    pub fn typical(seed: u64) -> Self {
        Self {
            seed,
            cosmetic_seed: seed,
            shape: Shape::PerHousehold,
            grouping: Grouping::Sheets,
            frame: true,
            codes: true,
            forbidden: true,
            shuffled: false,
            nfd: false,
            capitals: 150,
            honorifics: 15,
            lost_zeros: 300,
            bad_phones: 30,
            no_names: 10,
            duplicates: 5,
            unknown_years: 20,
            ids_in_notes: 5,
        }
    }

    /// A tidy table: one header row, a neighbourhood column, nothing wrong.
    pub fn clean() -> Self {
        Self {
            seed: 0,
            cosmetic_seed: 0,
            shape: Shape::PerHousehold,
            grouping: Grouping::Column,
            frame: false,
            codes: true,
            forbidden: false,
            shuffled: false,
            nfd: false,
            capitals: 0,
            honorifics: 0,
            lost_zeros: 0,
            bad_phones: 0,
            no_names: 0,
            duplicates: 0,
            unknown_years: 0,
            ids_in_notes: 0,
        }
    }
}

/// A list, laid out but not yet written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// What a correct import must yield.
    pub truth: Truth,
}

impl List {
    /// Lays out the list of a ward.
    pub fn of(ward: &SampleWard, mess: &Mess) -> Self {
        layout::lay_out(ward, mess)
    }

    /// As an Excel workbook: the same bytes for the same list.
    ///
    /// # Errors
    /// Only if the writer refuses a cell, which no list of this crate makes it do.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        xlsx::write(&self.sheets)
    }

    /// As UTF-8 CSV with a byte order mark, commas and CRLF, as Excel saves it: the sheets one after the other, so lay it out
    /// with [`Grouping::Column`] or [`Grouping::GroupRows`].
    ///
    /// # Errors
    /// None in practice: the writer's target is memory.
    pub fn csv(&self) -> Result<Vec<u8>, ::csv::Error> {
        csv::write(&self.sheets)
    }
}

/// The list of a ward as a workbook, for those who need no truth.
///
/// # Errors
/// See [`List::xlsx`].
pub fn xlsx(ward: &SampleWard, mess: &Mess) -> Result<Vec<u8>, XlsxError> {
    List::of(ward, mess).xlsx()
}

/// The list of a ward as CSV: a neighbourhood column and no frame, whatever `mess` says about these.
///
/// # Errors
/// See [`List::csv`].
pub fn csv(ward: &SampleWard, mess: &Mess) -> Result<Vec<u8>, ::csv::Error> {
    List::of(ward, &mess.for_csv()).csv()
}

impl Mess {
    /// The same mess in the shape that CSV can have.
    pub fn for_csv(&self) -> Self {
        Self { grouping: Grouping::Column, frame: false, ..self.clone() }
    }
}
