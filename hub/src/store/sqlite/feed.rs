//! What a pull reads: the feed of a root, receipts, marks, digests.

use std::collections::BTreeSet;

use doorstep_core::{
    id::{CommuneCode, Id, Seq},
    receipt::Receipt,
    record::{Key, Kind},
    sync::{
        cursor::Cursor,
        digest::Digest,
        hub::store::{FeedRow, StoreResult},
    },
};
use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{error::OrStoreError, read::Head, row};

/// How long a tombstone is kept, and so the age of the oldest cursor that need not resync: 180 days of hub time.
pub const TOMBSTONES_MS: i64 = 180 * 24 * 60 * 60 * 1000;

/// Whether a commit is part of this history, and recent enough that no tombstone after it was forgotten.
pub(super) fn knows(connection: &Connection, commune: &CommuneCode, head: &Head, cursor: &Cursor) -> StoreResult<bool> {
    let at: Option<i64> = connection
        .prepare_cached("SELECT at FROM mark WHERE commune = ?1 AND seq = ?2 AND mark = ?3")
        .or_store()?
        .query_row(params![commune.as_str(), cursor.seq, cursor.mark], |row| row.get(0))
        .optional()
        .or_store()?;
    Ok(at.is_some_and(|at| at >= head.at.saturating_sub(TOMBSTONES_MS)))
}

pub(super) fn feed(
    connection: &Connection,
    commune: &CommuneCode,
    root: Id,
    span: (Seq, Seq),
    limit: usize,
) -> StoreResult<Vec<FeedRow>> {
    connection
        .prepare_cached(
            "SELECT kind, id, seq, body FROM record
             WHERE commune = ?1 AND root = ?2 AND seq > ?3 AND seq <= ?4 ORDER BY seq LIMIT ?5",
        )
        .or_store()?
        .query_map(params![commune.as_str(), root.as_bytes(), span.0, span.1, of_limit(limit)], |row| {
            let key = Key::new(Kind::from(row.get::<_, String>(0)?), row::id(row, 1)?);
            Ok(FeedRow { key, seq: row.get(2)?, body: row.get(3)? })
        })
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

pub(super) fn receipts(
    connection: &Connection,
    commune: &CommuneCode,
    member: Id,
    span: (Seq, Seq),
    limit: usize,
) -> StoreResult<Vec<Receipt>> {
    connection
        .prepare_cached(
            "SELECT text FROM receipt
             WHERE commune = ?1 AND member = ?2 AND seq > ?3 AND seq <= ?4 ORDER BY seq LIMIT ?5",
        )
        .or_store()?
        .query_map(params![commune.as_str(), member.as_bytes(), span.0, span.1, of_limit(limit)], |row| {
            row::receipt(row, 0)
        })
        .or_store()?
        .collect::<Result<_, _>>()
        .or_store()
}

fn of_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

pub(super) fn digest(connection: &Connection, commune: &CommuneCode, roots: &BTreeSet<Id>) -> StoreResult<Digest> {
    let mut digest = Digest::default();
    let mut select = connection
        .prepare_cached("SELECT kind, id, seq FROM record WHERE commune = ?1 AND root = ?2 AND body IS NOT NULL")
        .or_store()?;
    for root in roots {
        let mut rows = select.query(params![commune.as_str(), root.as_bytes()]).or_store()?;
        while let Some(found) = rows.next().or_store()? {
            let key = Key::new(Kind::from(found.get::<_, String>(0).or_store()?), row::id(found, 1).or_store()?);
            digest.add(&key, found.get(2).or_store()?);
        }
    }
    Ok(digest)
}
