//! A world put aside and taken up again: what an exhaustive search needs to try one thing after another from the same
//! state, and to know a state when it comes back to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use doorstep_core::{id::Id, store::meta};
use doorstep_sqlcipher::rusqlite::{self, Connection, types::ValueRef};

use super::{Acknowledged, Flight, World, exchange::Cargo, restore::Backup};
use crate::{
    dice::Dice,
    hub::FrozenHub,
    oracle::Oracle,
    phone::{self, FrozenPhone},
    town::Town,
    violation::{Check, OrBroken},
};

/// A world at rest. Two are equal where everything that can still matter is: the rows of every table, what travels, what
/// was promised. How SQLite laid the rows out does not matter, nor which of two ways led here.
#[derive(Clone)]
pub struct Frozen {
    now: i64,
    hub: FrozenHub,
    phones: Vec<FrozenPhone>,
    flights: Vec<Flight>,
    town: Town,
    acknowledged: BTreeMap<Id, Acknowledged>,
    oracle: Oracle,
    backups: Vec<Backup>,
    console: Vec<doorstep_core::change::Change>,
    sealed_files: Vec<(Id, Vec<String>)>,
    once_durable: BTreeSet<Id>,
    tampered: BTreeSet<Id>,
    duties: BTreeSet<Id>,
    template: Arc<[u8]>,
    /// Of all but what travels.
    resting: [u8; 32],
    digest: [u8; 32],
}

impl World {
    /// Puts the world aside. `before`, a state from which this one was reached, spares reading what has not changed since.
    pub fn freeze(&self, before: Option<&Frozen>) -> Check<Frozen> {
        let hub = self.hub.freeze()?;
        let mut phones = Vec::with_capacity(self.phones.len());
        for (p, phone) in self.phones.iter().enumerate() {
            phones.push(phone.freeze(before.and_then(|before| before.phones.get(p)))?);
        }
        let mut flights = self.flights.clone();
        // What travels has no order of its own.
        flights.sort_by(|a, b| (a.phone, bytes(&a.cargo)).cmp(&(b.phone, bytes(&b.cargo))));
        let mut frozen = Frozen {
            now: self.now,
            hub,
            phones,
            flights,
            town: self.town.clone(),
            acknowledged: self.acknowledged.clone(),
            oracle: self.oracle.clone(),
            backups: self.backups.clone(),
            console: self.console.clone(),
            sealed_files: self.sealed_files.clone(),
            once_durable: self.once_durable.clone(),
            tampered: self.tampered.clone(),
            duties: self.duties.clone(),
            template: self.template.clone(),
            resting: [0; 32],
            digest: [0; 32],
        };
        frozen.resting = frozen.resting_digest();
        frozen.digest = frozen.compute_digest();
        Ok(frozen)
    }
}

fn bytes(cargo: &Cargo) -> (bool, &[u8]) {
    (matches!(cargo, Cargo::Answer(..)), cargo.bytes())
}

impl Frozen {
    /// Takes the world up again, with chance of its own from here on: the phones' and the hub's.
    pub fn thaw(&self, dice: Dice, marks: Dice) -> World {
        World {
            dice,
            now: self.now,
            hub: self.hub.thaw(marks),
            phones: self.phones.iter().map(FrozenPhone::thaw).collect(),
            flights: self.flights.clone(),
            town: self.town.clone(),
            stats: Default::default(),
            acknowledged: self.acknowledged.clone(),
            oracle: self.oracle.clone(),
            log: None,
            strict: true,
            backups: self.backups.clone(),
            console: self.console.clone(),
            sealed_files: self.sealed_files.clone(),
            once_durable: self.once_durable.clone(),
            tampered: self.tampered.clone(),
            duties: self.duties.clone(),
            last_audit: 0,
            template: self.template.clone(),
        }
    }

    /// What the state is known by.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// What the state is known by but for what travels.
    pub fn resting(&self) -> &[u8; 32] {
        &self.resting
    }

