//! What the coordinator decides before or after the first dry run.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::columns::Field;
use crate::read::limits::Limits;

/// Choices for one reading. The default is what a first dry run uses.
#[derive(Debug, Clone)]
pub struct Options {
    /// Today, for birth years in the future and two-digit years. The caller's clock: this crate has none.
    pub today: NaiveDate,
    /// The neighbourhood of the whole file, where the file itself does not say.
    pub neighbourhood: Option<String>,
    /// Sheets to read instead of those preselected.
    pub sheets: Option<Vec<String>>,
    /// Columns as the coordinator mapped them: (sheet, column from 0) to field. Forbidden columns cannot be mapped.
    pub mapping: BTreeMap<(String, u32), Field>,
    /// Bounds on the file.
    pub limits: Limits,
}

impl Options {
    /// A first dry run on the given day.
    pub fn on(today: NaiveDate) -> Self {
        Self { today, neighbourhood: None, sheets: None, mapping: BTreeMap::new(), limits: Limits::default() }
    }
}
