//! The hub: the real engine over the real store in memory, with faults at its transactions.

mod faulty;

use std::sync::Arc;

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id},
    receipt::Receipt,
    sealed::{self, HubOpeningKey, HubSealingKey},
    sync::{
        hub::{self, ExchangeError, Keys, push, settle},
        wire::{Answer, Request},
    },
};
use doorstep_hub::store::sqlite::SqliteHub;

pub use self::faulty::Fault;
use self::faulty::Faulty;
use crate::{
    asleep::{Asleep, File},
    dice::Dice,
    mirror::Mirror,
    violation::{Check, OrBroken},
    world::read_rows,
};

const OPENS: &str = "a hub's database opens again as it was";

/// The hub's secrets.
pub struct SimKeys {
    opening: HubOpeningKey,
    receipt: [u8; 32],
}

impl Keys for SimKeys {
    fn receipt_key(&self) -> &[u8; 32] {
        &self.receipt
    }

    fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        sealed::open(&self.opening, b"", sealed).ok()
    }
}

/// A hub of the simulation.
pub struct Hub {
    /// Its secrets.
    pub keys: Arc<SimKeys>,
    /// The commune that it serves.
    pub commune: CommuneCode,
    /// Its tables, read beside the engine.
    pub mirror: Mirror,
    /// What goes wrong in the next transaction.
    pub fault: Fault,
    /// How many bytes a page holds.
    pub page_bytes: usize,
    store: Asleep<SqliteHub>,
    dice: Dice,
}

/// A hub put aside.
#[derive(Clone)]
pub(crate) struct FrozenHub {
    keys: Arc<SimKeys>,
    commune: CommuneCode,
    mirror: Mirror,
    fault: Fault,
    page_bytes: usize,
    file: File,
    digest: [u8; 32],
}

impl FrozenHub {
    /// What it is known by.
    pub(crate) fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    pub(crate) fn thaw(&self, mut dice: Dice) -> Hub {
        let marks = marks(dice.fork());
        let opens = move |bytes: &[u8]| SqliteHub::from_bytes(bytes, marks).or_broken(OPENS);
        Hub {
            keys: self.keys.clone(),
            commune: self.commune,
            mirror: self.mirror.clone(),
            fault: self.fault,
            page_bytes: self.page_bytes,
            store: Asleep::until_looked_at(self.file.clone(), opens),
            dice,
        }
    }
}

fn marks(mut dice: Dice) -> doorstep_hub::store::sqlite::Marks {
    Box::new(move || {
        let mut mark = [0; 8];
        dice.fill(&mut mark);
        mark
    })
}

impl Hub {
    /// A hub with an empty commune, over the bytes of a migrated database.
    pub fn new(template: &[u8], commune: CommuneCode, dice: &mut Dice) -> Check<Hub> {
        let (mut seed, mut receipt) = ([0; 32], [0; 32]);
        dice.fill(&mut seed);
        dice.fill(&mut receipt);
        let keys = Arc::new(SimKeys { opening: HubOpeningKey::from_seed(&seed), receipt });
        let mut dice = dice.fork();
        let store = SqliteHub::from_bytes(template, marks(dice.fork())).or_broken(OPENS)?;
        store.create_commune(&commune).or_broken(OPENS)?;
        let store = Asleep::awake(store);
        let mut hub =
            Hub { keys, commune, mirror: Mirror::default(), fault: Fault::None, page_bytes: 1 << 19, store, dice };
        hub.look()?;
        Ok(hub)
    }

    /// The bytes of a migrated database without communes.
    pub fn template() -> Check<Vec<u8>> {
        let store = SqliteHub::in_memory(Box::new(|| [0; 8])).or_broken(OPENS)?;
        store.to_bytes().or_broken(OPENS)
    }

    /// The key to which phones seal.
    pub fn sealing_key(&self) -> HubSealingKey {
        self.keys.opening.sealing_key()
    }

    /// One exchange. The mirror follows what was committed, whatever the answer.
    pub fn exchange(&mut self, device: Id, request: &Request, now: i64) -> Check<Result<Answer, ExchangeError>> {
        let mut store = Faulty::new(&mut *self.store, &self.fault, self.page_bytes);
        let answer = hub::exchange(&mut store, &*self.keys, &self.commune, device, request, now);
        self.fault = Fault::None;
        self.look()?;
        Ok(answer)
    }

    /// Changes of the console or of the hub itself.
    pub fn submit(&mut self, changes: &[Change], now: i64) -> Check<Vec<Receipt>> {
        let receipts = push::submit(&mut *self.store, &*self.keys, &self.commune, changes, now)
            .or_broken("the console's changes are taken")?;
        self.look()?;
        Ok(receipts)
    }

    /// Changes out of a sealed file.
    pub fn receive(&mut self, device: Id, texts: &[String], now: i64) -> Check<Vec<Receipt>> {
        let receipts = push::receive(&mut *self.store, &*self.keys, &self.commune, device, texts, now)
            .or_broken("a sealed file is taken")?;
        self.look()?;
        Ok(receipts)
    }

    /// The hub is updated and looks again at what it did not understand.
    pub fn upgrade(&mut self, now: i64) -> Check {
        settle::replay_known(&mut *self.store, &*self.keys, &self.commune, now).or_broken("an update replays")?;
        self.look()
    }

    /// A backup of its database.
    pub fn backup(&self) -> Check<Arc<[u8]>> {
        if let Some(file) = self.store.untouched() {
            return Ok(file.bytes.clone());
        }
        Ok(Arc::from(self.store.to_bytes().or_broken(OPENS)?))
    }

    /// The process ends and starts again.
    pub fn restart(&mut self) -> Check {
        let bytes = self.store.to_bytes().or_broken(OPENS)?;
        self.store = Asleep::awake(SqliteHub::from_bytes(&bytes, marks(self.dice.fork())).or_broken(OPENS)?);
        Ok(())
    }

    /// The database is replaced by an older backup, and recovery begins: a new generation, a head far above every
    /// position ever given.
    pub fn restore(&mut self, backup: &[u8], highest: i64) -> Check {
        self.store = Asleep::awake(SqliteHub::from_bytes(backup, marks(self.dice.fork())).or_broken(OPENS)?);
        self.store.begin_recovery(&self.commune, highest).or_broken(OPENS)?;
        self.mirror = Mirror::default();
        self.look()
    }

    pub(crate) fn freeze(&self) -> Check<FrozenHub> {
        let file = match self.store.untouched() {
            Some(file) => file.clone(),
            None => {
                File { bytes: self.backup()?, rows: self.store.look(read_rows).or_broken(OPENS)?.or_broken(OPENS)? }
            }
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(&file.rows.all);
        hasher.update(format!("{:?}", self.fault).as_bytes());
        Ok(FrozenHub {
            keys: self.keys.clone(),
            commune: self.commune,
            mirror: self.mirror.clone(),
            fault: self.fault,
            page_bytes: self.page_bytes,
            file,
            digest: *hasher.finalize().as_bytes(),
        })
    }

    /// Reads what a commit has changed.
    fn look(&mut self) -> Check {
        let mirror = &mut self.mirror;
        self.store.look(|tables| mirror.follow(tables)).or_broken(OPENS)?
    }
}
