//! What a sample ward consists of: plain values, in the words of the field.
//!
//! Coordinates are whole numbers of 1e-7 degrees (WGS 84); indices point into the ward's own vectors.

use chrono::NaiveDate;
use serde::Serialize;

use crate::households::Household;
use crate::members::{Member, ServicePoint};
use crate::places::{BoundingBox, BoxOrigin, Neighbourhood, Squad};
use crate::units::Commune;

/// Stands in every export, so that nobody takes these people for real.
pub const NOTICE_VI: &str = "Dữ liệu mẫu, không có thật";
/// The same in English.
pub const NOTICE_EN: &str = "Sample data, invented: no such people, phones or homes";

/// The most households that one sample ward may have: three times the largest estimate for a commune.
pub const MOST_HOUSEHOLDS: usize = 200_000;

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Five-digit commune code as text, `16522` for Quảng Phú.
    pub commune: String,
    /// How many households; by default what fits the commune (about 14,000 for Quảng Phú).
    pub households: Option<usize>,
    /// Same seed, same ward.
    pub seed: u64,
    /// First day of the campaign: ages are taken at its year, licences were checked before it.
    pub campaign_day: NaiveDate,
}

/// Why no ward was generated.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SampleError {
    /// No such commune in the table of units.
    #[error(
        "không có xã, phường mã \"{0}\"; mã gồm 5 chữ số, ví dụ 16522 / no commune has the code \"{0}\"; it has 5 digits, such as 16522"
    )]
    UnknownCommune(String),
    /// Beyond [`MOST_HOUSEHOLDS`].
    #[error("{0} hộ là quá nhiều, tối đa {MOST_HOUSEHOLDS} / {0} households are too many, at most {MOST_HOUSEHOLDS}")]
    TooManyHouseholds(usize),
}

/// An invented ward. Nothing in it is real but the commune's own name, code and (in Thanh Hóa) place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SampleWard {
    /// [`NOTICE_VI`], so that a dump of this value says what it is.
    pub notice_vi: &'static str,
    /// [`NOTICE_EN`].
    pub notice_en: &'static str,
    /// The seed it came from.
    pub seed: u64,
    /// First day of the campaign.
    pub campaign_day: NaiveDate,
    /// Whose invented people these are.
    pub commune: Commune,
    /// Where everything lies, but for pins that are declared wrong.
    pub bounds: BoundingBox,
    /// Whether `bounds` is known or made up.
    pub bounds_origin: BoxOrigin,
    /// The smallest distance allowed between two neighbourhood centres, metres: 350, less where the box is too small.
    pub centres_apart_m: i64,
    /// The squads.
    pub squads: Vec<Squad>,
    /// The neighbourhoods, in the order of their households.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// Where volunteers stand and residents are brought.
    pub service_points: Vec<ServicePoint>,
    /// Everybody with an account.
    pub members: Vec<Member>,
    /// The households, neighbourhood by neighbourhood.
    pub households: Vec<Household>,
}

impl SampleWard {
    /// The households of a neighbourhood.
    pub fn households_of(&self, neighbourhood: usize) -> impl Iterator<Item = &Household> {
        self.households.iter().filter(move |household| household.neighbourhood == neighbourhood)
    }

    /// How many people live here.
    pub fn resident_count(&self) -> usize {
        self.households.iter().map(|household| 1 + household.others.len()).sum()
    }
}
