//! The settings of every connection, encrypted or plain.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::error::OpenError;
use crate::format::tell;

/// Statements that a connection keeps prepared; a store has up to a hundred.
const STATEMENTS: usize = 128;

/// Everything that stays in memory: each connection needs it, none of it changes the file.
const CONNECTION: [&str; 6] = [
    // A visit that was confirmed survives a battery pulled out a moment later.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    // Sorted rows are personal data too: none in files that nobody encrypts.
    "PRAGMA temp_store = MEMORY",
    // What is deleted is overwritten, as SQLCipher does anyway: residents may ask for deletion from plain files too.
    "PRAGMA secure_delete = ON",
    // Into the file every 4 MB of log (1,000 pages), so that reading never has to search a long one …
    "PRAGMA wal_autocheckpoint = 1000",
    // … and a log that one large import made long is cut back afterwards.
    "PRAGMA journal_size_limit = 8388608",
];

/// Apple's `fsync` leaves data in the drive's cache; only this asks for it to be written.
#[cfg(target_vendor = "apple")]
const PLATFORM: [&str; 2] = ["PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON"];
#[cfg(not(target_vendor = "apple"))]
const PLATFORM: [&str; 0] = [];

/// Sets what stays in memory.
pub(crate) fn of_connection(connection: &Connection) -> rusqlite::Result<()> {
    for setting in CONNECTION.into_iter().chain(PLATFORM) {
        tell(connection, setting)?;
    }
    // Statements cannot break the file by writing to the schema or to the tables behind a search index.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // A prepared statement stays as it is. Built with statistics, SQLite would plan it anew whenever a bound value changes.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// Sets what is written to the file: the write-ahead log, so that readers and a writer do not wait for each other.
pub(crate) fn of_file(connection: &Connection, busy_timeout: Duration) -> Result<(), OpenError> {
    let start = Instant::now();
    loop {
        match log_ahead(connection).map_err(|error| OpenError::of_sqlite(&error)) {
            // While another makes the same file, SQLite gives up here at once. This waits until that one is done.
            Err(OpenError::Locked) if start.elapsed() < busy_timeout => {
                connection.execute_batch("BEGIN IMMEDIATE; COMMIT").map_err(|error| OpenError::of_sqlite(&error))?
            }
            Ok(true) => return Ok(()),
            Ok(false) => return Err(OpenError::Folder),
            Err(error) => return Err(error),
        }
    }
}

fn log_ahead(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA journal_mode = WAL", [], |row| Ok(row.get_ref(0)?.as_str()? == "wal"))
}
