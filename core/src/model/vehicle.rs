//! A vehicle that a squad can use.

use serde::Deserialize;

use crate::{codes, id::Id};

codes! {
    /// What it is. On a motorbike one passenger, two only when frail or disabled (Luật TTATGTĐB 2024, Điều 33).
    VehicleType {
        /// Xe máy.
        Motorbike = "motorbike",
        /// Xe ba bánh.
        ThreeWheeler = "three_wheeler",
        /// Ô tô con.
        Car = "car",
        /// Xe khách nhỏ.
        Van = "van",
    }
}

/// A vehicle follows its squad.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Vehicle {
    /// Plate or name.
    pub name: String,
    /// What it is.
    pub vehicle_type: VehicleType,
    /// Passenger seats, without the driver's.
    pub seats: i64,
    /// Places for a wheelchair.
    pub wheelchair_places: i64,
    /// Whoever drives it now.
    pub driver: Option<Id>,
    /// Not to be used (broken, lent).
    pub out_of_service: bool,
}

impl Default for Vehicle {
    fn default() -> Self {
        Vehicle {
            name: String::new(),
            vehicle_type: VehicleType::Motorbike,
            seats: 1,
            wheelchair_places: 0,
            driver: None,
            out_of_service: false,
        }
    }
}
