//! Whole copies: backups to a file while the hub runs, and bytes in memory for simulations.

use std::path::Path;

use doorstep_core::sync::hub::store::{StoreError, StoreResult};
use doorstep_sqlcipher::{
    OpenOptions,
    rusqlite::{
        Connection, MAIN_DB,
        backup::{Backup, StepResult},
    },
};

use super::{Marks, OpenHubError, SqliteHub, error::OrStoreError, pool::Pool, schema};

impl SqliteHub {
    /// Copies everything to a new file, under the hub's key, as of one commit, while the hub goes on. An existing file is
    /// refused.
    ///
    /// # Errors
    /// A file that exists, a full disk: nothing that is not a whole copy is left under the path.
    pub fn backup_to(&self, path: &Path) -> Result<(), OpenHubError> {
        let key = self.shared.pool.key();
        if path.exists() {
            return Err(
                StoreError::Deterministic(format!("{} exists already; give another place", path.display())).into()
            );
        }
        let copied = doorstep_sqlcipher::open(path, key, &OpenOptions::new(schema::VERSION))
            .map_err(OpenHubError::from)
            .and_then(|mut copy| {
                let from = self.shared.pool.reader()?;
                let backup = Backup::new(&from, &mut copy).or_store()?;
                // All pages in one step, so of one commit. Only a connection in memory keeps writers waiting meanwhile.
                match backup.step(-1).or_store()? {
                    StepResult::Done => Ok(()),
                    _ => Err(StoreError::Unavailable("the database was busy".into()).into()),
                }
            });
        if copied.is_err() {
            // Best effort: what remains is not a whole copy and the caller has the error that says why.
            let _ = std::fs::remove_file(path);
        }
        copied
    }

    /// The whole of a hub in memory as bytes, for [`SqliteHub::from_bytes`].
    ///
    /// # Errors
    /// A hub in a file: its bytes may be encrypted; [`SqliteHub::backup_to`] copies it.
    pub fn to_bytes(&self) -> StoreResult<Vec<u8>> {
        if self.shared.pool.is_file() {
            return Err(StoreError::Deterministic("only a hub in memory gives its bytes; back a file up".into()));
        }
        let mut connection = self.shared.pool.writer();
        Ok(connection.serialize(MAIN_DB).or_store()?.to_vec())
    }

    /// Reads the tables of a hub in memory as they lie, between its transactions: whoever checks the hub goes through
    /// none of its code.
    ///
    /// # Errors
    /// A hub in a file.
    pub fn look<T>(&self, read: impl FnOnce(&Connection) -> T) -> StoreResult<T> {
        if self.shared.pool.is_file() {
            return Err(StoreError::Deterministic("only a hub in memory shows its tables".into()));
        }
        Ok(read(&self.shared.pool.writer()))
    }

    /// A hub in memory out of the bytes of another: a migrated template, or a copy to restore from.
    ///
    /// # Errors
    /// Bytes that are not a hub's database, or of a newer one.
    pub fn from_bytes(bytes: &[u8], marks: Marks) -> Result<SqliteHub, OpenHubError> {
        let mut connection = doorstep_sqlcipher::open_in_memory()?;
        connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), false).or_store()?;
        schema::migrate(&connection)?;
        Ok(SqliteHub::over(Pool::in_memory(connection), marks))
    }
}
