//! Where a home is: pins, distances, and the outline of a neighbourhood.
//!
//! A position is two whole numbers of 1e-7 degrees (about 1 cm), so that bodies hold no floats and phone and hub keep
//! the same bytes. Distances and areas are computed on the WGS 84 ellipsoid and given as whole metres. They come from
//! floating point and might, rarely, differ in the last metre between two kinds of processor: what a body keeps of them
//! is computed once, by the author of the change, and not again by the rules on each side.

mod outline;
#[cfg(test)]
mod tests;

pub use outline::{Outline, Strays, centroid, median_centre};

use geo::{Distance, Geodesic, Point};
use serde::{Deserialize, Serialize};

/// Units in a degree.
const PER_DEGREE: f64 = 1e7;
const MAX_LAT_E7: i64 = 900_000_000;
const MAX_LON_E7: i64 = 1_800_000_000;

/// The box of Vietnam, its islands included, in 1e-7 degrees: latitude 6° to 23.5° N, longitude 102° to 118° E. The two
/// ranges do not meet, so that exchanged numbers always show.
const VIETNAM_LAT_E7: std::ops::RangeInclusive<i64> = 60_000_000..=235_000_000;
const VIETNAM_LON_E7: std::ops::RangeInclusive<i64> = 1_020_000_000..=1_180_000_000;

/// A point on the ground. In bodies it is `[latitude, longitude]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "[i64; 2]", into = "[i64; 2]")]
pub struct Position {
    lat_e7: i32,
    lon_e7: i32,
}

impl Position {
    /// A position anywhere on Earth, in 1e-7 degrees north and east.
    ///
    /// # Errors
    /// [`PositionError::Latitude`] beyond ±90°, [`PositionError::Longitude`] beyond ±180°.
    pub fn new(lat_e7: i64, lon_e7: i64) -> Result<Self, PositionError> {
        let lat = i32::try_from(lat_e7).ok().filter(|_| lat_e7.abs() <= MAX_LAT_E7);
        let lon = i32::try_from(lon_e7).ok().filter(|_| lon_e7.abs() <= MAX_LON_E7);
        match (lat, lon) {
            (None, _) => Err(PositionError::Latitude { lat_e7 }),
            (_, None) => Err(PositionError::Longitude { lon_e7 }),
            (Some(lat_e7), Some(lon_e7)) => Ok(Self { lat_e7, lon_e7 }),
        }
    }

    /// A position in Vietnam, as a person or a list gives it.
    ///
    /// # Errors
    /// [`PositionError::Swapped`] if latitude and longitude were exchanged, [`PositionError::OutsideVietnam`] otherwise
    /// outside; and as [`Self::new`].
    pub fn in_vietnam(lat_e7: i64, lon_e7: i64) -> Result<Self, PositionError> {
        let inside = |lat, lon| VIETNAM_LAT_E7.contains(&lat) && VIETNAM_LON_E7.contains(&lon);
        if inside(lon_e7, lat_e7) {
            return Err(PositionError::Swapped { lat_e7, lon_e7 });
        }
        let position = Self::new(lat_e7, lon_e7)?;
        if inside(lat_e7, lon_e7) { Ok(position) } else { Err(PositionError::OutsideVietnam { lat_e7, lon_e7 }) }
    }

    /// A position from degrees as a phone's positioning gives them, brought to the nearest 1e-7 degree.
    ///
    /// # Errors
    /// As [`Self::new`]; what is not a number counts as beyond every range.
    pub fn from_degrees(lat: f64, lon: f64) -> Result<Self, PositionError> {
        // A cast saturates, so that a wild value becomes one that is out of range; NaN would become 0.
        let e7 = |degrees: f64| if degrees.is_nan() { i64::MAX } else { (degrees * PER_DEGREE).round() as i64 };
        Self::new(e7(lat), e7(lon))
    }

    /// Latitude in 1e-7 degrees, north positive.
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in 1e-7 degrees, east positive.
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }

    /// Latitude and longitude in degrees, for a map.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.lat_e7) / PER_DEGREE, f64::from(self.lon_e7) / PER_DEGREE)
    }

    /// Metres along the ground to another position, as the crow flies, to the nearest metre.
    pub fn distance_m(self, other: Self) -> u32 {
        Geodesic.distance(self.point(), other.point()).round() as u32
    }

    fn point(self) -> Point<f64> {
        let (lat, lon) = self.degrees();
        Point::new(lon, lat)
    }
}

/// From `[latitude, longitude]` as in a body.
impl TryFrom<[i64; 2]> for Position {
    type Error = PositionError;

    fn try_from([lat_e7, lon_e7]: [i64; 2]) -> Result<Self, PositionError> {
        Self::new(lat_e7, lon_e7)
    }
}

impl From<Position> for [i64; 2] {
    fn from(position: Position) -> Self {
        [position.lat_e7.into(), position.lon_e7.into()]
    }
}

/// Numbers that are no position. The numbers are in 1e-7 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PositionError {
    /// Beyond the poles.
    #[error("latitude {lat_e7} (1e-7 degrees) is beyond 90 degrees: check the number and its unit")]
    Latitude {
        /// Value given.
        lat_e7: i64,
    },
    /// More than half way round.
    #[error("longitude {lon_e7} (1e-7 degrees) is beyond 180 degrees: check the number and its unit")]
    Longitude {
        /// Value given.
        lon_e7: i64,
    },
    /// In Vietnam if the two numbers are exchanged.
    #[error("latitude {lat_e7} and longitude {lon_e7} (1e-7 degrees) are exchanged: latitude comes first")]
    Swapped {
        /// Value given as latitude.
        lat_e7: i64,
        /// Value given as longitude.
        lon_e7: i64,
    },
    /// Not in Vietnam.
    #[error("latitude {lat_e7}, longitude {lon_e7} (1e-7 degrees) is outside Vietnam: set the pin again")]
    OutsideVietnam {
        /// Value given.
        lat_e7: i64,
        /// Value given.
        lon_e7: i64,
    },
}
