//! Tables, versions and projections.
//!
//! `user_version` covers what only this file has. Projections are code, not migrations: each has a version, and a file
//! whose version differs has the projection dropped, created and refilled from bodies at open, before queries answer.

use doorstep_sqlcipher::rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{StoreResult, door, meta, records};
use crate::rules::links;

/// The version of the tables that this release reads and writes. A newer file is refused, unharmed.
pub const USER_VERSION: i32 = 1;

const TABLES: &str = include_str!("schema.sql");

const LINK: &str = "
    CREATE TABLE link (
        name  TEXT NOT NULL,
        value TEXT NOT NULL,
        kind  TEXT NOT NULL,
        id    BLOB NOT NULL,
        PRIMARY KEY (name, value, kind, id)
    ) STRICT, WITHOUT ROWID;";

/// Creates what is missing and refills projections of another version.
pub(super) fn prepare(conn: &mut Connection) -> StoreResult<()> {
    let version: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(TABLES)?;
        tx.pragma_update(None, "user_version", USER_VERSION)?;
        tx.commit()?;
    }
    let versions = [("projection.link", links::VERSION), ("projection.door", door::VERSION)];
    let stale = {
        let mut stale = false;
        for (name, version) in versions {
            stale |= meta::get(conn, name)?.as_deref() != Some(version.to_string().as_str());
        }
        stale
    };
    if stale {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        refill(&tx)?;
        for (name, version) in versions {
            meta::set(&tx, name, &version.to_string())?;
        }
        tx.commit()?;
    }
    Ok(())
}

/// Drops the projections and fills them from bodies. One transaction: interrupted, the next open begins again.
fn refill(tx: &Transaction<'_>) -> StoreResult<()> {
    tx.execute_batch("DROP TABLE IF EXISTS link; DROP TABLE IF EXISTS door;")?;
    tx.execute_batch(LINK)?;
    tx.execute_batch(door::TABLE)?;
    records::project_all(tx)
}
