//! Which rows are one household: one row, or several by relation, by the list's key, or by merged cells.

use doorstep_core::text::{fold, name};

use crate::columns::Field;
use crate::rows::Kind;
use crate::table::{Table, TableRow};

/// Rows of one household, with the neighbourhood of the group they stand in.
pub(super) struct Block<'t> {
    pub(super) rows: Vec<&'t TableRow>,
    pub(super) group: Option<&'t str>,
}

/// How a list writes several people of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One row, one household.
    Row,
    /// A row a person, with the relation to the head.
    Relation,
    /// A row a person, the head or the household's key repeated.
    Repeated,
}

/// Cuts a table into blocks; also the numbers of rows that belong to none.
pub(super) fn cut(table: &Table) -> (Vec<Block<'_>>, Vec<u32>) {
    let layout = layout(table);
    let numbering = Numbering::of(table, layout);
    let (mut blocks, mut ignored): (Vec<Block<'_>>, Vec<u32>) = (Vec::new(), Vec::new());
    let (mut group, mut closed, mut gap, mut fresh) = (None, false, false, true);
    let mut last_row = None;
    for row in &table.rows {
        gap |= last_row.is_some_and(|last| row.number > last + 1);
        last_row = Some(row.number);
        let (numbered, backed) = match &row.kind {
            Kind::Data { numbered, backed } => (*numbered, *backed),
            other => {
                match other {
                    Kind::Group(name) => {
                        if name.is_some() {
                            group = name.as_deref();
                        }
                        (closed, gap) = (false, false);
                    }
                    Kind::Total | Kind::Signature => closed = true,
                    Kind::Blank => gap = true,
                    Kind::Header | Kind::Data { .. } => (closed, gap) = (false, false),
                }
                fresh = true;
                ignored.push(row.number);
                continue;
            }
        };
        let accepted = match (closed, table.has(Field::Stt)) {
            (true, true) => numbered,
            (true, false) => false,
            (false, true) => numbered || backed,
            (false, false) => backed || !gap,
        };
        if !accepted {
            closed |= gap;
            ignored.push(row.number);
            continue;
        }
        let joins = !fresh && blocks.last().is_some_and(|block| joins(table, layout, numbering, block, row));
        match blocks.last_mut().filter(|_| joins) {
            Some(block) => block.rows.push(row),
            None => blocks.push(Block { rows: vec![row], group }),
        }
        (closed, gap, fresh) = (false, false, false);
    }
    (blocks, ignored)
}

fn layout(table: &Table) -> Layout {
    if table.has(Field::Relation) {
        return Layout::Relation;
    }
    let head = table.has(Field::HeadName) || table.has(Field::HeadFamily);
    let person = table.has(Field::PersonName) || table.has(Field::Family);
    match table.has(Field::HouseholdCode) || (head && person) {
        true => Layout::Repeated,
        false => Layout::Row,
    }
}

/// What the running number counts in a list of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// Persons through the whole list, or nothing.
    Persons,
    /// Households: only their first rows have one.
    Households,
    /// Persons within each household: it restarts.
    Within,
}

impl Numbering {
    fn of(table: &Table, layout: Layout) -> Self {
        if layout != Layout::Relation || !table.has(Field::Stt) {
            return Self::Persons;
        }
        let people = || table.rows.iter().filter(|r| matches!(r.kind, Kind::Data { .. }));
        let (all, bare) = (people().count(), people().filter(|r| own_number(table, r).is_none()).count());
        let ones = people().filter(|r| own_number(table, r) == Some(1)).count();
        match () {
            () if bare * 5 >= all => Self::Households,
            () if ones > 1 => Self::Within,
            () => Self::Persons,
        }
    }
}

/// The running number written in this very row.
fn own_number(table: &Table, row: &TableRow) -> Option<u32> {
    let column = table.columns_of(Field::Stt).find(|c| !row.covered.contains(&c.index))?;
    row.cells.get(&column.index)?.text().trim_end_matches(['.', ')']).parse().ok()
}

fn joins(table: &Table, layout: Layout, numbering: Numbering, block: &Block<'_>, row: &TableRow) -> bool {
    let Some(first) = block.rows.first() else { return false };
    let code = |row: &TableRow| table.text(row, Field::HouseholdCode);
    match layout {
        Layout::Row => name_is_covered(table, row),
        Layout::Relation if table.has(Field::HouseholdCode) => code(row).is_empty() || code(row) == code(first),
        Layout::Relation => match numbering {
            Numbering::Households => own_number(table, row).is_none(),
            Numbering::Within => own_number(table, row) != Some(1),
            Numbering::Persons => {
                !is_head(&table.text(row, Field::Relation))
                    || !block.rows.iter().any(|r| is_head(&table.text(r, Field::Relation)))
                        && block.rows.iter().all(|r| same_address(table, r, row))
            }
        },
        Layout::Repeated if table.has(Field::HouseholdCode) && !code(first).is_empty() => {
            code(row).is_empty() && !is_own_household(table, row) || code(row) == code(first)
        }
        Layout::Repeated => repeats(table, first, row),
    }
}

/// The head is repeated, beside another person.
fn repeats(table: &Table, first: &TableRow, row: &TableRow) -> bool {
    let head = |row: &TableRow| name::key(&head_text(table, row));
    let person = |row: &TableRow| name::key(&person_text(table, row));
    name_is_covered(table, row)
        || !head(row).is_empty()
            && head(row) == head(first)
            && !person(row).is_empty()
            && person(row) != head(row)
            && same_address(table, first, row)
}

fn is_own_household(table: &Table, row: &TableRow) -> bool {
    !head_text(table, row).is_empty() && table.has(Field::HeadName)
}

fn same_address(table: &Table, a: &TableRow, b: &TableRow) -> bool {
    let (a, b) = (table.text(a, Field::Address), table.text(b, Field::Address));
    a.is_empty() || b.is_empty() || fold(&a) == fold(&b)
}

fn name_is_covered(table: &Table, row: &TableRow) -> bool {
    [Field::HeadName, Field::PersonName]
        .into_iter()
        .flat_map(|field| table.columns_of(field))
        .any(|c| row.covered.contains(&c.index))
}

/// "Chủ hộ", "CH", "Ch.hộ".
pub(super) fn is_head(relation: &str) -> bool {
    let folded: String = fold(relation).chars().filter(|c| c.is_alphanumeric()).collect();
    folded.starts_with("chuho") || matches!(folded.as_str(), "ch" | "chho" | "chu")
}

/// The head's name as written in a row.
pub(super) fn head_text(table: &Table, row: &TableRow) -> String {
    whole_name(table, row, Field::HeadName, Field::HeadFamily, Field::HeadGiven)
}

/// The person's name as written in a row.
pub(super) fn person_text(table: &Table, row: &TableRow) -> String {
    whole_name(table, row, Field::PersonName, Field::Family, Field::Given)
}

fn whole_name(table: &Table, row: &TableRow, whole: Field, family: Field, given: Field) -> String {
    let written = table.text(row, whole);
    if !written.is_empty() {
        return written;
    }
    let parts = [table.text(row, family), table.text(row, given)];
    parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
