//! Settings of the hub: named texts whose meaning is the server's.

use doorstep_core::sync::hub::store::StoreResult;
use doorstep_sqlcipher::rusqlite::OptionalExtension;

use super::{SqliteHub, error::OrStoreError};

impl SqliteHub {
    /// A setting; none where it was never set.
    pub fn setting(&self, name: &str) -> StoreResult<Option<String>> {
        self.shared
            .pool
            .reader()?
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")
            .or_store()?
            .query_row([name], |row| row.get(0))
            .optional()
            .or_store()
    }

    /// Sets a setting.
    pub fn set_setting(&self, name: &str, value: &str) -> StoreResult<()> {
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)";
        self.shared.pool.writer().execute(sql, [name, value]).or_store()?;
        Ok(())
    }

    /// Removes a setting; answers whether it was set.
    pub fn remove_setting(&self, name: &str) -> StoreResult<bool> {
        Ok(self.shared.pool.writer().execute("DELETE FROM setting WHERE name = ?1", [name]).or_store()? > 0)
    }
}
