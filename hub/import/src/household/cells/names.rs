//! Who and where: without a name and a neighbourhood there is no household.

use doorstep_core::text::name::{self, Name};

use super::CellReader;
use crate::book::Value;
use crate::columns::Field;
use crate::household::blocks::{Block, head_text, person_text};
use crate::report::Code;
use crate::table::TableRow;
use crate::value::secret;

/// Characters of a name.
const MAX_NAME: usize = 80;

impl CellReader<'_> {
    /// Name and neighbourhood, or an error.
    pub(super) fn identity(&mut self, block: &Block<'_>, head_row: &TableRow) -> Option<(Name, String)> {
        let name = self.name(block, head_row)?;
        let Some(neighbourhood) = self.neighbourhood(block, head_row) else {
            if !self.places {
                self.unplaced.push(head_row.number);
                return Some((name, String::new()));
            }
            self.error(Code::NoNeighbourhood, head_row.number, None, "");
            return None;
        };
        Some((name, neighbourhood))
    }

    fn name(&mut self, block: &Block<'_>, head_row: &TableRow) -> Option<Name> {
        // In a list of members the head is the person of the head's row.
        let of_person = self.table.has(Field::Relation) && !person_text(self.table, head_row).is_empty();
        let written = match of_person {
            true => person_text(self.table, head_row),
            false => block
                .rows
                .iter()
                .map(|r| head_text(self.table, r))
                .find(|t| !t.is_empty())
                .unwrap_or_else(|| person_text(self.table, head_row)),
        };
        let columns =
            [Field::HeadName, Field::HeadFamily, Field::HeadGiven, Field::PersonName, Field::Family, Field::Given];
        let cells: Vec<_> = columns.into_iter().flat_map(|f| self.in_row(head_row, f)).collect();
        let column = cells.first().map(|(column, _)| column.clone());
        if written.is_empty() {
            let broken = |wanted: &Value| cells.iter().any(|(_, cell)| cell.value == *wanted);
            let code = match () {
                () if broken(&Value::Error) => Code::FormulaError,
                () if broken(&Value::Missing) => Code::FormulaWithoutValue,
                () => Code::NoName,
            };
            self.error(code, head_row.number, column.as_ref(), "");
            return None;
        }
        let name = name::read(&written);
        let letters = name.full.chars().filter(|c| c.is_alphabetic()).count();
        let strange = |c: char| c.is_ascii_digit() || matches!(c, '=' | '#' | '@' | '<' | '>' | '\u{fffd}');
        let code = match () {
            () if name.full.chars().count() > MAX_NAME => Code::NameTooLong,
            () if letters == 0 || name.full.chars().any(strange) || name.full.eq_ignore_ascii_case("x") => {
                Code::NameInvalid
            }
            () if secret::redact(&name.full) != name.full => Code::NameInvalid,
            () => return Some(name),
        };
        self.error(code, head_row.number, column.as_ref(), &written);
        None
    }
}
