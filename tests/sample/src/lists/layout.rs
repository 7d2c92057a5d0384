//! A ward as the sheets of a list, and at the same time the truth about them.

use chrono::Datelike;
use unicode_normalization::UnicodeNormalization;

use super::columns::{self, Column};
use super::dirt::{RowDirt, cosmetics};
use super::grid::{Cell, Sheet};
use super::truth::Truth;
use super::{Grouping, List, Mess};
use crate::dice::{Dice, Topic};
use crate::households::Household;
use crate::ward::{NOTICE_EN, NOTICE_VI, SampleWard};

mod rows;

use rows::Rows;

/// Invented ID numbers (with or without their zero) and accounts.
const MUST_NOT_MATCH: [&str; 2] = [r"(?<!\d)0?99\d{9}(?!\d)", r"(?<!\d)9999\d{9}(?!\d)"];

pub(super) fn lay_out(ward: &SampleWard, mess: &Mess) -> List {
    let columns = columns::of(mess);
    let letters = || columns.iter().enumerate().map(|(i, column)| (columns::letter(i), *column));
    let truth = Truth {
        notice: format!("{NOTICE_VI} / {NOTICE_EN}"),
        columns: letters().collect(),
        forbidden: letters().filter(|(_, column)| column.is_forbidden()).map(|(letter, _)| letter).collect(),
        must_not_match: if mess.forbidden || mess.ids_in_notes > 0 { MUST_NOT_MATCH.to_vec() } else { Vec::new() },
        has_codes: mess.codes,
        ..Truth::default()
    };
    let mut pen = Pen { ward, mess, columns, truth };
    let groups = groups(ward, mess);
    let mut sheets = Vec::new();
    if mess.grouping == Grouping::Sheets {
        if mess.frame {
            sheets.push(summary(ward, &groups));
        }
        for (index, households) in groups.iter().enumerate() {
            sheets.push(pen.sheet(&ward.neighbourhoods[index].name, &[(index, households.as_slice())]));
        }
    } else {
        let all: Vec<(usize, &[&Household])> =
            groups.iter().enumerate().map(|(index, households)| (index, households.as_slice())).collect();
        sheets.push(pen.sheet("Danh sách", &all));
    }
    if mess.nfd {
        sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flatten().for_each(decompose);
    }
    List { sheets, truth: pen.truth }
}

fn decompose(cell: &mut Cell) {
    if let Cell::Text(text) = cell {
        *text = text.nfd().collect();
    }
}

/// The households of each neighbourhood, in the order of the list.
fn groups<'a>(ward: &'a SampleWard, mess: &Mess) -> Vec<Vec<&'a Household>> {
    let mut groups = vec![Vec::new(); ward.neighbourhoods.len()];
    for household in &ward.households {
        groups[household.neighbourhood].push(household);
    }
    if mess.shuffled {
        for (index, group) in groups.iter_mut().enumerate() {
            // No code is that large: this stream is nobody's.
            let stream = 1_000_000_000 + index as u64;
            Dice::new(mess.cosmetic_seed, &ward.commune.code, Topic::Cosmetics, stream).shuffle(group);
        }
    }
    groups
}

/// A first sheet with counts, in which no household stands.
fn summary(ward: &SampleWard, groups: &[Vec<&Household>]) -> Sheet {
    let mut sheet = Sheet::new("Tổng hợp");
    sheet.title(&[(0, NOTICE_VI)]);
    sheet.title(&[(0, "TỔNG HỢP SỐ HỘ")]);
    sheet.title(&[(0, "STT"), (1, "Thôn/TDP"), (2, "Số hộ"), (3, "Số khẩu")]);
    for (index, (place, group)) in ward.neighbourhoods.iter().zip(groups).enumerate() {
        let persons: usize = group.iter().map(|household| 1 + household.others.len()).sum();
        sheet.push(vec![(index + 1).into(), place.name.as_str().into(), group.len().into(), persons.into()]);
    }
    let total = vec![Cell::Empty, "Tổng cộng".into(), ward.households.len().into(), ward.resident_count().into()];
    sheet.push(total);
    sheet
}

/// What is needed while sheets are written.
struct Pen<'a> {
    ward: &'a SampleWard,
    mess: &'a Mess,
    columns: Vec<Column>,
    truth: Truth,
}

