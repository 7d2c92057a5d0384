//! Invented names of neighbourhoods, unique within a commune.

use std::collections::HashSet;

use crate::dice::Dice;
use crate::units::CommuneKind;

const FIRST: [&str; 24] = [
    "An", "Bình", "Cát", "Đông", "Tây", "Nam", "Bắc", "Hưng", "Lộc", "Phúc", "Tân", "Thanh", "Thành", "Quang", "Xuân",
    "Văn", "Vĩnh", "Yên", "Hòa", "Minh", "Ngọc", "Phú", "Đại", "Thọ",
];
const SECOND: [&str; 20] = [
    "Yên",
    "Sơn",
    "Hải",
    "Thịnh",
    "Lợi",
    "Khê",
    "Tiến",
    "Thắng",
    "Đồng",
    "Trung",
    "Châu",
    "Giang",
    "Lâm",
    "Mỹ",
    "Đức",
    "Long",
    "Xá",
    "Cầu",
    "Thượng",
    "Quý",
];

/// Deals names; none twice.
pub(super) struct Labels {
    kind: CommuneKind,
    used: HashSet<String>,
}

impl Labels {
    pub(super) fn new(kind: CommuneKind) -> Self {
        Self { kind, used: HashSet::new() }
    }

    /// The name of the `index`-th neighbourhood: a third of a ward's are numbered, the others have a name.
    pub(super) fn next(&mut self, dice: &mut Dice, index: usize) -> String {
        let word = match self.kind {
            CommuneKind::Phuong if dice.permille(333) => return format!("Tổ dân phố {}", index + 1),
            CommuneKind::Phuong => "Phố",
            CommuneKind::Xa | CommuneKind::DacKhu => match dice.weighted([70, 12, 18].into_iter()) {
                0 => "Thôn",
                1 => "Làng",
                _ => "Bản",
            },
        };
        for _ in 0..50 {
            let (first, second) = (dice.pick(&FIRST), dice.pick(&SECOND));
            if first == second {
                continue;
            }
            let name = format!("{first} {second}");
            if self.used.insert(name.clone()) {
                return format!("{word} {name}");
            }
        }
        format!("{word} {}", index + 1)
    }
}
