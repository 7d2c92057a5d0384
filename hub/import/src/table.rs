//! A sheet's table: rows under the header, merged cells filled down, forbidden columns erased.
//!
//! This is the only place that sees a forbidden cell after reading, and it drops it.

use std::collections::{BTreeSet, HashMap};

use crate::book::{Row, Sheet};
use crate::columns::{Column, Field};
use crate::header::Header;
use crate::rows::{self, Kind};

/// A merged area taller than this is layout, not data.
const MAX_FILL: u32 = 1_000;

/// A table ready to be understood.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name of its sheet.
    pub sheet: String,
    /// Its columns with the fields they hold.
    pub columns: Vec<Column>,
    /// Texts above the header.
    pub title: Vec<String>,
    /// First row of the header, for findings about the whole sheet.
    pub header_row: u32,
    /// Rows under the header.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// As a spreadsheet shows it.
    pub number: u32,
    /// What kind of row it is.
    pub kind: Kind,
    /// Cells of columns that are wanted.
    pub cells: Row,
    /// Columns whose value comes from a cell merged down from an earlier row.
    pub covered: BTreeSet<u32>,
    /// Hidden by the author.
    pub hidden: bool,
}

/// Builds the table of a sheet whose columns are decided.
pub fn build(sheet: Sheet, header: &Header, columns: Vec<Column>) -> Table {
    let fields: HashMap<u32, Field> = columns.iter().map(|c| (c.index, c.field)).collect();
    let is_forbidden = |column: &u32| matches!(fields.get(column), Some(Field::Forbidden(_)));
    let is_wanted =
        |column: &u32| !matches!(fields.get(column), None | Some(Field::Unknown | Field::Ignore | Field::Forbidden(_)));
    let title = title(&sheet, header.top);
    let mut filled = fill_down(&sheet, header.end, is_forbidden);
    let hidden = sheet.hidden_rows;
    let rows = sheet
        .rows
        .into_iter()
        .filter(|(number, _)| *number > header.end)
        .map(|(number, mut cells)| {
            cells.retain(|column, cell| !is_forbidden(column) && !cell.is_blank());
            let mut covered = BTreeSet::new();
            for (column, cell) in filled.remove(&number).unwrap_or_default() {
                covered.insert(column);
                cells.entry(column).or_insert(cell);
            }
            let kind = rows::kind(&cells, &covered, &columns);
            cells.retain(|column, _| is_wanted(column));
            TableRow { number, kind, cells, covered, hidden: hidden.contains(&number) }
        })
        .collect();
    Table { sheet: sheet.name, columns, title, header_row: header.top, rows }
}

fn title(sheet: &Sheet, header_top: u32) -> Vec<String> {
    let above = sheet.rows.range(..header_top);
    above.flat_map(|(_, row)| row.values()).map(|cell| cell.text()).filter(|text| !text.is_empty()).collect()
}

/// Values of cells that are merged downwards, for the rows below the first.
fn fill_down(sheet: &Sheet, header_end: u32, is_forbidden: impl Fn(&u32) -> bool) -> HashMap<u32, Row> {
    let mut filled: HashMap<u32, Row> = HashMap::new();
    for area in sheet.merges.iter().filter(|a| a.top > header_end && a.bottom > a.top && !is_forbidden(&a.left)) {
        let Some(cell) = sheet.rows.get(&area.top).and_then(|row| row.get(&area.left)) else { continue };
        for number in area.top + 1..=area.bottom.min(area.top + MAX_FILL) {
            if sheet.rows.contains_key(&number) {
                filled.entry(number).or_default().insert(area.left, cell.clone());
            }
        }
    }
    filled
}

impl Table {
    /// Columns of a field, in order.
    pub fn columns_of(&self, field: Field) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.field == field)
    }

    /// Whether a column or a group row tells any neighbourhood.
    pub fn tells_places(&self) -> bool {
        let column = self.columns.iter().find(|c| c.field == Field::Neighbourhood);
        self.rows.iter().any(|row| {
            matches!(row.kind, Kind::Group(Some(_)))
                || column.is_some_and(|c| matches!(row.kind, Kind::Data { .. }) && row.cells.contains_key(&c.index))
        })
    }

    /// Whether some column holds a field.
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|c| c.field == field)
    }

    /// Text of the first column of a field that holds something.
    pub fn text(&self, row: &TableRow, field: Field) -> String {
        self.columns_of(field)
            .filter_map(|c| row.cells.get(&c.index))
            .map(|cell| cell.text())
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }
}
