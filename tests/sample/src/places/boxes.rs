//! Points and boxes in whole 1e-7 degrees, and the metres between them.

use serde::Serialize;

use crate::dice::{Dice, Topic};
use crate::units::{self, Commune, CommuneKind};

/// 1e-7 degrees of latitude in ten kilometres: a degree is about 111,320 m.
const UNITS_PER_10_KM: i64 = 898_311;

/// A place on earth (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Point {
    /// Latitude, 1e-7 degrees.
    pub lat: i64,
    /// Longitude, 1e-7 degrees.
    pub lon: i64,
}

/// The smallest box around a ward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BoundingBox {
    /// Southern edge, 1e-7 degrees.
    pub min_lat: i64,
    /// Northern edge.
    pub max_lat: i64,
    /// Western edge.
    pub min_lon: i64,
    /// Eastern edge.
    pub max_lon: i64,
}

/// Where a box comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum BoxOrigin {
    /// From the table of Thanh Hóa: approximate.
    Table,
    /// Made up around this point, which is near the middle of the province and nothing more.
    Invented {
        /// The stated centre.
        centre: Point,
    },
}

/// Metres north as units of latitude.
fn metres_to_lat(metres: i64) -> i64 {
    metres * UNITS_PER_10_KM / 10_000
}

/// cos(latitude) in millionths, by its series: only sums and products, so the same everywhere.
fn cos_millionths(lat: i64) -> i64 {
    let x = lat as f64 * 1e-7 * (std::f64::consts::PI / 180.0);
    let square = x * x;
    ((1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0) * 1e6) as i64
}

impl Point {
    /// This point moved so many metres east and north.
    pub fn moved(self, east_m: i64, north_m: i64) -> Self {
        let lon = metres_to_lat(east_m) * 1_000_000 / cos_millionths(self.lat);
        Self { lat: self.lat + metres_to_lat(north_m), lon: self.lon + lon }
    }

    /// Metres east and north from here to there; good to a metre within a commune.
    pub fn metres_to(self, there: Self) -> (i64, i64) {
        let east = (there.lon - self.lon) * cos_millionths(self.lat) / 1_000_000;
        (east * 10_000 / UNITS_PER_10_KM, (there.lat - self.lat) * 10_000 / UNITS_PER_10_KM)
    }

    /// Whether the other point is at least so many metres away.
    pub fn metres_to_at_least(self, there: Self, metres: i64) -> bool {
        let (east, north) = self.metres_to(there);
        east * east + north * north >= metres * metres
    }
}

impl BoundingBox {
    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, point: Point) -> bool {
        (self.min_lat..=self.max_lat).contains(&point.lat) && (self.min_lon..=self.max_lon).contains(&point.lon)
    }

    /// The point, brought to the nearest place inside.
    pub(crate) fn clamp(&self, point: Point) -> Point {
        Point { lat: point.lat.clamp(self.min_lat, self.max_lat), lon: point.lon.clamp(self.min_lon, self.max_lon) }
    }

    /// A smaller box, so many metres inside, but never less than the middle half.
    pub(crate) fn shrunk_by_metres(&self, metres: i64) -> Self {
        let lat = metres_to_lat(metres).min((self.max_lat - self.min_lat) / 4);
        let lon = metres_to_lat(metres).min((self.max_lon - self.min_lon) / 4);
        Self {
            min_lat: self.min_lat + lat,
            max_lat: self.max_lat - lat,
            min_lon: self.min_lon + lon,
            max_lon: self.max_lon - lon,
        }
    }

    pub(crate) fn random_point(&self, dice: &mut Dice) -> Point {
        Point { lat: dice.range(self.min_lat, self.max_lat), lon: dice.range(self.min_lon, self.max_lon) }
    }
}

/// Box, label point and origin for a commune of so many neighbourhoods.
pub(super) fn of(commune: &Commune, neighbourhoods: usize) -> (BoundingBox, Point, BoxOrigin) {
    if let Some(row) = units::surveyed(&commune.code) {
        let units = |degrees: f64| (degrees * 1e7).round() as i64;
        let bounds = BoundingBox {
            min_lat: units(row.bbox_min_lat),
            max_lat: units(row.bbox_max_lat),
            min_lon: units(row.bbox_min_lon),
            max_lon: units(row.bbox_max_lon),
        };
        return (bounds, Point { lat: units(row.label_lat), lon: units(row.label_lon) }, BoxOrigin::Table);
    }
    let middle = province_middle(&commune.province_code);
    // Up to about 25 km from the middle of the province, by the code alone: all seeds agree where a commune lies.
    let mut dice = Dice::new(0, &commune.code, Topic::Box, 0);
    let centre = middle.moved(dice.range(-25_000, 25_000), dice.range(-25_000, 25_000));
    let square_km_each = if commune.kind == CommuneKind::Phuong { 1.0 } else { 1.6 };
    let half_m = ((neighbourhoods.max(4) as f64 * square_km_each).sqrt() * 500.0) as i64;
    let (low, high) = (centre.moved(-half_m, -half_m), centre.moved(half_m, half_m));
    let bounds = BoundingBox { min_lat: low.lat, max_lat: high.lat, min_lon: low.lon, max_lon: high.lon };
    (bounds, centre, BoxOrigin::Invented { centre })
}

/// A rough middle of each province, tenths of degrees (latitude, longitude), read off a map: for sample data only.
const PROVINCE_MIDDLES: [(&str, i64, i64); 34] = [
    ("01", 210, 1057),
    ("04", 227, 1061),
    ("08", 224, 1050),
    ("11", 217, 1031),
    ("12", 223, 1032),
    ("14", 212, 1041),
    ("15", 220, 1043),
    ("19", 219, 1058),
    ("20", 218, 1066),
    ("22", 213, 1072),
    ("24", 213, 1064),
    ("25", 210, 1053),
    ("31", 208, 1065),
    ("33", 206, 1063),
    ("37", 203, 1060),
    ("38", 200, 1053),
    ("40", 192, 1049),
    ("42", 183, 1057),
    ("44", 172, 1066),
    ("46", 164, 1075),
    ("48", 157, 1079),
    ("51", 147, 1083),
    ("52", 139, 1085),
    ("56", 121, 1090),
    ("66", 129, 1085),
    ("68", 117, 1081),
    ("75", 113, 1070),
    ("79", 108, 1066),
    ("80", 109, 1061),
    ("82", 105, 1058),
    ("86", 101, 1062),
    ("91", 102, 1050),
    ("92", 98, 1057),
    ("96", 92, 1053),
];

fn province_middle(code: &str) -> Point {
    let (lat, lon) = PROVINCE_MIDDLES.iter().find(|row| row.0 == code).map_or((160, 1075), |&(_, lat, lon)| (lat, lon));
    Point { lat: lat * 1_000_000, lon: lon * 1_000_000 }
}
