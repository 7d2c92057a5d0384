//! A store that fails where it is told to.

use std::{cell::Cell, collections::BTreeSet};

use doorstep_core::{
    id::{CommuneCode, Id, Seq},
    receipt::{Fate, Receipt},
    record::{Grant, Membership, Scope},
    rules::working_set::{Reads, WorkingSet},
    sync::{
        cursor::Cursor,
        digest::Digest,
        hub::store::{
            Commit, Condition, DeviceRow, FeedRow, HubStore, Parked, Reading, Snapshot, StoreError, StoreResult,
            Transaction,
        },
    },
};

/// What goes wrong in one exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The lock is not to be had in time.
    Busy,
    /// The process dies before its first commit.
    BeforeCommit,
    /// The process dies after its first commit, before it answers.
    AfterCommit,
    /// The disk is full.
    Full,
    /// No place of a phone is known: it was too long ago.
    Forgets,
    /// This change can never be committed, unless it is parked.
    Poison(Id),
}

/// The store with its fault.
pub(super) struct Faulty<'s, S> {
    inner: &'s mut S,
    fault: Fault,
    dead: Cell<bool>,
    page_bytes: usize,
}

impl<'s, S: HubStore> Faulty<'s, S> {
    pub(super) fn new(inner: &'s mut S, fault: &Fault, page_bytes: usize) -> Self {
        Faulty { inner, fault: *fault, dead: Cell::new(false), page_bytes }
    }
}

fn gone() -> StoreError {
    StoreError::Unavailable("injected".into())
}

impl<S: HubStore> HubStore for Faulty<'_, S> {
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>> {
        if self.fault == Fault::Busy || self.dead.get() {
            return Err(gone());
        }
        let inner = self.inner.begin(commune)?;
        Ok(Box::new(FaultyTransaction { inner, fault: self.fault, dead: &self.dead }))
    }

    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
        if self.dead.get() {
            return Err(gone());
        }
        Ok(Box::new(FaultySnapshot {
            inner: self.inner.snapshot(commune)?,
            page_bytes: self.page_bytes,
            forgets: self.fault == Fault::Forgets,
        }))
    }
}

struct FaultyTransaction<'a> {
    inner: Box<dyn Transaction + 'a>,
    fault: Fault,
    dead: &'a Cell<bool>,
}

struct FaultySnapshot<'a> {
    inner: Box<dyn Snapshot + 'a>,
    page_bytes: usize,
    forgets: bool,
}

macro_rules! reading {
    ($name:ident) => {
        impl Reading for $name<'_> {
            fn condition(&mut self) -> StoreResult<Condition> {
                self.inner.condition()
            }

            fn device(&mut self, device: Id) -> StoreResult<Option<DeviceRow>> {
                self.inner.device(device)
            }

            fn load(&mut self, reads: &Reads, into: &mut WorkingSet) -> StoreResult<()> {
                self.inner.load(reads, into)
            }

            fn receipts_of(&mut self, change: Id) -> StoreResult<Vec<Receipt>> {
                self.inner.receipts_of(change)
            }

            fn parked(&mut self) -> StoreResult<Vec<Parked>> {
                self.inner.parked()
            }
        }
    };
}

reading!(FaultyTransaction);
reading!(FaultySnapshot);

impl Transaction for FaultyTransaction<'_> {
    fn high_water(&mut self, device: Id, inc: Id) -> StoreResult<i64> {
        self.inner.high_water(device, inc)
    }

    fn at_place(&mut self, device: Id, inc: Id, n: i64) -> StoreResult<Option<Id>> {
        self.inner.at_place(device, inc, n)
    }

    fn commit(self: Box<Self>, commit: Commit) -> StoreResult<Cursor> {
        match self.fault {
            Fault::BeforeCommit => {
                self.dead.set(true);
                Err(gone())
            }
            Fault::Full => Err(gone()),
            Fault::Poison(id) if commit.receipts.iter().any(|r| r.change == id && r.fate != Fate::Parked) => {
                Err(StoreError::Deterministic("injected".into()))
            }
            Fault::AfterCommit => {
                self.inner.commit(commit)?;
                self.dead.set(true);
                Err(gone())
            }
            Fault::None | Fault::Busy | Fault::Forgets | Fault::Poison(_) => self.inner.commit(commit),
        }
    }
}

impl Snapshot for FaultySnapshot<'_> {
    fn knows(&mut self, cursor: &Cursor) -> StoreResult<bool> {
        Ok(!self.forgets && self.inner.knows(cursor)?)
    }

    fn memberships(&mut self, member: Id) -> StoreResult<Vec<Membership>> {
        self.inner.memberships(member)
    }

    fn grants_to(&mut self, scopes: &BTreeSet<Scope>) -> StoreResult<Vec<Grant>> {
        self.inner.grants_to(scopes)
    }

    fn feed(&mut self, root: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<FeedRow>> {
        self.inner.feed(root, after, to, limit)
    }

    fn receipts(&mut self, member: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<Receipt>> {
        self.inner.receipts(member, after, to, limit)
    }

    fn page_bytes(&self) -> usize {
        self.page_bytes
    }

    fn digest(&mut self, roots: &BTreeSet<Id>) -> StoreResult<Digest> {
        self.inner.digest(roots)
    }
}
