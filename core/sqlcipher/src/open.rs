//! Opens a file, or says why not.
//!
//! The order matters: look at the file, let SQLite read it, compare versions, and only then write. Until then the
//! connection is told not to move the log into the file when it closes, so that a refused file stays byte for byte
//! what it was.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::OpenError;
use crate::file::{Content, Entry, Opaque};
use crate::format::{self, tell};
use crate::key::Key;
use crate::{keying, provider, settings, witness};

/// How to open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    newest: i32,
    create: bool,
    busy_timeout: Duration,
}

impl OpenOptions {
    /// For a caller that knows schemas up to `newest`, by SQLite's `user_version`. Makes the file when there is none
    /// and waits up to 5 s for another process.
    #[must_use]
    pub const fn new(newest: i32) -> Self {
        Self { newest, create: true, busy_timeout: Duration::from_secs(5) }
    }

    /// Refuses with [`OpenError::Missing`] when there is no file.
    #[must_use]
    pub const fn existing(self) -> Self {
        Self { create: false, ..self }
    }

    /// Waits this long for another process, now and in every later statement.
    #[must_use]
    pub const fn busy_timeout(self, busy_timeout: Duration) -> Self {
        Self { busy_timeout, ..self }
    }
}

/// Opens or makes a database: encrypted with a key, plain without.
///
/// The connection writes a log ahead (WAL), waits for the disk at each commit, enforces foreign keys, keeps temporary
/// data in memory and overwrites what is deleted. Its `user_version` is no newer than the options allow; 0 in a new file.
///
/// # Errors
/// See [`OpenError`]. A refused file is left as it is. After [`OpenError::Damaged`], [`crate::set_aside`] makes room.
pub fn open(path: &Path, key: Option<&Key>, options: &OpenOptions) -> Result<Connection, OpenError> {
    let entry = Entry::of(path)?;
    if entry.length == 0 && !options.create {
        return Err(OpenError::Missing);
    }
    let connection = connect(path, options).map_err(|error| match error.sqlite_error_code() {
        // SQLite does not say why it may not make or open a file in a folder that is there.
        Some(ErrorCode::CannotOpen) if has_folder(path) => OpenError::ReadOnly,
        _ => OpenError::of_sqlite(&error),
    })?;
    let content = Content::of(&connection, entry)?;
    match (&content, key) {
        (Content::Plain, Some(_)) => return Err(OpenError::NotEncrypted),
        (Content::Opaque(_), None) => return Err(OpenError::KeyMissing),
        (Content::Opaque(file), Some(key)) if !file.complete => return Err(verdict(key, file)),
        _ => {}
    }
    match read(&connection, key, &content).and_then(|()| accept(&connection, options)) {
        Ok(()) => Ok(connection),
        Err(OpenError::Damaged) => match (content, key) {
            (Content::Opaque(file), Some(key)) => Err(verdict(key, &file)),
            // Another process made the file since we looked, with a salt that is not ours. Now there is one to read.
            (Content::Nothing, Some(_)) if Entry::of(path)?.length > 0 => open(path, key, options),
            _ => Err(OpenError::Damaged),
        },
        Err(error) => Err(error),
    }
}

/// Opens a plain database in memory, with the same settings; the log apart, which needs a file.
///
/// # Errors
/// Hardly any: [`OpenError::Other`].
pub fn open_in_memory() -> Result<Connection, OpenError> {
    provider::keep();
    let connection = Connection::open_in_memory().map_err(|error| OpenError::of_sqlite(&error))?;
    settings::of_connection(&connection).map_err(|error| OpenError::of_sqlite(&error))?;
    Ok(connection)
}

/// Why a file that is not plain cannot be read with a key.
fn verdict(key: &Key, file: &Opaque) -> OpenError {
    if witness::belongs(key, &file.head) {
        OpenError::Damaged
    } else if file.whole {
        OpenError::WrongKey
    } else {
        OpenError::NotADatabase
    }
}

/// Opens, and neither reads nor writes.
fn connect(path: &Path, options: &OpenOptions) -> rusqlite::Result<Connection> {
    provider::keep();
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, options.create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(options.busy_timeout)?;
    keep_log(&connection, true)?;
    Ok(connection)
}

/// Keys, sets and reads, without writing.
fn read(connection: &Connection, key: Option<&Key>, content: &Content) -> Result<(), OpenError> {
    let salt = match (content, key) {
        (Content::Nothing, Some(key)) => Some(witness::new_salt(key).map_err(|_| OpenError::Other { code: 0 })?),
        _ => None,
    };
    let read = || {
        if let Some(key) = key {
            format::prepare(connection)?;
            keying::apply(connection, key, salt.as_ref())?;
            format::apply(connection)?;
        } else {
            tell(connection, "PRAGMA page_size = 4096")?;
        }
        settings::of_connection(connection)?;
        // Reads the first page and whatever else holds the schema.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
    };
    read().map_err(|error| match error.sqlite_error_code() {
        // Our statements are right, so what SQLite calls a mistake in them is one in the file.
        Some(ErrorCode::Unknown) => OpenError::Damaged,
        _ => OpenError::of_sqlite(&error),
    })
}

/// Compares versions, and only then lets the connection write.
fn accept(connection: &Connection, options: &OpenOptions) -> Result<(), OpenError> {
    let of_sqlite = |error| OpenError::of_sqlite(&error);
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(of_sqlite)?;
    if found > options.newest {
        return Err(OpenError::Newer { found, newest: options.newest });
    }
    // SQLite falls back to reading when it may not write, and would only say so at the first statement that does.
    if connection.is_readonly("main").map_err(of_sqlite)? {
        return Err(OpenError::ReadOnly);
    }
    settings::of_file(connection, options.busy_timeout)?;
    keep_log(connection, false).map_err(of_sqlite)
}

fn has_folder(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir())
}

fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(drop)
}
