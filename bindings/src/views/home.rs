//! One home in a list.

use doorstep_core::{
    id::Id,
    model::resident::Need,
    store::query::home::{Care, DoorFacts, HomeLine, NeighbourhoodLine, PhoneLine, Position},
};

/// What a list shows of a home.
#[uniffi::remote(Record)]
pub struct HomeLine {
    /// The household.
    pub id: Id,
    /// Whom to ask for: the head's full name, or another person's where the head has died.
    pub head: String,
    /// ông, bà, cụ, …
    pub honorific: String,
    /// Number, lane, street, as people read them out.
    pub address: String,
    /// "cổng xanh, sau nhà văn hóa".
    pub landmark: String,
    /// Where it lies.
    pub neighbourhood: Option<Id>,
    /// The neighbourhood's name.
    pub neighbourhood_name: String,
    /// Numbers to call.
    pub phones: Vec<PhoneLine>,
    /// Its position, where somebody agreed to keep it.
    pub pin: Option<Position>,
    /// What to know at the door.
    pub door: DoorFacts,
}

/// A phone number and whose it is.
#[uniffi::remote(Record)]
pub struct PhoneLine {
    /// E.164.
    pub number: String,
    /// "con gái", "hàng xóm"; empty when it is their own.
    pub relation: String,
}

/// A position in 1e-7 degrees.
#[uniffi::remote(Record)]
pub struct Position {
    /// Latitude.
    pub lat_e7: i64,
    /// Longitude.
    pub lon_e7: i64,
}

/// What to know before knocking.
#[uniffi::remote(Record)]
pub struct DoorFacts {
    /// Chó dữ.
    pub dog: bool,
    /// Gọi trước.
    pub call_first: bool,
    /// Cổng khóa.
    pub locked: bool,
    /// Nặng tai.
    pub hard_of_hearing: bool,
    /// Best hour, 0–23.
    pub best_hour: Option<u8>,
}

/// Why a home needs more care than others.
#[uniffi::remote(Record)]
pub struct Care {
    /// Somebody of [`ELDERLY`] years or more lives alone.
    pub elderly_alone: bool,
    /// Travel needs of the people at home.
    pub needs: Vec<Need>,
}

/// A neighbourhood to choose.
#[uniffi::remote(Record)]
pub struct NeighbourhoodLine {
    /// The neighbourhood.
    pub id: Id,
    /// Its name.
    pub name: String,
}
