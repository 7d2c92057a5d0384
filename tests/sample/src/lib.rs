//! Invented wards of any size from a seed, and the messy spreadsheets that describe them.
//!
//! Simulator, benchmarks, importer tests and demonstrations all need a ward, and none may use real people. This crate
//! makes one: [`SampleWard::generate`] is a pure function of its [`Spec`], equal on every platform. [`lists`] writes the
//! ward as the household lists that offices really keep, and knows exactly what a correct import must make of them.
//!
//! Everything is invented but names and codes of communes (`data/`), and every export says so.
//!
//! ```
//! use doorstep_sample::{SampleWard, Spec, lists::{List, Mess}};
//!
//! let campaign_day = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).expect("a date");
//! let spec = Spec { commune: "16522".into(), households: Some(50), seed: 1, campaign_day };
//! let ward = SampleWard::generate(&spec)?;
//! let list = List::of(&ward, &Mess::typical(7));
//! assert_eq!(list.truth.households.len() + list.truth.errors.len(), 50);
//! # Ok::<(), doorstep_sample::SampleError>(())
//! ```

mod dice;
mod generate;
mod households;
pub mod lists;
mod members;
mod names;
mod people;
mod phones;
mod places;
pub mod units;
mod ward;

pub use households::{Address, BestTime, Category, DoorFacts, Household, Pin, PinDirt};
pub use members::{Member, Role, ServicePoint, ServicePointKind, Vehicle, VehicleKind};
pub use names::{Sex, given_name};
pub use people::{Honorific, Mobility, Relation, Resident};
pub use phones::{Phone, PhoneOwner, e164};
pub use places::{BoundingBox, BoxOrigin, Lane, LaneKind, Neighbourhood, Point, Squad};
pub use ward::{MOST_HOUSEHOLDS, NOTICE_EN, NOTICE_VI, SampleError, SampleWard, Spec};
