//! The phone's standing.

use doorstep_core::{
    clock::EnrolmentState,
    id::{CommuneCode, Id},
    model::member::Role,
    store::query::{names::Mate, status::Status},
};

/// The volunteer's card, and what screens must say before anything else.
#[uniffi::remote(Record)]
pub struct Status {
    /// The member.
    pub member: Id,
    /// This device.
    pub device: Id,
    /// Their name; empty before the first sync.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Their squad's name.
    pub squad: String,
    /// Their squad's members, by given name.
    pub mates: Vec<Mate>,
    /// The commune.
    pub commune: CommuneCode,
    /// Its name.
    pub commune_name: String,
    /// The unit as volunteers introduce themselves.
    pub unit: String,
    /// Changes that no checkpoint has covered.
    pub unsent: u32,
    /// When the phone last stood at its hub's word, milliseconds since 1970.
    pub last_sync: Option<i64>,
    /// What the phone may do with its data.
    pub enrolment: EnrolmentState,
    /// How far the phone's clock is ahead of the hub's, milliseconds.
    pub clock_skew_ms: i64,
    /// Whether pulling needs a newer release.
    pub update_needed: bool,
    /// Whether the device was revoked.
    pub revoked: bool,
    /// How often the phone's rows differed from what the hub said.
    pub divergences: u32,
}
