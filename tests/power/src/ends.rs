//! A phone and a hub: the product's stores and engines, on disks that can lose power.

use std::io;

use doorstep_core::{
    change::Change,
    clock::Moment,
    id::{CommuneCode, Id},
    receipt::Receipt,
    sealed::{self, HubOpeningKey},
    store::{Enrolment, PhoneStore, meta, outbox},
    sync::{
        cursor::Cursor,
        hub::{self, Keys, push, store::HubStore},
        phone::{self as engine, Progress},
        wire::{Answer, Request},
    },
};
use doorstep_hub::store::sqlite::SqliteHub;
use doorstep_sim::{
    dice::Dice,
    violation::{Check, OrBroken, Violation},
};
use doorstep_sqlcipher::{Key, OpenOptions};

use crate::{disk::Image, vfs::Mount};

/// The phone's file.
pub const PHONE: &str = "phone.doorstep";
/// The hub's file.
pub const HUB: &str = "hub.db";
const KEY: [u8; 32] = [5; 32];
const OPENS: &str = "the file opens";
const WORKS: &str = "no operation fails";

/// How a file waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// As the product does.
    AsShipped,
    /// Not at all: the planted fault. The phone sets `synchronous=OFF`; the hub's disk promises syncs and does none.
    Never,
}

/// A folder with these files.
pub fn mount(image: &Image) -> Check<Mount> {
    Mount::new(image).map_err(|error: io::Error| Violation::of(OPENS, error))
}

/// The hub's secrets.
#[derive(Clone)]
pub struct HubKeys {
    seed: [u8; 32],
    receipt: [u8; 32],
}

impl HubKeys {
    /// Secrets by chance.
    pub fn new(dice: &mut Dice) -> HubKeys {
        let (mut seed, mut receipt) = ([0; 32], [0; 32]);
        dice.fill(&mut seed);
        dice.fill(&mut receipt);
        HubKeys { seed, receipt }
    }

    fn opening(&self) -> HubOpeningKey {
        HubOpeningKey::from_seed(&self.seed)
    }
}

impl Keys for HubKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &self.receipt
    }

    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        sealed::open(&self.opening(), b"", sealed).ok()
    }
}

/// A hub. The store is dropped before its disk.
pub struct HubEnd {
    /// Its store.
    pub store: SqliteHub,
    /// Its disk.
    pub mount: Mount,
    keys: HubKeys,
    commune: CommuneCode,
}

impl HubEnd {
    /// Opens the hub of a mounted disk; an empty one becomes a new hub's.
    pub fn open(mount: Mount, keys: HubKeys, commune: CommuneCode, mut dice: Dice, waiting: Waiting) -> Check<HubEnd> {
        if waiting == Waiting::Never {
            mount.disk().lie();
        }
        let marks = Box::new(move || {
            let mut mark = [0; 8];
            dice.fill(&mut mark);
            mark
        });
        let store = SqliteHub::open(&mount.path(HUB), Some(&Key::new(KEY)), marks).or_broken(OPENS)?;
        Ok(HubEnd { store, mount, keys, commune })
    }

    /// One exchange.
    pub fn exchange(&mut self, device: Id, request: &Request, now: i64) -> Check<Answer> {
        hub::exchange(&mut self.store, &self.keys, &self.commune, device, request, now).or_broken(WORKS)
    }

    /// Changes of the office.
    pub fn submit(&mut self, changes: &[Change], now: i64) -> Check<Vec<Receipt>> {
        push::submit(&mut self.store, &self.keys, &self.commune, changes, now).or_broken(WORKS)
    }

    /// What became of a change.
    pub fn receipts_of(&mut self, change: Id) -> Check<Vec<Receipt>> {
        let mut snapshot = self.store.snapshot(&self.commune).or_broken(WORKS)?;
        snapshot.receipts_of(change).or_broken(WORKS)
    }

    /// The newest commit, and whether a recovery is under way.
    pub fn condition(&mut self) -> Check<(Cursor, bool)> {
        let mut snapshot = self.store.snapshot(&self.commune).or_broken(WORKS)?;
        let condition = snapshot.condition().or_broken(WORKS)?;
        Ok((condition.head, condition.recovering))
    }

