//! Number of people, kinds, status and notes.

use super::CellReader;
use crate::columns::{Column, Field};
use crate::household::Household;
use crate::household::blocks::Block;
use crate::report::Code;
use crate::value::{secret, standing};

/// Characters of a note.
const MAX_NOTE: usize = 1_000;

impl CellReader<'_> {
    pub(super) fn read_standing(&mut self, block: &Block<'_>, household: &mut Household) {
        household.member_count = self
            .cells(block, Field::MemberCount)
            .iter()
            .find_map(|(_, _, cell)| cell.text().parse().ok().filter(|n| *n < 100));
        for (column, row, cell) in self.cells(block, Field::Category) {
            // "X" under "Hộ nghèo" means what the header says.
            let written = cell.text();
            let ticked = matches!(written.to_lowercase().as_str(), "x" | "có" | "1" | "v" | "✓");
            let (categories, mobility) = standing::categories(if ticked { &column.header } else { &written });
            household.categories.extend(categories);
            household.ask_mobility |= mobility;
            self.read_status(&written, row, &column, household);
        }
        let mut notes: Vec<String> = Vec::new();
        for (column, row, cell) in self.cells(block, Field::Note) {
            let free = secret::free(&cell.text(), MAX_NOTE);
            if free.secret {
                self.warn(Code::IdNumberInText, row, Some(&column), "");
            }
            if free.cut {
                self.warn(Code::TextTooLong, row, Some(&column), "");
            }
            self.read_status(&free.text, row, &column, household);
            if standing::is_sensitive(&free.text) {
                household.ask_mobility = true;
                self.warn(Code::SensitiveInText, row, Some(&column), "");
            } else if !free.text.is_empty() && !notes.contains(&free.text) {
                notes.push(free.text);
            }
        }
        household.note = (!notes.is_empty()).then(|| notes.join("; "));
    }

    fn read_status(&mut self, text: &str, row: u32, column: &Column, household: &mut Household) {
        if let Some(status) = standing::status(text)
            && household.status.is_none()
        {
            household.status = Some(status);
            self.warn(Code::StatusMoved, row, Some(column), text);
        }
    }
}
