//! The head's year of birth, and those of others.

use super::CellReader;
use crate::columns::Field;
use crate::household::Household;
use crate::household::blocks::{Block, head_text, person_text};
use crate::rekey::KeptField;
use crate::table::TableRow;
use crate::value::birth::{self, Birth};

impl CellReader<'_> {
    pub(super) fn read_birth(&mut self, block: &Block<'_>, head_row: &TableRow, household: &mut Household) {
        // With the head repeated beside each person, the head's birth is in the row of that person.
        let repeated = !self.table.has(Field::Relation) && block.rows.len() > 1;
        let key = |text: String| doorstep_core::text::name::key(&text);
        let row = match repeated && !head_text(self.table, head_row).is_empty() {
            true => {
                let head = key(head_text(self.table, head_row));
                let own = block.rows.iter().find(|r| key(person_text(self.table, r)) == head);
                own.copied()
                    .or((!self.table.has(Field::PersonName) && !self.table.has(Field::Family)).then_some(head_row))
            }
            false => Some(head_row),
        };
        let Some(row) = row else {
            household.present.remove(&KeptField::BirthYear);
            return;
        };
        let birth = self.birth_of(row, true);
        (household.birth_year, household.birth_approximate) = (birth.year, birth.approximate);
        if birth.problem.is_some() && birth.year.is_none() {
            household.present.remove(&KeptField::BirthYear);
        }
    }

    pub(super) fn birth_of(&mut self, row: &TableRow, tell: bool) -> Birth {
        let part = |field| self.table.text(row, field).parse().ok();
        let (day, month) = (part(Field::BirthDay), part(Field::BirthMonth));
        for field in [Field::Birth, Field::BirthIfMale, Field::BirthIfFemale] {
            for (column, cell) in self.in_row(row, field) {
                if tell && !self.usable(row, &column, &cell) {
                    continue;
                }
                let style = self.styles.get(&column.index).copied().unwrap_or_default();
                let birth = birth::from_parts(day, month, birth::read(&cell, style, self.clock));
                if birth == Birth::default() {
                    continue;
                }
                if let (Some(code), true) = (birth.problem, tell) {
                    self.warn(code, row.number, Some(&column), &cell.text());
                }
                return birth;
            }
        }
        Birth::default()
    }
}
