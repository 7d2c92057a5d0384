//! What a reading found wrong or doubtful, with its place. Words for people are in [`crate::messages`].

use serde::Serialize;

use crate::value::secret::shown;

/// What happened. The snake-case name is the code in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No name of a head.
    NoName,
    /// A household without a row that says "Chủ hộ".
    NoHead,
    /// Neither the row nor the file says which neighbourhood.
    NoNeighbourhood,
    /// Figures or no letters where a name should be.
    NameInvalid,
    /// Longer than a name can be.
    NameTooLong,
    /// The cell shows #REF!, #N/A…
    FormulaError,
    /// A formula whose result the file does not hold.
    FormulaWithoutValue,
    /// Too few or too many digits.
    PhoneInvalid,
    /// 9,51E+08.
    PhoneLostDigits,
    /// 01x of before 2018.
    PhoneOldPrefix,
    /// No such day.
    BirthInvalid,
    /// In the future, or before 1900.
    BirthOutOfRange,
    /// An age instead of a year.
    BirthIsAge,
    /// A number of an identity paper, card or account, removed.
    IdNumberInText,
    /// Health, ethnicity, religion in free text, removed.
    SensitiveInText,
    /// The same household twice.
    DuplicateInFile,
    /// A second row "Chủ hộ" in one household.
    TwoHeads,
    /// Moved away or deceased, says the list.
    StatusMoved,
    /// Text was cut.
    TextTooLong,
    /// Computed by a formula: the value kept in the file was taken.
    FormulaCell,
    /// Rows that the list's author hid; read all the same.
    HiddenRows,
    /// No column of relations: the first person was taken for the head.
    HeadAssumed,
    /// A list of persons without heads: each person became a household.
    ListOfPersons,
    /// The neighbourhood was taken from addresses.
    NeighbourhoodFromAddress,
    /// A correction made in the field stays, although the list differs.
    EditedInField,
}

/// Error: the row is not imported. Warning: it is, and someone should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Not imported.
    Error,
    /// Imported.
    Warning,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What.
    pub code: Code,
    /// Sheet; empty for CSV.
    pub sheet: String,
    /// Row as a spreadsheet shows it.
    pub row: u32,
    /// Column letters, where one cell is meant.
    pub column: Option<String>,
    /// The cell's value, made safe to show.
    pub value: String,
    /// How many, for findings about several rows or cells.
    pub count: usize,
}

/// A cell's place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Sheet.
    pub sheet: &'a str,
    /// Row from 1.
    pub row: u32,
    /// Column letters.
    pub column: Option<&'a str>,
}

impl Finding {
    /// A finding about one cell or row. The value is made safe here, in one place.
    pub fn new(severity: Severity, code: Code, place: Place<'_>, value: &str) -> Self {
        Self {
            severity,
            code,
            sheet: place.sheet.to_owned(),
            row: place.row,
            column: place.column.map(str::to_owned),
            value: shown(value),
            count: 1,
        }
    }

    /// A finding about several rows or cells, told once.
    pub fn about(code: Code, place: Place<'_>, count: usize) -> Self {
        Self { count, ..Self::new(Severity::Warning, code, place, "") }
    }
}
