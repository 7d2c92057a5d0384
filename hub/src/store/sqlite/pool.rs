//! The connections of one database: one that writes, and some that read.

use std::{
    array,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError, TryLockError,
        atomic::{AtomicUsize, Ordering},
    },
};

use doorstep_core::sync::hub::store::{StoreError, StoreResult};
use doorstep_sqlcipher::{Key, OpenError, OpenOptions, rusqlite::Connection};

use super::schema;

/// The most connections that read at the same time; further readers wait for one of them. Each holds its own cache of
/// pages, about 2 MB.
const READERS: usize = 8;

/// The connections of one database.
pub(super) struct Pool {
    writer: Mutex<Connection>,
    readers: Option<Readers>,
}

/// What it takes to read a file beside its writer. In memory there is nothing but the writer.
struct Readers {
    path: PathBuf,
    key: Option<Key>,
    open: [OnceLock<Mutex<Connection>>; READERS],
    turn: AtomicUsize,
}

/// A connection in use.
pub(super) enum Held<'a> {
    /// Of the pool; it goes back when dropped.
    Pooled(MutexGuard<'a, Connection>),
    /// That of a transaction around this one.
    Within(&'a Connection),
}

impl Pool {
    pub(super) fn of_file(writer: Connection, path: &Path, key: Option<&Key>) -> Pool {
        let open = array::from_fn(|_| OnceLock::new());
        let readers = Readers { path: path.to_owned(), key: key.cloned(), open, turn: AtomicUsize::new(0) };
        Pool { writer: Mutex::new(writer), readers: Some(readers) }
    }

    pub(super) fn in_memory(writer: Connection) -> Pool {
        Pool { writer: Mutex::new(writer), readers: None }
    }

    /// The writing connection, once whoever holds it is done.
    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked has rolled its transaction back while unwinding.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reading connection: one that is free, a new one, or the next to become free.
    pub(super) fn reader(&self) -> StoreResult<MutexGuard<'_, Connection>> {
        let Some(readers) = &self.readers else { return Ok(self.writer()) };
        for slot in &readers.open {
            let connection = match slot.get() {
                Some(connection) => connection,
                None => {
                    let new = readers.connect().map_err(|error| StoreError::Unavailable(error.to_string()))?;
                    slot.get_or_init(|| Mutex::new(new))
                }
            };
            match connection.try_lock() {
                Ok(guard) => return Ok(guard),
                Err(TryLockError::Poisoned(guard)) => return Ok(guard.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let turn = readers.turn.fetch_add(1, Ordering::Relaxed) % READERS;
        match readers.open[turn].get() {
            Some(connection) => Ok(connection.lock().unwrap_or_else(PoisonError::into_inner)),
            None => Ok(self.writer()),
        }
    }

    /// The key of the file; none for a plain one.
    pub(super) fn key(&self) -> Option<&Key> {
        self.readers.as_ref()?.key.as_ref()
    }

    /// Whether there is a file.
    pub(super) fn is_file(&self) -> bool {
        self.readers.is_some()
    }
}

impl Readers {
    fn connect(&self) -> Result<Connection, OpenError> {
        let options = OpenOptions::new(schema::VERSION).existing();
        let connection = doorstep_sqlcipher::open(&self.path, self.key.as_ref(), &options)?;
        connection.pragma_update(None, "query_only", true).map_err(|error| OpenError::of_sqlite(&error))?;
        Ok(connection)
    }
}

impl Deref for Held<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Held::Pooled(guard) => guard.deref(),
            Held::Within(connection) => connection,
        }
    }
}
