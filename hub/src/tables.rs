//! Tables for spreadsheets: CSV and XLSX, every cell guarded against being run as a formula.

use std::{io::Write, path::Path};

use doorstep_import::export::guard_cell;
use rust_xlsxwriter::Workbook;

use crate::complaint::{Complaint, Outcome};

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text of people: guarded.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

/// A table with a row of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Headings, Vietnamese.
    pub headings: Vec<&'static str>,
    /// Rows, each as long as the headings.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// CSV in UTF-8 with a byte order mark, without which spreadsheets misread Vietnamese.
    pub fn write_csv(&self, out: &mut dyn Write) -> Outcome<()> {
        let broken = |error: &dyn std::fmt::Display| {
            Complaint::new(
                "export",
                format!("Không ghi được bảng ({error})."),
                format!("The table cannot be written ({error})."),
            )
        };
        out.write_all("\u{feff}".as_bytes()).map_err(|error| broken(&error))?;
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.headings).map_err(|error| broken(&error))?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => guard_cell(text).into_owned(),
                Cell::Number(number) => number.to_string(),
            });
            writer.write_record(cells).map_err(|error| broken(&error))?;
        }
        writer.flush().map_err(|error| broken(&error))
    }

    /// XLSX.
    pub fn write_xlsx(&self, path: &Path) -> Outcome<()> {
        let broken = |error: rust_xlsxwriter::XlsxError| {
            Complaint::new(
                "export",
                format!("Không ghi được bảng ({error})."),
                format!("The table cannot be written ({error})."),
            )
        };
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, heading) in (0u16..).zip(&self.headings) {
            sheet.write_string(0, column, *heading).map_err(broken)?;
        }
        for (row, cells) in (1u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write_string(row, column, guard_cell(text)).map_err(broken)?,
                    Cell::Number(number) => sheet.write_number(row, column, *number as f64).map_err(broken)?,
                };
            }
        }
        workbook.save(path).map_err(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_typed_is_not_run() {
        let table = Table { headings: vec!["Ghi chú"], rows: vec![vec!["=1+1".into()], vec![Cell::Number(-3)]] };
        let mut out = Vec::new();
        table.write_csv(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\u{feff}Ghi chú\n'=1+1\n-3\n");
    }
}
