//! The rows of one household.

use crate::dice::Dice;
use crate::households::Household;
use crate::lists::columns::Column;
use crate::lists::dirt::RowDirt;
use crate::lists::grid::{Cell, Sheet};
use crate::lists::truth::{ExpectedHousehold, ExpectedPerson, ExpectedPhone, RowIssue, Truth};
use crate::lists::{Mess, Shape, phone_cells};
use crate::names::Sex;
use crate::people::{Relation, Resident};
use crate::phones::e164;

/// A household's rows before they have a place: written twice where a list has it twice.
pub(super) struct Rows<'a> {
    household: &'a Household,
    dirt: RowDirt,
    expected: ExpectedHousehold,
    people: Vec<Person<'a>>,
    phone: Cell,
    note: String,
    id_as_number: bool,
}

/// One row of a person (or of the head alone).
struct Person<'a> {
    resident: &'a Resident,
    name: String,
    birth: Cell,
}

impl<'a> Rows<'a> {
    pub(super) fn of(
        household: &'a Household,
        neighbourhood: &str,
        dirt: RowDirt,
        looks: &mut Dice,
        mess: &Mess,
    ) -> Self {
        let head = &household.head;
        let phone = match (dirt.bad_phone, household.phones.first()) {
            (Some(kind), Some(phone)) => phone_cells::bad(kind, phone),
            _ => phone_cells::good(looks, &household.phones, head.sex, mess.lost_zeros),
        };
        let phones = if dirt.bad_phone.is_some() { &[][..] } else { &household.phones };
        let capitals = looks.permille(mess.capitals);
        let listed = if mess.shape == Shape::PerMember { usize::MAX } else { 1 };
        let people: Vec<Person<'a>> = household
            .residents()
            .take(listed)
            .map(|resident| Person {
                resident,
                name: written_name(looks, resident, capitals, &dirt, mess),
                birth: birth_cell(looks, resident, &dirt, mess),
            })
            .collect();
        let known_year = |resident: &Resident| {
            (resident.relation != Relation::Head || !dirt.unknown_year).then_some(resident.birth_year)
        };
        let expected_people = people
            .iter()
            .filter(|_| mess.shape == Shape::PerMember)
            .map(|person| ExpectedPerson {
                name: person.resident.name.clone(),
                relation: person.resident.relation.label_vi(person.resident.sex).to_owned(),
                birth_year: known_year(person.resident),
            })
            .collect();
        let expected = ExpectedHousehold {
            sheet: String::new(),
            row: 0,
            code: household.code.clone(),
            head: head.name.clone(),
            neighbourhood: neighbourhood.to_owned(),
            phones: phones
                .iter()
                .map(|phone| ExpectedPhone {
                    number: e164(&phone.number),
                    owner: phone.owner.label_vi(head.sex).map(str::to_owned),
                })
                .collect(),
            birth_year: known_year(head),
            birth_approximate: dirt.says_about && !dirt.unknown_year,
            address: household.address.line(),
            category: household.category.map(|category| category.label_vi().to_owned()),
            persons: 1 + household.others.len(),
            people: expected_people,
        };
        let note = match (&household.landmark, dirt.id_in_note) {
            (_, true) => format!("CCCD cũ {}", dirt.id_number),
            (Some(landmark), false) => landmark.clone(),
            (None, false) => String::new(),
        };
        Self { household, dirt, expected, people, phone, note, id_as_number: looks.permille(300) }
    }

    /// Writes the rows and records what must become of them.
    pub(super) fn write(&self, sheet: &mut Sheet, columns: &[Column], running: usize, truth: &mut Truth) {
        let row = self.put(sheet, columns, running);
        let issue = |code: &str| RowIssue {
            sheet: sheet.name.clone(),
            row,
            code: code.to_owned(),
            household: self.household.code.clone(),
        };
        if self.dirt.no_name {
            truth.errors.push(issue("no_name"));
            return;
        }
        truth.warnings.extend(self.dirt.bad_phone.map(|kind| issue(kind.code())));
        truth.warnings.extend(self.dirt.id_in_note.then(|| issue("id_number_in_text")));
        truth.households.push(ExpectedHousehold { sheet: sheet.name.clone(), row, ..self.expected.clone() });
    }

