//! Committing: all that a transaction decided, set by set.

use doorstep_core::{
    id::{CommuneCode, Seq},
    json,
    record::{Grant, Membership, Record},
    rules::{
        links::{self, Link},
        working_set::{Changes, Slot},
    },
    sync::{
        cursor::{Cursor, Mark},
        hub::store::{Commit, StoreError, StoreResult},
    },
};
use doorstep_sqlcipher::rusqlite::{Connection, params};

use super::{error::OrStoreError, read::Head, row};

/// Writes everything and the new head; answers the head.
pub(super) fn commit(
    connection: &Connection,
    commune: &CommuneCode,
    old: &Head,
    commit: &Commit,
    mark: Mark,
) -> StoreResult<Cursor> {
    let changes = commit.set.changes();
    positions(old.cursor.seq, commit, &changes)?;
    let code = commune.as_str();
    records(connection, code, &changes)?;
    field_marks(connection, code, &changes)?;
    grants(connection, code, changes.granted, changes.ended)?;
    memberships(connection, code, changes.joined, changes.left)?;
    let mut erase =
        connection.prepare_cached("INSERT OR IGNORE INTO erased (commune, id) VALUES (?1, ?2)").or_store()?;
    for id in changes.erased {
        erase.execute(params![code, id.as_bytes()]).or_store()?;
    }
    receipts(connection, code, commit)?;
    places(connection, code, commit)?;
    parked(connection, code, commit)?;
    let received = commit.receipts.iter().map(|receipt| receipt.received);
    let at = received.chain(commit.park.iter().map(|parked| parked.received)).fold(old.at, i64::max);
    raise(connection, code, Cursor { seq: commit.seq, mark }, at, changes.recovery_ended)
}

/// Moves the head and remembers its mark.
pub(super) fn raise(
    connection: &Connection,
    commune: &str,
    head: Cursor,
    at: i64,
    recovery_ended: bool,
) -> StoreResult<Cursor> {
    connection
        .prepare_cached(
            "UPDATE head SET seq = ?2, mark = ?3, at = ?4, recovering = recovering AND NOT ?5 WHERE commune = ?1",
        )
        .or_store()?
        .execute(params![commune, head.seq, head.mark, at, recovery_ended])
        .or_store()?;
    connection
        .prepare_cached("INSERT INTO mark (commune, seq, mark, at) VALUES (?1, ?2, ?3, ?4)")
        .or_store()?
        .execute(params![commune, head.seq, head.mark, at])
        .or_store()?;
    Ok(head)
}

/// Every position lies above the old head and not above the new one: what lies elsewhere, a pull would never carry.
fn positions(old: Seq, commit: &Commit, changes: &Changes<'_>) -> StoreResult<()> {
    if commit.seq <= old {
        let problem = format!("a commit at {} does not raise the head at {old}", commit.seq);
        return Err(StoreError::Deterministic(problem));
    }
    let records = changes.records.iter().filter_map(|(_, slot)| match slot {
        Slot::Held(record) => Some(record.seq),
        Slot::Tombstone { seq, .. } => Some(*seq),
        Slot::Absent | Slot::NotHeld => None,
    });
    let spans = changes.granted.iter().map(|grant| grant.span.since);
    let ends = changes.ended.iter().filter_map(|grant| grant.span.until);
    let joins = changes.joined.iter().map(|membership| membership.span.since);
    let leaves = changes.left.iter().filter_map(|membership| membership.span.until);
    let receipts = commit.receipts.iter().map(|receipt| receipt.seq);
    let mut all = records.chain(spans).chain(ends).chain(joins).chain(leaves).chain(receipts);
    match all.find(|seq| *seq <= old || *seq > commit.seq) {
        None => Ok(()),
        Some(seq) => Err(StoreError::Deterministic(format!(
            "position {seq} lies outside its commit, above {old} up to {}",
            commit.seq
        ))),
    }
}

fn records(connection: &Connection, commune: &str, changes: &Changes<'_>) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached(
            "INSERT INTO record (commune, kind, id, root, seq, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (commune, kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body
             WHERE root = excluded.root",
        )
        .or_store()?;
    let mut unlink =
        connection.prepare_cached("DELETE FROM link WHERE commune = ?1 AND kind = ?2 AND id = ?3").or_store()?;
    let mut unmark =
        connection.prepare_cached("DELETE FROM field_mark WHERE commune = ?1 AND kind = ?2 AND id = ?3").or_store()?;
    for (key, slot) in &changes.records {
        let (root, seq, body) = match slot {
            Slot::Held(record) => (record.root, record.seq, Some(json::fields_to_canonical(&record.body))),
            Slot::Tombstone { root, seq } => (*root, *seq, None),
            Slot::Absent | Slot::NotHeld => continue,
        };
        let (kind, id) = (key.kind.as_str(), key.id.as_bytes());
        if put.execute(params![commune, kind, id, root.as_bytes(), seq, body]).or_store()? == 0 {
            return Err(StoreError::Deterministic(format!("{kind} {} would move to another root", key.id)));
        }
        unlink.execute(params![commune, kind, id]).or_store()?;
        match slot {
            Slot::Held(record) => links(connection, commune, record)?,
            // A tombstone says nothing about who wrote what.
            _ => drop(unmark.execute(params![commune, kind, id]).or_store()?),
        }
    }
    Ok(())
}

