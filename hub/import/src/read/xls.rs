//! XLS (BIFF): values by calamine; before it, a pass of our own over the records finds passwords, hidden rows,
//! formulas, and rectangles so large that a dense reader would exhaust memory.

mod records;

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls, XlsError};

use crate::book::{Area, Book, Cell, Sheet, Value};
use crate::read::limits::{Limits, Meter};
use crate::read::xlsx::date_value;
use crate::read::{Refusal, RefusalKind};

/// Reads all worksheets, hidden ones included.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    let notes = records::read(bytes, limits)?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut book = Book { encoding: "UTF-16".into(), from_1904: workbook.has_1904_epoch(), ..Book::default() };
    let mut meter = Meter::new(limits);
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > limits.sheets {
        return Err(RefusalKind::TooBig.into());
    }
    for (index, listed) in listed.into_iter().enumerate() {
        let mut sheet =
            Sheet { name: listed.name.clone(), hidden: listed.visible != SheetVisible::Visible, ..Sheet::default() };
        let note = notes.get(&index);
        for area in workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (area.start, area.end);
            sheet.merges.push(Area { top: top + 1, bottom: bottom + 1, left, right });
        }
        let Ok(range) = workbook.worksheet_range(&listed.name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let (row, column) = (row as u32 + first_row + 1, column as u32 + first_column);
            let formula = note.is_some_and(|n| n.formulas.contains(&(row, column)));
            let Some(value) = value(data).or(formula.then_some(Value::Missing)) else { continue };
            meter.cell(if let Value::Text(text) = &value { text.len() } else { 8 })?;
            sheet.rows.entry(row).or_default().insert(column, Cell { value, formula });
        }
        if let Some(note) = note {
            sheet.hidden_rows.extend(&note.hidden_rows);
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn value(data: &Data) -> Option<Value> {
    Some(match data {
        Data::Int(n) => Value::Number(*n as f64),
        Data::Float(n) => Value::Number(*n),
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) if text.is_empty() => return None,
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => Value::Text(text.clone()),
        Data::Bool(yes) => Value::Text(if *yes { "x" } else { "" }.into()),
        Data::DateTime(date) => date_value(date),
        Data::Error(_) => Value::Error,
        Data::Empty => return None,
        #[allow(
            unreachable_patterns,
            reason = "rich text is its text; a kind of a later release shows as what it prints"
        )]
        other => Value::Text(other.to_string()),
    })
}

fn refusal(error: XlsError) -> Refusal {
    match error {
        XlsError::Password => RefusalKind::Password.into(),
        _ => RefusalKind::Damaged.into(),
    }
}