    /// Writes the rows a second time: no second household, a warning.
    pub(super) fn write_again(&self, sheet: &mut Sheet, columns: &[Column], running: usize, truth: &mut Truth) {
        let row = self.put(sheet, columns, running);
        truth.warnings.push(RowIssue {
            sheet: sheet.name.clone(),
            row,
            code: "duplicate_in_file".to_owned(),
            household: self.household.code.clone(),
        });
    }

    /// Puts the cells; returns the number of the first row.
    fn put(&self, sheet: &mut Sheet, columns: &[Column], running: usize) -> u32 {
        let first = sheet.rows.len() as u32 + 1;
        for (nth, person) in self.people.iter().enumerate() {
            let cells = columns.iter().map(|column| self.cell(*column, person, nth == 0, running)).collect();
            sheet.push(cells);
        }
        first
    }

    /// A cell. What belongs to the household stands on its first row only, but for the code and the neighbourhood.
    fn cell(&self, column: Column, person: &Person<'_>, first: bool, running: usize) -> Cell {
        let (household, sex) = (self.household, person.resident.sex);
        match column {
            Column::Code => household.code.as_str().into(),
            Column::Neighbourhood => self.expected.neighbourhood.as_str().into(),
            Column::Head | Column::Person => person.name.as_str().into(),
            Column::Relation => person.resident.relation.label_vi(sex).into(),
            Column::Birth => person.birth.clone(),
            Column::BirthMale if sex == Sex::Male => person.birth.clone(),
            Column::BirthFemale if sex == Sex::Female => person.birth.clone(),
            Column::Male if sex == Sex::Male => "X".into(),
            Column::Female if sex == Sex::Female => "X".into(),
            Column::Ethnicity => if self.dirt.account.ends_with('7') { "Mường" } else { "Kinh" }.into(),
            Column::Religion => "Không".into(),
            _ if !first => Cell::Empty,
            Column::Stt => running.into(),
            Column::Address => self.expected.address.as_str().into(),
            Column::Phone => self.phone.clone(),
            Column::IdNumber if self.id_as_number => Cell::Number(self.dirt.id_number.parse().unwrap_or_default()),
            Column::IdNumber => self.dirt.id_number.as_str().into(),
            Column::Bank if self.dirt.account.ends_with(['0', '3', '5', '8']) => self.dirt.account.as_str().into(),
            Column::Category => self.expected.category.as_deref().unwrap_or_default().into(),
            Column::Count => self.expected.persons.into(),
            Column::Note => self.note.as_str().into(),
            Column::BirthMale | Column::BirthFemale | Column::Male | Column::Female | Column::Bank => Cell::Empty,
        }
    }
}

/// A name as the list has it: nothing, or in capitals, or with a form of address before it.
fn written_name(looks: &mut Dice, resident: &Resident, capitals: bool, dirt: &RowDirt, mess: &Mess) -> String {
    let is_head = resident.relation == Relation::Head;
    if is_head && dirt.no_name {
        return String::new();
    }
    let mut name = resident.name.clone();
    if is_head && looks.permille(mess.honorifics) {
        let address = match resident.sex {
            Sex::Male => ["Hộ ông", "hộ ông", "Ông"],
            Sex::Female => ["Hộ bà", "hộ bà", "Bà"],
        };
        name = format!("{} {name}", looks.pick(&address));
    }
    if capitals { name.to_uppercase() } else { name }
}

/// A year, "khoảng 1952", nothing; in a column for dates often a whole, invented date.
fn birth_cell(looks: &mut Dice, resident: &Resident, dirt: &RowDirt, mess: &Mess) -> Cell {
    let year = resident.birth_year;
    let (whole_date, says_unknown) = (looks.permille(400), looks.permille(400));
    let (day, month) = (looks.range(1, 28), looks.range(1, 12));
    let is_head = resident.relation == Relation::Head;
    if is_head && dirt.unknown_year {
        return if says_unknown { "không rõ".into() } else { Cell::Empty };
    }
    if is_head && dirt.says_about {
        return format!("khoảng {year}").into();
    }
    let years_only = mess.frame && mess.shape == Shape::PerHousehold;
    if whole_date && !years_only { format!("{day:02}/{month:02}/{year}").into() } else { Cell::Number(i64::from(year)) }
}
