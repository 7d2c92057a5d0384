//! Phones of a household, and of its people.

use doorstep_core::text::phone::{self, PhoneError};

use super::CellReader;
use crate::book::Value;
use crate::columns::Field;
use crate::household::Household;
use crate::household::blocks::Block;
use crate::rekey::KeptField;
use crate::report::Code;
use crate::table::TableRow;

impl CellReader<'_> {
    pub(super) fn read_phones(&mut self, block: &Block<'_>, head_row: &TableRow, household: &mut Household) {
        let own: Vec<&TableRow> = std::iter::once(head_row)
            .chain(block.rows.iter().copied().filter(|r| r.number != head_row.number))
            .collect();
        let mut failed = false;
        for row in own {
            // A member's own number is the household's only when the head has none.
            if !household.phones.is_empty() && self.table.has(Field::Relation) {
                break;
            }
            let (numbers, bad) = self.phones_of(row);
            failed |= bad;
            for number in numbers {
                if !household.phones.contains(&number) {
                    household.phones.push(number);
                }
            }
        }
        if failed && household.phones.is_empty() {
            household.present.remove(&KeptField::Phones);
        }
    }

    fn phones_of(&mut self, row: &TableRow) -> (Vec<String>, bool) {
        let (mut numbers, mut failed) = (Vec::new(), false);
        for (column, cell) in self.in_row(row, Field::Phone) {
            if row.covered.contains(&column.index) {
                continue;
            }
            if !self.usable(row, &column, &cell) {
                failed = true;
                continue;
            }
            let written = match &cell.value {
                Value::Text(text) => text.clone(),
                _ => cell.text(),
            };
            let read = phone::read_cell(&written);
            let zeros = written.chars().filter(|c| *c == '0').count();
            if zeros >= 8 && !written.chars().any(|c| ('1'..='9').contains(&c)) {
                self.zeros.entry(column.index).or_default().push(row.number);
            }
            for problem in &read.problems {
                let code = match problem.error {
                    PhoneError::LooksLikeId => Code::IdNumberInText,
                    PhoneError::LostDigits => Code::PhoneLostDigits,
                    PhoneError::OldPrefix => Code::PhoneOldPrefix,
                    // A short figure beside a good number: "0951234567 (con 2)".
                    PhoneError::Invalid if !read.numbers.is_empty() && problem.digits < 6 => continue,
                    PhoneError::Invalid | PhoneError::Missing => Code::PhoneInvalid,
                };
                failed = true;
                let shown = if code == Code::IdNumberInText { "" } else { written.as_str() };
                self.warn(code, row.number, Some(&column), shown);
            }
            numbers.extend(read.numbers);
        }
        (numbers, failed)
    }
}