impl Pen<'_> {
    fn sheet(&mut self, name: &str, groups: &[(usize, &[&Household])]) -> Sheet {
        let mut sheet = Sheet::new(name);
        self.head(&mut sheet, groups);
        columns::write_header(&mut sheet, &self.columns, self.mess.frame);
        let mut rows = 0;
        for (nth, (neighbourhood, households)) in groups.iter().enumerate() {
            if self.mess.grouping == Grouping::GroupRows {
                let place = &self.ward.neighbourhoods[*neighbourhood].name;
                sheet.title(&[
                    (0, &roman(nth + 1)),
                    (1, place),
                    (self.columns.len() - 1, &format!("{} hộ", households.len())),
                ]);
                rows = 0;
            }
            rows = self.households(&mut sheet, *neighbourhood, households, rows);
        }
        if self.mess.frame {
            self.foot(&mut sheet, groups.iter().map(|group| group.1.len()).sum());
        }
        sheet
    }

    /// Writes households, those that stand twice once more at the end; returns the last running number.
    fn households(&mut self, sheet: &mut Sheet, neighbourhood: usize, households: &[&Household], from: usize) -> usize {
        let place = &self.ward.neighbourhoods[neighbourhood].name;
        let code = &self.ward.commune.code;
        let mut running = from;
        let mut twice = Vec::new();
        for household in households {
            let dirt = RowDirt::of(household, self.mess, code);
            let mut looks = cosmetics(household, self.mess, code);
            let stands_twice = dirt.twice;
            let rows = Rows::of(household, place, dirt, &mut looks, self.mess);
            running += 1;
            rows.write(sheet, &self.columns, running, &mut self.truth);
            if stands_twice {
                twice.push(rows);
            }
        }
        for rows in twice {
            running += 1;
            rows.write_again(sheet, &self.columns, running, &mut self.truth);
        }
        running
    }

    /// Quốc hiệu, notice and title; a list without frame has the notice alone.
    fn head(&self, sheet: &mut Sheet, groups: &[(usize, &[&Household])]) {
        let notice = format!("{NOTICE_VI} ({NOTICE_EN})");
        if !self.mess.frame {
            sheet.title(&[(0, &notice)]);
            return;
        }
        let last = self.columns.len() - 1;
        let right = last / 2 + 1;
        let commune = &self.ward.commune;
        let unit = format!("{} {}", commune.kind.word(), commune.name).to_uppercase();
        let place = match groups {
            [(index, _)] if self.mess.grouping == Grouping::Sheets => &self.ward.neighbourhoods[*index].name,
            _ => &unit,
        };
        let day = self.ward.campaign_day;
        sheet.title(&[(0, &format!("UBND {unit}")), (right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]);
        sheet.title(&[(right, "Độc lập - Tự do - Hạnh phúc")]);
        sheet.title(&[(0, &notice)]);
        sheet.title(&[(0, &format!("DANH SÁCH HỘ GIA ĐÌNH {}", place.to_uppercase()))]);
        let attached =
            format!("(Kèm theo Kế hoạch số 00/KH-UBND ngày {:02}/{:02}/{})", day.day(), day.month(), day.year());
        sheet.title(&[(0, &attached)]);
        sheet.merge(0, 0, 0, right - 1);
        for (row, from) in [(0, right), (1, right), (2, 0), (3, 0), (4, 0)] {
            sheet.merge(row, from, row, last);
        }
        sheet.push(Vec::new());
    }

    /// Total, signatures and the invented signers, whose names are no households.
    fn foot(&self, sheet: &mut Sheet, households: usize) {
        let last = self.columns.len() - 1;
        let name_column = 1 + usize::from(self.mess.codes);
        sheet.title(&[(name_column, "Tổng cộng"), (last, &format!("{households} hộ"))]);
        sheet.push(Vec::new());
        sheet.title(&[(name_column, "Người lập biểu"), (last - 3, "TM. ỦY BAN NHÂN DÂN")]);
        sheet.title(&[(name_column, "(Ký, ghi rõ họ tên)"), (last - 3, "CHỦ TỊCH")]);
        sheet.push(Vec::new());
        sheet.push(Vec::new());
        let mut names = self.ward.members.iter().map(|member| member.name.as_str());
        let (maker, chair) = (names.next().unwrap_or("Lê Văn Mẫu"), names.next().unwrap_or("Trần Thị Mẫu"));
        sheet.title(&[(name_column, maker), (last - 3, chair)]);
    }
}

/// Roman numerals, as groups are numbered.
fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn groups_are_numbered_as_romans_did() {
        assert_eq!([1, 4, 9, 14, 40, 218].map(super::roman), ["I", "IV", "IX", "XIV", "XL", "CCXVIII"]);
    }
}
