//! XLSX: values by calamine's cell reader, one cell at a time; what it does not tell (hidden rows, merged areas of a
//! sheet by position) by a pass of our own over the sheet's XML.

mod layout;

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::book::{Book, Cell, Sheet, Value};
use crate::read::limits::{Limits, Meter};
use crate::read::package::Package;
use crate::read::{Refusal, RefusalKind};

/// Reads all worksheets, hidden ones included (the coordinator may choose one).
pub(super) fn open(bytes: &[u8], package: &mut Package<'_>, limits: &Limits) -> Result<Book, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut book = Book { encoding: "UTF-8".into(), from_1904: workbook.has_1904_epoch(), ..Book::default() };
    let paths = layout::sheet_paths(package)?;
    let listed: Vec<_> = workbook.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).cloned().collect();
    if listed.len() > limits.sheets {
        return Err(RefusalKind::TooBig.into());
    }
    let mut meter = Meter::new(limits);
    for listed in listed {
        let mut sheet =
            Sheet { name: listed.name.clone(), hidden: listed.visible != SheetVisible::Visible, ..Sheet::default() };
        if let Some(path) = paths.get(&listed.name) {
            layout::read(package, path, &mut sheet)?;
        }
        read_cells(&mut workbook, &mut sheet, &mut meter)?;
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn read_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet, meter: &mut Meter<'_>) -> Result<(), Refusal> {
    let mut cells = match workbook.worksheet_cells_reader(&sheet.name) {
        Ok(cells) => cells,
        // A dialog or a macro sheet, or a part that is missing: as good as an empty sheet.
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_) | XlsxError::FileNotFound(_)) => {
            return Ok(());
        }
        Err(error) => return Err(refusal(error)),
    };
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(refusal)? {
        let formula = record.formula.is_some();
        let Some(value) = value(&record.value).or(formula.then_some(Value::Missing)) else { continue };
        let size = if let Value::Text(text) = &value { text.len() } else { 8 };
        let value = match value {
            Value::Text(text) if text.is_empty() && formula => Value::Missing,
            Value::Text(text) if text.is_empty() => continue,
            other => other,
        };
        meter.cell(size)?;
        let (row, column) = record.pos;
        sheet.rows.entry(row.saturating_add(1)).or_default().insert(column, Cell { value, formula });
    }
    Ok(())
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    Some(match data {
        DataRef::Int(n) => Value::Number(*n as f64),
        DataRef::Float(n) => Value::Number(*n),
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Bool(yes) => Value::Text(if *yes { "x" } else { "" }.into()),
        DataRef::DateTime(date) => date_value(date),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Value::Text(text.clone()),
        DataRef::Error(_) => Value::Error,
        DataRef::Empty => return None,
    })
}

/// A serial that the file shows as a date.
pub(super) fn date_value(date: &ExcelDateTime) -> Value {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    // A year typed into a cell formatted as a date reads as a day of 1905: keep the number.
    if date.as_f64() >= 2_101.0
        && let Some(date) = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
    {
        return Value::Date(date);
    }
    Value::Number(date.as_f64())
}

fn iso(text: &str) -> Value {
    match text.get(..10).and_then(|day| day.parse().ok()) {
        Some(date) => Value::Date(date),
        None => Value::Text(text.to_owned()),
    }
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => RefusalKind::Password.into(),
        _ => RefusalKind::Damaged.into(),
    }
}
