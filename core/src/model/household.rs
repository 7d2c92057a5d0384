//! A home: whom to ask for, how to find it, what to know at the door.

use serde::Deserialize;

use crate::id::Id;

/// Optional parts of an address; rural homes often have none and are found by the head's name and a landmark.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Số nhà: "12/34/56", "Lô 10".
    pub house_no: String,
    /// Ngõ, ngách, hẻm, xóm.
    pub lane: String,
    /// Đường, phố.
    pub street: String,
    /// The address as a list had it, when it cannot be taken apart.
    pub text: String,
}

/// A phone number and whose it is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Phone {
    /// E.164.
    pub number: String,
    /// "con gái", "hàng xóm"; empty when it is their own.
    pub relation: String,
}

/// What a volunteer wants to know before knocking.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Door {
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

/// A household: a root of its own.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Household {
    /// Display name of the head.
    pub head: String,
    /// ông, bà, cụ, bác, …
    pub honorific: String,
    /// Where it lies.
    pub neighbourhood: Option<Id>,
    /// Address.
    pub address: Address,
    /// "cổng xanh, sau nhà văn hóa".
    pub landmark: String,
    /// Numbers to call.
    pub phones: Vec<Phone>,
    /// `[lat, lon]` in 1e-7 degrees, only with consent.
    pub pin: Option<[i64; 2]>,
    /// Door facts.
    pub door: Door,
    /// The list's own code of the household.
    pub code: String,
    /// `poor`, `near_poor`, `policy` or empty.
    pub category: String,
    /// How many people live there, when the list says so.
    pub people: Option<i64>,
    /// The household that this one turned out to be; it then only forwards.
    pub alias_of: Option<Id>,
    /// Who added it at a door; none for imported ones.
    pub added_by: Option<Id>,
}
