//! What a column holds, guessed from its header by the wordings in `data/header_synonyms.json`.
//!
//! The lowest header cell decides; the cell above it only where that is missing or ambiguous. Forbidden beats all.

mod wordings;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::header::Label;
pub use wordings::{Forbidden, field_of, normal};

/// The meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Running number.
    Stt,
    /// The list's own key of a household: mã hộ, số phiếu, số hộ khẩu.
    HouseholdCode,
    /// Name of the head of the household, said so.
    HeadName,
    /// Family and middle names of the head.
    HeadFamily,
    /// Given name of the head.
    HeadGiven,
    /// A person's name; the head's where the list has no other.
    PersonName,
    /// Family and middle names of a person.
    Family,
    /// Given name of a person.
    Given,
    /// Relation to the head.
    Relation,
    /// Birth date or year.
    Birth,
    /// Day of birth in a column of its own.
    BirthDay,
    /// Month of birth in a column of its own.
    BirthMonth,
    /// Birth year, written here when the person is a man.
    BirthIfMale,
    /// Birth year, written here when the person is a woman.
    BirthIfFemale,
    /// Sex; understood so that it is taken for nothing else, and not kept.
    Sex,
    /// House number.
    HouseNo,
    /// Street or lane.
    Street,
    /// Address in one cell.
    Address,
    /// Thôn, tổ dân phố, phố…
    Neighbourhood,
    /// Number of people.
    MemberCount,
    /// Phone numbers.
    Phone,
    /// Kind of household: poor, near-poor, elderly…
    Category,
    /// Free text.
    Note,
    /// Known and not wanted (profession, e-mail…).
    Ignore,
    /// Must never be kept.
    Forbidden(Forbidden),
    /// Not understood: shown to the coordinator by its header, never by its cells.
    Unknown,
}

/// A column with its guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// From 0.
    pub index: u32,
    /// Its letters as a spreadsheet shows them.
    pub letters: String,
    /// Its header, levels joined by " / ".
    pub header: String,
    /// What it holds.
    pub field: Field,
}

/// Guesses all columns of a table together: neighbours decide some of them.
pub fn guess(labels: &[Label]) -> Vec<Column> {
    let mut columns: Vec<Column> = labels
        .iter()
        .map(|label| Column {
            index: label.column,
            letters: crate::book::letters(label.column),
            header: label.levels.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" / "),
            field: guess_one(label, labels),
        })
        .collect();
    settle_names(&mut columns);
    columns
}

fn guess_one(label: &Label, all: &[Label]) -> Field {
    let Some((bottom, above)) = label.levels.split_last() else { return Field::Unknown };
    let joined = label.levels.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
    // A title that spans the table ("Danh sách người khuyết tật") says nothing about each column under it.
    let narrow = || above.iter().filter(|l| l.span * 2 < all.len().max(2));
    let forbidden = [&bottom.text, &joined].into_iter().chain(narrow().map(|l| &l.text)).find_map(|text| {
        let found = field_of(text)?;
        matches!(found, Field::Forbidden(_)).then_some(found)
    });
    if let Some(forbidden) = forbidden {
        return forbidden;
    }
    let parents: Vec<Field> = above.iter().rev().filter_map(|l| field_of(&l.text)).collect();
    let of_head = normal(&joined).contains("chu ho");
    let with_head = |head, person| if of_head { head } else { person };
    match part(&bottom.text, all) {
        Some(Part::Day) => return Field::BirthDay,
        Some(Part::Month) => return Field::BirthMonth,
        Some(Part::Year) => return Field::Birth,
        Some(Part::Male) => return if parents.contains(&Field::Birth) { Field::BirthIfMale } else { Field::Sex },
        Some(Part::Female) => return if parents.contains(&Field::Birth) { Field::BirthIfFemale } else { Field::Sex },
        None => {}
    }
    match field_of(&bottom.text) {
        Some(Field::Given) => with_head(Field::HeadGiven, Field::Given),
        Some(Field::Family) => with_head(Field::HeadFamily, Field::Family),
        Some(Field::HeadName | Field::PersonName) => with_head(Field::HeadName, Field::PersonName),
        Some(field) => field,
        None => parents.first().copied().map_or(Field::Unknown, |parent| match parent {
            Field::HeadName | Field::PersonName if normal(&bottom.text) == "chu ho" => Field::HeadName,
            // "Số" under "Chủ hộ" or under a running number means nothing.
            Field::HeadName | Field::PersonName | Field::Stt | Field::Given | Field::Family => Field::Unknown,
            field => field,
        }),
    }
}

enum Part {
    Day,
    Month,
    Year,
    Male,
    Female,
}

/// "Ngày", "Tháng", "Năm", "Nam", "Nữ" as a whole header cell. Without accents "nam" is a year beside a month, else a
/// man.
fn part(text: &str, all: &[Label]) -> Option<Part> {
    let written = doorstep_core::text::clean(text).to_lowercase();
    let month = || all.iter().any(|l| l.levels.last().is_some_and(|b| normal(&b.text) == "thang"));
    match (normal(text).as_str(), written.as_str()) {
        ("ngay" | "ngay sinh", _) if month() => Some(Part::Day),
        ("thang" | "thang sinh", _) => Some(Part::Month),
        ("nu", _) => Some(Part::Female),
        ("nam", "năm") => Some(Part::Year),
        ("nam", _) => Some(if month() { Part::Year } else { Part::Male }),
        _ => None,
    }
}

/// A given name needs the family name's column beside it; alone it is the whole name.
fn settle_names(columns: &mut [Column]) {
    let fields: BTreeSet<Field> = columns.iter().map(|c| c.field).collect();
    for column in columns.iter_mut() {
        column.field = match column.field {
            Field::Given if !fields.contains(&Field::Family) => Field::PersonName,
            Field::HeadGiven if !fields.contains(&Field::HeadFamily) => Field::HeadName,
            Field::Family if !fields.contains(&Field::Given) => Field::PersonName,
            Field::HeadFamily if !fields.contains(&Field::HeadGiven) => Field::HeadName,
            field => field,
        };
    }
    // "Tên" beside a full name ("Họ và tên | Tên thường gọi") would be a second name.
    let named = |field| columns.iter().position(|c| c.field == field);
    if let (Some(first), true) =
        (named(Field::PersonName), columns.iter().filter(|c| c.field == Field::PersonName).count() > 1)
    {
        let best = columns
            .iter()
            .position(|c| c.field == Field::PersonName && normal(&c.header).contains("ho"))
            .unwrap_or(first);
        for (at, column) in columns.iter_mut().enumerate() {
            if column.field == Field::PersonName && at != best {
                column.field = Field::Unknown;
            }
        }
    }
}

/// Whether some column holds a name of a head or a person.
pub fn has_name(columns: &[Column]) -> bool {
    columns.iter().any(|c| {
        matches!(
            c.field,
            Field::HeadName | Field::PersonName | Field::Family | Field::Given | Field::HeadFamily | Field::HeadGiven
        )
    })
}

/// Whether a header cell is, as a whole, a known wording or one of the parts of a birth date or a sex.
pub fn is_wording(text: &str) -> bool {
    wordings::is_whole(&normal(text))
        || matches!(normal(text).as_str(), "ngay" | "thang" | "so" | "ma so" | "noi cap" | "ngay cap")
}
