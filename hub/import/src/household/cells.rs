//! From the cells of a block to a household: values, and what is wrong with them.

mod births;
mod names;
mod phones;
mod places;
mod standing;

use std::collections::BTreeMap;

use doorstep_core::text::phone;

use super::blocks::{Block, is_head, person_text};
use super::{Household, Person, Source};
use crate::book::{Cell, Value};
use crate::columns::{Column, Field};
use crate::options::Options;
use crate::rekey::KeptField;
use crate::report::{Code, Finding, Place, Severity};
use crate::table::{Table, TableRow};
use crate::value::birth::{self, Clock, Style};
use crate::value::secret;

/// Characters of an address.
const MAX_ADDRESS: usize = 200;
/// More formulas than this in a column are told once.
const MAX_FORMULA_ROWS: usize = 5;
/// More phones of zeros alone (some programs write them for none) are told once.
const MAX_ZERO_ROWS: usize = 20;

/// Reads blocks of one table and collects findings.
pub(super) struct CellReader<'t> {
    table: &'t Table,
    fallback: Option<&'t str>,
    clock: Clock,
    styles: BTreeMap<u32, Style>,
    households: Vec<Household>,
    findings: Vec<Finding>,
    /// Rows with formulas, rows with phones of zeros alone, by column.
    formulas: BTreeMap<u32, Vec<u32>>,
    zeros: BTreeMap<u32, Vec<u32>>,
    /// Whether the table tells neighbourhoods at all; if not, that is one question, not an error per row.
    places: bool,
    /// Rows without a neighbourhood in such a table; rows that took it from an address; rows whose head was assumed.
    unplaced: Vec<u32>,
    from_address: Vec<u32>,
    assumed: Vec<u32>,
    spellings: BTreeMap<String, String>,
}

impl<'t> CellReader<'t> {
    pub(super) fn new(table: &'t Table, fallback: Option<&'t str>, from_1904: bool, options: &Options) -> Self {
        let births = [Field::Birth, Field::BirthIfMale, Field::BirthIfFemale];
        let styles = births
            .into_iter()
            .flat_map(|field| table.columns_of(field))
            .map(|c| (c.index, birth::style(table.rows.iter().filter_map(|r| r.cells.get(&c.index)))))
            .collect();
        Self {
            table,
            fallback,
            clock: Clock { today: options.today, from_1904 },
            styles,
            households: Vec::new(),
            findings: Vec::new(),
            formulas: BTreeMap::new(),
            zeros: BTreeMap::new(),
            places: fallback.is_some() || table.tells_places(),
            unplaced: Vec::new(),
            from_address: Vec::new(),
            assumed: Vec::new(),
            spellings: BTreeMap::new(),
        }
    }

    /// Reads one household, or reports why not.
    pub(super) fn read(&mut self, block: &Block<'_>) {
        let Some(head_row) = self.head_row(block) else { return };
        for row in &block.rows {
            self.note_formulas(row);
        }
        let Some((name, neighbourhood)) = self.identity(block, head_row) else { return };
        let (address, address_read) = self.address(block, head_row);
        let mut household = Household {
            source: Some(Source { sheet: self.table.sheet.clone(), row: head_row.number }),
            head: name.full,
            honorific: name.honorific,
            neighbourhood,
            address,
            hidden: block.rows.iter().any(|r| r.hidden),
            present: self.present(),
            ..Household::default()
        };
        if !address_read {
            household.present.remove(&KeptField::Address);
        }
        self.read_code(block, &mut household);
        self.read_phones(block, head_row, &mut household);
        self.read_birth(block, head_row, &mut household);
        self.read_standing(block, &mut household);
        self.read_people(block, head_row, &mut household);
        self.households.push(household);
    }

    pub(super) fn finish(mut self) -> (Vec<Household>, Vec<Finding>) {
        let sheet = self.table.sheet.as_str();
        for (code, most, by_column) in [
            (Code::FormulaCell, MAX_FORMULA_ROWS, std::mem::take(&mut self.formulas)),
            (Code::PhoneInvalid, MAX_ZERO_ROWS, std::mem::take(&mut self.zeros)),
        ] {
            for (column, rows) in by_column {
                let letters = crate::book::letters(column);
                let place = |row| Place { sheet, row, column: Some(&letters) };
                if rows.len() > most {
                    self.findings.push(Finding::about(code, place(rows[0]), rows.len()));
                } else {
                    self.findings.extend(rows.iter().map(|r| Finding::about(code, place(*r), 1)));
                }
            }
        }
        for (code, rows) in [
            (Code::NoNeighbourhood, &self.unplaced),
            (Code::NeighbourhoodFromAddress, &self.from_address),
            (Code::HeadAssumed, &self.assumed),
        ] {
            if let Some(first) = rows.first() {
                self.findings.push(Finding::about(code, Place { sheet, row: *first, column: None }, rows.len()));
            }
        }
        (self.households, self.findings)
    }

