//! Transactions and snapshots over one connection.

use std::{collections::BTreeSet, sync::PoisonError};

use doorstep_core::{
    id::{CommuneCode, Id, Seq},
    receipt::Receipt,
    record::{Grant, Membership, Scope},
    rules::working_set::{Reads, WorkingSet},
    sync::{
        cursor::Cursor,
        digest::Digest,
        hub::store::{Commit, Condition, DeviceRow, FeedRow, Parked, Reading, Snapshot, StoreResult, Transaction},
    },
};
use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{
    Shared,
    error::OrStoreError,
    feed,
    pool::Held,
    read::{self, Head},
    row, write,
};

/// A transaction under way, rolled back when dropped. Within another one it is a savepoint.
pub(super) struct Open<'a> {
    held: Held<'a>,
    nested: bool,
    done: bool,
}

impl<'a> Open<'a> {
    /// Takes SQLite's write lock before anything is read.
    pub(super) fn writing(held: Held<'a>) -> StoreResult<Open<'a>> {
        Open::with(held, "BEGIN IMMEDIATE")
    }

    /// Reads; the snapshot begins with the first statement.
    pub(super) fn reading(held: Held<'a>) -> StoreResult<Open<'a>> {
        Open::with(held, "BEGIN")
    }

    fn with(held: Held<'a>, begin: &str) -> StoreResult<Open<'a>> {
        let nested = matches!(held, Held::Within(_));
        held.execute_batch(if nested { "SAVEPOINT inner_transaction" } else { begin }).or_store()?;
        Ok(Open { held, nested, done: false })
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.held
    }

    pub(super) fn commit(mut self) -> StoreResult<()> {
        self.held.execute_batch(if self.nested { "RELEASE inner_transaction" } else { "COMMIT" }).or_store()?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        // SQLite has rolled back by itself after some failures.
        if !self.done && !self.held.is_autocommit() {
            let back =
                if self.nested { "ROLLBACK TO inner_transaction; RELEASE inner_transaction" } else { "ROLLBACK" };
            // A rollback that fails leaves the transaction open; `BEGIN` then fails too, and nobody builds on it.
            let _ = self.held.execute_batch(back);
        }
    }
}

/// Begins a transaction that writes: the head is locked, then read.
pub(super) fn begin<'a>(
    held: Held<'a>,
    shared: &'a Shared,
    commune: &CommuneCode,
) -> StoreResult<Box<dyn Transaction + 'a>> {
    let open = Open::writing(held)?;
    let head = read::head(open.connection(), commune)?;
    Ok(Box::new(Writing { open, commune: *commune, head, shared }))
}

/// Begins a snapshot: reading the head fixes it.
pub(super) fn snapshot<'a>(held: Held<'a>, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
    let open = Open::reading(held)?;
    let head = read::head(open.connection(), commune)?;
    Ok(Box::new(Seeing { open, commune: *commune, head }))
}

struct Writing<'a> {
    open: Open<'a>,
    commune: CommuneCode,
    head: Head,
    shared: &'a Shared,
}

struct Seeing<'a> {
    open: Open<'a>,
    commune: CommuneCode,
    head: Head,
}

/// Both read alike.
macro_rules! reading {
    ($name:ident) => {
        impl Reading for $name<'_> {
            fn condition(&mut self) -> StoreResult<Condition> {
                read::condition(self.open.connection(), &self.commune, &self.head)
            }

            fn device(&mut self, device: Id) -> StoreResult<Option<DeviceRow>> {
                read::device(self.open.connection(), &self.commune, device)
            }

            fn load(&mut self, reads: &Reads, into: &mut WorkingSet) -> StoreResult<()> {
                read::load(self.open.connection(), &self.commune, reads, into)
            }

            fn receipts_of(&mut self, change: Id) -> StoreResult<Vec<Receipt>> {
                read::receipts_of(self.open.connection(), &self.commune, change)
            }

            fn parked(&mut self) -> StoreResult<Vec<Parked>> {
                read::parked(self.open.connection(), &self.commune)
            }
        }
    };
}

reading!(Writing);
reading!(Seeing);

impl Transaction for Writing<'_> {
    fn high_water(&mut self, device: Id, inc: Id) -> StoreResult<i64> {
        let n = self
            .open
            .connection()
            .prepare_cached("SELECT n FROM high_water WHERE commune = ?1 AND device = ?2 AND inc = ?3")
            .or_store()?
            .query_row(params![self.commune.as_str(), device.as_bytes(), inc.as_bytes()], |row| row.get(0))
            .optional()
            .or_store()?;
        Ok(n.unwrap_or(0))
    }

    fn at_place(&mut self, device: Id, inc: Id, n: i64) -> StoreResult<Option<Id>> {
        self.open
            .connection()
            .prepare_cached("SELECT change FROM place WHERE commune = ?1 AND device = ?2 AND inc = ?3 AND n = ?4")
            .or_store()?
            .query_row(params![self.commune.as_str(), device.as_bytes(), inc.as_bytes(), n], |found| row::id(found, 0))
            .optional()
            .or_store()
    }

    fn commit(self: Box<Self>, commit: Commit) -> StoreResult<Cursor> {
        let mark = self.shared.mark();
        let head = write::commit(self.open.connection(), &self.commune, &self.head, &commit, mark)?;
        self.open.commit()?;
        Ok(head)
    }
}

impl Snapshot for Seeing<'_> {
    fn knows(&mut self, cursor: &Cursor) -> StoreResult<bool> {
        feed::knows(self.open.connection(), &self.commune, &self.head, cursor)
    }

    fn memberships(&mut self, member: Id) -> StoreResult<Vec<Membership>> {
        read::memberships(self.open.connection(), &self.commune, member)
    }

    fn grants_to(&mut self, scopes: &BTreeSet<Scope>) -> StoreResult<Vec<Grant>> {
        read::grants_to(self.open.connection(), &self.commune, scopes)
    }

    fn feed(&mut self, root: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<FeedRow>> {
        feed::feed(self.open.connection(), &self.commune, root, (after, to), limit)
    }

    fn receipts(&mut self, member: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<Receipt>> {
        feed::receipts(self.open.connection(), &self.commune, member, (after, to), limit)
    }

    fn digest(&mut self, roots: &BTreeSet<Id>) -> StoreResult<Digest> {
        feed::digest(self.open.connection(), &self.commune, roots)
    }
}

impl Shared {
    /// A mark that no other commit has.
    pub(super) fn mark(&self) -> doorstep_core::sync::cursor::Mark {
        (self.marks.lock().unwrap_or_else(PoisonError::into_inner))()
    }
}
