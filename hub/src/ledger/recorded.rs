//! A store whose commits pass the list first.

use std::collections::BTreeSet;

use doorstep_core::{
    id::{CommuneCode, Id},
    model::{DEVICE, device::Device, device::DeviceState},
    receipt::Receipt,
    rules::working_set::{Reads, Slot, WorkingSet},
    sync::{
        cursor::Cursor,
        hub::store::{
            Commit, Condition, DeviceRow, HubStore, Parked, Reading, Snapshot, StoreError, StoreResult, Transaction,
        },
    },
};

use super::Ledger;

/// Stands before a store: what a commit revokes and erases is on the list before the commit happens.
pub struct RecordedStore<'l, S> {
    /// The store.
    pub store: S,
    /// The list.
    pub ledger: &'l Ledger,
}

impl<S: HubStore> HubStore for RecordedStore<'_, S> {
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>> {
        let transaction = self.store.begin(commune)?;
        Ok(Box::new(RecordedTransaction { transaction, ledger: self.ledger, commune: *commune }))
    }

    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
        self.store.snapshot(commune)
    }
}

struct RecordedTransaction<'a> {
    transaction: Box<dyn Transaction + 'a>,
    ledger: &'a Ledger,
    commune: CommuneCode,
}

impl Reading for RecordedTransaction<'_> {
    fn condition(&mut self) -> StoreResult<Condition> {
        self.transaction.condition()
    }

    fn device(&mut self, device: Id) -> StoreResult<Option<DeviceRow>> {
        self.transaction.device(device)
    }

    fn load(&mut self, reads: &Reads, into: &mut WorkingSet) -> StoreResult<()> {
        self.transaction.load(reads, into)
    }

    fn receipts_of(&mut self, change: Id) -> StoreResult<Vec<Receipt>> {
        self.transaction.receipts_of(change)
    }

    fn parked(&mut self) -> StoreResult<Vec<Parked>> {
        self.transaction.parked()
    }
}

impl Transaction for RecordedTransaction<'_> {
    fn high_water(&mut self, device: Id, inc: Id) -> StoreResult<i64> {
        self.transaction.high_water(device, inc)
    }

    fn at_place(&mut self, device: Id, inc: Id, n: i64) -> StoreResult<Option<Id>> {
        self.transaction.at_place(device, inc, n)
    }

    fn commit(self: Box<Self>, commit: Commit) -> StoreResult<Cursor> {
        let changes = commit.set.changes();
        let revoked: BTreeSet<Id> = changes
            .records
            .iter()
            .filter(|(key, _)| key.kind == DEVICE)
            .filter_map(|(key, slot)| match slot {
                Slot::Held(record) => {
                    record.read::<Device>().ok().filter(|d| d.state == DeviceState::Revoked).map(|_| key.id)
                }
                _ => None,
            })
            .collect();
        let revoked: Vec<Id> = revoked.into_iter().collect();
        let erased: Vec<Id> = changes.erased.iter().copied().collect();
        self.ledger
            .note(self.commune, &revoked, &erased, commit.seq)
            // Nothing was committed: the phone keeps its changes and tries again.
            .map_err(|error| {
                let full = error.kind() == std::io::ErrorKind::StorageFull;
                let why = if full { "disk full".to_owned() } else { error.to_string() };
                StoreError::Unavailable(format!("the list beside the database: {why}"))
            })?;
        self.transaction.commit(commit)
    }
}
