//! A spreadsheet as every format gives it: sheets of sparse rows of cells, already decoded and counted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

/// A file that was read.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// In the order of the file.
    pub sheets: Vec<Sheet>,
    /// How the text was stored, for the report: "UTF-8", "windows-1258", "TCVN3"…
    pub encoding: String,
    /// Serial dates count from 1904 (files of old Macs).
    pub from_1904: bool,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Hidden by its author.
    pub hidden: bool,
    /// Rows that have cells, by their number as a spreadsheet shows it (from 1).
    pub rows: BTreeMap<u32, Row>,
    /// Numbers of rows hidden by their author or a filter.
    pub hidden_rows: BTreeSet<u32>,
    /// Merged areas.
    pub merges: Vec<Area>,
}

/// The cells of a row by column, from 0.
pub type Row = BTreeMap<u32, Cell>;

/// A merged area, rows from 1, columns from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// It was computed; formulas are never evaluated here, the value is the one the last program kept.
    pub formula: bool,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as written, not yet cleaned.
    Text(String),
    /// A number; spreadsheets keep dates and phones as these, too.
    Number(f64),
    /// A date that the file marks as one.
    Date(NaiveDate),
    /// `#REF!`, `#N/A`…
    Error,
    /// A formula whose result the file does not hold.
    Missing,
}

impl Cell {
    /// A cell that was typed, not computed.
    pub fn typed(value: Value) -> Self {
        Self { value, formula: false }
    }

    /// What a reader sees, cleaned. Whole numbers without a fraction; errors and missing values as nothing.
    pub fn text(&self) -> String {
        match &self.value {
            Value::Text(text) => doorstep_core::text::clean(text),
            Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Value::Number(n) => n.to_string(),
            Value::Date(date) => date.format("%d/%m/%Y").to_string(),
            Value::Error | Value::Missing => String::new(),
        }
    }

    /// Whether a reader sees nothing.
    pub fn is_blank(&self) -> bool {
        matches!(&self.value, Value::Text(t) if t.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'))
    }
}

impl Sheet {
    /// The merged area that begins at or covers a cell.
    pub fn area_at(&self, row: u32, column: u32) -> Option<&Area> {
        self.merges.iter().find(|a| a.contains(row, column))
    }
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// A column's letters: 0 is A, 27 is AB.
pub fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    out.iter().rev().collect()
}
