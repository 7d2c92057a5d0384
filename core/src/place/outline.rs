//! The outline of a neighbourhood: no map of tổ dân phố exists, so the pins of its homes draw it.
//!
//! The outline is the convex hull of the pins. Which pins are its corners, and whether a home lies inside, is decided in
//! whole numbers, so that every device answers alike. One wrong pin would stretch a hull over half the ward; [`Strays`]
//! leaves such pins out.

use geo::{ConvexHull, Coord, GeodesicArea, Intersects, Line, LineString, MultiPoint, Polygon};

use super::Position;

/// What to do with pins far from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strays {
    /// Every pin counts.
    Keep,
    /// Leave out pins farther from the median centre than so many times the median distance from it.
    Drop {
        /// How many times the median distance; 0 counts as 1, so that half of the pins always remain.
        medians: u32,
        /// Never leave out a pin nearer than this, in metres: homes in one lane are no strays of each other.
        beyond_m: u32,
    },
}

/// Five times the median distance, and more than 300 m.
impl Default for Strays {
    fn default() -> Self {
        Self::Drop { medians: 5, beyond_m: 300 }
    }
}

/// The area that a set of pins spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    corners: Vec<Position>,
    strays: Vec<Position>,
}

impl Outline {
    /// The outline of these pins, in any order and number.
    pub fn around(pins: &[Position], strays: Strays) -> Self {
        let (kept, strays) = match strays {
            Strays::Keep => (pins.to_vec(), Vec::new()),
            Strays::Drop { medians, beyond_m } => without_strays(pins, medians.max(1), beyond_m),
        };
        Self { corners: hull(kept), strays }
    }

    /// The corners, counter-clockwise, each once. None for no pins; one or two where all pins are one point or lie on
    /// one line.
    pub fn corners(&self) -> &[Position] {
        &self.corners
    }

    /// Pins that were left out, in the order given: to be shown to the leader, they are probably wrong.
    pub fn strays(&self) -> &[Position] {
        &self.strays
    }

    /// Area in square metres, to the nearest one; 0 for a point or a line.
    pub fn area_m2(&self) -> u64 {
        if self.corners.len() < 3 {
            return 0;
        }
        let ring: LineString<f64> = self.corners.iter().map(|corner| corner.point()).collect();
        Polygon::new(ring, Vec::new()).geodesic_area_unsigned().round() as u64
    }

    /// Whether a position lies inside or on the border.
    pub fn covers(&self, position: Position) -> bool {
        let position = exact(position);
        match self.corners.as_slice() {
            [] => false,
            [only] => exact(*only) == position,
            [first, last] => Line::new(exact(*first), exact(*last)).intersects(&position),
            corners => {
                let ring: LineString<i128> = corners.iter().copied().map(exact).collect();
                Polygon::new(ring, Vec::new()).intersects(&position)
            }
        }
    }
}

/// The mean of the pins, for a label; `None` without pins.
pub fn centroid(pins: &[Position]) -> Option<Position> {
    let count = i64::try_from(pins.len()).ok().filter(|count| *count > 0)?;
    // Rounded to the nearest, so that the mean of equal pins is the pin.
    let mean = |sum: i64| (2 * sum + count).div_euclid(2 * count);
    let lat = mean(pins.iter().map(|pin| i64::from(pin.lat_e7)).sum());
    let lon = mean(pins.iter().map(|pin| i64::from(pin.lon_e7)).sum());
    Position::new(lat, lon).ok()
}

/// The median latitude and median longitude, which a few wrong pins cannot move far; `None` without pins. Of an even
/// number of pins the lower middle one counts.
pub fn median_centre(pins: &[Position]) -> Option<Position> {
    let lat_e7 = lower_median(pins.iter().map(|pin| pin.lat_e7).collect())?;
    let lon_e7 = lower_median(pins.iter().map(|pin| pin.lon_e7).collect())?;
    Some(Position { lat_e7, lon_e7 })
}

fn lower_median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

fn without_strays(pins: &[Position], medians: u32, beyond_m: u32) -> (Vec<Position>, Vec<Position>) {
    let Some(centre) = median_centre(pins) else { return (Vec::new(), Vec::new()) };
    let distances: Vec<u32> = pins.iter().map(|pin| pin.distance_m(centre)).collect();
    let median = lower_median(distances.clone()).unwrap_or_default();
    let limit = median.saturating_mul(medians).max(beyond_m);
    let (near, far): (Vec<_>, Vec<_>) = pins.iter().zip(distances).partition(|(_, distance)| *distance <= limit);
    let pins = |pairs: Vec<(&Position, u32)>| pairs.into_iter().map(|(pin, _)| *pin).collect();
    (pins(near), pins(far))
}

fn hull(mut pins: Vec<Position>) -> Vec<Position> {
    pins.sort_unstable();
    pins.dedup();
    let (Some(first), Some(last)) = (pins.first().copied(), pins.last().copied()) else { return pins };
    // On one line, the first and the last in order are its ends.
    if pins.iter().all(|pin| is_on_line(first, last, *pin)) {
        pins = vec![first, last];
        pins.dedup();
        return pins;
    }
    let points: MultiPoint<i128> = pins.iter().copied().map(exact).collect();
    let (LineString(ring), _) = points.convex_hull().into_inner();
    let corner = |coord: &Coord<i128>| Position::new(coord.y as i64, coord.x as i64).ok();
    // A ring ends where it begins: the last point is the first again.
    let open = ring.split_last().map_or(&[][..], |(_, open)| open);
    open.iter().filter_map(corner).collect()
}

fn is_on_line(first: Position, last: Position, pin: Position) -> bool {
    let (a, b, p) = (exact(first), exact(last), exact(pin));
    (b.x - a.x) * (p.y - a.y) == (b.y - a.y) * (p.x - a.x)
}

/// In numbers wide enough that no product of differences overflows.
fn exact(position: Position) -> Coord<i128> {
    Coord { x: position.lon_e7.into(), y: position.lat_e7.into() }
}