/// Writes the links of a record that has none yet.
pub(super) fn links(connection: &Connection, commune: &str, record: &Record) -> StoreResult<()> {
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO link (commune, name, value, kind, id) VALUES (?1, ?2, ?3, ?4, ?5)")
        .or_store()?;
    for link in kept_links(record) {
        let of = params![commune, link.name, link.value, record.key.kind.as_str(), record.key.id.as_bytes()];
        insert.execute(of).or_store()?;
    }
    Ok(())
}

/// The links that the table keeps: all but the one from the root, which the index of records serves.
pub(super) fn kept_links(record: &Record) -> impl Iterator<Item = Link> {
    let root = Link::of_root(record.root);
    links::of(record).into_iter().filter(move |link| *link != root)
}

fn field_marks(connection: &Connection, commune: &str, changes: &Changes<'_>) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached(
            "INSERT OR REPLACE INTO field_mark (commune, kind, id, field, seq, sure, at, change, member)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .or_store()?;
    // Records come in order of key.
    let slot = |key| changes.records.binary_search_by_key(&key, |(key, _)| *key).map(|at| changes.records[at].1);
    for (key, field, mark) in changes.marks.iter().filter(|(key, ..)| matches!(slot(*key), Ok(Slot::Held(_)))) {
        let rank = &mark.rank;
        put.execute(params![
            commune,
            key.kind.as_str(),
            key.id.as_bytes(),
            field,
            mark.seq,
            rank.sure,
            rank.at,
            rank.id.as_bytes(),
            mark.member.as_bytes()
        ])
        .or_store()?;
    }
    Ok(())
}

/// Ends first, each with its whole span, then what is still open: a scope that is ended and granted again within one
/// commit never has two open grants, and one granted and ended within it is written once, closed.
fn grants(connection: &Connection, commune: &str, granted: &[Grant], ended: &[Grant]) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached(
            "INSERT INTO root_grant (commune, root, scope, since, until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (commune, root, scope, since) DO UPDATE SET until = coalesce(until, excluded.until)",
        )
        .or_store()?;
    for Grant { scope, root, span } in ended.iter().chain(granted) {
        put.execute(params![commune, root.as_bytes(), row::scope_bytes(scope), span.since, span.until]).or_store()?;
    }
    Ok(())
}

/// As [`grants`].
fn memberships(connection: &Connection, commune: &str, joined: &[Membership], left: &[Membership]) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached(
            "INSERT INTO membership (commune, member, scope, since, until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (commune, member, scope, since) DO UPDATE SET until = coalesce(until, excluded.until)",
        )
        .or_store()?;
    for Membership { member, scope, span } in left.iter().chain(joined) {
        put.execute(params![commune, member.as_bytes(), row::scope_bytes(scope), span.since, span.until]).or_store()?;
    }
    Ok(())
}

fn receipts(connection: &Connection, commune: &str, commit: &Commit) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached(
            "INSERT INTO receipt (commune, change, hash, member, seq, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (commune, change, hash) DO UPDATE
             SET member = excluded.member, seq = excluded.seq, text = excluded.text WHERE excluded.seq > seq",
        )
        .or_store()?;
    for receipt in &commit.receipts {
        let (change, member) = (receipt.change.as_bytes(), receipt.member.as_bytes());
        put.execute(params![commune, change, receipt.hash, member, receipt.seq, receipt.to_text()]).or_store()?;
    }
    Ok(())
}

fn places(connection: &Connection, commune: &str, commit: &Commit) -> StoreResult<()> {
    let mut put = connection
        .prepare_cached("INSERT INTO place (commune, device, inc, n, change) VALUES (?1, ?2, ?3, ?4, ?5)")
        .or_store()?;
    let mut raise = connection
        .prepare_cached(
            "INSERT INTO high_water (commune, device, inc, n) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (commune, device, inc) DO UPDATE SET n = max(n, excluded.n)",
        )
        .or_store()?;
    for (device, inc, n, change) in &commit.places {
        put.execute(params![commune, device.as_bytes(), inc.as_bytes(), n, change.as_bytes()]).or_store()?;
        raise.execute(params![commune, device.as_bytes(), inc.as_bytes(), n]).or_store()?;
    }
    Ok(())
}

fn parked(connection: &Connection, commune: &str, commit: &Commit) -> StoreResult<()> {
    let mut remove = connection.prepare_cached("DELETE FROM parked WHERE commune = ?1 AND change = ?2").or_store()?;
    for change in &commit.unpark {
        remove.execute(params![commune, change.as_bytes()]).or_store()?;
    }
    let mut put = connection
        .prepare_cached(
            "INSERT OR REPLACE INTO parked (commune, change, device, n, received, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .or_store()?;
    for one in &commit.park {
        let device = one.device.as_ref().map(|device| device.as_bytes());
        put.execute(params![commune, one.change.as_bytes(), device, one.n, one.received, one.text]).or_store()?;
    }
    Ok(())
}
