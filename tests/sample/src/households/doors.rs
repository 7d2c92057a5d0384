//! What a volunteer should know before knocking.

use serde::Serialize;

use crate::dice::Dice;
use crate::units::CommuneKind;

/// When somebody is usually at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BestTime {
    /// Before noon.
    Morning,
    /// Around noon.
    Noon,
    /// From about 17:00.
    Evening,
    /// Saturday or Sunday.
    Weekend,
    /// Nobody has said.
    Unknown,
}

/// Facts about a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DoorFacts {
    /// There is a dog.
    pub dog: bool,
    /// The gate is locked by day: call before you come.
    pub call_first: bool,
    /// When to come.
    pub best_time: BestTime,
    /// A car gets to the door; else the last part is on foot or by motorbike.
    pub car_reaches: bool,
    /// Steps up to the door, which a wheelchair must get down.
    pub steps: u8,
}

impl DoorFacts {
    pub(crate) fn draw(dice: &mut Dice, deep: bool) -> Self {
        let best_time = match dice.weighted([18, 10, 34, 12, 26].into_iter()) {
            0 => BestTime::Morning,
            1 => BestTime::Noon,
            2 => BestTime::Evening,
            3 => BestTime::Weekend,
            _ => BestTime::Unknown,
        };
        Self {
            dog: dice.permille(280),
            call_first: dice.permille(150),
            best_time,
            car_reaches: dice.permille(if deep { 350 } else { 900 }),
            steps: dice.weighted([55, 15, 12, 10, 5, 3].into_iter()) as u8,
        }
    }
}

const BESIDE: [&str; 5] = ["cạnh", "đối diện", "sau", "gần", "cách 50 m"];
const LANDMARKS: [&str; 14] = [
    "nhà văn hóa",
    "trường mầm non",
    "cây đa đầu ngõ",
    "quán tạp hóa",
    "trạm biến áp",
    "chợ cũ",
    "giếng làng",
    "cổng chào",
    "sân bóng",
    "đình làng",
    "cầu nhỏ",
    "tiệm sửa xe",
    "vườn cau",
    "ao cá",
];

/// A landmark for four in ten homes of a ward, seven in ten of the country, where numbers are rare.
pub(super) fn landmark(dice: &mut Dice, kind: CommuneKind) -> Option<String> {
    let share = if kind == CommuneKind::Phuong { 400 } else { 700 };
    dice.permille(share).then(|| format!("{} {}", dice.pick(&BESIDE), dice.pick(&LANDMARKS)))
}