    /// What travels, in a fixed order.
    pub fn flights(&self) -> &[Flight] {
        &self.flights
    }

    /// The phones.
    pub fn phones(&self) -> &[FrozenPhone] {
        &self.phones
    }

    /// What the hub's tables are known by.
    pub fn hub_digest(&self) -> &[u8; 32] {
        self.hub.digest()
    }

    fn compute_digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(&self.resting);
        for flight in &self.flights {
            let (answer, bytes) = bytes(&flight.cargo);
            add(&[flight.phone as u8, u8::from(answer), u8::from(flight.cut)]);
            add(bytes);
        }
        *hasher.finalize().as_bytes()
    }

    fn resting_digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        add(&self.now.to_le_bytes());
        add(self.hub.digest());
        for phone in &self.phones {
            add(phone.digest());
        }
        for (id, saved) in &self.acknowledged {
            add(id.as_bytes());
            add(&saved.hash);
            add(&[u8::from(saved.excused)]);
        }
        for backup in &self.backups {
            add(backup.digest());
        }
        add(&(self.console.len() as u64).to_le_bytes());
        for (device, texts) in &self.sealed_files {
            add(device.as_bytes());
            texts.iter().for_each(|text| add(text.as_bytes()));
        }
        for set in [&self.once_durable, &self.tampered, &self.duties] {
            add(&(set.len() as u64).to_le_bytes());
            set.iter().for_each(|id| add(id.as_bytes()));
        }
        *hasher.finalize().as_bytes()
    }
}

/// What a database is known by, whatever the order of rows in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    /// All rows of all tables.
    pub(crate) all: [u8; 32],
    /// The same without the name that a phone drew for its spool. What is drawn next must not follow from what was drawn
    /// last, or a phone that asks again and again would never come back to a state.
    pub(crate) unnamed: [u8; 32],
}

pub(crate) fn read_rows(connection: &Connection) -> rusqlite::Result<Rows> {
    let mut select = connection.prepare_cached(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let tables = select.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let (mut all, mut unnamed) = (blake3::Hasher::new(), blake3::Hasher::new());
    for table in tables {
        let mut select = connection.prepare_cached(&format!("SELECT * FROM \"{table}\""))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = rows.next()? {
            let mut one = blake3::Hasher::new();
            for column in 0..columns {
                add_value(&mut one, row.get_ref(column)?);
            }
            let names_spool = table == "meta" && row.get_ref(0)?.as_str() == Ok(meta::SPOOL);
            digests.push((*one.finalize().as_bytes(), names_spool));
        }
        digests.sort_unstable();
        for (digest, names_spool) in digests {
            all.update(&digest);
            if !names_spool {
                unnamed.update(&digest);
            }
        }
        all.update(table.as_bytes());
        unnamed.update(table.as_bytes());
    }
    Ok(Rows { all: *all.finalize().as_bytes(), unnamed: *unnamed.finalize().as_bytes() })
}

fn add_value(hasher: &mut blake3::Hasher, value: ValueRef<'_>) {
    let mut add = |kind: u8, bytes: &[u8]| {
        hasher.update(&[kind]);
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    match value {
        ValueRef::Null => add(0, &[]),
        ValueRef::Integer(number) => add(1, &number.to_le_bytes()),
        ValueRef::Real(number) => add(2, &number.to_le_bytes()),
        ValueRef::Text(text) => add(3, text),
        ValueRef::Blob(blob) => add(4, blob),
    }
}

/// What the database of these bytes is known by; spared where they are those of `before`.
pub(crate) fn rows_of(bytes: &Arc<[u8]>, before: Option<(&Arc<[u8]>, &Rows)>) -> Check<Rows> {
    if let Some((same, rows)) = before
        && same == bytes
    {
        return Ok(*rows);
    }
    read_rows(&phone::open_bytes(bytes)?).or_broken("a database's tables read")
}
