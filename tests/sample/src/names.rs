//! Personal names of invented people.
//!
//! Shares: surnames by judgement for Thanh Hóa, where no table was found (Nguyễn 28 %, Lê 19 %, …); given names after
//! published ranks of births 1991–2002, moved to older favourites for people over 45; "Văn" in a third of older men's
//! names, "Thị" in two thirds of women's. Two in a thousand names are unusual on purpose.

use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// Sex, as far as a list's columns and forms of address need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

/// Age from which a name is drawn from the older favourites.
const OLDER_FROM: i64 = 46;

/// Surnames with their share in a thousand.
pub(crate) const SURNAMES: [(&str, u32); 28] = [
    ("Nguyễn", 280),
    ("Lê", 190),
    ("Phạm", 75),
    ("Trần", 70),
    ("Trịnh", 50),
    ("Hoàng", 45),
    ("Vũ", 35),
    ("Đỗ", 32),
    ("Bùi", 30),
    ("Mai", 24),
    ("Đặng", 15),
    ("Ngô", 14),
    ("Hà", 13),
    ("Cao", 12),
    ("Lưu", 11),
    ("Đào", 11),
    ("Dương", 10),
    ("Hồ", 10),
    ("Phan", 9),
    ("Lương", 9),
    ("Tống", 8),
    ("Trương", 8),
    ("Đinh", 8),
    ("Đoàn", 7),
    ("Nghiêm", 6),
    ("Thiều", 6),
    ("Quách", 6),
    ("Hứa", 6),
];

const YOUNG_MEN: [(&str, u32); 30] = [
    ("Tuấn", 27),
    ("Hoàng", 25),
    ("Huy", 22),
    ("Anh", 21),
    ("Đức", 20),
    ("Minh", 20),
    ("Nam", 19),
    ("Long", 18),
    ("Dũng", 17),
    ("Hiếu", 17),
    ("Cường", 16),
    ("Thắng", 15),
    ("Hải", 15),
    ("Hùng", 14),
    ("Quân", 13),
    ("Sơn", 13),
    ("Trung", 12),
    ("Tùng", 12),
    ("Linh", 11),
    ("Mạnh", 11),
    ("Phúc", 10),
    ("Khánh", 10),
    ("Bảo", 9),
    ("Đạt", 9),
    ("Kiên", 9),
    ("Việt", 8),
    ("Thành", 8),
    ("Quang", 8),
    ("Vinh", 7),
    ("Khôi", 6),
];

const OLDER_MEN: [(&str, u32); 30] = [
    ("Hùng", 34),
    ("Dũng", 32),
    ("Sơn", 28),
    ("Bình", 26),
    ("Thành", 22),
    ("Hải", 20),
    ("Long", 18),
    ("Tuấn", 17),
    ("Thanh", 16),
    ("Minh", 16),
    ("Cường", 15),
    ("Lợi", 14),
    ("Thắng", 14),
    ("Hòa", 13),
    ("Quang", 13),
    ("Tâm", 12),
    ("Chung", 12),
    ("Toàn", 11),
    ("Khang", 10),
    ("Xuân", 10),
    ("Tiến", 10),
    ("Lâm", 9),
    ("Đông", 9),
    ("Hồng", 8),
    ("Thọ", 8),
    ("Phúc", 7),
    ("Nhân", 7),
    ("Bảy", 6),
    ("Thuận", 6),
    ("Mậu", 5),
];

const YOUNG_WOMEN: [(&str, u32); 30] = [
    ("Trang", 42),
    ("Thảo", 35),
    ("Linh", 30),
    ("Anh", 26),
    ("Hương", 24),
    ("Huyền", 23),
    ("Ngọc", 21),
    ("Hà", 20),
    ("Phương", 20),
    ("Thu", 18),
    ("Nhung", 17),
    ("Hằng", 16),
    ("Mai", 16),
    ("Yến", 14),
    ("Dung", 14),
    ("Quỳnh", 13),
    ("Nga", 12),
    ("Oanh", 12),
    ("Vân", 11),
    ("Thủy", 11),
    ("Hiền", 11),
    ("Giang", 10),
    ("Ngân", 10),
    ("My", 9),
    ("Chi", 9),
    ("Diệp", 8),
    ("Uyên", 8),
    ("Trinh", 7),
    ("Hạnh", 7),
    ("Lan", 6),
];

