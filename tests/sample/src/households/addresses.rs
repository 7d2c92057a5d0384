//! Addresses: house number, ngõ, ngách, road; lots; or, in the country, hardly anything.

use serde::Serialize;

use crate::dice::Dice;
use crate::places::{Lane, LaneKind};

/// The parts of an address; what a home lacks is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Số nhà: `12`, `45A`.
    pub house_no: Option<String>,
    /// Ngõ.
    pub alley: Option<String>,
    /// Ngách.
    pub sub_alley: Option<String>,
    /// Đường, without the word.
    pub road: Option<String>,
    /// Lot of a site that has no street name yet: `Lô 10, MB 20`.
    pub lot: Option<String>,
    /// Hamlet: `Xóm 3`.
    pub hamlet: Option<String>,
    /// Name of the neighbourhood, with its word.
    pub neighbourhood: String,
}

impl Address {
    /// The address of the `door`-th home of a lane.
    pub(crate) fn draw(dice: &mut Dice, lane: &Lane, neighbourhood: &str, door: u32) -> Self {
        let mut address = Self { neighbourhood: neighbourhood.to_owned(), ..Self::default() };
        if !matches!(lane.kind, LaneKind::Path) && dice.permille(30) {
            // The door in the lot keeps it apart from all others of its lane.
            address.lot = Some(format!("Lô {door}, MB {}", dice.range(20, 900)));
            return address;
        }
        // Odd on the left, even on the right: counting both sides together gives 1, 2, 3, …
        let number = if dice.permille(50) { format!("{door}{}", dice.pick(&["A", "B"])) } else { door.to_string() };
        match lane.kind {
            LaneKind::Road => {
                address.house_no = Some(number);
                address.road = Some(lane.name.clone());
            }
            LaneKind::Alley { number: alley } => {
                address.house_no = Some(number);
                address.alley = Some(alley.to_string());
                address.sub_alley = dice.permille(150).then(|| dice.range(1, 20).to_string());
                address.road = Some(lane.name.clone());
            }
            LaneKind::Path => {
                address.house_no = dice.permille(300).then_some(number);
                address.hamlet = Some(lane.name.clone());
            }
        }
        address
    }

    /// Whether a car may not get through.
    pub(crate) fn is_deep(&self) -> bool {
        self.alley.is_some() || self.sub_alley.is_some()
    }

    /// One line without the neighbourhood: `34/5/12 Hải Thượng`, `12 ngõ 34 đường Lê Lợi`, `Lô 10, MB 20`, `Xóm 3`.
    pub fn line(&self) -> String {
        if let Some(lot) = &self.lot {
            return lot.clone();
        }
        let house = self.house_no.as_deref();
        let road = self.road.as_deref().unwrap_or_default();
        match (&self.alley, &self.sub_alley, house, &self.hamlet) {
            (Some(alley), Some(sub), Some(house), _) => format!("{alley}/{sub}/{house} {road}"),
            (Some(alley), None, Some(house), _) => format!("{house} ngõ {alley} đường {road}"),
            (_, _, Some(house), Some(hamlet)) => format!("Nhà {house}, {hamlet}"),
            (_, _, None, Some(hamlet)) => hamlet.clone(),
            (_, _, Some(house), None) => format!("{house} đường {road}"),
            _ => road.to_owned(),
        }
    }
}
