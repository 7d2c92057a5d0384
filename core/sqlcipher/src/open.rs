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
use crate::file::{Found, Opaque, look};
use crate::format::{self, PAGE_BYTES, SALT_BYTES, tell};
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
/// The connection has the settings of [`crate::settings`] and a schema no newer than the options allow (0: a new file).
///
/// # Errors
/// See [`OpenError`]. A refused file is left as it is. After [`OpenError::Damaged`], [`crate::set_aside`] makes room.
pub fn open(path: &Path, key: Option<&Key>, options: &OpenOptions) -> Result<Connection, OpenError> {
    let found = look(path)?;
    match (&found, key) {
        (Found::Nothing, _) if !options.create => return Err(OpenError::Missing),
        (Found::Plain, Some(_)) => return Err(OpenError::NotEncrypted),
        (Found::Opaque(_), None) => return Err(OpenError::KeyMissing),
        (Found::Opaque(file), Some(key)) if file.head.len() < PAGE_BYTES || !(file.whole || file.log) => {
            return Err(verdict(key, file));
        }
        _ => {}
    }
    let lock = key.map(|key| Lock::new(key, &found)).transpose()?;
    match connect(path, lock.as_ref(), options) {
        Err(OpenError::Damaged) => Err(match (found, key) {
            (Found::Opaque(file), Some(key)) => verdict(key, &file),
            // Another process made the file since we looked, with a salt that is not ours. Now there is one to read.
            (Found::Nothing, Some(_)) if !matches!(look(path)?, Found::Nothing) => return open(path, key, options),
            _ => OpenError::Damaged,
        }),
        other => other,
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

/// A key, and the salt to go with it when the file has none yet.
struct Lock<'a> {
    key: &'a Key,
    salt: Option<[u8; SALT_BYTES]>,
}

impl<'a> Lock<'a> {
    fn new(key: &'a Key, found: &Found) -> Result<Self, OpenError> {
        let salt = match found {
            Found::Nothing => Some(witness::new_salt(key).map_err(|_| OpenError::Other { code: 0 })?),
            Found::Plain | Found::Opaque(_) => None,
        };
        Ok(Self { key, salt })
    }
}

fn connect(path: &Path, lock: Option<&Lock<'_>>, options: &OpenOptions) -> Result<Connection, OpenError> {
    provider::keep();
    let connection = read(path, lock, options).map_err(|error| match error.sqlite_error_code() {
        // Our statements are right, so what SQLite calls a mistake in them is one in the file.
        Some(ErrorCode::Unknown) => OpenError::Damaged,
        // SQLite does not say why it may not make a file in a folder that is there.
        Some(ErrorCode::CannotOpen) if has_folder(path) => OpenError::ReadOnly,
        _ => OpenError::of_sqlite(&error),
    })?;
    let found = version(&connection).map_err(|error| OpenError::of_sqlite(&error))?;
    if found > options.newest {
        return Err(OpenError::Newer { found, newest: options.newest });
    }
    // SQLite falls back to reading when it may not write, and would only say so at the first statement that does.
    if connection.is_readonly("main").map_err(|error| OpenError::of_sqlite(&error))? {
        return Err(OpenError::ReadOnly);
    }
    settings::of_file(&connection)?;
    keep_log(&connection, false).map_err(|error| OpenError::of_sqlite(&error))?;
    Ok(connection)
}

/// Opens and reads, without writing.
fn read(path: &Path, lock: Option<&Lock<'_>>, options: &OpenOptions) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, options.create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(options.busy_timeout)?;
    keep_log(&connection, true)?;
    match lock {
        Some(lock) => {
            format::prepare(&connection)?;
            keying::apply(&connection, lock.key, lock.salt.as_ref())?;
            format::apply(&connection)?;
        }
        None => tell(&connection, "PRAGMA page_size = 4096")?,
    }
    settings::of_connection(&connection)?;
    // Reads the first page and whatever else holds the schema.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn has_folder(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir())
}

fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(drop)
}
