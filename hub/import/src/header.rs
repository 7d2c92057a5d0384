//! Finding the header: under title blocks, over one to three rows, with merged cells and a row of column numbers.

use crate::book::{Row, Sheet};
use crate::columns::{self, Column, Field, field_of};

/// Rows looked at before giving up.
const REACH: usize = 80;
/// Rows a header may have.
const MAX_DEPTH: u32 = 4;
/// A longer cell is prose, not a header.
const MAX_LABEL: usize = 90;
/// Columns further right are stray cells.
const MAX_COLUMN: u32 = 255;

/// Where a table's header is and what it says.
#[derive(Debug, Clone)]
pub struct Header {
    /// First row, from 1.
    pub top: u32,
    /// Last row with wordings.
    pub bottom: u32,
    /// Last row that belongs to it, a row of column numbers included.
    pub end: u32,
    /// Cells per column.
    pub labels: Vec<Label>,
}

/// The header cells over one column, top first.
#[derive(Debug, Clone)]
pub struct Label {
    /// From 0.
    pub column: u32,
    /// Levels that hold text; a cell merged downwards counts once.
    pub levels: Vec<Level>,
}

/// One header cell over a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its text.
    pub text: String,
    /// How many columns it spans.
    pub span: usize,
}

/// Finds the header of a sheet: the first rows whose columns include a name and at least one more known field.
pub fn find(sheet: &Sheet) -> Option<(Header, Vec<Column>)> {
    let candidates = sheet.rows.iter().filter(|(_, row)| row.len() > 1).take(REACH);
    for (number, row) in candidates {
        if recognised(row) < 2 {
            continue;
        }
        let header = read(sheet, *number);
        let columns = columns::guess(&header.labels);
        let known = columns.iter().filter(|c| !matches!(c.field, Field::Unknown | Field::Ignore)).count();
        if known >= 2 && columns::has_name(&columns) {
            return Some((header, columns));
        }
    }
    None
}

/// Header-like cells of a row, by distinct field.
fn recognised(row: &Row) -> usize {
    let mut fields: Vec<Field> = row
        .values()
        .map(|cell| cell.text())
        .filter(|text| !text.is_empty() && text.chars().count() <= MAX_LABEL && !text.contains(": "))
        .filter_map(|text| field_of(&text))
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

fn read(sheet: &Sheet, top: u32) -> Header {
    let mut bottom = top;
    while bottom - top + 1 < MAX_DEPTH {
        match sheet.rows.get(&(bottom + 1)) {
            Some(row) if is_sub_header(sheet, top, bottom, row) => bottom += 1,
            _ => break,
        }
    }
    let end = match sheet.rows.get(&(bottom + 1)) {
        Some(row) if is_number_row(row) => bottom + 1,
        _ => bottom,
    };
    Header { top, bottom, end, labels: labels(sheet, top, bottom) }
}

/// A row that continues the header: short texts without figures, each a known wording or below a header cell that
/// spans several columns, and no name under the column of names.
fn is_sub_header(sheet: &Sheet, top: u32, bottom: u32, row: &Row) -> bool {
    if is_number_row(row) {
        return false;
    }
    let mut known = 0;
    for (column, cell) in row.iter().filter(|(_, cell)| !cell.is_blank()) {
        let text = cell.text();
        if text.chars().count() > MAX_LABEL || starts_with_figure(&text) {
            return false;
        }
        let exact = columns::is_wording(&text);
        let merged_down = sheet.area_at(bottom + 1, *column).is_some_and(|a| a.top <= bottom && a.bottom > bottom);
        let under_span = sheet.area_at(bottom, *column).is_some_and(|a| a.right > a.left && a.top >= top);
        let under_gap = sheet.rows.get(&bottom).is_none_or(|above| above.get(column).is_none_or(|c| c.is_blank()));
        let under_name = sheet.rows.get(&bottom).and_then(|above| above.get(column)).is_some_and(|above| {
            matches!(field_of(&above.text()), Some(Field::HeadName | Field::PersonName)) && !under_span
        });
        if under_name && !exact && !merged_down {
            return false;
        }
        known += usize::from(exact || merged_down || under_span);
        if !(exact || merged_down || under_span || under_gap) {
            return false;
        }
    }
    known > 0
}

fn starts_with_figure(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_ascii_digit())
}

/// "(1) (2) (3)", "1 2 3", "A B 1 2": numbers of columns, rising.
fn is_number_row(row: &Row) -> bool {
    let (mut last, mut seen) = (0, 0);
    for cell in row.values().filter(|cell| !cell.is_blank()) {
        let text = cell.text();
        let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
        let figures: String = bare.chars().take_while(char::is_ascii_digit).collect();
        match figures.parse::<u32>() {
            Ok(number) if bare.len() <= figures.len() + 1 && (last..=last + 3).contains(&number) && number < 100 => {
                last = number;
            }
            // "A", "B" number the first columns of statistical forms; "3=4+5" sums.
            _ if last == 0 && bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()) => {}
            _ if bare.contains('=') && bare.starts_with(|c: char| c.is_ascii_digit()) => {}
            _ => return false,
        }
        seen += 1;
    }
    seen >= 2 && last >= 2
}

fn labels(sheet: &Sheet, top: u32, bottom: u32) -> Vec<Label> {
    let rows = || (top..=bottom).filter_map(|r| sheet.rows.get(&r));
    let mut used: Vec<u32> = rows().flat_map(|r| r.keys().copied()).filter(|c| *c <= MAX_COLUMN).collect();
    // Columns under a merged header cell may have no cell of their own in any header row.
    for area in sheet.merges.iter().filter(|a| a.top >= top && a.bottom <= bottom && a.right <= MAX_COLUMN) {
        used.extend(area.left..=area.right);
    }
    used.sort_unstable();
    used.dedup();
    let flat = !sheet.merges.iter().any(|a| a.top >= top && a.top <= bottom);
    used.iter()
        .map(|&column| {
            let mut levels: Vec<Level> = Vec::new();
            for row in top..=bottom {
                let level = match level_at(sheet, row, column, top) {
                    None if flat && row < bottom => carried(sheet, row, column, &used),
                    level => level,
                };
                // A cell merged downwards shows in each of its rows.
                levels.extend(level.filter(|l| levels.last() != Some(l)));
            }
            Label { column, levels }
        })
        .collect()
}

fn level_at(sheet: &Sheet, row: u32, column: u32, top: u32) -> Option<Level> {
    let (from_row, from_column, span) = match sheet.area_at(row, column) {
        Some(area) if area.top >= top => (area.top, area.left, (area.right - area.left + 1) as usize),
        _ => (row, column, 1),
    };
    let text = sheet.rows.get(&from_row)?.get(&from_column)?.text();
    (!text.is_empty()).then_some(Level { text, span })
}

/// Without merged areas (CSV) a header cell reaches right over empty cells that have something below.
fn carried(sheet: &Sheet, row: u32, column: u32, used: &[u32]) -> Option<Level> {
    let cells = sheet.rows.get(&row)?;
    let below = sheet.rows.get(&(row + 1))?;
    below.get(&column).filter(|c| !c.is_blank())?;
    let (from, cell) = cells.range(..column).rev().find(|(_, cell)| !cell.is_blank())?;
    let under_parent = below.get(from).is_some_and(|c| !c.is_blank());
    let span = used.iter().filter(|c| (*from..=column).contains(c)).count();
    under_parent.then(|| Level { text: cell.text(), span })
}
