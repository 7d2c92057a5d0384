//! Where the ward lies: bounding box, squads, neighbourhoods and their lanes.
//!
//! In Thanh Hóa the box is the commune's own (approximate, wider than the commune). Elsewhere it is **made up** around a
//! rough centre of the province, and [`BoxOrigin::Invented`] says so.

use serde::Serialize;

use crate::dice::{Dice, Topic, share};
use crate::units::{self, Commune, CommuneKind};

mod boxes;
mod labels;
mod lanes;

pub use boxes::{BoundingBox, BoxOrigin, Point};
pub use lanes::{Lane, LaneKind};

use labels::Labels;

/// Households of a neighbourhood, on average: the least a new one needs is 250 (thôn) or 300 (tổ dân phố).
const USUAL_HOUSEHOLDS: usize = 275;
/// Centres of neighbourhoods keep this distance where the box allows it, metres.
const CENTRES_APART_M: i64 = 350;
/// Households of a squad where no former unit gives its shape.
const SQUAD_HOUSEHOLDS: usize = 2_000;

/// A team that looks after some neighbourhoods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Squad {
    /// `Đội Quảng Hưng`.
    pub name: String,
    /// The unit before July 2025 whose area it covers, if the table knows it.
    pub former_unit: Option<String>,
    /// Indices into [`crate::SampleWard::neighbourhoods`].
    pub neighbourhoods: Vec<usize>,
}

/// A tổ dân phố, phố, thôn, làng or bản. Its name is invented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neighbourhood {
    /// With its word: `Phố Thành Yên`; unique in the commune.
    pub name: String,
    /// Index into [`crate::SampleWard::squads`].
    pub squad: usize,
    /// Middle of its homes.
    pub centre: Point,
    /// Three to six roads and alleys on which its homes stand.
    pub lanes: Vec<Lane>,
    /// How many households it has.
    pub households: usize,
}

/// The ground of a ward.
pub(crate) struct Ground {
    pub(crate) bounds: BoundingBox,
    pub(crate) origin: BoxOrigin,
    pub(crate) label: Point,
    pub(crate) centres_apart_m: i64,
    pub(crate) squads: Vec<Squad>,
    pub(crate) neighbourhoods: Vec<Neighbourhood>,
}

/// How many households fit this commune if nobody says: published or estimated for two, else by kind and code.
pub(crate) fn usual_households(commune: &Commune) -> usize {
    match commune.code.as_str() {
        "16522" => 14_000,
        "15127" => 7_300,
        code => {
            let middle = match commune.kind {
                CommuneKind::Phuong => 9_000,
                CommuneKind::Xa => 4_500,
                CommuneKind::DacKhu => 3_000,
            };
            let mut dice = Dice::new(0, code, Topic::Box, 1);
            middle * dice.range(70, 130) as usize / 100
        }
    }
}

/// Lays out a commune for so many households.
pub(crate) fn ground(commune: &Commune, households: usize, seed: u64) -> Ground {
    let former = units::surveyed(&commune.code).map(|row| row.old_units()).unwrap_or_default();
    let squad_count = if former.len() > 1 { former.len() } else { households.div_ceil(SQUAD_HOUSEHOLDS).clamp(1, 40) };
    let count = ((households + USUAL_HOUSEHOLDS / 2) / USUAL_HOUSEHOLDS).max(squad_count);

    let (bounds, label, origin) = boxes::of(commune, count);
    let mut dice = Dice::new(seed, &commune.code, Topic::Neighbourhoods, 0);
    let (centres, centres_apart_m) = scatter(&mut dice, bounds, count);
    let per_squad = squad_sizes(&mut dice, squad_count, count);
    let squad_of = divide(bounds, &centres, &per_squad);
    let sizes = sizes(&mut dice, households, count);

    let mut squads: Vec<Squad> = (0..squad_count)
        .map(|nth| {
            let former_unit = if former.len() > 1 { former.get(nth).cloned() } else { None };
            let name = former_unit.as_ref().map_or_else(|| format!("Đội {}", nth + 1), |unit| format!("Đội {unit}"));
            Squad { name, former_unit, neighbourhoods: Vec::new() }
        })
        .collect();
    // In the order of squads, as a ward's own list is.
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&i| (squad_of[i], i));
    let mut labels = Labels::new(commune.kind);
    let neighbourhoods = order
        .into_iter()
        .enumerate()
        .map(|(index, i)| {
            let squad = squad_of[i];
            squads[squad].neighbourhoods.push(index);
            let mut dice = Dice::new(seed, &commune.code, Topic::Neighbourhoods, 1 + index as u64);
            let name = labels.next(&mut dice, index);
            let lanes = lanes::around(&mut dice, commune.kind, centres[i]);
            Neighbourhood { name, squad, centre: centres[i], lanes, households: sizes[index] }
        })
        .collect();
    Ground { bounds, origin, label, centres_apart_m, squads, neighbourhoods }
}

