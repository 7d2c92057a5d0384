//! One hub: its store, its keys, and what lies beside its database. Commands and the server work on this.

use std::{collections::BTreeMap, path::Path};

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    receipt::Receipt,
    rules::working_set::{Reads, WorkingSet},
    sync::{
        hub::{
            self, ExchangeError, push,
            store::{Condition, HubStore, Reading, Snapshot, StoreError, StoreResult, Transaction},
        },
        wire::{Answer, Request},
    },
};

use crate::{
    complaint::{Complaint, Outcome},
    folder::DataFolder,
    identity::{HubKeys, Secret},
    journal::Journal,
    ledger::{Ledger, RecordedStore},
    store::sqlite::{Marks, SqliteHub, Unit},
};

/// An open hub. Shared by all requests; what writes waits in line inside the store.
pub struct Hub {
    store: SqliteHub,
    keys: HubKeys,
    ledger: Ledger,
    journal: Journal,
}

impl Hub {
    /// Makes the files of a new hub in a folder.
    pub fn create(folder: &DataFolder, list: &Path, secret: &Secret) -> Outcome<Hub> {
        let keys = keys_of(secret)?;
        let ledger = Ledger::create(list, keys.pin())?;
        let store = SqliteHub::open(&folder.database(), Some(keys.database()), marks())?;
        Ok(Hub { store, ledger, journal: Journal::at(folder.office(), keys.sealing_key()), keys })
    }

    /// Opens the hub of a folder.
    ///
    /// # Errors
    /// No hub there, another key, a newer or damaged database, a missing list.
    pub fn open(folder: &DataFolder, list: &Path) -> Outcome<Hub> {
        let keys = keys_of(&folder.read_secret()?)?;
        let database = folder.database();
        if !database.exists() {
            // Opening would make an empty one, and phones would be told to forget everything.
            return Err(Complaint::of_file(&database, &std::io::ErrorKind::NotFound.into()));
        }
        let ledger = Ledger::open(list, keys.pin())?;
        let store = SqliteHub::open(&database, Some(keys.database()), marks())?;
        Ok(Hub { store, ledger, journal: Journal::at(folder.office(), keys.sealing_key()), keys })
    }

    /// A hub in memory with its list in a folder, for tests and demonstrations.
    pub fn in_memory(folder: &Path, secret: &Secret) -> Outcome<Hub> {
        let keys = keys_of(secret)?;
        let ledger = Ledger::create(&folder.join("list.jsonl"), keys.pin())?;
        let store = SqliteHub::in_memory(marks())?;
        Ok(Hub { store, ledger, journal: Journal::at(folder.join("office"), keys.sealing_key()), keys })
    }

    /// The database, for what the server keeps besides records: credentials, codes, settings, copies.
    pub fn store(&self) -> &SqliteHub {
        &self.store
    }

    /// The keys.
    pub fn keys(&self) -> &HubKeys {
        &self.keys
    }

