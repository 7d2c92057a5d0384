//! Reads a whole database and says what is wrong with it.

use rusqlite::Connection;

use crate::error::OpenError;

/// Checks every page's authentication code (encrypted files), then the structure of tables and indexes. Returns what
/// was found, in SQLite's words, which name pages and tables and never content; nothing when the file is sound.
///
/// Reads everything: seconds for a large file, so for backups and on demand, not for each start.
///
/// # Errors
/// When the file cannot be read for another reason than damage: [`OpenError::of_sqlite`] tells which.
pub fn check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = messages(connection, "PRAGMA cipher_integrity_check")?;
    found.extend(messages(connection, "PRAGMA integrity_check")?.into_iter().filter(|message| message != "ok"));
    Ok(found)
}

/// The rows that a check answers with. One that stops at damage has found it.
fn messages(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let rows = |sql| connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect();
    match rows(sql) {
        Err(error) if OpenError::of_sqlite(&error) == OpenError::Damaged => Ok(vec![error.to_string()]),
        other => other,
    }
}