    /// Moves the log into the file, as another process with the same file may at any time.
    pub fn checkpoint(&self, how: &str) -> Check {
        let options = OpenOptions::new(1);
        let connection =
            doorstep_sqlcipher::open(&self.mount.path(HUB), Some(&Key::new(KEY)), &options).or_broken(OPENS)?;
        let sql = format!("PRAGMA wal_checkpoint({how})");
        connection.query_row(&sql, [], |_| Ok(())).or_broken(WORKS)
    }

    /// The product's own invariants, of file and of content.
    pub fn check(&self) -> Check {
        let found = self.store.check(&self.commune, Some(&self.keys.receipt)).or_broken("the hub's file reads")?;
        match found.first() {
            None => Ok(()),
            Some(problem) => Err(Violation::of("the hub's invariants hold", problem)),
        }
    }
}

/// A phone. The store is dropped before its disk.
pub struct PhoneEnd {
    /// Its store.
    pub store: PhoneStore,
    /// Its disk.
    pub mount: Mount,
    /// Counts the starts of the phone.
    boot: u64,
}

impl PhoneEnd {
    /// Opens the phone of a mounted disk; an empty one becomes a new phone's.
    pub fn open(mount: Mount, boot: u64, waiting: Waiting) -> Check<PhoneEnd> {
        let store = PhoneStore::open(&mount.path(PHONE), &Key::new(KEY)).or_broken(OPENS)?;
        if waiting == Waiting::Never {
            store.connection().pragma_update(None, "synchronous", "OFF").or_broken(OPENS)?;
        }
        Ok(PhoneEnd { store, mount, boot })
    }

    /// Enrols an empty phone.
    pub fn enrol(&mut self, enrolment: Enrolment, keys: &HubKeys, now: i64, dice: &mut Dice) -> Check {
        let reading = self.moment(now);
        self.store.enrol(enrolment, now, reading, &mut |bytes| dice.fill(bytes)).or_broken(WORKS)?;
        let key = keys.opening().sealing_key().to_string();
        meta::set(self.store.connection(), meta::SEALING_KEY, &key).or_broken(WORKS)
    }

    /// What its clocks show.
    pub fn moment(&self, now: i64) -> Moment {
        Moment { wall_ms: now, uptime_ms: u64::try_from(now % 10_000_000).unwrap_or(0), boot: self.boot }
    }

    /// The next request.
    pub fn request(&mut self, now: i64, dice: &mut Dice) -> Check<Request> {
        let reading = self.moment(now);
        engine::request(&mut self.store, reading, &mut |bytes| dice.fill(bytes)).or_broken(WORKS)
    }

    /// Takes an answer.
    pub fn take(&mut self, answer: Answer, now: i64, dice: &mut Dice) -> Check<Progress> {
        let reading = self.moment(now);
        let sent = answer.encode().or_broken(WORKS)?;
        engine::receive(&mut self.store, &sent, reading, &mut |bytes| dice.fill(bytes)).or_broken(WORKS)
    }

    /// Moves the log into the file.
    pub fn checkpoint(&self, how: &str) -> Check {
        let sql = format!("PRAGMA wal_checkpoint({how})");
        self.store.connection().query_row(&sql, [], |_| Ok(())).or_broken(WORKS)
    }

    /// The file is sound: every page's code, every table and index.
    pub fn check(&self) -> Check {
        let found = doorstep_sqlcipher::check(self.store.connection()).or_broken("the phone's file reads")?;
        match found.first() {
            None => Ok(()),
            Some(problem) => Err(Violation::of("the phone's file is sound", problem)),
        }
    }

    /// Whether the outbox holds a change as saved.
    pub fn has(&self, change: Id, hash: &[u8; 32]) -> Check<bool> {
        Ok(outbox::hash_of(self.store.connection(), change).or_broken(WORKS)?.as_ref() == Some(hash))
    }
}
