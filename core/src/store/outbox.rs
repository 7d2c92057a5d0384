//! What the phone did: pending until a checkpoint carries its receipt, then retained for a while, in case the hub is
//! restored from a backup.

use std::collections::BTreeSet;

use doorstep_sqlcipher::rusqlite::{self, Connection, OptionalExtension, Row, params};

use super::{StoreError, StoreResult, meta, records::id_at};
use crate::{
    change::{Change, Hash},
    id::Id,
    planted::{Bug, planted},
    record::{Key, Kind},
};

/// How long covered changes are retained, in milliseconds of hub time: 30 days.
pub const RETAINED_MS: i64 = 30 * 24 * 3_600_000;

/// What is kept of a change: its canonical text, or the same sealed to the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// As saved.
    Text(String),
    /// Readable by the hub only.
    Sealed(Vec<u8>),
}

/// A change and its place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The order of saving.
    pub pos: i64,
    /// The change.
    pub id: Id,
    /// The hash of its text.
    pub hash: Hash,
    /// The incarnation under which it was last sent, or will be.
    pub inc: Id,
    /// Its number there.
    pub n: i64,
    /// Its content.
    pub content: Content,
}

fn queued(row: &Row<'_>) -> rusqlite::Result<Queued> {
    let content = match (row.get::<_, Option<String>>(5)?, row.get::<_, Option<Vec<u8>>>(6)?) {
        (Some(text), _) => Content::Text(text),
        (None, sealed) => Content::Sealed(sealed.unwrap_or_default()),
    };
    Ok(Queued { pos: row.get(0)?, id: id_at(row, 1)?, hash: row.get(2)?, inc: id_at(row, 3)?, n: row.get(4)?, content })
}

fn select(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> StoreResult<Vec<Queued>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, queued)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The line by which a change says that it wrote a record.
pub(super) fn line_of(key: &Key) -> String {
    format!("{} {}\n", key.kind.as_str(), key.id)
}

/// Appends a change with the next number of the current incarnation. `wrote` are the lines of what it wrote here.
pub fn append(conn: &Connection, change: &Change, text: &str, wrote: &str) -> StoreResult<()> {
    let inc = meta::id(conn, meta::INC)?.ok_or(StoreError::NotEnrolled)?;
    let n = meta::number(conn, meta::NEXT_N)?.max(1);
    meta::set(conn, meta::NEXT_N, &(n + 1).to_string())?;
    conn.prepare_cached(
        "INSERT INTO outbox (id, pos, root, kind, at, hash, inc, n, wrote, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        change.id.as_bytes(),
        meta::next_pos(conn)?,
        change.root.as_bytes(),
        change.kind,
        change.at,
        Change::hash_of(text),
        inc.as_bytes(),
        n,
        wrote,
        text
    ])?;
    Ok(())
}

/// Says what a change wrote when it was replayed.
pub(super) fn set_wrote(conn: &Connection, id: Id, wrote: &str) -> StoreResult<()> {
    conn.prepare_cached("UPDATE outbox SET wrote = ?2 WHERE id = ?1")?.execute(params![id.as_bytes(), wrote])?;
    Ok(())
}

