//! Loading what rules ask for, and what both transactions and snapshots answer.
//!
//! SQLite runs inside this process, so a prepared statement asked a thousand times costs what one set-based query would;
//! see `hub/examples/store_speed.rs`.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_core::{
    change::Rank,
    id::{CommuneCode, Id},
    model,
    receipt::Receipt,
    record::{Grant, Key, Kind, Membership, Scope, Span},
    rules::{
        links::Link,
        working_set::{Mark, Reads, Slot, WorkingSet},
    },
    sync::{
        cursor::Cursor,
        hub::store::{Condition, DeviceRow, Parked, StoreError, StoreResult},
    },
};
use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{
    error::{OrStoreError, unreadable},
    row,
};

/// The head's row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) cursor: Cursor,
    pub(super) at: i64,
    pub(super) generation: u32,
    pub(super) recovering: bool,
}

/// Reads a commune's head; a commune that was never set up here is an error.
pub(super) fn head(connection: &Connection, commune: &CommuneCode) -> StoreResult<Head> {
    connection
        .prepare_cached("SELECT seq, mark, at, generation, recovering FROM head WHERE commune = ?1")
        .or_store()?
        .query_row([commune.as_str()], |row| {
            Ok(Head {
                cursor: Cursor { seq: row.get(0)?, mark: row.get(1)? },
                at: row.get(2)?,
                generation: row.get(3)?,
                recovering: row.get(4)?,
            })
        })
        .optional()
        .or_store()?
        .ok_or_else(|| StoreError::Deterministic(format!("commune {commune} is not set up at this hub")))
}

