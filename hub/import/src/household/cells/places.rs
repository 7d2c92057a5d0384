//! Neighbourhood and address.

use super::{CellReader, MAX_ADDRESS};
use crate::columns::{Field, normal};
use crate::household::blocks::Block;
use crate::report::Code;
use crate::table::TableRow;
use crate::value::{place, secret};

impl CellReader<'_> {
    /// Column, then group row, then what the file says as a whole, then the address.
    pub(super) fn neighbourhood(&mut self, block: &Block<'_>, head_row: &TableRow) -> Option<String> {
        let mut found = None;
        for row in std::iter::once(head_row).chain(block.rows.iter().copied()) {
            for (column, cell) in self.in_row(row, Field::Neighbourhood) {
                let free = secret::free(&cell.text(), 60);
                if found.is_none() && free.text.chars().any(char::is_alphanumeric) {
                    found = Some(place::in_cell(&free.text, &column.header));
                }
            }
        }
        let found = found.or_else(|| block.group.map(str::to_owned)).or_else(|| self.fallback.map(str::to_owned));
        let found = match found {
            Some(found) => found,
            None => {
                let (address, _) = self.address(block, head_row);
                let from_address = place::in_address(&address?)?;
                self.from_address.push(head_row.number);
                from_address
            }
        };
        Some(self.spellings.entry(place::key(&found)).or_insert(found).clone())
    }

    /// House number, street and address joined, and whether all of it could be read. Told once, from the head's row.
    pub(super) fn address(&mut self, block: &Block<'_>, head_row: &TableRow) -> (Option<String>, bool) {
        let (mut parts, mut read): (Vec<String>, bool) = (Vec::new(), true);
        for field in [Field::HouseNo, Field::Street] {
            for row in std::iter::once(head_row).chain(block.rows.iter().copied()) {
                let text = self.table.text(row, field);
                if !text.is_empty() {
                    parts.push(text);
                    break;
                }
            }
        }
        if let Some(whole) = self.whole_address(block, head_row)
            && !parts.contains(&whole)
        {
            parts.push(whole);
        }
        let free = secret::free(&parts.join(", "), MAX_ADDRESS);
        let codes = [(free.secret, Code::IdNumberInText), (free.cut, Code::TextTooLong)];
        for code in codes.into_iter().filter(|(is, _)| *is).map(|(_, code)| code) {
            let told = self.findings.iter().any(|f| f.row == head_row.number && f.code == code && f.column.is_none());
            if !told {
                self.warn(code, head_row.number, None, "");
            }
        }
        for field in [Field::Address, Field::Street, Field::HouseNo] {
            for (column, cell) in self.in_row(head_row, field) {
                read &= self.usable(head_row, &column, &cell);
            }
        }
        ((!free.text.is_empty()).then_some(free.text), read)
    }

    /// Where several columns hold an address, the one where people live now comes first.
    fn whole_address(&self, block: &Block<'_>, head_row: &TableRow) -> Option<String> {
        let mut columns: Vec<_> = self.table.columns_of(Field::Address).collect();
        let now = ["hien", "cho o", "noi o", "tam tru"];
        columns.sort_by_key(|c| !now.iter().any(|w| normal(&c.header).contains(w)));
        for row in std::iter::once(head_row).chain(block.rows.iter().copied()) {
            for column in &columns {
                let text = row.cells.get(&column.index).map(|c| c.text()).unwrap_or_default();
                // A tick under "Thường trú" is no address.
                if !text.is_empty() && !text.eq_ignore_ascii_case("x") {
                    return Some(text);
                }
            }
        }
        None
    }
}
