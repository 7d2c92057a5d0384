//! Who uses the phone, and how it stands to its hub.

use super::{
    fates,
    names::{Mate, Names, member},
};
use crate::{
    clock::{EnrolmentLimits, EnrolmentState, Moment, enrolment_state},
    id::{CommuneCode, Id},
    model::member::Role,
    store::{PhoneStore, StoreError, StoreResult, meta, outbox},
};

/// The volunteer's card, and what screens must say before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl PhoneStore {
    /// How the phone stands at a reading of its clocks.
    pub fn status(&self, reading: Moment) -> StoreResult<Status> {
        let conn = self.connection();
        let who = self.enrolment()?.clone();
        let me = member(conn, who.member)?;
        let names = Names::load(conn)?;
        let commune = super::commune(conn)?;
        let now = meta::hub_time(conn)?.ok_or(StoreError::NotEnrolled)?.advanced(reading);
        let unsent =
            conn.prepare_cached("SELECT count(*) FROM outbox WHERE durable = 0")?.query_row([], |row| row.get(0))?;
        Ok(Status {
            member: who.member,
            device: who.device,
            name: me.name,
            roles: me.roles,
            squad: names.squad(me.squad),
            mates: names.mates(me.squad),
            commune: who.commune,
            commune_name: commune.name,
            unit: commune.unit,
            unsent,
            last_sync: fates::last_success(conn)?,
            enrolment: enrolment_state(&now, &EnrolmentLimits::default()),
            clock_skew_ms: now.wall_skew_ms(),
            update_needed: meta::get(conn, meta::UPDATE_NEEDED)?.is_some(),
            revoked: meta::get(conn, meta::REVOKED)?.is_some(),
            divergences: meta::number(conn, meta::DIVERGENCES)? as u32,
        })
    }

    /// How many changes a checkpoint has not covered.
    pub fn unsent(&self) -> StoreResult<usize> {
        outbox::count_pending(self.connection())
    }
}
