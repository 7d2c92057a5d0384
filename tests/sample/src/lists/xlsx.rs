//! Writes a grid as an Excel workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::grid::{Cell, Sheet};
use crate::ward::{NOTICE_EN, NOTICE_VI};

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date, else no two files would be the same.
    let properties = DocProperties::new()
        .set_title(NOTICE_VI)
        .set_comment(NOTICE_EN)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?);
    workbook.set_properties(&properties);
    let bold = Format::new().set_bold();
    let centred = Format::new().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet, &bold, &centred)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(out: &mut Worksheet, sheet: &Sheet, bold: &Format, centred: &Format) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    out.set_footer(format!("&C{NOTICE_VI}"));
    for (row, cells) in (0..).zip(&sheet.rows) {
        let strong = sheet.bold_rows.binary_search(&row).is_ok();
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) if strong => {
                    out.write_string_with_format(row, column, text, bold)?;
                }
                Cell::Text(text) => {
                    out.write_string(row, column, text)?;
                }
                Cell::Number(number) => {
                    // Exact: no number here has more than 15 digits.
                    out.write_number(row, column, *number as f64)?;
                }
            }
        }
    }
    for merge in &sheet.merges {
        let first = sheet.rows.get(merge.top as usize).and_then(|row| row.get(usize::from(merge.left)));
        let text = if let Some(Cell::Text(text)) = first { text.as_str() } else { "" };
        out.merge_range(merge.top, merge.left, merge.bottom, merge.right, text, centred)?;
    }
    for column in &sheet.hidden_columns {
        out.set_column_hidden(*column)?;
    }
    Ok(())
}
