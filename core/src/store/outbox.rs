//! What the phone did: pending until a checkpoint carries its receipt, then retained for a while, in case the hub is
//! restored from a backup.

use doorstep_sqlcipher::rusqlite::{self, Connection, OptionalExtension, Row, params};

use super::{StoreResult, meta, records::id_at};
use crate::{
    change::{Change, Hash},
    id::Id,
    planted::{Bug, planted},
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

const COLUMNS: &str = "pos, id, hash, inc, n, text, sealed";

fn queued(row: &Row<'_>) -> rusqlite::Result<Queued> {
    let content = match (row.get::<_, Option<String>>(5)?, row.get::<_, Option<Vec<u8>>>(6)?) {
        (Some(text), _) => Content::Text(text),
        (None, sealed) => Content::Sealed(sealed.unwrap_or_default()),
    };
    Ok(Queued { pos: row.get(0)?, id: id_at(row, 1)?, hash: row.get(2)?, inc: id_at(row, 3)?, n: row.get(4)?, content })
}

fn select(conn: &Connection, rest: &str, params: impl rusqlite::Params) -> StoreResult<Vec<Queued>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox {rest}"))?;
    let rows = statement.query_map(params, queued)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Appends a change with the next number of the current incarnation.
pub(super) fn append(conn: &Connection, change: &Change, text: &str) -> StoreResult<()> {
    let inc = meta::id(conn, meta::INC)?.ok_or(super::StoreError::NotEnrolled)?;
    let n = meta::number(conn, meta::NEXT_N)?.max(1);
    meta::set(conn, meta::NEXT_N, &(n + 1).to_string())?;
    conn.prepare_cached(
        "INSERT INTO outbox (id, root, kind, at, hash, inc, n, text, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending')",
    )?
    .execute(params![
        change.id.as_bytes(),
        change.root.as_bytes(),
        change.kind,
        change.at,
        Change::hash_of(text),
        inc.as_bytes(),
        n,
        text
    ])?;
    Ok(())
}

/// Changes that no checkpoint has covered, in order of saving.
pub fn pending(conn: &Connection) -> StoreResult<Vec<Queued>> {
    select(conn, "WHERE state = 'pending' ORDER BY pos", [])
}

/// Pending changes that no push answer has named since the last checkpoint, and covered ones whose number the hub lacks, in
/// order of saving: what is to be sent.
pub fn to_send(conn: &Connection, limit: usize) -> StoreResult<Vec<Queued>> {
    select(
        conn,
        "WHERE ((state = 'pending' AND id NOT IN (SELECT change FROM provisional)) OR again = 1)
         AND durable = 0 ORDER BY pos LIMIT ?1",
        [limit as i64],
    )
}

/// How many changes are still to be sent.
pub fn count_to_send(conn: &Connection) -> StoreResult<usize> {
    let sql = "SELECT count(*) FROM outbox WHERE durable = 0
               AND ((state = 'pending' AND id NOT IN (SELECT change FROM provisional)) OR again = 1)";
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
    let left: i64 =
        conn.query_row("SELECT count(*) FROM outbox WHERE state = 'pending' AND durable = 0", [], |r| r.get(0))?;
    Ok(left == 0)
}

/// Makes everything pending again, what the hub called durable too: the device was revoked, or a revoked device's hub was
/// restored from a backup.
pub(crate) fn reopen_all(conn: &Connection) -> StoreResult<()> {
    conn.execute("UPDATE outbox SET state = 'pending', covered_at = NULL, durable = 0, again = 0", [])?;
    Ok(())
}

/// Makes a change pending again and sends it again: a hub without it needs it.
pub(crate) fn reopen(conn: &Connection, id: Id) -> StoreResult<()> {
    conn.prepare_cached("UPDATE outbox SET state = 'pending', covered_at = NULL, again = 0 WHERE id = ?1")?
        .execute([id.as_bytes()])?;
    conn.prepare_cached("DELETE FROM provisional WHERE change = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Sends all changes from a place in a queue on again. Answers whether the first of them is there. What a checkpoint has
/// covered stays covered: the hub may know it by another way and lack only its number, and if it lacks the change, a full
/// snapshot will say so.
pub(crate) fn send_again_from(conn: &Connection, inc: Id, n: i64) -> StoreResult<bool> {
    let from = select(conn, "WHERE inc = ?1 AND n >= ?2 ORDER BY n", params![inc.as_bytes(), n])?;
    for change in &from {
        conn.prepare_cached("UPDATE outbox SET again = 1 WHERE id = ?1 AND state = 'covered'")?
            .execute([change.id.as_bytes()])?;
        // Told to be durable, but the hub lacks the number: sent once more.
        conn.prepare_cached("UPDATE outbox SET durable = 0 WHERE id = ?1")?.execute([change.id.as_bytes()])?;
        conn.prepare_cached("DELETE FROM provisional WHERE change = ?1")?.execute([change.id.as_bytes()])?;
    }
    Ok(from.first().is_some_and(|first| first.n == n))
}

/// The hub has answered for a change: its number is known there.
pub(crate) fn answered(conn: &Connection, id: Id) -> StoreResult<()> {
    conn.prepare_cached("UPDATE outbox SET again = 0 WHERE id = ?1 AND again = 1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// The hash of a change in the outbox.
pub fn hash_of(conn: &Connection, id: Id) -> StoreResult<Option<Hash>> {
    if planted(Bug::HashOverPlace) {
        let there = select(conn, "WHERE id = ?1", [id.as_bytes()])?.into_iter().next();
        return Ok(there.map(|queued| match &queued.content {
            Content::Text(text) => Change::hash_of(&format!("{text}{}{}", queued.inc, queued.n)),
            Content::Sealed(_) => queued.hash,
        }));
    }
    let mut select = conn.prepare_cached("SELECT hash FROM outbox WHERE id = ?1")?;
    Ok(select.query_row([id.as_bytes()], |row| row.get(0)).optional()?)
}

/// Gives every change that is still to be sent a number of a new incarnation, in order of saving, identities unchanged.
pub(crate) fn renumber(conn: &Connection, inc: Id) -> StoreResult<()> {
    let mut n = 0;
    for change in to_send(conn, usize::MAX >> 1)? {
        n += 1;
        conn.prepare_cached("UPDATE outbox SET inc = ?2, n = ?3 WHERE pos = ?1")?.execute(params![
            change.pos,
            inc.as_bytes(),
            n
        ])?;
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
        "UPDATE outbox SET id = ?2, text = ?3, hash = ?4 WHERE pos = ?1",
        params![queued.pos, id.as_bytes(), text, Change::hash_of(&text)],
    )?;
    Ok(())
}

/// Covers a change whose receipt a checkpoint carried.
pub(crate) fn cover(conn: &Connection, id: Id, at: i64) -> StoreResult<()> {
    conn.prepare_cached("UPDATE outbox SET state = 'covered', covered_at = ?2 WHERE id = ?1 AND state = 'pending'")?
        .execute(params![id.as_bytes(), at])?;
    Ok(())
}

/// Covered changes, in order of saving.
pub fn retained(conn: &Connection) -> StoreResult<Vec<Queued>> {
    select(conn, "WHERE state = 'covered' ORDER BY pos", [])
}

/// Replaces the text of a covered change by the same sealed to the hub.
pub(super) fn seal(conn: &Connection, pos: i64, sealed: &[u8]) -> StoreResult<()> {
    conn.prepare_cached("UPDATE outbox SET text = NULL, sealed = ?2 WHERE pos = ?1")?.execute(params![pos, sealed])?;
    Ok(())
}

/// Covered changes of a root that are still readable.
pub(super) fn readable_of_root(conn: &Connection, root: Id) -> StoreResult<Vec<Queued>> {
    select(conn, "WHERE root = ?1 AND state = 'covered' AND text IS NOT NULL", [root.as_bytes()])
}

/// Covered changes whose text names an identifier.
pub(super) fn readable_naming(conn: &Connection, id: Id) -> StoreResult<Vec<Queued>> {
    select(conn, "WHERE state = 'covered' AND text IS NOT NULL AND instr(text, ?1) > 0", [id.to_string()])
}

/// Forgets changes that were covered long ago.
pub(super) fn prune(conn: &Connection, now: i64) -> StoreResult<()> {
    conn.prepare_cached("DELETE FROM outbox WHERE state = 'covered' AND covered_at < ?1")?
        .execute([now - RETAINED_MS])?;
    Ok(())
}
