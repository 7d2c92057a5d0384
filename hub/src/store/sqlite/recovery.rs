//! Communes come to a hub by being set up, and come back by being restored from a backup.

use doorstep_core::{
    id::{CommuneCode, Seq},
    planted::{Bug, planted},
    sync::{
        cursor::Cursor,
        hub::store::{StoreError, StoreResult},
    },
};
use doorstep_sqlcipher::rusqlite::params;

use super::{SqliteHub, enrolment, error::OrStoreError, pool::Held, read, transaction::Open, write};

/// How far above every position ever given a restored commune goes on: 2^40.
pub const LEAP: Seq = 1 << 40;

impl SqliteHub {
    /// Makes room for a commune, with a head at 0. Its records come by `commune.set_up` and what follows.
    ///
    /// # Errors
    /// [`StoreError::Deterministic`] where the commune is here already.
    pub fn create_commune(&self, commune: &CommuneCode) -> StoreResult<Cursor> {
        let open = Open::writing(Held::Pooled(self.shared.pool.writer()))?;
        let head = Cursor { seq: 0, mark: self.shared.mark() };
        let added = open
            .connection()
            .execute(
                "INSERT INTO head (commune, seq, mark, at) VALUES (?1, 0, ?2, 0) ON CONFLICT (commune) DO NOTHING",
                params![commune.as_str(), head.mark],
            )
            .or_store()?;
        if added == 0 {
            return Err(StoreError::Deterministic(format!("commune {commune} is set up already")));
        }
        write::raise(open.connection(), commune.as_str(), head, 0, false)?;
        open.commit()?;
        Ok(head)
    }

    /// The communes of this hub, in order of code.
    pub fn communes(&self) -> StoreResult<Vec<CommuneCode>> {
        self.shared
            .pool
            .reader()?
            .prepare_cached("SELECT commune FROM head ORDER BY commune")
            .or_store()?
            .query_map([], |row| enrolment::commune(row, 0))
            .or_store()?
            .collect::<Result<_, _>>()
            .or_store()
    }

    /// Begins the recovery of a commune whose file was restored: raises the generation, commits a head [`LEAP`] above
    /// every position ever given (`highest`, from beside the database), and keeps the positions between as skipped.
    /// Commands are parked until a leader ends it.
    pub fn begin_recovery(&self, commune: &CommuneCode, highest: Seq) -> StoreResult<Cursor> {
        let open = Open::writing(Held::Pooled(self.shared.pool.writer()))?;
        let old = read::head(open.connection(), commune)?;
        let mut seq = old.cursor.seq.max(highest).saturating_add(LEAP);
        if planted(Bug::SeenSurvivesRestore) {
            seq = old.cursor.seq + 1;
        }
        let head = Cursor { seq, mark: self.shared.mark() };
        open.connection()
            .execute(
                "INSERT INTO skipped (commune, from_seq, to_seq) VALUES (?1, ?2, ?3)",
                params![commune.as_str(), old.cursor.seq + 1, seq],
            )
            .or_store()?;
        open.connection()
            .execute(
                "UPDATE head SET generation = generation + 1, recovering = 1 WHERE commune = ?1",
                [commune.as_str()],
            )
            .or_store()?;
        write::raise(open.connection(), commune.as_str(), head, old.at, false)?;
        open.commit()?;
        Ok(head)
    }
}