    /// The row of the head; findings when there is none or there are two.
    fn head_row<'r>(&mut self, block: &Block<'r>) -> Option<&'r TableRow> {
        let first = block.rows.first()?;
        if !self.table.has(Field::Relation) {
            if block.rows.len() > 1 && !self.table.has(Field::HeadName) && !self.table.has(Field::HeadFamily) {
                let covered =
                    block.rows[1..].iter().all(|r| person_text(self.table, r) == person_text(self.table, first));
                if !covered {
                    self.assumed.push(first.number);
                }
            }
            return Some(first);
        }
        let mut heads = block.rows.iter().filter(|r| is_head(&self.table.text(r, Field::Relation)));
        let Some(head) = heads.next() else {
            self.error(Code::NoHead, first.number, None, "");
            return None;
        };
        for second in heads {
            self.warn(Code::TwoHeads, second.number, None, "");
        }
        Some(head)
    }

    /// Fields that the table has columns for.
    fn present(&self) -> std::collections::BTreeSet<KeptField> {
        let has = |fields: &[Field]| fields.iter().any(|f| self.table.has(*f));
        let mut present = std::collections::BTreeSet::from([KeptField::Head, KeptField::Neighbourhood]);
        for (field, columns) in [
            (KeptField::Address, &[Field::Address, Field::Street, Field::HouseNo][..]),
            (KeptField::Phones, &[Field::Phone]),
            (KeptField::BirthYear, &[Field::Birth, Field::BirthIfMale, Field::BirthIfFemale]),
            (KeptField::MemberCount, &[Field::MemberCount]),
            (KeptField::Categories, &[Field::Category]),
            (KeptField::Note, &[Field::Note]),
        ] {
            if has(columns) {
                present.insert(field);
            }
        }
        present
    }

    fn read_code(&mut self, block: &Block<'_>, household: &mut Household) {
        for (column, row, cell) in self.cells(block, Field::HouseholdCode) {
            let written = cell.text();
            if written.is_empty() {
                continue;
            }
            if secret::redact(&written) != written || written.chars().count() > 40 {
                self.warn(Code::IdNumberInText, row, Some(&column), "");
                return;
            }
            household.code = Some(written);
            return;
        }
    }

    fn read_people(&mut self, block: &Block<'_>, head_row: &TableRow, household: &mut Household) {
        let several = block.rows.len() > 1;
        for row in block.rows.iter().filter(|r| several && r.number != head_row.number) {
            let name = doorstep_core::text::name::read(&secret::free(&person_text(self.table, row), 80).text);
            if name.full.is_empty() || name.full.chars().any(|c| c.is_ascii_digit()) || name.full == household.head {
                continue;
            }
            let relation = secret::free(&self.table.text(row, Field::Relation), 40).text;
            let birth_year = self.birth_of(row, false).year;
            let phones =
                self.in_row(row, Field::Phone).into_iter().flat_map(|(_, c)| phone::read_cell(&c.text()).numbers);
            household.people.push(Person { name: name.full, relation, birth_year, phones: phones.collect() });
        }
        if household.member_count.is_none() && self.table.has(Field::Relation) {
            household.member_count = Some(block.rows.len() as u32);
        }
    }

    /// Whether a cell's value can be used; tells why not.
    fn usable(&mut self, row: &TableRow, column: &Column, cell: &Cell) -> bool {
        let code = match cell.value {
            Value::Error => Code::FormulaError,
            Value::Missing => Code::FormulaWithoutValue,
            _ => return true,
        };
        self.warn(code, row.number, Some(column), "");
        false
    }

    fn note_formulas(&mut self, row: &TableRow) {
        for column in &self.table.columns {
            let unimportant = matches!(column.field, Field::Stt | Field::Sex | Field::BirthDay | Field::BirthMonth);
            let computed = row.cells.get(&column.index).is_some_and(|c| {
                c.formula && !matches!(c.value, Value::Missing | Value::Error) && !row.covered.contains(&column.index)
            });
            if computed && !unimportant {
                self.formulas.entry(column.index).or_default().push(row.number);
            }
        }
    }

    /// Cells of a field in all rows of a block, cells merged down once.
    fn cells(&self, block: &Block<'_>, field: Field) -> Vec<(Column, u32, Cell)> {
        let rows = block.rows.iter();
        rows.flat_map(|row| {
            let own = self.in_row(row, field).into_iter();
            own.filter(|(c, _)| !row.covered.contains(&c.index) || row.number == block.rows[0].number)
                .map(|(column, cell)| (column, row.number, cell))
        })
        .collect()
    }

    fn in_row(&self, row: &TableRow, field: Field) -> Vec<(Column, Cell)> {
        let columns = self.table.columns_of(field);
        columns.filter_map(|c| row.cells.get(&c.index).map(|cell| (c.clone(), cell.clone()))).collect()
    }

    fn warn(&mut self, code: Code, row: u32, column: Option<&Column>, value: &str) {
        self.tell(Severity::Warning, code, row, column, value);
    }

    fn error(&mut self, code: Code, row: u32, column: Option<&Column>, value: &str) {
        self.tell(Severity::Error, code, row, column, value);
    }

    fn tell(&mut self, severity: Severity, code: Code, row: u32, column: Option<&Column>, value: &str) {
        let place = Place { sheet: &self.table.sheet, row, column: column.map(|c| c.letters.as_str()) };
        self.findings.push(Finding::new(severity, code, place, value));
    }
}
