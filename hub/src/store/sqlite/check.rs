//! The invariants of a hub's database, checked on demand: what the engine and this store promise each other.
//!
//! A healthy database has no problem. Each problem names a table, an identity and what is wrong; none holds content.
//!
//! * `history`: positions, receipts, places, what is parked. * `records`: bodies, links, marks. * `holding`: grants, and
//!   that they agree with assignments and rides.

mod history;
mod holding;
mod records;

use std::fmt;

use doorstep_core::{id::CommuneCode, sync::hub::store::StoreResult};
use doorstep_sqlcipher::rusqlite::{Connection, Params, Row};

use super::{SqliteHub, error::OrStoreError, pool::Held, read, transaction::Open};

/// Something that should not be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The table, or `file`.
    pub table: &'static str,
    /// The row: kind and identifier, or a position.
    pub row: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.table, self.row, self.what)
    }
}

impl SqliteHub {
    /// Checks the file, then all that one commune promises, as of one commit; writers go on meanwhile. With the hub's
    /// receipt key also that every receipt is this hub's. Reads everything: seconds for a large commune.
    ///
    /// # Errors
    /// Where the database cannot be read at all. What is merely wrong is a [`Problem`].
    pub fn check(&self, commune: &CommuneCode, receipt_key: Option<&[u8; 32]>) -> StoreResult<Vec<Problem>> {
        let reader = self.shared.pool.reader()?;
        // Before the snapshot, which would keep the log from being moved into the file.
        let structure = doorstep_sqlcipher::check(&reader).or_store()?;
        let open = Open::reading(Held::Pooled(reader))?;
        let connection = open.connection();
        let head = read::head(connection, commune)?;
        let mut check = Check { connection, commune: commune.as_str(), head: head.cursor.seq, found: Vec::new() };
        let damaged = !structure.is_empty();
        structure.into_iter().for_each(|what| check.report("file", "-", what));
        if !damaged {
            check.positions()?;
            check.receipts(receipt_key)?;
            check.queues()?;
            check.parked()?;
            check.records()?;
            check.spans()?;
            check.assignments()?;
            check.rides()?;
        }
        Ok(check.found)
    }
}

/// A check under way.
struct Check<'a> {
    connection: &'a Connection,
    commune: &'a str,
    head: i64,
    found: Vec<Problem>,
}

impl Check<'_> {
    fn report(&mut self, table: &'static str, row: impl ToString, what: impl ToString) {
        self.found.push(Problem { table, row: row.to_string(), what: what.to_string() });
    }

    /// Calls `each` with every row of a query.
    fn each<P: Params>(
        &mut self,
        sql: &str,
        params: P,
        mut each: impl FnMut(&mut Self, &Row<'_>) -> StoreResult<()>,
    ) -> StoreResult<()> {
        let connection = self.connection;
        let mut select = connection.prepare(sql).or_store()?;
        let mut rows = select.query(params).or_store()?;
        while let Some(row) = rows.next().or_store()? {
            each(self, row)?;
        }
        Ok(())
    }
}
