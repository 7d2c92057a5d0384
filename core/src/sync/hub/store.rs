//! What the hub's engine needs of a store. SQLite and PostgreSQL implement it, and pass the same conformance tests.

use std::collections::BTreeSet;

use crate::{
    id::{CommuneCode, Id, Seq},
    model::device::DeviceState,
    receipt::Receipt,
    record::{Grant, Key, Membership, Scope},
    rules::working_set::{Reads, WorkingSet},
    sync::{cursor::Cursor, digest::Digest},
};

/// A store failed. Deterministic failures of one change are parked; all else is *unknown* and the phone sends again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store is busy, full, gone or slow: nothing is known about the transaction.
    #[error("store unavailable: {0}")]
    Unavailable(String),
    /// The content of this batch can never be committed (a constraint, a type).
    #[error("store refused the batch: {0}")]
    Deterministic(String),
}

/// A result of a store.
pub type StoreResult<T> = Result<T, StoreError>;

/// What a hub knows about a commune besides its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The newest commit.
    pub head: Cursor,
    /// Raised by each restore.
    pub generation: u32,
    /// Whether no leader has ended the recovery after a restore yet.
    pub recovering: bool,
    /// Positions that no commit ever used, left by restores.
    pub skipped: Vec<(Seq, Seq)>,
}

/// A device as the hub knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// The device.
    pub id: Id,
    /// Its member.
    pub member: Id,
    /// What it may do.
    pub state: DeviceState,
}

/// A parked change, kept with its bytes until somebody decides or a newer hub knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parked {
    /// The change.
    pub change: Id,
    /// The device that sent it; the hub itself has none.
    pub device: Option<Id>,
    /// Its place in the device's queue, the order in which parked changes replay.
    pub n: i64,
    /// When it was first received, milliseconds since 1970.
    pub received: i64,
    /// The canonical text.
    pub text: String,
}

/// All that a transaction writes. One set-based write.
#[derive(Debug, Default)]
pub struct Commit {
    /// Records, marks, grants, memberships, the erasure list: what the working set changed.
    pub set: WorkingSet,
    /// Receipts, newer ones over older ones.
    pub receipts: Vec<Receipt>,
    /// Places in queues that changes now have: device, incarnation, number, change.
    pub places: Vec<(Id, Id, i64, Id)>,
    /// Changes to park.
    pub park: Vec<Parked>,
    /// Parked changes that are settled.
    pub unpark: Vec<Id>,
    /// The new head's position.
    pub seq: Seq,
}

/// A store of one or many communes.
pub trait HubStore {
    /// Begins a transaction that writes: the commune's head is locked before anything is read.
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>>;

    /// Begins a snapshot that reads: all its answers are of one commit.
    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>>;
}

/// Reading what both transactions and snapshots can.
pub trait Reading {
    /// Head, generation, recovery.
    fn condition(&mut self) -> StoreResult<Condition>;

    /// A device.
    fn device(&mut self, device: Id) -> StoreResult<Option<DeviceRow>>;

    /// Loads what rules ask for.
    fn load(&mut self, reads: &Reads, into: &mut WorkingSet) -> StoreResult<()>;

    /// Receipts of a change, whatever its hash.
    fn receipts_of(&mut self, change: Id) -> StoreResult<Vec<Receipt>>;

    /// Parked changes, oldest first.
    fn parked(&mut self) -> StoreResult<Vec<Parked>>;
}

/// A transaction that holds the commune's lock. Dropped without commit, it leaves no trace.
pub trait Transaction: Reading {
    /// The highest number received without a gap of a device's incarnation; 0 for none.
    fn high_water(&mut self, device: Id, inc: Id) -> StoreResult<i64>;

    /// The change that has a place in a queue.
    fn at_place(&mut self, device: Id, inc: Id, n: i64) -> StoreResult<Option<Id>>;

    /// Commits with a new random mark and answers the new head.
    fn commit(self: Box<Self>, commit: Commit) -> StoreResult<Cursor>;
}

/// A record of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedRow {
    /// Kind and identity.
    pub key: Key,
    /// Revision.
    pub seq: Seq,
    /// Stored body; none for a tombstone.
    pub body: Option<String>,
}

/// Reading for a pull.
pub trait Snapshot: Reading {
    /// Whether a commit with this position and mark is part of this history, and recent enough for its tombstones.
    fn knows(&mut self, cursor: &Cursor) -> StoreResult<bool>;

    /// Memberships of a member, ended ones included.
    fn memberships(&mut self, member: Id) -> StoreResult<Vec<Membership>>;

    /// Grants to any of these scopes, ended ones included.
    fn grants_to(&mut self, scopes: &BTreeSet<Scope>) -> StoreResult<Vec<Grant>>;

    /// Records and tombstones of a root with `after < seq <= to`, in order of `seq`, at most `limit`.
    fn feed(&mut self, root: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<FeedRow>>;

    /// Receipts of a member's changes with `after < seq <= to`, in order of `seq`, at most `limit`.
    fn receipts(&mut self, member: Id, after: Seq, to: Seq, limit: usize) -> StoreResult<Vec<Receipt>>;

    /// How many bytes a page holds before compression. A simulation makes pages small, so that pulls of few records
    /// span many commits.
    fn page_bytes(&self) -> usize {
        crate::sync::wire::PAGE_BYTES
    }

    /// The digest of the live records of these roots.
    fn digest(&mut self, roots: &BTreeSet<Id>) -> StoreResult<Digest>;
}