const OLDER_WOMEN: [(&str, u32); 30] = [
    ("Hoa", 36),
    ("Lan", 34),
    ("Hương", 30),
    ("Nga", 26),
    ("Hồng", 22),
    ("Thanh", 20),
    ("Hà", 19),
    ("Bình", 17),
    ("Liên", 17),
    ("Mai", 16),
    ("Thủy", 15),
    ("Tuyết", 15),
    ("Loan", 14),
    ("Minh", 13),
    ("Xuân", 13),
    ("Thu", 12),
    ("Hạnh", 12),
    ("Hiền", 11),
    ("Nhung", 10),
    ("Sen", 9),
    ("Thơm", 9),
    ("Lý", 8),
    ("Tâm", 8),
    ("Mận", 7),
    ("Hợi", 7),
    ("Tý", 6),
    ("Vui", 6),
    ("Bé", 5),
    ("Gái", 5),
    ("Nụ", 5),
];

const MEN_MIDDLE: [&str; 18] = [
    "Đức", "Xuân", "Minh", "Hữu", "Quang", "Ngọc", "Đình", "Thanh", "Công", "Duy", "Trọng", "Bá", "Mạnh", "Anh",
    "Tuấn", "Sỹ", "Viết", "Hồng",
];
const WOMEN_MIDDLE: [&str; 14] =
    ["Thu", "Ngọc", "Thanh", "Minh", "Hồng", "Phương", "Kim", "Thùy", "Khánh", "Bảo", "Quỳnh", "Hải", "Lan", "Mỹ"];

/// Names that careless software takes for a total, a word of a header or no name at all.
const UNUSUAL_MEN: [&str; 6] =
    ["Tống Công Long", "Tống Công Tuyên", "Lê Văn Ước", "Trần Ất", "Ất", "Nguyễn Lê Hoàng Bảo Khang"];
const UNUSUAL_WOMEN: [&str; 6] =
    ["Nguyễn Thị Tổng", "Lê Thị Ước", "Phạm Thị Số", "Út", "Nguyễn Trần Thị Bảo Ngọc", "Hoàng Thị Hộ"];

fn from_table<'a>(dice: &mut Dice, table: &[(&'a str, u32)]) -> &'a str {
    table[dice.weighted(table.iter().map(|row| row.1))].0
}

/// A surname.
pub(crate) fn surname(dice: &mut Dice) -> &'static str {
    from_table(dice, &SURNAMES)
}

/// Family, middle and given name of somebody of this age, NFC.
pub(crate) fn full_name(dice: &mut Dice, sex: Sex, age: i64, surname: &str) -> String {
    if dice.permille(2) {
        return dice.pick(if sex == Sex::Male { &UNUSUAL_MEN } else { &UNUSUAL_WOMEN }).to_owned();
    }
    let older = age >= OLDER_FROM;
    let given = match (sex, older) {
        (Sex::Male, false) => from_table(dice, &YOUNG_MEN),
        (Sex::Male, true) => from_table(dice, &OLDER_MEN),
        (Sex::Female, false) => from_table(dice, &YOUNG_WOMEN),
        (Sex::Female, true) => from_table(dice, &OLDER_WOMEN),
    };
    let middle = match sex {
        Sex::Male if dice.permille(if older { 333 } else { 120 }) => "Văn",
        Sex::Male => dice.pick(&MEN_MIDDLE),
        Sex::Female if dice.permille(667) => "Thị",
        Sex::Female => dice.pick(&WOMEN_MIDDLE),
    };
    // "Thanh Thanh" and "Anh Anh" exist, but read like a slip in a list of invented people.
    if middle == given { format!("{surname} {given}") } else { format!("{surname} {middle} {given}") }
}

/// The given name, by which people are addressed and lists are sorted: the last word.
pub fn given_name(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}
