//! The columns of a list and their headers.

use serde::Serialize;

use super::grid::Sheet;
use super::{Grouping, Mess, Shape};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Running number.
    Stt,
    /// Household code.
    Code,
    /// Name of the head, one row a household.
    Head,
    /// Name of a person, one row a person.
    Person,
    /// Kinship to the head.
    Relation,
    /// Year of birth of men.
    BirthMale,
    /// Year of birth of women.
    BirthFemale,
    /// Date or year of birth.
    Birth,
    /// X for men.
    Male,
    /// X for women.
    Female,
    /// One line.
    Address,
    /// With its word.
    Neighbourhood,
    /// One or two numbers.
    Phone,
    /// Forbidden: CCCD.
    IdNumber,
    /// Forbidden: bank account.
    Bank,
    /// Forbidden: ethnicity.
    Ethnicity,
    /// Forbidden, and hidden.
    Religion,
    /// Poor or near-poor.
    Category,
    /// Persons of the household.
    Count,
    /// Free text.
    Note,
}

impl Column {
    /// Upper and lower header; the lower is empty where the column has one header over both rows.
    pub fn header(self) -> (&'static str, &'static str) {
        match self {
            Self::Stt => ("STT", ""),
            Self::Code => ("Mã hộ", ""),
            Self::Head => ("Họ và tên chủ hộ", ""),
            Self::Person => ("Họ và tên", ""),
            Self::Relation => ("Quan hệ với chủ hộ", ""),
            Self::BirthMale => ("Năm sinh", "Nam"),
            Self::BirthFemale => ("Năm sinh", "Nữ"),
            Self::Birth => ("Ngày, tháng, năm sinh", ""),
            Self::Male => ("Giới tính", "Nam"),
            Self::Female => ("Giới tính", "Nữ"),
            Self::Address => ("Địa chỉ", ""),
            Self::Neighbourhood => ("Thôn/TDP", ""),
            Self::Phone => ("Số điện thoại", ""),
            Self::IdNumber => ("Số CCCD", ""),
            Self::Bank => ("Số tài khoản", ""),
            Self::Ethnicity => ("Dân tộc", ""),
            Self::Religion => ("Tôn giáo", ""),
            Self::Category => ("Đối tượng", ""),
            Self::Count => ("Số khẩu", ""),
            Self::Note => ("Ghi chú", ""),
        }
    }

    /// Whether nothing of this column may ever be stored, logged or shown.
    pub fn is_forbidden(self) -> bool {
        matches!(self, Self::IdNumber | Self::Bank | Self::Ethnicity | Self::Religion)
    }
}

/// The columns of a list, left to right.
pub(super) fn of(mess: &Mess) -> Vec<Column> {
    let mut columns = vec![Column::Stt];
    columns.extend(mess.codes.then_some(Column::Code));
    match (mess.shape, mess.frame) {
        (Shape::PerHousehold, true) => columns.extend([Column::Head, Column::BirthMale, Column::BirthFemale]),
        (Shape::PerHousehold, false) => columns.extend([Column::Head, Column::Birth]),
        (Shape::PerMember, true) => {
            columns.extend([Column::Person, Column::Relation, Column::Birth, Column::Male, Column::Female]);
        }
        (Shape::PerMember, false) => columns.extend([Column::Person, Column::Relation, Column::Birth]),
    }
    columns.extend(mess.forbidden.then_some(Column::IdNumber));
    columns.extend((mess.grouping == Grouping::Column).then_some(Column::Neighbourhood));
    columns.push(Column::Address);
    columns.push(Column::Phone);
    if mess.forbidden {
        columns.extend([Column::Ethnicity, Column::Religion, Column::Bank]);
    }
    columns.push(Column::Category);
    if mess.shape == Shape::PerHousehold {
        columns.push(Column::Count);
    }
    columns.push(Column::Note);
    columns
}

/// Letter of the column, from 0: `A`. No list of ours has more than 26.
pub(super) fn letter(index: usize) -> String {
    char::from(b'A' + (index % 26) as u8).to_string()
}

/// Writes the header: two merged rows and the numbers of the columns in a frame, else one row.
pub(super) fn write_header(sheet: &mut Sheet, columns: &[Column], frame: bool) {
    let top = sheet.rows.len();
    let uppers: Vec<(usize, &str)> = columns.iter().enumerate().map(|(i, column)| (i, column.header().0)).collect();
    let hidden = columns.iter().position(|column| *column == Column::Religion);
    sheet.hidden_columns.extend(hidden.map(|index| index as u16));
    if !frame {
        sheet.title(&uppers);
        return;
    }
    // The right half of a pair is covered by the left: its text stands there only.
    let right_of_pair = |i: usize| i > 0 && !columns[i].header().1.is_empty() && uppers[i].1 == uppers[i - 1].1;
    let shown: Vec<(usize, &str)> = uppers.iter().copied().filter(|&(i, _)| !right_of_pair(i)).collect();
    sheet.title(&shown);
    let lowers: Vec<(usize, &str)> = columns.iter().enumerate().map(|(i, column)| (i, column.header().1)).collect();
    sheet.title(&lowers);
    let mut numbers = Vec::with_capacity(columns.len());
    let mut number = 0;
    for (i, column) in columns.iter().enumerate() {
        let paired = !column.header().1.is_empty();
        if right_of_pair(i) {
            sheet.merge(top, i - 1, top, i);
        } else {
            number += 1;
            if !paired {
                sheet.merge(top, i, top + 1, i);
            }
        }
        let suffix = if !paired {
            ""
        } else if right_of_pair(i) {
            "b"
        } else {
            "a"
        };
        numbers.push(format!("({number}{suffix})"));
    }
    let numbers: Vec<(usize, &str)> = numbers.iter().enumerate().map(|(i, text)| (i, text.as_str())).collect();
    sheet.title(&numbers);
}
