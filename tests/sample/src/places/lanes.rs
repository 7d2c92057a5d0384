//! The roads and alleys of a neighbourhood, and where homes stand on them.

use serde::Serialize;

use super::Point;
use crate::dice::Dice;
use crate::units::CommuneKind;

/// What a lane is called after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LaneKind {
    /// A road with a name: `đường Hải Thượng`.
    Road,
    /// An alley off the road, with its number.
    Alley {
        /// Ngõ so-and-so.
        number: u32,
    },
    /// A village path without numbers.
    Path,
}

/// A road, alley or path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// Road, alley or path.
    pub kind: LaneKind,
    /// Name of the road it is, or off which it goes; the hamlet (`Xóm 3`) for a path.
    pub name: String,
    /// Its middle.
    pub middle: Point,
    /// Direction in thousandths: east and north of a step of about 1,000.
    direction: (i64, i64),
}

const ROADS: [&str; 26] = [
    "Lê Lợi",
    "Hải Thượng",
    "Trần Phú",
    "Nguyễn Trãi",
    "Lý Thường Kiệt",
    "Hàm Nghi",
    "Đinh Công Tráng",
    "Lê Hoàn",
    "Triệu Quốc Đạt",
    "Nguyễn Du",
    "Phan Bội Châu",
    "Cao Bá Quát",
    "Hoàng Văn Thụ",
    "Quang Trung",
    "Tô Vĩnh Diện",
    "Võ Nguyên Giáp",
    "Đào Duy Từ",
    "Lê Thánh Tông",
    "Bùi Thị Xuân",
    "Mai An Tiêm",
    "Nguyễn Thiếp",
    "Tản Đà",
    "Trần Hưng Đạo",
    "Ngô Từ",
    "Lê Lai",
    "Phạm Ngũ Lão",
];

/// Eight directions of the half circle, length 1,000.
const DIRECTIONS: [(i64, i64); 8] =
    [(1000, 0), (924, 383), (707, 707), (383, 924), (0, 1000), (-383, 924), (-707, 707), (-924, 383)];

/// Spread of homes along a lane, metres.
const ALONG_M: i64 = 120;

/// Three to six lanes around a centre.
pub(super) fn around(dice: &mut Dice, kind: CommuneKind, centre: Point) -> Vec<Lane> {
    let road = dice.pick(&ROADS);
    (0..dice.range(3, 6))
        .map(|nth| {
            let (kind, name) = match kind {
                CommuneKind::Phuong if nth == 0 => (LaneKind::Road, road.to_owned()),
                CommuneKind::Phuong => {
                    (LaneKind::Alley { number: 3 + 14 * nth as u32 + dice.below(12) as u32 }, road.to_owned())
                }
                CommuneKind::Xa | CommuneKind::DacKhu => (LaneKind::Path, format!("Xóm {}", nth + 1)),
            };
            let middle = centre.moved(dice.normal(50), dice.normal(50));
            Lane { kind, name, middle, direction: DIRECTIONS[dice.below(DIRECTIONS.len())] }
        })
        .collect()
}

impl Lane {
    /// Where the next home stands: normally along the lane, a few metres beside it.
    pub(crate) fn home(&self, dice: &mut Dice) -> Point {
        let along = dice.normal(ALONG_M);
        let beside = if dice.permille(500) { dice.range(4, 14) } else { -dice.range(4, 14) };
        let (east, north) = self.direction;
        self.middle.moved((along * east - beside * north) / 1000, (along * north + beside * east) / 1000)
    }
}