    /// The list beside the database.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The sealed changes of this machine.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    fn recorded(&self) -> RecordedStore<'_, SqliteHub> {
        RecordedStore { store: self.store.clone(), ledger: &self.ledger }
    }

    /// One exchange with a phone.
    pub fn exchange(
        &self,
        commune: &CommuneCode,
        device: Id,
        request: &Request,
        now: i64,
    ) -> Result<Answer, ExchangeError> {
        hub::exchange(&mut self.recorded(), &self.keys, commune, device, request, now)
    }

    /// Changes of the hub itself or of a member at this machine, in one transaction. They have no phone's copy: they are
    /// kept sealed beside the database before they are applied.
    pub fn submit(&self, commune: &CommuneCode, changes: &[Change], now: i64) -> Result<Vec<Receipt>, ExchangeError> {
        self.journal.keep(commune, changes, now).map_err(unavailable)?;
        push::submit(&mut self.recorded(), &self.keys, commune, changes, now)
    }

    /// The same without keeping them again: out of the sealed changes themselves.
    pub fn submit_again(
        &self,
        commune: &CommuneCode,
        changes: &[Change],
        now: i64,
    ) -> Result<Vec<Receipt>, ExchangeError> {
        push::submit(&mut self.recorded(), &self.keys, commune, changes, now)
    }

    /// Takes changes of a device out of a sealed file.
    pub fn receive(
        &self,
        commune: &CommuneCode,
        device: Id,
        texts: &[String],
        now: i64,
    ) -> Result<Vec<Receipt>, ExchangeError> {
        push::receive(&mut self.recorded(), &self.keys, commune, device, texts, now)
    }

    /// Several steps as one transaction: `work` may take a code, submit changes and add a token.
    pub fn atomically<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Work<'_, '_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.atomically(|unit| work(&mut Work { unit, hub: self }))
    }

    /// Reads records: asks again until `reads` wants nothing new.
    pub fn read(&self, commune: &CommuneCode, reads: impl Fn(&WorkingSet) -> Reads) -> StoreResult<WorkingSet> {
        let mut store = self.store.clone();
        let mut snapshot = store.snapshot(commune)?;
        read_all(snapshot.as_mut(), reads)
    }

    /// Head, generation, recovery of a commune.
    pub fn condition(&self, commune: &CommuneCode) -> StoreResult<Condition> {
        self.store.clone().snapshot(commune)?.condition()
    }

    /// Something only a snapshot can tell.
    pub fn look<T>(
        &self,
        commune: &CommuneCode,
        look: impl FnOnce(&mut dyn Snapshot) -> StoreResult<T>,
    ) -> StoreResult<T> {
        let mut store = self.store.clone();
        let mut snapshot = store.snapshot(commune)?;
        look(snapshot.as_mut())
    }

    /// What the list says, by commune.
    pub fn listed(&self) -> BTreeMap<CommuneCode, crate::ledger::Listed> {
        self.ledger.listed()
    }
}

/// Steps of one transaction.
pub struct Work<'w, 'u> {
    /// The transaction.
    pub unit: &'w mut Unit<'u>,
    hub: &'w Hub,
}

impl Work<'_, '_> {
    /// Changes of the hub, within this transaction.
    pub fn submit(
        &mut self,
        commune: &CommuneCode,
        changes: &[Change],
        now: i64,
    ) -> Result<Vec<Receipt>, ExchangeError> {
        self.hub.journal.keep(commune, changes, now).map_err(unavailable)?;
        let mut store = RecordedStore { store: Within(self.unit), ledger: &self.hub.ledger };
        push::submit(&mut store, &self.hub.keys, commune, changes, now)
    }

    /// Reads records within this transaction.
    pub fn read(&mut self, commune: &CommuneCode, reads: impl Fn(&WorkingSet) -> Reads) -> StoreResult<WorkingSet> {
        let mut snapshot = self.unit.snapshot(commune)?;
        read_all(snapshot.as_mut(), reads)
    }
}

/// A borrowed transaction as a store.
struct Within<'w, 'u>(&'w mut Unit<'u>);

impl HubStore for Within<'_, '_> {
    fn begin<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Transaction + 'a>> {
        self.0.begin(commune)
    }

    fn snapshot<'a>(&'a mut self, commune: &CommuneCode) -> StoreResult<Box<dyn Snapshot + 'a>> {
        self.0.snapshot(commune)
    }
}

fn read_all(reading: &mut (impl Reading + ?Sized), reads: impl Fn(&WorkingSet) -> Reads) -> StoreResult<WorkingSet> {
    let mut ws = WorkingSet::default();
    loop {
        let missing = ws.missing(reads(&ws));
        if missing.is_empty() {
            return Ok(ws);
        }
        reading.load(&missing, &mut ws)?;
    }
}

fn unavailable(error: std::io::Error) -> StoreError {
    let why = if error.kind() == std::io::ErrorKind::StorageFull { "disk full".to_owned() } else { error.to_string() };
    StoreError::Unavailable(format!("the sealed changes beside the database: {why}"))
}

fn keys_of(secret: &Secret) -> Outcome<HubKeys> {
    HubKeys::of(secret)
        .map_err(|error| Complaint::new("bad_secret", "Không tạo được khóa của máy chủ.", error.to_string()))
}

/// Random marks of the operating system. Should it fail, the time still makes marks of two histories differ.
fn marks() -> Marks {
    Box::new(|| {
        let mut mark = [0; 8];
        if getrandom::fill(&mut mark).is_err() {
            mark = crate::clock::now_ms().to_be_bytes();
        }
        mark
    })
}
