//! Making a file, bringing an older one up to date, and refilling what is computed from other tables.

use doorstep_core::{
    id::Id,
    record::{Key, Kind, Record},
    rules::links,
    sync::hub::store::StoreResult,
};
use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{
    error::{OrStoreError, unreadable},
    row, write,
};

/// The `user_version` of a file of this release.
pub(super) const VERSION: i32 = 1;

/// What brings a file from each version to the next.
const STEPS: &[&str] = &[include_str!("schema.sql")];

/// Records whose links one transaction refills.
const REFILL: i64 = 2_000;

/// Brings a file to [`VERSION`], one transaction a step, and its projections to theirs.
pub(super) fn migrate(connection: &Connection) -> StoreResult<()> {
    connection.execute_batch("BEGIN IMMEDIATE").or_store()?;
    let done = steps(connection);
    connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).or_store()?;
    done?;
    refill_links(connection, links::VERSION)
}

fn steps(connection: &Connection) -> StoreResult<()> {
    // Read under the lock: another process may have made the file meanwhile.
    let found: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).or_store()?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        connection.execute_batch(step).or_store()?;
    }
    connection.pragma_update(None, "user_version", VERSION).or_store()
}

/// Refills the links from bodies where another version filled them. Each transaction notes how far it came, so that an
/// opening that was cut short is continued by the next.
pub(super) fn refill_links(connection: &Connection, version: i64) -> StoreResult<()> {
    loop {
        connection.execute_batch("BEGIN IMMEDIATE").or_store()?;
        let more = refill_some(connection, version);
        connection.execute_batch(if more.is_ok() { "COMMIT" } else { "ROLLBACK" }).or_store()?;
        if !more? {
            return Ok(());
        }
    }
}

/// Refills some links; answers whether there is more to do.
fn refill_some(connection: &Connection, version: i64) -> StoreResult<bool> {
    let standing: Option<(i64, Option<i64>)> = connection
        .query_row("SELECT version, done_to FROM projection WHERE name = 'link'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
        .or_store()?;
    let after = match standing {
        Some((filled_by, None)) if filled_by == version => return Ok(false),
        Some((filled_by, Some(after))) if filled_by == version => after,
        _ => {
            connection.execute("DELETE FROM link", []).or_store()?;
            0
        }
    };
    let mut select = connection
        .prepare_cached(
            "SELECT rowid, commune, kind, id, root, seq, body FROM record
             WHERE rowid > ?1 AND body IS NOT NULL ORDER BY rowid LIMIT ?2",
        )
        .or_store()?;
    let mut rows = select.query(params![after, REFILL]).or_store()?;
    let mut done_to = None;
    while let Some(found) = rows.next().or_store()? {
        done_to = Some(found.get::<_, i64>(0).or_store()?);
        let commune: String = found.get(1).or_store()?;
        let (commune, record) = (commune, record_of(found)?);
        write::links(connection, &commune, &record)?;
    }
    connection
        .execute(
            "INSERT OR REPLACE INTO projection (name, version, done_to) VALUES ('link', ?1, ?2)",
            params![version, done_to],
        )
        .or_store()?;
    Ok(done_to.is_some())
}

/// A live record out of the columns kind, id, root, seq, body after the first two.
pub(super) fn record_of(found: &doorstep_sqlcipher::rusqlite::Row<'_>) -> StoreResult<Record> {
    let kind: String = found.get(2).or_store()?;
    let id: Id = row::id(found, 3).or_store()?;
    let body: String = found.get(6).or_store()?;
    let body = serde_json::from_str(&body).map_err(|_| unreadable(format_args!("body of {kind} {id}")))?;
    Ok(Record {
        key: Key::new(Kind::from(kind), id),
        root: row::id(found, 4).or_store()?,
        seq: found.get(5).or_store()?,
        body,
    })
}
