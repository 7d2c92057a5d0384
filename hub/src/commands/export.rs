//! `export`: tables for spreadsheets.

use std::{fs::File, io::Write, path::PathBuf};

use clap::{Args, ValueEnum};

use super::desk::{Desk, say};
use crate::complaint::{Complaint, Outcome};

/// Xuất bảng / Export a table
#[derive(Debug, Args)]
pub struct Export {
    /// Bảng / Which table
    table: Which,
    /// Dạng / Form
    #[arg(long, default_value = "csv")]
    format: Format,
    /// Ghi vào tệp; CSV mặc định ra màn hình / File; CSV goes to standard output without one
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// Which table.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Which {
    /// Hộ / Households
    Households,
    /// Biên nhận / Receipts
    Receipts,
    /// Số liệu / Counts
    Report,
}

/// In which form.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// UTF-8 with a byte order mark
    Csv,
    /// Excel
    Xlsx,
}

impl Export {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        let table = match self.table {
            Which::Households => office.household_table()?,
            Which::Receipts => office.receipt_table()?,
            Which::Report => office.report_table()?,
        };
        match (self.format, &self.output) {
            (Format::Csv, None) => table.write_csv(out),
            (Format::Csv, Some(path)) => {
                let mut file = File::create_new(path).map_err(|error| Complaint::of_file(path, &error))?;
                table.write_csv(&mut file)
            }
            (Format::Xlsx, Some(path)) => {
                table.write_xlsx(path)?;
                say(out, path.display());
                Ok(())
            }
            (Format::Xlsx, None) => Err(Complaint::new(
                "which_file",
                "XLSX cần tên tệp: --output bang.xlsx.",
                "XLSX needs a file: --output table.xlsx.",
            )),
        }
    }
}