pub(super) fn condition(connection: &Connection, commune: &CommuneCode, head: &Head) -> StoreResult<Condition> {
    let skipped = connection
        .prepare_cached("SELECT from_seq, to_seq FROM skipped WHERE commune = ?1 ORDER BY from_seq")
        .or_store()?
        .query_map([commune.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()?;
    Ok(Condition { head: head.cursor, generation: head.generation, recovering: head.recovering, skipped })
}

pub(super) fn device(connection: &Connection, commune: &CommuneCode, id: Id) -> StoreResult<Option<DeviceRow>> {
    let mut set = WorkingSet::default();
    records(connection, commune, &BTreeSet::from([Key::new(model::DEVICE, id)]), &mut set)?;
    let Some(record) = set.get(model::DEVICE, id) else { return Ok(None) };
    let device: model::device::Device = record.read().map_err(|_| unreadable(format_args!("device {id}")))?;
    Ok(Some(DeviceRow { id, member: record.root, state: device.state }))
}

pub(super) fn load(
    connection: &Connection,
    commune: &CommuneCode,
    reads: &Reads,
    into: &mut WorkingSet,
) -> StoreResult<()> {
    records(connection, commune, &reads.records, into)?;
    for root in &reads.grants {
        into.load_grants(*root, grants(connection, commune, *root)?);
    }
    for member in &reads.memberships {
        into.load_memberships(*member, memberships(connection, commune, *member)?);
    }
    for link in &reads.links {
        into.load_link(link.clone(), linked(connection, commune, link)?);
    }
    let mut select = connection.prepare_cached("SELECT 1 FROM erased WHERE commune = ?1 AND id = ?2").or_store()?;
    let mut erased = BTreeSet::new();
    for id in &reads.erased {
        if select.exists(params![commune.as_str(), id.as_bytes()]).or_store()? {
            erased.insert(*id);
        }
    }
    into.load_erased(&reads.erased, erased);
    Ok(())
}

fn records(
    connection: &Connection,
    commune: &CommuneCode,
    keys: &BTreeSet<Key>,
    into: &mut WorkingSet,
) -> StoreResult<()> {
    let mut select = connection
        .prepare_cached("SELECT root, seq, body FROM record WHERE commune = ?1 AND kind = ?2 AND id = ?3")
        .or_store()?;
    let mut marks = connection
        .prepare_cached(
            "SELECT field, seq, sure, at, change, member FROM field_mark
             WHERE commune = ?1 AND kind = ?2 AND id = ?3",
        )
        .or_store()?;
    for key in keys {
        let of_key = params![commune.as_str(), key.kind.as_str(), key.id.as_bytes()];
        let found: Option<(Id, i64, Option<String>)> =
            select.query_row(of_key, |row| Ok((row::id(row, 0)?, row.get(1)?, row.get(2)?))).optional().or_store()?;
        let Some((root, seq, body)) = found else {
            into.load_record(key.clone(), Slot::Absent, BTreeMap::new());
            continue;
        };
        let Some(body) = body else {
            into.load_record(key.clone(), Slot::Tombstone { root, seq }, BTreeMap::new());
            continue;
        };
        let body = serde_json::from_str(&body)
            .map_err(|_| unreadable(format_args!("body of {} {}", key.kind.as_str(), key.id)))?;
        let marks = marks
            .query_map(of_key, |row| {
                let rank = Rank { sure: row.get(2)?, at: row.get(3)?, id: row::id(row, 4)? };
                Ok((row.get(0)?, Mark { seq: row.get(1)?, rank, member: row::id(row, 5)? }))
            })
            .or_store()?
            .collect::<Result<_, _>>()
            .or_store()?;
        let record = doorstep_core::record::Record { key: key.clone(), root, seq, body };
        into.load_record(key.clone(), Slot::Held(record), marks);
    }
    Ok(())
}

fn grants(connection: &Connection, commune: &CommuneCode, root: Id) -> StoreResult<Vec<Grant>> {
    connection
        .prepare_cached(
            "SELECT scope, since, until FROM root_grant WHERE commune = ?1 AND root = ?2 ORDER BY since, scope",
        )
        .or_store()?
        .query_map(params![commune.as_str(), root.as_bytes()], |row| {
            Ok(Grant { scope: row::scope(row, 0)?, root, span: Span { since: row.get(1)?, until: row.get(2)? } })
        })
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

/// Grants to any of these scopes, in order of root and time.
pub(super) fn grants_to(
    connection: &Connection,
    commune: &CommuneCode,
    scopes: &BTreeSet<Scope>,
) -> StoreResult<Vec<Grant>> {
    let mut select = connection
        .prepare_cached(
            "SELECT root, since, until FROM root_grant WHERE commune = ?1 AND scope = ?2 ORDER BY root, since",
        )
        .or_store()?;
    let mut grants = Vec::new();
    for scope in scopes {
        let found = select
            .query_map(params![commune.as_str(), row::scope_bytes(scope)], |row| {
                let span = Span { since: row.get(1)?, until: row.get(2)? };
                Ok(Grant { scope: *scope, root: row::id(row, 0)?, span })
            })
            .or_store()?;
        for grant in found {
            grants.push(grant.or_store()?);
        }
    }
    Ok(grants)
}

pub(super) fn memberships(connection: &Connection, commune: &CommuneCode, member: Id) -> StoreResult<Vec<Membership>> {
    connection
        .prepare_cached(
            "SELECT scope, since, until FROM membership WHERE commune = ?1 AND member = ?2 ORDER BY since, scope",
        )
        .or_store()?
        .query_map(params![commune.as_str(), member.as_bytes()], |row| {
            let span = Span { since: row.get(1)?, until: row.get(2)? };
            Ok(Membership { member, scope: row::scope(row, 0)?, span })
        })
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

/// The keys of live records that a link leads to.
fn linked(connection: &Connection, commune: &CommuneCode, link: &Link) -> StoreResult<Vec<Key>> {
    let key = |row: &doorstep_sqlcipher::rusqlite::Row<'_>| {
        Ok(Key::new(Kind::from(row.get::<_, String>(0)?), row::id(row, 1)?))
    };
    if link.name == Link::of_root(Id::HUB).name {
        let Ok(root) = link.value.parse::<Id>() else { return Ok(Vec::new()) };
        return connection
            .prepare_cached("SELECT kind, id FROM record WHERE commune = ?1 AND root = ?2 AND body IS NOT NULL")
            .or_store()?
            .query_map(params![commune.as_str(), root.as_bytes()], key)
            .or_store()?
            .collect::<Result<_, _>>()
            .or_store();
    }
    connection
        .prepare_cached("SELECT kind, id FROM link WHERE commune = ?1 AND name = ?2 AND value = ?3")
        .or_store()?
        .query_map(params![commune.as_str(), link.name, link.value], key)
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

pub(super) fn receipts_of(connection: &Connection, commune: &CommuneCode, change: Id) -> StoreResult<Vec<Receipt>> {
    connection
        .prepare_cached("SELECT text FROM receipt WHERE commune = ?1 AND change = ?2 ORDER BY seq")
        .or_store()?
        .query_map(params![commune.as_str(), change.as_bytes()], |row| row::receipt(row, 0))
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

pub(super) fn parked(connection: &Connection, commune: &CommuneCode) -> StoreResult<Vec<Parked>> {
    connection
        .prepare_cached(
            "SELECT change, device, n, received, text FROM parked WHERE commune = ?1
             ORDER BY received, device, n, change",
        )
        .or_store()?
        .query_map([commune.as_str()], |row| {
            Ok(Parked {
                change: row::id(row, 0)?,
                device: row.get::<_, Option<[u8; 16]>>(1)?.map(Id::from_bytes),
                n: row.get(2)?,
                received: row.get(3)?,
                text: row.get(4)?,
            })
        })
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}