/// Pending changes that wrote a record, in order of identity.
pub(super) fn writers(conn: &Connection, key: &Key) -> StoreResult<Vec<Id>> {
    let mut statement = conn.prepare_cached("SELECT id FROM outbox WHERE instr(wrote, ?1) > 0 ORDER BY id")?;
    let rows = statement.query_map([line_of(key)], |row| id_at(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes what pending changes say that they wrote, each record once.
pub(super) fn take_wrote(conn: &Connection) -> StoreResult<BTreeSet<Key>> {
    let mut statement = conn.prepare_cached("SELECT wrote FROM outbox WHERE wrote <> ''")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let key = |line: &str| {
        let (kind, id) = line.split_once(' ')?;
        Some(Key::new(Kind::from(kind.to_owned()), id.parse().ok()?))
    };
    let keys = lines.iter().flat_map(|lines| lines.lines());
    let keys = keys.map(|line| key(line).ok_or(StoreError::Corrupt { what: "key" })).collect::<Result<_, _>>()?;
    conn.prepare_cached("UPDATE outbox SET wrote = '' WHERE wrote <> ''")?.execute([])?;
    Ok(keys)
}

/// Changes that no checkpoint has covered, in order of saving.
pub fn pending(conn: &Connection) -> StoreResult<Vec<Queued>> {
    select(conn, "SELECT pos, id, hash, inc, n, text, sealed FROM outbox ORDER BY pos", [])
}

/// How many there are.
pub fn count_pending(conn: &Connection) -> StoreResult<usize> {
    let count: i64 = conn.prepare_cached("SELECT count(*) FROM outbox")?.query_row([], |row| row.get(0))?;
    Ok(count as usize)
}

/// Pending changes that no push answer has named since the last checkpoint, and covered ones whose number the hub lacks, in
/// order of saving: what is to be sent.
pub fn to_send(conn: &Connection, limit: usize) -> StoreResult<Vec<Queued>> {
    select(
        conn,
        "SELECT pos, id, hash, inc, n, text, sealed FROM outbox
         WHERE durable = 0 AND id NOT IN (SELECT change FROM provisional)
         UNION ALL
         SELECT pos, id, hash, inc, n, text, sealed FROM retained INDEXED BY retained_again WHERE again = 1
         ORDER BY pos LIMIT ?1",
        [limit as i64],
    )
}

/// How many changes are still to be sent.
pub fn count_to_send(conn: &Connection) -> StoreResult<usize> {
    let sql = "SELECT (SELECT count(*) FROM outbox WHERE durable = 0 AND id NOT IN (SELECT change FROM provisional))
                    + (SELECT count(*) FROM retained WHERE again = 1)";
    let count: i64 = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(count as usize)
}

/// Forgets changes as soon as a request carries them: only the planted bug does.
#[cfg(planted)]
pub(crate) fn purge(conn: &Connection, ids: &[Id]) -> StoreResult<()> {
    for id in ids {
        conn.execute("DELETE FROM outbox WHERE id = ?1", [id.as_bytes()])?;
    }
    Ok(())
}

/// Notes that the hub has these changes, said to a revoked device. Answers whether none is left.
pub(crate) fn mark_durable(conn: &Connection, ids: &[Id]) -> StoreResult<bool> {
    let mut statement = conn.prepare_cached("UPDATE outbox SET durable = 1 WHERE id = ?1")?;
    for id in ids {
        statement.execute([id.as_bytes()])?;
    }
    let left: i64 = conn.query_row("SELECT count(*) FROM outbox WHERE durable = 0", [], |r| r.get(0))?;
    Ok(left == 0)
}

/// Makes everything pending again, what the hub called durable too: the device was revoked, or a revoked device's hub was
/// restored from a backup.
pub(crate) fn reopen_all(conn: &Connection) -> StoreResult<()> {
    conn.execute("UPDATE outbox SET durable = 0, wrote = ''", [])?;
    for change in retained(conn)? {
        reopen(conn, change.id)?;
    }
    Ok(())
}

/// Makes a change pending again and sends it again: a hub without it needs it.
pub(crate) fn reopen(conn: &Connection, id: Id) -> StoreResult<()> {
    conn.prepare_cached(
        "INSERT INTO outbox (id, pos, root, kind, at, hash, inc, n, text, sealed)
         SELECT id, pos, root, kind, at, hash, inc, n, text, sealed FROM retained WHERE id = ?1",
    )?
    .execute([id.as_bytes()])?;
    conn.prepare_cached("DELETE FROM retained WHERE id = ?1")?.execute([id.as_bytes()])?;
    conn.prepare_cached("DELETE FROM provisional WHERE change = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Sends all changes from a place in a queue on again. Answers whether the first of them is there. What a checkpoint has
/// covered stays covered: the hub may know it by another way and lack only its number, and if it lacks the change, a full
/// snapshot will say so.
pub(crate) fn send_again_from(conn: &Connection, inc: Id, n: i64) -> StoreResult<bool> {
    let from = select(
        conn,
        "SELECT pos, id, hash, inc, n, text, sealed FROM outbox WHERE inc = ?1 AND n >= ?2
         UNION ALL SELECT pos, id, hash, inc, n, text, sealed FROM retained WHERE inc = ?1 AND n >= ?2 ORDER BY n",
        params![inc.as_bytes(), n],
    )?;
    for change in &from {
        send_again(conn, change.id)?;
        // Told to be durable, but the hub lacks the number: sent once more.
        conn.prepare_cached("UPDATE outbox SET durable = 0 WHERE id = ?1")?.execute([change.id.as_bytes()])?;
        conn.prepare_cached("DELETE FROM provisional WHERE change = ?1")?.execute([change.id.as_bytes()])?;
    }
    Ok(from.first().is_some_and(|first| first.n == n))
}

/// Sends a covered change once more.
pub(crate) fn send_again(conn: &Connection, id: Id) -> StoreResult<()> {
    conn.prepare_cached("UPDATE retained SET again = 1 WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// The hub has answered for a change: its number is known there.
pub(crate) fn answered(conn: &Connection, id: Id) -> StoreResult<()> {
    conn.prepare_cached("UPDATE retained SET again = 0 WHERE id = ?1 AND again = 1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// The hash of a change that waits or is retained.
pub fn hash_of(conn: &Connection, id: Id) -> StoreResult<Option<Hash>> {
    if planted(Bug::HashOverPlace) {
        let sql = "SELECT pos, id, hash, inc, n, text, sealed FROM queue WHERE id = ?1";
        let there = select(conn, sql, [id.as_bytes()])?.into_iter().next();
        return Ok(there.map(|queued| match &queued.content {
            Content::Text(text) => Change::hash_of(&format!("{text}{}{}", queued.inc, queued.n)),
            Content::Sealed(_) => queued.hash,
        }));
    }
    let mut select = conn.prepare_cached("SELECT hash FROM queue WHERE id = ?1")?;
    Ok(select.query_row([id.as_bytes()], |row| row.get(0)).optional()?)
}

/// Gives every change that is still to be sent a number of a new incarnation, in order of saving, identities unchanged.
pub(crate) fn renumber(conn: &Connection, inc: Id) -> StoreResult<()> {
    let mut n = 0;
    for change in to_send(conn, usize::MAX >> 1)? {
        n += 1;
        for sql in
            ["UPDATE outbox SET inc = ?2, n = ?3 WHERE id = ?1", "UPDATE retained SET inc = ?2, n = ?3 WHERE id = ?1"]
        {
            conn.prepare_cached(sql)?.execute(params![change.id.as_bytes(), inc.as_bytes(), n])?;
        }
    }
    meta::set(conn, meta::INC, &inc.to_string())?;
    meta::set(conn, meta::NEXT_N, &(n + 1).to_string())
}

/// Puts another identity on a change: only the planted bug does.
#[cfg(planted)]
pub(crate) fn reissue(conn: &Connection, queued: &Queued, id: Id) -> StoreResult<()> {
    let Content::Text(text) = &queued.content else { return Ok(()) };
    let Ok(change) = Change::from_text(text) else { return Ok(()) };
    let text = Change { id, ..change }.to_text();
    conn.execute(
        "UPDATE outbox SET id = ?2, text = ?3, hash = ?4 WHERE id = ?1",
        params![queued.id.as_bytes(), id.as_bytes(), text, Change::hash_of(&text)],
    )?;
    Ok(())
}

/// Covers a change whose receipt a checkpoint carried. One that was covered before, and that the hub has just been sent
/// again, is retained from now on: what the hub lost once it can lose again.
pub(crate) fn cover(conn: &Connection, id: Id, at: i64) -> StoreResult<()> {
    let moved = conn
        .prepare_cached(
            "INSERT INTO retained (id, pos, root, kind, at, hash, inc, n, covered_at, text, sealed)
             SELECT id, pos, root, kind, at, hash, inc, n, ?2, text, sealed FROM outbox WHERE id = ?1",
        )?
        .execute(params![id.as_bytes(), at])?;
    if moved > 0 {
        conn.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([id.as_bytes()])?;
    } else {
        let sql = "UPDATE retained SET covered_at = ?2 WHERE id = ?1";
        conn.prepare_cached(sql)?.execute(params![id.as_bytes(), at])?;
    }
    Ok(())
}

/// Covered changes, in order of saving.
pub fn retained(conn: &Connection) -> StoreResult<Vec<Queued>> {
    select(conn, "SELECT pos, id, hash, inc, n, text, sealed FROM retained ORDER BY pos", [])
}

/// Covered changes that are still readable, each with its root.
pub(super) fn readable(conn: &Connection) -> StoreResult<Vec<(Id, Id, String)>> {
    let mut statement =
        conn.prepare_cached("SELECT id, root, text FROM retained WHERE text IS NOT NULL ORDER BY pos")?;
    let rows = statement.query_map([], |row| Ok((id_at(row, 0)?, id_at(row, 1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Replaces the text of a covered change by the same sealed to the hub.
pub(super) fn seal(conn: &Connection, id: Id, sealed: &[u8]) -> StoreResult<()> {
    conn.prepare_cached("UPDATE retained SET text = NULL, sealed = ?2 WHERE id = ?1")?
        .execute(params![id.as_bytes(), sealed])?;
    Ok(())
}

/// Forgets changes that were covered long ago.
pub(super) fn prune(conn: &Connection, now: i64) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM retained WHERE covered_at < ?1")?.execute([now - RETAINED_MS])?;
    Ok(())
}
