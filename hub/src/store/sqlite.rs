//! The hub's store in one SQLite file: every commune, its history, and the hub's own credentials.
//!
//! One connection writes; whoever wants it waits in line. Snapshots read on connections of their own (WAL), so that no
//! reader waits for the writer. [`SqliteHub`] is a handle: clone it for each request.
//!
//! * `schema`: making and updating a file; `pool`: its connections; `transaction`: begin, commit, roll back.
//! * `read`, `feed`, `write`: what the engine asks, over one connection. `row` and `error`: SQLite's types and failures.
//! * [`enrolment`], [`settings`]: what the server keeps besides; [`recovery`]: communes set up and restored; `copy`:
//!   backups and templates; [`check`]: the invariants.

mod error;
mod feed;
mod pool;
mod read;
mod row;
mod schema;
mod transaction;
mod write;

pub mod copy;
pub mod enrolment;
pub mod recovery;
pub mod settings;

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use doorstep_core::{
    id::CommuneCode,
    sync::{
        cursor::Mark,
        hub::store::{HubStore, Snapshot, StoreResult, Transaction},
    },
};
use doorstep_sqlcipher::{Key, OpenOptions, rusqlite::Connection};

pub use self::{error::OpenHubError, feed::TOMBSTONES_MS};
use self::{
    pool::{Held, Pool},
    transaction::Open,
};

/// Where the marks of commits come from: the operating system in a hub, a seed in a simulation.
pub type Marks = Box<dyn FnMut() -> Mark + Send>;

/// A handle of a hub's database. Clones share it; each serves one request at a time.
#[derive(Clone)]
pub struct SqliteHub {
    shared: Arc<Shared>,
}

/// What the handles of one database share.
struct Shared {
    pool: Pool,
    marks: Mutex<Marks>,
}

impl SqliteHub {
    /// Opens or makes a hub's file, encrypted with a key, plain without; brings an older one up to date.
    ///
    /// # Errors
    /// A newer file, a wrong key, damage, a folder that cannot be written: [`OpenHubError`] says what to do. A refused
    /// file is left as it is.
    pub fn open(path: &Path, key: Option<&Key>, marks: Marks) -> Result<SqliteHub, OpenHubError> {
        let connection = doorstep_sqlcipher::open(path, key, &OpenOptions::new(schema::VERSION))?;
        schema::migrate(&connection)?;
        Ok(SqliteHub::over(Pool::of_file(connection, path, key), marks))
    }

    /// A hub in memory, for tests and simulations. One connection serves transactions and snapshots, one after another.
    ///
    /// # Errors
    /// Hardly any: no memory.
    pub fn in_memory(marks: Marks) -> Result<SqliteHub, OpenHubError> {
        let connection = doorstep_sqlcipher::open_in_memory()?;
        schema::migrate(&connection)?;
        Ok(SqliteHub::over(Pool::in_memory(connection), marks))
    }

    fn over(pool: Pool, marks: Marks) -> SqliteHub {
        SqliteHub { shared: Arc::new(Shared { pool, marks: Mutex::new(marks) }) }
    }

    /// Carries out several transactions as one: what `work` does to the [`Unit`] becomes durable together, or not at all
    /// when it answers an error. Enrolment takes its code, applies `device.enrol` and adds the token this way.
    ///
    /// # Errors
    /// Those of `work`, and of the store.
    pub fn atomically<T, E: From<doorstep_core::sync::hub::store::StoreError>>(
        &self,
        work: impl FnOnce(&mut Unit<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = Open::writing(Held::Pooled(self.shared.pool.writer()))?;
        let result = work(&mut Unit { connection: open.connection(), shared: &self.shared })?;
        open.commit()?;
        Ok(result)
    }
}

impl HubStore for SqliteHub {
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>> {
        transaction::begin(Held::Pooled(self.shared.pool.writer()), &self.shared, commune)
    }

    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
        transaction::snapshot(Held::Pooled(self.shared.pool.reader()?), commune)
    }
}

/// One transaction around others; see [`SqliteHub::atomically`].
pub struct Unit<'a> {
    connection: &'a Connection,
    shared: &'a Shared,
}

impl HubStore for Unit<'_> {
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>> {
        transaction::begin(Held::Within(self.connection), self.shared, commune)
    }

    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
        transaction::snapshot(Held::Within(self.connection), commune)
    }
}
