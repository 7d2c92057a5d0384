//! Single values: who, where in the hub's history, what time.

use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{Enrolment, StoreError, StoreResult};
use crate::{
    clock::{HubTime, Moment},
    id::Id,
    sealed::HubSealingKey,
    sync::cursor::Cursor,
};

/// The current incarnation.
pub const INC: &str = "inc";
/// The next number of the incarnation's queue.
pub const NEXT_N: &str = "next_n";
/// The place of the next change in the order of saving.
const NEXT_POS: &str = "next_pos";
/// Where the phone stands.
pub const CURSOR: &str = "cursor";
/// The highest generation of the hub seen.
pub const GENERATION: &str = "generation";
/// The spool under way: its id, pages, head and leg as JSON.
pub const SPOOL: &str = "spool";
/// The device was revoked.
pub const REVOKED: &str = "revoked";
/// Gaps that could not be filled since the last exchange.
pub const GAPS: &str = "gaps";
/// The hub's public sealing key.
pub const SEALING_KEY: &str = "sealing_key";
/// How often a checkpoint's digest differed.
pub const DIVERGENCES: &str = "divergences";
/// When the last checkpoint was applied, hub time.
pub const CHECKPOINT_AT: &str = "checkpoint_at";
/// Whether pulling needs a newer release.
pub const UPDATE_NEEDED: &str = "update_needed";
const HUB_TIME: &str = "hub_time";
const COMMUNE: &str = "commune";
const MEMBER: &str = "member";
const DEVICE: &str = "device";

/// A value.
pub fn get(conn: &Connection, name: &str) -> StoreResult<Option<String>> {
    // Before the first `prepare` there is no table yet.
    Ok(conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets a value.
pub fn set(conn: &Connection, name: &str, value: &str) -> StoreResult<()> {
    conn.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}

/// Removes a value.
pub fn remove(conn: &Connection, name: &str) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM meta WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// A whole number; 0 where there is none.
pub fn number(conn: &Connection, name: &str) -> StoreResult<i64> {
    match get(conn, name)? {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| StoreError::Corrupt { what: "number" }),
    }
}

/// Takes the next place in the order of saving.
pub fn next_pos(conn: &Connection) -> StoreResult<i64> {
    let pos = number(conn, NEXT_POS)?.max(1);
    set(conn, NEXT_POS, &(pos + 1).to_string())?;
    Ok(pos)
}

/// An identifier.
pub fn id(conn: &Connection, name: &str) -> StoreResult<Option<Id>> {
    get(conn, name)?.map(|text| text.parse().map_err(|_| StoreError::Corrupt { what: "identifier" })).transpose()
}

/// Where the phone stands.
pub fn cursor(conn: &Connection) -> StoreResult<Option<Cursor>> {
    get(conn, CURSOR)?.map(|text| Cursor::parse(&text).ok_or(StoreError::Corrupt { what: "cursor" })).transpose()
}

/// The anchor of the hub's time.
pub fn hub_time(conn: &Connection) -> StoreResult<Option<HubTime>> {
    get(conn, HUB_TIME)?
        .map(|text| serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { what: "time" }))
        .transpose()
}

/// The anchor of the hub's time, advanced to a reading and kept.
pub(super) fn advance_hub_time(conn: &Connection, reading: Moment) -> StoreResult<HubTime> {
    let now = hub_time(conn)?.ok_or(StoreError::NotEnrolled)?.advanced(reading);
    set_hub_time(conn, &now)?;
    Ok(now)
}

/// Keeps the anchor of the hub's time.
pub fn set_hub_time(conn: &Connection, time: &HubTime) -> StoreResult<()> {
    set(conn, HUB_TIME, &serde_json::to_string(time).unwrap_or_default())
}

/// The hub's public sealing key, if enrolment gave one.
pub fn sealing_key(conn: &Connection) -> StoreResult<Option<HubSealingKey>> {
    get(conn, SEALING_KEY)?
        .map(|text| text.parse().map_err(|_| StoreError::Corrupt { what: "sealing key" }))
        .transpose()
}

pub(super) fn enrolment(conn: &Connection) -> StoreResult<Option<Enrolment>> {
    let (Some(commune), Some(member), Some(device)) = (get(conn, COMMUNE)?, id(conn, MEMBER)?, id(conn, DEVICE)?)
    else {
        return Ok(None);
    };
    let commune = commune.parse().map_err(|_| StoreError::Corrupt { what: "commune" })?;
    Ok(Some(Enrolment { commune, member, device }))
}

pub(super) fn set_enrolment(conn: &Connection, enrolment: &Enrolment) -> StoreResult<()> {
    set(conn, COMMUNE, enrolment.commune.as_str())?;
    set(conn, MEMBER, &enrolment.member.to_string())?;
    set(conn, DEVICE, &enrolment.device.to_string())
}
