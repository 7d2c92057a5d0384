//! Reads a whole database and says what is wrong with it.

use rusqlite::Connection;

use crate::error::OpenError;

/// Checks every page's authentication code (encrypted files), then the structure of tables and indexes. Returns what
/// was found, in SQLite's words, which name pages and tables and never content; nothing when the file is sound.
///
/// Reads everything: seconds for a large file, so for backups and on demand, not for each start. Call it outside a
/// transaction: within one, pages that no table uses are not checked.
///
/// # Errors
/// When the file cannot be read for another reason than damage: [`OpenError::of_sqlite`] tells which.
pub fn check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    // SQLCipher's check looks at the file alone. A page that a power cut left half moved out of the log is no damage: the
    // log still has it. The structure's check reads pages, and their codes, as SQLite does, through the log.
    if is_complete_without_log(connection) {
        found = messages(connection, "PRAGMA cipher_integrity_check")?;
    }
    found.extend(messages(connection, "PRAGMA integrity_check")?.into_iter().filter(|message| message != "ok"));
    Ok(found)
}

/// Moves the log into the file as far as readers allow, and answers whether that was all of it.
fn is_complete_without_log(connection: &Connection) -> bool {
    if !connection.is_autocommit() {
        return false;
    }
    let moved = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        let (busy, log, moved): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(busy == 0 && log == moved)
    });
    // Whatever kept it from moving, the other check will meet too.
    moved.unwrap_or(false)
}

/// The rows that a check answers with. One that stops at damage has found it.
fn messages(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let rows = |sql| connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect();
    match rows(sql) {
        Err(error) if OpenError::of_sqlite(&error) == OpenError::Damaged => Ok(vec![error.to_string()]),
        other => other,
    }
}