/// Centres by rejection; where a small box refuses a hundred times in a row, the distance shrinks by a tenth.
fn scatter(dice: &mut Dice, bounds: BoundingBox, count: usize) -> (Vec<Point>, i64) {
    let inner = bounds.shrunk_by_metres(300);
    let mut centres: Vec<Point> = Vec::with_capacity(count);
    let mut apart = CENTRES_APART_M;
    let mut refused = 0;
    while centres.len() < count {
        let point = inner.random_point(dice);
        if centres.iter().all(|centre| centre.metres_to_at_least(point, apart)) {
            centres.push(point);
            refused = 0;
        } else {
            refused += 1;
            if refused == 100 + count {
                apart = apart * 9 / 10;
                refused = 0;
            }
        }
    }
    (centres, apart)
}

/// How many neighbourhoods each squad gets: five to nine where the numbers allow it.
fn squad_sizes(dice: &mut Dice, squads: usize, neighbourhoods: usize) -> Vec<usize> {
    let mut sizes: Vec<usize> = (0..squads).map(|nth| (neighbourhoods + nth) / squads).collect();
    for _ in 0..2 * squads {
        let (from, to) = (dice.below(squads), dice.below(squads));
        let usual = neighbourhoods / squads;
        if from != to && sizes[from] > (usual * 3 / 4).max(1) && sizes[to] < usual * 5 / 4 {
            sizes[from] -= 1;
            sizes[to] += 1;
        }
    }
    sizes
}

/// Gives each centre to a squad, so that a squad's neighbourhoods lie together: strips from west to east, filled in turn.
fn divide(bounds: BoundingBox, centres: &[Point], per_squad: &[usize]) -> Vec<usize> {
    // Strips of about two squads each, alternating direction, like the lines of a ploughed field.
    let strips = (per_squad.len() as i64 + 1) / 2;
    let width = (bounds.max_lon - bounds.min_lon) / strips.max(1) + 1;
    let mut order: Vec<usize> = (0..centres.len()).collect();
    order.sort_by_key(|&i| {
        let strip = (centres[i].lon - bounds.min_lon) / width;
        (strip, if strip % 2 == 0 { centres[i].lat } else { -centres[i].lat })
    });
    let mut squad_of = vec![0; centres.len()];
    let mut walk = order.into_iter();
    for (squad, &size) in per_squad.iter().enumerate() {
        for i in walk.by_ref().take(size) {
            squad_of[i] = squad;
        }
    }
    squad_of
}

/// Households of each neighbourhood: around the usual with a spread of 25; one is small (110), one large (420).
fn sizes(dice: &mut Dice, households: usize, count: usize) -> Vec<usize> {
    let mut weights: Vec<usize> =
        (0..count).map(|_| (USUAL_HOUSEHOLDS as i64 + dice.normal(25)).clamp(200, 350) as usize).collect();
    if count >= 10 {
        let small = dice.below(count);
        let large = (small + 1 + dice.below(count - 1)) % count;
        weights[small] = 110;
        weights[large] = 420;
    }
    share(households, &weights)
}
